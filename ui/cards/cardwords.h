// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace linnet::ui::cards {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Cards)
};

// Why a part of a card does not do what it looks like.
[[nodiscard]] inline QString appNote()
{
    return Words::tr("Only the app can do this. It works in Google Chat on the web.");
}
[[nodiscard]] inline QString inputNote()
{
    return Words::tr("Answers go to the app. Google Chat on the web can send them.");
}
[[nodiscard]] inline QString disabledNote()
{
    return Words::tr("The app has switched this off.");
}

} // namespace linnet::ui::cards
