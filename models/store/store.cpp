// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/store.h"

#include "models/store/engine.h"
#include "models/store/worker.h"

namespace linnet::store {

Store::Store(Paths paths, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(std::move(paths), this))
{
}

Store::~Store() = default;

void Store::open(QObject *context, Handler<OpenReport> handler)
{
    m_worker->ask<OpenReport>(context, std::move(handler),
                              [](Engine &engine) { return engine.open(); });
}

void Store::setOwnUser(const UserId &me, QObject *context, Handler<UserId> handler)
{
    m_worker->ask<UserId>(context, std::move(handler),
                          [me](Engine &engine) { return engine.setOwnUser(me); });
}

void Store::ownUser(QObject *context, Handler<UserId> handler)
{
    m_worker->ask<UserId>(context, std::move(handler),
                          [](Engine &engine) { return engine.ownUser(); });
}

void Store::users(QObject *context, Handler<QList<User>> handler)
{
    m_worker->ask<QList<User>>(context, std::move(handler),
                               [](Engine &engine) { return engine.users(); });
}

void Store::conversations(QObject *context, Handler<QList<Conversation>> handler)
{
    m_worker->ask<QList<Conversation>>(context, std::move(handler),
                                       [](Engine &engine) { return engine.conversations(); });
}

void Store::newest(const TimelineScope &scope, int limit, QObject *context,
                   Handler<TimelinePage> handler)
{
    m_worker->ask<TimelinePage>(context, std::move(handler), [scope, limit](Engine &engine) {
        return engine.newest(scope, limit);
    });
}

void Store::older(const TimelineScope &scope, const MessageKey &before, int limit, QObject *context,
                  Handler<TimelinePage> handler)
{
    m_worker->ask<TimelinePage>(
        context, std::move(handler),
        [scope, before, limit](Engine &engine) { return engine.older(scope, before, limit); });
}

void Store::newer(const TimelineScope &scope, const MessageKey &after, int limit, QObject *context,
                  Handler<TimelinePage> handler)
{
    m_worker->ask<TimelinePage>(context, std::move(handler), [scope, after, limit](Engine &engine) {
        return engine.newer(scope, after, limit);
    });
}

void Store::message(const MessageId &id, QObject *context, Handler<Message> handler)
{
    m_worker->ask<Message>(context, std::move(handler),
                           [id](Engine &engine) { return engine.message(id); });
}

void Store::spaceStates(QObject *context, Handler<QList<SpaceState>> handler)
{
    m_worker->ask<QList<SpaceState>>(context, std::move(handler),
                                     [](Engine &engine) { return engine.spaceStates(); });
}

void Store::coverage(const TimelineScope &scope, Timestamp at, QObject *context,
                     Handler<Coverage> handler)
{
    m_worker->ask<Coverage>(context, std::move(handler),
                            [scope, at](Engine &engine) { return engine.coverage(scope, at); });
}

void Store::threadRead(const ThreadId &thread, QObject *context, Handler<Timestamp> handler)
{
    m_worker->ask<Timestamp>(context, std::move(handler),
                             [thread](Engine &engine) { return engine.threadRead(thread); });
}

void Store::myThreads(Timestamp since, int limit, QObject *context,
                      Handler<QList<MyThread>> handler)
{
    m_worker->ask<QList<MyThread>>(
        context, std::move(handler),
        [since, limit](Engine &engine) { return engine.myThreads(since, limit); });
}

void Store::members(const SpaceId &space, QObject *context, Handler<QList<Membership>> handler)
{
    m_worker->ask<QList<Membership>>(context, std::move(handler),
                                     [space](Engine &engine) { return engine.members(space); });
}

void Store::namelessUsers(int limit, QObject *context, Handler<QList<UserId>> handler)
{
    m_worker->ask<QList<UserId>>(context, std::move(handler),
                                 [limit](Engine &engine) { return engine.namelessUsers(limit); });
}

void Store::reactionQuestions(const QList<SpaceId> &first, int limit, QObject *context,
                              Handler<QList<ReactionQuestion>> handler)
{
    m_worker->ask<QList<ReactionQuestion>>(
        context, std::move(handler),
        [first, limit](Engine &engine) { return engine.reactionQuestions(first, limit); });
}

void Store::backfills(QObject *context, Handler<QList<Backfill>> handler)
{
    m_worker->ask<QList<Backfill>>(context, std::move(handler),
                                   [](Engine &engine) { return engine.backfills(); });
}

void Store::syncedAt(QObject *context, Handler<Timestamp> handler)
{
    m_worker->ask<Timestamp>(context, std::move(handler),
                             [](Engine &engine) { return engine.syncedAt(); });
}

void Store::apply(Batch batch, QObject *context, Handler<ChangeSet> handler)
{
    batch.told = moment();
    m_worker->apply(std::move(batch), context, std::move(handler));
}

void Store::enqueue(OutboxItem item, QObject *context, Handler<OutboxItem> handler)
{
    m_worker->ask<OutboxItem>(
        context, std::move(handler),
        [item = std::move(item)](Engine &engine) { return engine.enqueue(item); });
}

void Store::replace(qint64 sequence, OutboxItem item, OutboxItem ifGone, QObject *context,
                    Handler<OutboxItem> handler)
{
    m_worker->ask<OutboxItem>(
        context, std::move(handler),
        [sequence, item = std::move(item), ifGone = std::move(ifGone)](Engine &engine) {
            return engine.replace(sequence, item, ifGone);
        });
}

void Store::outbox(QObject *context, Handler<QList<OutboxItem>> handler)
{
    m_worker->ask<QList<OutboxItem>>(context, std::move(handler),
                                     [](Engine &engine) { return engine.outbox(); });
}

void Store::updateOutbox(const OutboxItem &item, QObject *context, Handler<OutboxItem> handler)
{
    m_worker->ask<OutboxItem>(context, std::move(handler),
                              [item](Engine &engine) { return engine.updateOutbox(item); });
}

void Store::discard(qint64 sequence, QObject *context, Handler<OutboxItem> handler)
{
    m_worker->ask<OutboxItem>(context, std::move(handler),
                              [sequence](Engine &engine) { return engine.discard(sequence); });
}

void Store::takeOut(qint64 sequence, QObject *context, Handler<OutboxItem> handler)
{
    m_worker->ask<OutboxItem>(context, std::move(handler),
                              [sequence](Engine &engine) { return engine.takeOut(sequence); });
}

void Store::outboxFiles(QObject *context, Handler<QString> handler)
{
    m_worker->ask<QString>(context, std::move(handler),
                           [](Engine &engine) { return engine.outboxFiles(); });
}

void Store::noteUpload(qint64 sequence, qsizetype file, qint64 bytesSent)
{
    m_worker->ask<bool>(nullptr, {}, [sequence, file, bytesSent](Engine &engine) {
        engine.noteUpload(sequence, file, bytesSent);
        return Result<bool>(true);
    });
}

void Store::settle(qint64 sequence, Batch answer, QObject *context, Handler<ChangeSet> handler)
{
    answer.told = moment();
    m_worker->ask<ChangeSet>(context, std::move(handler),
                             [sequence, answer = std::move(answer)](Engine &engine) {
                                 return engine.settle(sequence, answer);
                             });
}

void Store::saveDraft(const WrittenDraft &draft)
{
    m_worker->ask<bool>(nullptr, {}, [draft](Engine &engine) {
        engine.saveDraft(draft);
        return Result<bool>(true);
    });
}

void Store::draft(const TimelineScope &scope, QObject *context, Handler<WrittenDraft> handler)
{
    m_worker->ask<WrittenDraft>(context, std::move(handler), [scope](Engine &engine) {
        return Result<WrittenDraft>(engine.draft(scope));
    });
}

void Store::drafts(QObject *context, Handler<QList<ListedDraft>> handler)
{
    m_worker->ask<QList<ListedDraft>>(context, std::move(handler), [](Engine &engine) {
        return Result<QList<ListedDraft>>(engine.drafts());
    });
}

void Store::setAside(QObject *context, Handler<QList<SetAsideText>> handler)
{
    m_worker->ask<QList<SetAsideText>>(context, std::move(handler),
                                       [](Engine &engine) { return engine.setAside(); });
}

void Store::forgetSetAside(QObject *context, Handler<bool> handler)
{
    m_worker->ask<bool>(context, std::move(handler),
                        [](Engine &engine) { return engine.forgetSetAside(); });
}

void Store::wipe(bool outboxToo, QObject *context, Handler<bool> handler)
{
    m_worker->ask<bool>(context, std::move(handler),
                        [outboxToo](Engine &engine) { return engine.wipe(outboxToo); });
}

} // namespace linnet::store
