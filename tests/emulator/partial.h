// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema.h"

#include <map>

namespace emulator {

/// The standard parameter "fields": which parts of an answer are wanted. Paths are separated by
/// commas, their segments by "/" or ".", "a(b,c)" is short for "a/b,a/c", "*" is any field; a list
/// stands for its elements.
class PartialAnswer
{
public:
    /// Throws Refusal (INVALID_ARGUMENT) on bad syntax.
    explicit PartialAnswer(const QString &selection);

    /// Refuses a path that the type does not have. Types that the description does not know fit
    /// all.
    void check(const Schema &schema, const QString &type) const;
    [[nodiscard]] QJsonObject of(const QJsonObject &answer) const;

private:
    /// Without children: everything below is wanted.
    struct Node
    {
        std::map<QString, Node> children;
    };
    class Parser;

    static void check(const Node &node, const Schema &schema, const QString &type,
                      const QString &at);
    static QJsonValue of(const Node &node, const QJsonValue &value);

    Node m_root;
};

} // namespace emulator
