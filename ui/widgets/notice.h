// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace linnet::ui {

class PlainLabel;
class Theme;

// One sentence over the lower edge of its parent that goes by itself after a while: for what was
// undone and needs no answer. A later sentence replaces the earlier one; a click puts it away.
class Notice : public QWidget
{
    Q_OBJECT
public:
    // parent: the widget it lies over; owns it.
    Notice(const Theme &theme, QWidget *parent);

    // Plain text, also when others wrote a part of it. Read out by screen readers.
    void say(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();

    const Theme &m_theme;
    PlainLabel *m_label;
    QTimer m_timer;
};

} // namespace linnet::ui
