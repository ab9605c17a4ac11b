// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardrow.h"

#include "ui/cards/cardlayouter.h"
#include "ui/timeline/rowbuilder.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Cards)
};

Part partOf(CardControl::Kind kind)
{
    switch (kind) {
    case CardControl::Kind::Words:
        return Part::None;
    case CardControl::Kind::Link:
        return Part::Link;
    case CardControl::Kind::App:
    case CardControl::Kind::State:
    case CardControl::Kind::Picture:
        return Part::Card;
    }
    return Part::None;
}

TextItem selectableOf(const CardLine &line, const QPointF &at)
{
    TextItem text;
    text.layout = line.layout;
    text.origin = at + line.origin;
    text.rect = line.rect.translated(at);
    text.selectable = true;
    text.painted = false;
    if (!line.whole.isEmpty()) // what is shown of it cannot be taken for all of it
        text.swaps = {{0, int(line.layout->text().size()), line.whole}};
    return text;
}

} // namespace

void addCards(RowBuilder &row, const QByteArray &cards, const CardState &state,
              const PictureTerms &pictures)
{
    const auto layout = std::make_shared<const CardLayout>(layoutCards(
        cards, state,
        {row.fonts(), row.tokens(), int(row.width()), pictures.allowed, pictures.shapes}));
    if (layout->pieces.empty())
        return;
    row.row().withheld = row.row().withheld || layout->withheld;
    const QPointF at(row.left(), row.y());
    for (const CardArea &area : layout->areas) {
        const CardControl &control = *layout->control(area.control);
        row.addArea({partOf(control.kind), area.rect.translated(at),
                     firstCardControl + area.control,
                     control.kind == CardControl::Kind::Link ? control.name : toolTipOf(control),
                     control.address});
    }
    row.row().items.emplace_back(
        CardItem{QRectF(at, QSizeF(layout->width, layout->height)), layout});
    for (const CardPiece &piece : layout->pieces) {
        if (const auto *line = std::get_if<CardLine>(&piece); line && line->reading)
            row.addText(selectableOf(*line, at));
    }
    row.skip(layout->height);
}

const CardLayout *cardsOf(const MessageLayout &row)
{
    for (const Item &item : row.items) {
        if (const auto *cards = std::get_if<CardItem>(&item))
            return cards->layout.get();
    }
    return nullptr;
}

const CardControl *cardControl(const MessageLayout &row, int index)
{
    const CardLayout *cards = cardsOf(row);
    return cards ? cards->control(index - firstCardControl) : nullptr;
}

QString cardControlWords(const CardControl &control)
{
    switch (control.kind) {
    case CardControl::Kind::Words:
        return {};
    case CardControl::Kind::Link:
        return Words::tr("Open %1").arg(control.name);
    case CardControl::Kind::App:
        return Words::tr("%1 (in Google Chat on the web)").arg(control.name);
    case CardControl::Kind::State:
    case CardControl::Kind::Picture:
        return control.name;
    }
    return {};
}

} // namespace linnet::ui
