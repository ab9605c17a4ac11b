// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QAction;

namespace linnet::ui {

class Theme;

// An entry above a list that leads to something else than the list's rows: icon, words, and how
// many there are. Checked while that is what is shown.
class CountedEntry : public QAbstractButton
{
    Q_OBJECT
public:
    // Words, keys and state are the action's, which a click triggers.
    CountedEntry(const QString &iconName, QAction *action, const Theme &theme,
                 QWidget *parent = nullptr);

    // 0: none is shown. words: the same for a screen reader, "3 unread".
    void setCount(int count, const QString &words);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const QString m_iconName;
    const Theme &m_theme;
    int m_count = 0;
};

} // namespace linnet::ui
