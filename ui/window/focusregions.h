// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <functional>

class QWidget;

namespace linnet::ui {

// The parts of a window that the keyboard goes through with F6, in the order of reading. Those that
// are not seen are left out.
class FocusRegions
{
public:
    explicit FocusRegions(const QWidget &window)
        : m_window(window)
    {
    }

    // take: how the part takes the keyboard; without it, as widgets do. The widget must outlive
    // this.
    void add(QWidget *part, std::function<void()> take = {});
    // To the next (1) or the former (-1), round and round.
    void move(int step) const;

private:
    struct Region
    {
        QWidget *part;
        std::function<void()> take;
    };

    const QWidget &m_window;
    QList<Region> m_regions;
};

} // namespace linnet::ui
