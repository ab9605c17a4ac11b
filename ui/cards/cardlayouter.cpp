// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardlayouter.h"

#include "ui/timeline/cardtext.h"
#include "ui/timeline/rowbuilder.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace linnet::ui {

CardLayout layoutCards(const QByteArray &cards, const CardState &, const CardLook &look)
{
    CardLayout layout;
    layout.width = qMin(look.width, largestCardWidth);
    qreal y = 0;
    const auto addLine = [&](const QString &text, const RowFonts::Face &face) {
        Paragraph paragraph;
        paragraph.text = oneLine(text);
        paragraph.face = &face;
        LaidParagraph laid = lay(paragraph, layout.width - 24);
        CardLine line;
        line.origin = QPointF(12, y);
        line.rect = QRectF(line.origin, QSizeF(layout.width - 24, laid.size.height()));
        line.layout = std::move(laid.layout);
        layout.pieces.emplace_back(std::move(line));
        y += laid.size.height();
    };
    for (const CardText &card : readCards(cards)) {
        const qreal top = y;
        const size_t box = layout.pieces.size();
        layout.pieces.emplace_back(CardBox{});
        y += 12;
        addLine(card.isEmpty()
                    ? QCoreApplication::translate("linnet::ui::Cards", "Card of an app")
                    : card.title,
                look.fonts.bold);
        if (!card.subtitle.isEmpty())
            addLine(card.subtitle, look.fonts.meta);
        for (const QString &line : card.lines)
            addLine(line, look.fonts.body);
        for (const CardText::Button &button : card.buttons) {
            const qreal from = y;
            addLine(button.text, look.fonts.body);
            layout.controls.push_back({CardControl::Kind::Link, button.text, button.address});
            const int control = int(layout.controls.size()) - 1;
            std::get<CardLine>(layout.pieces.back()).control = control;
            layout.areas.push_back({QRectF(12, from, layout.width - 24, y - from), control});
        }
        y += 12;
        layout.pieces[box] = CardBox{QRectF(0, top, layout.width, y - top), metrics::radius,
                                     {&Tokens::raised}, {&Tokens::border}};
        y += metrics::group;
    }
    layout.height = int(qMax<qreal>(0, y - metrics::group));
    return layout;
}

} // namespace linnet::ui
