// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace linnet::ui {

class Theme;

// A raised area with round corners, to hold what belongs together.
class Panel : public QWidget
{
    Q_OBJECT
public:
    explicit Panel(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace linnet::ui
