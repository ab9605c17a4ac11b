// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/domain/mythread.h"
#include "models/domain/outboxitem.h"
#include "models/domain/ports.h"
#include "models/domain/portsdrafts.h"
#include "models/domain/setaside.h"
#include "models/store/batch.h"

#include <QObject>

#include <memory>

namespace linnet::store {

// Where the files of one account lie. The directories are made with mode 0700, files 0600.
struct Paths
{
    QString cacheDatabase{}; // …/cache.db: disposable
    QString outboxDatabase{}; // …/outbox.db: durable
};

// What opening found. Neither makes opening fail: the program starts with what is there.
struct OpenReport
{
    bool cacheRebuilt = false; // it was damaged, set aside as cache.db.damaged
    std::optional<Error> cacheError{}; // online only: the cache cannot be used (read-only, full …)
    std::optional<Error> outboxError{}; // StorageTooNew, StorageReadOnly …: nothing can be queued
    bool outboxSalvaged = false; // it was damaged, set aside as outbox.db.damaged-N; good rows kept
    int quarantined = 0; // outbox rows that could not be read, kept aside
};

// The rest of what is known about a space, for deciding what to fetch.
struct SpaceState
{
    Space space{};
    Timestamp lastReadTime{};
    bool readStateKnown = false;
    bool membersKnown = false; // listed, and followed since
    bool membersDue = false; // listed once, and out of date
    Timestamp coveredTo{}; // newest end of the top-level-and-replies coverage of the space
    Timestamp eventCursor{}; // everything up to here was told by events, or listed
    // The newest hole in what is covered, (gapFrom, gapTo]; both unknown: there is none.
    Timestamp gapFrom{};
    Timestamp gapTo{};
    bool notificationKnown = false;
    bool muted = false;
    bool happeningsAsked = false; // Batch::happeningsAsked
    bool unread = false; // messages, as the list of conversations counts them
    // The threads with replies that mention me and are not read, the newest reply first.
    QList<ThreadId> mentionedIn{};
};

// The truth of one account: what the service told (cache.db) and what the person wrote
// (outbox.db). Lives on the GUI thread, works on a thread of its own; every call returns at once
// and its handler is called later, once, on the GUI thread, or never when the context is gone.
// Calls take effect in the order they were made. Must not know the wire, items or widgets.
class Store : public QObject
{
    Q_OBJECT

public:
    explicit Store(Paths paths, QObject *parent = nullptr);
    // Finishes what was asked for, then closes the files.
    ~Store() override;

    // Opens, migrates, checks and if need be salvages. First call of all.
    void open(QObject *context, Handler<OpenReport> handler);
    // Who "me" is: mentions and unread counts depend on it. Kept in both files. Data of another
    // user is never mixed in: a different id than stored answers FailedPrecondition.
    void setOwnUser(const UserId &me, QObject *context, Handler<UserId> handler);
    // The user the files belong to; empty when they are new.
    void ownUser(QObject *context, Handler<UserId> handler);

    // --- what the interface starts from
    void users(QObject *context, Handler<QList<User>> handler);
    void conversations(QObject *context, Handler<QList<Conversation>> handler);

    // --- pages of a timeline: contiguous within the coverage of the space (a thread: its own or
    // the space's). reachesEnd tells that the page ends with the newest cached message;
    // pending messages come with it.
    void newest(const TimelineScope &scope, int limit, QObject *context,
                Handler<TimelinePage> handler);
    void older(const TimelineScope &scope, const MessageKey &before, int limit, QObject *context,
               Handler<TimelinePage> handler);
    void newer(const TimelineScope &scope, const MessageKey &after, int limit, QObject *context,
               Handler<TimelinePage> handler);
    // NotFound when it is not cached. Pending ones are found too, by either id.
    void message(const MessageId &id, QObject *context, Handler<Message> handler);

    // --- what sync decides by
    void spaceStates(QObject *context, Handler<QList<SpaceState>> handler);
    // The covered stretch that contains the time, or an empty one ending there.
    void coverage(const TimelineScope &scope, Timestamp at, QObject *context,
                  Handler<Coverage> handler);
    // Batch::threadReads, the latest of an earlier run too; unknown: never.
    void threadRead(const ThreadId &thread, QObject *context, Handler<Timestamp> handler);
    // Threads the own user is in, with a reply after that time; the newest first.
    void myThreads(Timestamp since, int limit, QObject *context, Handler<QList<MyThread>> handler);
    void members(const SpaceId &space, QObject *context, Handler<QList<Membership>> handler);
    // People met in messages or memberships whose name is not known, newest activity first; apps
    // and those the service called anonymous are left out.
    void namelessUsers(int limit, QObject *context, Handler<QList<UserId>> handler);

    // What to ask about reactions, in these spaces first, then of the newest messages.
    void reactionQuestions(const QList<SpaceId> &first, int limit, QObject *context,
                           Handler<QList<ReactionQuestion>> handler);
    void backfills(QObject *context, Handler<QList<Backfill>> handler);
    // Batch::syncedAt of the last time, of an earlier run too; unknown: never.
    void syncedAt(QObject *context, Handler<Timestamp> handler);

    // Now, for Batch::asked: later than every moment before.
    [[nodiscard]] Moment moment() { return ++m_moment; }
    // Applies what the service told; the handler gets what really changed, which changed() has
    // carried to everybody before. Batches queued together share one transaction, and their
    // handlers get what all of them changed.
    void apply(Batch batch, QObject *context = nullptr, Handler<ChangeSet> handler = {});

    // --- the outbox (durable: the handler's success means COMMIT has returned)
    // Gives the item its sequence. An UpdateSpaceReadState replaces a queued one of its space; the
    // effect of reactions, edits, deletions and read states shows in the cache at once.
    void enqueue(OutboxItem item, QObject *context, Handler<OutboxItem> handler);
    // In order. An error tells that there is no file to read; asking again tries to open it, so
    // that a disk which has room again is enough.
    void outbox(QObject *context, Handler<QList<OutboxItem>> handler);
    // The same, in place of the row with this sequence, which goes in the same commit as discard()
    // says. When that is gone meanwhile (a page or event has shown its message), ifGone is written
    // instead.
    void replace(qint64 sequence, OutboxItem item, OutboxItem ifGone, QObject *context,
                 Handler<OutboxItem> handler);
    // Replaces state, attempts, failure, doubt and how far the files are uploaded, of the row with
    // this sequence; text and notBefore too while attempts is 0. When a refused one is queued again
    // its quote is brought up to date. NotFound when it is gone.
    void updateOutbox(const OutboxItem &item, QObject *context, Handler<OutboxItem> handler);
    // Removes a row that is not on the wire, and undoes what showed of it; with a message goes, in
    // the same commit, what was written about it. One that may be on the wire (Sending, Sent) is
    // FailedPrecondition.
    void discard(qint64 sequence, QObject *context, Handler<OutboxItem> handler);
    // As discard(), but the copies of its files stay until the next start, for who gets them back.
    void takeOut(qint64 sequence, QObject *context, Handler<OutboxItem> handler);
    // The service has it: a created message is stored under the name it was given and reconciled
    // by client id with the pending row, which goes in the same step; other kinds just go.
    // Called when the answer carries the whole message; apply() of a page or event that shows the
    // client id does the same by itself, whichever comes first.
    void settle(qint64 sequence, Batch answer, QObject *context, Handler<ChangeSet> handler);
    // The directory for the copies of files that go with messages (outboxfiles.h), ready for use.
    // The first call of a run removes copies that no row names: copies are made after its answer
    // only. A row that goes takes its copies with it.
    void outboxFiles(QObject *context, Handler<QString> handler);
    // How far the upload of a row's file has come; shows, and is not stored.
    void noteUpload(qint64 sequence, qsizetype file, qint64 bytesSent);

    // --- drafts (durable)
    // One without anything removes what was kept. Its files that lie with the outbox
    // (outboxFiles()) stay as long as it names them.
    void saveDraft(const WrittenDraft &draft);
    void draft(const TimelineScope &scope, QObject *context, Handler<WrittenDraft> handler);
    void drafts(QObject *context, Handler<QList<ListedDraft>> handler);

    // What is left of texts whose rows were damaged (OpenReport::quarantined counts all rows, also
    // those without words). They stay until they are forgotten.
    void setAside(QObject *context, Handler<QList<SetAsideText>> handler);
    void forgetSetAside(QObject *context, Handler<bool> handler);

    // Removes everything of the account from this machine, outbox and drafts included only when
    // said so. Without them the store goes on with an empty cache; with them it is of no more use.
    void wipe(bool outboxToo, QObject *context, Handler<bool> handler);

Q_SIGNALS:
    // After each transaction that changed something the interface shows. GUI thread.
    void changed(const linnet::ChangeSet &changes);
    // A write failed (disk full, read-only, damaged); nothing is shown that is not stored.
    void failed(const linnet::Error &error);
    // Writes succeed again after failed().
    void recovered();

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
    Moment m_moment = 0;
};

} // namespace linnet::store
