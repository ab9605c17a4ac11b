// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/items/timelinemodel.h"
#include "ui/cards/cardstate.h"
#include "ui/cards/picturerule.h"
#include "ui/timeline/rowbuilder.h"
#include "ui/timeline/textblocks.h"

#include <QModelIndex>

namespace linnet::ui {

class FileFetches;

// Makes the layout of a row of a TimelineModel. Pure: reads roles, theme, names and the clock's
// day; keeps nothing but fonts. Less than 50 ms whatever the message holds.
class MessageLayouter
{
public:
    MessageLayouter(const Theme &theme, const items::UserTable &users, const Clock &clock);

    // former: what was laid out for the row before, to go on from.
    [[nodiscard]] MessageLayout layout(const QModelIndex &index, int width, const TextLimit &limit,
                                       const CardState &cards = {},
                                       const MessageLayout *former = nullptr) const;
    // The theme's fonts are others now.
    void refreshFonts();
    // Which pictures of cards get their place in layouts to come.
    [[nodiscard]] CardPictures cardPictures() const { return m_cardPictures; }
    void setCardPictures(CardPictures pictures) { m_cardPictures = pictures; }
    // How large pictures of the net are; must outlive it. Null: none is known.
    void setPictureShapes(const PictureShapes *shapes) { m_shapes = shapes; }
    // Which files are being fetched; must outlive it. Null: none is.
    void setFetches(const FileFetches *fetches) { m_fetches = fetches; }
    [[nodiscard]] const RowFonts &fonts() const { return m_fonts; }

private:
    [[nodiscard]] MessageLayout historyRow(const QModelIndex &index, int width) const;
    [[nodiscard]] MessageLayout messageRow(const QModelIndex &index, int width,
                                           const TextLimit &limit, const CardState &cards,
                                           const MessageLayout *former) const;
    void addLines(RowBuilder &row, const QModelIndex &index) const;
    void addHeader(RowBuilder &row, const QModelIndex &index, const Message &message) const;
    [[nodiscard]] qreal addBadge(RowBuilder &row, const QString &words, qreal x, qreal y,
                                 Colour colour) const;
    bool addBody(RowBuilder &row, const QModelIndex &index, const Message &message,
                 const TextLimit &limit, const CardState &cards) const;

    const Theme &m_theme;
    const items::UserTable &m_users;
    const Clock &m_clock;
    RowFonts m_fonts;
    CardPictures m_cardPictures = CardPictures::Asked;
    const PictureShapes *m_shapes = nullptr;
    const FileFetches *m_fetches = nullptr;
};

} // namespace linnet::ui
