// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversationlayout.h"

#include "models/items/spacelistproxy.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QStyle>

using namespace Qt::StringLiterals;
using linnet::items::SpaceListModel;
using linnet::items::SpaceListProxy;

namespace linnet::ui {

namespace {

constexpr int rowMargin = 8; // from the list's edge to the highlight
constexpr int rowPadding = 8; // from the highlight's edge to the content
constexpr int rowHeight = 56;
constexpr int headingSpace = 12; // above a heading's text
constexpr int gap = 6;
constexpr int markSide = 14;
constexpr int badgePadding = 6;
constexpr int dotSide = 8;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::ConversationLayout)
};

QString headingFor(items::Section section)
{
    switch (section) {
    case items::Section::DirectMessages:
        return Words::tr("Direct messages");
    case items::Section::Spaces:
        return Words::tr("Spaces");
    }
    return {};
}

QString badgeFor(int count)
{
    return count > 99 ? Words::tr("99+") : QLocale().toString(count);
}

// Takes width off the right end of a line, with a gap to what is left of it.
QRect takeRight(QRect &line, int width, int height)
{
    const QRect taken(line.right() + 1 - width, line.center().y() - height / 2, width, height);
    line.setRight(taken.left() - 1 - gap);
    return taken;
}

QRect takeLeft(QRect &line, int width, int height)
{
    const QRect taken(line.left(), line.center().y() - (height - 1) / 2, width, height);
    line.setLeft(taken.right() + 1 + gap);
    return taken;
}

// First line: title, marks of the conversation's kind, time.
void layoutTitle(ConversationLayout &layout, const ConversationFacts &facts, QRect line,
                 const ConversationFonts &fonts)
{
    const QFontMetrics meta(fonts.meta);
    if (!facts.time.isEmpty())
        layout.time = takeRight(line, meta.horizontalAdvance(facts.time), line.height());
    const int marks = (int(facts.muted) + int(facts.external)) * (markSide + gap);

    const QFontMetrics title(facts.unread ? fonts.unreadTitle : fonts.title);
    const int room = line.width() - marks;
    layout.titleText = title.elidedText(facts.title, Qt::ElideRight, room);
    layout.titleCut = layout.titleText != facts.title;
    const int used = qMin(room, title.horizontalAdvance(layout.titleText));
    layout.title = takeLeft(line, used, line.height());
    if (facts.external)
        layout.externalMark = takeLeft(line, markSide, markSide);
    if (facts.muted)
        layout.mutedMark = takeLeft(line, markSide, markSide);
}

// Second line: what could not be sent, draft or preview, badges.
void layoutPreview(ConversationLayout &layout, const ConversationFacts &facts, QRect line,
                   const ConversationFonts &fonts)
{
    const QFontMetrics meta(fonts.meta);
    const QFontMetrics bold(fonts.metaBold);
    const int badgeHeight = bold.height() + 2;
    if (facts.unreadCount > 0) {
        layout.badgeText = badgeFor(facts.unreadCount);
        const int width
            = qMax(badgeHeight, bold.horizontalAdvance(layout.badgeText) + 2 * badgePadding);
        layout.unreadBadge = takeRight(line, width, badgeHeight);
    } else if (facts.unread) {
        layout.unreadBadge = takeRight(line, dotSide, dotSide);
    }
    if (facts.mentions > 0)
        layout.mentionBadge = takeRight(line, badgeHeight, badgeHeight);

    QString text = facts.preview;
    if (facts.failed > 0) {
        layout.sendMark = takeLeft(line, markSide, markSide);
        layout.labelText = Words::tr("Not sent");
    } else if (!facts.draft.isEmpty()) {
        layout.labelText = Words::tr("Draft:");
        text = facts.draft;
    } else if (facts.queued > 0) {
        layout.sendMark = takeLeft(line, markSide, markSide);
    }
    if (!layout.labelText.isEmpty()) {
        layout.labelText = bold.elidedText(layout.labelText, Qt::ElideRight, line.width());
        layout.label = takeLeft(line, bold.horizontalAdvance(layout.labelText), line.height());
    }
    if (line.width() < meta.averageCharWidth() * 2)
        return;
    layout.previewText = meta.elidedText(text, Qt::ElideRight, line.width());
    layout.previewCut = layout.previewText != text;
    layout.preview = line;
}

void mirror(ConversationLayout &layout, const QRect &item)
{
    for (QRect *rect :
         {&layout.heading, &layout.row, &layout.avatar, &layout.title, &layout.mutedMark,
          &layout.externalMark, &layout.time, &layout.sendMark, &layout.label, &layout.preview,
          &layout.mentionBadge, &layout.unreadBadge}) {
        if (!rect->isEmpty())
            *rect = QStyle::visualRect(Qt::RightToLeft, item, *rect);
    }
}

int headingHeight(const ConversationFonts &fonts)
{
    return headingSpace + QFontMetrics(fonts.metaBold).height() + metrics::unit;
}

int lineHeights(const ConversationFonts &fonts)
{
    return QFontMetrics(fonts.unreadTitle).height() + 2 + QFontMetrics(fonts.meta).height();
}

// A conversation of which nothing is cached has one line, in the middle.
bool hasSecondLine(const ConversationFacts &facts)
{
    return !facts.preview.isEmpty() || !facts.draft.isEmpty() || facts.unread || facts.failed > 0
        || facts.queued > 0;
}

} // namespace

ConversationFonts::ConversationFonts(const Theme &theme)
    : title(theme.font(TextSize::Body))
    , unreadTitle(theme.font(TextSize::Body, QFont::Bold))
    , meta(theme.font(TextSize::Meta))
    , metaBold(theme.font(TextSize::Meta, QFont::DemiBold))
{
}

ConversationFacts conversationFacts(const QModelIndex &index, Timestamp now, const QLocale &locale)
{
    const auto text = [&index](int role) { return sanitised(index.data(role).toString(), 300); };
    ConversationFacts facts;
    if (index.data(SpaceListProxy::SectionStartRole).toBool())
        facts.heading = headingFor(index.data(SpaceListModel::SectionRole).value<items::Section>());
    facts.title = text(SpaceListModel::TitleRole);
    facts.time = shortTime(index.data(SpaceListModel::TimeRole).value<Timestamp>(), now, locale);
    facts.preview = text(SpaceListModel::PreviewRole);
    facts.draft = text(SpaceListModel::DraftRole).simplified();
    facts.unreadCount = index.data(SpaceListModel::UnreadCountRole).toInt();
    facts.mentions = index.data(SpaceListModel::MentionCountRole).toInt();
    facts.failed = index.data(SpaceListModel::FailedCountRole).toInt();
    facts.queued = index.data(SpaceListModel::QueuedCountRole).toInt();
    facts.unread = index.data(SpaceListModel::UnreadRole).toBool();
    facts.muted = index.data(SpaceListModel::MutedRole).toBool();
    facts.external = index.data(SpaceListModel::ExternalRole).toBool();
    return facts;
}

int conversationHeight(bool withHeading, const ConversationFonts &fonts)
{
    // Grows with the system's font, never below the comfortable density.
    const int row = qMax(rowHeight, lineHeights(fonts) + 2 * rowPadding);
    return row + (withHeading ? headingHeight(fonts) : 0);
}

ConversationLayout layoutConversation(const ConversationFacts &facts, const QRect &item,
                                      const ConversationFonts &fonts, Qt::LayoutDirection direction)
{
    ConversationLayout layout;
    QRect rest = item;
    if (!facts.heading.isEmpty()) {
        const int height = headingHeight(fonts);
        layout.heading = QRect(item.left() + rowMargin + rowPadding, item.top() + headingSpace,
                               item.width() - 2 * (rowMargin + rowPadding),
                               height - headingSpace - metrics::unit);
        rest.setTop(item.top() + height);
    }
    layout.row = rest.adjusted(rowMargin, 1, -rowMargin, -1);
    const QRect content = layout.row.adjusted(rowPadding, 0, -rowPadding, 0);
    layout.avatar = QRect(content.left(), content.center().y() - metrics::smallAvatar / 2 + 1,
                          metrics::smallAvatar, metrics::smallAvatar);

    const int left = layout.avatar.right() + 1 + metrics::group + 2;
    const int titleHeight = QFontMetrics(fonts.unreadTitle).height();
    const int metaHeight = QFontMetrics(fonts.meta).height();
    const int text = hasSecondLine(facts) ? lineHeights(fonts) : titleHeight;
    const int top = content.center().y() + 1 - text / 2;
    const QRect first(left, top, content.right() + 1 - left, titleHeight);
    const QRect second(left, first.bottom() + 3, first.width(), metaHeight);
    layoutTitle(layout, facts, first, fonts);
    layoutPreview(layout, facts, second, fonts);
    if (direction == Qt::RightToLeft)
        mirror(layout, item);
    return layout;
}

} // namespace linnet::ui
