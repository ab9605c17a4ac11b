// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "models/domain/user.h"
#include "models/items/avatar.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QThreadPool>

namespace linnet::ui {

class Theme;

// The faces: a person's picture once it is there, until then (or without one) initials on a colour
// that stays with the person. People are circles, apps and spaces rounded squares, so that the
// kinds differ without colour too. GUI thread; pictures are fetched through the port once per
// address and decoded on a thread pool. Sizes are device-independent pixels.
class Avatars : public QObject
{
    Q_OBJECT
public:
    Avatars(MediaPort &media, const Theme &theme, QObject *parent = nullptr);
    ~Avatars() override;

    // Cheap: may be called from paint(), which then paints again on changed(). Asks for a picture
    // that is not there; one that could not be fetched is asked for again after retryFailed() only.
    [[nodiscard]] QPixmap pixmap(const items::Avatar &avatar, int size, qreal ratio);
    [[nodiscard]] QPixmap person(const User &user, int size, qreal ratio);
    // Two faces, one behind the other; of one member that one's.
    [[nodiscard]] QPixmap group(const QList<User> &members, int size, qreal ratio);

    // Asks again for what could not be fetched: the network is back.
    void retryFailed();

Q_SIGNALS:
    // A picture arrived or the colours are others: paint again.
    void changed();

private:
    struct Picture
    {
        QImage image; // null: asked for, or there is none
        bool failed = false; // could not be fetched
    };

    [[nodiscard]] QImage picture(const QString &url);
    void decode(const QString &url, const QString &path);
    [[nodiscard]] QPixmap lettered(const items::Avatar &avatar, int size, qreal ratio) const;

    MediaPort &m_media;
    const Theme &m_theme;
    QCache<QString, Picture> m_pictures; // by address; those painted last are kept
    QThreadPool m_pool;
};

} // namespace linnet::ui
