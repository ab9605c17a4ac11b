// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/imagedecoder.h"

#include <QFile>
#include <QFileInfo>
#include <QImageReader>

namespace linnet::ui {

QByteArray imageFormat(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return "gif";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return "webp";
    return {};
}

QImage decodeImage(const QString &path, const QSize &bounds, int memoryLimit)
{
    // Not a device or a pipe, whatever its name says.
    if (!QFileInfo(path).isFile())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray format = imageFormat(file.peek(16));
    if (format.isEmpty())
        return {};

    QImageReader reader(&file, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    // The static allocation limit of QImageReader is the process's; ours is asked beforehand.
    const QSize size = reader.size();
    if (!size.isValid()
        || qint64(size.width()) * size.height() * 4 > qint64(memoryLimit) * 1024 * 1024)
        return {};
    if (size.width() > bounds.width() || size.height() > bounds.height())
        reader.setScaledSize(size.scaled(bounds, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    return reader.read();
}

} // namespace linnet::ui
