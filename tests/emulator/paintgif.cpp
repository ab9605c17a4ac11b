// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"

#include <QColor>
#include <QImage>
#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr int width = 220;
constexpr int height = 160;
constexpr int frames = 12;
constexpr int levels = 5; // 5 × 5 × 5 colours fit into a palette of 128

QByteArray word(int value)
{
    return QByteArray(1, char(value & 0xff)) + char((value >> 8) & 0xff);
}

QByteArray palette()
{
    QByteArray bytes;
    for (int i = 0; i < levels * levels * levels; ++i) {
        bytes += char(i / (levels * levels) * 255 / (levels - 1));
        bytes += char(i / levels % levels * 255 / (levels - 1));
        bytes += char(i % levels * 255 / (levels - 1));
    }
    return bytes + QByteArray(qsizetype(128) * 3 - bytes.size(), '\0');
}

/// Pixels as LZW codes of eight bits: the table is cleared before its codes grow wider, so that a
/// code is a byte. Larger than need be, and simple.
QByteArray codes(const QImage &image)
{
    constexpr int clear = 128;
    constexpr int end = 129;
    QByteArray bytes;
    int since = 0;
    const auto level = [](int channel) { return (channel * (levels - 1) + 127) / 255; };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (since++ % 120 == 0)
                bytes += char(clear);
            const QRgb pixel = image.pixel(x, y);
            bytes += char(level(qRed(pixel)) * levels * levels + level(qGreen(pixel)) * levels
                          + level(qBlue(pixel)));
        }
    }
    return bytes + char(end);
}

/// A lantern that swings, over a ground whose colour the name decides.
QImage frame(const QString &name, int number)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(int(name.size()) * 37 % 360, 60, 110));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(width / 2.0, 8);
    painter.rotate(24 * std::sin(2 * 3.14159265 * number / frames));
    painter.setPen(QPen(QColor(40, 40, 48), 3));
    painter.drawLine(0, 0, 0, 60);
    painter.setBrush(QColor(255, 214, 90));
    painter.drawEllipse(QPointF(0, 92), 30, 34);
    painter.setBrush(QColor(40, 40, 48));
    painter.drawRect(QRectF(-18, 58, 36, 8));
    painter.drawRect(QRectF(-18, 120, 36, 8));
    return image;
}

} // namespace

QByteArray paintGif(const QString &name)
{
    QByteArray gif = "GIF89a" + word(width) + word(height);
    gif += QByteArray("\xf6\x00\x00", 3) + palette();
    gif += QByteArray("\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00", 19);
    for (int number = 0; number < frames; ++number) {
        gif += QByteArray("\x21\xf9\x04\x04", 4) + word(8) + QByteArray("\x00\x00\x2c", 3);
        gif += word(0) + word(0) + word(width) + word(height) + QByteArray("\x00\x07", 2);
        const QByteArray data = codes(frame(name, number));
        for (qsizetype at = 0; at < data.size(); at += 255) {
            const QByteArray block = data.mid(at, 255);
            gif += char(block.size()) + block;
        }
        gif += '\0';
    }
    return gif + ';';
}

} // namespace emulator
