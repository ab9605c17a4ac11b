// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/cache.h"
#include "models/store/conversations.h"
#include "models/store/outboxtable.h"
#include "models/store/overlay.h"
#include "models/store/reader.h"
#include "models/store/store.h"

#include <functional>

namespace linnet::store {

class Writer;
struct Touched;

// What everybody is told after a call, beside the answer to who called.
struct Notices
{
    std::optional<Error> failed;
    bool recovered = false;
    ChangeSet changes;
};

// The store itself, as plain functions on one thread: both files and what is made of them. Each
// public function is one call of Store. Must not know threads, handlers or signals.
class Engine
{
public:
    explicit Engine(Paths paths);
    ~Engine();
    Q_DISABLE_COPY_MOVE(Engine)

    [[nodiscard]] Result<OpenReport> open();
    [[nodiscard]] Result<UserId> setOwnUser(const UserId &me);
    [[nodiscard]] Result<UserId> ownUser() const { return m_cache.me; }

    [[nodiscard]] Result<QList<User>> users();
    [[nodiscard]] Result<QList<Conversation>> conversations();
    [[nodiscard]] Result<TimelinePage> newest(const TimelineScope &scope, int limit);
    [[nodiscard]] Result<TimelinePage> older(const TimelineScope &scope, const MessageKey &before,
                                             int limit);
    [[nodiscard]] Result<TimelinePage> newer(const TimelineScope &scope, const MessageKey &after,
                                             int limit);
    [[nodiscard]] Result<Message> message(const MessageId &id);

    [[nodiscard]] Result<QList<SpaceState>> spaceStates();
    [[nodiscard]] Result<Coverage> coverage(const TimelineScope &scope, Timestamp at);
    [[nodiscard]] Result<Timestamp> threadRead(const ThreadId &thread);
    [[nodiscard]] Result<QList<MyThread>> myThreads(Timestamp since, int limit);
    [[nodiscard]] Result<QList<Membership>> members(const SpaceId &space);
    [[nodiscard]] Result<QList<UserId>> namelessUsers(int limit);
    [[nodiscard]] Result<QList<ReactionQuestion>> reactionQuestions(const QList<SpaceId> &first,
                                                                    int limit);
    [[nodiscard]] Result<QList<Backfill>> backfills();
    [[nodiscard]] Result<Timestamp> syncedAt();

    // All of them in one transaction, which fails or succeeds as a whole.
    [[nodiscard]] Result<ChangeSet> apply(QList<Batch> batches);

    [[nodiscard]] Result<OutboxItem> enqueue(OutboxItem item);
    [[nodiscard]] Result<OutboxItem> replace(qint64 sequence, OutboxItem item, OutboxItem ifGone);
    [[nodiscard]] Result<QList<OutboxItem>> outbox();
    [[nodiscard]] Result<OutboxItem> updateOutbox(OutboxItem item);
    [[nodiscard]] Result<OutboxItem> discard(qint64 sequence);
    [[nodiscard]] Result<OutboxItem> takeOut(qint64 sequence);
    [[nodiscard]] Result<ChangeSet> settle(qint64 sequence, Batch answer);
    [[nodiscard]] Result<QString> outboxFiles();
    void noteUpload(qint64 sequence, qsizetype file, qint64 bytesSent);

    void saveDraft(const Draft &draft);
    [[nodiscard]] Draft draft(const TimelineScope &scope) const;
    [[nodiscard]] QList<ListedDraft> drafts();
    [[nodiscard]] Result<QList<SetAsideText>> setAside();
    [[nodiscard]] Result<bool> forgetSetAside();
    [[nodiscard]] Result<bool> wipe(bool outboxToo);

    // What has come together since the last call.
    [[nodiscard]] Notices takeNotices();

private:
    // What shows of a write on its way out, for comparing before and after.
    struct Showing
    {
        QList<Message> pending; // of its space
        std::optional<Message> message; // that it is about
        std::optional<Message> root; // of the thread that it replies in
    };
    using CacheWork = std::function<void(Writer &, Touched &)>;

    [[nodiscard]] Result<ChangeSet> commit(const CacheWork &work);
    [[nodiscard]] ChangeSet collect(const Touched &touched, QList<qint64> &settled);
    void collectMessages(const Touched &touched, ChangeSet &changes);
    [[nodiscard]] QList<Reconciliation> reconcile(const Touched &touched, QList<qint64> &settled);
    void collectConversations(const QSet<qint64> &spaces, ChangeSet &changes);
    void removeSettled();
    void remember(const ChangeSet &changes);

    [[nodiscard]] Showing showing(const OutboxItem &item);
    [[nodiscard]] Result<OutboxItem> changeOutbox(const OutboxItem &item,
                                                  const std::function<Result<OutboxItem>()> &work);
    template <class T> [[nodiscard]] Result<T> withRoom(const std::function<Result<T>()> &work);
    [[nodiscard]] Result<OutboxItem> removeUnsent(qint64 sequence, OutboxTable::Files files);
    [[nodiscard]] QList<qint64> withDependents(const OutboxItem &item) const;
    void fillQuote(OutboxItem &item);
    void renewQuote(OutboxItem &item);
    void announce(const OutboxItem &item, const Showing &before);
    void announceConversation(const SpaceId &space);
    void addUnsent(QList<ListedDraft> &listed);
    [[nodiscard]] std::optional<Message> rootOf(const ThreadId &thread);
    void settleInCache(const OutboxItem &item, const Batch &answer, Writer &writer,
                       Touched &touched);

    void adoptOwnUser();
    [[nodiscard]] UserId cachedOwner();
    void setMe(const UserId &me);
    void dropReconciled();
    void loadShown();
    void rebuildCache();
    void reopenOutbox();
    template <class T> [[nodiscard]] Result<T> read(T value);
    template <class T> [[nodiscard]] Result<T> noted(Result<T> result);
    void noteCache(const Result<void> &result);
    void noteOutbox(const Result<void> &result);
    void note(bool &failing, const Result<void> &result);

    const Paths m_paths;
    Cache m_cache;
    Database m_outboxDatabase;
    OutboxTable m_outbox{m_outboxDatabase};
    Overlay m_overlay{m_outbox};
    Reader m_reader{m_cache, m_overlay};
    Conversations m_conversations{m_cache, m_outbox, m_overlay, m_reader};
    // What the interface knows of each conversation: only what differs is told.
    QHash<SpaceId, Conversation> m_shown;
    bool m_shownLoaded = false;
    Notices m_notices;
    bool m_cacheFailing = false;
    bool m_outboxFailing = false;
    bool m_cacheDamaged = false;
    bool m_ballastDropped = false;
    bool m_rowsDamaged = false;
    bool m_filesSwept = false;
};

} // namespace linnet::store
