// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/syncworld.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace linnet::test {

namespace {

api::Endpoints endpoints()
{
    return *api::Endpoints::underRoot(QUrl(u"http://127.0.0.1:9"_s));
}

} // namespace

// In memory where there is such a place: a disk's fsync would be most of what these tests wait for.
SyncWorld::SyncWorld()
    : m_dir(QFileInfo(u"/dev/shm"_s).isWritable()
                ? u"/dev/shm/linnet-XXXXXX"_s
                : QString(QDir::tempPath() + u"/linnet-XXXXXX"_s))
{
    m_transport.otherwise([this](const api::HttpRequest &request) {
        const auto ask = [&] { return answer(request); };
        return between ? between(request, ask) : ask();
    });
    open();
}

SyncWorld::~SyncWorld() = default;

SyncWorld::Answer SyncWorld::answer(const api::HttpRequest &request)
{
    if (m_offline)
        return tl::unexpected(api::Error{.kind = api::Error::Kind::Offline});
    if (request.url.path() == u"/token"_s)
        return jsonAnswer(R"({"access_token":"another","expires_in":3600000})");
    if (request.url.path().contains(u"userinfo"_s))
        return jsonAnswer("{}");
    Answer answer = chat.answer(request);
    m_largeAnswer = m_largeAnswer || (answer && answer->body.size() > 60'000);
    return answer;
}

void SyncWorld::open()
{
    m_tokens = std::make_unique<api::TokenProvider>(m_transport, clock, endpoints(),
                                                    api::ClientConfig());
    m_tokens->setTokens({.accessToken = u"token"_s,
                         .refreshToken = u"refresh"_s,
                         .expiresIn = std::chrono::hours(100'000)});
    m_client = std::make_unique<api::Client>(m_transport, *m_tokens, m_limiter,
                                             api::Environment{clock, m_random}, endpoints());
    m_store = std::make_unique<store::Store>(
        store::Paths{m_dir.filePath(u"data/cache.db"_s), m_dir.filePath(u"data/outbox.db"_s)});
    const auto report = wait<Result<store::OpenReport>>(
        [this](QObject *context, auto handler) { m_store->open(context, handler); });
    Q_ASSERT(report && !report->cacheError && !report->outboxError);
    const auto owner = wait<Result<UserId>>(
        [this](QObject *context, auto handler) { m_store->setOwnUser(me, context, handler); });
    Q_ASSERT(owner);
}

void SyncWorld::restart(const std::function<void(const QString &directory)> &meanwhile)
{
    m_store.reset();
    m_client.reset();
    m_tokens.reset();
    settle();
    if (meanwhile)
        meanwhile(m_dir.filePath(u"data"_s));
    open();
}

void SyncWorld::setOffline(bool offline)
{
    m_offline = offline;
}

sync::Services SyncWorld::services()
{
    return {*m_client, *m_store, {clock, m_random}};
}

template <class T, class Ask> T SyncWorld::wait(Ask ask)
{
    QObject context;
    std::optional<T> answer;
    ask(&context, [&answer](T result) { answer.emplace(std::move(result)); });
    QElapsedTimer patience;
    patience.start();
    while (!answer && patience.elapsed() < 20'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    if (!answer)
        qFatal("the store does not answer");
    return *std::move(answer);
}

void SyncWorld::drain()
{
    // Each round lets everything run dry: posted events, worker threads, the store's queue.
    for (int quiet = 0, round = 0; quiet < 8 && round < 2000; ++round) {
        const auto before = m_transport.sent().size();
        while (clock.advanceToNext(std::chrono::milliseconds(0))) { } // "from the event loop"
        settle();
        if (std::exchange(m_largeAnswer, false))
            passLargeAnswers();
        (void)wait<Result<UserId>>(
            [this](QObject *context, auto handler) { m_store->ownUser(context, handler); });
        settle();
        quiet = m_transport.sent().size() == before ? quiet + 1 : 0;
    }
}

// Large answers are read on another thread, and none is overtaken by a later one.
void SyncWorld::passLargeAnswers()
{
    QObject context;
    bool passed = false;
    m_client->send(api::GetUserInfo(), &context,
                   [&passed](const api::Result<api::GetUserInfo::Response> &) { passed = true; });
    QElapsedTimer patience;
    patience.start();
    while (!passed && patience.elapsed() < 20'000) {
        while (clock.advanceToNext(std::chrono::milliseconds(0))) { }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    }
    settle();
}

void SyncWorld::advance(std::chrono::milliseconds duration)
{
    const auto until = clock.now() + duration;
    drain();
    while (clock.now() < until && clock.advanceToNext(until - clock.now()))
        drain();
    clock.advance(until - clock.now());
    drain();
}

QList<store::SpaceState> SyncWorld::states()
{
    return wait<Result<QList<store::SpaceState>>>(
               [this](QObject *context, auto handler) { m_store->spaceStates(context, handler); })
        .value();
}

store::SpaceState SyncWorld::state(const QString &space)
{
    for (const store::SpaceState &state : states()) {
        if (state.space.id.name() == u"spaces/"_s + space)
            return state;
    }
    return {};
}

QList<OutboxItem> SyncWorld::outbox()
{
    return wait<Result<QList<OutboxItem>>>(
               [this](QObject *context, auto handler) { m_store->outbox(context, handler); })
        .value();
}

TimelinePage SyncWorld::page(const QString &space, int limit)
{
    return wait<Result<TimelinePage>>([&](QObject *context, auto handler) {
               m_store->newest({SpaceId(u"spaces/"_s + space), ThreadId()}, limit, context,
                               handler);
           })
        .value();
}

QList<Conversation> SyncWorld::conversations()
{
    return wait<Result<QList<Conversation>>>(
               [this](QObject *context, auto handler) { m_store->conversations(context, handler); })
        .value();
}

QList<Membership> SyncWorld::members(const QString &space)
{
    return wait<Result<QList<Membership>>>([&](QObject *context, auto handler) {
               m_store->members(SpaceId(u"spaces/"_s + space), context, handler);
           })
        .value();
}

QString SyncWorld::nameOf(const QString &user)
{
    const auto users = wait<Result<QList<User>>>([this](QObject *context, auto handler) {
                           m_store->users(context, handler);
                       }).value();
    for (const User &known : users) {
        if (known.id.name() == user)
            return known.displayName;
    }
    return {};
}

} // namespace linnet::test
