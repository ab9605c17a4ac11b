// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojiglyphs.h"

#include "ui/theme/emojifont.h"

#include <QColor>
#include <QPainter>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr int perTurn = 16;
constexpr qreal roomFactor = 1.5; // glyphs are wider and higher than their font's size says
} // namespace

QFont emojiFont(int pixels)
{
    QFont font;
    if (!emojiFamily().isEmpty())
        font.setFamilies({emojiFamily()});
    font.setPixelSize(pixels);
    return font;
}

EmojiGlyphs::EmojiGlyphs(int pixels, QObject *parent)
    : QObject(parent)
    , m_font(emojiFont(pixels))
    , m_left(perTurn)
{
    m_nextTurn.setSingleShot(true);
    m_nextTurn.setInterval(0);
    connect(&m_nextTurn, &QTimer::timeout, this, [this] {
        m_left = perTurn;
        Q_EMIT drawn();
    });
}

QPixmap EmojiGlyphs::glyph(const QString &unicode, const QColor &ink, qreal ratio)
{
    const QString key
        = u"emoji %1 %2 %3 "_s.arg(m_font.pixelSize()).arg(ratio).arg(ink.rgba()) + unicode;
    QPixmap kept;
    if (QPixmapCache::find(key, &kept))
        return kept;
    if (m_left == 0) {
        m_nextTurn.start();
        return {};
    }
    --m_left;
    QPixmap made = draw(unicode, ink, ratio);
    QPixmapCache::insert(key, made);
    return made;
}

QPixmap EmojiGlyphs::draw(const QString &unicode, const QColor &ink, qreal ratio) const
{
    const int side = qRound(m_font.pixelSize() * roomFactor);
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setFont(m_font);
    painter.setPen(ink);
    painter.drawText(QRectF(0, 0, side, side), Qt::AlignCenter, unicode);
    return pixmap;
}

} // namespace linnet::ui
