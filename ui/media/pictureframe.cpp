// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/pictureframe.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr double mostCropped = 1.25; // how far a picture's shape may be from its box's

QSizeF shownSize(const QSizeF &image, const PictureFrame &frame, qreal ratio)
{
    const double shape
        = (image.width() * frame.box.height()) / (image.height() * frame.box.width());
    const bool nearly = frame.nearly && shape > 1 / mostCropped && shape < mostCropped;
    const QSizeF size = image.scaled(
        frame.box, frame.fill || nearly ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio);
    const QSizeF largest = image * frame.largest / ratio;
    return frame.largest > 0 && size.width() > largest.width() ? largest : size;
}

} // namespace

QPixmap framed(const QImage &image, const PictureFrame &frame, qreal ratio)
{
    QPixmap pixmap((frame.box * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    if (image.isNull() || pixmap.isNull())
        return pixmap;
    const QSizeF size = shownSize(QSizeF(image.size()), frame, ratio);
    QRectF target(QPointF(0, 0), size);
    target.moveCenter(QRectF(QPointF(0, 0), frame.box).center());
    QPainterPath edge;
    edge.addRoundedRect(QRectF(QPointF(0, 0), frame.box), frame.radius, frame.radius);
    QPainterPath shown;
    shown.addRect(target);

    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    // A brush, for clipping to a path has ragged edges.
    QBrush pixels(image.scaled((size * ratio).toSize().expandedTo({1, 1}), Qt::IgnoreAspectRatio,
                               Qt::SmoothTransformation));
    pixels.setTransform(
        QTransform::fromTranslate(target.left(), target.top()).scale(1 / ratio, 1 / ratio));
    painter.fillPath(frame.radius > 0 ? shown.intersected(edge) : shown, pixels);
    return pixmap;
}

QPixmap keptFramed(const QImage &image, const PictureFrame &frame, qreal ratio)
{
    const QString key = u"linnet-picture/%1/%2x%3/%4/%5/%6"_s.arg(image.cacheKey())
                            .arg(frame.box.width())
                            .arg(frame.box.height())
                            .arg(ratio)
                            .arg(frame.radius)
                            .arg(int(frame.fill) + 2 * int(frame.nearly));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = framed(image, frame, ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace linnet::ui
