// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/notificationmapping.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

SpaceNotification toNotification(const api::SpaceNotificationSetting &wire)
{
    SpaceNotification setting;
    if (wire.notificationSetting) {
        switch (wire.notificationSetting->value) {
        case api::NotificationSetting::MainConversations:
            setting.level = NotificationLevel::MainConversations;
            break;
        case api::NotificationSetting::ForYou:
            setting.level = NotificationLevel::ForYou;
            break;
        case api::NotificationSetting::Off:
            setting.level = NotificationLevel::Off;
            break;
        case api::NotificationSetting::All:
        case api::NotificationSetting::Unspecified:
        case api::NotificationSetting::Unrecognized:
            break;
        }
    }
    setting.muted = wire.muteSetting && *wire.muteSetting == api::MuteSetting::Muted;
    return setting;
}

api::NotificationSetting toWire(NotificationLevel level)
{
    switch (level) {
    case NotificationLevel::All:
        return api::NotificationSetting::All;
    case NotificationLevel::MainConversations:
        return api::NotificationSetting::MainConversations;
    case NotificationLevel::ForYou:
        return api::NotificationSetting::ForYou;
    case NotificationLevel::Off:
        return api::NotificationSetting::Off;
    }
    Q_UNREACHABLE();
}

QString notificationName(const SpaceId &space)
{
    return u"users/me/"_s + space.name() + u"/spaceNotificationSetting"_s;
}

} // namespace linnet::sync
