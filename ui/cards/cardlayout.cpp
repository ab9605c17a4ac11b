// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardlayout.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace linnet::ui {

int CardLayout::controlAt(const QPointF &point) const
{
    for (auto area = areas.rbegin(); area != areas.rend(); ++area) {
        if (area->rect.contains(point))
            return area->control;
    }
    return -1;
}

const CardControl *CardLayout::control(int index) const
{
    return index >= 0 && index < int(controls.size()) ? &controls[size_t(index)] : nullptr;
}

QString CardLayout::text() const
{
    QStringList lines;
    for (const CardPiece &piece : pieces) {
        if (const auto *line = std::get_if<CardLine>(&piece))
            lines.append(line->whole.isEmpty() ? line->layout->text() : line->whole);
    }
    QString all = lines.join(u'\n');
    all.replace(QChar(QChar::LineSeparator), u'\n');
    return all;
}

QString CardLayout::readingText() const
{
    QStringList lines;
    for (const CardPiece &piece : pieces) {
        const auto *line = std::get_if<CardLine>(&piece);
        if (line && line->reading)
            lines.append(line->whole.isEmpty() ? line->layout->text() : line->whole);
    }
    QString all = lines.join(u'\n');
    all.replace(QChar(QChar::LineSeparator), u'\n');
    return all;
}

QRectF rectOf(const CardPiece &piece)
{
    return std::visit([](const auto &each) { return each.rect; }, piece);
}

QString toolTipOf(const CardControl &control)
{
    if (control.note.isEmpty() || control.name.isEmpty())
        return control.name + control.note;
    return u"%1\n%2"_s.arg(control.name, control.note);
}

} // namespace linnet::ui
