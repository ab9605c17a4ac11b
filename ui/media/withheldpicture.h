// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace linnet::ui {

class Theme;

// A picture that waits to be asked for: what stands in its box, which is as large as it will be.
struct WithheldPicture
{
    QString name; // remote text
    qint64 bytes = -1; // unknown
    bool lit = false; // under the pointer
};

// Its name, its size and "Load", as far as the box has room for them.
void paintWithheld(QPainter &painter, const QRectF &box, const WithheldPicture &picture,
                   const Theme &theme);

// "holiday.jpg, 12.4 MB"
[[nodiscard]] QString withheldWords(const QString &name, qint64 bytes);

} // namespace linnet::ui
