// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/thumbnails.h"

#include "ui/media/imagedecoder.h"

namespace linnet::ui {

namespace {
constexpr double cacheKiB = 32 * 1024;
constexpr auto retryAfter = std::chrono::seconds(30);
} // namespace

Thumbnails::Thumbnails(MediaPort &media, QObject *parent)
    : QObject(parent)
    , m_media(media)
    , m_images(int(cacheKiB))
{
    m_pool.setMaxThreadCount(1);
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryAfter);
    connect(&m_retry, &QTimer::timeout, this, &Thumbnails::retry);
    connect(&m_animations, &Animations::changed, this, &Thumbnails::changed);
}

Thumbnails::~Thumbnails()
{
    // What still decodes answers to this object.
    m_pool.clear();
    m_pool.waitForDone();
}

QImage Thumbnails::find(const MediaRef &media) const
{
    const QImage *image = m_images.object(media);
    return image ? *image : QImage();
}

void Thumbnails::want(const MediaRef &media, qreal ratio, const QString &localPath)
{
    if (m_images.contains(media) || m_underWay.contains(media) || m_broken.contains(media)
        || m_resting.contains(media) || m_withheld.contains(media))
        return;
    m_underWay.insert(media);
    if (!localPath.isEmpty()) {
        decode(media, localPath, ratio);
        return;
    }
    m_media.fetchUnasked(media, this, [this, media, ratio](const Result<UnaskedMedia> &got) {
        if (got && got->path.isEmpty()) {
            m_underWay.remove(media);
            m_missed.remove(media);
            m_withheld.insert(media, got->bytes);
            Q_EMIT changed(media);
            return;
        }
        take(media, got.map([](const UnaskedMedia &each) { return each.path; }), ratio);
    });
}

void Thumbnails::retry()
{
    m_retry.stop();
    m_resting.clear();
    Q_EMIT retryDue();
}

void Thumbnails::load(const MediaRef &media, qreal ratio)
{
    if (m_images.contains(media) || m_underWay.contains(media) || m_broken.contains(media))
        return;
    m_withheld.remove(media);
    m_underWay.insert(media);
    m_media.fetch(media, this,
                  [this, media, ratio](const Result<QString> &path) { take(media, path, ratio); });
    Q_EMIT changed(media);
}

void Thumbnails::take(const MediaRef &media, const Result<QString> &path, qreal ratio)
{
    if (!path) {
        m_underWay.remove(media);
        m_missed.insert(media);
        m_resting.insert(media);
        if (!m_retry.isActive())
            m_retry.start();
        Q_EMIT changed(media);
        return;
    }
    m_missed.remove(media);
    m_animations.add(media, *path, largest * ratio);
    decode(media, *path, ratio);
}

void Thumbnails::decode(const MediaRef &media, const QString &path, qreal ratio)
{
    m_images.setMaxCost(int(cacheKiB * qMax(1.0, ratio)));
    m_pool.start([this, media, path, ratio] {
        // More than the box: what fills one is cut, and pictures of cards are a little larger.
        constexpr qreal spare = 1.5;
        const QImage image = decodeImage(path, largest * ratio * spare);
        // The destructor waits for this thread, so that "this" lives; posted calls die with it.
        QMetaObject::invokeMethod(
            this, [this, media, image] { decoded(media, image); }, Qt::QueuedConnection);
    });
}

void Thumbnails::decoded(const MediaRef &media, const QImage &image)
{
    m_underWay.remove(media);
    if (image.isNull())
        m_broken.insert(media);
    else
        m_images.insert(media, new QImage(image), qMax(1, int(image.sizeInBytes() / 1024)));
    if (!image.isNull())
        Q_EMIT arrived(media, image.size());
    Q_EMIT changed(media);
}

} // namespace linnet::ui
