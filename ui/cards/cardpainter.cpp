// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardpainter.h"

#include "ui/theme/icons.h"

#include <QPainter>
#include <QPainterPath>

namespace linnet::ui {

namespace {

class PiecePainter
{
public:
    PiecePainter(QPainter &painter, const CardBrush &brush)
        : p(painter)
        , m_brush(brush)
    {
    }

    void operator()(const CardBox &box)
    {
        const Tokens &t = m_brush.tokens;
        QColor fill = box.fill.isSet() ? box.fill.in(t) : QColor(Qt::transparent);
        if (box.control >= 0 && box.control == m_brush.control)
            fill = box.fill.isSet() ? mixed(t.text, fill, 0.08) : t.hover;
        p.setBrush(fill);
        if (box.border.isSet()) {
            // A line of one pixel lies within the box, on whole pixels.
            p.setPen(QPen(box.border.in(t), 1));
            p.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), box.radius, box.radius);
        } else if (box.radius > 0) {
            p.setPen(Qt::NoPen);
            p.drawRoundedRect(box.rect, box.radius, box.radius);
        } else {
            p.fillRect(box.rect, fill);
        }
    }

    void operator()(const CardLine &line)
    {
        QList<QTextLayout::FormatRange> lit;
        QTextCharFormat underlined;
        underlined.setFontUnderline(true);
        if (m_brush.control >= 0) {
            if (line.control == m_brush.control)
                lit.append({0, int(line.layout->text().size()), underlined});
            for (const CardLine::Link &link : line.links) {
                if (link.control == m_brush.control) {
                    underlined.setForeground(m_brush.tokens.link);
                    lit.append({link.start, link.length, underlined});
                }
            }
        }
        p.setPen(line.colour.in(m_brush.tokens));
        if (line.clip) {
            p.save();
            p.setClipRect(line.rect, Qt::IntersectClip);
        }
        line.layout->draw(&p, line.origin, lit);
        if (line.clip)
            p.restore();
    }

    void operator()(const CardIcon &icon)
    {
        p.drawPixmap(icon.rect.topLeft(),
                     iconPixmap(icon.name, icon.colour.in(m_brush.tokens), int(icon.rect.width()),
                                m_brush.ratio));
    }

    void operator()(const CardPicture &picture)
    {
        const QImage image = m_brush.picture ? m_brush.picture(picture.address) : QImage();
        if (image.isNull())
            return;
        QPainterPath frame;
        frame.addRoundedRect(picture.rect, picture.radius, picture.radius);
        p.fillPath(frame, m_brush.tokens.raised);
        const QSizeF size
            = QSizeF(image.size())
                  .scaled(picture.rect.size(),
                          picture.fill ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio);
        QRectF target(QPointF(0, 0), size);
        target.moveCenter(picture.rect.center());
        // A brush, for clipping to a path has ragged edges.
        QBrush pixels(image);
        pixels.setTransform(
            QTransform::fromTranslate(target.left(), target.top())
                .scale(target.width() / image.width(), target.height() / image.height()));
        QPainterPath shown;
        shown.addRect(target);
        p.fillPath(shown.intersected(frame), pixels);
    }

private:
    QPainter &p;
    const CardBrush &m_brush;
};

} // namespace

void paintCards(QPainter &painter, const CardLayout &layout, const QPointF &at,
                const CardBrush &brush)
{
    painter.save();
    painter.translate(at);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    PiecePainter paint(painter, brush);
    for (const CardPiece &piece : layout.pieces)
        std::visit(paint, piece);
    painter.restore();
}

} // namespace linnet::ui
