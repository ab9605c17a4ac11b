// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace linnet::items {

enum class AvatarKind {
    Person,
    App,
    Group,
    Space,
};

// What stands for a person or conversation in a list. Pictures are fetched elsewhere; initials and
// colour are there at once and the same on every start.
struct Avatar
{
    AvatarKind kind = AvatarKind::Person;
    QString initials; // one or two characters as a reader sees them; empty: nothing to tell
    uint colourSeed = 0; // for choosing a colour out of the theme's
    QString url; // https address of a picture, or empty

    friend bool operator==(const Avatar &, const Avatar &) = default;
};

// First letters of the first and last word; of anything but a person only of the first.
[[nodiscard]] QString initialsOf(const QString &name, AvatarKind kind);
// Depends on the name only, not on the run of the program.
[[nodiscard]] uint colourSeedOf(const QString &resourceName);

} // namespace linnet::items

Q_DECLARE_METATYPE(linnet::items::Avatar)
