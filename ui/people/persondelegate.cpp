// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/persondelegate.h"

#include "models/domain/user.h"
#include "models/items/avatar.h"
#include "models/items/personroles.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/avatars.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace linnet::items;

namespace linnet::ui {

namespace {

constexpr int textFlags = int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine;
constexpr int rowMargin = 8; // beside the row's ground
constexpr int padding = 8;
constexpr int markSide = 16;
constexpr int longest = 1000; // letters of a detail

QString oneLine(const QModelIndex &index, int role, int most = 300)
{
    return sanitised(index.data(role).toString(), most).simplified();
}

} // namespace

PersonDelegate::PersonDelegate(const Theme &theme, Avatars &avatars, QWidget *list)
    : QStyledItemDelegate(list)
    , m_theme(theme)
    , m_avatars(avatars)
{
    const auto repaint = [list] {
        auto *view = qobject_cast<QAbstractItemView *>(list);
        (view ? view->viewport() : list)->update();
    };
    connect(&avatars, &Avatars::changed, this, repaint);
    connect(&theme, &Theme::changed, this, repaint);
}

QSize PersonDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics name(m_theme.font(TextSize::Body));
    const QFontMetrics meta(m_theme.font(TextSize::Meta));
    const QString detail = oneLine(index, PersonDetailRole, longest);
    int width = 200;
    if (const auto *view = qobject_cast<const QAbstractItemView *>(option.widget))
        width = view->viewport()->width();
    const int room = width - 2 * (rowMargin + padding) - metrics::smallAvatar - metrics::group - 2;
    const int lines = detail.isEmpty() ? 0 : qMax(1, int(detailLines(detail, room).size()));
    const int more = index.data(PersonMoreRole).toString().isEmpty() ? 0 : 1;
    const int text = name.height() + (lines + more > 0 ? 2 + (lines + more) * meta.height() : 0);
    return {120, qMax(metrics::smallAvatar, text) + 2 * padding};
}

QStringList PersonDelegate::detailLines(const QString &detail, int width) const
{
    const QFont font = m_theme.font(TextSize::Meta);
    const QFontMetrics meta(font);
    if (m_lines <= 1)
        return {meta.elidedText(detail, Qt::ElideRight, width)};
    QStringList lines;
    QTextLayout layout(detail, font);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(qMax(20, width));
        const QString rest = detail.mid(line.textStart());
        if (lines.size() == m_lines - 1) {
            lines << meta.elidedText(rest, Qt::ElideRight, width);
            break;
        }
        lines << rest.left(line.textLength());
    }
    layout.endLayout();
    return lines;
}

void PersonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect.adjusted(rowMargin, 1, -rowMargin, -1);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? t.selected : t.hover);
        painter->drawRoundedRect(row, metrics::radius, metrics::radius);
    }
    if (option.state & QStyle::State_HasFocus)
        Style::drawFocusRing(painter, row, metrics::radius, t.accent);

    const QRect inside = row.adjusted(padding, 0, -padding, 0);
    QRect face(inside.left(), row.top() + padding - 1, metrics::smallAvatar, metrics::smallAvatar);
    const User user = index.data(PersonUserRole).value<User>();
    const qreal ratio = painter->device()->devicePixelRatioF();
    const QPixmap picture = user.id.isEmpty()
        ? m_avatars.pixmap(index.data(PersonAvatarRole).value<Avatar>(), metrics::smallAvatar,
                           ratio)
        : m_avatars.person(user, metrics::smallAvatar, ratio);
    QRect words
        = inside.adjusted(metrics::smallAvatar + metrics::group + 2, padding - 1, 0, -padding + 1);
    face = QStyle::visualRect(option.direction, inside, face);
    words = QStyle::visualRect(option.direction, inside, words);
    painter->setLayoutDirection(option.direction);
    painter->drawPixmap(face.topLeft(), picture);
    paintWords(painter, words, index);
    painter->restore();
}

// Where a count stands at the end of a line, from the top of the line; none takes no room.
QRect PersonDelegate::countRect(int count, const QRect &line) const
{
    if (count <= 0)
        return {};
    const QFontMetrics meta(m_theme.font(TextSize::Meta, QFont::DemiBold));
    const int height = meta.height();
    const int width = qMax(height, meta.horizontalAdvance(QLocale().toString(count)) + 10);
    return {line.right() + 1 - width, 0, width, height};
}

void PersonDelegate::paintWords(QPainter *painter, const QRect &room,
                                const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const bool mirrored = painter->layoutDirection() == Qt::RightToLeft;
    const auto place = [&](const QRect &rect) {
        return mirrored ? QStyle::visualRect(Qt::RightToLeft, room, rect) : rect;
    };
    const int count = index.data(PersonCountRole).toInt();
    const QFont nameFont
        = m_theme.font(TextSize::Body, count > 0 ? QFont::DemiBold : QFont::Normal);
    const QFont metaFont = m_theme.font(TextSize::Meta);
    const QFontMetrics name(nameFont);
    const QFontMetrics meta(metaFont);
    const QString detail = oneLine(index, PersonDetailRole, longest);
    QStringList lines = detail.isEmpty() ? QStringList() : detailLines(detail, room.width());
    const QRect pill = countRect(count, room);
    if (const QString more = oneLine(index, PersonMoreRole); !more.isEmpty())
        lines << meta.elidedText(more, Qt::ElideRight, room.width() - pill.width() - metrics::unit);
    const int height
        = name.height() + (lines.isEmpty() ? 0 : 2 + int(lines.size()) * meta.height());

    QRect line(room.left(), room.top() + (room.height() - height) / 2, room.width(), name.height());
    const QString tag = oneLine(index, PersonTagRole, 60);
    if (!tag.isEmpty()) {
        const int width = qMin(meta.horizontalAdvance(tag) + 2, line.width() / 2);
        const QRect end(line.right() + 1 - width, line.top(), width, line.height());
        painter->setFont(metaFont);
        painter->setPen(t.muted);
        painter->drawText(place(end), textFlags, meta.elidedText(tag, Qt::ElideRight, width));
        line.setRight(end.left() - 1 - metrics::group);
    }
    const bool outside = index.data(PersonOutsideRole).toBool();
    const int forName = line.width() - (outside ? markSide + metrics::unit : 0);
    const QString shown = name.elidedText(oneLine(index, Qt::DisplayRole), Qt::ElideRight, forName);
    painter->setFont(nameFont);
    painter->setPen(t.text);
    painter->drawText(place(QRect(line.left(), line.top(), forName, line.height())), textFlags,
                      shown);
    if (outside) {
        const QRect mark(line.left() + name.horizontalAdvance(shown) + metrics::unit,
                         line.center().y() - markSide / 2 + 1, markSide, markSide);
        painter->drawPixmap(place(mark).topLeft(),
                            iconPixmap(u"person-outside"_s, t.warning, markSide,
                                       painter->device()->devicePixelRatioF()));
    }
    QRect below(room.left(), line.bottom() + 3, room.width(), meta.height());
    painter->setFont(metaFont);
    painter->setPen(t.muted);
    for (const QString &text : lines) {
        painter->drawText(place(below), textFlags, text);
        below.translate(0, meta.height());
    }
    if (count > 0) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.accent);
        const QRect at = place(pill.translated(0, below.top() - meta.height()));
        painter->drawRoundedRect(at, at.height() / 2.0, at.height() / 2.0);
        painter->setFont(m_theme.font(TextSize::Meta, QFont::DemiBold));
        painter->setPen(t.accentText);
        painter->drawText(at, Qt::AlignCenter, QLocale().toString(count));
    }
}

bool PersonDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                               const QStyleOptionViewItem &, const QModelIndex &index)
{
    if (!index.isValid() || event->type() != QEvent::ToolTip)
        return false;
    QStringList lines{oneLine(index, Qt::DisplayRole), oneLine(index, PersonDetailRole, longest),
                      oneLine(index, PersonMoreRole)};
    lines.removeAll(QString());
    if (index.data(PersonOutsideRole).toBool())
        lines << tr("From outside your organisation");
    QToolTip::showText(event->globalPos(), plainToolTip(lines.join(u'\n')), view);
    return true;
}

} // namespace linnet::ui
