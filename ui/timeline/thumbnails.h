// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "ui/timeline/animations.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace linnet::ui {

// The pictures of the timeline, small: fetched through the port when wanted, decoded on a thread
// pool with checks of format and size, kept up to 32 MiB. GUI thread. Knows neither rows nor
// messages; painting asks find(), which starts nothing.
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
    [[nodiscard]] bool hasFailed(const MediaRef &media) const { return m_failed.contains(media); }
    // Fetches and decodes it unless it is there, under way or failed. ratio: of the screen.
    // localPath: where it lies already, a file that this person attached; never from remote data.
    void want(const MediaRef &media, qreal ratio, const QString &localPath = {});
    // Failed ones may be asked for again: after the connection came back.
    void forgetFailures() { m_failed.clear(); }

Q_SIGNALS:
    void changed(const linnet::MediaRef &media);
    // It was decoded, to so many pixels.
    void arrived(const linnet::MediaRef &media, const QSize &size);

private:
    void decode(const MediaRef &media, const QString &path, qreal ratio);
    void decoded(const MediaRef &media, const QImage &image);

    MediaPort &m_media;
    Animations m_animations;
    QThreadPool m_pool;
    QCache<MediaRef, QImage> m_images; // cost in KiB
    QSet<MediaRef> m_underWay;
    QSet<MediaRef> m_failed;
};

} // namespace linnet::ui
