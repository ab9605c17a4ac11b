// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

#include <QKeySequence>
#include <QPointer>
#include <QTimer>

#include <functional>

class QPushButton;
class QToolButton;

namespace linnet::ui {

class PlainLabel;

// One sentence that goes by itself after a while: for what was undone and needs no answer, or can
// be undone. It stands on a sill, a widget that makes room for it, so that it covers nothing; where
// no sill is in view, over the lower edge of its parent. A later sentence replaces the earlier one;
// its cross, Escape in it or the time puts it away.
class Notice : public Panel
{
    Q_OBJECT
public:
    // parent: the widget it lies over; owns it.
    Notice(const Theme &theme, QWidget *parent);

    // Where it may stand, the usual place first. Their heights are the notice's to set; as high as
    // they are now is how they rest.
    void setSills(const QList<QWidget *> &sills);
    // Which of them is the next one's, when it is in view.
    void standOn(QWidget *sill) { m_wished = sill; }
    // Plain text, also when others wrote a part of it. Read out by screen readers.
    void say(const QString &sentence);
    // With something that can be done about it for so long, by the button or actNow().
    void offer(const QString &sentence, const QString &action, std::chrono::milliseconds time,
               std::function<void()> done);
    // Does what is offered; false: nothing is.
    bool actNow();
    void putAway();
    // The same, unless it says something else by now.
    void withdraw(const QString &sentence);
    // What is offered, or the cross.
    void focusButton();
    // The key that does it, to be told: empty: none.
    void setKey(const QKeySequence &key) { m_key = key; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(const QString &sentence, std::chrono::milliseconds time);
    void restyle();
    void place();
    [[nodiscard]] QWidget *sillInView() const;
    void stepOff();

    const Theme &m_theme;
    QList<QPointer<QWidget>> m_sills;
    QPointer<QWidget> m_wished;
    QPointer<QWidget> m_sill; // the one it stands on
    QPointer<QWidget> m_before; // had the focus before the button got it
    int m_rest = 0; // height of a sill with nothing on it
    PlainLabel *m_label;
    QPushButton *m_action;
    QToolButton *m_close;
    QKeySequence m_key;
    std::function<void()> m_done; // of the button
    QTimer m_timer;
};

} // namespace linnet::ui
