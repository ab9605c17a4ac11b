// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QWidget>

namespace linnet::ui {

class Theme;

// "Under way", without a measure: a thin bar with a part that wanders. Moves only while it is
// seen, and not at all where the desktop wants no motion.
class BusyBar : public QWidget
{
    Q_OBJECT
public:
    // label: what is waited for, to a screen reader.
    BusyBar(const Theme &theme, const QString &label, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    const Theme &m_theme;
    QElapsedTimer m_since;
    int m_timer = 0;
};

} // namespace linnet::ui
