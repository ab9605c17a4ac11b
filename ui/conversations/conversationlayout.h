// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timestamp.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QModelIndex>
#include <QRect>

namespace linnet::ui {

// What a row of the list says, read from the model once.
struct ConversationFacts
{
    QString heading; // above the row; empty: none
    QString title;
    QString time;
    QString preview;
    QString draft;
    int unreadCount = 0;
    int mentions = 0;
    int failed = 0;
    int queued = 0;
    bool unread = false;
    bool muted = false;
    bool external = false;
};

// A row as rectangles and cut texts, computed once and read by painting, tooltips and tests.
// Empty rectangles are not there. Mirrored where the direction is right to left.
struct ConversationLayout
{
    QRect heading;
    QRect row; // the part that highlights
    QRect avatar;
    QRect title;
    QRect mutedMark;
    QRect externalMark;
    QRect time;
    QRect sendMark; // failed or queued
    QRect label; // "Draft:" or "Not sent:"
    QRect preview;
    QRect mentionBadge;
    QRect unreadBadge;

    QString titleText;
    QString labelText;
    QString previewText;
    QString badgeText; // empty with a badge: a dot
    bool titleCut = false;
    bool previewCut = false;
};

struct ConversationFonts
{
    explicit ConversationFonts(const Theme &theme);
    QFont title;
    QFont unreadTitle;
    QFont meta;
    QFont metaBold;
};

[[nodiscard]] ConversationFacts conversationFacts(const QModelIndex &index, Timestamp now,
                                                  const QLocale &locale);
[[nodiscard]] ConversationLayout layoutConversation(const ConversationFacts &facts,
                                                    const QRect &item,
                                                    const ConversationFonts &fonts,
                                                    Qt::LayoutDirection direction);
[[nodiscard]] int conversationHeight(bool withHeading, const ConversationFonts &fonts);

} // namespace linnet::ui
