// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchnotification.h"

#include "models/sync/mapping/notificationmapping.h"

namespace linnet::sync {

FetchNotification::FetchNotification(const Services &services, SpaceId space, QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
{
}

void FetchNotification::start()
{
    api::GetSpaceNotificationSetting request;
    request.name = notificationName(m_space);
    services().client.send(
        request, context(),
        [this](const api::Result<api::SpaceNotificationSetting> &answer) {
            if (!answer)
                return fail(answer.error());
            const SpaceNotification setting = toNotification(*answer);
            store::Batch batch{.asked = asked()};
            batch.notifications.append({m_space, setting.muted, setting.level});
            services().store.apply(
                std::move(batch), context(), [this](const Result<ChangeSet> &changes) {
                    finish(changes ? std::nullopt : std::optional(changes.error()));
                });
        },
        {.lane = api::Lane::Background});
}

} // namespace linnet::sync
