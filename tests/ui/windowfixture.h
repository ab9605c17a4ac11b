// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roomfakes.h"

#include "models/domain/clock.h"
#include "models/domain/portsdrafts.h"
#include "models/items/spacelistmodel.h"
#include "models/items/usertable.h"
#include "ui/text/filegate.h"
#include "ui/text/linkgate.h"
#include "ui/theme/theme.h"
#include "ui/window/mainwindow.h"

#include <QHash>
#include <QPointer>
#include <QTemporaryDir>

#include <memory>

// What the tests and pictures of the window share: ports that remember what was asked, and a small
// company with its conversations. Nothing here is made of a service.
namespace linnet::ui::test {

class SteadyClock : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return time; }
    Timestamp time = Timestamp::fromString(u"2026-03-12T15:00:00Z"); // a Thursday
};

class NotedMessages : public MessagePort, public DraftPort
{
public:
    QStringList calls;
    QList<OutgoingMessage> outgoing; // what was sent
    OutgoingMessage takenBack{.text = QStringLiteral("taken back")}; // what takeBack() gives
    std::chrono::seconds sendDelay{-1};
    std::optional<Error> refusal; // what send() answers
    QHash<TimelineScope, WrittenDraft> written; // drafts
    QHash<ThreadId, Message> roots; // of threads with drafts
    QList<ListedDraft> unsent; // where nothing is begun, but something waits or was refused

    void send(const TimelineScope &target, const OutgoingMessage &message, QObject *context,
              Handler<MessageId> handler) override;
    void setSendDelay(std::chrono::seconds delay) override;
    void retry(const MessageId &message) override;
    void takeBack(const MessageId &message, QObject *context,
                  Handler<OutgoingMessage> handler) override;
    void edit(const MessageId &message, const QString &text) override;
    void remove(const MessageId &message) override;
    void removeWithReplies(const MessageId &message) override;
    void undoRemove(const MessageId &message) override;
    void setReaction(const MessageId &message, const Emoji &emoji, bool on) override;

    void save(const WrittenDraft &draft) override;
    void draft(const TimelineScope &target, QObject *context,
               Handler<WrittenDraft> handler) override;
    void drafts(QObject *context, Handler<QList<ListedDraft>> handler) override;
    void keepFile(const QByteArray &content, const QString &name, const QString &contentType,
                  QObject *context, Handler<OutgoingFile> handler) override;
};

class NotedTimelines : public TimelinePort
{
public:
    QList<Message> messages; // of all spaces, in order
    std::optional<Error> failure; // what every page answers
    bool hold = false; // nothing is answered
    QList<TimelineScope> watched;
    QList<SpaceId> read;
    QList<SpaceId> allRead; // of these, the person said so
    QList<MessageId> unreadFrom;

    void newest(const TimelineScope &scope, int limit, QObject *context,
                Handler<TimelinePage> handler) override;
    void older(const TimelineScope &scope, const MessageKey &before, int limit, QObject *context,
               Handler<TimelinePage> handler) override;
    void newer(const TimelineScope &scope, const MessageKey &after, int limit, QObject *context,
               Handler<TimelinePage> handler) override;
    void around(const TimelineScope &scope, const TimelineSpot &spot, int limit, QObject *context,
                Handler<TimelinePage> handler) override;
    QList<Message> farBack; // further messages that only around() reaches, one at a time
    QList<TimelineSpot> spots; // asked for
    void setWatched(const QList<TimelineScope> &scopes) override { watched = scopes; }
    void markRead(const SpaceId &space) override { read << space; }
    void markAllRead(const SpaceId &space) override
    {
        read << space;
        allRead << space;
    }
    void markUnreadFrom(const MessageId &message) override { unreadFrom << message; }
    QHash<ThreadId, Timestamp> threadReads; // what threadRead() answers, later
    QList<ThreadId> threadsRead; // by markThreadRead()
    void threadRead(const ThreadId &thread, QObject *context, Handler<Timestamp> handler) override
    {
        QMetaObject::invokeMethod(
            context, [handler, time = threadReads.value(thread)] { handler(time); },
            Qt::QueuedConnection);
    }
    void markThreadRead(const ThreadId &thread) override { threadsRead << thread; }
};

class NoMedia : public MediaPort
{
public:
    QHash<QString, QString> files; // path by source
    int fetched = 0;
    void fetch(const MediaRef &ref, QObject *context, Handler<QString> handler) override;

    // What somebody waits for.
    struct Watched
    {
        QPointer<QObject> context; // null: it was given up
        FetchProgress progress;
        Handler<QString> handler;
    };
    bool hold = false; // it is answered by release()
    QHash<QString, Watched> watched; // by source
    void fetchWatched(const MediaRef &ref, QObject *context, const FetchProgress &progress,
                      Handler<QString> handler) override;
    void release(const QString &source);
};

class NotedAccount : public AccountPort
{
public:
    QStringList calls;
    void retryNow() override { calls << QStringLiteral("retryNow"); }
    void signInAgain() override { calls << QStringLiteral("signInAgain"); }
    void signOut() override { calls << QStringLiteral("signOut"); }
};

[[nodiscard]] UserId userId(const QString &id);
[[nodiscard]] SpaceId spaceId(const QString &id);
[[nodiscard]] Message note(const QString &space, const QString &sender, int minute,
                           const QString &text);

// Everything a window needs, and the company: "anna", "group", "design", "launch" … open them by
// spaceId().
class House
{
public:
    explicit House(Theme::Mode mode = Theme::Mode::Light);

    // With the company's people, conversations and messages.
    void furnish();
    // As the store would tell it, to all who listen.
    void apply(const ChangeSet &changes);
    void change(const QString &space, const std::function<void(Conversation &)> &edit);
    [[nodiscard]] MainWindow &window();
    [[nodiscard]] Services services();
    // Lets queued calls and layouts happen.
    static void settle();

    SteadyClock clock;
    Theme theme;
    NotedMessages messages;
    NotedTimelines timelines;
    NoMedia media;
    NotedAccount account;
    NotedRooms rooms;
    NotedLookup lookup; // not among the services: who wants it adds it
    NotedHistory history;
    items::UserTable users;
    items::SpaceListModel spaces;
    QList<QUrl> opened;
    LinkGate links;
    QTemporaryDir folder;
    QList<QUrl> handedOver; // files and folders
    bool hasPrograms = true; // for files
    FileGate files;

private:
    std::unique_ptr<MainWindow> m_window;
};

} // namespace linnet::ui::test
