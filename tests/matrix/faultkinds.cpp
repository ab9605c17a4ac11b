// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/matrix/faultkinds.h"

#include "tests/matrix/gzip.h"
#include "tests/sync/fakechat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringBuilder>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace linnet::test {

namespace {

using Kind = api::Error::Kind;
using Answer = api::Result<api::HttpResponse>;
using Headers = QList<QPair<QByteArray, QByteArray>>;

Answer failed(Kind kind, int status, const QString &reason, bool effectUnknown)
{
    return tl::unexpected(api::Error{
        .kind = kind, .httpStatus = status, .reason = reason, .effectUnknown = effectUnknown});
}

// Headers and body after the status line.
ScriptedServer::Step whole(const QByteArray &status, const Headers &headers, const QByteArray &body)
{
    QByteArray lines;
    for (const auto &[name, value] : headers)
        lines += name + ": " + value + "\r\n";
    return ScriptedServer::answer(body, status, lines);
}

const QByteArray okHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

QByteArray promising(qsizetype bytes)
{
    return okHead + "Content-Length: " + QByteArray::number(bytes) + "\r\n\r\n";
}

// --- the way is broken

FaultKind unreachable(const char *name, FaultKind::Proof proof, Kind kind, const QString &reason)
{
    return {.name = name,
            .proof = proof,
            .report
            = [=](bool, const api::HttpResponse &) { return failed(kind, 0, reason, false); },
            .beforeOnly = true};
}

// No answer at all: reading it is a lost connection, writing is not known to have happened.
FaultKind unanswered(const char *name, const QByteArray &bytes, bool reset)
{
    return {.name = name,
            .report =
                [](bool write, const api::HttpResponse &) {
                    return failed(write ? Kind::OutcomeUnknown : Kind::ConnectionLost, 0, {},
                                  write);
                },
            .wire =
                [=](const QByteArray &) {
                    return ScriptedServer::Step{.bytes = bytes, .close = !reset, .reset = reset};
                }};
}

FaultKind cut(const char *name, const FaultKind::Wire &wire)
{
    return {.name = name,
            .report
            = [](bool write,
                 const api::HttpResponse &) { return failed(Kind::Truncated, 200, {}, write); },
            .wire = wire};
}

FaultKind silent(const char *name, int status, const FaultKind::Wire &wire)
{
    return {.name = name,
            .report
            = [=](bool write,
                  const api::HttpResponse &) { return failed(Kind::Timeout, status, {}, write); },
            .wire = wire,
            .endless = true};
}

// --- the service answers something else

FaultKind answered(const char *name, const QByteArray &status, const Headers &headers,
                   const QByteArray &body, bool refusal = false)
{
    const int code = status.left(3).toInt();
    return {.name = name,
            .report =
                [=](bool, const api::HttpResponse &) {
                    return Answer(
                        api::HttpResponse{.status = code, .headers = headers, .body = body});
                },
            .wire = [=](const QByteArray &) { return whole(status, headers, body); },
            .refusal = refusal,
            .otherBody = code == 200};
}

// As the service words its errors.
FaultKind refused(const char *name, const QByteArray &status, const QString &word, bool refusal,
                  Headers headers = {})
{
    headers.prepend({"Content-Type", "application/json; charset=UTF-8"});
    return answered(name, status, headers, errorAnswer(status.left(3).toInt(), word).body, refusal);
}

// --- the service's own answer, spoilt

FaultKind spoilt(const char *name, const std::function<QByteArray(const QByteArray &)> &spoil,
                 bool harmless, const Headers &headers = {{"Content-Type", "application/json"}})
{
    return {.name = name,
            .report =
                [=](bool, const api::HttpResponse &truth) {
                    api::HttpResponse answer = truth;
                    answer.headers = headers;
                    answer.body = spoil(truth.body);
                    return Answer(answer);
                },
            .wire = [=](const QByteArray &truth) { return whole("200 OK", headers, spoil(truth)); },
            .harmless = harmless,
            .otherBody = true};
}

// Adds to every object of the answer.
QByteArray withFields(const QByteArray &json, const QJsonObject &fields)
{
    const std::function<QJsonValue(const QJsonValue &)> into = [&](const QJsonValue &value) {
        if (value.isArray()) {
            QJsonArray items;
            for (const QJsonValue item : value.toArray())
                items.append(into(item));
            return QJsonValue(items);
        }
        if (!value.isObject())
            return value;
        QJsonObject result = fields;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            result.insert(it.key(), into(it.value()));
        return QJsonValue(result);
    };
    return QJsonDocument(into(QJsonDocument::fromJson(json).object()).toObject()).toJson();
}

void addBroken(std::vector<FaultKind> &kinds)
{
    using Proof = FaultKind::Proof;
    kinds.push_back(
        unreachable("connection refused", Proof::Nobody, Kind::Offline, u"UNREACHABLE"_s));
    kinds.push_back(unreachable("no such host", Proof::NoName, Kind::Offline, u"UNREACHABLE"_s));
    kinds.push_back(
        unreachable("untrusted certificate", Proof::Certificate, Kind::Tls, u"HANDSHAKE"_s));
    kinds.push_back(unanswered("closed without an answer", {}, false));
    kinds.push_back(unanswered("reset without an answer", {}, true));
    kinds.push_back(unanswered("closed in the header", "HTTP/1.1 200 OK\r\nContent-Le", false));
    kinds.push_back(unanswered("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", false));
    kinds.push_back(cut("closed in the body", [](const QByteArray &truth) {
        return ScriptedServer::Step{.bytes = promising(truth.size() + 9) + truth, .close = true};
    }));
    kinds.push_back(cut("closed before the body", [](const QByteArray &truth) {
        return ScriptedServer::Step{.bytes = promising(truth.size() + 9), .close = true};
    }));
    kinds.push_back(cut("closed between chunks", [](const QByteArray &truth) {
        return ScriptedServer::Step{.bytes = okHead + "Transfer-Encoding: chunked\r\n\r\n"
                                        + QByteArray::number(truth.size(), 16) + "\r\n" + truth
                                        + "\r\n",
                                    .close = true};
    }));
    kinds.push_back(cut("closed within a chunk", [](const QByteArray &truth) {
        return ScriptedServer::Step{
            .bytes = okHead + "Transfer-Encoding: chunked\r\n\r\nffff\r\n" + truth, .close = true};
    }));
    kinds.push_back(
        silent("silence", 0, [](const QByteArray &) { return ScriptedServer::Step{}; }));
    kinds.push_back(silent("silence after the header", 200, [](const QByteArray &truth) {
        return ScriptedServer::Step{.bytes = promising(truth.size())};
    }));
    kinds.push_back(silent("a byte at a time", 200, [](const QByteArray &) {
        return ScriptedServer::Step{.bytes = promising(1000) + QByteArray(1000, ' '),
                                    .dripEvery = 20};
    }));
}

void addRefused(std::vector<FaultKind> &kinds)
{
    kinds.push_back(refused("400", "400 Bad Request", u"INVALID_ARGUMENT"_s, true));
    kinds.push_back(
        refused("400, precondition", "400 Bad Request", u"FAILED_PRECONDITION"_s, true));
    kinds.push_back(refused("401", "401 Unauthorized", u"UNAUTHENTICATED"_s, false));
    kinds.push_back(refused("403", "403 Forbidden", u"PERMISSION_DENIED"_s, true));
    kinds.push_back(refused("404", "404 Not Found", u"NOT_FOUND"_s, true));
    kinds.push_back(refused("409", "409 Conflict", u"ALREADY_EXISTS"_s, true));
    kinds.push_back(refused("409, aborted", "409 Conflict", u"ABORTED"_s, false));
    const QByteArray tooMany = "429 Too Many Requests";
    const QString exhausted = u"RESOURCE_EXHAUSTED"_s;
    kinds.push_back(refused("429", tooMany, exhausted, false));
    kinds.push_back(
        refused("429, again at once", tooMany, exhausted, false, {{"Retry-After", "0"}}));
    kinds.push_back(
        refused("429, again in 2 s", tooMany, exhausted, false, {{"Retry-After", "2"}}));
    kinds.push_back(refused("429, again at a time", tooMany, exhausted, false,
                            {{"Retry-After", "Sun, 05 Apr 2026 12:00:30 GMT"}}));
    kinds.push_back(
        refused("429, again sometime", tooMany, exhausted, false, {{"Retry-After", "soon(ish)"}}));
    kinds.push_back(refused("500", "500 Internal Server Error", u"INTERNAL"_s, false));
    kinds.push_back(refused("502", "502 Bad Gateway", u"UNAVAILABLE"_s, false));
    kinds.push_back(refused("503", "503 Service Unavailable", u"UNAVAILABLE"_s, false));
    kinds.push_back(refused("503, again in 5 s", "503 Service Unavailable", u"UNAVAILABLE"_s, false,
                            {{"Retry-After", "5"}}));
    kinds.push_back(refused("504", "504 Gateway Timeout", u"DEADLINE_EXCEEDED"_s, false));
}

void addForeign(std::vector<FaultKind> &kinds)
{
    const Headers html{{"Content-Type", "text/html"}};
    const QByteArray page = "<html><body>Please sign in to the network</body></html>";
    kinds.push_back(answered("502, a page", "502 Bad Gateway", html, page));
    kinds.push_back(
        answered("520, a page", "520 Web Server Returned an Unknown Error", html, page));
    kinds.push_back(answered("511", "511 Network Authentication Required", html, page));
    kinds.push_back(answered("a page", "200 OK", html, page));
    kinds.push_back(answered("redirect to another host", "302 Found",
                             {{"Location", "https://portal.example/sign-in"}}, {}));
    kinds.push_back(
        answered("redirect to a file", "302 Found", {{"Location", "file:///etc/passwd"}}, {}));
    kinds.push_back(answered("redirect, as it is", "307 Temporary Redirect",
                             {{"Location", "https://portal.example/sign-in"}}, {}));
    kinds.push_back(
        answered("not JSON", "200 OK", {{"Content-Type", "text/plain"}}, "upstream connect error"));
    kinds.push_back(answered("nothing", "200 OK", {{"Content-Type", "application/json"}}, {}));
    kinds.push_back(answered("an array", "200 OK", {{"Content-Type", "application/json"}}, "[1]"));
    kinds.push_back(
        {.name = "gzip bomb",
         .report = [](bool write,
                      const api::HttpResponse &) { return failed(Kind::TooLarge, 200, {}, write); },
         .wire =
             [](const QByteArray &) {
                 return whole("200 OK", {{"Content-Encoding", "gzip"}},
                              gzip(QByteArray(qsizetype(20) * 1024 * 1024, ' ')));
             }});
}

void addSpoilt(std::vector<FaultKind> &kinds)
{
    kinds.push_back(spoilt(
        "half of the JSON",
        [](const QByteArray &json) -> QByteArray { return json.left(json.size() / 2); }, false));
    kinds.push_back(spoilt(
        "too deep",
        [](const QByteArray &) -> QByteArray {
            return "{\"a\":" + QByteArray(1100, '[') + QByteArray(1100, ']') + '}';
        },
        false));
    kinds.push_back(spoilt(
        "invalid UTF-8",
        [](const QByteArray &json) -> QByteArray {
            return json.left(json.lastIndexOf('}')) + ", \"note\": \"\xff\xfe\xc3\"}";
        },
        true));
    kinds.push_back(spoilt(
        "a byte order mark",
        [](const QByteArray &json) -> QByteArray { return "\xef\xbb\xbf" + json; }, true));
    kinds.push_back(spoilt(
        "fields nobody knows",
        [](const QByteArray &json) -> QByteArray {
            return withFields(json,
                              {{u"newField"_s, QJsonArray{1, QJsonObject{{u"a"_s, 1}}}},
                               {u"spaceThreadingState"_s, u"SOMETHING_NEW"_s},
                               {u"slashCommand"_s, QJsonValue()}});
        },
        true));
    kinds.push_back(spoilt(
        "numbers that overflow",
        [](const QByteArray &json) -> QByteArray {
            return withFields(
                json,
                {{u"membershipCount"_s, QJsonObject{{u"joinedDirectHumanUserCount"_s, 1e300}}},
                 {u"slashCommand"_s, QJsonObject{{u"commandId"_s, u"99999999999999999999999"_s}}}});
        },
        true));
    const QByteArray late = "Tue, 07 Apr 2026 12:00:00 GMT";
    const QByteArray early = "Fri, 03 Apr 2026 12:00:00 GMT";
    const auto asItIs = [](const QByteArray &json) -> QByteArray { return json; };
    kinds.push_back(spoilt("a clock two days ahead", asItIs, true,
                           {{"Content-Type", "application/json"}, {"Date", late}}));
    kinds.push_back(spoilt("a clock two days behind", asItIs, true,
                           {{"Content-Type", "application/json"}, {"Date", early}}));
}

QJsonObject objectOf(const api::HttpResponse &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

api::HttpResponse withObject(const QJsonObject &object)
{
    return jsonAnswer(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString tokenOf(const api::HttpRequest &request)
{
    return QUrlQuery(request.url).queryItemValue(u"pageToken"_s);
}

api::HttpRequest firstPage(api::HttpRequest request)
{
    QUrlQuery query(request.url);
    query.removeQueryItem(u"pageToken"_s);
    request.url.setQuery(query);
    return request;
}

// The list in an answer, whatever its name.
QString listKey(const QJsonObject &object)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.value().isArray())
            return it.key();
    }
    return {};
}

} // namespace

const std::vector<FaultKind> &faultKinds()
{
    static const std::vector<FaultKind> all = [] {
        std::vector<FaultKind> kinds;
        addBroken(kinds);
        addRefused(kinds);
        addForeign(kinds);
        addSpoilt(kinds);
        return kinds;
    }();
    return all;
}

const std::vector<AnswerKind> &listKinds()
{
    static const std::vector<AnswerKind> all{
        {"a page token that repeats", 6,
         [](const auto &request, const auto &serve) -> Answer {
             QJsonObject page = objectOf(serve(request));
             page.insert(u"nextPageToken"_s,
                         tokenOf(request).isEmpty() ? u"1"_s : tokenOf(request));
             return withObject(page);
         }},
        {"the first page again", 6,
         [](const auto &request, const auto &serve) -> Answer {
             QJsonObject page = objectOf(serve(request));
             const QJsonObject first = objectOf(serve(firstPage(request)));
             if (const QString key = listKey(first); !key.isEmpty())
                 page.insert(key, first.value(key));
             return withObject(page);
         }},
        {"an empty page with a token", 6,
         [](const auto &request, const auto &serve) -> Answer {
             Q_UNUSED(serve)
             const int page = tokenOf(request).toInt();
             return withObject({{u"nextPageToken"_s, QString::number(page)}}); // goes on as it is
         }},
        {"turned round", 6,
         [](const auto &request, const auto &serve) -> Answer {
             QJsonObject page = objectOf(serve(request));
             const QString key = listKey(page);
             QJsonArray turned;
             for (const QJsonValue item : page.value(key).toArray())
                 turned.prepend(item);
             if (!key.isEmpty())
                 page.insert(key, turned);
             return withObject(page);
         }},
        {"everything twice", 6,
         [](const auto &request, const auto &serve) -> Answer {
             QJsonObject page = objectOf(serve(request));
             const QString key = listKey(page);
             QJsonArray twice;
             for (const QJsonValue item : page.value(key).toArray()) {
                 twice.append(item);
                 twice.append(item);
             }
             if (!key.isEmpty())
                 page.insert(key, twice);
             return withObject(page);
         }},
        // Once: what moves with every listing never shows to anybody.
        {"an item moved to the page before", 2,
         [](const auto &request, const auto &serve) -> Answer {
             QJsonObject page = objectOf(serve(request));
             const QString key = listKey(page);
             if (tokenOf(request).isEmpty() || key.isEmpty())
                 return withObject(page);
             QJsonArray left = page.value(key).toArray();
             left.removeFirst();
             page.insert(key, left);
             return withObject(page);
         },
         true},
        {"an item moved to the page after", 6,
         [](const auto &request, const auto &serve) -> Answer {
             QJsonObject page = objectOf(serve(request));
             const QJsonObject first = objectOf(serve(firstPage(request)));
             const QString key = listKey(first);
             if (tokenOf(request).isEmpty() || key.isEmpty())
                 return withObject(page);
             QJsonArray more = page.value(key).toArray();
             more.prepend(first.value(key).toArray().last());
             page.insert(key, more);
             return withObject(page);
         }},
        {"an expired page token", 6,
         [](const auto &request, const auto &serve) -> Answer {
             return tokenOf(request).isEmpty() ? serve(request)
                                               : errorAnswer(400, u"INVALID_ARGUMENT"_s);
         }},
        {"an empty object", 1, [](const auto &, const auto &) -> Answer { return withObject({}); },
         true},
    };
    return all;
}

const std::vector<AnswerKind> &tokenKinds()
{
    static const std::vector<AnswerKind> all{
        {"a dead grant", 1,
         [](const auto &, const auto &) -> Answer {
             return jsonAnswer(R"({"error":"invalid_grant"})", 400);
         }},
        {"a client that is not known", 1,
         [](const auto &, const auto &) -> Answer {
             return jsonAnswer(R"({"error":"invalid_client"})", 401);
         }},
        {"a new refresh token", 1,
         [](const auto &, const auto &) -> Answer {
             return jsonAnswer(
                 R"({"access_token":"fresh","refresh_token":"rotated","expires_in":3600})");
         }},
        {"a token that has expired already", 1,
         [](const auto &, const auto &) -> Answer {
             return jsonAnswer(R"({"access_token":"stale","expires_in":0})");
         }},
        {"no token", 1, [](const auto &, const auto &) -> Answer { return jsonAnswer("{}"); }},
    };
    return all;
}

} // namespace linnet::test
