// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/happening.h"
#include "models/items/usertable.h"

#include <QList>
#include <QString>

namespace linnet::items {

// One line between messages that is none: "Mia Chen and Ben Ortiz joined". Plain text.
struct QuietLine
{
    QString words;
    Timestamp time; // of the first thing it tells

    friend bool operator==(const QuietLine &, const QuietLine &) = default;
};

// Those that go with a message's row.
struct QuietLines
{
    QList<QuietLine> aboveDay; // before the row's day line: of an earlier day
    QList<QuietLine> above;
    QList<QuietLine> below; // after the last message of all

    [[nodiscard]] bool isEmpty() const
    {
        return aboveDay.isEmpty() && above.isEmpty() && below.isEmpty();
    }
    friend bool operator==(const QuietLines &, const QuietLines &) = default;
};

// In words; people who do the same soon after one another are one line.
[[nodiscard]] QList<QuietLine> quietLines(const QList<Happening> &happenings,
                                          const UserTable &users);

} // namespace linnet::items

Q_DECLARE_METATYPE(linnet::items::QuietLines)
