// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/readstatemapping.h"

#include "models/sync/mapping/names.h"
#include "models/sync/mapping/wiretime.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

std::optional<store::ReadState> toReadState(const api::SpaceReadState &wire)
{
    const QString name = wire.name.value_or(QString());
    if (!hasForm(name, u"users/*/spaces/*/spaceReadState"))
        return std::nullopt;
    return store::ReadState{SpaceId(name.section(u'/', 2, 3)), toTimestamp(wire.lastReadTime)};
}

std::optional<ThreadReadState> toReadState(const api::ThreadReadState &wire)
{
    const QString name = wire.name.value_or(QString());
    if (!hasForm(name, u"users/*/spaces/*/threads/*/threadReadState"))
        return std::nullopt;
    return ThreadReadState{ThreadId(name.section(u'/', 2, 5)), toTimestamp(wire.lastReadTime)};
}

QString readStateName(const SpaceId &space)
{
    return u"users/me/"_s + space.name() + u"/spaceReadState"_s;
}

QString readStateName(const ThreadId &thread)
{
    return u"users/me/"_s + thread.name() + u"/threadReadState"_s;
}

} // namespace linnet::sync
