// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/domain/clock.h"
#include "models/domain/ports.h"

#include <QPointer>

#include <algorithm>

// Friday, 1 March 2024, 12:00 in UTC, 13:00 in the time zone of the tests.
inline constexpr linnet::Timestamp noon{1'709'294'400'000'000};

class FixedClock : public linnet::Clock
{
public:
    [[nodiscard]] linnet::Timestamp now() const override { return time; }
    linnet::Timestamp time = noon;
};

// Requests wait until the test answers them, in the order in which they were made.
class FakeTimelinePort : public linnet::TimelinePort
{
public:
    struct Request
    {
        enum class Kind {
            Newest,
            Older,
            Newer,
            Around,
        };
        Kind kind;
        linnet::TimelineScope scope;
        linnet::MessageKey key;
        int limit;
        QPointer<QObject> context;
        linnet::Handler<linnet::TimelinePage> handler;
        linnet::TimelineSpot spot{};
    };

    void newest(const linnet::TimelineScope &scope, int limit, QObject *context,
                linnet::Handler<linnet::TimelinePage> handler) override
    {
        requests.append({Request::Kind::Newest, scope, {}, limit, context, std::move(handler)});
    }
    void older(const linnet::TimelineScope &scope, const linnet::MessageKey &before, int limit,
               QObject *context, linnet::Handler<linnet::TimelinePage> handler) override
    {
        requests.append({Request::Kind::Older, scope, before, limit, context, std::move(handler)});
    }
    void newer(const linnet::TimelineScope &scope, const linnet::MessageKey &after, int limit,
               QObject *context, linnet::Handler<linnet::TimelinePage> handler) override
    {
        requests.append({Request::Kind::Newer, scope, after, limit, context, std::move(handler)});
    }
    void around(const linnet::TimelineScope &scope, const linnet::TimelineSpot &spot, int limit,
                QObject *context, linnet::Handler<linnet::TimelinePage> handler) override
    {
        requests.append(
            {Request::Kind::Around, scope, {}, limit, context, std::move(handler), spot});
    }
    void setWatched(const QList<linnet::TimelineScope> &) override { }
    void markRead(const linnet::SpaceId &) override { }
    void markAllRead(const linnet::SpaceId &) override { }
    void markUnreadFrom(const linnet::MessageId &) override { }
    void threadRead(const linnet::ThreadId &, QObject *,
                    linnet::Handler<linnet::Timestamp>) override
    {
    }
    void markThreadRead(const linnet::ThreadId &) override { }

    void answer(linnet::Result<linnet::TimelinePage> page)
    {
        const Request request = requests.takeFirst();
        if (request.context)
            request.handler(std::move(page));
    }
    void answer(const QList<linnet::Message> &messages, bool reachesStart, bool reachesEnd = true)
    {
        answer(linnet::TimelinePage{requests.constFirst().scope, messages, reachesStart, reachesEnd,
                                    happenings});
    }
    void fail(linnet::ErrorKind kind)
    {
        linnet::Error error;
        error.kind = kind;
        answer(linnet::Failure(error));
    }

    QList<Request> requests;
    QList<linnet::Happening> happenings; // with every page
};

// A port that has the truth: answers from a list of messages in order.
class WorldPort : public FakeTimelinePort
{
public:
    // The first request in the queue, from what is true now.
    void answerFromTruth()
    {
        const Request &request = requests.constFirst();
        QList<linnet::Message> all;
        for (const linnet::Message &message : std::as_const(truth)) {
            if (request.scope.contains(message))
                all.append(message);
        }
        std::sort(all.begin(), all.end(), before);
        const auto key
            = [](const linnet::Message &m, const linnet::MessageKey &k) { return keyOf(m) < k; };
        qsizetype begin = 0;
        qsizetype end = all.size();
        switch (request.kind) {
        case Request::Kind::Newest:
            // Pending ones come along.
            begin = std::partition_point(all.begin(), all.end(),
                                         [](const linnet::Message &m) { return !m.isPending(); })
                - all.begin();
            begin = qMax<qsizetype>(0, begin - request.limit);
            break;
        case Request::Kind::Older:
            end = std::lower_bound(all.begin(), all.end(), request.key, key) - all.begin();
            begin = qMax<qsizetype>(0, end - request.limit);
            break;
        case Request::Kind::Newer:
            begin = std::lower_bound(all.begin(), all.end(), request.key, key) - all.begin();
            if (begin < end && keyOf(all[begin]) == request.key)
                ++begin;
            end = qMin(end, begin + request.limit);
            break;
        case Request::Kind::Around: {
            const auto spot
                = std::find_if(all.begin(), all.end(), [&request](const linnet::Message &m) {
                      return request.spot.message.isEmpty()
                          ? m.createTime > request.spot.time || m.isPending()
                          : m.id == request.spot.message;
                  });
            if (spot == all.end() && !request.spot.message.isEmpty()) {
                fail(linnet::ErrorKind::NotFound);
                return;
            }
            const qsizetype at = spot - all.begin();
            begin = qMax<qsizetype>(0, at - request.limit / 2);
            end = qMin(end, at + request.limit / 2 + 1);
            break;
        }
        }
        answer(all.mid(begin, end - begin), begin == 0, end == all.size());
    }
    [[nodiscard]] static bool before(const linnet::Message &a, const linnet::Message &b)
    {
        return keyOf(a) < keyOf(b);
    }

    QList<linnet::Message> truth;
};

inline linnet::User makeUser(const QString &id, const QString &name, const QString &domain = {})
{
    linnet::User user;
    user.id = linnet::UserId(QLatin1String("users/") + id);
    user.displayName = name;
    user.domainId = domain;
    return user;
}

inline linnet::UserId userId(const QString &id)
{
    return linnet::UserId(QLatin1String("users/") + id);
}

// In spaces/S; the name is the last segment of the id.
inline linnet::Message makeMessage(const QString &name, const QString &sender,
                                   linnet::Timestamp time, const QString &text = {})
{
    linnet::Message message;
    message.id = linnet::MessageId(QLatin1String("spaces/S/messages/") + name);
    message.space = linnet::SpaceId(QStringLiteral("spaces/S"));
    message.sender = userId(sender);
    message.createTime = time;
    message.text = text.isEmpty() ? name : text;
    return message;
}

inline linnet::Message makePending(const QString &name, qint64 sequence, linnet::Timestamp time)
{
    linnet::Message message
        = makeMessage(QLatin1String("client-") + name, QStringLiteral("me"), time, name);
    message.clientId = message.id;
    message.sendState = linnet::SendState::Queued;
    message.outboxSequence = sequence;
    return message;
}
