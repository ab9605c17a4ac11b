// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace emulator {

/// The syntax common to the service's filters (AIP-160 in small): comparisons, AND, OR, NOT,
/// parentheses, functions and bare words. What a method allows of it is its own affair.
struct FilterNode
{
    enum class Kind {
        And,
        Or,
        Not,
        Comparison, ///< field op value
        Function, ///< field(value)
        Word, ///< value
    };
    Kind kind = Kind::Word;
    std::vector<FilterNode> children;
    QString field;
    QString op; ///< = != < > <= >= :
    QString value;
    bool quoted = false; ///< the value stood in quotation marks
};

/// Throws Refusal (INVALID_ARGUMENT) on bad syntax or when AND and OR mix without parentheses.
/// implicitAnd: words side by side are joined by AND, as searches allow.
FilterNode parseFilter(const QString &text, bool implicitAnd = false);

/// The comparisons of a filter as a conjunction of groups; each group is a disjunction over one
/// field. Throws when the filter has another shape (functions, NOT, nested groups).
struct FilterGroup
{
    QString field;
    std::vector<FilterNode> terms; ///< joined by OR
};
std::vector<FilterGroup> conjunction(const FilterNode &root);

/// "createTime" and "create_time" are the same field.
QString snakeCase(const QString &name);

} // namespace emulator
