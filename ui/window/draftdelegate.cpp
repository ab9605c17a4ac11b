// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/draftdelegate.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace linnet::ui {

namespace {

constexpr int side = 20; // of the icon
constexpr int padding = 8;

} // namespace

DraftDelegate::DraftDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize DraftDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int body = QFontMetrics(m_theme.font(TextSize::Body)).lineSpacing();
    const int meta = QFontMetrics(m_theme.font(TextSize::Meta)).lineSpacing();
    const int about = index.data(About).toString().isEmpty() ? 0 : meta;
    return {200, 2 * body + about + 2 * padding};
}

void DraftDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? t.selected : t.hover);
        painter->drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), metrics::radius,
                                 metrics::radius);
    }
    const QRect inside = option.rect.adjusted(16, padding, -16, -padding);
    const bool urgent = index.data(Urgent).toBool();
    const QRect mark(rightToLeft ? inside.right() + 1 - side : inside.left(), inside.top(), side,
                     side);
    painter->drawPixmap(mark.topLeft(),
                        iconPixmap(index.data(IconName).toString(), urgent ? t.danger : t.muted,
                                   side, painter->device()->devicePixelRatioF()));
    const int beside = side + 12;
    QRect line = rightToLeft ? inside.adjusted(0, 0, -beside, 0) : inside.adjusted(beside, 0, 0, 0);
    const auto draw = [&](Role role, const QFont &font, const QColor &colour) {
        const QString text = index.data(role).toString();
        if (text.isEmpty())
            return;
        const QFontMetrics metrics(font);
        line.setHeight(metrics.lineSpacing());
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(line, Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(text, Qt::ElideRight, line.width()));
        line.moveTop(line.bottom() + 1);
    };
    draw(Title, m_theme.font(TextSize::Body, QFont::DemiBold), t.text);
    draw(About, m_theme.font(TextSize::Meta), t.muted);
    draw(Words, m_theme.font(TextSize::Body), urgent ? t.danger : t.text);
    painter->restore();
}

} // namespace linnet::ui
