// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/outbox.h"
#include "tests/sync/syncworld.h"

namespace linnet::test {

// What a test of the outbox does with it, in a SyncWorld with the spaces A and B; restart() ends
// the program and starts it again.
class OutboxBench
{
public:
    OutboxBench();
    ~OutboxBench();

    SyncWorld world;
    std::unique_ptr<sync::Outbox> outbox;
    TimelineScope room{SpaceId(QStringLiteral("spaces/A")), ThreadId()};
    QObject context;

    void restart();
    void start();
    // What the calls answered; files are copied on a thread of its own, which is waited for.
    Result<MessageId> send(const OutgoingMessage &message, const TimelineScope &target);
    Result<MessageId> send(const OutgoingMessage &message) { return send(message, room); }
    Result<MessageId> send(const QString &text) { return send(text, room); }
    Result<MessageId> send(const QString &text, const TimelineScope &target)
    {
        return send(OutgoingMessage{.text = text}, target);
    }
    Result<OutgoingMessage> takeBack(const MessageId &message);
    // The next requests whose line matches fail so, the others as before.
    void failNext(const QString &pattern, FakeChat::Phase phase,
                  const api::Result<api::HttpResponse> &answer, int times = 1);

    // A file of the person's with this content.
    [[nodiscard]] OutgoingFile file(const QString &name, const QByteArray &content) const;
    [[nodiscard]] QString pathOf(const QString &name) const { return m_files.filePath(name); }
    // The copies that the outbox keeps.
    [[nodiscard]] QStringList copies();
    // The contents of the files of the space's messages, in order.
    [[nodiscard]] QByteArrayList filesOf(const QString &space) const;
    [[nodiscard]] std::optional<Message> shown(const MessageId &message);

private:
    template <class T> Result<T> wait(const std::optional<Result<T>> &answer);

    QTemporaryDir m_files;
};

// An answer as a column of a test's rows.
struct Scripted
{
    SyncWorld::Answer answer;
};
[[nodiscard]] SyncWorld::Answer failure(api::Error::Kind kind, bool effectUnknown = false);
// What a network that wants one to sign in first says in the service's place.
[[nodiscard]] api::HttpResponse htmlAnswer(int status = 200);

// Kinds of failure that the outbox must survive, named; refused: only the person can go on.
struct Failing
{
    const char *name;
    api::Result<api::HttpResponse> answer;
    bool refused = false;
};
[[nodiscard]] QList<Failing> everyFailure();

} // namespace linnet::test

Q_DECLARE_METATYPE(linnet::test::Scripted)
