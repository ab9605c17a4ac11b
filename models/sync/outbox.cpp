// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outbox.h"

#include "models/sync/mapping/errormapping.h"

#include <QPointer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

template <class T> void answerLater(QObject *context, const Handler<T> &handler, Result<T> result)
{
    QMetaObject::invokeMethod(
        context, [handler, result = std::move(result)] { handler(result); }, Qt::QueuedConnection);
}

QString newUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

std::optional<Error> refusalOf(const OutgoingMessage &message)
{
    const bool forward = message.quote && message.quote->type == QuoteType::Forward;
    if (message.text.trimmed().isEmpty() && message.files.isEmpty() && !forward)
        return errorOf(ErrorKind::InvalidArgument);
    if (message.text.toUtf8().size() > maximumMessageBytes)
        return errorOf(ErrorKind::MessageTooLong);
    return std::nullopt;
}

Outbox::Outbox(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_sender(services, nullptr)
    , m_files(services, nullptr)
{
    connect(&m_sender, &OutboxSender::stateChanged, this, &Outbox::stateChanged);
    connect(&m_sender, &OutboxSender::writeRefused, this, &Outbox::writeRefused);
}

Outbox::~Outbox() = default;

void Outbox::start(const UserId &me)
{
    m_sender.start(me);
}

void Outbox::setReadState(const SpaceId &space, Timestamp lastReadTime)
{
    OutboxItem item;
    item.kind = OutboxKind::UpdateSpaceReadState;
    item.space = space;
    item.time = lastReadTime;
    item.createTime = m_services.wallTime();
    m_sender.enqueue(item);
}

// Both keys are made here, once: every attempt and every later run uses the same pair.
OutboxItem Outbox::creationOf(const TimelineScope &target, const QString &text) const
{
    OutboxItem item;
    item.kind = OutboxKind::CreateMessage;
    item.space = target.space;
    item.thread = target.thread;
    item.message = MessageId(target.space.name() + u"/messages/client-"_s + newUuid());
    item.requestId = newUuid();
    item.text = text;
    item.createTime = m_services.wallTime();
    return item;
}

OutboxItem Outbox::writeAbout(OutboxKind kind, const MessageId &message) const
{
    OutboxItem item;
    item.kind = kind;
    item.space = spaceOf(message);
    item.message = message;
    item.createTime = m_services.wallTime();
    return item;
}

void Outbox::send(const TimelineScope &target, const OutgoingMessage &message, QObject *context,
                  Handler<MessageId> handler)
{
    OutgoingMessage clean = message;
    clean.text = api::wire::clean(message.text);
    if (const std::optional<Error> refusal = refusalOf(clean))
        return answerLater<MessageId>(context, handler, Failure(*refusal));
    OutboxItem item = creationOf(target, clean.text);
    if (clean.quote) {
        item.quote.emplace();
        item.quote->message = clean.quote->message;
        item.quote->lastUpdateTime = clean.quote->lastUpdateTime;
        item.quote->type = clean.quote->type;
    }
    const auto secured = [this, item, delay = m_sendDelay, context = QPointer(context),
                          handler](const Result<QList<OutboxFile>> &files) {
        if (!files) {
            if (context)
                handler(Failure(files.error()));
            return;
        }
        OutboxItem ready = item;
        ready.files = *files;
        for (OutboxFile &file : ready.files)
            file.name = api::wire::clean(file.name);
        if (delay > std::chrono::seconds(0))
            ready.notBefore = m_services.wallTime() + delay;
        queue(std::move(ready), context, handler);
    };
    m_files.secure(target, clean.files, secured);
}

// Once committed it is sent, whether or not who wrote it still waits for the answer.
void Outbox::queue(OutboxItem item, const QPointer<QObject> &context,
                   const Handler<MessageId> &handler)
{
    const QList<OutboxFile> files = item.files;
    m_sender.enqueue(std::move(item),
                     [this, files, context, handler](const Result<OutboxItem> &stored) {
                         if (!stored)
                             m_files.drop(files);
                         if (!context)
                             return;
                         if (stored)
                             handler(stored->message);
                         else
                             handler(Failure(stored.error()));
                     });
}

void Outbox::setSendDelay(std::chrono::seconds delay)
{
    m_sendDelay = std::clamp(delay, std::chrono::seconds(0), std::chrono::seconds(20));
}

void Outbox::retry(const MessageId &message)
{
    const OutboxItem *item = m_sender.queue().creation(message);
    if (!item)
        return;
    const bool heldBack = item->attempts == 0 && item->notBefore.isKnown();
    if (item->state != OutboxState::Failed && !heldBack)
        return m_sender.retryNow();
    OutboxItem again = *item;
    again.state = OutboxState::Queued;
    again.failure.reset();
    again.notBefore = {};
    m_sender.update(again);
}

void Outbox::takeBack(const MessageId &message, QObject *context, Handler<OutgoingMessage> handler)
{
    const OutboxItem *item = m_sender.queue().creation(message);
    if (!item)
        return answerLater<OutgoingMessage>(context, handler,
                                            Failure(errorOf(ErrorKind::NotFound)));
    if (m_sender.isOnWire(item->sequence))
        return answerLater<OutgoingMessage>(context, handler,
                                            Failure(errorOf(ErrorKind::OutcomeUnknown)));
    m_sender.takeOut(item->sequence,
                     [this, context = QPointer(context), handler](const Result<OutboxItem> &row) {
                         if (!context)
                             return;
                         if (row)
                             giveBack(*row, context, handler);
                         else
                             handler(Failure(row.error()));
                     });
}

void Outbox::giveBack(const OutboxItem &row, QObject *context,
                      const Handler<OutgoingMessage> &handler)
{
    OutgoingMessage message;
    message.text = row.text;
    if (row.quote)
        message.quote
            = QuoteReference{row.quote->message, row.quote->lastUpdateTime, row.quote->type};
    if (row.files.isEmpty())
        return handler(message);
    m_services.store.outboxFiles(
        context, [message, files = row.files, handler](const Result<QString> &directory) {
            if (!directory)
                return handler(Failure(directory.error()));
            OutgoingMessage whole = message;
            for (const OutboxFile &file : files)
                whole.files.append({*directory + u'/' + file.stored, file.name, file.contentType});
            handler(whole);
        });
}

void Outbox::edit(const MessageId &message, const QString &text)
{
    const QString clean = api::wire::clean(text);
    const OutboxItem *pending = m_sender.queue().creation(message);
    OutgoingMessage result{.text = clean};
    if (pending) // a caption may go, the file stays
        result.files.resize(pending->files.size());
    OutboxItem change = writeAbout(OutboxKind::UpdateMessage, message);
    change.text = clean;
    if (const std::optional<Error> refusal = refusalOf(result)) {
        Q_EMIT writeRefused(change, *refusal);
        return;
    }
    if (!pending || m_sender.isOnWire(pending->sequence))
        return m_sender.enqueue(change);
    if (m_sender.queue().isRemovalWaiting(message)) {
        Q_EMIT writeRefused(change, errorOf(ErrorKind::NotFound));
        return;
    }
    if (pending->attempts == 0) {
        OutboxItem changed = *pending;
        changed.text = clean;
        return m_sender.update(changed, change);
    }
    if (pending->doubtful)
        return m_sender.enqueue(change);
    // A body is frozen with its ids: another text is another message, and this one never went.
    OutboxItem other = creationOf({pending->space, pending->thread}, clean);
    other.files = pending->files;
    other.quote = pending->quote;
    m_sender.replace(pending->sequence, other, change);
}

void Outbox::remove(const MessageId &message)
{
    removeLater(message, false);
}

void Outbox::removeWithReplies(const MessageId &message)
{
    removeLater(message, true);
}

void Outbox::removeLater(const MessageId &message, bool withReplies)
{
    if (m_sender.queue().untried(OutboxKind::DeleteMessage, message, {}))
        return;
    OutboxItem removal = writeAbout(OutboxKind::DeleteMessage, message);
    removal.withReplies = withReplies;
    removal.notBefore = removal.createTime + undoTime;
    m_sender.enqueueRemoval(std::move(removal));
}

void Outbox::undoRemove(const MessageId &message)
{
    if (const OutboxItem *row = m_sender.queue().untried(OutboxKind::DeleteMessage, message, {}))
        m_sender.discard(row->sequence);
}

void Outbox::setReaction(const MessageId &message, const Emoji &emoji, bool on)
{
    const OutboxKind kind = on ? OutboxKind::CreateReaction : OutboxKind::DeleteReaction;
    const QString key = message.name() + u' ' + emoji.unicode + emoji.customName;
    const OutboxItem *last = m_sender.queue().lastReaction(message, emoji);
    if (const auto storing = m_reactionsInStore.constFind(key);
        storing != m_reactionsInStore.cend()) {
        // Faster than the store: its row is not known yet, so nothing cancels out.
        if (storing->on == on)
            return;
    } else if (last && last->state != OutboxState::Failed) {
        // Two of one kind are never written: their contrary would cancel out the second only.
        if (last->kind == kind)
            return;
        if (last->attempts == 0 && last->state == OutboxState::Queued
            && !m_sender.queue().inFlight(last->sequence)) {
            m_sender.discard(last->sequence);
            return;
        }
    }
    OutboxItem item = writeAbout(kind, message);
    item.emoji = emoji;
    Storing &storing = m_reactionsInStore[key];
    ++storing.count;
    storing.on = on;
    m_sender.enqueue(item, [this, key](const Result<OutboxItem> &) {
        if (--m_reactionsInStore[key].count == 0)
            m_reactionsInStore.remove(key);
    });
}

} // namespace linnet::sync
