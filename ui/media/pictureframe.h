// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPixmap>

namespace linnet::ui {

// How a picture stands in its box.
struct PictureFrame
{
    QSizeF box; // device-independent
    qreal radius = 0;
    bool fill = false; // cut to the box rather than fitted into it
    // Fitted, but rather cut a little than with narrow bars beside it, which look like a mistake.
    bool nearly = false;
    qreal largest = 0; // times its own size in pixels; 0: as large as the box lets it be
};

// The picture as its box shows it, of the size of the box, transparent around it. ratio: of the
// screen. Scaling takes longer than painting all the rest of a screen.
[[nodiscard]] QPixmap framed(const QImage &image, const PictureFrame &frame, qreal ratio);
// The same, kept in QPixmapCache: for what is painted more than once.
[[nodiscard]] QPixmap keptFramed(const QImage &image, const PictureFrame &frame, qreal ratio);

} // namespace linnet::ui
