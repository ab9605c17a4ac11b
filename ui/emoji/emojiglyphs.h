// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>
#include <QPixmap>
#include <QTimer>

namespace linnet::ui {

// Emoji as pictures of one size, for a panel full of them. A colour font's glyph takes up to half a
// millisecond to draw, and a panel shows 70: a few are drawn in each turn of the event loop, and
// kept in Qt's pixmap cache for the next panel. GUI thread.
class EmojiGlyphs : public QObject
{
    Q_OBJECT
public:
    // The font's size, in device-independent pixels.
    explicit EmojiGlyphs(int pixels, QObject *parent = nullptr);

    [[nodiscard]] const QFont &font() const { return m_font; }
    // Null: its turn has not come; drawn() follows. The ink is for fonts without colours.
    [[nodiscard]] QPixmap glyph(const QString &unicode, const QColor &ink, qreal ratio);

Q_SIGNALS:
    // More of them can be had: ask again.
    void drawn();

private:
    [[nodiscard]] QPixmap draw(const QString &unicode, const QColor &ink, qreal ratio) const;

    QFont m_font;
    int m_left; // that may be drawn in this turn
    QTimer m_nextTurn;
};

// The emoji font where there is one, at a size in device-independent pixels.
[[nodiscard]] QFont emojiFont(int pixels);

} // namespace linnet::ui
