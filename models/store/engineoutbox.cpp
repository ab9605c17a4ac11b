// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/cachefile.h"
#include "models/store/cleaning.h"
#include "models/store/engine.h"
#include "models/store/files.h"
#include "models/store/merge.h"
#include "models/store/outboxfile.h"
#include "models/store/outboxfiles.h"
#include "models/store/quarantine.h"
#include "models/store/statement.h"
#include "models/store/writer.h"

#include <algorithm>

// The half of Engine that writes the durable file.
namespace linnet::store {
namespace {

Failure failureOf(ErrorKind kind)
{
    Error error;
    error.kind = kind;
    return Failure(error);
}

bool isAboutMessage(OutboxKind kind)
{
    switch (kind) {
    case OutboxKind::UpdateMessage:
    case OutboxKind::DeleteMessage:
    case OutboxKind::CreateReaction:
    case OutboxKind::DeleteReaction:
        return true;
    case OutboxKind::CreateMessage:
    case OutboxKind::UpdateSpaceReadState:
        return false;
    }
    return false;
}

bool mayBeOut(const OutboxItem &item)
{
    return item.kind == OutboxKind::CreateMessage
        && (item.state == OutboxState::Sending || item.state == OutboxState::Sent);
}

bool tells(const Batch &answer, const MessageRow &row)
{
    return std::any_of(answer.messages.cbegin(), answer.messages.cend(),
                       [&row](const Message &message) { return message.id == row.message.id; });
}

// What a write did to a message, where the answer does not show it. Times of this machine's clock
// stay out: compared with the service's they would make newer versions look old.
Message effectOf(const OutboxItem &item, const MessageRow &row,
                 const QList<ReactionSummary> &reactions)
{
    Message message = row.message;
    switch (item.kind) {
    case OutboxKind::UpdateMessage:
        message.text = item.text;
        message.formattedText = item.text;
        message.annotations.clear();
        break;
    case OutboxKind::DeleteMessage:
        message.deleteTime
            = std::max(message.createTime, message.lastUpdateTime) + std::chrono::microseconds(1);
        message.deletedBy = DeletedBy::Creator;
        message.text.clear();
        message.formattedText.clear();
        message.fallbackText.clear();
        message.annotations.clear();
        message.attachments.clear();
        message.gifUris.clear();
        message.reactions.clear();
        message.quote.reset();
        message.cards.clear();
        break;
    case OutboxKind::CreateReaction:
    case OutboxKind::DeleteReaction:
        message.reactions = reactions;
        setReaction(message.reactions, item.emoji, item.kind == OutboxKind::CreateReaction);
        break;
    case OutboxKind::CreateMessage:
    case OutboxKind::UpdateSpaceReadState:
        break;
    }
    return resourceOf(message);
}

} // namespace

// --- what shows of an item

Engine::Showing Engine::showing(const OutboxItem &item)
{
    Showing result;
    if (item.kind == OutboxKind::CreateMessage)
        result.pending = m_overlay.pending(item.space);
    if (isAboutMessage(item.kind)) {
        if (const Result<Message> message = m_reader.message(item.message))
            result.message = *message;
    }
    // It tells how many of its replies were refused.
    const bool ofReply = result.message && result.message->isPending();
    result.root = rootOf(ofReply ? result.message->thread : item.thread);
    return result;
}

void Engine::announce(const OutboxItem &item, const Showing &before)
{
    const Showing after = showing(item);
    ChangeSet &changes = m_notices.changes;
    // Both are in the order of their sequence.
    auto old = before.pending.cbegin();
    for (const Message &message : after.pending) {
        for (; old != before.pending.cend() && old->outboxSequence < message.outboxSequence; ++old)
            changes.removedMessages.append(old->id);
        const bool same = old != before.pending.cend() && *old == message;
        if (!same)
            changes.messages.append(message);
        if (old != before.pending.cend() && old->outboxSequence == message.outboxSequence)
            ++old;
    }
    for (; old != before.pending.cend(); ++old)
        changes.removedMessages.append(old->id);
    if (after.message && after.message != before.message)
        changes.messages.append(*after.message);
    if (after.root && after.root != before.root)
        changes.messages.append(*after.root);
    announceConversation(item.space);
}

void Engine::announceConversation(const SpaceId &space)
{
    const std::optional<Conversation> conversation
        = m_conversations.of(m_cache.numbers.find(space));
    if (!conversation || m_shown.value(space) == *conversation)
        return;
    m_shown.insert(space, *conversation);
    m_notices.changes.conversations.append(*conversation);
}

// On a full disk SQLite needs room even to delete: what is kept back for that is given.
template <class T> Result<T> Engine::withRoom(const std::function<Result<T>()> &work)
{
    Result<T> result = work();
    if (!result && result.error().kind == ErrorKind::StorageFull
        && dropBallast(ballastOf(m_paths.outboxDatabase))) {
        m_ballastDropped = true;
        result = work();
    } else if (result && m_ballastDropped) {
        m_ballastDropped = !keepBallast(m_paths.outboxDatabase);
    }
    return result;
}

Result<OutboxItem> Engine::changeOutbox(const OutboxItem &item,
                                        const std::function<Result<OutboxItem>()> &work)
{
    reopenOutbox();
    loadShown();
    const Showing before = showing(item);
    Result<OutboxItem> result = withRoom<OutboxItem>(work);
    noteOutbox(result ? Result<void>() : Result<void>(Failure(result.error())));
    if (result)
        announce(item, before);
    return result;
}

void Engine::removeSettled()
{
    if (m_outbox.hasHidden())
        noteOutbox(withRoom<void>([this] { return m_outbox.removeHidden(); }));
}

// --- the calls

// What stood in the way when the files were opened may be gone by now.
void Engine::reopenOutbox()
{
    const std::optional<Error> closed = m_outbox.closedBecause();
    if (!closed
        || (closed->kind != ErrorKind::StorageFull && closed->kind != ErrorKind::StorageReadOnly
            && closed->kind != ErrorKind::StorageFailed))
        return;
    const OutboxOpening opening = openOutbox(m_paths.outboxDatabase, m_outboxDatabase, m_outbox);
    m_rowsDamaged = m_rowsDamaged || opening.salvaged || opening.quarantined > 0;
    if (opening.error)
        return;
    noteOutbox({});
    adoptOwnUser();
    dropReconciled();
    loadShown();
    const QList<OutboxItem> items = m_outbox.items();
    for (const OutboxItem &item : items)
        announce(item, Showing());
    const QList<Draft> drafts = m_outbox.drafts();
    for (const Draft &draft : drafts)
        announceConversation(draft.scope.space);
}

Result<QList<OutboxItem>> Engine::outbox()
{
    reopenOutbox();
    if (const std::optional<Error> closed = m_outbox.closedBecause())
        return Failure(*closed);
    return m_outbox.items();
}

Result<OutboxItem> Engine::enqueue(OutboxItem item)
{
    clean(item);
    if (item.kind == OutboxKind::CreateMessage && m_outbox.findCreate(item.message))
        return failureOf(ErrorKind::AlreadyExists);
    QList<qint64> superseded;
    if (item.kind == OutboxKind::UpdateSpaceReadState) {
        const QList<OutboxItem> items = m_outbox.items(item.space);
        for (const OutboxItem &other : items) {
            if (other.kind == item.kind
                && (other.state == OutboxState::Queued || other.state == OutboxState::Failed))
                superseded.append(other.sequence);
        }
    }
    fillQuote(item);
    return changeOutbox(item, [&] { return m_outbox.add(item, superseded); });
}

Result<OutboxItem> Engine::replace(qint64 sequence, OutboxItem item, OutboxItem ifGone)
{
    const OutboxItem *stored = m_outbox.find(sequence);
    if (!stored) {
        const OutboxItem *there = m_outbox.find(ifGone.sequence);
        return there ? Result<OutboxItem>(*there) : enqueue(std::move(ifGone));
    }
    const OutboxItem old = *stored;
    if (mayBeOut(old))
        return failureOf(ErrorKind::FailedPrecondition);
    clean(item);
    fillQuote(item);
    return changeOutbox(old, [&] { return m_outbox.add(item, withDependents(old)); });
}

// An item, and what was written about the message it would make.
QList<qint64> Engine::withDependents(const OutboxItem &item) const
{
    QList<qint64> sequences{item.sequence};
    if (item.kind == OutboxKind::CreateMessage) {
        const QList<OutboxItem> changes = m_outbox.changesOf(item.message);
        for (const OutboxItem &change : changes)
            sequences.append(change.sequence);
    }
    return sequences;
}

// What a quote shows, and the time by which the service knows the quoted message, are the cache's
// to tell: where it has the message, as it is now.
void Engine::fillQuote(OutboxItem &item)
{
    if (!item.quote)
        return;
    const Result<Message> quoted = m_reader.message(item.quote->message);
    if (!quoted)
        return;
    item.quote->sender = quoted->sender;
    item.quote->text = quoted->text;
    item.quote->formattedText = quoted->formattedText;
}

Result<OutboxItem> Engine::updateOutbox(OutboxItem item)
{
    clean(item);
    const OutboxItem *stored = m_outbox.find(item.sequence);
    if (!stored)
        return failureOf(ErrorKind::NotFound);
    OutboxItem result = *stored;
    // What was on the wire once is sent again as it was.
    if (result.attempts == 0) {
        result.text = item.text;
        result.notBefore = item.notBefore;
    }
    // The person tries again what was refused: perhaps because the quoted message was changed.
    if (stored->state == OutboxState::Failed && item.state == OutboxState::Queued)
        renewQuote(result);
    for (qsizetype i = 0; i < std::min(result.files.size(), item.files.size()); ++i) {
        result.files[i].session = item.files[i].session;
        result.files[i].uploadToken = item.files[i].uploadToken;
    }
    result.state = item.state;
    result.attempts = item.attempts;
    result.failure = item.failure;
    result.doubtful = item.doubtful;
    return changeOutbox(result, [&]() -> Result<OutboxItem> {
        return m_outbox.replace(result).map([&result] { return result; });
    });
}

void Engine::renewQuote(OutboxItem &item)
{
    if (!item.quote)
        return;
    const std::optional<MessageRow> row = m_cache.messages.find(item.quote->message);
    if (!row)
        return;
    item.quote->lastUpdateTime = quotedTime(row->message);
    fillQuote(item);
}

Result<QString> Engine::outboxFiles()
{
    reopenOutbox();
    if (const std::optional<Error> closed = m_outbox.closedBecause())
        return Failure(*closed);
    const QString directory = m_outbox.filesDirectory();
    if (const Result<void> prepared = prepareOutboxFiles(directory); !prepared)
        return Failure(prepared.error());
    // A copy whose row cannot be read any more may be all that is left of it.
    if (!std::exchange(m_filesSwept, true) && !m_rowsDamaged)
        sweepOutboxFiles(directory, m_outbox.storedFiles());
    return directory;
}

void Engine::noteUpload(qint64 sequence, qsizetype file, qint64 bytesSent)
{
    const OutboxItem *stored = m_outbox.find(sequence);
    if (!stored)
        return;
    const OutboxItem item = *stored;
    loadShown();
    const Showing before = showing(item);
    m_outbox.setProgress(sequence, file, bytesSent);
    announce(item, before);
}

Result<OutboxItem> Engine::discard(qint64 sequence)
{
    return removeUnsent(sequence, OutboxTable::Files::Remove);
}

Result<OutboxItem> Engine::takeOut(qint64 sequence)
{
    return removeUnsent(sequence, OutboxTable::Files::Leave);
}

Result<OutboxItem> Engine::removeUnsent(qint64 sequence, OutboxTable::Files files)
{
    const OutboxItem *stored = m_outbox.find(sequence);
    if (!stored)
        return failureOf(ErrorKind::NotFound);
    OutboxItem item = *stored;
    if (mayBeOut(item))
        return failureOf(ErrorKind::FailedPrecondition);
    return changeOutbox(item, [&]() -> Result<OutboxItem> {
        return m_outbox.remove(withDependents(item), files).map([&item] { return item; });
    });
}

Result<ChangeSet> Engine::settle(qint64 sequence, Batch answer)
{
    clean(answer);
    const OutboxItem *stored = m_outbox.find(sequence);
    if (!stored) // a page or event was first
        return apply({answer});
    OutboxItem item = *stored;
    if (item.kind == OutboxKind::CreateMessage) {
        // The answer to a create is that message, whether or not it repeats the client id.
        if (answer.messages.size() == 1 && answer.messages.constFirst().clientId.isEmpty())
            answer.messages.first().clientId = item.message;
    } else {
        m_outbox.setHidden({sequence}, true);
    }
    Result<ChangeSet> result = commit([&](Writer &writer, Touched &touched) {
        if (item.kind != OutboxKind::CreateMessage)
            settleInCache(item, answer, writer, touched);
        writer.apply(answer);
    });
    if (!result)
        m_outbox.setHidden({sequence}, false);
    if (m_outbox.find(sequence)) {
        // The cache could not take it in, or the answer did not show the message: it must not be
        // sent again, and shows as on its way until it is seen in a page or settled once more.
        item.state = OutboxState::Sent;
        noteOutbox(withRoom<void>([&] { return m_outbox.replace(item); }));
    }
    return result;
}

// Puts into the cache what the overlay showed until now.
void Engine::settleInCache(const OutboxItem &item, const Batch &answer, Writer &writer,
                           Touched &touched)
{
    touched.spaces.insert(m_cache.numbers.make(item.space));
    if (item.kind == OutboxKind::UpdateSpaceReadState) {
        if (answer.readStates.isEmpty())
            writer.apply(Batch{.readStates = {{item.space, item.time}}, .told = answer.told});
        return;
    }
    std::optional<MessageRow> row = m_cache.messages.find(item.message);
    if (!row)
        row = m_cache.messages.findByClientId(item.message);
    if (!row)
        return;
    touched.messages.insert(row->id);
    const bool reaction
        = item.kind == OutboxKind::CreateReaction || item.kind == OutboxKind::DeleteReaction;
    // Counts of a message in the answer are newer than ours.
    if (!tells(answer, *row)) {
        const Message after = effectOf(item, *row, m_reader.knownReactions(*row));
        EarlierText earlier = row->earlier;
        if (after.isDeleted())
            earlier = {};
        else if (after.text != row->message.text)
            earlier = earlierVersion(row->message);
        if (after != row->message)
            writer.rewrite(*row, after, earlier);
    }
    if (reaction) {
        const bool mine = item.kind == OutboxKind::CreateReaction;
        writer.apply(
            Batch{.reactions = {{row->message.id, item.emoji, mine}}, .told = answer.told});
        // Counts were changed with it.
        m_cache.freshness.learn({Freshness::About::Reactions, row->message.id.name()}, answer.told);
    }
}

void Engine::saveDraft(const Draft &draft)
{
    loadShown();
    Draft clean = draft;
    for (QString *text : {&clean.text, &clean.beside.quotedSender, &clean.beside.quotedText,
                          &clean.beside.original, &clean.beside.edited})
        *text = cleaned(*text);
    const Result<void> written = withRoom<void>([&] { return m_outbox.saveDraft(clean); });
    noteOutbox(written);
    if (written && !draft.scope.isThread())
        announceConversation(draft.scope.space);
}

Draft Engine::draft(const TimelineScope &scope) const
{
    return m_outbox.draft(scope);
}

Result<QList<SetAsideText>> Engine::setAside()
{
    if (const std::optional<Error> closed = m_outbox.closedBecause())
        return Failure(*closed);
    QList<SetAsideText> texts = readQuarantine(m_outboxDatabase);
    return m_outboxDatabase.takeResult().map([&texts] { return std::move(texts); });
}

Result<bool> Engine::forgetSetAside()
{
    if (const std::optional<Error> closed = m_outbox.closedBecause())
        return Failure(*closed);
    const Result<void> emptied
        = withRoom<void>([this] { return emptyQuarantine(m_outboxDatabase); });
    noteOutbox(emptied);
    return emptied.map([] { return true; });
}

Result<bool> Engine::wipe(bool outboxToo)
{
    loadShown();
    m_notices.changes.removedSpaces += m_shown.keys();
    m_shown.clear();
    eraseCache(m_paths.cacheDatabase, m_cache);
    if (outboxToo) {
        Error closed;
        closed.kind = ErrorKind::FailedPrecondition;
        m_outbox.close(closed);
        m_outboxDatabase.close();
        eraseOutboxFiles(m_outbox.filesDirectory());
        eraseOutbox(m_paths.outboxDatabase);
        openCacheInMemory(m_cache);
        setMe(UserId());
        return true;
    }
    openCache(m_paths.cacheDatabase, m_cache);
    adoptOwnUser();
    return true;
}

} // namespace linnet::store
