// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/media/filefetches.h"

#include <QLocale>
#include <QTimer>

namespace linnet::ui {

namespace {

constexpr auto slowAfter = std::chrono::milliseconds(300);
constexpr qint64 steps = 100; // what is shown of a fetch changes so many times
constexpr qint64 unknownStep = 1 << 20;

// Which step a fetch is at: what shows moves with it, and not with every packet.
qint64 stepOf(const FileFetches::Progress &progress)
{
    return progress.total > 0 ? progress.received * steps / progress.total
                              : progress.received / unknownStep;
}

} // namespace

QString FileFetches::Progress::words() const
{
    const QLocale locale;
    if (received <= 0)
        return tr("Fetching…");
    if (total <= 0)
        return tr("%1 fetched", "bytes").arg(locale.formattedDataSize(received));
    return tr("%1 of %2 fetched", "bytes")
        .arg(locale.formattedDataSize(received), locale.formattedDataSize(total));
}

double FileFetches::Progress::share() const
{
    return total > 0 ? qBound(0.0, double(received) / double(total), 1.0) : 0.0;
}

FileFetches::FileFetches(MediaPort &media, QObject *parent)
    : QObject(parent)
    , m_media(media)
{
}

FileFetches::~FileFetches() = default;

void FileFetches::fetch(const Attachment &attachment, QObject *context, Handler<QString> handler)
{
    Fetch &fetch = m_fetches[attachment.mediaName];
    fetch.waiters.append({context, std::move(handler)});
    if (!fetch.context)
        start(attachment);
}

void FileFetches::start(const Attachment &attachment)
{
    const QString name = attachment.mediaName;
    Fetch &fetch = m_fetches[name];
    fetch.context = std::make_unique<QObject>();
    // What is there at once shows nothing on its way.
    QTimer::singleShot(slowAfter, fetch.context.get(), [this, attachment] {
        const auto slowOne = m_fetches.find(attachment.mediaName);
        if (slowOne == m_fetches.end())
            return;
        slowOne->second.slow = true;
        Q_EMIT changed(attachment.mediaName);
        Q_EMIT slow(attachment);
    });
    m_media.fetchWatched(
        {MediaRef::Kind::Attachment, name}, fetch.context.get(),
        [this, name](qint64 received, qint64 total) { tell(name, received, total); },
        [this, name](const Result<QString> &path) { finish(name, path); });
}

void FileFetches::tell(const QString &mediaName, qint64 received, qint64 total)
{
    const auto fetch = m_fetches.find(mediaName);
    if (fetch == m_fetches.end())
        return;
    const Progress before = std::exchange(fetch->second.progress, {received, total});
    if (fetch->second.slow && stepOf(before) != stepOf(fetch->second.progress))
        Q_EMIT changed(mediaName);
}

void FileFetches::finish(const QString &mediaName, const Result<QString> &path)
{
    auto fetch = m_fetches.extract(mediaName);
    if (fetch.empty())
        return;
    fetch.mapped().context.release()->deleteLater(); // it may be what called
    if (fetch.mapped().slow)
        Q_EMIT changed(mediaName);
    for (const Waiter &waiter : std::as_const(fetch.mapped().waiters)) {
        if (waiter.context)
            waiter.handler(path);
    }
}

void FileFetches::stop(const QString &mediaName)
{
    if (m_fetches.erase(mediaName) > 0)
        Q_EMIT changed(mediaName);
}

std::optional<FileFetches::Progress> FileFetches::progressOf(const QString &mediaName) const
{
    const auto fetch = m_fetches.find(mediaName);
    return fetch != m_fetches.end() && fetch->second.slow ? std::optional(fetch->second.progress)
                                                          : std::nullopt;
}

} // namespace linnet::ui
