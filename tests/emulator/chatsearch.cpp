// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

/// Every word of the query begins a word of the text.
bool prefixMatch(const QString &text, const QString &query)
{
    static const QRegularExpression gaps(u"[^\\p{L}\\p{N}]+"_s);
    const QStringList have = text.toLower().split(gaps, Qt::SkipEmptyParts);
    const QStringList want = query.toLower().split(gaps, Qt::SkipEmptyParts);
    return std::all_of(want.begin(), want.end(), [&](const QString &word) {
        return std::any_of(have.begin(), have.end(),
                           [&](const QString &other) { return other.startsWith(word); });
    });
}

constexpr qsizetype longestQuery = 1000; // characters, of messages and of spaces

/// The terms that AND joins, parentheses or not.
void addConjoined(const FilterNode &node, std::vector<const FilterNode *> &terms)
{
    if (node.kind != FilterNode::Kind::And)
        return terms.push_back(&node);
    for (const FilterNode &child : node.children)
        addConjoined(child, terms);
}

/// How often a field may stand in one filter: OR alone joins senders and spaces, AND or OR but not
/// both the others, and two times are an interval.
void checkTogether(const FilterNode &root)
{
    std::vector<const FilterNode *> terms;
    addConjoined(root, terms);
    QHash<QString, int> plain;
    QHash<QString, int> alternatives;
    for (const FilterNode *term : terms) {
        if (term->kind == FilterNode::Kind::Or)
            ++alternatives[term->children.front().field];
        else if (term->kind == FilterNode::Kind::Comparison)
            ++plain[term->field == "create_time"_L1 ? QString(term->field + term->op)
                                                    : term->field];
    }
    static const QStringList once{u"create_time<"_s, u"create_time>="_s, u"sender.name"_s,
                                  u"space.name"_s};
    for (const QString &field : QStringList(plain.keys() + alternatives.keys())) {
        const int count = plain.value(field) + alternatives.value(field);
        if (count > 1 && (once.contains(field) || alternatives.contains(field)))
            throw Refusal::invalid("Invalid filter: AND can't join this of "_L1 + field);
    }
}

/// Evaluates a search over messages; checked once before, so that it only has to decide.
class MessageQuery
{
public:
    MessageQuery(const Call &call, const QString &filter)
        : m_call(call)
        , m_root(parseFilter(filter, true))
    {
        check(m_root);
        checkTogether(m_root);
    }

    /// False when the words can't be in the text that comes of this markup; cheap, for large
    /// worlds.
    [[nodiscard]] bool possible(const QString &markup) const
    {
        return markup.contains("<users/"_L1) || possible(m_root, markup);
    }

    [[nodiscard]] bool matches(const Space &space, const Message &message,
                               const QString &text) const
    {
        return matches(m_root, space, message, text);
    }

private:
    static bool possible(const FilterNode &node, const QString &markup)
    {
        if (node.kind == FilterNode::Kind::And) {
            return std::all_of(node.children.begin(), node.children.end(),
                               [&](const FilterNode &child) { return possible(child, markup); });
        }
        const bool plainWord = node.kind == FilterNode::Kind::Word && !node.quoted
            && std::all_of(node.value.begin(), node.value.end(),
                           [](QChar c) { return c.isLetterOrNumber(); });
        return !plainWord || markup.contains(node.value, Qt::CaseInsensitive);
    }

    void check(const FilterNode &node) const
    {
        switch (node.kind) {
        case FilterNode::Kind::Not:
            throw Refusal::invalid(u"Invalid filter: NOT is not supported."_s);
        case FilterNode::Kind::And:
            for (const FilterNode &child : node.children)
                check(child);
            return;
        case FilterNode::Kind::Or:
            checkOr(node);
            return;
        case FilterNode::Kind::Function:
            if ((node.field != "has_link"_L1 && node.field != "is_unread"_L1)
                || !node.value.isEmpty())
                throw Refusal::invalid("Invalid filter: unknown function "_L1 + node.field);
            if (node.field == "is_unread"_L1)
                demand({"chat.users.readstate"_L1, "chat.users.readstate.readonly"_L1});
            return;
        case FilterNode::Kind::Comparison:
            checkComparison(node);
            return;
        case FilterNode::Kind::Word:
            return;
        }
    }

    void checkOr(const FilterNode &node) const
    {
        QString field;
        for (const FilterNode &child : node.children) {
            if (child.kind != FilterNode::Kind::Comparison
                || (!field.isEmpty() && child.field != field) || child.field == "create_time"_L1)
                throw Refusal::invalid(u"Invalid filter: OR joins values of one field only."_s);
            field = child.field;
            check(child);
        }
    }

    void checkComparison(const FilterNode &node) const
    {
        static const QHash<QString, QStringList> known{
            {u"create_time"_s, {u"<"_s, u">="_s}},
            {u"sender.name"_s, {u"="_s}},
            {u"space.name"_s, {u"="_s}},
            {u"space.display_name"_s, {u":"_s}},
            {u"attachment"_s, {u":"_s}},
            {u"annotations.user_mentions.user.name"_s, {u":"_s}}};
        if (!known.value(node.field).contains(node.op))
            throw Refusal::invalid("Invalid filter: "_L1 + node.field + u' ' + node.op);
        if (node.field == "create_time"_L1 && !fromRfc3339(node.value))
            throw Refusal::invalid(u"Invalid filter: no RFC 3339 timestamp."_s);
        if (node.field == "attachment"_L1 && node.value != "*"_L1)
            throw Refusal::invalid(u"Invalid filter: only attachment:* is supported."_s);
        if (node.field == "space.display_name"_L1)
            demand({"chat.spaces"_L1, "chat.spaces.readonly"_L1});
    }

    void demand(std::initializer_list<QLatin1StringView> any) const
    {
        if (std::none_of(any.begin(), any.end(),
                         [&](auto scope) { return m_call.hasScope(scope); }))
            throw Refusal::scopes(m_call.method.id);
    }

    [[nodiscard]] bool matches(const FilterNode &node, const Space &space, const Message &message,
                               const QString &text) const
    {
        const auto inner
            = [&](const FilterNode &child) { return matches(child, space, message, text); };
        switch (node.kind) {
        case FilterNode::Kind::And:
            return std::all_of(node.children.begin(), node.children.end(), inner);
        case FilterNode::Kind::Or:
            return std::any_of(node.children.begin(), node.children.end(), inner);
        case FilterNode::Kind::Not:
            return false;
        case FilterNode::Kind::Function:
            if (node.field == "has_link"_L1)
                return text.contains("http://"_L1) || text.contains("https://"_L1);
            return message.created > space.readStates.value(m_call.user).lastRead;
        case FilterNode::Kind::Comparison:
            return matchesField(node, space, message);
        case FilterNode::Kind::Word:
            return node.quoted ? text.contains(node.value, Qt::CaseInsensitive)
                               : prefixMatch(text, node.value);
        }
        return false;
    }

    [[nodiscard]] bool matchesField(const FilterNode &node, const Space &space,
                                    const Message &message) const
    {
        if (node.field == "create_time"_L1) {
            const Micros time = *fromRfc3339(node.value);
            return node.op == "<"_L1 ? message.created < time : message.created >= time;
        }
        if (node.field == "sender.name"_L1)
            return message.sender == m_call.userId(node.value);
        if (node.field == "space.name"_L1)
            return node.value == "spaces/"_L1 + space.id;
        if (node.field == "space.display_name"_L1)
            return prefixMatch(space.displayName, node.value);
        if (node.field == "attachment"_L1)
            return message.extras.contains("attachment"_L1);
        return message.markup.contains("<users/"_L1 + m_call.userId(node.value) + u'>');
    }

    const Call &m_call;
    FilterNode m_root;
};

HttpResponse searchMessages(Call &call)
{
    const QString parent = call.path.value(u"parent"_s);
    if (parent != "spaces/-"_L1)
        throw Refusal::invalidField(u"parent"_s, u"Only spaces/- is supported."_s);
    const QString filter = call.body.value("filter"_L1).toString();
    if (filter.trimmed().isEmpty())
        throw Refusal::invalidField(u"filter"_s, u"A filter is required."_s);
    if (filter.size() > longestQuery)
        throw Refusal::invalidField(u"filter"_s, u"The filter is too long."_s);
    static const QRegularExpression order(u"^\\s*(create_time|createTime|relevance)\\s+desc\\s*$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const QString orderBy = call.body.value("orderBy"_L1).toString();
    if (!orderBy.isEmpty() && !order.match(orderBy).hasMatch())
        throw Refusal::invalidField(u"order_by"_s, u"Only create_time desc or relevance desc."_s);
    const MessageQuery query(call, filter);
    const Wire wire = call.wire();
    std::vector<std::pair<Space *, const Message *>> found;
    for (const auto &entry : call.world.spaces()) {
        if (!entry->joined(call.user) || entry->appDirect
            || entry->readStates.value(call.user).mute == "MUTED"_L1)
            continue;
        Space *space = call.world.space(entry->id);
        for (const Message &message : space->messages) {
            const User *sender = call.world.user(message.sender);
            if (message.deleted || (sender && sender->bot) || !query.possible(message.markup))
                continue;
            if (query.matches(*space, message, wire.rendered(message).text))
                found.emplace_back(space, &message);
        }
    }
    std::sort(found.begin(), found.end(),
              [](const auto &a, const auto &b) { return a.second->created > b.second->created; });
    const bool full = call.body.value("view"_L1).toString() == "SEARCH_MESSAGES_VIEW_FULL"_L1;
    return call.page(u"results"_s, qsizetype(found.size()), [&](qsizetype i) {
        const auto &[space, message] = found[size_t(i)];
        QJsonObject result{{u"message"_s, wire.message(*space, *message)}};
        if (!full)
            return result;
        const ReadState state = space->readStates.value(call.user);
        if (call.hasScope("chat.users.readstate"_L1)
            || call.hasScope("chat.users.readstate.readonly"_L1))
            result.insert("read"_L1, message->created <= state.lastRead);
        if (call.hasScope("chat.users.spacesettings"_L1))
            result.insert("spaceMuteSetting"_L1, state.mute);
        return result;
    });
}

struct SpaceQuery
{
    QStringList names; ///< any of them
    QStringList external; ///< "true", "false"; empty: both
};

SpaceQuery spaceQuery(const QString &text)
{
    if (text.trimmed().isEmpty())
        throw Refusal::invalidField(u"query"_s, u"A query is required."_s);
    if (text.size() > longestQuery)
        throw Refusal::invalidField(u"query"_s, u"The query is too long."_s);
    SpaceQuery result;
    QStringList fields;
    for (const FilterGroup &group : conjunction(parseFilter(text))) {
        if (fields.contains(group.field))
            throw Refusal::invalid("Invalid query: AND can't join two of "_L1 + group.field);
        fields.append(group.field);
        for (const FilterNode &term : group.terms) {
            if (group.field == "space_type"_L1 && term.op == "="_L1 && term.value == "SPACE"_L1
                && group.terms.size() == 1)
                continue;
            if (group.field == "display_name"_L1 && term.op == ":"_L1)
                result.names.append(term.value);
            else if (group.field == "external_user_allowed"_L1 && term.op == "="_L1
                     && (term.value == "true"_L1 || term.value == "false"_L1))
                result.external.append(term.value);
            else
                throw Refusal::invalid("Invalid query: "_L1 + term.field);
        }
    }
    if (!fields.contains(u"space_type"_s))
        throw Refusal::invalid(u"Invalid query: space_type = \"SPACE\" is required."_s);
    return result;
}

HttpResponse searchSpaces(Call &call)
{
    const SpaceQuery query = spaceQuery(call.text("query"));
    static const QRegularExpression order(u"^\\s*(create_time|relevance)\\s+DESC\\s*$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    if (call.has("orderBy") && !order.match(call.text("orderBy")).hasMatch())
        throw Refusal::invalidField(u"order_by"_s, u"Only create_time DESC or relevance DESC."_s);
    std::vector<const Space *> found;
    for (const auto &space : call.world.spaces()) {
        const bool visible = space->joined(call.user) || !space->audience.isEmpty();
        const bool fits
            = std::any_of(query.names.begin(), query.names.end(),
                          [&](const QString &n) { return prefixMatch(space->displayName, n); });
        if (space->type == "SPACE"_L1 && visible && fits
            && (query.external.isEmpty()
                || query.external.contains(space->external ? u"true"_s : u"false"_s)))
            found.push_back(space.get());
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Space *a, const Space *b) { return a->created > b->created; });
    const Wire wire = call.wire();
    return call.page(u"results"_s, qsizetype(found.size()), [&](qsizetype i) {
        return QJsonObject{{u"space"_s, wire.space(*found[size_t(i)])}};
    });
}

} // namespace

void addSearchMethods(Handlers &handlers)
{
    handlers.insert(u"spaces.messages.search"_s, searchMessages);
    handlers.insert(u"spaces.search"_s, searchSpaces);
}

} // namespace emulator
