// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/personchip.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/avatars.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr int chipHeight = 28;
constexpr int faceSide = 20;
constexpr int crossSide = 14;
constexpr int inset = 4;
constexpr int widestName = 180;
} // namespace

PersonChip::PersonChip(const User &user, const QString &name, const Theme &theme, Avatars &avatars,
                       QWidget *parent)
    : QAbstractButton(parent)
    , m_user(user)
    , m_theme(theme)
    , m_avatars(avatars)
{
    const QString plain = sanitised(name, 200).simplified();
    setText(plain);
    setAccessibleName(tr("Remove %1").arg(plain));
    setToolTip(plainToolTip(tr("Remove %1").arg(plain)));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(&avatars, &Avatars::changed, this, qOverload<>(&QWidget::update));
}

QSize PersonChip::sizeHint() const
{
    const QFontMetrics body(m_theme.font(TextSize::Body));
    const int name = qMin(widestName, body.horizontalAdvance(text()));
    return {inset + faceSide + 6 + name + 6 + crossSide + 8,
            qMax(chipHeight, body.height() + 2 * inset)};
}

void PersonChip::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.border);
    painter.setBrush(underMouse() ? t.hover : t.raised);
    const qreal radius = height() / 2.0 - 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const auto place = [this](const QRect &rect) {
        return QStyle::visualRect(layoutDirection(), this->rect(), rect);
    };
    const QRect face(inset, (height() - faceSide) / 2, faceSide, faceSide);
    painter.drawPixmap(place(face).topLeft(),
                       m_avatars.person(m_user, faceSide, devicePixelRatioF()));
    const QRect cross(width() - crossSide - 8, (height() - crossSide) / 2, crossSide, crossSide);
    painter.drawPixmap(place(cross).topLeft(),
                       iconPixmap(u"close"_s, t.muted, crossSide, devicePixelRatioF()));
    const QRect name(face.right() + 7, 0, cross.left() - face.right() - 12, height());
    painter.setFont(m_theme.font(TextSize::Body));
    painter.setPen(t.text);
    painter.drawText(place(name), int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, name.width()));
    if (hasFocus())
        Style::drawFocusRing(&painter, rect(), radius, t.accent);
}

} // namespace linnet::ui
