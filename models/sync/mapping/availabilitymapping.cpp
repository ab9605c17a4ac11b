// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/availabilitymapping.h"

#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/wiretime.h"

namespace linnet::sync {

Availability toAvailability(const api::Availability &wire)
{
    Availability availability;
    if (wire.state) {
        switch (wire.state->value) {
        case api::AvailabilityState::Active:
            availability.state = AvailabilityState::Active;
            break;
        case api::AvailabilityState::Idle:
            availability.state = AvailabilityState::Idle;
            break;
        case api::AvailabilityState::Away:
            availability.state = AvailabilityState::Away;
            break;
        case api::AvailabilityState::DoNotDisturb:
            availability.state = AvailabilityState::DoNotDisturb;
            break;
        case api::AvailabilityState::Unspecified:
        case api::AvailabilityState::Unrecognized:
            break;
        }
    }
    if (wire.customStatus) {
        CustomStatus status;
        if (wire.customStatus->emoji)
            status.emoji = toEmoji(*wire.customStatus->emoji).value_or(Emoji());
        status.text = wire.customStatus->text.value_or(QString()).simplified();
        status.expires = toTimestamp(wire.customStatus->expireTime);
        if (!status.text.isEmpty() || !(status.emoji == Emoji()))
            availability.status = status;
    }
    if (wire.doNotDisturbMetadata)
        availability.doNotDisturbUntil = toTimestamp(wire.doNotDisturbMetadata->expirationTime);
    return availability;
}

api::CustomStatus toWire(const CustomStatus &status)
{
    api::CustomStatus wire;
    wire.emoji = toWire(status.emoji);
    wire.text = status.text;
    if (status.expires.isKnown())
        wire.expireTime = toWire(status.expires);
    return wire;
}

} // namespace linnet::sync
