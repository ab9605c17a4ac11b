// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/timestamp.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

// How single values are read from and written to JSON, for the generated code. Reading never
// fails: what cannot be understood is absent. The service writes integers as numbers, floats or
// strings, booleans as strings, objects as null and keys in camelCase or snake_case.
namespace linnet::api {

// An optional message that may be incomplete where it is declared; copies are deep, so the holder
// stays a value. Reads like std::optional.
template <class T> class Boxed
{
public:
    Boxed() = default;
    Boxed(std::nullopt_t) { }
    Boxed(T value)
        : m_value(std::make_unique<T>(std::move(value)))
    {
    }
    Boxed(const Boxed &other)
        : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr)
    {
    }
    Boxed(Boxed &&) noexcept = default;
    ~Boxed() = default;
    Boxed &operator=(const Boxed &other)
    {
        if (this != &other)
            m_value = other.m_value ? std::make_unique<T>(*other.m_value) : nullptr;
        return *this;
    }
    Boxed &operator=(Boxed &&) noexcept = default;

    [[nodiscard]] bool has_value() const { return m_value != nullptr; }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] const T &operator*() const { return *m_value; }
    [[nodiscard]] T &operator*() { return *m_value; }
    const T *operator->() const { return m_value.get(); }
    T *operator->() { return m_value.get(); }
    [[nodiscard]] T value_or(T other) const { return m_value ? *m_value : std::move(other); }
    T &emplace() { return *(m_value = std::make_unique<T>()); }
    void reset() { m_value.reset(); }

    friend bool operator==(const Boxed &a, const Boxed &b)
    {
        return a.m_value && b.m_value ? *a.m_value == *b.m_value : !a.m_value && !b.m_value;
    }

private:
    std::unique_ptr<T> m_value;
};

// The paths of an update, as they go into updateMask. Left empty in a request, the generated code
// fills in the fields that are present in the body; name them to clear a field.
class FieldMask
{
public:
    FieldMask() = default;
    FieldMask(std::initializer_list<QString> paths)
        : m_paths(paths)
    {
    }
    FieldMask(QStringList paths)
        : m_paths(std::move(paths))
    {
    }
    [[nodiscard]] bool isEmpty() const { return m_paths.isEmpty(); }
    [[nodiscard]] const QStringList &paths() const { return m_paths; }
    [[nodiscard]] QString toString() const { return m_paths.join(u','); }
    FieldMask &add(const QString &path)
    {
        m_paths.append(path);
        return *this;
    }
    friend bool operator==(const FieldMask &, const FieldMask &) = default;

private:
    QStringList m_paths;
};

namespace wire {

// Text that SQLite, JSON and the eye survive: lone surrogates and U+0000 become U+FFFD.
[[nodiscard]] QString clean(const QString &text);
// The same for JSON kept raw; what lies deeper than 32 levels is dropped.
[[nodiscard]] QJsonValue clean(const QJsonValue &value, int depth = 0);

[[nodiscard]] std::optional<QString> readString(const QJsonValue &value);
[[nodiscard]] std::optional<bool> readBool(const QJsonValue &value);
[[nodiscard]] std::optional<qint32> readInt32(const QJsonValue &value); // clamped to its range
[[nodiscard]] std::optional<qint64> readInt64(const QJsonValue &value); // clamped to its range
[[nodiscard]] std::optional<double> readDouble(const QJsonValue &value);
[[nodiscard]] std::optional<QByteArray> readBytes(
    const QJsonValue &value); // either base64 alphabet
[[nodiscard]] std::optional<Timestamp> readTime(const QJsonValue &value);
[[nodiscard]] std::optional<std::chrono::nanoseconds> readDuration(const QJsonValue &value);
[[nodiscard]] std::optional<QJsonValue> readJson(const QJsonValue &value);
[[nodiscard]] std::optional<QJsonObject> readObject(const QJsonValue &value);
// A list, also when one element came without its list.
[[nodiscard]] QJsonArray readArray(const QJsonValue &value);
[[nodiscard]] QJsonArray readObjects(const QJsonValue &value); // raw, cleaned, objects only
[[nodiscard]] QStringList readStrings(const QJsonValue &value);
[[nodiscard]] QList<QJsonValue> readJsons(const QJsonValue &value);

[[nodiscard]] QString writeDuration(std::chrono::nanoseconds value);

// One JSON object, asked field by field; the snake_case spelling is looked up only where the
// object has such keys at all.
class Reader
{
public:
    explicit Reader(const QJsonObject &object);
    [[nodiscard]] QJsonValue operator()(QLatin1StringView camel, QLatin1StringView snake) const;
    [[nodiscard]] QJsonValue operator()(QLatin1StringView name) const;

private:
    const QJsonObject &m_object;
    bool m_snake = false;
};

template <class T> [[nodiscard]] Boxed<T> readMessage(const QJsonValue &value)
{
    return value.isObject() ? Boxed<T>(T::fromJson(value.toObject())) : Boxed<T>();
}

template <class T> [[nodiscard]] QList<T> readMessages(const QJsonValue &value)
{
    QList<T> list;
    const QJsonArray array = readArray(value);
    list.reserve(array.size());
    for (const QJsonValue &item : array) {
        if (item.isObject())
            list.append(T::fromJson(item.toObject()));
    }
    return list;
}

template <class E> [[nodiscard]] std::optional<E> readEnum(const QJsonValue &value)
{
    const auto text = readString(value);
    return text && !text->isEmpty() ? std::optional<E>(E::fromString(*text)) : std::nullopt;
}

template <class T> [[nodiscard]] QJsonArray writeMessages(const QList<T> &list)
{
    QJsonArray array;
    for (const T &item : list)
        array.append(item.toJson());
    return array;
}

} // namespace wire
} // namespace linnet::api
