// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

#include <random>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

std::mt19937_64 randomFor(const QString &name)
{
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Md5);
    return std::mt19937_64(hash.left(8).toHex().toULongLong(nullptr, 16));
}

int below(std::mt19937_64 &random, int limit)
{
    return int(random() % quint64(limit));
}

QByteArray png(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QString initials(const QString &name)
{
    QString result;
    for (const QString &word : name.split(u' ', Qt::SkipEmptyParts)) {
        if (result.size() < 2)
            result += word.front().toUpper();
    }
    return result;
}

void paintFace(QPainter &painter, std::mt19937_64 &random)
{
    static const QList<QColor> skins{QColor(255, 219, 186), QColor(236, 188, 148),
                                     QColor(198, 134, 92), QColor(141, 85, 54), QColor(96, 57, 38)};
    static const QList<QColor> hairs{QColor(40, 30, 26), QColor(92, 58, 33), QColor(168, 112, 52),
                                     QColor(206, 176, 116), QColor(122, 122, 128)};
    const QColor skin = skins.at(below(random, int(skins.size())));
    const QColor hair = hairs.at(below(random, int(hairs.size())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromHsv(below(random, 360), 120, 190));
    painter.drawEllipse(QRectF(18, 88, 92, 70)); // shoulders
    painter.setBrush(hair);
    const int style = below(random, 3);
    painter.drawEllipse(QRectF(34, 20, 60, style == 1 ? 90 : 62));
    painter.setBrush(skin);
    painter.drawEllipse(QRectF(40, 32, 48, 60));
    painter.drawRect(QRectF(54, 82, 20, 16));
    painter.setBrush(hair);
    QPainterPath fringe;
    fringe.moveTo(38, 54);
    fringe.cubicTo(42, 18, 86, 18, 90, 54);
    fringe.cubicTo(80, style == 2 ? 30 : 42, 56, style == 0 ? 46 : 34, 38, 54);
    painter.drawPath(fringe);
    painter.setBrush(QColor(40, 36, 40));
    painter.drawEllipse(QPointF(55, 61), 3, 3.5);
    painter.drawEllipse(QPointF(73, 61), 3, 3.5);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(skin.darker(150), 2.5));
    painter.drawArc(QRectF(54, 68, 20, 12), 200 * 16, 140 * 16);
    if (below(random, 3) == 0) { // glasses
        painter.drawEllipse(QPointF(55, 61), 8, 7);
        painter.drawEllipse(QPointF(73, 61), 8, 7);
    }
}

void paintChart(QPainter &painter, const QRect &area, std::mt19937_64 &random)
{
    painter.fillRect(area, QColor(252, 252, 250));
    painter.setPen(QPen(QColor(220, 222, 226), 1));
    for (int i = 1; i < 6; ++i)
        painter.drawLine(60, area.height() * i / 6, area.width() - 30, area.height() * i / 6);
    for (int line = 0; line < 3; ++line) {
        QPainterPath path;
        double y = 90.0 + 90.0 * line;
        for (int x = 60; x < area.width() - 30; x += 12) {
            y += double(below(random, 31)) - 15.5;
            y = std::clamp(y, 40.0, area.height() - 40.0);
            x == 60 ? path.moveTo(x, y) : path.lineTo(x, y);
        }
        painter.setPen(QPen(QColor::fromHsv((200 + line * 85) % 360, 190, 200), 3));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
    painter.setPen(QPen(QColor(90, 94, 102), 2));
    painter.drawLine(60, 20, 60, area.height() - 30);
    painter.drawLine(60, area.height() - 30, area.width() - 30, area.height() - 30);
}

void paintScreen(QPainter &painter, const QRect &area, std::mt19937_64 &random)
{
    painter.fillRect(area, QColor(236, 239, 244));
    painter.fillRect(QRect(0, 0, area.width(), 44), QColor(59, 66, 82));
    for (int i = 0; i < 3; ++i) {
        painter.setBrush(QColor::fromHsv(i * 60, 150, 220));
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(QPoint(24 + 22 * i, 22), 7, 7);
    }
    painter.fillRect(QRect(0, 44, 180, area.height() - 44), QColor(216, 222, 233));
    for (int y = 70; y < area.height() - 30; y += 34) {
        painter.fillRect(QRect(20, y, 80 + below(random, 60), 12), QColor(143, 153, 173));
        painter.fillRect(QRect(210, y, 160 + below(random, area.width() - 420), 14),
                         y % 102 == 70 ? QColor(94, 129, 172) : QColor(190, 198, 212));
    }
}

void paintPlan(QPainter &painter, const QRect &area, std::mt19937_64 &random)
{
    painter.fillRect(area, QColor(250, 248, 240));
    painter.setPen(QPen(QColor(70, 80, 120), 3));
    QList<QRectF> rooms;
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 3; ++column) {
            const double w = area.width() / 3.0 - 50;
            rooms.append(QRectF(30 + column * area.width() / 3.0, 40 + row * area.height() / 2.0,
                                w - below(random, 40), area.height() / 2.0 - 90));
        }
    }
    for (const QRectF &room : rooms) {
        painter.setBrush(QColor::fromHsv(below(random, 360), 40, 250));
        painter.drawRoundedRect(room, 10, 10);
        for (int i = 0; i < 3; ++i)
            painter.drawLine(room.left() + 16, room.top() + 24 + 20 * i,
                             room.left() + 40 + below(random, int(room.width()) - 60),
                             room.top() + 24 + 20 * i);
    }
    painter.setPen(QPen(QColor(200, 80, 70), 3, Qt::DashLine));
    for (int i = 0; i + 1 < rooms.size(); ++i)
        painter.drawLine(rooms.at(i).center(), rooms.at(i + 1).center());
}

void paintLandscape(QPainter &painter, const QRect &area, std::mt19937_64 &random)
{
    const int hue = below(random, 60) + 190;
    QLinearGradient sky(0, 0, 0, area.height());
    sky.setColorAt(0, QColor::fromHsv(hue, 120, 240));
    sky.setColorAt(1, QColor::fromHsv(30, 70, 255));
    painter.fillRect(area, sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 244, 214));
    painter.drawEllipse(QPoint(below(random, area.width()), area.height() / 3), 46, 46);
    for (int layer = 0; layer < 4; ++layer) {
        QPainterPath hills;
        const double base = area.height() * (0.5 + 0.12 * layer);
        hills.moveTo(0, area.height());
        hills.lineTo(0, base);
        for (int x = 0; x <= area.width(); x += 80)
            hills.quadTo(x + 40, base - below(random, 90), x + 80, base - below(random, 40));
        hills.lineTo(area.width(), area.height());
        painter.setBrush(QColor::fromHsv(130 + 10 * layer, 90 + 20 * layer, 190 - 35 * layer));
        painter.drawPath(hills);
    }
}

} // namespace

QByteArray paintAvatar(const QString &displayName, bool app)
{
    auto random = randomFor(displayName);
    QImage image(128, 128, QImage::Format_RGB32);
    const QColor ground = QColor::fromHsv(below(random, 360), app ? 40 : 90, 225);
    image.fill(ground);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    if (app) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground.darker(180));
        painter.drawRoundedRect(QRectF(28, 40, 72, 56), 12, 12);
        painter.drawRect(QRectF(62, 22, 4, 20));
        painter.drawEllipse(QPointF(64, 22), 7, 7);
        painter.setBrush(Qt::white);
        painter.drawEllipse(QPointF(50, 64), 8, 8);
        painter.drawEllipse(QPointF(78, 64), 8, 8);
        painter.drawRoundedRect(QRectF(48, 80, 32, 5), 2, 2);
    } else if (below(random, 4) == 0) {
        painter.setPen(ground.darker(260));
        QFont font(u"DejaVu Sans"_s);
        font.setPixelSize(56);
        font.setBold(true);
        painter.setFont(font);
        painter.drawText(image.rect(), Qt::AlignCenter, initials(displayName));
    } else {
        paintFace(painter, random);
    }
    painter.end();
    return png(image);
}

QByteArray paintEmoji(const QString &name)
{
    auto random = randomFor(name);
    QImage image(128, 128, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromHsv(below(random, 360), 180, 235));
    painter.drawEllipse(image.rect().adjusted(6, 6, -6, -6));
    painter.setBrush(Qt::white);
    QPainterPath star;
    for (int i = 0; i < 10; ++i) {
        const double angle = 3.14159265 * i / 5.0;
        const double radius = i % 2 ? 20 : 46;
        const QPointF point(64 + radius * std::sin(angle), 64 - radius * std::cos(angle));
        i == 0 ? star.moveTo(point) : star.lineTo(point);
    }
    star.closeSubpath();
    painter.drawPath(star);
    painter.end();
    return png(image);
}

QByteArray paintPicture(const QString &name)
{
    auto random = randomFor(name);
    const bool tall = name.contains("tall"_L1);
    QImage image(tall ? 480 : 960, tall ? 860 : 600, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    if (name.startsWith("chart"_L1))
        paintChart(painter, image.rect(), random);
    else if (name.startsWith("screen"_L1))
        paintScreen(painter, image.rect(), random);
    else if (name.startsWith("plan"_L1))
        paintPlan(painter, image.rect(), random);
    else
        paintLandscape(painter, image.rect(), random);
    painter.end();
    return png(image);
}

} // namespace emulator
