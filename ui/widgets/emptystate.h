// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace linnet::ui {

class BusyBar;
class PlainLabel;
class Theme;

// What stands where nothing is to be shown: an icon, a headline, a sentence, at most one action,
// or progress.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Theme &theme, QWidget *parent = nullptr);

    void set(const QString &iconName, const QString &headline, const QString &text);
    // An empty label takes the action away.
    void setAction(const QString &label);
    // done of total; total 0: busy without a measure; negative: no progress.
    void setProgress(int done, int total);

Q_SIGNALS:
    void actionClicked();

private:
    void restyle();

    const Theme &m_theme;
    QString m_iconName;
    QLabel *m_icon;
    PlainLabel *m_headline;
    PlainLabel *m_text;
    QProgressBar *m_progress;
    BusyBar *m_busy;
    QPushButton *m_action;
};

} // namespace linnet::ui
