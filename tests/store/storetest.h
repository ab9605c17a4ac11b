// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/store.h"

#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

// What the tests of the store share: values that are quick to write down, and calls that wait for
// their handler with a real event loop.
namespace storetest {

using namespace linnet;
using namespace linnet::store;

inline const UserId me(QStringLiteral("users/me"));
inline const UserId anna(QStringLiteral("users/anna"));
inline const UserId bert(QStringLiteral("users/bert"));
inline const UserId carl(QStringLiteral("users/carl"));

[[nodiscard]] SpaceId spaceId(int number);
[[nodiscard]] MessageId messageId(int space, int number);
[[nodiscard]] MessageId localId(int space, int number);
[[nodiscard]] ThreadId threadId(int space, int number);
// Seconds after a fixed moment.
[[nodiscard]] Timestamp at(qint64 seconds);

[[nodiscard]] Space space(int number, qint64 lastActive = 0);
// Top level, of a thread of its own.
[[nodiscard]] Message message(int space, int number, qint64 seconds, const UserId &sender = anna);
[[nodiscard]] Message reply(int space, int number, qint64 seconds, int root,
                            const UserId &sender = anna);
[[nodiscard]] Message tombstone(int space, int number, qint64 seconds, qint64 deletedAt);
[[nodiscard]] OutboxItem create(int space, int number, const QString &text, qint64 seconds);
[[nodiscard]] OutboxItem createReply(int space, int number, const QString &text, qint64 seconds,
                                     int root);
[[nodiscard]] OutboxItem about(OutboxKind kind, const MessageId &message, qint64 seconds);
[[nodiscard]] OutboxItem markRead(int space, qint64 until);
[[nodiscard]] Batch spaces(const QList<Space> &spaces);
[[nodiscard]] Batch messages(const QList<Message> &messages);
[[nodiscard]] Batch covered(int space, qint64 from, qint64 to, const QList<Message> &messages = {});
[[nodiscard]] Batch readState(int space, qint64 seconds);

[[nodiscard]] Paths pathsIn(const QString &directory);

// In memory where there is such a place: a disk's fsync would be most of what these tests measure.
class Directory : public QTemporaryDir
{
public:
    Directory();
};

// Waits for the answer of one call: wait<ChangeSet>([&](auto handler) { store.apply(b, x, handler);
// })
template <class T, class Call> Result<T> wait(Call call)
{
    QEventLoop loop;
    Result<T> result = tl::unexpected(Error{});
    bool done = false;
    QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
    call(&loop, [&](Result<T> answer) {
        result = std::move(answer);
        done = true;
        loop.quit();
    });
    loop.exec();
    if (!done)
        qFatal("the store did not answer");
    return result;
}

// A store over files in a directory, with every call waiting for its answer.
class Opened
{
public:
    explicit Opened(const QString &directory, bool withOwner = true);
    Q_DISABLE_COPY_MOVE(Opened)

    OpenReport report;
    std::unique_ptr<Store> store;
    QList<ChangeSet> changes; // as changed() carried them
    QList<Error> failures;
    int recoveries = 0;

    Result<ChangeSet> apply(const Batch &batch);
    Result<ChangeSet> settle(qint64 sequence, const Batch &batch);
    Result<OutboxItem> enqueue(const OutboxItem &item);
    Result<OutboxItem> replace(qint64 sequence, const OutboxItem &item, const OutboxItem &ifGone);
    Result<OutboxItem> update(const OutboxItem &item);
    Result<OutboxItem> discard(qint64 sequence);
    QList<OutboxItem> outbox();
    QList<Conversation> conversations();
    Conversation conversation(int space);
    TimelinePage newest(const TimelineScope &scope, int limit = 50);
    TimelinePage older(const TimelineScope &scope, const MessageKey &key, int limit = 50);
    TimelinePage newer(const TimelineScope &scope, const MessageKey &key, int limit = 50);
    Result<Message> message(const MessageId &id);
    QList<SpaceState> states();
    QList<Membership> members(int space);
    Coverage coverage(const TimelineScope &scope, qint64 seconds);
    QString draft(const TimelineScope &scope); // its text
    WrittenDraft written(const TimelineScope &scope);
    QList<SetAsideText> setAside();
    // All changes since the last call, as one.
    ChangeSet takeChanges();
};

// What SQLite's integrity_check says of the file: "ok", "missing", or what is wrong.
[[nodiscard]] QString integrityOf(const QString &path);
// How many rounds a random test makes: LINNET_TEST_ROUNDS, else what is usual.
[[nodiscard]] int roundsOr(int usual);
[[nodiscard]] QByteArray contents(const QString &path);
void overwrite(const QString &path, const QByteArray &bytes);

[[nodiscard]] TimelineScope top(int space);
[[nodiscard]] TimelineScope inThread(int space, int root);
[[nodiscard]] QStringList texts(const TimelinePage &page);
[[nodiscard]] QStringList names(const QList<Message> &messages);

} // namespace storetest
