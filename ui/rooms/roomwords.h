// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backfill.h"
#include "models/domain/member.h"
#include "models/domain/notification.h"

#include <QLocale>

namespace linnet::ui {

// What only these words are for: rooms, members, settings.

[[nodiscard]] QString levelWords(NotificationLevel level);
// The levels a conversation of that type has.
[[nodiscard]] QList<NotificationLevel> levelsOf(SpaceType type);
[[nodiscard]] QString permissionWords(PermissionLevel level);

// Why somebody of that role cannot do a thing here; empty: may be tried. No role: not known yet.
[[nodiscard]] QString whyNotInvite(const Space &space, std::optional<MembershipRole> role);
[[nodiscard]] QString whyNotRemove(const Space &space, std::optional<MembershipRole> role);
[[nodiscard]] QString whyNotSetRoles(const Space &space, std::optional<MembershipRole> role);
[[nodiscard]] QString whyNotLeave(const Space &space);
[[nodiscard]] QString whyNotDescribe(const Space &space, std::optional<MembershipRole> role);
[[nodiscard]] QString whyNotSetHistory(const Space &space, std::optional<MembershipRole> role);
[[nodiscard]] QString whyNotSetPermissions(const Space &space, std::optional<MembershipRole> role);
[[nodiscard]] QString whyNotDelete(const Space &space, std::optional<MembershipRole> role);
// … begin a conversation or, with reply, answer in a thread. name: of the space, remote text.
[[nodiscard]] QString whyNotWrite(const Space &space, std::optional<MembershipRole> role,
                                  const QString &name, bool reply);

// Why somebody could not be written to or invited: for a person "no longer exists" would be wrong.
[[nodiscard]] QString personRefusal(const Error &error);

// How far the fetching of a whole history has come.
[[nodiscard]] QString backfillWords(const Backfill &backfill, const QLocale &locale = QLocale());
// 0 to 100 by time, as far as it can be told; -1: it cannot.
[[nodiscard]] int backfillPercent(const Backfill &backfill, Timestamp created, Timestamp now);

} // namespace linnet::ui
