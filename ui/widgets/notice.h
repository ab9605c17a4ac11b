// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QPushButton;

namespace linnet::ui {

class PlainLabel;
class Theme;

// One sentence over the lower edge of its parent that goes by itself after a while: for what was
// undone and needs no answer, or can be undone. A later sentence replaces the earlier one; a click
// puts it away.
class Notice : public QWidget
{
    Q_OBJECT
public:
    // parent: the widget it lies over; owns it.
    Notice(const Theme &theme, QWidget *parent);

    // Stands over the upper edge of that widget while it is seen, for what is in it must not be
    // covered.
    void standOn(QWidget *widget);
    // Plain text, also when others wrote a part of it. Read out by screen readers.
    void say(const QString &sentence);
    // With something that can be done about it for so long, by the button or actNow().
    void offer(const QString &sentence, const QString &action, std::chrono::milliseconds time,
               std::function<void()> done);
    // Does what is offered; false: nothing is.
    bool actNow();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void show(const QString &sentence, std::chrono::milliseconds time);
    void place();

    const Theme &m_theme;
    QPointer<QWidget> m_ground;
    PlainLabel *m_label;
    QPushButton *m_action;
    std::function<void()> m_done; // of the button
    QTimer m_timer;
};

} // namespace linnet::ui
