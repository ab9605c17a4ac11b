// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/outboxbench.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace linnet::test {

OutboxBench::OutboxBench()
{
    world.chat.addSpace(u"A"_s, u"SPACE"_s, 0);
    world.chat.addSpace(u"B"_s, u"SPACE"_s, 0);
    start();
}

OutboxBench::~OutboxBench() = default;

void OutboxBench::start()
{
    outbox = std::make_unique<sync::Outbox>(world.services());
    outbox->start(world.me);
    world.drain();
}

void OutboxBench::restart()
{
    outbox.reset();
    world.restart();
    start();
}

template <class T> Result<T> OutboxBench::wait(const std::optional<Result<T>> &answer)
{
    QElapsedTimer patience;
    patience.start();
    do {
        world.drain();
        if (!answer)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    } while (!answer && patience.elapsed() < 20'000);
    world.drain();
    return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
}

Result<MessageId> OutboxBench::send(const OutgoingMessage &message, const TimelineScope &target)
{
    std::optional<Result<MessageId>> answer;
    outbox->send(target, message, &context,
                 [&answer](const Result<MessageId> &result) { answer = result; });
    return wait(answer);
}

Result<OutgoingMessage> OutboxBench::takeBack(const MessageId &message)
{
    std::optional<Result<OutgoingMessage>> answer;
    outbox->takeBack(message, &context,
                     [&answer](const Result<OutgoingMessage> &result) { answer = result; });
    return wait(answer);
}

void OutboxBench::failNext(const QString &pattern, FakeChat::Phase phase,
                           const api::Result<api::HttpResponse> &answer, int times)
{
    auto left = std::make_shared<int>(times);
    world.chat.fault
        = [=, before = world.chat.fault](const QString &line) -> std::optional<FakeChat::Fault> {
        if (*left == 0 || !line.contains(QRegularExpression(pattern)))
            return before ? before(line) : std::nullopt;
        --*left;
        return FakeChat::Fault{phase, answer};
    };
}

OutgoingFile OutboxBench::file(const QString &name, const QByteArray &content) const
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || file.write(content) != content.size())
        qFatal("a test's file cannot be written");
    return {.path = file.fileName(), .name = {}, .contentType = u"text/plain"_s};
}

QStringList OutboxBench::copies()
{
    std::optional<Result<QString>> directory;
    world.store().outboxFiles(&context,
                              [&directory](const Result<QString> &result) { directory = result; });
    const Result<QString> path = wait(directory);
    return path ? QDir(*path).entryList(QDir::Files | QDir::Hidden) : QStringList{u"no outbox"_s};
}

QByteArrayList OutboxBench::filesOf(const QString &space) const
{
    QByteArrayList contents;
    for (const QJsonObject &message : world.chat.spaces.value(u"spaces/"_s + space).messages) {
        for (const QJsonValue value : message.value(u"attachment"_s).toArray()) {
            const QString token = value.toObject()
                                      .value(u"attachmentDataRef"_s)
                                      .toObject()
                                      .value(u"resourceName"_s)
                                      .toString();
            contents.append(world.chat.uploads.value(token).bytes);
        }
    }
    return contents;
}

std::optional<Message> OutboxBench::shown(const MessageId &message)
{
    for (const Message &each : world.page(spaceOf(message).lastSegment()).messages) {
        if (each.id == message || each.clientId == message)
            return each;
    }
    return std::nullopt;
}

SyncWorld::Answer failure(api::Error::Kind kind, bool effectUnknown)
{
    return tl::unexpected(api::Error{.kind = kind, .effectUnknown = effectUnknown});
}

api::HttpResponse htmlAnswer(int status)
{
    return {.status = status,
            .headers = {{"Content-Type", "text/html"}},
            .body = "<html><body>Please sign in to the network</body></html>"};
}

QList<Failing> everyFailure()
{
    using Kind = api::Error::Kind;
    return {
        {"offline", failure(Kind::Offline)},
        {"connection lost", failure(Kind::ConnectionLost, true)},
        {"timeout", failure(Kind::Timeout, true)},
        {"tls", failure(Kind::Tls)},
        {"captive portal", htmlAnswer()},
        {"cut json", jsonAnswer("{\"name\": \"spa")},
        {"outcome unknown", failure(Kind::OutcomeUnknown, true)},
        {"401", errorAnswer(401, u"UNAUTHENTICATED"_s)},
        {"429", errorAnswer(429, u"RESOURCE_EXHAUSTED"_s)},
        {"500", errorAnswer(500, u"INTERNAL"_s)},
        {"503", errorAnswer(503, u"UNAVAILABLE"_s)},
        {"520 with a page", htmlAnswer(520)},
        {"api disabled", errorAnswer(403, u"PERMISSION_DENIED"_s, {}, u"SERVICE_DISABLED"_s)},
        {"scope",
         errorAnswer(403, u"PERMISSION_DENIED"_s, {}, u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s)},
        {"400", errorAnswer(400, u"INVALID_ARGUMENT"_s), true},
        {"403", errorAnswer(403, u"PERMISSION_DENIED"_s), true},
        {"404", errorAnswer(404, u"NOT_FOUND"_s), true},
    };
}

} // namespace linnet::test
