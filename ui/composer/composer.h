// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/compose.h"
#include "models/domain/portsdrafts.h"
#include "models/domain/user.h"
#include "ui/window/commands.h"

#include <QHash>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace linnet::ui {

class ComposerBanner;
class ComposerEdit;
class Completer;
class ComposerTools;
class DraftKeeper;
class FileStrip;
class FormatBar;
class PlainLabel;
class Suggestions;
class Theme;

// A message that is quoted, with what is shown of it.
struct Quoted
{
    QuoteReference reference{};
    QString sender{}; // remote text
    QString text{}; // remote text
};

// Where one writes to a conversation or a thread: banner, files, field, bar, Send, and the notices
// about what was written. Everything stays in the field until the outbox has it, and its draft
// until then too. An edit lies over what was being written, which comes back after it. Theme and
// ports must outlive it. GUI thread only; knows nothing of the timeline.
// In three files: this one's puts together, composerdesk.cpp has what is begun, composersending.cpp
// what leaves.
class Composer : public QWidget
{
    Q_OBJECT
public:
    Composer(const Theme &theme, MessagePort &port, DraftPort &drafts, QWidget *parent = nullptr);
    ~Composer() override;

    void setNames(const ComposeNames &names);
    void setEnterSends(bool enterSends);
    // What is offered while one types; taken as a child.
    void setSuggestions(Suggestions *suggestions,
                        const std::function<QPixmap(const User &, int)> &face);
    [[nodiscard]] ComposerTools &tools() { return *m_tools; }

    // name: of the person or space, remote text. threaded: one can write at the top level and in
    // threads there, so it is said at all times which it will be. Keeps what is written for the
    // former target and brings what was for the new one. An empty space empties and disables the
    // composer.
    void setTarget(const TimelineScope &target, const QString &name, bool threaded = false);
    [[nodiscard]] TimelineScope target() const;

    // With Chat's markup.
    [[nodiscard]] QString text() const { return m_markup; }
    [[nodiscard]] ComposerEdit &editor() { return *m_edit; }
    [[nodiscard]] FileStrip &files() { return *m_files; }
    // Adds to what is written, on a line of its own; replaces nothing.
    void insertText(const QString &markup);
    // A message to this target that was taken back from the outbox: comes to what is begun there,
    // whether that is shown now or not. sender and quoted: what is known of the message it quotes.
    void insertMessage(const TimelineScope &target, const OutgoingMessage &message,
                       const QString &sender = {}, const QString &quoted = {});
    // The same for a change of a message that was not taken: it is being edited again, or where
    // another edit is open its words come to what is begun under that. original: what the message
    // says; unknown, the text is a change of it whatever it is.
    void insertEdit(const TimelineScope &target, const MessageId &message, const QString &text,
                    const QString &original = {});
    void addFiles(const QStringList &paths);
    // One can write here, and what is written is no edit.
    [[nodiscard]] bool takesFiles() const;
    void setQuote(const std::optional<Quoted> &quoted);
    [[nodiscard]] const std::optional<Quoted> &quoted() const { return m_desk.quote; }
    // A message of mine that the service has: Send replaces its text then. An edit that would be
    // lost by it stays.
    void startEditing(const Message &message);
    [[nodiscard]] bool isEditing() const { return !m_desk.editing.isEmpty(); }

    void focusEditor();
    // Why one cannot write here, in words; empty: one can. What is begun stays, to be read and
    // copied; messages that were sent can still be edited.
    void setDisabledReason(const QString &reason);
    // Saves the draft now: before the program ends.
    void flushDraft();
    void send();
    // Of the group Writing.
    void perform(CommandId command);
    // Takes the top layer away: the edit, the quote. False: there was none.
    bool leaveLayer();

Q_SIGNALS:
    // The outbox has it, under its local id; its target may be another than the present one.
    void sent(const linnet::MessageId &message, const linnet::TimelineScope &target);
    // It was not taken for a target that was left meanwhile; all of it is in the draft there.
    void notSent(const linnet::TimelineScope &target, const linnet::Error &error);
    // Up was pressed in an empty field.
    void editLastRequested();
    // An older (-1) or newer (1) message should be the quoted one.
    void quoteStepRequested(int step);
    void bannerClicked(const linnet::MessageId &message);
    // A change that was begun is given up; insertEdit() takes it up again.
    void editCancelled(const linnet::WrittenDraft &edit);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    // What lies on the desk besides text and files.
    struct Desk
    {
        std::optional<Quoted> quote;
        MessageId editing; // empty: none
        QString original; // the text that is edited, as it was
        ComposedText under; // what was written before the edit began
    };

    // To be sent to a target that was left, as soon as its pictures are kept.
    struct Waiting
    {
        OutgoingMessage message;
        ComposedText written;
        int images = 0;
    };

    void build();
    void connectParts();
    void restyle();
    [[nodiscard]] bool canWrite() const;
    void updateHint();
    void updateState();
    void updateBanner();
    void showQuote(const Quoted &quote);
    // Something that can be sent without words.
    [[nodiscard]] bool isForwarding() const;
    void textChanged();
    void clearDesk();
    void noteDesk();
    void takeDraft(const WrittenDraft &draft);
    void beginEdit(const MessageId &message, const QString &original, const ComposedText &edited);
    void finishEdit();
    void cancelEdit();
    void keepImage(const QImage &image);
    void imageKept(const TimelineScope &target, const Result<OutgoingFile> &file);
    void sendWritten();
    void leaveWaiting();
    void waitedFor(const TimelineScope &target, const Result<OutgoingFile> &file);
    [[nodiscard]] OutgoingMessage outgoing() const;
    [[nodiscard]] ComposedText written() const;
    void post(const TimelineScope &target, const ComposedText &written,
              const OutgoingMessage &message);
    void sendEnded(const TimelineScope &target, const ComposedText &written,
                   const OutgoingMessage &message, const Result<MessageId> &result);
    void takeAway(const ComposedText &written);
    void setSending(bool sending);
    void complain(const QString &sentence);
    void notify(const QString &words);
    [[nodiscard]] QString audienceWords() const;

    const Theme &m_theme;
    MessagePort &m_port;
    DraftPort &m_kept;
    DraftKeeper *m_drafts = nullptr; // child
    QWidget *m_frame = nullptr; // around everything one writes with; painted here
    PlainLabel *m_to = nullptr; // where it will go
    ComposerBanner *m_banner = nullptr;
    FileStrip *m_files = nullptr;
    ComposerEdit *m_edit = nullptr;
    ComposerTools *m_tools = nullptr; // child
    FormatBar *m_bar = nullptr;
    QToolButton *m_send = nullptr;
    QLabel *m_failure = nullptr; // why what was tried last did not work
    QLabel *m_notice = nullptr; // over the limit, or why one cannot write
    Suggestions *m_suggestions = nullptr; // child
    ComposeNames m_names;
    QString m_markup; // of what is written
    Desk m_desk;
    int m_imagesComing = 0; // pasted here, not kept yet
    bool m_sendThen = false; // Send was pressed meanwhile
    QHash<TimelineScope, Waiting> m_waiting; // the same for targets that were left then
    QString m_hint; // what the empty field says
    QString m_reason; // why one cannot write; empty: one can
    bool m_threaded = false;
    bool m_sending = false;
    bool m_slow = false; // sending takes long enough to say so
    QTimer m_slowTimer;
};

} // namespace linnet::ui
