// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/changespace.h"

#include "models/sync/mapping/spacemapping.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

// The settings that are told, and the paths that name them: all that the service documents. Who
// begins conversations is decided when a space is made, and who sees the members has no path.
api::PatchSpace permissionStep(const QString &space, const SpacePermissions &wanted)
{
    api::PermissionSettings settings;
    QStringList paths;
    const auto set = [&](auto &field, PermissionLevel level, QLatin1StringView path) {
        field = toWire(level);
        if (field)
            paths.append(u"permissionSettings."_s + path);
    };
    set(settings.manageMembersAndGroups, wanted.manageMembers, "manageMembersAndGroups"_L1);
    set(settings.modifySpaceDetails, wanted.modifyDetails, "modifySpaceDetails"_L1);
    set(settings.toggleHistory, wanted.toggleHistory, "toggleHistory"_L1);
    set(settings.useAtMentionAll, wanted.mentionAll, "useAtMentionAll"_L1);
    set(settings.manageApps, wanted.manageApps, "manageApps"_L1);
    set(settings.manageWebhooks, wanted.manageWebhooks, "manageWebhooks"_L1);
    set(settings.replyMessages, wanted.replyMessages, "replyMessages"_L1);
    return {.name = space,
            .updateMask = api::FieldMask(paths),
            .space = {.permissionSettings = settings}};
}

} // namespace

ChangeSpace::ChangeSpace(const Services &services, SpaceId space, SpaceChange change,
                         QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
    , m_change(std::move(change))
{
}

void ChangeSpace::start()
{
    // The two are replaced together: what is not to change has to be known.
    if (m_change.isEmpty() || m_change.description.has_value() != m_change.guidelines.has_value())
        return read();
    plan(std::nullopt);
}

void ChangeSpace::read()
{
    services().client.send(api::GetSpace{.name = m_space.name()}, context(),
                           [this](const api::Result<api::Space> &answer) {
                               if (!answer)
                                   return fail(answer.error());
                               if (m_change.isEmpty() || m_planned)
                                   return stored(*answer);
                               plan(answer->spaceDetails.value_or(api::SpaceDetails()));
                           });
}

void ChangeSpace::plan(const std::optional<api::SpaceDetails> &present)
{
    m_planned = true;
    const QString name = m_space.name();
    api::PatchSpace details{.name = name};
    details.space.displayName = m_change.displayName;
    if (m_change.description || m_change.guidelines) {
        api::SpaceDetails wanted = present.value_or(api::SpaceDetails());
        if (m_change.description)
            wanted.description = *m_change.description;
        if (m_change.guidelines)
            wanted.guidelines = *m_change.guidelines;
        details.space.spaceDetails = wanted;
    }
    if (!details.space.presentFields().isEmpty())
        m_steps.append(details);
    if (m_change.history) {
        m_steps.append({.name = name,
                        .space = {.spaceHistoryState = *m_change.history == HistoryState::On
                                      ? api::SpaceHistoryState::HistoryOn
                                      : api::SpaceHistoryState::HistoryOff}});
    }
    if (m_change.permissions) {
        const api::PatchSpace step = permissionStep(name, *m_change.permissions);
        if (!step.updateMask.isEmpty())
            m_steps.append(step);
    }
    if (m_change.audience) {
        m_steps.append(
            {.name = name,
             .updateMask = {u"accessSettings.audience"_s},
             .space = {.accessSettings = api::AccessSettings{.audience = *m_change.audience}}});
    }
    next();
}

void ChangeSpace::next()
{
    if (m_steps.isEmpty())
        return m_result.id.isEmpty() ? read() : finish();
    services().client.send(m_steps.takeFirst(), context(),
                           [this](const api::Result<api::Space> &answer) {
                               if (!answer)
                                   return fail(answer.error());
                               stored(*answer);
                           });
}

void ChangeSpace::stored(const api::Space &wire)
{
    const std::optional<Space> space = toSpace(wire);
    if (!space)
        return finish(errorOf(ErrorKind::BadAnswer));
    m_result = *space;
    store::Batch batch;
    batch.spaces.append(*space);
    services().store.apply(std::move(batch), context(),
                           [this](const Result<ChangeSet> &) { next(); });
}

} // namespace linnet::sync
