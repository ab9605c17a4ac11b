// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults.h"

#include "refusal.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

const QStringList &kinds()
{
    static const QStringList all{u"close"_s,        u"reset"_s,      u"cut-header"_s,
                                 u"cut-body"_s,     u"cut-chunks"_s, u"no-length"_s,
                                 u"drip"_s,         u"hang"_s,       u"hang-body"_s,
                                 u"slow"_s,         u"html"_s,       u"redirect"_s,
                                 u"gzip"_s,         u"gzip-bomb"_s,  u"invalid-utf8"_s,
                                 u"deep-json"_s,    u"cut-json"_s,   u"empty"_s,
                                 u"not-json"_s,     u"page-loop"_s,  u"duplicate-page"_s,
                                 u"sloppy"_s,       u"date-skew"_s,  u"invalid_grant"_s,
                                 u"int-overflow"_s, u"reversed"_s,   u"expired-page-token"_s,
                                 u"empty-object"_s, u"oauth-error"_s};
    return all;
}

bool isStatus(const QString &kind)
{
    bool ok = false;
    const int code = kind.toInt(&ok);
    return ok && code >= 400 && code < 600;
}

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char c : bytes) {
        crc ^= static_cast<quint8>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int shift = 0; shift < 32; shift += 8)
        bytes += char((value >> shift) & 0xff);
    return bytes;
}

/// RFC 1952 around the deflate stream that qCompress makes (length, zlib header … adler).
QByteArray gzip(const QByteArray &bytes)
{
    const QByteArray packed = qCompress(bytes, 9);
    const QByteArray head("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
    return head + packed.mid(6, packed.size() - 10) + littleEndian(crc32(bytes))
        + littleEndian(quint32(bytes.size()));
}

QString statusName(int code)
{
    switch (code) {
    case 400:
        return u"INVALID_ARGUMENT"_s;
    case 401:
        return u"UNAUTHENTICATED"_s;
    case 403:
        return u"PERMISSION_DENIED"_s;
    case 404:
        return u"NOT_FOUND"_s;
    case 409:
        return u"ALREADY_EXISTS"_s;
    case 429:
        return u"RESOURCE_EXHAUSTED"_s;
    case 500:
        return u"INTERNAL"_s;
    case 504:
        return u"DEADLINE_EXCEEDED"_s;
    default:
        return u"UNAVAILABLE"_s;
    }
}

/// The answer with its lists the other way round: events before their messages, pages swapped.
QByteArray reversed(const QByteArray &body)
{
    QJsonObject json = QJsonDocument::fromJson(body).object();
    for (auto at = json.begin(); at != json.end(); ++at) {
        QJsonArray turned;
        for (const QJsonValue item : at.value().toArray())
            turned.prepend(item);
        if (!turned.isEmpty())
            at.value() = turned;
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace

std::optional<QString> FaultPlan::load(const QJsonObject &json)
{
    std::vector<Fault> faults;
    for (const QJsonValue value : json.value("faults"_L1).toArray()) {
        const QJsonObject o = value.toObject();
        Fault fault;
        fault.match.setPattern(o.value("match"_L1).toString(u".*"_s));
        if (!fault.match.isValid())
            return QString("fault: bad expression: "_L1 + fault.match.errorString());
        const QString phase = o.value("phase"_L1).toString(u"before"_s);
        if (phase != "before"_L1 && phase != "after"_L1)
            return QString("fault: phase is before or after, not "_L1 + phase);
        fault.after = phase == "after"_L1;
        const QJsonValue kind = o.value("kind"_L1);
        fault.kind = kind.isDouble() ? QString::number(kind.toInt()) : kind.toString();
        if (!kinds().contains(fault.kind) && !isStatus(fault.kind))
            return QString("fault: unknown kind: "_L1 + fault.kind);
        for (const QJsonValue n : o.value("nth"_L1).toArray())
            fault.nth.insert(n.toInt());
        fault.probability = o.value("probability"_L1).toDouble(1);
        fault.times = o.value("times"_L1).toInt(-1);
        fault.seconds = o.value("seconds"_L1).toDouble(fault.kind == "drip"_L1 ? 0.2 : 5);
        fault.more = o;
        faults.push_back(fault);
    }
    m_faults = std::move(faults);
    m_random.seed(quint64(json.value("seed"_L1).toInteger(1)));
    return std::nullopt;
}

std::optional<Fault> FaultPlan::pick(const QByteArray &verb, const QByteArray &path)
{
    const QString line = QString::fromLatin1(verb) % u' ' % QString::fromLatin1(path);
    for (Fault &fault : m_faults) {
        if (!fault.match.match(line).hasMatch())
            continue;
        ++fault.matched;
        if (fault.times >= 0 && fault.fired >= fault.times)
            continue;
        if (!fault.nth.isEmpty()) {
            if (!fault.nth.contains(fault.matched))
                continue;
        } else if (fault.probability < 1) {
            // Not a distribution of the library: those differ between implementations.
            if (double(m_random() >> 11) * 0x1p-53 >= fault.probability)
                continue;
        }
        ++fault.fired;
        return fault;
    }
    return std::nullopt;
}

QJsonArray FaultPlan::report() const
{
    QJsonArray result;
    for (const Fault &fault : m_faults) {
        result.append(QJsonObject{{u"match"_s, fault.match.pattern()},
                                  {u"kind"_s, fault.kind},
                                  {u"phase"_s, fault.after ? u"after"_s : u"before"_s},
                                  {u"matched"_s, fault.matched},
                                  {u"fired"_s, fault.fired}});
    }
    return result;
}

Delivery deliveryFor(const Fault &fault)
{
    using Manner = Delivery::Manner;
    static const QHash<QString, Manner> manners{{u"close"_s, Manner::Close},
                                                {u"reset"_s, Manner::Reset},
                                                {u"cut-header"_s, Manner::CutHeader},
                                                {u"cut-body"_s, Manner::CutBody},
                                                {u"cut-chunks"_s, Manner::CutChunks},
                                                {u"no-length"_s, Manner::NoLength},
                                                {u"drip"_s, Manner::Drip},
                                                {u"hang"_s, Manner::HangBeforeHeaders},
                                                {u"hang-body"_s, Manner::HangAfterHeaders}};
    Delivery delivery;
    delivery.manner = manners.value(fault.kind, Manner::Normal);
    delivery.dripMs = int(fault.seconds * 1000);
    return delivery;
}

bool replacesAnswer(const Fault &fault)
{
    static const QStringList own{u"html"_s,      u"redirect"_s,     u"invalid_grant"_s,
                                 u"gzip-bomb"_s, u"deep-json"_s,    u"empty"_s,
                                 u"not-json"_s,  u"empty-object"_s, u"oauth-error"_s};
    return isStatus(fault.kind) || own.contains(fault.kind);
}

HttpResponse replacement(const Fault &fault)
{
    static const QByteArray portal
        = "<!doctype html><html><head><title>Welcome</title></head><body><h1>Guest network</h1>"
          "<p>Please accept the terms to go online.</p></body></html>";
    const QString retryAfter = fault.more.value("retryAfter"_L1).toVariant().toString();
    HttpResponse response;
    if (isStatus(fault.kind)) {
        const int code = fault.kind.toInt();
        if (fault.more.value("html"_L1).toBool() || code == 520)
            response = HttpResponse::html("<html><title>Error</title><h1>Error</h1></html>", code);
        else if (code == 401)
            response = Refusal::unauthenticated().response();
        else
            response
                = Refusal{code, statusName(code), u"Injected by the emulator."_s, {}}.response();
        if (!retryAfter.isEmpty())
            response.setHeader("Retry-After", retryAfter.toLatin1());
    } else if (fault.kind == "html"_L1) {
        response = HttpResponse::html(portal);
    } else if (fault.kind == "redirect"_L1) {
        response = HttpResponse::html("", fault.more.value("status"_L1).toInt(302));
        response.setHeader(
            "Location",
            fault.more.value("location"_L1).toString(u"http://127.0.0.2:9/elsewhere"_s).toLatin1());
    } else if (fault.kind == "invalid_grant"_L1) {
        response = HttpResponse::json(
            {{u"error"_s, u"invalid_grant"_s},
             {u"error_description"_s, u"Token has been expired or revoked."_s}},
            400);
    } else if (fault.kind == "oauth-error"_L1) {
        response = HttpResponse::json(
            {{u"error"_s, fault.more.value("error"_L1).toString(u"access_denied"_s)},
             {u"error_description"_s, fault.more.value("description"_L1).toString()}},
            fault.more.value("status"_L1).toInt(403));
    } else if (fault.kind == "gzip-bomb"_L1) {
        response.body
            = gzip("{\"messages\":[\"" + QByteArray(qsizetype(64) * 1024 * 1024, 'x') + "\"]}");
        response.setHeader("Content-Encoding", "gzip");
    } else if (fault.kind == "deep-json"_L1) {
        response.body = "{\"messages\":" + QByteArray(1100, '[') + QByteArray(1100, ']') + '}';
    } else if (fault.kind == "not-json"_L1) {
        response.body = "upstream connect error or disconnect/reset before headers";
        response.contentType = "text/plain";
    } else if (fault.kind == "empty-object"_L1) {
        response.body = "{}";
    }
    return response;
}

HttpResponse spoilt(const Fault &fault, const HttpRequest &request, HttpResponse response,
                    const AnswerForm &form)
{
    if (fault.kind == "gzip"_L1) {
        response.body = gzip(response.body);
        response.setHeader("Content-Encoding", "gzip");
    } else if (fault.kind == "cut-json"_L1) {
        response.body.truncate(response.body.size() / 2);
    } else if (fault.kind == "invalid-utf8"_L1) {
        const qsizetype quote = response.body.lastIndexOf('"');
        response.body.insert(std::max<qsizetype>(quote, 0), "\xff\xfe\xc3");
    } else if (fault.kind == "page-loop"_L1) {
        QJsonObject json = QJsonDocument::fromJson(response.body).object();
        const QString own = request.queryValue(u"pageToken").value_or(QString());
        if (!own.isEmpty())
            json.insert("nextPageToken"_L1, own);
        response.body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    } else if (fault.kind == "sloppy"_L1 || fault.kind == "int-overflow"_L1) {
        response.body = loosened(
            response.body, fault.kind == "sloppy"_L1 ? Leniency::Sloppy : Leniency::Overflow, form);
    } else if (fault.kind == "reversed"_L1) {
        response.body = reversed(response.body);
    } else if (fault.kind == "expired-page-token"_L1 && request.queryValue(u"pageToken")) {
        response
            = Refusal::invalidField(u"page_token"_s, u"The page token has expired."_s).response();
    } else if (fault.kind == "date-skew"_L1) {
        const QDateTime when = QDateTime::currentDateTimeUtc().addSecs(qint64(fault.seconds));
        response.headers.removeIf([](const auto &header) { return header.first == "Date"; });
        response.setHeader(
            "Date", QLocale::c().toString(when, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1());
    }
    return response;
}

} // namespace emulator
