// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/iconbutton.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

IconButton::IconButton(const QString &iconName, const QString &label, const Theme &theme,
                       QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setIconSize(QSize(metrics::icon, metrics::icon));
    setFixedSize(32, 32);
    setFocusPolicy(Qt::TabFocus);
    setThemedIcon(this, iconName, theme);
    setLabel(label);
}

void IconButton::setLabel(const QString &label)
{
    setAccessibleName(label);
    setToolTip(plainToolTip(label));
}

void IconButton::follow(QAction *action)
{
    const auto take = [this, action] {
        QString label = action->iconText();
        setAccessibleName(label);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        setToolTip(plainToolTip(keys.isEmpty() ? label : tr("%1 (%2)").arg(label, keys)));
        setEnabled(action->isEnabled());
        setCheckable(action->isCheckable());
        setChecked(action->isChecked());
    };
    take();
    connect(action, &QAction::changed, this, take);
    if (!action->isCheckable()) {
        connect(this, &QToolButton::clicked, action, &QAction::trigger);
        return;
    }
    // Assistive technology toggles without a click.
    connect(this, &QToolButton::toggled, action, [action](bool on) {
        if (action->isChecked() != on)
            action->trigger();
    });
}

void IconButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (hasFocus()) {
        QPainter painter(this);
        Style::drawFocusRing(&painter, rect(), metrics::smallRadius, m_theme.tokens().accent);
    }
}

} // namespace linnet::ui
