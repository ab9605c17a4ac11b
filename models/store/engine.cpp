// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/engine.h"

#include "models/store/cachefile.h"
#include "models/store/cleaning.h"
#include "models/store/mythreads.h"
#include "models/store/outboxfile.h"
#include "models/store/outboxfiles.h"
#include "models/store/statement.h"
#include "models/store/writer.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

Q_LOGGING_CATEGORY(logEngine, "linnet.store.engine")

bool isStorageTrouble(ErrorKind kind)
{
    return kind == ErrorKind::StorageFull || kind == ErrorKind::StorageReadOnly
        || kind == ErrorKind::StorageDamaged || kind == ErrorKind::StorageTooNew
        || kind == ErrorKind::StorageFailed;
}

} // namespace

Engine::Engine(Paths paths)
    : m_paths(std::move(paths))
{
    Error notOpen;
    notOpen.kind = ErrorKind::FailedPrecondition;
    m_outbox.close(notOpen);
    m_outbox.setFilesDirectory(outboxFilesOf(m_paths.outboxDatabase));
}

Engine::~Engine() = default;

// --- opening, and whose files these are

Result<OpenReport> Engine::open()
{
    OpenReport report;
    const OutboxOpening outbox = openOutbox(m_paths.outboxDatabase, m_outboxDatabase, m_outbox);
    report.outboxError = outbox.error;
    m_outboxFailing = outbox.error.has_value();
    report.outboxSalvaged = outbox.salvaged;
    m_rowsDamaged = outbox.salvaged || outbox.quarantined > 0;
    report.quarantined = outbox.quarantined;
    const CacheOpening cache = openCache(m_paths.cacheDatabase, m_cache);
    report.cacheRebuilt = cache.rebuilt;
    report.cacheError = cache.error;
    adoptOwnUser();
    dropReconciled();
    return report;
}

UserId Engine::cachedOwner()
{
    Statement query(m_cache.database, "SELECT value FROM account WHERE key = 'me'");
    return query.next() ? UserId(query.text(0)) : UserId();
}

void Engine::setMe(const UserId &me)
{
    m_cache.me = me;
    m_cache.messages.setOwnUser(me);
    m_overlay.setOwnUser(me);
}

// The durable file decides; a cache of somebody else is worth nothing.
void Engine::adoptOwnUser()
{
    const UserId durable = m_outbox.owner();
    const UserId cached = cachedOwner();
    if (!durable.isEmpty() && !cached.isEmpty() && durable != cached) {
        eraseCache(m_paths.cacheDatabase, m_cache);
        openCache(m_paths.cacheDatabase, m_cache);
    }
    if (!durable.isEmpty())
        setMe(durable);
    else if (!cached.isEmpty())
        setMe(cached);
    if (m_cache.me.isEmpty())
        return;
    if (const Result<UserId> kept = setOwnUser(m_cache.me); !kept)
        qCWarning(logEngine) << "own user not kept:" << kept.error().reason;
}

Result<UserId> Engine::setOwnUser(const UserId &me)
{
    if (me.isEmpty() || (!m_cache.me.isEmpty() && m_cache.me != me)) {
        Error error;
        error.kind = ErrorKind::FailedPrecondition;
        return Failure(error);
    }
    if (m_outboxDatabase.isOpen() && m_outbox.owner() != me) {
        Result<void> written = m_outbox.setOwner(me);
        noteOutbox(written);
        if (!written)
            return Failure(written.error());
    }
    setMe(me);
    if (cachedOwner() == me)
        return me;
    const Result<ChangeSet> written = commit([this, &me](Writer &, Touched &touched) {
        Statement(m_cache.database, "INSERT OR REPLACE INTO account(key, value) VALUES('me', ?)",
                  me.name())
            .run();
        m_cache.messages.recount();
        Statement spaces(m_cache.database, "SELECT id FROM spaces");
        while (spaces.next())
            touched.spaces.insert(spaces.integer(0));
    });
    if (!written)
        return Failure(written.error());
    return me;
}

// Messages that the cache took in, but whose rows could not go before the program ended.
void Engine::dropReconciled()
{
    QList<qint64> sequences;
    const QList<OutboxItem> items = m_outbox.items();
    for (const OutboxItem &item : items) {
        if (item.kind == OutboxKind::CreateMessage && m_cache.messages.findByClientId(item.message))
            sequences.append(item.sequence);
    }
    m_outbox.setHidden(sequences, true);
    removeSettled();
}

// --- reading

template <class T> Result<T> Engine::read(T value)
{
    Result<void> result = m_cache.database.takeResult();
    if (result)
        return value;
    noteCache(result);
    return Failure(result.error());
}

template <class T> Result<T> Engine::noted(Result<T> result)
{
    if (!result && result.error().kind != ErrorKind::NotFound)
        noteCache(Failure(result.error()));
    return result;
}

Result<TimelinePage> Engine::newest(const TimelineScope &scope, int limit)
{
    const Snapshot snapshot(m_cache.database);
    return noted(m_reader.newest(scope, limit));
}

Result<TimelinePage> Engine::older(const TimelineScope &scope, const MessageKey &before, int limit)
{
    const Snapshot snapshot(m_cache.database);
    return noted(m_reader.older(scope, before, limit));
}

Result<TimelinePage> Engine::newer(const TimelineScope &scope, const MessageKey &after, int limit)
{
    const Snapshot snapshot(m_cache.database);
    return noted(m_reader.newer(scope, after, limit));
}

Result<Message> Engine::message(const MessageId &id)
{
    return noted(m_reader.message(id));
}

Result<QList<User>> Engine::users()
{
    return read(m_cache.users.all());
}

void Engine::loadShown()
{
    if (m_shownLoaded)
        return;
    const Snapshot snapshot(m_cache.database);
    const QList<Conversation> all = m_conversations.all();
    m_shown.clear();
    for (const Conversation &conversation : all)
        m_shown.insert(conversation.space.id, conversation);
    m_shownLoaded = true;
}

Result<QList<Conversation>> Engine::conversations()
{
    const Snapshot snapshot(m_cache.database);
    const QList<Conversation> all = m_conversations.all();
    for (const Conversation &conversation : all)
        m_shown.insert(conversation.space.id, conversation);
    m_shownLoaded = true;
    return read(all);
}

Result<QList<SpaceState>> Engine::spaceStates()
{
    const Snapshot snapshot(m_cache.database);
    return read(m_conversations.states());
}

Result<Coverage> Engine::coverage(const TimelineScope &scope, Timestamp at)
{
    const qint64 space = m_cache.numbers.find(scope.space);
    const qint64 thread = scope.isThread() ? m_cache.numbers.find(scope.thread) : 0;
    const QList<Stretch> stretches = m_cache.coverage.stretches(space, thread);
    Coverage result{scope, at, at};
    for (const Stretch &stretch : stretches) {
        if (stretch.contains(at))
            result = {scope, stretch.from, stretch.to};
    }
    return read(result);
}

Result<Timestamp> Engine::threadRead(const ThreadId &thread)
{
    Timestamp time;
    {
        Statement query(m_cache.database, "SELECT last_read FROM threads WHERE id = ?",
                        m_cache.numbers.find(thread));
        if (query.next())
            time = query.integer(0) == neverRead ? Timestamp() : query.time(0);
    }
    return read(time);
}

Result<QList<MyThread>> Engine::myThreads(Timestamp since, int limit)
{
    const Snapshot snapshot(m_cache.database);
    return read(MyThreads(m_cache, m_reader).since(since, limit));
}

Result<QList<Membership>> Engine::members(const SpaceId &space)
{
    QList<Membership> result;
    Statement query(m_cache.database,
                    "SELECT u.name, m.group_name, m.role, m.state FROM members m"
                    " LEFT JOIN users u ON u.id = m.user WHERE m.space = ?"
                    " ORDER BY u.name, m.group_name",
                    m_cache.numbers.find(space));
    while (query.next()) {
        result.append(
            {space, UserId(query.text(0)), query.text(1),
             MembershipRole(std::clamp<qint64>(query.integer(2), 0, qint64(MembershipRole::Owner))),
             MembershipState(
                 std::clamp<qint64>(query.integer(3), 0, qint64(MembershipState::NotAMember)))});
    }
    return read(result);
}

Result<QList<UserId>> Engine::namelessUsers(int limit)
{
    return read(m_cache.users.nameless(limit));
}

Result<QList<ReactionQuestion>> Engine::reactionQuestions(const QList<SpaceId> &first, int limit)
{
    return read(m_cache.reactions.questions(first, limit));
}

Result<QList<Backfill>> Engine::backfills()
{
    return read(m_cache.backfills.all());
}

Result<Timestamp> Engine::syncedAt()
{
    Timestamp at;
    {
        Statement query(m_cache.database, "SELECT value FROM account WHERE key = 'synced'");
        if (query.next())
            at = Timestamp(query.text(0).toLongLong());
    }
    return read(at);
}

// --- writing the cache

Result<ChangeSet> Engine::apply(QList<Batch> batches)
{
    for (Batch &batch : batches)
        clean(batch);
    return commit([&batches](Writer &writer, Touched &) {
        for (const Batch &batch : std::as_const(batches))
            writer.apply(batch);
    });
}

// One transaction of the cache. Rows of the outbox that it makes superfluous stop showing in the
// same step and go from their own file after the COMMIT: killed between the two, opening finds
// the client id in the cache and drops the row then.
Result<ChangeSet> Engine::commit(const CacheWork &work)
{
    loadShown();
    Touched touched;
    QList<qint64> settled;
    Transaction transaction(m_cache.database);
    Writer writer(m_cache, touched);
    work(writer, touched);
    ChangeSet changes = collect(touched, settled);
    Result<void> done = transaction.commit();
    noteCache(done);
    if (!done) {
        m_outbox.setHidden(settled, false);
        m_cache.numbers.forget();
        m_cache.freshness.forget();
        return Failure(done.error());
    }
    remember(changes);
    removeSettled();
    return changes;
}

void Engine::remember(const ChangeSet &changes)
{
    for (const SpaceId &space : changes.removedSpaces)
        m_shown.remove(space);
    for (const Conversation &conversation : changes.conversations)
        m_shown.insert(conversation.space.id, conversation);
    ChangeSet &all = m_notices.changes;
    all.users += changes.users;
    all.conversations += changes.conversations;
    all.removedSpaces += changes.removedSpaces;
    all.messages += changes.messages;
    all.removedMessages += changes.removedMessages;
    all.reconciliations += changes.reconciliations;
    all.backfills += changes.backfills;
    all.happenings += changes.happenings;
}

QList<Reconciliation> Engine::reconcile(const Touched &touched, QList<qint64> &settled)
{
    QList<Reconciliation> result;
    for (const Reconciliation &echo : touched.echoes) {
        const OutboxItem *item = m_outbox.findCreate(echo.local);
        if (!item)
            continue;
        // Client ids are other people's as well; ours come back as messages of our own.
        const std::optional<MessageRow> row = m_cache.messages.find(echo.remote);
        if (!row
            || (!row->message.sender.isEmpty() && !m_cache.me.isEmpty()
                && row->message.sender != m_cache.me))
            continue;
        settled.append(item->sequence);
        m_outbox.setHidden({item->sequence}, true);
        result.append(echo);
    }
    return result;
}

ChangeSet Engine::collect(const Touched &touched, QList<qint64> &settled)
{
    ChangeSet changes;
    changes.removedSpaces = touched.removedSpaces;
    changes.removedMessages = touched.removedMessages;
    QSet<qint64> spaces = touched.spaces;
    QHash<SpaceId, QList<Message>> pendingBefore;
    for (const Reconciliation &echo : touched.echoes) {
        if (m_outbox.findCreate(echo.local))
            pendingBefore.insert(spaceOf(echo.local), m_overlay.pending(spaceOf(echo.local)));
    }
    changes.reconciliations = reconcile(touched, settled);
    for (auto it = pendingBefore.cbegin(); it != pendingBefore.cend(); ++it) {
        spaces.insert(m_cache.numbers.find(it.key()));
        // One that waited for a refused one may wait no longer.
        const QList<Message> after = m_overlay.pending(it.key());
        std::copy_if(after.cbegin(), after.cend(), std::back_inserter(changes.messages),
                     [&it](const Message &message) { return !it.value().contains(message); });
    }
    for (const qint64 number : touched.users) {
        if (const std::optional<User> user = m_cache.users.at(number))
            changes.users.append(*user);
    }
    std::sort(changes.users.begin(), changes.users.end(),
              [](const User &a, const User &b) { return a.id < b.id; });
    collectMessages(touched, changes);
    collectConversations(spaces, changes);
    for (const SpaceId &space : touched.backfills)
        changes.backfills.append(m_cache.backfills.of(space));
    for (auto it = touched.happenings.cbegin(); it != touched.happenings.cend(); ++it) {
        const SpaceId space = m_cache.numbers.space(it.key());
        const QList<Happening> now = m_cache.happenings.of(it.key());
        if (!space.isEmpty() && now != it.value())
            changes.happenings.append({space, now});
    }
    std::sort(changes.happenings.begin(), changes.happenings.end(),
              [](const SpaceHappenings &a, const SpaceHappenings &b) { return a.space < b.space; });
    return changes;
}

void Engine::collectMessages(const Touched &touched, ChangeSet &changes)
{
    QSet<qint64> rows = touched.messages;
    for (const Reconciliation &reconciliation : std::as_const(changes.reconciliations)) {
        if (const std::optional<MessageRow> row = m_cache.messages.find(reconciliation.remote))
            rows.insert(row->id);
    }
    for (const qint64 thread : touched.threads) {
        const QList<MessageRow> roots = m_reader.roots(thread);
        for (const MessageRow &root : roots)
            rows.insert(root.id);
    }
    for (const qint64 id : std::as_const(rows)) {
        if (const std::optional<MessageRow> row = m_cache.messages.at(id))
            changes.messages.append(m_reader.shown(*row));
    }
    std::sort(changes.messages.begin(), changes.messages.end(),
              [](const Message &a, const Message &b) { return keyOf(a) < keyOf(b); });
}

void Engine::collectConversations(const QSet<qint64> &spaces, ChangeSet &changes)
{
    for (const qint64 number : spaces) {
        const std::optional<Conversation> conversation = m_conversations.of(number);
        if (!conversation)
            continue;
        const auto shown = m_shown.constFind(conversation->space.id);
        const bool removed = changes.removedSpaces.contains(conversation->space.id);
        if (removed || shown == m_shown.cend() || shown.value() != *conversation)
            changes.conversations.append(*conversation);
    }
    std::sort(changes.conversations.begin(), changes.conversations.end(),
              [](const Conversation &a, const Conversation &b) { return a.space.id < b.space.id; });
}

// --- failing and recovering

void Engine::note(bool &failing, const Result<void> &result)
{
    if (!result && !isStorageTrouble(result.error().kind))
        return;
    const bool before = m_cacheFailing || m_outboxFailing;
    failing = !result;
    if (!result)
        m_notices.failed = result.error();
    else if (before && !m_cacheFailing && !m_outboxFailing)
        m_notices.recovered = true;
}

void Engine::noteCache(const Result<void> &result)
{
    note(m_cacheFailing, result);
    if (!result && result.error().kind == ErrorKind::StorageDamaged)
        m_cacheDamaged = true;
}

void Engine::noteOutbox(const Result<void> &result)
{
    note(m_outboxFailing, result);
}

// Found damaged while running: goes on with an empty one, which sync fills again.
void Engine::rebuildCache()
{
    replaceCache(m_paths.cacheDatabase, m_cache);
    m_shown.clear();
    m_shownLoaded = false;
    adoptOwnUser();
}

Notices Engine::takeNotices()
{
    Notices notices = std::exchange(m_notices, {});
    if (std::exchange(m_cacheDamaged, false)) {
        rebuildCache();
        m_notices = {};
        m_cacheFailing = false;
        notices.recovered = !m_outboxFailing;
    }
    return notices;
}

} // namespace linnet::store
