// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/account.h"
#include "models/domain/changeset.h"
#include "models/domain/outboxitem.h"
#include "models/domain/setaside.h"
#include "ui/emoji/emojishelf.h"
#include "ui/theme/avatars.h"
#include "ui/window/focusregions.h"
#include "ui/window/readmarker.h"
#include "ui/window/services.h"

#include <QMainWindow>
#include <QTimer>

class QMenu;
class QStackedWidget;

namespace linnet::ui {

class Attachments;
class Banner;
class Commands;
class ConversationActions;
class ConversationPane;
class EmptyState;
class FoldingSplitter;
class Notice;
class RoomDesk;
class ThreadReading;
class ThreadsPage;
class TimelinePane;

// The window of one account: conversations, timeline, thread. Puts the parts together and knows
// what is open; shows what the models have and asks through ports. GUI thread. app/ feeds the
// users and spaces models first and hands the same ChangeSet here then.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const Services &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    // Unknown conversations are ignored.
    void openSpace(const SpaceId &space);
    // The conversation with one of its threads beside it.
    void openThread(const TimelineScope &scope);
    [[nodiscard]] SpaceId currentSpace() const;
    // Empty: none is open.
    [[nodiscard]] ThreadId currentThread() const;

    // For the open timelines.
    void applyChanges(const ChangeSet &changes);
    void setAccountStatus(const AccountStatus &status);
    // What the banner's "Show" shows.
    void setSetAside(const QList<SetAsideText> &texts);
    // A reaction, edit, deletion or read state was refused and is undone: says so in passing. The
    // words of an edit come back to a composer, or to a draft.
    void showWriteRefused(const OutboxItem &write, const Error &error);
    // What was to be cleared is still stored: says so in passing.
    void showNotCleared();
    // What was asked for by name from outside is not there: says so in passing.
    void showNoConversation(const QString &name);
    // Shows the window, out of the task bar too, in front of others as far as the desktop lets it.
    void bringToFront();

    [[nodiscard]] const Commands &commands() const { return *m_commands; }

Q_SIGNALS:
    void quitRequested();
    void spaceOpened(const linnet::SpaceId &space);
    // The texts that were set aside are of no more use.
    void forgetSetAsideRequested();
    // The window came to the front or went: polling may go faster or slower.
    void activeChanged(bool active);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    void buildHeaders();
    void buildDesks();
    void connectParts();
    void connectTimelines();
    void connectCommands();
    void nameRegions();

    void closeSpace();
    void closeThread();
    void updateSide();
    void showList();
    void escape();
    [[nodiscard]] bool isShowingThreads() const;
    void showThreads(bool on);
    void goTo(int step, bool unreadOnly);
    [[nodiscard]] TimelinePane &focusedPane() const;

    void showSetAside();
    void fillMenu(QMenu &menu, const SpaceId &space);
    void conversationsChanged();
    void updateHeader();
    void updateTitle();
    void updateSeen();
    void updateWatched();

    const Services m_services;
    Avatars m_avatars;
    EmojiShelf m_emoji;
    ReadMarker m_readMarker;
    FocusRegions m_regions;
    AccountStatus m_status;
    QList<SetAsideText> m_setAside;
    SpaceId m_former; // the conversation that was open before this one
    Commands *m_commands; // this and the following: children
    ConversationActions *m_actions;
    Attachments *m_attachments = nullptr;
    Banner *m_banner = nullptr;
    ConversationPane *m_list = nullptr;
    QStackedWidget *m_middle = nullptr;
    EmptyState *m_nothing = nullptr;
    TimelinePane *m_timeline = nullptr;
    TimelinePane *m_thread = nullptr;
    ThreadsPage *m_threads = nullptr; // null without a ThreadsPort
    QStackedWidget *m_side = nullptr; // thread, or what RoomDesk shows
    RoomDesk *m_rooms = nullptr; // null without a SpacePort
    ThreadReading *m_threadReading = nullptr; // child of the thread pane
    FoldingSplitter *m_panes = nullptr;
    Notice *m_notice = nullptr;
    QTimer m_minute; // times of the list grow old
};

} // namespace linnet::ui
