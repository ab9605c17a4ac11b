// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

/// A Unicode emoji is neither a :short_name: nor plain words.
bool looksLikeEmoji(const QString &text)
{
    if (text.isEmpty() || text.size() > 40)
        return false;
    const QList<uint> points = text.toUcs4();
    const bool keycap = points.back() == 0x20e3;
    return keycap || std::all_of(points.begin(), points.end(), [](uint point) {
               return point > 0xa8 && !(QChar::isLetter(point) && point < 0x2000);
           });
}

const QStringList &emojiFields()
{
    static const QStringList fields{u"emoji.unicode"_s, u"emoji.custom_emoji.uid"_s};
    return fields;
}

bool matches(const Call &call, const Reaction &reaction, const FilterNode &term)
{
    if (term.field == "emoji.unicode"_L1)
        return reaction.unicode == term.value;
    if (term.field == "emoji.custom_emoji.uid"_L1)
        return !reaction.customEmoji.isEmpty()
            && customEmojiUid(reaction.customEmoji) == term.value;
    return reaction.user == call.userId(term.value);
}

std::vector<FilterGroup> reactionFilter(const QString &text)
{
    if (text.isEmpty())
        return {};
    std::vector<FilterGroup> groups = conjunction(parseFilter(text));
    QStringList kinds;
    for (const FilterGroup &group : groups) {
        QString kind;
        for (const FilterNode &term : group.terms) {
            const QString own = emojiFields().contains(term.field) ? u"emoji"_s : term.field;
            if (term.op != "="_L1 || (own != "emoji"_L1 && own != "user.name"_L1)
                || (!kind.isEmpty() && kind != own))
                throw Refusal::invalid(u"Invalid filter for reactions."_s);
            kind = own;
        }
        if (kinds.contains(kind))
            throw Refusal::invalid(u"Invalid filter: one reaction has one emoji and one user."_s);
        kinds.append(kind);
    }
    return groups;
}

HttpResponse listReactions(Call &call)
{
    const QString name = call.path.value(u"parent"_s);
    Space &space = call.space(name);
    const Message &message = call.livingMessage(space, name);
    const std::vector<FilterGroup> groups = reactionFilter(call.text("filter"));
    std::vector<const Reaction *> found;
    for (const Reaction &reaction : message.reactions) {
        const bool fits = std::all_of(groups.begin(), groups.end(), [&](const FilterGroup &group) {
            return std::any_of(group.terms.begin(), group.terms.end(), [&](const FilterNode &term) {
                return matches(call, reaction, term);
            });
        });
        if (fits)
            found.push_back(&reaction);
    }
    const Wire wire = call.wire();
    return call.page(u"reactions"_s, qsizetype(found.size()), [&](qsizetype i) {
        return wire.reaction(space, message.id, *found[size_t(i)]);
    });
}

HttpResponse createReaction(Call &call)
{
    const QString name = call.path.value(u"parent"_s);
    Space &space = call.space(name);
    Message &message = call.livingMessage(space, name);
    const QJsonObject emoji = call.body.value("emoji"_L1).toObject();
    Reaction reaction;
    reaction.user = call.user;
    if (emoji.contains("customEmoji"_L1)) {
        const QJsonObject custom = emoji.value("customEmoji"_L1).toObject();
        const QString uid = custom.value("uid"_L1).toString();
        const QString id = segment(custom.value("name"_L1).toString(), 1);
        const auto &all = call.world.customEmojis;
        const auto known = std::find_if(all.begin(), all.end(), [&](const CustomEmoji &e) {
            return e.id == id || customEmojiUid(e.id) == uid;
        });
        if (known == all.end())
            throw Refusal::notFound(u"Custom emoji not found."_s);
        reaction.customEmoji = known->id;
    } else {
        reaction.unicode = emoji.value("unicode"_L1).toString();
        if (!looksLikeEmoji(reaction.unicode))
            throw Refusal::invalidField(u"reaction.emoji.unicode"_s,
                                        u"A Unicode emoji is required."_s);
    }
    const size_t before = message.reactions.size();
    const Reaction &added = call.world.addReaction(space, message, reaction);
    if (message.reactions.size() == before)
        throw Refusal::exists(u"The user has reacted with this emoji already."_s);
    return call.wire().reaction(space, message.id, added);
}

HttpResponse deleteReaction(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Space &space = call.space(name);
    Message &message = call.livingMessage(space, name);
    const QString id = segment(name, 5);
    const auto found = std::find_if(message.reactions.begin(), message.reactions.end(),
                                    [&](const Reaction &r) { return r.id == id; });
    if (found == message.reactions.end())
        throw Refusal::notFound(u"Reaction not found."_s);
    if (found->user != call.user)
        throw Refusal::denied(u"Only one's own reactions can be deleted."_s);
    call.world.removeReaction(space, message, id);
    return QJsonObject();
}

} // namespace

void addReactionMethods(Handlers &handlers)
{
    handlers.insert(u"spaces.messages.reactions.list"_s, listReactions);
    handlers.insert(u"spaces.messages.reactions.create"_s, createReaction);
    handlers.insert(u"spaces.messages.reactions.delete"_s, deleteReaction);
}

} // namespace emulator
