// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

/// The sections of a user; the three system ones are there from the beginning.
Sections &sectionsOf(Call &call, const QString &name)
{
    const QString user = call.ownUser(name);
    Sections &sections = call.world.sections[user];
    if (sections.order.empty()) {
        sections.order = {{u"default-direct-messages"_s, {}, u"DEFAULT_DIRECT_MESSAGES"_s},
                          {u"default-spaces"_s, {}, u"DEFAULT_SPACES"_s},
                          {u"default-apps"_s, {}, u"DEFAULT_APPS"_s}};
    }
    return sections;
}

QString defaultSection(const Space &space)
{
    if (space.appDirect)
        return u"default-apps"_s;
    return space.type == "SPACE"_L1 ? u"default-spaces"_s : u"default-direct-messages"_s;
}

QString sectionName(const Call &call, const QString &id)
{
    return "users/"_L1 + call.user + "/sections/"_L1 + id;
}

QJsonObject sectionJson(const Call &call, const Sections &sections, const Section &section)
{
    const auto at = std::find_if(sections.order.begin(), sections.order.end(),
                                 [&](const Section &s) { return s.id == section.id; });
    QJsonObject json{{u"name"_s, sectionName(call, section.id)},
                     {u"type"_s, section.type},
                     {u"sortOrder"_s, int(at - sections.order.begin()) + 1}};
    if (section.type == "CUSTOM_SECTION"_L1)
        json.insert("displayName"_L1, section.name);
    return json;
}

QJsonObject itemJson(const Call &call, const QString &sectionId, const QString &spaceId)
{
    return {{u"name"_s, QString(sectionName(call, sectionId) + "/items/"_L1 + spaceId)},
            {u"space"_s, QString("spaces/"_L1 + spaceId)}};
}

std::vector<Section>::iterator find(Sections &sections, const QString &id)
{
    const auto found = std::find_if(sections.order.begin(), sections.order.end(),
                                    [&](const Section &s) { return s.id == id; });
    if (found == sections.order.end())
        throw Refusal::notFound(u"Section not found."_s);
    return found;
}

HttpResponse listSections(Call &call)
{
    const Sections &sections = sectionsOf(call, call.path.value(u"parent"_s));
    return call.page(u"sections"_s, qsizetype(sections.order.size()), [&](qsizetype i) {
        return sectionJson(call, sections, sections.order[size_t(i)]);
    });
}

QString wantedName(const Call &call)
{
    QString name = call.body.value("displayName"_L1).toString();
    if (name.trimmed().isEmpty() || name.size() > 80)
        throw Refusal::invalidField(u"section.display_name"_s, u"Between 1 and 80 characters."_s);
    return name;
}

HttpResponse createSection(Call &call)
{
    Sections &sections = sectionsOf(call, call.path.value(u"parent"_s));
    if (call.body.value("type"_L1).toString() != "CUSTOM_SECTION"_L1)
        throw Refusal::invalidField(u"section.type"_s, u"Only custom sections can be created."_s);
    const Section made{call.world.newId(12), wantedName(call), u"CUSTOM_SECTION"_s};
    sections.order.insert(sections.order.begin(), made);
    call.world.touch();
    return sectionJson(call, sections, made);
}

HttpResponse patchSection(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Sections &sections = sectionsOf(call, name);
    const auto section = find(sections, segment(name, 3));
    call.mask({u"display_name"_s});
    if (section->type != "CUSTOM_SECTION"_L1)
        throw Refusal::invalid(u"A system section can't be renamed."_s);
    section->name = wantedName(call);
    call.world.touch();
    return sectionJson(call, sections, *section);
}

HttpResponse deleteSection(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Sections &sections = sectionsOf(call, name);
    const auto section = find(sections, segment(name, 3));
    if (section->type != "CUSTOM_SECTION"_L1)
        throw Refusal::invalid(u"A system section can't be deleted."_s);
    const QString id = section->id;
    sections.order.erase(section);
    sections.spaces.removeIf([&](const auto &entry) { return entry.value() == id; });
    call.world.touch();
    return QJsonObject();
}

HttpResponse positionSection(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Sections &sections = sectionsOf(call, name);
    const auto section = find(sections, segment(name, 3));
    const bool absolute = call.body.contains("sortOrder"_L1);
    const QString relative = call.body.value("relativePosition"_L1).toString();
    if (absolute == !relative.isEmpty())
        throw Refusal::invalid(u"Either sort_order or relative_position is required."_s);
    qint64 place = 1;
    if (absolute) {
        place = call.body.value("sortOrder"_L1).toVariant().toLongLong();
        if (place < 1)
            throw Refusal::invalidField(u"sort_order"_s, u"The position must be greater than 0."_s);
    } else if (relative == "END"_L1) {
        place = qint64(sections.order.size());
    } else if (relative != "START"_L1) {
        throw Refusal::invalidField(u"relative_position"_s, u"START or END is required."_s);
    }
    const Section moved = *section;
    sections.order.erase(section);
    const qint64 index = std::min<qint64>(place - 1, qint64(sections.order.size()));
    sections.order.insert(sections.order.begin() + index, moved);
    call.world.touch();
    return QJsonObject{{u"section"_s, sectionJson(call, sections, moved)}};
}

HttpResponse listItems(Call &call)
{
    const QString parent = call.path.value(u"parent"_s);
    Sections &sections = sectionsOf(call, parent);
    const QString wanted = segment(parent, 3);
    if (wanted != "-"_L1)
        find(sections, wanted);
    QString only;
    if (call.has("filter")) {
        const FilterNode node = parseFilter(call.text("filter"));
        if (node.kind != FilterNode::Kind::Comparison || node.field != "space"_L1
            || node.op != "="_L1)
            throw Refusal::invalid(u"Invalid filter: only space = spaces/{space} is supported."_s);
        only = segment(node.value, 1);
    } else if (wanted == "-"_L1) {
        throw Refusal::invalid(u"The wildcard needs a filter by space."_s);
    }
    std::vector<QJsonObject> items;
    for (const auto &space : call.world.spaces()) {
        const QString in = sections.spaces.value(space->id, defaultSection(*space));
        if (space->joined(call.user) && (wanted == "-"_L1 || in == wanted)
            && (only.isEmpty() || only == space->id))
            items.push_back(itemJson(call, in, space->id));
    }
    return call.page(u"sectionItems"_s, qsizetype(items.size()),
                     [&](qsizetype i) { return items[size_t(i)]; });
}

HttpResponse moveItem(Call &call)
{
    const QString name = call.path.value(u"name"_s);
    Sections &sections = sectionsOf(call, name);
    const Space &space = call.space("spaces/"_L1 + segment(name, 5));
    const QString target = call.body.value("targetSection"_L1).toString();
    if (call.userId(target) != call.user)
        throw Refusal::invalidField(u"target_section"_s, u"A section of the caller is required."_s);
    const auto section = find(sections, segment(target, 3));
    if (sections.spaces.value(space.id, defaultSection(space)) != segment(name, 3))
        throw Refusal::notFound(u"Section item not found."_s);
    if (section->type == "CUSTOM_SECTION"_L1)
        sections.spaces.insert(space.id, section->id);
    else if (section->id == defaultSection(space))
        sections.spaces.remove(space.id);
    else
        throw Refusal::invalid(u"The item does not belong into this system section."_s);
    call.world.touch();
    return QJsonObject{{u"sectionItem"_s, itemJson(call, section->id, space.id)}};
}

} // namespace

void addSectionMethods(Handlers &handlers)
{
    handlers.insert(u"users.sections.list"_s, listSections);
    handlers.insert(u"users.sections.create"_s, createSection);
    handlers.insert(u"users.sections.patch"_s, patchSection);
    handlers.insert(u"users.sections.delete"_s, deleteSection);
    handlers.insert(u"users.sections.position"_s, positionSection);
    handlers.insert(u"users.sections.items.list"_s, listItems);
    handlers.insert(u"users.sections.items.move"_s, moveItem);
}

} // namespace emulator
