// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/countedentry.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr int standardHeight = 36;
constexpr int margin = 8; // beside the ground, as with the rows of the list below
} // namespace

CountedEntry::CountedEntry(const QString &iconName, QAction *action, const Theme &theme,
                           QWidget *parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_theme(theme)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setText(action->text());
    setAccessibleName(action->text());
    setToolTip(plainToolTip(QString(
        action->text() + u" ("_s + action->shortcut().toString(QKeySequence::NativeText) + u')')));
    setChecked(action->isChecked());
    // The action decides what is checked.
    connect(action, &QAction::toggled, this, &QAbstractButton::setChecked);
    connect(this, &QAbstractButton::clicked, action, [this, action] {
        setChecked(action->isChecked());
        action->trigger();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CountedEntry::setCount(int count, const QString &words)
{
    m_count = count;
    setAccessibleName(count > 0 ? QString(text() + u", "_s + words) : text());
    update();
}

QSize CountedEntry::sizeHint() const
{
    return {120, standardHeight};
}

void CountedEntry::enterEvent(QEnterEvent *)
{
    update();
}

void CountedEntry::leaveEvent(QEvent *)
{
    update();
}

void CountedEntry::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // As wide as the rows of the list, beside which its bar stands.
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    const QRect ground = rect().adjusted(margin, 1, -margin - bar, -1);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? t.selected : t.hover);
        painter.drawRoundedRect(ground, metrics::radius, metrics::radius);
    }
    if (hasFocus())
        Style::drawFocusRing(&painter, ground, metrics::radius, t.accent);

    const QRect inside = ground.adjusted(margin, 0, -margin, 0);
    const auto place
        = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), inside, part); };
    const QRect picture(inside.left() + (metrics::smallAvatar - metrics::icon) / 2,
                        inside.center().y() - metrics::icon / 2 + 1, metrics::icon, metrics::icon);
    painter.drawPixmap(place(picture).topLeft(),
                       iconPixmap(m_iconName, t.muted, metrics::icon, devicePixelRatioF()));
    QRect words = inside.adjusted(metrics::smallAvatar + 10, 0, 0, 0);
    if (m_count > 0) {
        const QFont font = m_theme.font(TextSize::Meta, QFont::DemiBold);
        const QFontMetrics meta(font);
        const QString count = QLocale().toString(m_count);
        const int width = qMax(meta.height(), meta.horizontalAdvance(count) + 10);
        const QRect pill(words.right() + 1 - width, words.center().y() - meta.height() / 2, width,
                         meta.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawRoundedRect(place(pill), meta.height() / 2.0, meta.height() / 2.0);
        painter.setFont(font);
        painter.setPen(t.accentText);
        painter.drawText(place(pill), Qt::AlignCenter, count);
        words.setRight(pill.left() - metrics::unit);
    }
    const QFont font = m_theme.font(TextSize::Body, m_count > 0 ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    painter.setPen(t.text);
    painter.drawText(place(words),
                     int(Qt::AlignVCenter)
                         | int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)),
                     QFontMetrics(font).elidedText(text(), Qt::ElideRight, words.width()));
}

} // namespace linnet::ui
