// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/textselection.h"

namespace linnet::ui {

void TextSelection::begin(const QModelIndex &row, TextPlace place)
{
    m_rows = false;
    m_anchor = m_head = {row, place};
}

void TextSelection::extendTo(const QModelIndex &row, TextPlace place)
{
    m_head = {row, place};
}

void TextSelection::beginRow(const QModelIndex &row)
{
    m_rows = true;
    m_anchor = m_head = {row, rowBegin};
}

void TextSelection::extendToRow(const QModelIndex &row)
{
    m_rows = true; // what was begun within a row is whole rows from now on
    m_head = {row, rowBegin};
}

void TextSelection::clear()
{
    *this = {};
}

bool TextSelection::isEmpty() const
{
    if (!m_anchor.row.isValid() || !m_head.row.isValid())
        return true;
    return !m_rows && m_anchor.row == m_head.row && m_anchor.place == m_head.place;
}

bool TextSelection::isForward() const
{
    if (m_anchor.row != m_head.row)
        return m_anchor.row.row() < m_head.row.row();
    return m_anchor.place <= m_head.place;
}

QModelIndex TextSelection::first() const
{
    if (isEmpty())
        return {};
    return isForward() ? m_anchor.row : m_head.row;
}

QModelIndex TextSelection::last() const
{
    if (isEmpty())
        return {};
    return isForward() ? m_head.row : m_anchor.row;
}

std::optional<TextSelection::Range> TextSelection::rangeIn(const QModelIndex &row) const
{
    if (isEmpty() || !row.isValid())
        return std::nullopt;
    const End &from = isForward() ? m_anchor : m_head;
    const End &to = isForward() ? m_head : m_anchor;
    if (row.row() < from.row.row() || row.row() > to.row.row())
        return std::nullopt;
    Range range{rowBegin, rowEnd};
    if (!m_rows) {
        if (row == from.row)
            range.first = from.place;
        if (row == to.row)
            range.second = to.place;
    }
    if (range.first == range.second)
        return std::nullopt;
    return range;
}

} // namespace linnet::ui
