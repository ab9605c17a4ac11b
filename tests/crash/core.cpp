// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/core.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace linnet::test {

CoreConfig CoreConfig::read(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no configuration");
    const QJsonObject json = QJsonDocument::fromJson(in.readAll()).object();
    CoreConfig config{.directory = json.value(u"directory"_s).toString(),
                      .root = QUrl(json.value(u"root"_s).toString()),
                      .me = UserId(json.value(u"me"_s).toString()),
                      .refreshToken = json.value(u"refreshToken"_s).toString(),
                      .hurry = json.value(u"hurry"_s).toInt(1),
                      .mutant = json.value(u"mutant"_s).toString(),
                      .onlyText = json.value(u"onlyText"_s).toBool(),
                      .scopes = {}};
    const QJsonArray scopes = json.value(u"scopes"_s).toArray();
    for (const QJsonValue scope : scopes) {
        const QJsonArray names = scope.toArray();
        config.scopes.append({SpaceId(names.at(0).toString()), ThreadId(names.at(1).toString())});
    }
    return config;
}

Core::Core(const CoreConfig &config)
    : m_config(config)
    , m_clock(config.hurry)
    , m_network(u"linnet-core"_s)
    , m_transport(m_network, mutantOf(config.mutant), config.directory)
    , m_limiter(m_clock)
    , m_tokens(m_transport, m_clock, *api::Endpoints::underRoot(config.root),
               api::ClientConfig{.id = u"linnet-demo"_s, .secret = u"any"_s})
    , m_client(m_transport, m_tokens, m_limiter, {m_clock, m_random},
               *api::Endpoints::underRoot(config.root))
    , m_store({config.directory + u"/data/cache.db"_s, config.directory + u"/data/outbox.db"_s})
    , m_outbox(services())
    , m_sync(services(), m_outbox)
{
}

Core::~Core() = default;

void Core::start()
{
    m_tokens.setTokens({.accessToken = {}, .refreshToken = m_config.refreshToken});
    m_store.open(this, [this](const Result<store::OpenReport> &report) {
        if (!report || report->cacheError || report->outboxError || report->cacheRebuilt
            || report->outboxSalvaged || report->quarantined > 0)
            Q_EMIT damaged();
    });
    m_store.setOwnUser(m_config.me, this, [this](const Result<UserId> &owner) {
        if (!owner)
            Q_EMIT damaged();
        m_outbox.start(m_config.me);
        m_sync.start(m_config.me);
        Q_EMIT started();
    });
}

} // namespace linnet::test
