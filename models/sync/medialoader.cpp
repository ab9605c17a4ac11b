// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/medialoader.h"

#include "models/sync/mapping/errormapping.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

constexpr qint64 mostBytesInAll = 256LL * 1024 * 1024;
constexpr qint64 mostAvatarBytes = 2LL * 1024 * 1024;
constexpr qint64 mostCardPictureBytes = 8LL * 1024 * 1024;
constexpr int atATime = 6;
// A large file keeps its place in the background's queue until its last byte: not all places.
constexpr int attachmentsAtATime = 2;
constexpr auto rememberTrouble = 30s;
constexpr auto rememberRefusal = 1h;

bool isPrivate(const QString &host)
{
    const QHostAddress address(host);
    if (!address.isNull())
        return true; // people's pictures lie on named hosts
    return !host.contains(u'.') || host.endsWith(".local"_L1) || host.endsWith(".localhost"_L1)
        || host.endsWith(".internal"_L1);
}

// Of the way there, the sign-in or the disk, and no word of the service about this file.
bool mayPass(ErrorKind kind)
{
    return kind == ErrorKind::Offline || kind == ErrorKind::Timeout || kind == ErrorKind::TlsFailed
        || kind == ErrorKind::CaptivePortal || kind == ErrorKind::RateLimited
        || kind == ErrorKind::ServerTrouble || kind == ErrorKind::OutcomeUnknown
        || kind == ErrorKind::BadAnswer || kind == ErrorKind::SignedOut
        || kind == ErrorKind::KeyringLocked || kind == ErrorKind::KeyringUnavailable
        || kind == ErrorKind::StorageFull || kind == ErrorKind::StorageFailed;
}

Handler<UnaskedMedia> pathOnly(Handler<QString> handler)
{
    return [handler = std::move(handler)](const Result<UnaskedMedia> &media) {
        handler(media.map([](const UnaskedMedia &each) { return each.path; }));
    };
}

// Faces and emoji are asked for wherever they show; these when a person says so.
bool isPartOfMessage(const MediaRef &ref)
{
    return ref.kind == MediaRef::Kind::Attachment || ref.kind == MediaRef::Kind::CardPicture;
}

} // namespace

bool mayFetchPicture(const QUrl &url, const QUrl &serviceRoot)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    if (!serviceRoot.isEmpty() && url.scheme() == serviceRoot.scheme()
        && url.host() == serviceRoot.host() && url.port() == serviceRoot.port())
        return true;
    return url.scheme() == "https"_L1 && !isPrivate(url.host());
}

MediaLoader::MediaLoader(const Services &services, api::Transport &transport,
                         const QString &directory, QUrl serviceRoot, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_transport(transport)
    , m_files(directory, mostBytesInAll)
    , m_serviceRoot(std::move(serviceRoot))
{
}

MediaLoader::~MediaLoader() = default;

void MediaLoader::fetch(const MediaRef &ref, QObject *context, Handler<QString> handler)
{
    add(ref, {context, pathOnly(std::move(handler)), true});
}

void MediaLoader::fetchWatched(const MediaRef &ref, QObject *context, const FetchProgress &progress,
                               Handler<QString> handler)
{
    add(ref, {context, pathOnly(std::move(handler)), true, progress});
    connect(context, &QObject::destroyed, this, [this, ref] { giveUpUnwanted(ref); });
}

void MediaLoader::fetchUnasked(const MediaRef &ref, QObject *context, Handler<UnaskedMedia> handler)
{
    add(ref, {context, std::move(handler), false});
}

void MediaLoader::add(const MediaRef &ref, Waiter waiter)
{
    QList<Waiter> &waiters = m_waiters[ref];
    waiters.append(std::move(waiter));
    if (waiters.size() > 1)
        return;
    // Answers come later, never from within the call.
    QMetaObject::invokeMethod(
        this, [this, ref] { decide(ref); }, Qt::QueuedConnection);
}

void MediaLoader::decide(const MediaRef &ref)
{
    // Given up meanwhile, or given up and asked for again.
    if (!m_waiters.contains(ref) || m_queue.contains(ref)
        || m_running.contains(m_files.pathOf(ref)))
        return;
    if (const QString path = m_files.find(ref); !path.isEmpty())
        return answer(ref, UnaskedMedia{.path = path});
    const bool wanted = isPartOfMessage(ref) && isAsked(ref);
    const auto failed = m_failures.constFind(ref);
    if (!wanted && failed != m_failures.constEnd()
        && failed->until > m_services.environment.clock.now())
        return answer(ref, Failure(failed->error));
    m_queue.insert(wanted ? 0 : m_queue.size(), ref);
    startNext();
}

bool MediaLoader::isAsked(const MediaRef &ref) const
{
    const QList<Waiter> waiters = m_waiters.value(ref);
    return std::any_of(waiters.begin(), waiters.end(),
                       [](const Waiter &waiter) { return waiter.asked; });
}

qint64 MediaLoader::mostBytesOf(const MediaRef &ref) const
{
    return isPartOfMessage(ref) && !isAsked(ref) ? m_unaskedBytes : anySize;
}

// Whoever asked for it meanwhile gets it all the same.
void MediaLoader::withhold(const MediaRef &ref)
{
    const Size size = m_sizes.value(ref);
    const QList<Waiter> waiters = m_waiters.take(ref);
    QList<Waiter> asking;
    for (const Waiter &waiter : waiters) {
        if (waiter.asked)
            asking.append(waiter);
    }
    if (!asking.isEmpty()) {
        m_waiters.insert(ref, asking);
        m_queue.append(ref);
    }
    for (const Waiter &waiter : waiters) {
        if (!waiter.asked && waiter.context)
            waiter.handler(UnaskedMedia{.bytes = size.exact ? size.bytes : -1});
    }
}

void MediaLoader::giveUpUnwanted(const MediaRef &ref)
{
    const auto waiters = m_waiters.find(ref);
    if (waiters == m_waiters.end())
        return;
    waiters->removeIf([](const Waiter &waiter) { return !waiter.context; });
    if (!waiters->isEmpty())
        return;
    m_waiters.erase(waiters);
    m_queue.removeAll(ref);
    if (m_running.erase(m_files.pathOf(ref)) == 0)
        return;
    m_files.dropPart(ref);
    startNext();
}

FetchProgress MediaLoader::progressOf(const MediaRef &ref)
{
    return [this, ref](qint64 received, qint64 total) {
        const auto running = m_running.find(m_files.pathOf(ref));
        if (running != m_running.end())
            running->second.total = total;
        const QList<Waiter> waiters = m_waiters.value(ref); // whoever hears it may ask for more
        for (const Waiter &waiter : waiters) {
            if (waiter.context && waiter.progress)
                waiter.progress(received, total);
        }
    };
}

void MediaLoader::answer(const MediaRef &ref, const Result<UnaskedMedia> &result)
{
    for (const Waiter &waiter : m_waiters.take(ref)) {
        if (waiter.context)
            waiter.handler(result);
    }
}

void MediaLoader::startNext()
{
    const auto mayStart = [this](const MediaRef &ref) {
        return ref.kind != MediaRef::Kind::Attachment
            || std::count_if(m_running.begin(), m_running.end(),
                             [](const auto &running) { return running.second.isAttachment; })
            < attachmentsAtATime;
    };
    while (m_running.size() < atATime) {
        const auto next = std::find_if(m_queue.begin(), m_queue.end(), mayStart);
        if (next == m_queue.end())
            break;
        const MediaRef ref = *next;
        m_queue.erase(next);
        start(ref);
    }
}

void MediaLoader::start(const MediaRef &ref)
{
    const qint64 mostBytes = mostBytesOf(ref);
    if (mostBytes == 0 || (mostBytes != anySize && m_sizes.value(ref).bytes > mostBytes))
        return withhold(ref);
    if (!m_files.prepare())
        return finish(ref, errorOf(ErrorKind::StorageFailed));
    Running &running = m_running[m_files.pathOf(ref)];
    running.isAttachment = ref.kind == MediaRef::Kind::Attachment;
    running.mostBytes = mostBytes;
    running.call = std::make_unique<QObject>();
    running.part = std::make_unique<QFile>(m_files.partPathOf(ref));
    if (!running.part->open(QIODevice::WriteOnly | QIODevice::Truncate,
                            QFile::ReadOwner | QFile::WriteOwner))
        return finish(ref, errorOf(ErrorKind::StorageFailed));
    switch (ref.kind) {
    case MediaRef::Kind::Avatar:
    case MediaRef::Kind::CardPicture:
        return startPicture(ref, ref.source);
    case MediaRef::Kind::Attachment:
        return startAttachment(ref, running);
    case MediaRef::Kind::CustomEmoji:
        return startEmoji(ref);
    }
}

// The address of an emoji's picture lives for some minutes only: it is asked for each time, and the
// file is kept under the emoji's name.
void MediaLoader::startEmoji(const MediaRef &ref)
{
    m_services.client.send(api::GetCustomEmoji{.name = ref.source},
                           m_running[m_files.pathOf(ref)].call.get(),
                           [this, ref](const api::Result<api::CustomEmoji> &emoji) {
                               if (!emoji)
                                   return finish(ref, toError(emoji.error()));
                               startPicture(ref, emoji->temporaryImageUri.value_or(QString()));
                           },
                           {.lane = api::Lane::Background});
}

void MediaLoader::startPicture(const MediaRef &ref, const QString &address)
{
    api::HttpRequest request;
    request.verb = "GET"_qba;
    request.url = QUrl(address, QUrl::StrictMode);
    Running &running = m_running[m_files.pathOf(ref)];
    request.maxBytes
        = ref.kind == MediaRef::Kind::CardPicture ? mostCardPictureBytes : mostAvatarBytes;
    if (running.mostBytes != anySize)
        request.maxBytes = qMin(request.maxBytes, running.mostBytes);
    request.progress = progressOf(ref);
    if (!mayFetchPicture(request.url, m_serviceRoot))
        return finish(ref, errorOf(ErrorKind::InvalidArgument));
    running.exchange = m_transport.send(
        std::move(request), [this, ref](const api::Result<api::HttpResponse> &response) {
            pictureArrived(ref, response);
        });
}

void MediaLoader::pictureArrived(const MediaRef &ref,
                                 const api::Result<api::HttpResponse> &response)
{
    if (!response)
        return failed(ref, response.error());
    if (response->status != 200) {
        // Redirects too: where they lead nobody has checked.
        return finish(ref,
                      response->status >= 500 ? errorOf(ErrorKind::ServerTrouble)
                                              : errorOf(ErrorKind::NotFound));
    }
    if (!looksLikePicture(response->body.first(qMin<qsizetype>(16, response->body.size()))))
        return finish(ref, errorOf(ErrorKind::BadAnswer));
    QFile &part = *m_running[m_files.pathOf(ref)].part;
    if (part.write(response->body) != response->body.size())
        return finish(ref, errorOf(ErrorKind::StorageFull));
    finish(ref, std::nullopt);
}

void MediaLoader::startAttachment(const MediaRef &ref, Running &running)
{
    api::DownloadMedia request;
    request.resourceName = ref.source;
    api::CallOptions options{.lane = api::Lane::Background};
    if (running.mostBytes != anySize)
        options.maxBytes = running.mostBytes;
    m_services.client.download(
        request, {.device = running.part.get(), .progress = progressOf(ref)}, running.call.get(),
        [this, ref](const api::Result<api::DownloadResult> &result) {
            if (!result)
                return failed(ref, result.error());
            finish(ref, std::nullopt);
        },
        options);
}

// Too large to come by itself is no failure.
void MediaLoader::failed(const MediaRef &ref, const api::Error &error)
{
    const auto running = m_running.find(m_files.pathOf(ref));
    if (error.kind != api::Error::Kind::TooLarge || running == m_running.end()
        || running->second.mostBytes == anySize
        || (ref.kind == MediaRef::Kind::CardPicture
            && running->second.mostBytes >= mostCardPictureBytes))
        return finish(ref, toError(error));
    const qint64 atLeast = running->second.mostBytes + 1;
    const qint64 total = running->second.total;
    m_running.erase(running);
    m_files.dropPart(ref);
    m_sizes.insert(ref, {qMax(total, atLeast), total >= atLeast});
    withhold(ref);
    startNext();
}

void MediaLoader::finish(const MediaRef &ref, const std::optional<Error> &error)
{
    std::optional<Error> outcome = error;
    const auto running = m_running.find(m_files.pathOf(ref));
    if (running != m_running.end()) {
        if (running->second.part && !running->second.part->flush())
            outcome = errorOf(ErrorKind::StorageFull);
        m_running.erase(running); // closes the file
    }
    if (!outcome && !m_files.keep(ref))
        outcome = errorOf(ErrorKind::StorageFailed);
    if (outcome) {
        m_files.dropPart(ref);
        const std::chrono::milliseconds remember = mayPass(outcome->kind)
            ? std::chrono::milliseconds(rememberTrouble)
            : std::chrono::milliseconds(rememberRefusal);
        m_failures.insert(ref, {*outcome, m_services.environment.clock.now() + remember});
        answer(ref, Failure(*outcome));
    } else {
        m_failures.remove(ref);
        answer(ref, UnaskedMedia{.path = m_files.pathOf(ref)});
    }
    startNext();
}

} // namespace linnet::sync
