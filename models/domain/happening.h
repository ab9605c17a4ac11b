// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/timestamp.h"

#include <QList>
#include <QString>

namespace linnet {

// What happened in a space beside its messages, as far as the service tells it.
struct Happening
{
    enum class Kind {
        Joined,
        Invited,
        Left, // or was removed: the service does not tell which
        Renamed,
    };

    Kind kind = Kind::Joined;
    Timestamp time {};
    UserId user {}; // who joined, was invited, left
    QString name {}; // the space's new one, of Renamed. Remote text.

    friend bool operator==(const Happening &, const Happening &) = default;
};

// All that is remembered of one space, oldest first.
struct SpaceHappenings
{
    SpaceId space {};
    QList<Happening> happenings {};

    friend bool operator==(const SpaceHappenings &, const SpaceHappenings &) = default;
};

} // namespace linnet
