// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/database.h"
#include "models/store/statement.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace storetest {

SpaceId spaceId(int number)
{
    return SpaceId(u"spaces/S%1"_s.arg(number));
}

MessageId messageId(int space, int number)
{
    return MessageId(u"spaces/S%1/messages/M%2"_s.arg(space).arg(number, 4, 10, QChar(u'0')));
}

MessageId localId(int space, int number)
{
    return MessageId(u"spaces/S%1/messages/client-%2"_s.arg(space).arg(number));
}

ThreadId threadId(int space, int number)
{
    return ThreadId(u"spaces/S%1/threads/T%2"_s.arg(space).arg(number));
}

Timestamp at(qint64 seconds)
{
    return Timestamp((1'700'000'000 + seconds) * 1'000'000);
}

Space space(int number, qint64 lastActive)
{
    Space result;
    result.id = spaceId(number);
    result.displayName = u"Space %1"_s.arg(number);
    if (lastActive != 0)
        result.lastActiveTime = at(lastActive);
    return result;
}

Message message(int space, int number, qint64 seconds, const UserId &sender)
{
    Message result;
    result.id = messageId(space, number);
    result.space = spaceId(space);
    result.thread = threadId(space, number);
    result.sender = sender;
    result.createTime = at(seconds);
    result.text = u"text %1"_s.arg(number);
    result.formattedText = result.text;
    return result;
}

Message reply(int space, int number, qint64 seconds, int root, const UserId &sender)
{
    Message result = message(space, number, seconds, sender);
    result.thread = threadId(space, root);
    result.threadReply = true;
    return result;
}

Message tombstone(int space, int number, qint64 seconds, qint64 deletedAt)
{
    Message result;
    result.id = messageId(space, number);
    result.space = spaceId(space);
    result.createTime = at(seconds);
    result.deleteTime = at(deletedAt);
    result.deletedBy = DeletedBy::Creator;
    return result;
}

OutboxItem create(int space, int number, const QString &text, qint64 seconds)
{
    OutboxItem item;
    item.kind = OutboxKind::CreateMessage;
    item.space = spaceId(space);
    item.message = localId(space, number);
    item.requestId = u"request-%1"_s.arg(number);
    item.text = text;
    item.createTime = at(seconds);
    return item;
}

OutboxItem createReply(int space, int number, const QString &text, qint64 seconds, int root)
{
    OutboxItem item = create(space, number, text, seconds);
    item.thread = threadId(space, root);
    return item;
}

OutboxItem about(OutboxKind kind, const MessageId &message, qint64 seconds)
{
    OutboxItem item;
    item.kind = kind;
    item.space = spaceOf(message);
    item.message = message;
    item.createTime = at(seconds);
    return item;
}

OutboxItem markRead(int space, qint64 until)
{
    OutboxItem item;
    item.kind = OutboxKind::UpdateSpaceReadState;
    item.space = spaceId(space);
    item.time = at(until);
    item.createTime = at(until);
    return item;
}

Batch spaces(const QList<Space> &spaces)
{
    Batch batch;
    batch.spaces = spaces;
    return batch;
}

Batch messages(const QList<Message> &messages)
{
    Batch batch;
    batch.messages = messages;
    return batch;
}

Batch covered(int space, qint64 from, qint64 to, const QList<Message> &messages)
{
    Batch batch;
    batch.messages = messages;
    batch.coverage = {{top(space), from == 0 ? Timestamp() : at(from), at(to)}};
    return batch;
}

Batch readState(int space, qint64 seconds)
{
    Batch batch;
    batch.readStates = {{spaceId(space), at(seconds)}};
    return batch;
}

Paths pathsIn(const QString &directory)
{
    return {directory + u"/cache.db"_s, directory + u"/outbox.db"_s};
}

TimelineScope top(int space)
{
    return {spaceId(space), {}};
}

TimelineScope inThread(int space, int root)
{
    return {spaceId(space), threadId(space, root)};
}

QStringList texts(const TimelinePage &page)
{
    QStringList result;
    for (const Message &message : page.messages)
        result.append(message.text);
    return result;
}

QStringList names(const QList<Message> &messages)
{
    QStringList result;
    for (const Message &message : messages)
        result.append(message.id.lastSegment());
    return result;
}

Directory::Directory()
    : QTemporaryDir(QFileInfo(u"/dev/shm"_s).isWritable()
                        ? u"/dev/shm/linnet-XXXXXX"_s
                        : QString(QDir::tempPath() + u"/linnet-XXXXXX"_s))
{
}

Opened::Opened(const QString &directory, bool withOwner)
    : store(std::make_unique<Store>(pathsIn(directory)))
{
    QObject::connect(store.get(), &Store::changed, store.get(),
                     [this](const ChangeSet &set) { changes.append(set); });
    QObject::connect(store.get(), &Store::failed, store.get(),
                     [this](const Error &error) { failures.append(error); });
    QObject::connect(store.get(), &Store::recovered, store.get(), [this] { ++recoveries; });
    const auto opened = wait<OpenReport>(
        [this](QObject *context, auto handler) { store->open(context, handler); });
    if (opened)
        report = *opened;
    if (withOwner) {
        Q_UNUSED(wait<UserId>([this](QObject *context, auto handler) {
                     store->setOwnUser(me, context, handler);
                 }).has_value())
    }
}

Result<ChangeSet> Opened::apply(const Batch &batch)
{
    return wait<ChangeSet>(
        [&](QObject *context, auto handler) { store->apply(batch, context, handler); });
}

Result<ChangeSet> Opened::settle(qint64 sequence, const Batch &batch)
{
    return wait<ChangeSet>(
        [&](QObject *context, auto handler) { store->settle(sequence, batch, context, handler); });
}

Result<OutboxItem> Opened::enqueue(const OutboxItem &item)
{
    return wait<OutboxItem>(
        [&](QObject *context, auto handler) { store->enqueue(item, context, handler); });
}

Result<OutboxItem> Opened::replace(qint64 sequence, const OutboxItem &item,
                                   const OutboxItem &ifGone)
{
    return wait<OutboxItem>([&](QObject *context, auto handler) {
        store->replace(sequence, item, ifGone, context, handler);
    });
}

Result<OutboxItem> Opened::update(const OutboxItem &item)
{
    return wait<OutboxItem>(
        [&](QObject *context, auto handler) { store->updateOutbox(item, context, handler); });
}

Result<OutboxItem> Opened::discard(qint64 sequence)
{
    return wait<OutboxItem>(
        [&](QObject *context, auto handler) { store->discard(sequence, context, handler); });
}

QList<OutboxItem> Opened::outbox()
{
    return wait<QList<OutboxItem>>(
               [&](QObject *context, auto handler) { store->outbox(context, handler); })
        .value_or(QList<OutboxItem>());
}

QList<Conversation> Opened::conversations()
{
    return wait<QList<Conversation>>(
               [&](QObject *context, auto handler) { store->conversations(context, handler); })
        .value_or(QList<Conversation>());
}

Conversation Opened::conversation(int space)
{
    const QList<Conversation> all = conversations();
    for (const Conversation &conversation : all) {
        if (conversation.space.id == spaceId(space))
            return conversation;
    }
    return Conversation();
}

TimelinePage Opened::newest(const TimelineScope &scope, int limit)
{
    return wait<TimelinePage>([&](QObject *context, auto handler) {
               store->newest(scope, limit, context, handler);
           })
        .value_or(TimelinePage());
}

TimelinePage Opened::older(const TimelineScope &scope, const MessageKey &key, int limit)
{
    return wait<TimelinePage>([&](QObject *context, auto handler) {
               store->older(scope, key, limit, context, handler);
           })
        .value_or(TimelinePage());
}

TimelinePage Opened::newer(const TimelineScope &scope, const MessageKey &key, int limit)
{
    return wait<TimelinePage>([&](QObject *context, auto handler) {
               store->newer(scope, key, limit, context, handler);
           })
        .value_or(TimelinePage());
}

Result<Message> Opened::message(const MessageId &id)
{
    return wait<Message>(
        [&](QObject *context, auto handler) { store->message(id, context, handler); });
}

QList<SpaceState> Opened::states()
{
    return wait<QList<SpaceState>>(
               [&](QObject *context, auto handler) { store->spaceStates(context, handler); })
        .value_or(QList<SpaceState>());
}

QList<Membership> Opened::members(int space)
{
    return wait<QList<Membership>>([&](QObject *context, auto handler) {
               store->members(spaceId(space), context, handler);
           })
        .value_or(QList<Membership>());
}

Coverage Opened::coverage(const TimelineScope &scope, qint64 seconds)
{
    return wait<Coverage>([&](QObject *context, auto handler) {
               store->coverage(scope, storetest::at(seconds), context, handler);
           })
        .value_or(Coverage());
}

QString Opened::draft(const TimelineScope &scope)
{
    return written(scope).text;
}

WrittenDraft Opened::written(const TimelineScope &scope)
{
    return wait<WrittenDraft>(
               [&](QObject *context, auto handler) { store->draft(scope, context, handler); })
        .value_or(WrittenDraft());
}

QList<SetAsideText> Opened::setAside()
{
    return wait<QList<SetAsideText>>(
               [&](QObject *context, auto handler) { store->setAside(context, handler); })
        .value_or(QList<SetAsideText>());
}

QString integrityOf(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return u"missing"_s;
    Database database;
    if (Result<void> opened = database.open(path, Durability::Relaxed); !opened)
        return opened.error().reason;
    Statement query(database, "PRAGMA integrity_check");
    return query.next() ? query.text(0) : u"no answer"_s;
}

int roundsOr(int usual)
{
    const int wanted = qEnvironmentVariableIntValue("LINNET_TEST_ROUNDS");
    return wanted > 0 ? wanted : usual;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

ChangeSet Opened::takeChanges()
{
    ChangeSet all;
    for (const ChangeSet &set : std::exchange(changes, {})) {
        all.users += set.users;
        all.conversations += set.conversations;
        all.removedSpaces += set.removedSpaces;
        all.messages += set.messages;
        all.removedMessages += set.removedMessages;
        all.reconciliations += set.reconciliations;
    }
    return all;
}

} // namespace storetest
