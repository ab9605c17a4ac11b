// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/mutanttransport.h"

#include <QDataStream>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrlQuery>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace linnet::test {

namespace {

constexpr std::chrono::milliseconds asideWait(150);

bool isCreation(const api::HttpRequest &request)
{
    return request.verb == "POST" && request.url.path().endsWith(u"/messages"_s) && request.body;
}

bool wasTaken(const api::Result<api::HttpResponse> &answer)
{
    return answer && answer->status == 200
        && QJsonDocument::fromJson(answer->body).object().contains(u"name"_s);
}

// What the service would say, had it answered.
api::HttpResponse inventedAnswer(const api::HttpRequest &request)
{
    const QString id = QUrlQuery(request.url).queryItemValue(u"messageId"_s);
    const QString space = request.url.path().section(u'/', 2, 3);
    QJsonObject message = QJsonDocument::fromJson(request.body->head).object();
    const bool reply = message.contains(u"thread"_s);
    if (!reply) {
        message.insert(u"thread"_s,
                       QJsonObject{{u"name"_s, QString(space + u"/threads/early-"_s + id)}});
    }
    message.insert(u"threadReply"_s, reply);
    message.insert(u"name"_s, QString(space + u"/messages/early-"_s + id));
    message.insert(u"space"_s, QJsonObject{{u"name"_s, space}});
    message.insert(u"clientAssignedMessageId"_s, id);
    message.insert(u"createTime"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    return {.status = 200,
            .headers = {{"Content-Type", "application/json"}},
            .body = QJsonDocument(message).toJson(QJsonDocument::Compact)};
}

// An exchange that may be dropped before its answer, which is then not given.
class Promised final : public api::Exchange
{
public:
    explicit Promised(std::shared_ptr<api::Transport::Done> done)
        : m_done(std::move(done))
    {
    }
    ~Promised() override { *m_done = nullptr; }

private:
    std::shared_ptr<api::Transport::Done> m_done;
};

void give(const std::shared_ptr<api::Transport::Done> &done,
          const api::Result<api::HttpResponse> &answer)
{
    if (const auto end = std::exchange(*done, nullptr))
        end(answer);
}

} // namespace

Mutant mutantOf(const QString &name)
{
    if (name == u"new-ids"_s)
        return Mutant::NewIds;
    if (name == u"early-removal"_s)
        return Mutant::EarlyRemoval;
    if (name == u"skip-failed"_s)
        return Mutant::SkipFailed;
    return Mutant::None;
}

MutantTransport::MutantTransport(api::Transport &real, Mutant mutant, const QString &directory)
    : m_real(real)
    , m_mutant(mutant)
    , m_file(directory + u"/aside"_s)
{
    QFile file(m_file);
    if (mutant == Mutant::SkipFailed && file.open(QIODevice::ReadOnly)) {
        QDataStream stream(&file);
        stream >> m_aside;
    }
}

MutantTransport::~MutantTransport() = default;

std::unique_ptr<api::Exchange> MutantTransport::send(api::HttpRequest request, Done done)
{
    for (const auto &[name, value] : std::as_const(request.headers)) {
        if (name == "Authorization")
            m_authorization = value;
    }
    if (!m_aside.isEmpty() && !m_timer)
        m_timer = m_clock.after(asideWait, [this] { sendNextAside(); });
    if (!isCreation(request))
        return m_real.send(std::move(request), std::move(done));
    switch (m_mutant) {
    case Mutant::None:
        return m_real.send(std::move(request), std::move(done));
    case Mutant::NewIds:
        return sendWithNewIds(std::move(request), std::move(done));
    case Mutant::EarlyRemoval:
        return answerEarly(request, std::move(done));
    case Mutant::SkipFailed:
        return sendOrPutAside(request, std::move(done));
    }
    Q_UNREACHABLE();
}

std::unique_ptr<api::Exchange> MutantTransport::sendWithNewIds(api::HttpRequest request, Done done)
{
    QUrlQuery query(request.url);
    const QString oldId = query.queryItemValue(u"messageId"_s);
    const QString newId = u"client-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    query.removeQueryItem(u"messageId"_s);
    query.removeQueryItem(u"requestId"_s);
    query.addQueryItem(u"messageId"_s, newId);
    query.addQueryItem(u"requestId"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    request.url.setQuery(query);
    return m_real.send(std::move(request),
                       [oldId, newId, done = std::move(done)](api::Result<api::HttpResponse> answer) {
                           if (answer)
                               answer->body.replace(newId.toLatin1(), oldId.toLatin1());
                           done(std::move(answer));
                       });
}

std::unique_ptr<api::Exchange> MutantTransport::answerEarly(const api::HttpRequest &request,
                                                            Done done)
{
    sendInBackground(request, [](bool) {});
    auto kept = std::make_shared<Done>(std::move(done));
    QMetaObject::invokeMethod(
        this, [kept, answer = inventedAnswer(request)] { give(kept, answer); },
        Qt::QueuedConnection);
    return std::make_unique<Promised>(std::move(kept));
}

std::unique_ptr<api::Exchange> MutantTransport::sendOrPutAside(const api::HttpRequest &request,
                                                               Done done)
{
    auto kept = std::make_shared<Done>(std::move(done));
    sendInBackground(request, [this, kept, request](bool taken) {
        if (!taken) {
            m_aside.append({request.url.toEncoded(), request.body->head});
            keepAside();
            if (!m_timer)
                m_timer = m_clock.after(asideWait, [this] { sendNextAside(); });
        }
        give(kept, inventedAnswer(request));
    });
    return std::make_unique<Promised>(std::move(kept));
}

void MutantTransport::sendInBackground(api::HttpRequest request,
                                       std::function<void(bool taken)> then)
{
    const auto place = m_background.emplace(m_background.end());
    place->exchange = m_real.send(
        std::move(request),
        [this, place, then = std::move(then)](const api::Result<api::HttpResponse> &answer) {
            const bool taken = wasTaken(answer);
            // The exchange must not die in its own end by being the last to hold what runs.
            auto self = std::make_shared<Background>(std::move(*place));
            QMetaObject::invokeMethod(
                this, [self] { self->exchange.reset(); }, Qt::QueuedConnection);
            m_background.erase(place);
            then(taken);
        });
}

void MutantTransport::sendNextAside()
{
    m_timer.reset();
    if (m_aside.size() < 2)
        return;
    api::HttpRequest request{
        .verb = "POST",
        .url = QUrl::fromEncoded(m_aside[0]),
        .headers = {{"Authorization", m_authorization}, {"Accept", "application/json"}},
        .body
        = api::HttpBody{.contentType = "application/json; charset=UTF-8", .head = m_aside[1]}};
    sendInBackground(std::move(request), [this](bool taken) {
        if (taken) {
            m_aside.remove(0, 2);
            keepAside();
        }
        if (!m_aside.isEmpty())
            m_timer = m_clock.after(asideWait, [this] { sendNextAside(); });
    });
}

void MutantTransport::keepAside() const
{
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return;
    QDataStream stream(&file);
    stream << m_aside;
    file.commit();
}

} // namespace linnet::test
