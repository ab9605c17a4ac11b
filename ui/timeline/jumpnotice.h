// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/timelinemodel.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace linnet::ui {

class Theme;

// Says that a place far back is being looked for, where that takes longer than one likes to wait
// without a word. Stands at the upper edge of its parent and takes no clicks.
class JumpNotice : public QWidget
{
    Q_OBJECT
public:
    JumpNotice(const Theme &theme, QWidget *parent);

    // Null: nothing is waited for.
    void setModel(const items::TimelineModel *model);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();
    void say();
    void place();

    const Theme &m_theme;
    QPointer<const items::TimelineModel> m_model;
    QTimer m_patience;
};

} // namespace linnet::ui
