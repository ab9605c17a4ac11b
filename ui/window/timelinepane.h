// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/items/timelinemodel.h"
#include "ui/media/pictureviewer.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace linnet::ui {

class Avatars;
class Composer;
class EmojiShelf;
class EmptyState;
class PaneHeader;
class TimelineView;
struct Services;

// One conversation or one thread to read and write in: header, timeline or what stands in its
// place, composer. Turns what the timeline's rows ask for into calls of the ports. The main and
// the thread pane are two of it.
class TimelinePane : public QWidget
{
    Q_OBJECT
public:
    enum class Kind {
        Conversation,
        Thread,
    };

    TimelinePane(const Services &services, Avatars &avatars, EmojiShelf &emoji, Kind kind,
                 QWidget *parent = nullptr);

    // name: for the composer, "a message to NAME". An unknown time: no "New" line.
    void open(const TimelineScope &scope, const QString &name, Timestamp lastReadTime);
    // The conversation is called otherwise now.
    void setName(const QString &name);
    // What one may do there, or one's role, may have changed.
    void updateMayWrite();
    void close();
    void apply(const ChangeSet &changes);

    [[nodiscard]] const TimelineScope &scope() const { return m_model.scope(); }
    [[nodiscard]] bool isOpen() const { return m_model.isOpen(); }
    [[nodiscard]] items::TimelineModel &model() { return m_model; }
    [[nodiscard]] PaneHeader &header() { return *m_header; }
    [[nodiscard]] TimelineView &view() { return *m_view; }
    [[nodiscard]] Composer &composer() { return *m_composer; }
    // Between the messages and the composer: a notice may stand there.
    [[nodiscard]] QWidget &sill() { return *m_sill; }
    // Shows a message, however far back it is; also while the first page is on its way.
    void goTo(const MessageId &message);
    // The newest message there is can be seen at this moment.
    [[nodiscard]] bool showsNewest() const;

Q_SIGNALS:
    void threadRequested(const linnet::ThreadId &thread, bool toWrite);
    void markUnreadRequested(const linnet::MessageId &message);
    void attachmentActivated(const linnet::Attachment &attachment);
    // One of them is to be seen large.
    void pictureActivated(const QList<linnet::ui::Picture> &pictures, qsizetype at);
    void attachmentSaveRequested(const linnet::Attachment &attachment);
    // A message is wanted that may stand elsewhere: one that is quoted or was forwarded.
    void placeRequested(const linnet::MessageId &message);
    // What goTo() looked for did not come up, and why.
    void notReached(const linnet::MessageId &message, const linnet::Error &error);
    // What is in view may have changed.
    void viewChanged();

private:
    void build();
    void connectView();
    void connectModel();
    void updateStack();
    [[nodiscard]] QString dropWords() const;
    [[nodiscard]] QList<UserId> presentPeople() const;
    void activate(const MessageId &message, int attachment);
    [[nodiscard]] QList<Picture> pictures() const;
    void save(const MessageId &message, int attachment);
    void seek();

    const Services &m_services;
    Avatars &m_avatars;
    EmojiShelf &m_emoji;
    Kind m_kind;
    items::TimelineModel m_model;
    PaneHeader *m_header = nullptr;
    TimelineView *m_view = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_sill = nullptr;
    Composer *m_composer = nullptr;
    QTimer m_slow; // a first page that takes long is worth a word
    MessageId m_sought; // by goTo()
    QString m_name;
    bool m_toThreads = false; // what is written begins a thread, or replies in one
    bool m_opened = false; // the first page of the present scope is there, or failed
};

} // namespace linnet::ui
