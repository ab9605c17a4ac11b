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

constexpr int decodedSide = 128; // physical pixels: enough for 36 at a ratio of three

// FNV-1a, since qHash may differ from run to run and a person's colour may not.
quint32 stableHash(const QString &text)
{
    quint32 hash = 2166136261U;
    for (const char byte : text.toUtf8()) {
        hash ^= quint8(byte);
        hash *= 16777619U;
    }
    return hash;
}

// White letters have 4.5:1 on each of them.
QColor colourOf(const QString &key)
{
    static constexpr QRgb colours[] = {0x0f6e79, 0xa3384f, 0x7b4a2b, 0x4a5f97, 0x6b4a8e,
                                       0x2f6b43, 0x8a5a12, 0x55636b, 0x93386f, 0x2b6590};
    return QColor(colours[stableHash(key) % std::size(colours)]);
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

QString Avatars::initials(const QString &name)
{
    const auto firstLetter = [](QStringView word) {
        for (const char32_t code : word.toUcs4()) {
            if (QChar::isLetterOrNumber(code))
                return QString::fromUcs4(&code, 1).toUpper();
        }
        return QString(); // emoji and marks only
    };
    QStringList letters;
    for (const QStringView word : QStringView(name).left(256).split(u' ', Qt::SkipEmptyParts)) {
        if (const QString letter = firstLetter(word); !letter.isEmpty())
            letters.append(letter);
    }
    // First and last word name a person; those between do not.
    if (letters.size() > 1)
        return QString(letters.first() + letters.last());
    return letters.value(0);
}

void Avatars::retryFailed()
{
    if (m_pictures.removeIf([](const auto &it) { return it.value().failed; }) > 0)
        Q_EMIT changed();
}

QImage Avatars::picture(const QString &url)
{
    if (url.isEmpty())
        return {};
    const auto it = m_pictures.constFind(url);
    if (it != m_pictures.constEnd())
        return it->image;
    m_pictures.insert(url, {});
    m_media.fetch({MediaRef::Kind::Avatar, url}, this, [this, url](const Result<QString> &path) {
        if (path)
            decode(url, *path);
        else
            m_pictures.insert(url, {{}, true});
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
                m_pictures.insert(url, {image, false});
                Q_EMIT changed();
            },
            Qt::QueuedConnection);
    });
}

QPixmap Avatars::person(const User &user, int size, qreal ratio)
{
    const bool square = user.type == UserType::App;
    const QImage image = picture(user.avatarUrl);
    if (image.isNull()) {
        const QString name = user.displayName.isEmpty() ? user.email : user.displayName;
        return lettered(user.id.name(), user.anonymous ? QString() : initials(name),
                        square ? u"app"_s : u"person"_s, square, size, ratio);
    }
    const QString key = u"linnet-face/%1/%2/%3"_s.arg(image.cacheKey()).arg(size).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = blank(size, ratio);
    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setClipPath(shape(QRectF(0, 0, size, size), square));
    const int side = qMin(image.width(), image.height());
    painter.drawImage(
        QRectF(0, 0, size, size), image,
        QRectF((image.width() - side) / 2.0, (image.height() - side) / 2.0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QPixmap Avatars::group(const QList<User> &members, int size, qreal ratio)
{
    if (members.isEmpty())
        return lettered(u"group"_s, {}, u"group"_s, false, size, ratio);
    if (members.size() == 1)
        return person(members.first(), size, ratio);
    // Two faces, the second in front with a gap cut out of the first.
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

QPixmap Avatars::space(const SpaceId &id, const QString &title, int size, qreal ratio)
{
    return lettered(id.name(), initials(title).left(1), u"space"_s, true, size, ratio);
}

QPixmap Avatars::lettered(const QString &key, const QString &letters, const QString &iconName,
                          bool square, int size, qreal ratio) const
{
    const QString cacheKey = u"linnet-letters/%1/%2/%3/%4/%5/%6"_s.arg(
                                 key, letters, iconName, QString::number(int(square)),
                                 QString::number(size), QString::number(ratio))
        + QString::number(int(m_theme.tokens().dark));
    QPixmap pixmap;
    if (QPixmapCache::find(cacheKey, &pixmap))
        return pixmap;
    pixmap = blank(size, ratio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF rect(0, 0, size, size);
    painter.fillPath(shape(rect, square), colourOf(key));
    if (letters.isEmpty()) {
        const int side = qRound(size * 0.62);
        painter.drawPixmap(QPointF((size - side) / 2.0, (size - side) / 2.0),
                           iconPixmap(iconName, Qt::white, side, ratio));
    } else {
        QFont font = m_theme.font(TextSize::Body, QFont::DemiBold);
        font.setPixelSize(qMax(7, qRound(size * (letters.size() > 1 ? 0.38 : 0.46))));
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(rect, Qt::AlignCenter, letters);
    }
    painter.end();
    QPixmapCache::insert(cacheKey, pixmap);
    return pixmap;
}

} // namespace linnet::ui
