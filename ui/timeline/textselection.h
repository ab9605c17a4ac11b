// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/messagelayout.h"

#include <QPersistentModelIndex>

#include <optional>
#include <utility>

namespace linnet::ui {

// What is selected in a list of rows: from one place in the texts of a row to one in another, or
// rows as a whole. Stays with its rows as others come and go; is empty once an end of it is gone.
class TextSelection
{
public:
    void begin(const QModelIndex &row, TextPlace place);
    void extendTo(const QModelIndex &row, TextPlace place);
    // From the row where it began to this one, both as a whole.
    void beginRow(const QModelIndex &row);
    void extendToRow(const QModelIndex &row);
    void clear();

    [[nodiscard]] bool isEmpty() const;
    // In order, first to last; invalid when empty.
    [[nodiscard]] QModelIndex first() const;
    [[nodiscard]] QModelIndex last() const;
    // Where the one end is that moves; invalid when empty.
    [[nodiscard]] QModelIndex moving() const { return m_head.row; }

    using Range = std::pair<TextPlace, TextPlace>;
    // The part of a row that is selected, begin before end.
    [[nodiscard]] std::optional<Range> rangeIn(const QModelIndex &row) const;
    [[nodiscard]] static bool isWhole(const Range &range)
    {
        return range.first == rowBegin && range.second == rowEnd;
    }

private:
    struct End
    {
        QPersistentModelIndex row;
        TextPlace place;
    };
    [[nodiscard]] bool isForward() const;

    End m_anchor;
    End m_head;
    bool m_rows = false; // whole ones
};

} // namespace linnet::ui
