// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/readstatemapping.h"

#include "models/sync/mapping/wiretime.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

std::optional<store::ReadState> toReadState(const api::SpaceReadState &wire)
{
    const QStringList parts = wire.name.value_or(QString()).split(u'/');
    if (parts.size() != 5 || parts[0] != "users"_L1 || parts[2] != "spaces"_L1
        || parts[4] != "spaceReadState"_L1 || parts[3].isEmpty())
        return std::nullopt;
    return store::ReadState{SpaceId(u"spaces/"_s + parts[3]), toTimestamp(wire.lastReadTime)};
}

QString readStateName(const SpaceId &space)
{
    return u"users/me/"_s + space.name() + u"/spaceReadState"_s;
}

} // namespace linnet::sync
