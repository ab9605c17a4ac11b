// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace linnet::ui {

// The moving pictures of the timeline: those in view move, for at most twenty seconds each time
// they come into view, and cost nothing otherwise. What is too large (over two million pixels) or
// is no GIF of several frames stays still. GUI thread; knows neither rows nor messages.
class Animations : public QObject
{
    Q_OBJECT
public:
    explicit Animations(QObject *parent = nullptr);
    ~Animations() override;

    // The file of a picture, once it is fetched, and the largest size it is shown in.
    void add(const MediaRef &media, const QString &path, const QSize &bounds);
    // Which are in view: others stop, and begin anew when they come back.
    void setVisible(const QSet<MediaRef> &visible);

    // The present frame; null when the still picture is to be shown.
    [[nodiscard]] QImage frame(const MediaRef &media) const;
    [[nodiscard]] int movingCount() const;

Q_SIGNALS:
    void changed(const linnet::MediaRef &media);

private:
    struct File
    {
        QString path;
        QSize bounds;
    };
    struct Running;
    void start(const MediaRef &media, const File &file);
    [[nodiscard]] const Running *find(const MediaRef &media) const;

    QHash<MediaRef, File> m_files; // of those that may move
    QSet<MediaRef> m_visible;
    std::vector<std::unique_ptr<Running>> m_running; // in view; some have come to their end
};

} // namespace linnet::ui
