// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

namespace linnet::ui::cards {

// A JSON object as it is found in the wild: keys in camelCase or snake_case, booleans and numbers
// as strings, null for what is absent, any type in any place. Whatever does not fit reads as
// absent.
class Node
{
public:
    Node() = default;
    explicit Node(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    [[nodiscard]] bool isEmpty() const { return m_object.isEmpty(); }
    [[nodiscard]] const QJsonObject &object() const { return m_object; }
    // Undefined for absent and null.
    [[nodiscard]] QJsonValue value(QLatin1StringView camelCase) const;
    [[nodiscard]] bool has(QLatin1StringView key) const { return !value(key).isUndefined(); }
    // A string, or a number or boolean as it is written.
    [[nodiscard]] QString string(QLatin1StringView key) const;
    [[nodiscard]] bool flag(QLatin1StringView key, bool otherwise = false) const;
    [[nodiscard]] double number(QLatin1StringView key, double otherwise = 0) const;
    [[nodiscard]] Node child(QLatin1StringView key) const;
    // A list, or a single object as a list of one; only objects are kept, at most so many.
    [[nodiscard]] QList<Node> list(QLatin1StringView key, qsizetype most,
                                   bool *cut = nullptr) const;

private:
    QJsonObject m_object;
};

// "imageUrl" as "image_url".
[[nodiscard]] QString snakeCase(QLatin1StringView camelCase);

} // namespace linnet::ui::cards
