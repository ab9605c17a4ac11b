// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/sectionmapping.h"

#include "models/sync/mapping/names.h"

namespace linnet::sync {

std::optional<Section> toSection(const api::Section &wire)
{
    const QString name = wire.name.value_or(QString());
    if (!hasForm(name, u"users/*/sections/*"))
        return std::nullopt;
    Section section;
    section.id = SectionId(name);
    section.displayName = wire.displayName.value_or(QString()).simplified();
    section.sortOrder = qMax(0, wire.sortOrder.value_or(0));
    if (wire.type) {
        switch (wire.type->value) {
        case api::SectionType::DefaultDirectMessages:
            section.type = SectionType::DirectMessages;
            break;
        case api::SectionType::DefaultSpaces:
            section.type = SectionType::Spaces;
            break;
        case api::SectionType::DefaultApps:
            section.type = SectionType::Apps;
            break;
        case api::SectionType::CustomSection:
        case api::SectionType::Unspecified:
        case api::SectionType::Unrecognized:
            break;
        }
    }
    return section;
}

std::optional<SectionItem> toSectionItem(const api::SectionItem &wire)
{
    const QString name = wire.name.value_or(QString());
    const QString space = wire.space.value_or(QString());
    if (!hasForm(name, u"users/*/sections/*/items/*") || !hasForm(space, u"spaces/*"))
        return std::nullopt;
    return SectionItem{name, SectionId(name.section(u'/', 0, 3)), SpaceId(space)};
}

} // namespace linnet::sync
