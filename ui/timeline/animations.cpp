// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/animations.h"

#include "ui/media/imagedecoder.h"

#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QMovie>
#include <QTimer>
#include <QtEndian>

#include <algorithm>

namespace linnet::ui {

namespace {

constexpr auto longest = std::chrono::seconds(20);
constexpr qint64 mostPixels = 2'000'000; // of a frame

// Decodes nothing: a large frame takes too long here. A GIF has two sizes, that of its screen in
// its head and that of each frame (GIF89a, 18 and 20).
bool mayMove(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray head = file.peek(16);
    if (imageFormat(head) != "gif" || head.size() < 10)
        return false;
    const QSize screen(qFromLittleEndian<quint16>(head.constData() + 6),
                       qFromLittleEndian<quint16>(head.constData() + 8));
    const QSize size = QImageReader(&file, "gif").size().expandedTo(screen);
    return qint64(size.width()) * size.height() <= mostPixels;
}

} // namespace

struct Animations::Running
{
    Running(const MediaRef &ref, const QString &path)
        : media(ref)
        , movie(path, "gif")
    {
    }
    MediaRef media;
    QMovie movie;
    QTimer end;
};

Animations::Animations(QObject *parent)
    : QObject(parent)
{
}

Animations::~Animations() = default;

void Animations::add(const MediaRef &media, const QString &path, const QSize &bounds)
{
    if (m_files.contains(media) || !mayMove(path))
        return;
    m_files.insert(media, {path, bounds});
    if (m_visible.contains(media))
        start(media, m_files.value(media));
}

void Animations::setVisible(const QSet<MediaRef> &visible)
{
    if (visible == m_visible)
        return;
    const QSet<MediaRef> before = std::exchange(m_visible, visible);
    std::erase_if(m_running, [this](const std::unique_ptr<Running> &each) {
        return !m_visible.contains(each->media);
    });
    for (const MediaRef &media : std::as_const(m_visible)) {
        const auto file = m_files.constFind(media);
        if (!before.contains(media) && file != m_files.constEnd())
            start(media, *file);
    }
}

void Animations::start(const MediaRef &media, const File &file)
{
    auto running = std::make_unique<Running>(media, file.path);
    QMovie &movie = running->movie;
    if (!movie.isValid() || !movie.jumpToFrame(0))
        return;
    const QSize size = movie.currentImage().size();
    if (movie.frameCount() == 1)
        return;
    if (size.width() > file.bounds.width() || size.height() > file.bounds.height())
        movie.setScaledSize(size.scaled(file.bounds, Qt::KeepAspectRatio).expandedTo({1, 1}));
    connect(&movie, &QMovie::frameChanged, this, [this, media] { Q_EMIT changed(media); });
    running->end.setSingleShot(true);
    connect(&running->end, &QTimer::timeout, &movie, &QMovie::stop);
    running->end.start(longest);
    movie.start();
    m_running.push_back(std::move(running));
}

const Animations::Running *Animations::find(const MediaRef &media) const
{
    const auto it = std::find_if(m_running.begin(), m_running.end(),
                                 [&media](const auto &each) { return each->media == media; });
    return it == m_running.end() ? nullptr : it->get();
}

QImage Animations::frame(const MediaRef &media) const
{
    const Running *running = find(media);
    return running && running->movie.state() == QMovie::Running ? running->movie.currentImage()
                                                                : QImage();
}

int Animations::movingCount() const
{
    return int(std::count_if(m_running.begin(), m_running.end(), [](const auto &each) {
        return each->movie.state() == QMovie::Running;
    }));
}

} // namespace linnet::ui
