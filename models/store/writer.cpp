// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/writer.h"

#include "models/store/codec.h"
#include "models/store/merge.h"
#include "models/store/statement.h"

#include <algorithm>

namespace linnet::store {
namespace {

using About = Freshness::About;

Freshness::Fact factAbout(const ReactionQuestion &question)
{
    const bool own = question.about == ReactionQuestion::About::Own;
    return {own ? About::Mine : About::CountsAsked, question.message.name()};
}

} // namespace

void Writer::apply(const Batch &batch)
{
    m_asOf = batch.asked > 0 ? batch.asked : batch.told;
    m_told = batch.told;
    for (const User &user : batch.users)
        applyUser(user);
    for (const Space &space : batch.spaces)
        applySpace(space);
    if (batch.allSpaces)
        keepOnly(*batch.allSpaces);
    for (const SpaceId &space : batch.removedSpaces)
        removeSpace(m_cache.numbers.find(space));
    for (const MemberList &list : batch.memberLists)
        applyMembers(list);
    for (const Membership &membership : batch.memberships)
        applyMembership(membership);
    for (const SpaceId &space : batch.membersDue)
        markMembersDue(m_cache.numbers.find(space));
    for (const Message &message : batch.messages)
        applyMessage(message, batch);
    for (const MessageId &message : batch.removedMessages)
        removeMessage(message);
    applyReactions(batch);
    for (const ReadState &state : batch.readStates)
        applyReadState(state);
    for (const ThreadReadState &state : batch.threadReads)
        applyThreadRead(state);
    for (const NotificationSetting &setting : batch.notifications)
        applyNotification(setting);
    for (const Coverage &coverage : batch.coverage)
        applyCoverage(coverage);
    for (const auto &[space, cursor] : batch.eventCursors)
        applyEventCursor(space, cursor);
    for (const HappeningTold &told : batch.happenings)
        applyHappening(told);
    for (const SpaceId &space : batch.happeningsAsked) {
        Statement(m_cache.database, "UPDATE spaces SET happenings_asked = 1 WHERE id = ?",
                  m_cache.numbers.make(space))
            .run();
    }
    for (const Backfill &backfill : batch.backfills) {
        if (m_cache.backfills.write(backfill))
            m_touched.backfills.insert(backfill.space);
    }
    if (batch.syncedAt.isKnown())
        applySyncedAt(batch.syncedAt);
}

void Writer::applyUser(const User &user)
{
    const qint64 number = m_cache.numbers.make(user.id);
    if (number == 0)
        return;
    const std::optional<User> stored = m_cache.users.at(number);
    const User result = stored ? merged(*stored, user) : user;
    if (stored == result)
        return;
    m_cache.users.write(number, result);
    m_touched.users.insert(number);
}

std::optional<Space> Writer::storedSpace(qint64 number)
{
    Statement query(m_cache.database, "SELECT name, body FROM spaces WHERE id = ? AND known = 1",
                    number);
    if (!query.next())
        return std::nullopt;
    return decodeSpace(SpaceId(query.text(0)), query.blob(1));
}

void Writer::applySpace(const Space &space)
{
    const qint64 number = m_cache.numbers.make(space.id);
    if (number == 0)
        return;
    const std::optional<Space> stored = storedSpace(number);
    const Space result = stored ? merged(*stored, space) : space;
    if (stored == result)
        return;
    Statement(m_cache.database,
              "UPDATE spaces SET known = 1, last_active = ?, body = ? WHERE id = ?",
              result.lastActiveTime, encodeSpace(result), number)
        .run();
    m_touched.spaces.insert(number);
    if (!stored)
        touchHappenings(number);
    m_cache.happenings.setFirstName(number, stored ? stored->displayName : result.displayName);
}

void Writer::applyHappening(const HappeningTold &told)
{
    const qint64 number = m_cache.numbers.make(told.space);
    touchHappenings(number);
    if (told.kind == HappeningTold::Kind::Named)
        m_cache.happenings.setFirstName(number, storedSpace(number).value_or(Space()).displayName);
    if (m_cache.happenings.tell(told))
        meet(told.user, told.time);
}

// Before anything of it changes.
void Writer::touchHappenings(qint64 space)
{
    if (!m_touched.happenings.contains(space))
        m_touched.happenings.insert(space, m_cache.happenings.of(space));
}

void Writer::keepOnly(const QList<SpaceId> &spaces)
{
    QSet<qint64> kept;
    for (const SpaceId &space : spaces)
        kept.insert(m_cache.numbers.find(space));
    QList<qint64> gone;
    {
        Statement query(m_cache.database,
                        "SELECT id, name, body,"
                        " EXISTS(SELECT 1 FROM messages WHERE messages.space = spaces.id)"
                        " FROM spaces WHERE known = 1");
        while (query.next()) {
            if (kept.contains(query.integer(0)))
                continue;
            // The service lists direct messages and group chats only once somebody has written
            // (Chat API, spaces.list): one that was just begun is not gone.
            const Space space = decodeSpace(SpaceId(query.text(1)), query.blob(2));
            const bool begun = space.type != SpaceType::Space && query.integer(3) == 0
                && space.lastActiveTime <= space.createTime;
            if (!begun)
                gone.append(query.integer(0));
        }
    }
    for (const qint64 number : std::as_const(gone))
        removeSpace(number);
}

void Writer::removeSpace(qint64 number)
{
    if (number == 0)
        return;
    m_touched.removedSpaces.append(m_cache.numbers.space(number));
    for (const char *sql :
         {"DELETE FROM messages WHERE space = ?", "DELETE FROM threads WHERE space = ?",
          "DELETE FROM members WHERE space = ?", "DELETE FROM coverage WHERE space = ?",
          "DELETE FROM my_reactions WHERE space = ?",
          "DELETE FROM reaction_questions WHERE space = ?", "DELETE FROM backfills WHERE space = ?",
          "DELETE FROM happenings WHERE space = ?", "DELETE FROM spaces WHERE id = ?"})
        Statement(m_cache.database, sql, number).run();
    m_cache.numbers.forget();
}

void Writer::touch(qint64 row)
{
    const std::optional<MessageRow> stored = m_cache.messages.at(row);
    if (!stored)
        return;
    m_touched.messages.insert(row);
    m_touched.spaces.insert(stored->space);
    if (stored->message.threadReply && stored->thread != 0)
        m_touched.threads.insert(stored->thread);
}

// Somebody whose name may have to be asked for.
void Writer::meet(const UserId &user, Timestamp when)
{
    m_cache.users.meet(m_cache.numbers.make(user), when);
}

void Writer::applyMessage(Message message, const Batch &batch)
{
    if (message.space.isEmpty())
        message.space = spaceOf(message.id);
    if (message.id.isEmpty() || message.space.isEmpty() || message.space != spaceOf(message.id))
        return;
    message = resourceOf(std::move(message));
    const std::optional<MessageRow> stored = m_cache.messages.find(message.id);
    keepLaterReactions(stored, message);
    const Message result = stored ? merged(stored->message, message) : message;
    if (!result.clientId.isEmpty())
        m_touched.echoes.append({result.clientId, result.id});
    const EarlierText earlier
        = stored ? earlierOf(stored->earlier, stored->message, message, result) : EarlierText();
    if (!result.createTime.isKnown()
        || (stored && stored->message == result && stored->earlier == earlier))
        return;
    askAboutReactions(stored, result, batch);
    meet(result.sender, result.createTime);
    for (const Annotation &annotation : result.annotations) {
        if (annotation.type == AnnotationType::UserMention)
            meet(annotation.user, result.createTime);
    }
    if (stored)
        rewrite(*stored, result, earlier);
    else
        touch(m_cache.messages.insert(result));
}

// Reactions make no new version: of the tellings of one, that whose question left last is right.
void Writer::keepLaterReactions(const std::optional<MessageRow> &stored, Message &message)
{
    if (message.isDeleted() || (stored && stored->message.lastUpdateTime > message.lastUpdateTime))
        return;
    const Freshness::Fact fact{About::Reactions, message.id.name()};
    if (!stored || stored->message.lastUpdateTime < message.lastUpdateTime)
        m_cache.freshness.note(fact, m_asOf);
    else if (!m_cache.freshness.learn(fact, m_asOf))
        message.reactions = stored->message.reactions;
}

void Writer::rewrite(const MessageRow &row, const Message &message, const EarlierText &earlier)
{
    // The thread a reply is taken away from counts anew as well.
    if (row.message.threadReply && row.thread != 0)
        m_touched.threads.insert(row.thread);
    const qint64 id = m_cache.messages.update(row, message, earlier);
    if (id != row.id)
        m_touched.messages.remove(row.id);
    touch(id);
}

void Writer::removeMessage(const MessageId &message)
{
    const std::optional<MessageRow> stored = m_cache.messages.find(message);
    if (!stored)
        return;
    m_cache.messages.remove(stored->id);
    m_touched.messages.remove(stored->id);
    m_touched.spaces.insert(stored->space);
    if (stored->message.threadReply && stored->thread != 0)
        m_touched.threads.insert(stored->thread);
    m_cache.reactions.forget(stored->message.id);
    m_touched.removedMessages.append(stored->message.id);
}

// Summaries count, but do not say who: unless events have told, it is to be asked whether one of
// them is mine.
void Writer::askAboutReactions(const std::optional<MessageRow> &stored, const Message &message,
                               const Batch &batch)
{
    if (message.reactions.isEmpty() || (stored && stored->message.reactions == message.reactions)
        || (stored && batch.reactionsFollowed) || batch.reactionsTold.contains(message.id))
        return;
    ask({message.id, ReactionQuestion::About::Own});
}

// From now on: an answer that is on its way already may be older than what made it a question.
void Writer::ask(const ReactionQuestion &question)
{
    m_cache.freshness.note(factAbout(question), m_told);
    m_cache.reactions.ask(question);
}

void Writer::answered(const ReactionQuestion &question)
{
    if (!m_cache.freshness.isLate(factAbout(question), m_asOf))
        m_cache.reactions.answered(question);
}

void Writer::applyReactions(const Batch &batch)
{
    const auto touchMessage = [this](const MessageId &message) {
        if (const std::optional<MessageRow> stored = m_cache.messages.find(message))
            m_touched.messages.insert(stored->id);
    };
    for (const ReactionKnowledge &reaction : batch.reactions) {
        m_cache.freshness.learn({About::Mine, reaction.message.name()}, m_asOf);
        if (m_cache.reactions.learn(reaction))
            touchMessage(reaction.message);
    }
    for (const OwnReactions &own : batch.ownReactions) {
        if (!m_cache.freshness.learn({About::Mine, own.message.name()}, m_asOf))
            ask({own.message, ReactionQuestion::About::Own});
        else if (m_cache.reactions.learn(own))
            touchMessage(own.message);
    }
    for (const MessageId &message : batch.reactionsToCount) {
        const std::optional<MessageRow> stored = m_cache.messages.find(message);
        if (stored && !stored->message.isDeleted())
            ask({message, ReactionQuestion::About::Counts});
    }
    for (const ReactionQuestion &question : batch.reactionsAnswered)
        answered(question);
}

void Writer::applyReadState(const ReadState &state)
{
    if (!m_cache.freshness.learn({About::ReadState, state.space.name()}, m_asOf))
        return;
    const qint64 space = m_cache.numbers.make(state.space);
    Statement(m_cache.database,
              "UPDATE spaces SET last_read = ? WHERE id = ? AND last_read IS NOT ?",
              state.lastReadTime, space, state.lastReadTime)
        .run();
    if (m_cache.database.changedRows() > 0)
        m_touched.spaces.insert(space);
}

void Writer::applyThreadRead(const ThreadReadState &state)
{
    const qint64 thread = m_cache.numbers.make(state.thread);
    if (state.lastReadTime.isKnown()) {
        Statement(m_cache.database,
                  "UPDATE threads SET last_read = ? WHERE id = ? AND last_read < ?",
                  state.lastReadTime, thread, state.lastReadTime)
            .run();
    } else {
        Statement(m_cache.database,
                  "UPDATE threads SET last_read = ? WHERE id = ? AND last_read = 0", neverRead,
                  thread)
            .run();
    }
    if (m_cache.database.changedRows() > 0)
        m_touched.spaces.insert(m_cache.numbers.find(spaceOf(state.thread)));
}

void Writer::applyNotification(const NotificationSetting &setting)
{
    if (!m_cache.freshness.learn({About::Notification, setting.space.name()}, m_asOf))
        return;
    const qint64 number = m_cache.numbers.make(setting.space);
    Statement(m_cache.database,
              "UPDATE spaces SET muted = ?, notification = ?"
              " WHERE id = ? AND (muted <> ? OR notification IS NOT ?)",
              setting.muted, int(setting.level), number, setting.muted, int(setting.level))
        .run();
    if (m_cache.database.changedRows() > 0)
        m_touched.spaces.insert(number);
}

void Writer::applyCoverage(const Coverage &coverage)
{
    const qint64 space = m_cache.numbers.make(coverage.scope.space);
    const qint64 thread
        = coverage.scope.isThread() ? m_cache.numbers.make(coverage.scope.thread) : 0;
    if (space == 0 || (coverage.scope.isThread() && thread == 0))
        return;
    if (m_cache.coverage.add(space, thread, {coverage.from, coverage.to}))
        m_touched.spaces.insert(space);
    // Events are followed from where the cache begins to know the space: whatever changed before
    // was in the answer.
    if (thread == 0) {
        Statement(m_cache.database,
                  "UPDATE spaces SET event_cursor = ? WHERE id = ? AND event_cursor = 0",
                  coverage.to, space)
            .run();
    }
}

void Writer::applySyncedAt(Timestamp at)
{
    Statement(m_cache.database, "INSERT OR REPLACE INTO account(key, value) VALUES('synced', ?)",
              QString::number(at.microseconds()))
        .run();
}

void Writer::applyEventCursor(const SpaceId &space, Timestamp cursor)
{
    Statement(m_cache.database,
              "UPDATE spaces SET event_cursor = ? WHERE id = ? AND event_cursor < ?", cursor,
              m_cache.numbers.make(space), cursor)
        .run();
}

} // namespace linnet::store
