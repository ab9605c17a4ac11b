// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"

#include "refusal.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

[[noreturn]] void fail(const QString &filter)
{
    throw Refusal::invalid("Invalid filter: \""_L1 + filter + u'"');
}

class Parser
{
public:
    Parser(const QString &text, bool implicitAnd)
        : m_text(text)
        , m_implicitAnd(implicitAnd)
    {
    }

    FilterNode parse()
    {
        next();
        FilterNode root = expression();
        if (!m_token.isEmpty())
            fail(m_text);
        return root;
    }

private:
    void next()
    {
        static const QRegularExpression form(
            u"\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[<>!]=|[=<>:()]|[^\\s\"=<>:()!]+)"_s);
        static const QRegularExpression space(u"^\\s*$"_s);
        const QRegularExpressionMatch match
            = form.match(m_text, m_at, QRegularExpression::NormalMatch,
                         QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch()) {
            if (!space.match(m_text.mid(m_at)).hasMatch())
                fail(m_text);
            m_token.clear();
            return;
        }
        m_token = match.captured(1);
        m_at = match.capturedEnd();
    }

    [[nodiscard]] bool ends() const { return m_token.isEmpty() || m_token == ")"_L1; }

    FilterNode expression()
    {
        std::vector<FilterNode> items;
        QString joined;
        items.push_back(item());
        while (!ends()) {
            QString word = u"AND"_s;
            if (m_token == "AND"_L1 || m_token == "OR"_L1) {
                word = m_token;
                next();
            } else if (!m_implicitAnd) {
                fail(m_text);
            }
            if (!joined.isEmpty() && joined != word)
                fail(m_text); // precedence needs parentheses
            joined = word;
            items.push_back(item());
        }
        if (items.size() == 1)
            return items.front();
        FilterNode node;
        node.kind = joined == "OR"_L1 ? FilterNode::Kind::Or : FilterNode::Kind::And;
        node.children = std::move(items);
        return node;
    }

    FilterNode item()
    {
        if (ends())
            fail(m_text);
        if (m_token == "NOT"_L1) {
            next();
            FilterNode node;
            node.kind = FilterNode::Kind::Not;
            node.children.push_back(item());
            return node;
        }
        if (m_token == "("_L1) {
            next();
            FilterNode node = expression();
            close();
            return node;
        }
        return comparison();
    }

    void close()
    {
        if (m_token != ")"_L1)
            fail(m_text);
        next();
    }

    static bool isOperator(const QString &token)
    {
        static const QStringList all{u"="_s, u"!="_s, u"<"_s, u">"_s, u"<="_s, u">="_s, u":"_s};
        return all.contains(token);
    }

    void takeValue(FilterNode &node)
    {
        if (ends() || isOperator(m_token) || m_token == "("_L1)
            fail(m_text);
        node.quoted = m_token.startsWith(u'"');
        node.value = node.quoted ? m_token.mid(1, m_token.size() - 2) : m_token;
        node.value.replace("\\\""_L1, "\""_L1);
        next();
    }

    FilterNode comparison()
    {
        if (isOperator(m_token) || m_token == "AND"_L1 || m_token == "OR"_L1)
            fail(m_text);
        FilterNode node;
        takeValue(node);
        if (node.quoted)
            return node;
        if (m_token == "("_L1) {
            node.kind = FilterNode::Kind::Function;
            node.field = snakeCase(std::exchange(node.value, {}));
            next();
            if (m_token != ")"_L1)
                takeValue(node);
            close();
        } else if (isOperator(m_token)) {
            node.kind = FilterNode::Kind::Comparison;
            node.field = snakeCase(std::exchange(node.value, {}));
            node.op = m_token;
            next();
            takeValue(node);
        }
        return node;
    }

    const QString m_text;
    bool m_implicitAnd;
    qsizetype m_at = 0;
    QString m_token;
};

FilterGroup group(const FilterNode &node)
{
    if (node.kind == FilterNode::Kind::Comparison)
        return {node.field, {node}};
    if (node.kind != FilterNode::Kind::Or)
        throw Refusal::invalid(
            u"Invalid filter: only comparisons joined by AND and OR are known"_s);
    FilterGroup result;
    for (const FilterNode &child : node.children) {
        FilterGroup inner = group(child);
        if (!result.field.isEmpty() && inner.field != result.field)
            result.field = u"*"_s; // the caller decides whether these fields may be mixed
        else
            result.field = inner.field;
        result.terms.insert(result.terms.end(), inner.terms.begin(), inner.terms.end());
    }
    return result;
}

} // namespace

FilterNode parseFilter(const QString &text, bool implicitAnd)
{
    return Parser(text, implicitAnd).parse();
}

std::vector<FilterGroup> conjunction(const FilterNode &root)
{
    std::vector<FilterGroup> result;
    if (root.kind == FilterNode::Kind::And) {
        for (const FilterNode &child : root.children) {
            for (FilterGroup &inner : conjunction(child))
                result.push_back(std::move(inner));
        }
    } else {
        result.push_back(group(root));
    }
    return result;
}

QString snakeCase(const QString &name)
{
    QString result;
    for (const QChar c : name) {
        if (c.isUpper())
            result += u'_';
        result += c.toLower();
    }
    return result;
}

} // namespace emulator
