// SPDX-License-Identifier: GPL-3.0-or-later
#include "service.h"

#include "control.h"
#include "methods.h"
#include "partial.h"
#include "people.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QByteArray httpDate(Micros time)
{
    const QDateTime when = QDateTime::fromSecsSinceEpoch(time / second, Qt::UTC);
    return QLocale::c().toString(when, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

bool isUpload(const QByteArray &path)
{
    return path.startsWith("/upload/") || path.startsWith("/resumable/upload/");
}

/// Where the space stands in a path's parameter, for the quota.
QString spaceOf(const QHash<QString, QString> &path)
{
    for (const QString &name : path) {
        const QStringList parts = name.split(u'/');
        const qsizetype at = parts.indexOf(u"spaces"_s);
        if (at >= 0 && at + 1 < parts.size())
            return parts.at(at + 1);
    }
    return {};
}

HttpResponse narrowed(HttpResponse response, const PartialAnswer &wanted)
{
    if (response.status == 200 && response.contentType.contains("json")) {
        const QJsonObject all = QJsonDocument::fromJson(response.body).object();
        response.body = QJsonDocument(wanted.of(all)).toJson(QJsonDocument::Compact);
    }
    return response;
}

/// An update that Google announced and does not serve yet: 404 unless it is switched on.
const Method &announcedMethod()
{
    static const Method method = [] {
        Method made;
        made.id = u"users.spaces.threads.updateThreadReadState"_s;
        made.verb = "PATCH";
        made.path.setPattern(u"^/v1/(users/[^/]+/spaces/[^/]+/threads/[^/]+/threadReadState)$"_s);
        made.parameters = QStringList{u"name"_s};
        made.query = {{u"updateMask"_s, u"mask req"_s}};
        made.body = u"ThreadReadState"_s;
        made.answer = made.body;
        made.quota = u"users.write"_s;
        made.auth = QStringList{u"user"_s};
        made.scopes = QStringList{u"https://www.googleapis.com/auth/chat.users.readstate"_s};
        return made;
    }();
    return method;
}

} // namespace

Service::Service(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_schema(Schema::fromResource())
    , m_oauth(world, settings)
    , m_quota(m_schema)
    , m_handlers(allMethods())
    , m_control(std::make_unique<Control>(*this))
{
}

Service::~Service() = default;

void Service::handle(const HttpRequest &request, const Answer &answer)
{
    if (request.rawPath.startsWith("/emulator/")) {
        m_control->handle(request, answer);
        return;
    }
    const std::optional<Fault> fault = faults.pick(request.verb, request.rawPath);
    if (fault && fault->kind == "slow"_L1 && !fault->after) {
        QTimer::singleShot(int(fault->seconds * 1000), this,
                           [this, request, answer, fault] { serve(request, answer, fault); });
        return;
    }
    serve(request, answer, fault);
}

void Service::serve(const HttpRequest &request, const Answer &answer,
                    const std::optional<Fault> &fault)
{
    const size_t entry = log.add(request, toRfc3339(m_world.clock.now()));
    if (settings.offline) {
        log.at(entry).fault = u"offline"_s;
        Delivery gone;
        gone.manner = Delivery::Manner::Reset;
        answer({}, gone);
        return;
    }
    Delivery delivery = fault ? deliveryFor(*fault) : Delivery();
    if (settings.latencyMs > 0 || settings.latencyJitterMs > 0) {
        const int jitter = settings.latencyJitterMs;
        delivery.delayMs
            = settings.latencyMs + (jitter > 0 ? int(m_world.random()() % quint64(jitter)) : 0);
    }
    HttpRequest taken = request;
    if (fault) {
        log.at(entry).fault = fault->kind % (fault->after ? "/after"_L1 : "/before"_L1);
        if (fault->kind == "slow"_L1 && fault->after)
            delivery.delayMs += int(fault->seconds * 1000);
        if (fault->kind == "duplicate-page"_L1)
            taken.query.removeIf([](const auto &pair) { return pair.first == "pageToken"_L1; });
    }
    const bool cuts = fault && delivery.manner != Delivery::Manner::Normal
        && delivery.manner != Delivery::Manner::Drip;
    const bool effectFirst = !fault || fault->after || (!cuts && !replacesAnswer(*fault));
    const quint64 revision = m_world.revision();
    HttpResponse response;
    if (effectFirst)
        response = respond(taken);
    else
        response = HttpResponse(QJsonObject{{u"emulator"_s, u"cut before its effect"_s}});
    log.at(entry).effect = m_world.revision() != revision;
    const auto found = meant(request);
    const AnswerForm form{m_schema, found ? found->method.answer : QString(), m_turn++};
    if (response.status == 200 && response.contentType.contains("json")) {
        if (settings.sloppyJson)
            response.body = loosened(response.body, Leniency::Sloppy, form);
        if (settings.snakeJson)
            response.body = loosened(response.body, Leniency::Snake, form);
    }
    response.setHeader("Date", httpDate(m_world.clock.now()));
    if (fault) {
        response = replacesAnswer(*fault) ? replacement(*fault)
                                          : spoilt(*fault, request, response, form);
    }
    log.at(entry).status = cuts ? 0 : response.status;
    answer(response, delivery);
}

HttpResponse Service::respond(const HttpRequest &request)
{
    try {
        if (auto served = m_oauth.respond(request))
            return *served;
        return call(request);
    } catch (const Refusal &refusal) {
        return refusal.response();
    }
}

std::optional<Service::Meant> Service::meant(const HttpRequest &request) const
{
    QByteArray path = request.rawPath;
    if (isUpload(path))
        path = path.mid(path.indexOf("/v1/"));
    const QString line = QString::fromLatin1(path.replace("%3A", ":"));
    for (const Method &method : m_schema.methods()) {
        if (method.verb != request.verb)
            continue;
        const QRegularExpressionMatch match = method.path.match(line);
        if (match.hasMatch())
            return Meant{method, match.capturedTexts().mid(1)};
    }
    const Method &announced = announcedMethod();
    if (const auto match = announced.path.match(line);
        settings.threadReadUpdate && request.verb == announced.verb && match.hasMatch())
        return Meant{announced, match.capturedTexts().mid(1)};
    return std::nullopt;
}

HttpResponse Service::call(const HttpRequest &request)
{
    const auto who = m_oauth.access(request.header("authorization"));
    if (!who)
        throw Refusal::unauthenticated();
    if (auto served = servePeople(request, m_world, settings, who->user, who->scopes)) {
        const QString fields = request.queryValue(u"fields").value_or(QString());
        return fields.isEmpty() ? *served : narrowed(*served, PartialAnswer(fields));
    }
    if (isUpload(request.rawPath) && request.verb == "PUT") {
        if (auto served = continueUpload(request, m_world, who->user))
            return *served;
    }
    if (const auto found = meant(request))
        return callMethod(request, found->method, found->captured, *who);
    throw Refusal::notFound(u"Method not found."_s);
}

HttpResponse Service::callMethod(const HttpRequest &request, const Method &method,
                                 const QStringList &captured, const OAuth::Access &who)
{
    Call call(request, method, m_world, settings);
    call.user = who.user;
    call.scopes = who.scopes;
    for (qsizetype i = 0; i < method.parameters.size(); ++i)
        call.path.insert(method.parameters.at(i), decodePercent(captured.value(i).toLatin1()));
    const bool scoped = std::any_of(method.scopes.begin(), method.scopes.end(),
                                    [&](const QString &s) { return who.scopes.contains(s); });
    if (method.auth.contains(u"user"_s) && !scoped)
        throw Refusal::scopes("google.chat.v1.ChatService."_L1 + method.id);
    checkGates(call);
    QStringList names;
    for (const auto &[name, value] : request.query) {
        if (names.contains(name) && !method.query.value(name).startsWith(u'['))
            throw Refusal::invalid("The query parameter \""_L1 + name + "\" is given twice."_L1);
        names.append(name);
        if (const auto wrong = m_schema.queryComplaint(method, name, value))
            throw Refusal::invalid(*wrong);
    }
    std::optional<PartialAnswer> wanted;
    if (const QString fields = call.text("fields"); !fields.isEmpty()) {
        wanted.emplace(fields);
        wanted->check(m_schema, method.answer);
    }
    readBody(call);
    if (settings.quota && !m_quota.take(method, spaceOf(call.path), m_world.clock.now())) {
        throw Refusal::exhausted("Quota exceeded for quota metric '"_L1 + method.quota
                                 + "' of service 'chat.googleapis.com'."_L1);
    }
    const auto handler = m_handlers.constFind(method.id);
    if (handler == m_handlers.cend())
        throw Refusal{501, u"UNIMPLEMENTED"_s, u"Not served by this emulator."_s, {}};
    const HttpResponse response = (*handler)(call);
    return wanted ? narrowed(response, *wanted) : response;
}

void Service::checkGates(const Call &call)
{
    if (settings.apiDisabled) {
        Refusal refusal = Refusal::denied(
            u"Google Chat API has not been used in this project before or it is disabled."_s);
        refusal.details.append(
            QJsonObject{{u"@type"_s, u"type.googleapis.com/google.rpc.ErrorInfo"_s},
                        {u"reason"_s, u"SERVICE_DISABLED"_s},
                        {u"domain"_s, u"googleapis.com"_s},
                        {u"metadata"_s, QJsonObject{{u"service"_s, u"chat.googleapis.com"_s}}}});
        throw refusal;
    }
    const bool needsApp = call.method.verb != "GET" || call.method.id.contains("spaceEvents"_L1);
    const bool ownState = call.method.id.startsWith("users."_L1);
    if (settings.chatAppMissing && needsApp && !ownState) {
        throw Refusal::notFound(
            u"Google Chat app not found. To create a Chat app, you must turn on the Chat API and "
            "configure the app in the Google Cloud console."_s);
    }
    if (!call.method.auth.contains(u"user"_s))
        throw Refusal::denied(u"This method requires app authentication."_s);
    if (call.flag("useAdminAccess") && call.method.auth.contains(u"admin"_s)) {
        throw Refusal::denied(
            u"The caller is not an administrator with the privilege to manage Chat."_s);
    }
}

void Service::readBody(Call &call)
{
    if (isUpload(call.request.rawPath))
        return;
    if (call.method.body.isEmpty()) {
        if (!call.request.body.trimmed().isEmpty() && call.request.verb == "GET")
            throw Refusal::invalid(u"A GET request must not have a body."_s);
        return;
    }
    if (call.request.body.trimmed().isEmpty())
        return;
    const QByteArray type = call.request.header("content-type");
    if (!type.isEmpty() && !type.toLower().startsWith("application/json"))
        throw Refusal::invalid("Unsupported content type: "_L1 + QString::fromLatin1(type));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(call.request.body, &error);
    if (!document.isObject()) {
        throw Refusal::invalid("Invalid JSON payload received. "_L1
                               + (error.error ? error.errorString() : u"An object is expected."_s));
    }
    call.body = document.object();
    if (const auto wrong = m_schema.complaint(call.body, call.method.body))
        throw Refusal::invalid(*wrong);
}

} // namespace emulator
