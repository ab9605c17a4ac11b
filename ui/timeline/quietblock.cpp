// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/quietblock.h"

#include "ui/text/timewords.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qreal gap = 8; // between the words and their time
constexpr qreal leading = 4; // from line to line, beside the letters

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Timeline)
};

QString whenWords(Timestamp time, QDate under, Timestamp now)
{
    const QDate day = time.toLocalTime().date();
    if (day == under)
        return clockTime(time);
    const QString date
        = day == now.toLocalTime().date() ? Words::tr("Today") : shortTime(time, now);
    return Words::tr("%1 %2", "day, time of day").arg(date, clockTime(time));
}

} // namespace

void addQuietLines(RowBuilder &row, const QList<items::QuietLine> &lines, QDate under,
                   Timestamp now)
{
    if (lines.isEmpty())
        return;
    const RowFonts::Face &face = row.fonts().meta;
    row.skip(metrics::unit);
    for (const items::QuietLine &line : lines) {
        const QString when = whenWords(line.time, under, now);
        const qreal whenWidth = widthOf(when, face) + 1;
        // The time stays whole: the words give way, and are whole under the pointer.
        const qreal room = qMax<qreal>(24, row.width() - gap - whenWidth);
        const qreal wanted = qMin(room, widthOf(oneLine(line.words), face) + 1);
        const qreal y = row.y() + leading / 2;
        const qreal x
            = std::round(row.left() + qMax<qreal>(0, row.width() - wanted - gap - whenWidth) / 2);
        const QRectF told = row.addLine(line.words, face, QPointF(x, y), wanted, &Tokens::muted);
        const QRectF timed
            = row.addLine(when, face, QPointF(told.right() + gap, y), whenWidth, &Tokens::muted);
        row.addArea({Part::Happening,
                     told.united(timed),
                     -1,
                     QString(oneLine(line.words) + u'\n' + fullTime(line.time)),
                     {}});
        row.skip(face.pitch + leading);
    }
    row.skip(metrics::unit);
}

} // namespace linnet::ui
