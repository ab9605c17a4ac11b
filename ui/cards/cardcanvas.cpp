// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardcanvas.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

CardCanvas::CardCanvas(const CardLook &look, const CardState &state)
    : m_look(look)
    , m_state(state)
{
}

void CardCanvas::forgetSpent()
{
    // Enough for the sentence that says so.
    m_spent = false;
    m_texts = qMax(m_texts, 4);
    m_characters = qMax<qsizetype>(m_characters, 1'000);
}

CardLayout CardCanvas::take(int width, int height)
{
    m_layout.width = width;
    m_layout.height = height;
    return std::move(m_layout);
}

void CardCanvas::shift(const Mark &since, const Mark &until, qreal dx, qreal dy)
{
    for (size_t i = since.piece; i < until.piece; ++i) {
        std::visit([dx, dy](auto &piece) { piece.rect.translate(dx, dy); }, m_layout.pieces[i]);
        if (auto *line = std::get_if<CardLine>(&m_layout.pieces[i]))
            line->origin += QPointF(dx, dy);
    }
    for (size_t i = since.area; i < until.area; ++i)
        m_layout.areas[i].rect.translate(dx, dy);
}

void CardCanvas::align(const Mark &since, const Mark &until, const Slot &slot, qreal width)
{
    const qreal spare = std::floor(slot.width - width);
    if (spare <= 0)
        return;
    if (slot.alignment == Alignment::Center)
        shift(since, until, std::floor(spare / 2), 0);
    else if (slot.alignment == Alignment::End)
        shift(since, until, spare, 0);
}

void CardCanvas::swap(const Mark &first, const Mark &second)
{
    const auto pieces = m_layout.pieces.begin();
    std::rotate(pieces + qptrdiff(first.piece), pieces + qptrdiff(second.piece),
                m_layout.pieces.end());
    const auto areas = m_layout.areas.begin();
    std::rotate(areas + qptrdiff(first.area), areas + qptrdiff(second.area), m_layout.areas.end());
}

void CardCanvas::drop(const Mark &since)
{
    m_layout.pieces.erase(m_layout.pieces.begin() + qptrdiff(since.piece), m_layout.pieces.end());
    m_layout.areas.erase(m_layout.areas.begin() + qptrdiff(since.area), m_layout.areas.end());
    m_layout.controls.erase(m_layout.controls.begin() + qptrdiff(since.control),
                            m_layout.controls.end());
}

QRectF CardCanvas::covered(const Mark &since) const
{
    QRectF all;
    for (size_t i = since.piece; i < m_layout.pieces.size(); ++i)
        all |= rectOf(m_layout.pieces[i]);
    return all;
}

int CardCanvas::addControl(const CardControl &control)
{
    m_layout.controls.push_back(control);
    return int(m_layout.controls.size()) - 1;
}

size_t CardCanvas::addArea(int control, const QRectF &rect)
{
    m_layout.areas.push_back({rect, control});
    return m_layout.areas.size() - 1;
}

void CardCanvas::addWords(const QString &words, const QRectF &rect)
{
    if (words.isEmpty())
        return;
    CardControl control;
    control.name = words;
    addArea(addControl(control), rect);
}

size_t CardCanvas::addBox(const CardBox &box)
{
    m_layout.pieces.emplace_back(box);
    return m_layout.pieces.size() - 1;
}

void CardCanvas::addIcon(const QString &name, const QRectF &rect, CardColour colour)
{
    m_layout.pieces.emplace_back(CardIcon{rect, name, colour});
}

bool CardCanvas::loads(const QString &address) const
{
    if (m_pictures <= 0 || m_look.pictures == CardPictures::None || !isFetchable(address))
        return false;
    return m_look.pictures == CardPictures::All || m_state.value(CardState::allPictures) > 0
        || isOfService(address);
}

void CardCanvas::withhold(const QString &address)
{
    m_layout.withheld = m_layout.withheld
        || (m_look.pictures != CardPictures::None && m_pictures > 0 && isFetchable(address));
}

void CardCanvas::addPicture(const CardPicture &picture)
{
    if (loads(picture.address)) {
        --m_pictures;
        m_layout.pieces.emplace_back(picture);
        return;
    }
    withhold(picture.address);
    if (picture.icon.isEmpty())
        return;
    const QPointF centre = picture.rect.center();
    addIcon(picture.icon,
            QRectF(std::round(centre.x() - picture.iconSide / 2),
                   std::round(centre.y() - picture.iconSide / 2), picture.iconSide,
                   picture.iconSide),
            picture.iconColour);
}

QString CardCanvas::afforded(const QString &text)
{
    if (m_texts <= 0) {
        m_spent = m_spent || !text.isEmpty();
        return {};
    }
    --m_texts;
    qsizetype length = qMin(text.size(), m_characters);
    for (qsizetype i = 0; i < length; ++i) {
        // Emoji lie behind these three surrogates, and hardly anything else does.
        const char16_t unit = text[i].unicode();
        if (unit >= 0xd83c && unit <= 0xd83e && --m_emoji < 0)
            length = i;
    }
    m_characters -= length;
    if (length == text.size())
        return text;
    m_spent = true;
    if (length > 0 && text[length - 1].isHighSurrogate())
        --length;
    return QString(text.left(length) + u'…');
}

CardCanvas::Line CardCanvas::measure(const QString &text, const RowFonts::Face &face)
{
    Line line;
    line.whole = text;
    line.face = &face;
    const QString shown = oneLine(afforded(text));
    if (shown.isEmpty())
        return line;
    Paragraph paragraph;
    paragraph.text = shown;
    paragraph.face = &face;
    paragraph.wrap = false;
    line.laid = lay(paragraph, 1);
    line.width = std::ceil(line.laid.size.width());
    return line;
}

QRectF CardCanvas::addLine(Line line, const QPointF &topLeft, qreal maximum, CardColour colour,
                           int control)
{
    const qreal pitch = line.face->pitch;
    if (!line.laid.layout || maximum < 1)
        return QRectF(topLeft, QSizeF(0, pitch));
    CardLine item;
    Paragraph paragraph;
    paragraph.text = line.laid.layout->text();
    paragraph.face = line.face;
    paragraph.wrap = false;
    const bool elided = line.width > maximum;
    if (elided) {
        paragraph.text = line.face->metrics.elidedText(paragraph.text, Qt::ElideRight, maximum);
        item.whole = line.whole;
    }
    if (elided || paragraph.text.isRightToLeft()) // laid to the right edge of its place
        line.laid = lay(paragraph, maximum);
    const qreal shift = line.laid.layout->lineAt(0).naturalTextRect().left();
    item.origin = topLeft - QPointF(shift, 0);
    item.rect = QRectF(topLeft, QSizeF(qMin(std::ceil(line.laid.size.width()), maximum), pitch));
    item.colour = colour;
    item.control = qMax(control, -1);
    item.layout = std::move(line.laid.layout);
    const QRectF rect = item.rect;
    m_layout.pieces.emplace_back(std::move(item));
    if (elided && control == -1)
        addWords(line.whole, rect);
    return rect;
}

QRectF CardCanvas::addLine(const QString &text, const RowFonts::Face &face, const QPointF &topLeft,
                           qreal maximum, CardColour colour, int control)
{
    return addLine(measure(text, face), topLeft, maximum, colour, control);
}

QColor CardCanvas::readable(const QColor &colour, const QColor &background) const
{
    constexpr double enough = 4.5;
    QColor shown = colour;
    for (double share = 0.85; contrast(shown, background) < enough && share > 0; share -= 0.15)
        shown = mixed(colour, tokens().text, share);
    return contrast(shown, background) < enough ? tokens().text : shown;
}

} // namespace linnet::ui::cards
