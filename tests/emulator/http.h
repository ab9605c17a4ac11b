// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QPair>
#include <QString>

#include <optional>

namespace emulator {

/// One HTTP request, complete. Knows nothing about Chat.
struct HttpRequest
{
    QByteArray verb;
    QByteArray target; ///< as on the request line
    QByteArray rawPath; ///< percent-encoded, without the query
    QList<QPair<QString, QString>> query; ///< decoded, in order
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QByteArray header(const char *name) const { return headers.value(name); }
    [[nodiscard]] std::optional<QString> queryValue(QStringView name) const;
};

/// Decodes application/x-www-form-urlencoded: a query or a posted form.
QList<QPair<QString, QString>> parseForm(const QByteArray &encoded);
QString decodePercent(const QByteArray &encoded);

struct HttpResponse
{
    HttpResponse() = default;
    /// A handler's usual answer: 200 with this object.
    HttpResponse(const QJsonObject &object); // NOLINT(google-explicit-constructor)

    int status = 200;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/json; charset=UTF-8");
    QList<QPair<QByteArray, QByteArray>> headers;

    static HttpResponse json(const QJsonObject &object, int status = 200);
    static HttpResponse html(const QByteArray &page, int status = 200);
    void setHeader(const QByteArray &name, const QByteArray &value);
};

/// How an answer travels: the faults that need the socket.
struct Delivery
{
    enum class Manner {
        Normal,
        Close, ///< FIN without a byte
        Reset, ///< RST without a byte
        CutHeader, ///< FIN in the middle of the header
        CutBody, ///< the promised Content-Length is not kept
        CutChunks, ///< chunked, closed before the last chunk
        NoLength, ///< no length, closed in the middle
        Drip, ///< a byte at a time
        HangBeforeHeaders,
        HangAfterHeaders,
    };
    Manner manner = Manner::Normal;
    int delayMs = 0;
    int dripMs = 200;
};

} // namespace emulator
