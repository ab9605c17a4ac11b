// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/withheldpicture.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct WithheldTexts
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::WithheldPicture)
};

constexpr qreal inset = 10;
constexpr qreal buttonHeight = 26;
constexpr int longest = 200; // of a name

QString withheldSize(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

void paintLoadButton(QPainter &painter, const QPointF &top, const Theme &theme, bool lit)
{
    const Tokens &t = theme.tokens();
    const QFont font = theme.font(TextSize::Meta, QFont::DemiBold);
    const QString words = WithheldTexts::tr("Load");
    constexpr qreal side = 16;
    const qreal width = std::ceil(QFontMetricsF(font).horizontalAdvance(words)) + side + 4 + 20;
    const QRectF box(std::round(top.x() - width / 2), top.y(), width, buttonHeight);
    painter.setPen(QPen(lit ? t.accent : t.border, 1));
    painter.setBrush(lit ? t.hover : t.surface);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), metrics::smallRadius,
                            metrics::smallRadius);
    painter.drawPixmap(
        QPointF(box.left() + 8, box.top() + (buttonHeight - side) / 2),
        iconPixmap(u"download"_s, t.link, int(side), painter.device()->devicePixelRatioF()));
    painter.setFont(font);
    painter.setPen(t.link);
    painter.drawText(box.adjusted(8 + side + 4, 0, -6, 0), Qt::AlignLeft | Qt::AlignVCenter, words);
}

} // namespace

QString withheldWords(const QString &name, qint64 bytes)
{
    QString plain = sanitised(name, longest).simplified();
    if (bytes < 0)
        return plain;
    return plain.isEmpty()
        ? withheldSize(bytes)
        : WithheldTexts::tr("%1, %2", "a file, its size").arg(plain, withheldSize(bytes));
}

void paintWithheld(QPainter &painter, const QRectF &box, const WithheldPicture &picture,
                   const Theme &theme)
{
    const Tokens &t = theme.tokens();
    QPainterPath frame;
    frame.addRoundedRect(box, metrics::radius, metrics::radius);
    painter.fillPath(frame, t.raised);
    painter.setPen(QPen(t.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius, metrics::radius);

    const QFont font = theme.font(TextSize::Meta);
    const QFontMetricsF measure(font);
    const qreal line = std::ceil(measure.height());
    QStringList lines;
    if (!picture.name.isEmpty())
        lines << sanitised(picture.name, longest).simplified();
    if (picture.bytes >= 0)
        lines << withheldSize(picture.bytes);
    // The button stays whatever is left out.
    while (!lines.isEmpty()
           && double(lines.size()) * line + metrics::unit + buttonHeight > box.height() - 2 * inset)
        lines.removeLast();
    const qreal height
        = double(lines.size()) * line + (lines.isEmpty() ? 0 : metrics::unit + 2) + buttonHeight;
    qreal y = std::floor(box.center().y() - height / 2);
    painter.setFont(font);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setPen(i == 0 && !picture.name.isEmpty() ? t.text : t.muted);
        painter.drawText(QRectF(box.left() + inset, y, box.width() - 2 * inset, line),
                         Qt::AlignCenter,
                         measure.elidedText(lines[i], Qt::ElideMiddle, box.width() - 2 * inset));
        y += line;
    }
    if (!lines.isEmpty())
        y += metrics::unit + 2;
    paintLoadButton(painter, {box.center().x(), y}, theme, picture.lit);
}

} // namespace linnet::ui
