// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "ui/timeline/animations.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

namespace linnet::ui {

// The pictures of the timeline, small: fetched through the port when wanted, decoded on a thread
// pool with checks of format and size, kept up to 32 MiB for each pixel ratio of the screen (what
// is in view at once has room). GUI thread. Knows neither rows nor messages; painting asks find(),
// which starts nothing.
class Thumbnails : public QObject
{
    Q_OBJECT
public:
    // Device-independent size of the largest box a picture is shown in.
    static constexpr QSize largest{360, 240};

    explicit Thumbnails(MediaPort &media, QObject *parent = nullptr);
    ~Thumbnails() override;

    // Null as long as there is none.
    [[nodiscard]] QImage find(const MediaRef &media) const;
    // The present frame of one that moves; null when the still one is to be shown.
    [[nodiscard]] QImage frame(const MediaRef &media) const { return m_animations.frame(media); }
    // Only what is in view moves.
    void setVisible(const QSet<MediaRef> &visible) { m_animations.setVisible(visible); }
    // It was fetched but is no picture that may be shown, or could not be fetched.
    [[nodiscard]] bool hasFailed(const MediaRef &media) const
    {
        return m_broken.contains(media) || m_missed.contains(media);
    }
    // Fetches and decodes it unless it is there, under way, failed or withheld. ratio: of the
    // screen. localPath: where it lies already, a file that this person attached; never from
    // remote data.
    void want(const MediaRef &media, qreal ratio, const QString &localPath = {});
    // It waits to be asked for, so many bytes as far as that is known (else -1).
    [[nodiscard]] bool isWithheld(const MediaRef &media) const
    {
        return m_withheld.contains(media);
    }
    [[nodiscard]] qint64 withheldBytes(const MediaRef &media) const
    {
        return m_withheld.value(media, -1);
    }
    // As want(), whatever its size: the reader asks for it.
    void load(const MediaRef &media, qreal ratio);
    // What may come by itself is another now: those withheld may be wanted again.
    void forgetWithheld() { m_withheld.clear(); }
    // Those that could not be fetched may be wanted again: happens by itself after a while.
    void retry();

Q_SIGNALS:
    // Who shows some that could not be fetched may want them again.
    void retryDue();
    void changed(const linnet::MediaRef &media);
    // It was decoded, to so many pixels.
    void arrived(const linnet::MediaRef &media, const QSize &size);

private:
    void take(const MediaRef &media, const Result<QString> &path, qreal ratio);
    void decode(const MediaRef &media, const QString &path, qreal ratio);
    void decoded(const MediaRef &media, const QImage &image);

    MediaPort &m_media;
    Animations m_animations;
    QThreadPool m_pool;
    QCache<MediaRef, QImage> m_images; // cost in KiB
    QSet<MediaRef> m_underWay;
    QSet<MediaRef> m_broken; // no pictures that may be shown
    QSet<MediaRef> m_missed; // could not be fetched
    QSet<MediaRef> m_resting; // of these, those not to be asked for yet
    QTimer m_retry;
    QHash<MediaRef, qint64> m_withheld; // how large
};

} // namespace linnet::ui
