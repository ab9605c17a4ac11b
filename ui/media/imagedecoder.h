// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace linnet::ui {

// Reads a picture that came from the network: PNG, JPEG, GIF or WebP by its first bytes (never by
// sniffing plugins: an SVG could open local files), refused when it would need more than
// memoryLimit megabytes, scaled to fit into bounds (physical pixels) when it is larger. A null
// image when it is anything else. Any thread; not on the GUI thread, for it may take 100 ms.
[[nodiscard]] QImage decodeImage(const QString &path, const QSize &bounds, int memoryLimit = 64);

// "png", "jpeg", "gif", "webp", or empty.
[[nodiscard]] QByteArray imageFormat(const QByteArray &firstBytes);

} // namespace linnet::ui
