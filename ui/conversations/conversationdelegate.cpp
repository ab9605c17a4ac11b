// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversationdelegate.h"

#include "models/items/spacelistproxy.h"
#include "ui/conversations/face.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"
#include "ui/theme/avatars.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"

#include <QAbstractItemView>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;
using linnet::items::SpaceListModel;
using linnet::items::SpaceListProxy;

namespace linnet::ui {

namespace {

constexpr int textFlags = int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine;

void drawMark(QPainter *painter, const QRect &rect, const QString &name, const QColor &colour)
{
    if (rect.isEmpty())
        return;
    painter->drawPixmap(
        rect.topLeft(),
        iconPixmap(name, colour, rect.width(), painter->device()->devicePixelRatioF()));
}

} // namespace

ConversationDelegate::ConversationDelegate(const Theme &theme, Avatars &avatars,
                                           const items::UserTable &users, const Clock &clock,
                                           QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_avatars(avatars)
    , m_users(users)
    , m_clock(clock)
    , m_base(QGuiApplication::font())
    , m_fonts(theme)
{
}

const ConversationFonts &ConversationDelegate::fonts() const
{
    if (m_base != QGuiApplication::font()) {
        m_base = QGuiApplication::font();
        m_fonts = ConversationFonts(m_theme);
    }
    return m_fonts;
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool heading = index.data(SpaceListProxy::SectionStartRole).toBool();
    return {180, conversationHeight(heading, fonts())};
}

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const ConversationFacts facts = conversationFacts(index, m_clock.now(), option.locale);
    const ConversationLayout layout
        = layoutConversation(facts, option.rect, fonts(), option.direction);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setLayoutDirection(option.direction);
    if (!layout.heading.isEmpty()) {
        painter->setFont(fonts().metaBold);
        painter->setPen(t.muted);
        painter->drawText(layout.heading, textFlags, facts.heading);
    }
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? t.selected : t.hover);
        painter->drawRoundedRect(layout.row, metrics::radius, metrics::radius);
    }
    if (option.state & QStyle::State_HasFocus)
        Style::drawFocusRing(painter, layout.row, metrics::radius, t.accent);
    paintRow(painter, facts, layout,
             conversationFace(index, m_avatars, m_users, metrics::smallAvatar,
                              painter->device()->devicePixelRatioF()));
    paintBadges(painter, facts, layout);
    painter->restore();
}

void ConversationDelegate::paintRow(QPainter *painter, const ConversationFacts &facts,
                                    const ConversationLayout &layout, const QPixmap &avatar) const
{
    const Tokens &t = m_theme.tokens();
    painter->setOpacity(facts.muted ? 0.6 : 1.0);
    painter->drawPixmap(layout.avatar.topLeft(), avatar);
    painter->setOpacity(1.0);

    painter->setFont(facts.unread ? fonts().unreadTitle : fonts().title);
    painter->setPen(facts.muted ? t.muted : t.text);
    painter->drawText(layout.title, textFlags, layout.titleText);
    drawMark(painter, layout.externalMark, u"person-outside"_s, t.warning);
    drawMark(painter, layout.mutedMark, u"bell-off"_s, t.muted);

    painter->setFont(fonts().meta);
    painter->setPen(facts.unread && !facts.muted ? t.accent : t.muted);
    painter->drawText(layout.time, textFlags, facts.time);

    const bool failed = facts.failed > 0;
    drawMark(painter, layout.sendMark, failed ? u"failed"_s : u"pending"_s,
             failed ? t.danger : t.muted);
    painter->setFont(fonts().metaBold);
    painter->setPen(failed ? t.danger : t.accent);
    painter->drawText(layout.label, textFlags, layout.labelText);
    painter->setFont(fonts().meta);
    painter->setPen(facts.unread && !facts.muted ? t.text : t.muted);
    painter->drawText(layout.preview, textFlags, layout.previewText);
}

void ConversationDelegate::paintBadges(QPainter *painter, const ConversationFacts &facts,
                                       const ConversationLayout &layout) const
{
    const Tokens &t = m_theme.tokens();
    const auto pill = [&](const QRect &rect, const QString &text) {
        if (rect.isEmpty())
            return;
        painter->setPen(Qt::NoPen);
        painter->setBrush(facts.muted ? t.muted : t.accent);
        painter->drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
        painter->setPen(facts.muted ? t.surface : t.accentText);
        painter->drawText(rect, Qt::AlignCenter, text);
    };
    painter->setFont(fonts().metaBold);
    pill(layout.unreadBadge, layout.badgeText);
    if (!layout.mentionBadge.isEmpty()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.accent);
        painter->drawEllipse(layout.mentionBadge);
        const QRect mark = layout.mentionBadge.adjusted(2, 2, -2, -2);
        drawMark(painter, mark, u"mention"_s, t.accentText);
    }
}

bool ConversationDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                     const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (!index.isValid() || event->type() != QEvent::ToolTip)
        return false;
    const ConversationFacts facts = conversationFacts(index, m_clock.now(), option.locale);
    const ConversationLayout layout
        = layoutConversation(facts, option.rect, fonts(), option.direction);
    QStringList lines;
    if (layout.time.contains(event->pos())) {
        lines << fullTime(index.data(SpaceListModel::TimeRole).value<Timestamp>(), option.locale);
    } else {
        if (layout.titleCut)
            lines << facts.title;
        if (layout.previewCut)
            lines << (layout.labelText.isEmpty() || facts.failed ? facts.preview : facts.draft);
        if (facts.failed > 0)
            lines << (facts.failed == 1 ? tr("1 message not sent")
                                        : tr("%n messages not sent", nullptr, facts.failed));
        if (facts.external)
            lines << tr("Someone from outside your organisation is here");
        if (facts.muted)
            lines << tr("Muted");
    }
    if (lines.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), plainToolTip(lines.join(u'\n')), view);
    return true;
}

} // namespace linnet::ui
