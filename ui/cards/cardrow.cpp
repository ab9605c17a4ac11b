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

} // namespace

void addCards(RowBuilder &row, const QByteArray &cards, const CardState &state)
{
    const auto layout = std::make_shared<const CardLayout>(
        layoutCards(cards, state, {row.fonts(), row.tokens(), int(row.width())}));
    if (layout->pieces.empty())
        return;
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
    row.skip(layout->height);
}

const CardControl *cardControl(const MessageLayout &row, int index)
{
    for (const Item &item : row.items) {
        if (const auto *cards = std::get_if<CardItem>(&item))
            return cards->layout->control(index - firstCardControl);
    }
    return nullptr;
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
