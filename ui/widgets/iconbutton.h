// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace linnet::ui {

class Theme;

// A flat, square button of one of our icons. Without a visible text, hence always with a name for
// screen readers and a tooltip; both are the label. InstantPopup is for those with a menu only:
// without one Qt then offers assistive technology nothing to press.
class IconButton : public QToolButton
{
    Q_OBJECT
public:
    IconButton(const QString &iconName, const QString &label, const Theme &theme,
               QWidget *parent = nullptr);

    void setLabel(const QString &label);
    // As with setDefaultAction: text and keys come from the action; ours is the icon.
    void follow(QAction *action);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace linnet::ui
