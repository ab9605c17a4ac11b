// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace linnet::ui {

class Theme;

// The pill at the upper edge of the timeline that leads to the first unread message above it.
class UnreadButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit UnreadButton(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace linnet::ui
