// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// Which of our icons (resources/icons/ui) stands for an icon that an app named.
namespace linnet::ui::cards {

// The service's built-in icons ("AIRPLANE"); empty for none of that name.
[[nodiscard]] QString iconOfKnown(const QString &name);
// Material icons ("calendar_month"): the nearest of ours, else a neutral one; empty for no name.
[[nodiscard]] QString iconOfMaterial(const QString &name);
// A picture of the net is not fetched: the nearest to what its file name says
// ("outline_pending_black_48dp.png"), else a neutral one; empty for no address.
[[nodiscard]] QString iconOfAddress(const QString &address);

// All of ours that Material names lead to.
[[nodiscard]] QStringList materialIcons();

} // namespace linnet::ui::cards
