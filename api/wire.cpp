// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/wire.h"

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace linnet::api::wire {

namespace {

constexpr int DepthLimit = 32;

bool isClean(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isNull() || c.isLowSurrogate())
            return false;
        if (c.isHighSurrogate() && (++i == text.size() || !text[i].isLowSurrogate()))
            return false;
    }
    return true;
}

// The nearest number in range; nothing for NaN.
template <class Int> std::optional<Int> clamped(double value)
{
    if (std::isnan(value))
        return std::nullopt;
    // The largest double below 2^63 differs from max(): compare with >= before casting.
    if (value >= static_cast<double>(std::numeric_limits<Int>::max()))
        return std::numeric_limits<Int>::max();
    if (value <= static_cast<double>(std::numeric_limits<Int>::min()))
        return std::numeric_limits<Int>::min();
    return static_cast<Int>(value);
}

QJsonObject cleanObject(const QJsonObject &object, int depth)
{
    QJsonObject result;
    for (auto it = object.begin(); it != object.end(); ++it)
        result.insert(clean(it.key()), clean(QJsonValue(it.value()), depth));
    return result;
}

} // namespace

QString clean(const QString &text)
{
    if (isClean(text))
        return text;
    QString result = text;
    for (qsizetype i = 0; i < result.size(); ++i) {
        const QChar c = result[i];
        const bool pair
            = c.isHighSurrogate() && i + 1 < result.size() && result[i + 1].isLowSurrogate();
        if (pair)
            ++i;
        else if (c.isNull() || c.isSurrogate())
            result[i] = QChar::ReplacementCharacter;
    }
    return result;
}

QJsonValue clean(const QJsonValue &value, int depth)
{
    if (value.isString())
        return clean(value.toString());
    if (!value.isArray() && !value.isObject())
        return value;
    if (depth >= DepthLimit)
        return QJsonValue::Null;
    if (value.isObject())
        return cleanObject(value.toObject(), depth + 1);
    QJsonArray result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        result.append(clean(item, depth + 1));
    return result;
}

std::optional<QString> readString(const QJsonValue &value)
{
    if (value.isString())
        return clean(value.toString());
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (!value.isDouble())
        return std::nullopt;
    const double number = value.toDouble();
    if (number == std::floor(number) && std::abs(number) < 9e18)
        return QString::number(value.toInteger(static_cast<qint64>(number)));
    return QString::number(number, 'g', 17);
}

std::optional<bool> readBool(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool();
    if (value.isDouble())
        return value.toDouble() != 0;
    const QString text = value.toString();
    if (text.compare("true"_L1, Qt::CaseInsensitive) == 0 || text == "1"_L1)
        return true;
    if (text.compare("false"_L1, Qt::CaseInsensitive) == 0 || text == "0"_L1)
        return false;
    return std::nullopt;
}

std::optional<qint64> readInt64(const QJsonValue &value)
{
    if (value.isDouble()) {
        // toInteger() answers its default for what is no whole number: ask with two defaults.
        const qint64 exact = value.toInteger(0);
        if (exact != 0 || value.toInteger(1) == 0)
            return exact;
        return clamped<qint64>(value.toDouble());
    }
    if (!value.isString())
        return std::nullopt;
    bool ok = false;
    const QString text = value.toString().trimmed();
    const qint64 exact = text.toLongLong(&ok);
    if (ok)
        return exact;
    const double number = text.toDouble(&ok);
    return ok ? clamped<qint64>(number) : std::nullopt;
}

std::optional<qint32> readInt32(const QJsonValue &value)
{
    const auto wide = readInt64(value);
    if (!wide)
        return std::nullopt;
    constexpr qint64 low = std::numeric_limits<qint32>::min();
    constexpr qint64 high = std::numeric_limits<qint32>::max();
    return static_cast<qint32>(std::clamp(*wide, low, high));
}

std::optional<double> readDouble(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    if (!value.isString())
        return std::nullopt;
    bool ok = false;
    const double number = value.toString().trimmed().toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<QByteArray> readBytes(const QJsonValue &value)
{
    if (!value.isString())
        return std::nullopt;
    QByteArray text = value.toString().toLatin1();
    text.replace('-', '+').replace('_', '/');
    return QByteArray::fromBase64(text);
}

std::optional<Timestamp> readTime(const QJsonValue &value)
{
    if (value.isString())
        return Timestamp::fromString(value.toString());
    // Older clients of the service write {"seconds": …, "nanos": …}.
    const QJsonObject object = value.toObject();
    const auto seconds = readInt64(object["seconds"_L1]);
    if (!seconds || std::abs(*seconds) > 253'402'300'800)
        return std::nullopt;
    const qint64 nanos = readInt32(object["nanos"_L1]).value_or(0);
    return Timestamp::fromMicroseconds(*seconds * 1'000'000
                                       + std::clamp(nanos, 0LL, 999'999'999LL) / 1000);
}

std::optional<std::chrono::nanoseconds> readDuration(const QJsonValue &value)
{
    QString text = value.toString().trimmed();
    if (!text.endsWith(u's'))
        return std::nullopt;
    text.chop(1);
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || !(std::abs(seconds) <= 9e9))
        return std::nullopt;
    const double whole = std::trunc(seconds);
    const auto nanos = static_cast<qint64>(std::llround((seconds - whole) * 1e9));
    return std::chrono::seconds(static_cast<qint64>(whole)) + std::chrono::nanoseconds(nanos);
}

std::optional<QJsonValue> readJson(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    return clean(value);
}

std::optional<QJsonObject> readObject(const QJsonValue &value)
{
    return value.isObject() ? std::optional(clean(value).toObject()) : std::nullopt;
}

QJsonArray readArray(const QJsonValue &value)
{
    if (value.isArray())
        return value.toArray();
    if (value.isUndefined() || value.isNull())
        return {};
    return {value};
}

QJsonArray readObjects(const QJsonValue &value)
{
    QJsonArray result;
    const QJsonArray array = readArray(value);
    for (const QJsonValue &item : array) {
        if (item.isObject())
            result.append(clean(item));
    }
    return result;
}

QStringList readStrings(const QJsonValue &value)
{
    QStringList result;
    const QJsonArray array = readArray(value);
    for (const QJsonValue &item : array) {
        if (auto text = readString(item))
            result.append(*std::move(text));
    }
    return result;
}

QList<QJsonValue> readJsons(const QJsonValue &value)
{
    QList<QJsonValue> result;
    const QJsonArray array = readArray(value);
    for (const QJsonValue &item : array)
        result.append(clean(item));
    return result;
}

QString writeDuration(std::chrono::nanoseconds value)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(value);
    const qint64 nanos = std::abs((value - seconds).count());
    QString text = QString::number(std::abs(seconds.count()));
    if (value.count() < 0)
        text.prepend(u'-');
    if (nanos != 0)
        text += u'.' + QString::number(nanos).rightJustified(9, u'0');
    return text + u's';
}

Reader::Reader(const QJsonObject &object)
    : m_object(object)
{
    for (auto it = object.begin(); it != object.end() && !m_snake; ++it)
        m_snake = it.key().contains(u'_');
}

QJsonValue Reader::operator()(QLatin1StringView camel, QLatin1StringView snake) const
{
    const QJsonValue value = m_object.value(camel);
    return m_snake && (value.isUndefined() || value.isNull()) ? m_object.value(snake) : value;
}

QJsonValue Reader::operator()(QLatin1StringView name) const
{
    return m_object.value(name);
}

} // namespace linnet::api::wire
