// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardlayouter.h"
#include "ui/cards/cardmodel.h"
#include "ui/timeline/rowbuilder.h"

namespace linnet::ui::cards {

// Where a widget may stand.
struct Slot
{
    qreal left = 0;
    qreal top = 0;
    qreal width = 0;
    Alignment alignment = Alignment::Start;

    [[nodiscard]] qreal right() const { return left + width; }
    // What lies below the given distance.
    [[nodiscard]] Slot below(qreal distance) const
    {
        return {left, top + distance, width, alignment};
    }
};

// Places texts, boxes and icons of cards and what can be pointed at, and keeps count of what they
// cost: after 16,000 characters, 300 emoji or 600 texts there is no more (Qt takes some 80 us for
// an emoji); after 60 pictures only what stands in for them. Knows nothing of widgets.
class CardCanvas
{
public:
    CardCanvas(const CardLook &look, const CardState &state);

    [[nodiscard]] const CardLook &look() const { return m_look; }
    [[nodiscard]] const RowFonts &fonts() const { return m_look.fonts; }
    [[nodiscard]] const Tokens &tokens() const { return m_look.tokens; }
    [[nodiscard]] int value(int place) const { return m_state.value(place); }
    // Something had to be left out.
    [[nodiscard]] bool isSpent() const { return m_spent; }
    void forgetSpent();
    [[nodiscard]] CardLayout take(int width, int height);

    // What was added since can be moved, and measured.
    struct Mark
    {
        size_t piece = 0;
        size_t area = 0;
        size_t control = 0;
    };
    [[nodiscard]] Mark mark() const
    {
        return {m_layout.pieces.size(), m_layout.areas.size(), m_layout.controls.size()};
    }
    void shift(const Mark &since, qreal dx, qreal dy) { shift(since, mark(), dx, dy); }
    void shift(const Mark &since, const Mark &until, qreal dx, qreal dy);
    // As far to the right as the slot's alignment wants of something so wide.
    void align(const Mark &since, const Mark &until, const Slot &slot, qreal width);
    // What was added from second on comes before what was added from first on.
    void swap(const Mark &first, const Mark &second);
    // Takes away what was added since.
    void drop(const Mark &since);
    [[nodiscard]] QRectF covered(const Mark &since) const;

    int addControl(const CardControl &control);
    // The number of the area, for one whose size comes later.
    size_t addArea(int control, const QRectF &rect);
    void setArea(size_t number, const QRectF &rect) { m_layout.areas[number].rect = rect; }
    // Tells about a part that does nothing; nothing for no words.
    void addWords(const QString &words, const QRectF &rect);
    // The number of the box, for one whose size comes later.
    size_t addBox(const CardBox &box);
    void setBox(size_t number, const CardBox &box) { m_layout.pieces[number] = box; }
    void addIcon(const QString &name, const QRectF &rect, CardColour colour = {&Tokens::muted});
    // What stands in for it instead, where it is not to be fetched.
    void addPicture(const CardPicture &picture);
    // It stands in for a picture that waits for the reader's word.
    void withhold(const QString &address);
    // The picture will be fetched.
    [[nodiscard]] bool loads(const QString &address) const;

    // A line that is measured before it has its place.
    struct Line
    {
        LaidParagraph laid;
        QString whole;
        const RowFonts::Face *face = nullptr;
        qreal width = 0;
    };
    [[nodiscard]] Line measure(const QString &text, const RowFonts::Face &face);
    // Of lines on a control that tells about itself.
    static constexpr int told = -2;
    // Elided to fit; the whole is told then, unless a control does. Returns what it covers.
    QRectF addLine(Line line, const QPointF &topLeft, qreal maximum, CardColour colour,
                   int control = -1);
    QRectF addLine(const QString &text, const RowFonts::Face &face, const QPointF &topLeft,
                   qreal maximum, CardColour colour, int control = -1);

    struct TextLook
    {
        const RowFonts::Face *face = nullptr;
        CardColour colour = {&Tokens::text};
        int maximumLines = 0; // 0: all
        bool wrap = true; // else each line is elided
        Alignment alignment = Alignment::Start;
        qsizetype maximumCharacters = 0; // 0: all
    };
    struct Extent
    {
        qreal width = 0; // natural
        qreal height = 0;
        bool cut = false; // not all of it is shown
    };
    Extent addText(const Text &text, const QPointF &topLeft, qreal width, const TextLook &look);

    // A colour that an app chose for text, as it can be read on the background.
    [[nodiscard]] QColor readable(const QColor &colour, const QColor &background) const;

private:
    struct Source; // a paragraph with what its parts stand for
    [[nodiscard]] QString afforded(const QString &text);
    Extent addBlock(const Block &block, const QPointF &topLeft, qreal width, const TextLook &look);
    Extent addParagraph(const Source &source, const QPointF &topLeft, qreal width,
                        const TextLook &look);
    Extent addElided(const Source &source, const QPointF &topLeft, qreal width,
                     const TextLook &look);
    void addLinks(const Source &source, const QTextLayout &layout, CardLine &line);
    [[nodiscard]] QTextCharFormat formatOf(const Run &run) const;

    const CardLook &m_look;
    const CardState &m_state;
    CardLayout m_layout;
    qsizetype m_characters = 16'000;
    int m_emoji = 300;
    int m_texts = 600;
    int m_pictures = 60;
    bool m_spent = false;
};

} // namespace linnet::ui::cards
