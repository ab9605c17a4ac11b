// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSize>
#include <QString>

namespace linnet::ui {

// How large the pictures of the net are, by address, as far as they have been seen: nobody says so
// before. What holds one is laid out again once its shape is known.
class PictureShapes
{
public:
    // In pixels; invalid while it is not known.
    [[nodiscard]] QSize of(const QString &address) const { return m_sizes.value(address); }
    // True when it is news.
    bool learn(const QString &address, const QSize &size)
    {
        constexpr int most = 4'000;
        if (size.isEmpty() || m_sizes.contains(address))
            return false;
        if (m_sizes.size() >= most)
            m_sizes.clear(); // of timelines left behind
        m_sizes.insert(address, size);
        return true;
    }

    // The size that a picture is drawn in: its own shape, as large as the box lets it be, but small
    // ones no more than twice their size, for they become blurs. Of one not known yet: usual.
    [[nodiscard]] QSizeF within(const QString &address, const QSizeF &box,
                                const QSizeF &usual) const
    {
        constexpr qreal mostEnlarged = 2;
        constexpr qreal least = 24; // to be seen, and pointed at
        const QSizeF own = of(address);
        if (own.isEmpty())
            return usual.boundedTo(box);
        const QSizeF room = box.boundedTo(own * mostEnlarged);
        return own.scaled(room, Qt::KeepAspectRatio).expandedTo({least, least}).boundedTo(box);
    }

private:
    QHash<QString, QSize> m_sizes;
};

} // namespace linnet::ui
