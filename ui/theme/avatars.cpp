// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/avatars.h"

#include "ui/media/imagedecoder.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostPictures = 500; // of up to 64 KB; far more than there are in view
constexpr int decodedSide = 128; // physical pixels: enough for 36 at a ratio of three

// White letters have 4.5:1 on each of them.
QColor colourOf(uint seed)
{
    static constexpr QRgb colours[] = {0x0f6e79, 0xa3384f, 0x7b4a2b, 0x4a5f97, 0x6b4a8e,
                                       0x2f6b43, 0x8a5a12, 0x55636b, 0x93386f, 0x2b6590};
    // The seeds of similar names are similar: spread them.
    seed = (seed ^ (seed >> 16)) * 0x45d9f3bU;
    seed ^= seed >> 15;
    return QColor(colours[seed % std::size(colours)]);
}

QPainterPath shape(const QRectF &rect, bool square)
{
    QPainterPath path;
    if (square)
        path.addRoundedRect(rect, rect.width() * 0.25, rect.width() * 0.25);
    else
        path.addEllipse(rect);
    return path;
}

bool isSquare(items::AvatarKind kind)
{
    return kind == items::AvatarKind::App || kind == items::AvatarKind::Space;
}

QString iconOf(items::AvatarKind kind)
{
    switch (kind) {
    case items::AvatarKind::Person:
        return u"person"_s;
    case items::AvatarKind::App:
        return u"app"_s;
    case items::AvatarKind::Group:
        return u"group"_s;
    case items::AvatarKind::Space:
        return u"space"_s;
    }
    return {};
}

QPixmap blank(int size, qreal ratio)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

} // namespace

Avatars::Avatars(MediaPort &media, const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_media(media)
    , m_theme(theme)
    , m_pictures(mostPictures)
{
    m_pool.setMaxThreadCount(1);
    connect(&theme, &Theme::changed, this, &Avatars::changed);
}

Avatars::~Avatars()
{
    // What still decodes answers to this object.
    m_pool.clear();
    m_pool.waitForDone();
}

void Avatars::retryFailed()
{
    bool forgotten = false;
    const QStringList urls = m_pictures.keys();
    for (const QString &url : urls) {
        if (m_pictures.object(url)->failed)
            forgotten = m_pictures.remove(url);
    }
    if (forgotten)
        Q_EMIT changed();
}

QImage Avatars::picture(const QString &url)
{
    if (url.isEmpty())
        return {};
    if (const Picture *known = m_pictures.object(url))
        return known->image;
    m_pictures.insert(url, new Picture);
    m_media.fetch({MediaRef::Kind::Avatar, url}, this, [this, url](const Result<QString> &path) {
        if (path)
            decode(url, *path);
        else
            m_pictures.insert(url, new Picture{{}, true});
    });
    return {};
}

void Avatars::decode(const QString &url, const QString &path)
{
    m_pool.start([this, url, path] {
        const QImage image = decodeImage(path, QSize(decodedSide, decodedSide));
        if (image.isNull())
            return;
        // The destructor waits for this thread, so that "this" lives; posted calls die with it.
        QMetaObject::invokeMethod(
            this,
            [this, url, image] {
                m_pictures.insert(url, new Picture{image, false});
                Q_EMIT changed();
            },
            Qt::QueuedConnection);
    });
}

QPixmap Avatars::person(const User &user, int size, qreal ratio)
{
    using items::AvatarKind;
    const AvatarKind kind = user.type == UserType::App ? AvatarKind::App : AvatarKind::Person;
    const QString name = user.displayName.isEmpty() ? user.email : user.displayName;
    return pixmap({kind, user.anonymous ? QString() : items::initialsOf(name, kind),
                   items::colourSeedOf(user.id.name()), user.avatarUrl},
                  size, ratio);
}

QPixmap Avatars::pixmap(const items::Avatar &avatar, int size, qreal ratio)
{
    const QImage image = picture(avatar.url);
    if (image.isNull())
        return lettered(avatar, size, ratio);
    const QString key = u"linnet-face/%1/%2/%3/%4"_s.arg(image.cacheKey())
                            .arg(int(avatar.kind))
                            .arg(size)
                            .arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = blank(size, ratio);
    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    // A brush, since a clip path's edge is not smooth.
    const QImage scaled
        = image.scaled(pixmap.size(), Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    QBrush brush(scaled);
    QTransform place;
    place.translate((size - scaled.width() / ratio) / 2, (size - scaled.height() / ratio) / 2);
    place.scale(1 / ratio, 1 / ratio);
    brush.setTransform(place);
    painter.fillPath(shape(QRectF(0, 0, size, size), isSquare(avatar.kind)), brush);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QPixmap Avatars::group(const QList<User> &members, int size, qreal ratio)
{
    if (members.isEmpty())
        return lettered({items::AvatarKind::Group, {}, 0, {}}, size, ratio);
    if (members.size() == 1)
        return person(members.first(), size, ratio);
    // The second in front, with a gap cut out of the first.
    const int face = qRound(size * 0.68);
    const QPixmap back = person(members.at(0), face, ratio);
    const QPixmap front = person(members.at(1), face, ratio);
    QPixmap pixmap = blank(size, ratio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(0, 0, back);
    const QPoint at(size - face, size - face);
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::black);
    painter.drawEllipse(QRectF(at, QSizeF(face, face)).adjusted(-1.5, -1.5, 1.5, 1.5));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.drawPixmap(at, front);
    return pixmap;
}

QPixmap Avatars::lettered(const items::Avatar &avatar, int size, qreal ratio) const
{
    const QString key = u"linnet-letters/%1/%2/%3/%4/%5"_s.arg(
        QString::number(int(avatar.kind)), QString::number(avatar.colourSeed), avatar.initials,
        QString::number(size), QString::number(ratio));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = blank(size, ratio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF rect(0, 0, size, size);
    painter.fillPath(shape(rect, isSquare(avatar.kind)), colourOf(avatar.colourSeed));
    const QString letters = avatar.kind == items::AvatarKind::Group ? QString() : avatar.initials;
    if (letters.isEmpty()) {
        const int side = qRound(size * 0.62);
        painter.drawPixmap(QPointF((size - side) / 2.0, (size - side) / 2.0),
                           iconPixmap(iconOf(avatar.kind), Qt::white, side, ratio));
    } else {
        QFont font = m_theme.font(TextSize::Body, QFont::DemiBold);
        font.setPixelSize(qMax(7, qRound(size * (letters.size() > 1 ? 0.38 : 0.46))));
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(rect, Qt::AlignCenter, letters);
    }
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace linnet::ui
