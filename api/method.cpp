// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/method.h"

#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet::api {

QByteArray verbName(Verb verb)
{
    switch (verb) {
    case Verb::Get:
        return "GET"_ba;
    case Verb::Post:
        return "POST"_ba;
    case Verb::Put:
        return "PUT"_ba;
    case Verb::Patch:
        return "PATCH"_ba;
    case Verb::Delete:
        return "DELETE"_ba;
    }
    Q_UNREACHABLE();
}

namespace wire {

namespace {

// '*' is one segment, "**" any number of them.
bool matches(const QStringList &segments, QLatin1StringView pattern)
{
    if (pattern == "**"_L1)
        return true;
    const QStringList wanted = QString(pattern).split(u'/');
    if (wanted.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i] != u'*' && wanted[i] != segments[i])
            return false;
    }
    return true;
}

} // namespace

CallBuilder::CallBuilder(const MethodInfo &method)
{
    m_call.method = &method;
    m_call.repeatable = method.idempotent;
}

void CallBuilder::refuse(const QString &why)
{
    if (!m_error)
        m_error = Error{.kind = Error::Kind::InvalidArgument, .reason = u"LOCAL"_s, .message = why};
}

CallBuilder &CallBuilder::path(QLatin1StringView literal)
{
    m_call.path += QByteArrayView(literal.data(), literal.size());
    return *this;
}

CallBuilder &CallBuilder::name(const QString &value, QLatin1StringView pattern)
{
    const QStringList segments = value.split(u'/');
    for (const QString &segment : segments) {
        if (segment.isEmpty() || segment == u'.' || segment == u".."_s) {
            refuse(u"a resource name with an empty or relative part"_s);
            return *this;
        }
    }
    if (!matches(segments, pattern)) {
        refuse(u"the resource name does not look like "_s + pattern);
        return *this;
    }
    QByteArrayList encoded;
    for (const QString &segment : segments)
        encoded.append(QUrl::toPercentEncoding(segment));
    m_call.path += encoded.join('/');
    if (segments.size() >= 2 && segments[0] == u"spaces"_s
        && m_call.method->spaceQuota != SpaceQuota::None)
        m_call.space = segments[0] + u'/' + segments[1];
    return *this;
}

CallBuilder &CallBuilder::query(QLatin1StringView key, const std::optional<QString> &value)
{
    if (!value)
        return *this;
    if (!m_call.query.isEmpty())
        m_call.query += '&';
    m_call.query += QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(*value);
    return *this;
}

CallBuilder &CallBuilder::query(QLatin1StringView key, std::optional<qint32> value)
{
    return value ? query(key, std::optional(QString::number(*value))) : *this;
}

CallBuilder &CallBuilder::query(QLatin1StringView key, std::optional<bool> value)
{
    return value ? query(key, std::optional(*value ? u"true"_s : u"false"_s)) : *this;
}

CallBuilder &CallBuilder::query(QLatin1StringView key, const QStringList &values)
{
    for (const QString &value : values)
        query(key, std::optional(value));
    return *this;
}

CallBuilder &CallBuilder::mask(QLatin1StringView key, const FieldMask &mask, bool required)
{
    if (mask.isEmpty())
        return require(key, !required);
    return query(key, std::optional(mask.toString()));
}

CallBuilder &CallBuilder::require(QLatin1StringView key, bool present)
{
    if (!present)
        refuse(key + u" is missing"_s);
    return *this;
}

CallBuilder &CallBuilder::body(const QJsonObject &object)
{
    m_call.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return *this;
}

CallBuilder &CallBuilder::repeatable(bool yes)
{
    m_call.repeatable = yes;
    return *this;
}

Result<Call> CallBuilder::done()
{
    if (m_error)
        return tl::unexpected(*std::move(m_error));
    return std::move(m_call);
}

} // namespace wire
} // namespace linnet::api
