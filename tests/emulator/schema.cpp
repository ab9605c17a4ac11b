// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema.h"

#include "clock.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QStringList strings(const QJsonValue &value)
{
    QStringList result;
    for (const QJsonValue item : value.toArray())
        result.append(item.toString());
    return result;
}

/// "spaces/*/messages/*" as a capture; "**" crosses slashes. A trailing ":verb" is literal.
QString nameExpression(const QString &pattern)
{
    QString result = QRegularExpression::escape(pattern);
    result.replace("\\*\\*"_L1, ".+"_L1);
    result.replace("\\*"_L1, "[^/]+"_L1);
    return u'(' + result + u')';
}

/// Both alphabets, with or without padding, as proto3's JSON permits.
bool isBase64(const QByteArray &text)
{
    const auto decodes = [&text](QByteArray::Base64Options alphabet) {
        return QByteArray::fromBase64Encoding(text,
                                              alphabet | QByteArray::AbortOnBase64DecodingErrors)
                   .decodingStatus
            == QByteArray::Base64DecodingStatus::Ok;
    };
    return decodes(QByteArray::Base64Encoding) || decodes(QByteArray::Base64UrlEncoding);
}

bool isWhole(const QJsonValue &value, double limit)
{
    double number = 0;
    if (value.isDouble()) {
        number = value.toDouble();
    } else if (value.isString()) {
        bool ok = false;
        number = value.toString().toDouble(&ok);
        if (!ok)
            return false;
    } else {
        return false;
    }
    return std::floor(number) == number && std::abs(number) <= limit;
}

} // namespace

Schema::Schema(const QJsonObject &description)
    : m_types(description.value("types"_L1).toObject())
    , m_enums(description.value("enums"_L1).toObject())
    , m_limits(description.value("limits"_L1).toObject())
{
    const QJsonObject raw = description.value("raw"_L1).toObject();
    for (auto at = raw.begin(); at != raw.end(); ++at)
        m_types.insert(at.key(), at.value());
    const QJsonObject methods = description.value("methods"_L1).toObject();
    const QString prefix = description.value("scopePrefix"_L1).toString();
    for (auto at = methods.begin(); at != methods.end(); ++at)
        addMethod(at.key(), at.value().toObject(), prefix);
    // "{name}:move" before "{name}", so that the verb is not taken for a part of the name.
    std::stable_sort(m_methods.begin(), m_methods.end(), [](const Method &a, const Method &b) {
        return a.path.pattern().size() > b.path.pattern().size();
    });
}

Schema Schema::fromResource()
{
    QFile file(u":/emulator/chat.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the description of the service is missing from the program");
    return Schema(QJsonDocument::fromJson(file.readAll()).object());
}

void Schema::addMethod(const QString &id, const QJsonObject &json, const QString &scopePrefix)
{
    Method method;
    method.id = id;
    method.verb = json.value("verb"_L1).toString().toLatin1();
    method.body = json.value("body"_L1).toString();
    method.answer = json.value("answer"_L1).toString();
    const QJsonObject names = json.value("names"_L1).toObject();
    QString path = QRegularExpression::escape(json.value("path"_L1).toString());
    for (auto at = names.begin(); at != names.end(); ++at) {
        path.replace("\\{"_L1 + at.key() + "\\}"_L1, nameExpression(at.value().toString()));
        method.parameters.append(at.key());
    }
    method.path.setPattern("^/"_L1 + path + u'$');
    const QJsonObject query = json.value("query"_L1).toObject();
    for (auto at = query.begin(); at != query.end(); ++at)
        method.query.insert(at.key(), at.value().toString());
    const QJsonObject page = json.value("page"_L1).toObject();
    method.pageDefault = page.value("default"_L1).toInt(100);
    method.pageMaximum = page.value("max"_L1).toInt(1000);
    method.pageInBody = page.value("in"_L1).toString() == "body"_L1;
    method.quota = json.value("quota"_L1).toString();
    method.perSpace = json.value("perSpace"_L1).toString();
    method.auth = strings(json.value("auth"_L1));
    for (const QString &scope : strings(json.value("scopes"_L1)))
        method.scopes.append(scope.startsWith("http"_L1) ? scope : QString(scopePrefix + scope));
    m_methods.push_back(method);
}

const Method *Schema::method(const QString &id) const
{
    const auto found = std::find_if(m_methods.begin(), m_methods.end(),
                                    [&](const Method &m) { return m.id == id; });
    return found == m_methods.end() ? nullptr : &*found;
}

bool Schema::hasField(const QString &type, const QString &field) const
{
    return m_types.value(type).toObject().contains(field);
}

std::optional<QString> Schema::typeOfField(const QString &type, const QString &field) const
{
    if (!m_types.contains(type))
        return type.isEmpty() ? std::nullopt : std::optional(type);
    const QJsonObject fields = m_types.value(type).toObject();
    if (!fields.contains(field))
        return std::nullopt;
    QString base = fields.value(field).toString().section(u' ', 0, 0);
    if (base.startsWith(u'['))
        base = base.mid(1, base.size() - 2).section(u' ', 0, 0);
    static const QStringList plain{u"enum"_s,  u"string"_s, u"bytes"_s,   u"mask"_s,
                                   u"bool"_s,  u"int32"_s,  u"int64"_s,   u"double"_s,
                                   u"float"_s, u"time"_s,   u"duration"_s};
    return plain.contains(base) ? QString() : base;
}

QString Schema::notation(const QString &type, const QString &field) const
{
    const QString found = m_types.value(type).toObject().value(field).toString();
    return found.startsWith(u'[') ? found.mid(1).section(u']', 0, 0) : found;
}

std::optional<QString> Schema::complaint(const QJsonObject &value, const QString &type,
                                         const QString &at) const
{
    if (!m_types.contains(type))
        return std::nullopt;
    const QJsonObject fields = m_types.value(type).toObject();
    for (auto entry = value.begin(); entry != value.end(); ++entry) {
        const QString where = at.isEmpty() ? entry.key() : QString(at % u'.' % entry.key());
        if (!fields.contains(entry.key())) {
            return QString("Invalid JSON payload received. Unknown name \""_L1 + entry.key()
                           + "\" at '"_L1 + at + "': Cannot find field."_L1);
        }
        if (entry.value().isNull())
            continue;
        auto wrong = fieldComplaint(entry.value(), fields.value(entry.key()).toString(), where);
        if (wrong)
            return wrong;
    }
    return std::nullopt;
}

std::optional<QString> Schema::fieldComplaint(const QJsonValue &value, const QString &notation,
                                              const QString &at) const
{
    const QStringList words = notation.split(u' ');
    const QString &base = words.first();
    const QString wrong = "Invalid value at '"_L1 + at + "' ("_L1 + notation + u')';
    if (base.startsWith(u'[')) {
        if (!value.isArray())
            return wrong;
        int index = 0;
        for (const QJsonValue item : value.toArray()) {
            auto inner = fieldComplaint(item, base.mid(1, base.size() - 2),
                                        at % u'[' % QString::number(index++) % u']');
            if (inner)
                return inner;
        }
        return std::nullopt;
    }
    bool fits = true;
    if (base == "enum"_L1) {
        fits
            = value.isString() && strings(m_enums.value(words.value(1))).contains(value.toString());
    } else if (base == "string"_L1 || base == "mask"_L1) {
        fits = value.isString();
    } else if (base == "bytes"_L1) {
        fits = value.isString() && isBase64(value.toString().toLatin1());
    } else if (base == "bool"_L1) {
        fits = value.isBool();
    } else if (base == "int32"_L1) {
        fits = isWhole(value, 2147483647.0);
    } else if (base == "int64"_L1) {
        fits = isWhole(value, 9.3e18);
    } else if (base == "double"_L1 || base == "float"_L1) {
        fits = value.isDouble();
    } else if (base == "time"_L1) {
        fits = value.isString() && fromRfc3339(value.toString());
    } else if (base == "duration"_L1) {
        fits = value.isString() && fromDuration(value.toString());
    } else if (m_types.contains(base)) {
        if (value.isObject())
            return complaint(value.toObject(), base, at);
        fits = false;
    }
    return fits ? std::nullopt : std::optional<QString>(wrong);
}

std::optional<QString> Schema::queryComplaint(const Method &method, const QString &name,
                                              const QString &value) const
{
    // Parameters that every method of the service takes.
    static const QStringList standard{
        u"alt"_s,  u"fields"_s,       u"key"_s,     u"prettyPrint"_s, u"quotaUser"_s,
        u"$alt"_s, u"$prettyPrint"_s, u"$.xgafv"_s, u"uploadType"_s,  u"upload_protocol"_s};
    if (name == "alt"_L1 || name == "$alt"_L1) {
        const bool media = value == "media"_L1
            && (method.id == "media.download"_L1 || method.id == "media.upload"_L1);
        if (value != "json"_L1 && !media)
            return QString("Invalid value at 'alt': \""_L1 + value + u'"');
    }
    if (standard.contains(name))
        return std::nullopt;
    const QString notation = method.query.value(name);
    if (notation.isEmpty()) {
        return QString("Invalid JSON payload received. Unknown name \""_L1 + name
                       + "\": Cannot bind query parameter. Field '"_L1 + name
                       + "' could not be found in request message."_L1);
    }
    const QStringList words = notation.split(u' ');
    QJsonValue json = value;
    if (words.first() == "bool"_L1) {
        if (value != "true"_L1 && value != "false"_L1)
            return QString("Invalid value at '"_L1 + name + "' (TYPE_BOOL), \""_L1 + value + u'"');
        json = value == "true"_L1;
    }
    if (words.first().startsWith(u'['))
        return std::nullopt;
    return fieldComplaint(json, notation, name);
}

int Schema::projectLimit(const QString &quota) const
{
    return m_limits.value("perProjectMinute"_L1).toObject().value(quota).toInt();
}

int Schema::spaceLimit(const QString &kind) const
{
    return m_limits.value("perSpaceSecond"_L1).toObject().value(kind).toInt();
}

} // namespace emulator
