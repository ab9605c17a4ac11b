// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/conversations.h"

#include "models/domain/markup.h"
#include "models/store/codec.h"
#include "models/store/outboxtable.h"
#include "models/store/overlay.h"
#include "models/store/reader.h"
#include "models/store/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

constexpr int mostOthers = 8;
constexpr qsizetype longestDraft = 200;

// What a draft is about, in a line: what is written, or stands in for it.
QString inShort(const Draft &draft)
{
    if (!draft.text.isEmpty())
        return draft.text;
    QStringList names;
    for (const OutgoingFile &file : draft.beside.files)
        names.append(file.name);
    if (!names.isEmpty())
        return names.join(u", "_s);
    return draft.beside.editing.isEmpty() ? draft.beside.quotedText : draft.beside.edited;
}

} // namespace

struct Conversations::SpaceRow
{
    qint64 number = 0;
    Space space;
    Timestamp lastReadTime;
    bool readStateKnown = false;
    bool muted = false;
    std::optional<NotificationLevel> notification;
    bool membersKnown = false;
    bool membersDue = false;
    Timestamp eventCursor;
    bool happeningsAsked = false;

    static constexpr std::string_view columns
        = "SELECT id, name, body, last_read, muted, members_known, event_cursor, notification, "
          "happenings_asked FROM spaces WHERE known = 1";

    explicit SpaceRow(const Statement &row)
        : number(row.integer(0))
        , space(decodeSpace(SpaceId(row.text(1)), row.blob(2)))
        , lastReadTime(row.time(3))
        , readStateKnown(!row.isNull(3))
        , muted(row.boolean(4))
        , membersKnown(row.integer(5) == membersListed)
        , membersDue(row.integer(5) == membersOutOfDate)
        , eventCursor(row.time(6))
        , happeningsAsked(row.boolean(8))
    {
        if (!row.isNull(7)) {
            notification = NotificationLevel(
                std::clamp<qint64>(row.integer(7), 0, qint64(NotificationLevel::Off)));
        }
    }

    void layOver(const Overlay &overlay)
    {
        if (const auto pending = overlay.lastReadTime(space.id)) {
            lastReadTime = *pending;
            readStateKnown = true;
        }
    }
};

std::optional<Conversations::SpaceRow> Conversations::row(qint64 space)
{
    static const std::string sql = std::string(SpaceRow::columns) + " AND id = ?";
    Statement query(m_cache.database, sql, space);
    if (!query.next())
        return std::nullopt;
    SpaceRow result(query);
    result.layOver(m_overlay);
    return result;
}

QList<Conversations::SpaceRow> Conversations::rows()
{
    QList<SpaceRow> result;
    Statement query(m_cache.database, SpaceRow::columns);
    while (query.next()) {
        result.append(SpaceRow(query));
        result.last().layOver(m_overlay);
    }
    return result;
}

std::optional<Conversation> Conversations::of(qint64 space)
{
    const std::optional<SpaceRow> found = row(space);
    return found ? std::optional(summary(*found)) : std::nullopt;
}

QList<Conversation> Conversations::all()
{
    QList<Conversation> result;
    const QList<SpaceRow> spaces = rows();
    for (const SpaceRow &space : spaces)
        result.append(summary(space));
    std::sort(result.begin(), result.end(), [](const Conversation &a, const Conversation &b) {
        if (a.lastMessageTime != b.lastMessageTime)
            return a.lastMessageTime > b.lastMessageTime;
        return a.space.id < b.space.id;
    });
    return result;
}

QList<SpaceState> Conversations::states()
{
    QList<SpaceState> result;
    const QList<SpaceRow> spaces = rows();
    for (const SpaceRow &space : spaces) {
        const std::optional<Stretch> gap = m_cache.coverage.newestGap(space.number);
        Conversation counted;
        if (space.space.lastActiveTime > space.lastReadTime)
            addUnread(counted, space, newestCached(space.number));
        result.append({.space = space.space,
                       .lastReadTime = space.lastReadTime,
                       .readStateKnown = space.readStateKnown,
                       .membersKnown = space.membersKnown,
                       .membersDue = space.membersDue,
                       .coveredTo = m_cache.coverage.newestEnd(space.number),
                       .eventCursor = space.eventCursor,
                       .gapFrom = gap ? gap->from : Timestamp(),
                       .gapTo = gap ? gap->to : Timestamp(),
                       .notificationKnown = space.notification.has_value(),
                       .muted = space.muted,
                       .happeningsAsked = space.happeningsAsked,
                       .unread = counted.unread,
                       .mentionedIn = threadsMentioning(space)});
    }
    return result;
}

Conversation Conversations::summary(const SpaceRow &row)
{
    Conversation conversation;
    conversation.space = row.space;
    conversation.muted = row.muted;
    conversation.notificationLevel = row.notification.value_or(NotificationLevel::All);
    conversation.others = others(row);
    conversation.ownRole = ownRole(row.number);
    const Timestamp newest = newestCached(row.number);
    conversation.lastMessageTime = std::max(row.space.lastActiveTime, newest);
    addPreview(conversation, row.number);
    addUnread(conversation, row, newest);
    addOutbox(conversation);
    return conversation;
}

QList<UserId> Conversations::others(const SpaceRow &row)
{
    QList<UserId> result;
    if (row.space.type == SpaceType::Space)
        return result;
    Statement query(m_cache.database,
                    "SELECT u.name FROM members m JOIN users u ON u.id = m.user"
                    " WHERE m.space = ? AND u.name <> ? ORDER BY u.name LIMIT ?",
                    row.number, m_cache.me.name(), mostOthers);
    while (query.next())
        result.append(UserId(query.text(0)));
    return result;
}

std::optional<MembershipRole> Conversations::ownRole(qint64 space)
{
    Statement query(m_cache.database,
                    "SELECT role FROM members WHERE space = ? AND user = ? AND group_name = ''"
                    " AND state = ?",
                    space, m_cache.numbers.find(m_cache.me), qint64(MembershipState::Joined));
    if (!query.next())
        return std::nullopt;
    return MembershipRole(std::clamp<qint64>(query.integer(0), 0, qint64(MembershipRole::Owner)));
}

Timestamp Conversations::newestCached(qint64 space)
{
    Timestamp newest;
    for (const int reply : {0, 1}) {
        Statement query(m_cache.database,
                        "SELECT create_time FROM messages WHERE space = ? AND reply = ?"
                        " ORDER BY create_time DESC LIMIT 1",
                        space, reply);
        if (query.next())
            newest = std::max(newest, query.time(0));
    }
    return newest;
}

void Conversations::addPreview(Conversation &conversation, qint64 space)
{
    const auto show = [&conversation](const Message &message) {
        conversation.preview = previewOf(message);
        conversation.lastSender = message.sender;
        conversation.lastMessageTime = std::max(conversation.lastMessageTime, message.createTime);
    };
    QList<Message> pending = m_overlay.pending(TimelineScope{conversation.space.id, {}});
    pending.removeIf([](const Message &message) { return message.isDeleted(); });
    if (!pending.isEmpty()) {
        Message newest = pending.constLast();
        newest.text = visibleText(parseMarkup(newest.text.left(4 * longestDraft)));
        show(newest);
    } else if (const std::optional<Message> newest = m_reader.newestShown(space)) {
        show(*newest);
    }
}

int Conversations::count(std::string_view sql, qint64 space, Timestamp after)
{
    Statement query(m_cache.database, sql, space, after);
    return query.next() ? int(query.integer(0)) : 0;
}

// A space's read state is about its top level (Chat API, spaces.updateSpaceReadState), replies have
// that of their thread. While it is not known that of the space has to do.
QList<ThreadId> Conversations::threadsMentioning(const SpaceRow &row)
{
    QList<ThreadId> result;
    if (!row.readStateKnown)
        return result;
    Statement query(m_cache.database,
                    "SELECT t.name FROM messages m INDEXED BY messages_mentions"
                    " JOIN threads t ON t.id = m.thread"
                    " WHERE m.space = ?1 AND m.mention = 1 AND m.reply = 1"
                    " AND m.create_time > CASE t.last_read WHEN 0 THEN ?2 ELSE t.last_read END"
                    " AND NOT EXISTS(SELECT 1 FROM messages mine INDEXED BY messages_thread"
                    "  WHERE mine.thread = m.thread AND mine.create_time > m.create_time"
                    "  AND mine.sender = ?3)"
                    " ORDER BY m.create_time DESC",
                    row.number, row.lastReadTime, m_cache.numbers.find(m_cache.me));
    while (query.next())
        result.append(ThreadId(query.text(0)));
    return result;
}

// An unknown read state is not unread: whoever opens Linnet for the first time would see
// everything bold.
void Conversations::addUnread(Conversation &conversation, const SpaceRow &row,
                              Timestamp newestCached)
{
    if (!row.readStateKnown)
        return;
    conversation.lastReadTime = row.lastReadTime;
    // The indexes are named because without statistics SQLite prefers one that has to look at
    // every row.
    conversation.unreadCount
        = count("SELECT COUNT(*) FROM messages INDEXED BY messages_unread WHERE space = ?"
                " AND reply = 0 AND incoming = 1 AND create_time > ?",
                row.number, row.lastReadTime);
    conversation.mentionCount
        = count("SELECT COUNT(*) FROM messages INDEXED BY messages_mentions WHERE space = ?"
                " AND mention = 1 AND reply = 0 AND create_time > ?",
                row.number, row.lastReadTime)
        + int(threadsMentioning(row).size());
    // The service has something newer than we: unread, until it turns out to be our own. A cached
    // message of that time, ours perhaps, has been counted above or does not count.
    const Timestamp active = row.space.lastActiveTime;
    const bool unseen = active > row.lastReadTime && active > newestCached
        && active > m_cache.coverage.newestEnd(row.number);
    conversation.unread = conversation.unreadCount > 0 || conversation.mentionCount > 0 || unseen;
}

// Where it is to be seen.
TimelineScope Conversations::scopeOf(const OutboxItem &write)
{
    if (write.kind == OutboxKind::CreateMessage)
        return {write.space, write.thread};
    const Result<Message> about = m_reader.message(write.message);
    return {write.space, about && about->threadReply ? about->thread : ThreadId()};
}

QHash<TimelineScope, Unsent> Conversations::unsent(const SpaceId &space)
{
    QHash<TimelineScope, Unsent> result;
    const QList<OutboxItem> items = m_outbox.items(space);
    for (const OutboxItem &item : items) {
        switch (item.kind) {
        case OutboxKind::CreateMessage:
            if (m_overlay.removalOf(item))
                break; // counts as what it is, a deletion
            [[fallthrough]];
        case OutboxKind::UpdateMessage:
        case OutboxKind::DeleteMessage: {
            Unsent &there = result[scopeOf(item)];
            ++(item.state == OutboxState::Failed ? there.failed : there.queued);
            break;
        }
        case OutboxKind::CreateReaction:
        case OutboxKind::DeleteReaction:
        case OutboxKind::UpdateSpaceReadState:
            break;
        }
    }
    return result;
}

void Conversations::addOutbox(Conversation &conversation)
{
    const QHash<TimelineScope, Unsent> all = unsent(conversation.space.id);
    for (const Unsent &there : all) {
        conversation.queuedCount += there.queued;
        conversation.failedCount += there.failed;
    }
    const QString draft = inShort(m_outbox.draft(TimelineScope{conversation.space.id, {}}));
    conversation.draft = draft.left(4 * longestDraft).simplified().left(longestDraft);
}

} // namespace linnet::store
