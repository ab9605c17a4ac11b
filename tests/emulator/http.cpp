// SPDX-License-Identifier: GPL-3.0-or-later
#include "http.h"

#include <QJsonDocument>

namespace emulator {

std::optional<QString> HttpRequest::queryValue(QStringView name) const
{
    for (const auto &[key, value] : query) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

QString decodePercent(const QByteArray &encoded)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(encoded));
}

QList<QPair<QString, QString>> parseForm(const QByteArray &encoded)
{
    QList<QPair<QString, QString>> result;
    for (QByteArray part : encoded.split('&')) {
        if (part.isEmpty())
            continue;
        part.replace('+', ' ');
        const qsizetype equals = part.indexOf('=');
        const QByteArray key = equals < 0 ? part : part.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : part.mid(equals + 1);
        result.append({decodePercent(key), decodePercent(value)});
    }
    return result;
}

HttpResponse::HttpResponse(const QJsonObject &object)
    : body(QJsonDocument(object).toJson(QJsonDocument::Compact))
{
}

HttpResponse HttpResponse::json(const QJsonObject &object, int status)
{
    HttpResponse response(object);
    response.status = status;
    return response;
}

HttpResponse HttpResponse::html(const QByteArray &page, int status)
{
    HttpResponse response;
    response.status = status;
    response.contentType = QByteArrayLiteral("text/html; charset=UTF-8");
    response.body = page;
    return response;
}

void HttpResponse::setHeader(const QByteArray &name, const QByteArray &value)
{
    headers.append({name, value});
}

} // namespace emulator
