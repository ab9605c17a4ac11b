// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timestamp.h"

#include <QLocale>

namespace linnet::ui {

// When, in few words, in the person's locale and time zone. Unknown times give an empty text.

// For lists: today "10:42", yesterday, within a week the weekday, else the date.
[[nodiscard]] QString shortTime(Timestamp time, Timestamp now, const QLocale &locale = QLocale());
// For tooltips: the full date and time.
[[nodiscard]] QString fullTime(Timestamp time, const QLocale &locale = QLocale());
// Hours and minutes, 12 or 24 as the locale says.
[[nodiscard]] QString clockTime(Timestamp time, const QLocale &locale = QLocale());
// For day lines: "Today", "Yesterday", else weekday and date, with the year when it is another.
[[nodiscard]] QString dayWords(QDate day, QDate today, const QLocale &locale = QLocale());
// What is left: "12 s", "4 min 05 s", "2 h 10 min". Never negative.
[[nodiscard]] QString remaining(std::chrono::seconds left);

} // namespace linnet::ui
