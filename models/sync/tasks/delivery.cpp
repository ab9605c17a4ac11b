// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/delivery.h"

#include "models/sync/mapping/errormapping.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/readstatemapping.h"
#include "models/sync/mapping/wiretime.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

constexpr int mostReactions = 200; // a page; nobody reacts to a message that often

// The name of the reaction with that emoji among what its filter found; empty: there is none.
QString nameOf(const Emoji &emoji, const QList<api::Reaction> &reactions)
{
    for (const api::Reaction &wire : reactions) {
        const std::optional<Emoji> other = wire.emoji ? toEmoji(*wire.emoji) : std::nullopt;
        if (!emoji.isCustom() || (other && isSameEmoji(*other, emoji)))
            return wire.name.value_or(QString());
    }
    return {};
}

// One attempt, one request: what happens next is the outbox's decision.
constexpr api::CallOptions once{.lane = api::Lane::Interactive, .timeout = {}, .attempts = 1};

} // namespace

Delivery::Delivery(const Services &services, OutboxItem item, UserId me, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_item(std::move(item))
    , m_me(std::move(me))
{
}

template <class Method>
void Delivery::ask(const Method &method,
                   std::function<void(const typename Method::Response *)> answered,
                   std::function<void(const api::Error &)> failed)
{
    m_services.client.send(
        method, this,
        [this, answered = std::move(answered),
         failed = std::move(failed)](const api::Result<typename Method::Response> &answer) {
            if (answer)
                answered(&*answer);
            else if (failed)
                failed(answer.error());
            else if (verdictOn(m_item.kind, toError(answer.error())) == WriteVerdict::Done)
                answered(nullptr);
            else
                fail(answer.error());
        },
        once);
}

void Delivery::start(bool doubtful)
{
    if (m_item.kind == OutboxKind::UpdateSpaceReadState)
        return updateReadState();
    if (m_item.kind != OutboxKind::CreateMessage)
        return resolveName();
    if (!doubtful)
        return createMessage();
    ask<api::GetMessage>(
        {.name = m_item.message.name()}, [this](const api::Message *message) { succeed(*message); },
        [this](const api::Error &error) {
            if (error.isTransient() || error.isNetwork()
                || error.kind == api::Error::Kind::SignedOut)
                fail(error);
            else
                createMessage(); // under the same ids: at worst the service says so
        });
}

void Delivery::look()
{
    ask<api::GetMessage>({.name = m_item.message.name()},
                         [this](const api::Message *message) { succeed(*message); });
}

// What was written about a pending message is sent under the name it got.
void Delivery::resolveName()
{
    if (!isLocal(m_item.message))
        return send();
    m_services.store.message(m_item.message, this, [this](const Result<Message> &message) {
        if (message && !message->id.isEmpty())
            m_item.message = message->id;
        send();
    });
}

void Delivery::send()
{
    switch (m_item.kind) {
    case OutboxKind::CreateMessage:
        return createMessage();
    case OutboxKind::UpdateMessage:
        return updateMessage();
    case OutboxKind::DeleteMessage:
        return deleteMessage();
    case OutboxKind::CreateReaction:
        return createReaction();
    case OutboxKind::DeleteReaction:
        return findReaction();
    case OutboxKind::UpdateSpaceReadState:
        return updateReadState();
    }
}

void Delivery::createMessage()
{
    api::CreateMessage request;
    request.parent = m_item.space.name();
    request.messageId = m_item.message.lastSegment();
    request.requestId = m_item.requestId;
    if (!m_item.text.isEmpty())
        request.message.text = m_item.text;
    if (!m_item.thread.isEmpty()) {
        // Without the option the service ignores the thread.
        request.messageReplyOption = api::MessageReplyOption::ReplyMessageFallbackToNewThread;
        request.message.thread.emplace();
        request.message.thread->name = m_item.thread.name();
    }
    for (const OutboxFile &file : m_item.files) {
        api::Attachment attachment;
        attachment.attachmentDataRef.emplace();
        attachment.attachmentDataRef->attachmentUploadToken = file.uploadToken;
        request.message.attachment.append(attachment);
    }
    if (m_item.quote) {
        request.message.quotedMessageMetadata.emplace();
        api::QuotedMessageMetadata &quote = *request.message.quotedMessageMetadata;
        quote.name = m_item.quote->message.name();
        quote.lastUpdateTime = toWire(m_item.quote->lastUpdateTime);
        quote.quoteType = m_item.quote->type == QuoteType::Forward ? api::QuoteType::Forward
                                                                   : api::QuoteType::Reply;
    }
    ask<api::CreateMessage>(
        request, [this](const api::Message *message) { succeed(*message); },
        [this](const api::Error &error) {
            if (verdictOn(m_item.kind, toError(error)) != WriteVerdict::LookFirst)
                return fail(error);
            m_isTaken = true;
            look();
        });
}

void Delivery::updateMessage()
{
    api::PatchMessage request;
    request.name = m_item.message.name();
    request.updateMask = {u"text"_s};
    request.message.text = m_item.text;
    ask<api::PatchMessage>(request, [this](const api::Message *message) { succeed(*message); });
}

void Delivery::deleteMessage()
{
    api::DeleteMessage request;
    request.name = m_item.message.name();
    if (m_item.withReplies)
        request.force = true;
    // The store knows what a deletion does.
    ask<api::DeleteMessage>(request, [this](const api::Empty *) { succeed(store::Batch()); });
}

void Delivery::createReaction()
{
    api::CreateReaction request;
    request.parent = m_item.message.name();
    request.reaction.emoji = toWire(m_item.emoji);
    ask<api::CreateReaction>(request, [this](const api::Reaction *) { succeedReacting(true); });
}

// A reaction is deleted by its own name, which the message does not tell.
void Delivery::findReaction()
{
    api::ListReactions request;
    request.parent = m_item.message.name();
    request.filter = reactionFilter(m_item.emoji, m_me);
    request.pageSize = mostReactions;
    ask<api::ListReactions>(request, [this](const api::ListReactionsResponse *answer) {
        deleteReaction(answer ? nameOf(m_item.emoji, answer->reactions) : QString());
    });
}

void Delivery::deleteReaction(const QString &name)
{
    if (name.isEmpty())
        return succeedReacting(false);
    ask<api::DeleteReaction>({.name = name},
                             [this](const api::Empty *) { succeedReacting(false); });
}

void Delivery::succeedReacting(bool on)
{
    store::Batch batch;
    batch.reactions.append({m_item.message, m_item.emoji, on});
    succeed(std::move(batch));
}

void Delivery::updateReadState()
{
    api::UpdateSpaceReadState request;
    request.name = readStateName(m_item.space);
    request.updateMask = {u"lastReadTime"_s};
    request.spaceReadState.lastReadTime = toWire(m_item.time);
    ask<api::UpdateSpaceReadState>(request, [this](const api::SpaceReadState *state) {
        store::Batch batch;
        // The service may have moved the time to the newest message's.
        batch.readStates.append(
            {m_item.space, state->lastReadTime ? toTimestamp(state->lastReadTime) : m_item.time});
        succeed(std::move(batch));
    });
}

void Delivery::succeed(const api::Message &wire)
{
    MappedMessages mapped = toMessages({wire});
    Outcome outcome;
    outcome.success = true;
    if (!mapped.messages.isEmpty()) {
        Message &message = mapped.messages.first();
        // The name by which the pending row is found, should the answer not repeat it.
        if (m_item.kind == OutboxKind::CreateMessage && message.clientId.isEmpty())
            message.clientId = m_item.message;
        outcome.named = message.id;
    } else if (m_item.kind == OutboxKind::CreateMessage) {
        // "{}": whoever said so, it is not this message.
        api::Error error;
        error.kind = api::Error::Kind::Truncated;
        error.effectUnknown = true;
        return fail(error);
    }
    mapped.moveInto(outcome.answer);
    Q_EMIT done(outcome);
}

void Delivery::succeed(store::Batch answer)
{
    Outcome outcome;
    outcome.success = true;
    outcome.answer = std::move(answer);
    Q_EMIT done(outcome);
}

void Delivery::fail(const api::Error &error)
{
    Outcome outcome;
    outcome.error = toError(error);
    outcome.verdict = verdictOn(m_item.kind, outcome.error);
    // That its id is taken and yet it cannot be read: try again later, it is not lost.
    if (outcome.verdict == WriteVerdict::LookFirst)
        outcome.verdict = WriteVerdict::WaitHere;
    outcome.doubt = m_isTaken || error.effectUnknown || leavesDoubt(outcome.error);
    Q_EMIT done(outcome);
}

} // namespace linnet::sync
