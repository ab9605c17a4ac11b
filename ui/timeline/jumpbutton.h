// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace linnet::ui {

class Theme;

// The round button over the timeline that leads to the newest message and tells how many came.
class JumpButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit JumpButton(const Theme &theme, QWidget *parent = nullptr);

    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_count = -1;
};

} // namespace linnet::ui
