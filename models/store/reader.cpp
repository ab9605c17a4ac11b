// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/reader.h"

#include "models/store/overlay.h"
#include "models/store/statement.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

constexpr Timestamp endOfTime(std::numeric_limits<qint64>::max());
constexpr int longestPage = 5'000;

// Sorts after every message that the service has.
MessageKey afterEverySent()
{
    return {0, endOfTime, MessageId()};
}

Error notFound()
{
    Error error;
    error.kind = ErrorKind::NotFound;
    return error;
}

} // namespace

struct Reader::Window
{
    TimelineScope scope;
    qint64 space = 0;
    qint64 thread = 0;
    QList<Stretch> stretches;

    // What a window that shows the newest messages may reach back to. Messages after the newest
    // covered stretch (one of our own that was just sent, one that an event brought) show too:
    // whatever is missing between is on its way, for sync fetches up to lastActiveTime.
    [[nodiscard]] Stretch tail() const
    {
        return {stretches.isEmpty() ? Timestamp() : stretches.constLast().from, endOfTime};
    }
    [[nodiscard]] bool isTail(Timestamp time) const
    {
        return stretches.isEmpty() || time > stretches.constLast().from;
    }
    // The stretch just before a time; empty in a gap.
    [[nodiscard]] Stretch before(Timestamp time) const
    {
        if (isTail(time))
            return tail();
        for (const Stretch &stretch : stretches) {
            if (stretch.contains(time))
                return stretch;
        }
        return {time, time};
    }
    // The stretch just after a time; empty in a gap.
    [[nodiscard]] Stretch after(Timestamp time) const
    {
        if (stretches.isEmpty() || time >= stretches.constLast().from)
            return tail();
        for (const Stretch &stretch : stretches) {
            if (stretch.from <= time && time < stretch.to)
                return stretch;
        }
        return {time, time};
    }
    // Nothing is before the first covered message only when coverage says so.
    [[nodiscard]] bool startsAt(Timestamp from) const
    {
        return !stretches.isEmpty() && !from.isKnown();
    }
};

Reader::Window Reader::windowOf(const TimelineScope &scope)
{
    Window window;
    window.scope = scope;
    window.space = m_cache.numbers.find(scope.space);
    if (scope.isThread())
        window.thread = m_cache.numbers.find(scope.thread);
    if (window.space != 0)
        window.stretches = m_cache.coverage.stretches(window.space, window.thread);
    return window;
}

QList<Message> Reader::rowsBefore(const Window &window, Timestamp from, const MessageKey &before,
                                  int limit)
{
    static const std::string ofSpace
        = MessageTable::select("WHERE m.space = ? AND m.reply = 0 AND m.create_time > ?"
                               " AND (m.create_time, m.name) < (?, ?)"
                               " ORDER BY m.create_time DESC, m.name DESC LIMIT ?");
    static const std::string ofThread = MessageTable::select(
        "WHERE m.thread = ? AND m.create_time > ? AND (m.create_time, m.name) < (?, ?)"
        " ORDER BY m.create_time DESC, m.name DESC LIMIT ?");
    QList<Message> result;
    if (window.space == 0 || (window.scope.isThread() && window.thread == 0))
        return result;
    const bool thread = window.scope.isThread();
    // A stretch that begins with the first message holds those without a time as well.
    const Timestamp bound = from.isKnown() ? from : Timestamp(std::numeric_limits<qint64>::min());
    Statement query(m_cache.database, thread ? ofThread : ofSpace,
                    thread ? window.thread : window.space, bound, before.createTime,
                    MessageTable::shortName(before.id), limit);
    while (query.next())
        result.prepend(shown(m_cache.messages.read(query)));
    return result;
}

QList<Message> Reader::rowsAfter(const Window &window, const MessageKey &after, Timestamp to,
                                 int limit)
{
    static const std::string ofSpace
        = MessageTable::select("WHERE m.space = ? AND m.reply = 0 AND m.create_time <= ?"
                               " AND (m.create_time, m.name) > (?, ?)"
                               " ORDER BY m.create_time, m.name LIMIT ?");
    static const std::string ofThread = MessageTable::select(
        "WHERE m.thread = ? AND m.create_time <= ? AND (m.create_time, m.name) > (?, ?)"
        " ORDER BY m.create_time, m.name LIMIT ?");
    QList<Message> result;
    if (window.space == 0 || (window.scope.isThread() && window.thread == 0))
        return result;
    const bool thread = window.scope.isThread();
    Statement query(m_cache.database, thread ? ofThread : ofSpace,
                    thread ? window.thread : window.space, to, after.createTime,
                    MessageTable::shortName(after.id), limit);
    while (query.next())
        result.append(shown(m_cache.messages.read(query)));
    return result;
}

void Reader::addHappenings(TimelinePage &page, const Window &window)
{
    if (window.space != 0 && !window.scope.isThread())
        page.happenings = m_cache.happenings.of(window.space);
}

Result<TimelinePage> Reader::finished(TimelinePage page)
{
    return m_cache.database.takeResult().map([&page] { return std::move(page); });
}

Result<TimelinePage> Reader::newest(const TimelineScope &scope, int limit)
{
    // Every key of the outbox is below this one.
    MessageKey end = afterEverySent();
    end.outboxSequence = std::numeric_limits<qint64>::max();
    Result<TimelinePage> page = older(scope, end, limit);
    if (page)
        page->reachesEnd = true;
    return page;
}

Result<TimelinePage> Reader::older(const TimelineScope &scope, const MessageKey &before, int limit)
{
    limit = std::clamp(limit, 1, longestPage);
    const Window window = windowOf(scope);
    TimelinePage page;
    page.scope = scope;
    QList<Message> pending;
    MessageKey key = before;
    if (before.outboxSequence != 0) {
        pending = m_overlay.pending(scope);
        pending.removeIf([&before](const Message &message) {
            return message.outboxSequence >= before.outboxSequence;
        });
        if (pending.size() > limit)
            pending = pending.last(limit);
        key = afterEverySent();
    }
    const int room = limit - int(pending.size());
    const Stretch stretch = window.before(key.createTime);
    // One more than wanted tells whether there is more.
    page.messages = rowsBefore(window, stretch.from, key, room + 1);
    if (page.messages.size() > room)
        page.messages.removeFirst();
    else
        page.reachesStart = window.startsAt(stretch.from);
    page.messages += pending;
    addHappenings(page, window);
    return finished(std::move(page));
}

Result<TimelinePage> Reader::newer(const TimelineScope &scope, const MessageKey &after, int limit)
{
    limit = std::clamp(limit, 1, longestPage);
    const Window window = windowOf(scope);
    TimelinePage page;
    page.scope = scope;
    bool allSent = true;
    if (after.outboxSequence == 0) {
        const Stretch stretch = window.after(after.createTime);
        page.messages = rowsAfter(window, after, stretch.to, limit + 1);
        allSent = stretch.to == endOfTime && page.messages.size() <= limit;
        if (page.messages.size() > limit)
            page.messages.removeLast();
    }
    if (allSent) {
        const QList<Message> pending = m_overlay.pending(scope);
        page.reachesEnd = true;
        for (const Message &message : pending) {
            if (message.outboxSequence <= after.outboxSequence)
                continue;
            if (page.messages.size() == limit) {
                page.reachesEnd = false;
                break;
            }
            page.messages.append(message);
        }
    }
    addHappenings(page, window);
    return finished(std::move(page));
}

Result<Message> Reader::message(const MessageId &id)
{
    if (std::optional<Message> pending = m_overlay.pending(id))
        return *pending;
    std::optional<MessageRow> row = m_cache.messages.find(id);
    if (!row && isLocal(id))
        row = m_cache.messages.findByClientId(id);
    std::optional<Message> message;
    if (row)
        message = shown(*row);
    if (Result<void> read = m_cache.database.takeResult(); !read)
        return Failure(read.error());
    return message ? Result<Message>(*message) : Failure(notFound());
}

Message Reader::shown(const MessageRow &row)
{
    Message message = row.message;
    message.mentionsMe = row.mention;
    message.earlierText = row.earlier.text;
    if (!message.threadReply && row.thread != 0) {
        addReplies(message, row.thread);
        message.failedReplies = m_overlay.failedReplies(message.thread);
    }
    if (!message.reactions.isEmpty())
        addMyReactions(message, row.space);
    m_overlay.layOver(message);
    return message;
}

void Reader::addReplies(Message &message, qint64 thread)
{
    {
        Statement query(m_cache.database,
                        "SELECT COUNT(*), MAX(create_time) FROM messages"
                        " WHERE thread = ? AND reply = 1 AND delete_time = 0",
                        thread);
        if (!query.next() || query.integer(0) == 0)
            return;
        message.replyCount = int(query.integer(0));
        message.lastReplyTime = query.time(1);
    }
    // Of a thread in which two people talk without end not all is looked at.
    Statement query(m_cache.database,
                    "SELECT sender FROM messages"
                    " WHERE thread = ? AND reply = 1 AND delete_time = 0"
                    " ORDER BY create_time DESC, name DESC LIMIT 50",
                    thread);
    while (message.replySenders.size() < 3 && query.next()) {
        const UserId sender = m_cache.numbers.user(query.integer(0));
        if (!sender.isEmpty() && !message.replySenders.contains(sender))
            message.replySenders.append(sender);
    }
}

void Reader::addMyReactions(Message &message, qint64 space)
{
    const QSet<QString> mine = m_cache.reactions.mine(space, message.id);
    if (mine.isEmpty())
        return;
    for (ReactionSummary &reaction : message.reactions)
        reaction.mine = mine.contains(keyOf(reaction.emoji));
}

QList<ReactionSummary> Reader::knownReactions(const MessageRow &row)
{
    Message message = row.message;
    addMyReactions(message, row.space);
    return message.reactions;
}

QList<MessageRow> Reader::roots(qint64 thread)
{
    static const std::string sql = MessageTable::select("WHERE m.thread = ? AND m.reply = 0");
    QList<MessageRow> result;
    Statement query(m_cache.database, sql, thread);
    while (query.next())
        result.append(m_cache.messages.read(query));
    return result;
}

std::optional<Message> Reader::newestShown(qint64 space)
{
    static const std::string sql
        = MessageTable::select("WHERE m.space = ? AND m.reply = 0 AND m.delete_time = 0"
                               " ORDER BY m.create_time DESC, m.name DESC");
    Statement query(m_cache.database, sql, space);
    while (query.next()) {
        Message message = m_cache.messages.read(query).message;
        m_overlay.layOver(message);
        if (!message.isDeleted())
            return message;
    }
    return std::nullopt;
}

} // namespace linnet::store
