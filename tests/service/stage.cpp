// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/stage.h"

#include "api/oauth/scopes.h"

#include <QBuffer>
#include <QFile>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace linnet;

Stage::Stage() = default;

Stage::~Stage()
{
    m_client.reset();
    m_emulator.kill();
    m_emulator.waitForFinished();
}

bool Stage::open(const QString &seed)
{
    const QString port = m_dir.filePath(u"port"_s);
    m_emulator.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_emulator.start(
        QString::fromLocal8Bit(LINNET_EMULATOR),
        {u"--port-file"_s, port, u"--seed"_s, seed, u"--no-quota"_s, u"--die-with-parent"_s});
    if (!m_emulator.waitForStarted()
        || !QTest::qWaitFor([&port] { return QFile::exists(port); }, 30'000))
        return false;
    QFile file(port);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    m_root = QUrl(u"http://127.0.0.1:"_s + QString::fromLatin1(file.readAll().trimmed()));
    m_me = ask("GET", u"/emulator/state?messages=0"_s).value(u"self"_s).toString();
    signIn();
    return m_me.startsWith("users/"_L1);
}

void Stage::connectWith(const QString &accessToken)
{
    const auto endpoints = api::Endpoints::underRoot(m_root);
    m_client.reset();
    m_limiter = std::make_unique<api::Limiter>(m_budgetClock);
    m_tokens = std::make_unique<api::TokenProvider>(m_transport, m_clock, *endpoints,
                                                    api::ClientConfig{.id = u"linnet-demo"_s});
    m_tokens->setTokens({.accessToken = accessToken, .refreshToken = u"none"_s});
    m_client = std::make_unique<api::Client>(m_transport, *m_tokens, *m_limiter,
                                             api::Environment{m_clock, m_random}, *endpoints);
    m_client->setRetryPolicy({.attempts = 1});
}

void Stage::signIn(const QStringList &scopes, const QString &user)
{
    const QString prefix = u"https://www.googleapis.com/auth/chat.users."_s;
    // What the program does not ask for yet, its calls are checked with all the same.
    const QStringList all
        = api::defaultScopes() + QStringList{prefix + u"sections"_s, prefix + u"availability"_s};
    const QStringList wanted = scopes.isEmpty() ? all : scopes;
    m_token = act({{u"action"_s, u"token"_s},
                   {u"user"_s, user},
                   {u"scopes"_s, QJsonArray::fromStringList(wanted)}})
                  .value(u"access_token"_s)
                  .toString();
    connectWith(m_token);
}

void Stage::signInBadly()
{
    connectWith(u"unheard-of"_s);
}

api::Result<api::UploadAttachmentResponse> Stage::upload(const api::UploadAttachment &method,
                                                         const QByteArray &bytes,
                                                         const QString &contentType)
{
    using Answer = api::Result<api::UploadAttachmentResponse>;
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    std::optional<Answer> answer;
    m_client->upload(method, {.device = &buffer, .contentType = contentType}, &m_context,
                     [&answer](Answer result) { answer = std::move(result); }, {.attempts = 1});
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000);
    return std::move(answer).value_or(unanswered<Answer>());
}

api::Result<QByteArray> Stage::download(const QString &resourceName)
{
    using Answer = api::Result<api::DownloadResult>;
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    std::optional<Answer> answer;
    m_client->download({.resourceName = resourceName}, {.device = &buffer}, &m_context,
                       [&answer](Answer result) { answer = std::move(result); }, {.attempts = 1});
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000);
    if (!answer)
        return unanswered<api::Result<QByteArray>>();
    return answer->map([&buffer](const api::DownloadResult &) { return buffer.data(); });
}

QJsonObject Stage::ask(const QByteArray &verb, const QString &path, const QJsonObject &body)
{
    QNetworkRequest request(m_root.resolved(QUrl(path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!path.startsWith("/emulator"_L1))
        request.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());
    QNetworkReply *reply = m_network.sendCustomRequest(
        request, verb, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson());
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait(10'000);
    reply->deleteLater();
    return QJsonDocument::fromJson(reply->readAll()).object();
}

QJsonObject Stage::raw(const QString &path)
{
    return ask("GET", u"/v1/"_s + path);
}

QJsonObject Stage::act(const QJsonObject &action)
{
    const QJsonObject answer = ask("POST", u"/emulator/act"_s, action);
    if (!answer.contains(u"results"_s))
        qWarning() << "action refused:" << answer;
    return answer.value(u"results"_s).toArray().at(0).toObject();
}

QJsonObject Stage::truth(const QString &space)
{
    return ask("GET", u"/emulator/state?space="_s + space)
        .value(u"spaces"_s)
        .toArray()
        .at(0)
        .toObject();
}

namespace {

QJsonObject named(const QJsonArray &list, const QString &name)
{
    for (const QJsonValue &one : list) {
        if (one.toObject().value(u"name"_s).toString() == name)
            return one.toObject();
    }
    return {};
}

} // namespace

QJsonObject Stage::message(const QString &name)
{
    return named(truth(name.section(u'/', 0, 1)).value(u"messages"_s).toArray(), name);
}

QJsonObject Stage::member(const QString &name)
{
    return named(truth(name.section(u'/', 0, 1)).value(u"members"_s).toArray(), name);
}

QJsonArray Stage::log()
{
    return ask("GET", u"/emulator/log"_s).value(u"requests"_s).toArray();
}

QString Stage::userNamed(const QString &displayName)
{
    const QJsonArray users
        = ask("GET", u"/emulator/state?messages=0"_s).value(u"users"_s).toArray();
    for (const QJsonValue &user : users) {
        if (user.toObject().value(u"displayName"_s).toString() == displayName)
            return user.toObject().value(u"name"_s).toString();
    }
    return {};
}

QString Stage::newSpace(const QStringList &members)
{
    QJsonArray all{u"me"_s};
    for (const QString &member : members)
        all.append(member.section(u'/', 1));
    return act({{u"action"_s, u"space"_s},
                {u"name"_s, QString(u"Made "_s + QString::number(++m_made))},
                {u"manager"_s, u"me"_s},
                {u"members"_s, all}})
        .value(u"name"_s)
        .toString();
}

QString Stage::newMessage(const QString &space, const QString &text, const QString &user)
{
    return act({{u"action"_s, u"message"_s},
                {u"space"_s, space},
                {u"user"_s, user.isEmpty() ? u"me"_s : user.section(u'/', 1)},
                {u"text"_s, text}})
        .value(u"name"_s)
        .toString();
}

QJsonObject Stage::schema()
{
    QFile file(QString::fromLocal8Bit(LINNET_SCHEMA));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no schema");
    return QJsonDocument::fromJson(file.readAll()).object();
}
