// SPDX-License-Identifier: GPL-3.0-or-later
#include "partial.h"

#include "refusal.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace emulator {

class PartialAnswer::Parser
{
public:
    explicit Parser(const QString &text)
        : m_text(text)
    {
    }

    Node parse()
    {
        Node root;
        list(root);
        if (m_at != m_text.size())
            fail();
        return root;
    }

private:
    [[noreturn]] void fail() const
    {
        throw Refusal::invalidField(u"fields"_s,
                                    "Error expanding 'fields' parameter: "_L1 + m_text);
    }

    bool take(QChar wanted)
    {
        if (m_at == m_text.size() || m_text[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }

    void list(Node &node)
    {
        do
            path(node);
        while (take(u','));
    }

    void path(Node &node)
    {
        Node *at = &node;
        bool fresh = false;
        do {
            const QString name = segment();
            fresh = !at->children.contains(name);
            // A path that wants all of it is not narrowed by another one.
            if (!fresh && at->children[name].children.empty())
                at = &m_scratch;
            at = &at->children[name];
        } while (take(u'/') || take(u'.'));
        if (!take(u'(')) {
            at->children.clear();
            return;
        }
        list(*at);
        if (!take(u')'))
            fail();
    }

    QString segment()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'_'))
            ++m_at;
        if (m_at == begin && take(u'*'))
            return u"*"_s;
        if (m_at == begin)
            fail();
        return m_text.mid(begin, m_at - begin);
    }

    const QString m_text;
    qsizetype m_at = 0;
    Node m_scratch; // paths below one that is wanted as a whole
};

PartialAnswer::PartialAnswer(const QString &selection)
    : m_root(Parser(selection).parse())
{
}

void PartialAnswer::check(const Schema &schema, const QString &type) const
{
    check(m_root, schema, type, {});
}

void PartialAnswer::check(const Node &node, const Schema &schema, const QString &type,
                          const QString &at)
{
    for (const auto &[name, child] : node.children) {
        const QString where = at.isEmpty() ? name : QString(at % u'/' % name);
        if (name == "*"_L1)
            continue;
        const std::optional<QString> below = schema.typeOfField(type, name);
        if (!below || (below->isEmpty() && !child.children.empty())) {
            throw Refusal::invalidField(
                u"fields"_s,
                "Error expanding 'fields' parameter. Cannot find matching fields for path '"_L1
                    + where + "'."_L1);
        }
        check(child, schema, *below, where);
    }
}

QJsonObject PartialAnswer::of(const QJsonObject &answer) const
{
    return of(m_root, answer).toObject();
}

QJsonValue PartialAnswer::of(const Node &node, const QJsonValue &value)
{
    if (node.children.empty())
        return value;
    if (value.isArray()) {
        QJsonArray result;
        for (const QJsonValue item : value.toArray())
            result.append(of(node, item));
        return result;
    }
    QJsonObject result;
    const QJsonObject object = value.toObject();
    for (auto at = object.begin(); at != object.end(); ++at) {
        auto wanted = node.children.find(at.key());
        if (wanted == node.children.end())
            wanted = node.children.find(u"*"_s);
        if (wanted != node.children.end())
            result.insert(at.key(), of(wanted->second, at.value()));
    }
    return result;
}

} // namespace emulator
