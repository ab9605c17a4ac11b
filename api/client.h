// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "api/generated/methods.h"
#include "api/limiter.h"
#include "api/oauth/tokenprovider.h"
#include "api/retrypolicy.h"
#include "api/transport.h"

#include <QObject>
#include <QPointer>

namespace linnet::api {

class PendingCall;
class CallQueue;

struct CallOptions
{
    Lane lane = Lane::Interactive;
    // Of one attempt, in all, or of each MiB of a download; 0: the default (30 s; 10 min with
    // media).
    std::chrono::milliseconds timeout{};
    // 1: never again by itself (the caller repeats); 0: as RetryPolicy says, for calls that may be
    // repeated.
    int attempts = 0;
    qint64 maxBytes = 0; // of the answer; 0: 32 MiB, with media 200 MiB
};

// Where a media upload or download stands; the device must outlive the call, and is not owned.
struct MediaOptions
{
    QIODevice *device = nullptr; // read from, or written to, from where it stands
    qint64 from = 0; // download: skip so many bytes (HTTP Range)
    QString contentType{}; // upload; empty: application/octet-stream
    std::function<void(qint64 done, qint64 total)> progress{};
};

struct DownloadResult
{
    QString contentType{};
    qint64 from = 0; // where the bytes begin: 0 when the server ignored the range
    qint64 total = -1; // of the whole, when known
};

// One request of a resumable upload; Upload (upload.h) puts them together. The device must outlive
// the call, and is not owned.
struct UploadStep
{
    QUrl session{}; // empty: begins one
    QIODevice *device = nullptr; // the bytes of the piece, which begins at `from`
    qint64 total = 0; // of the whole file, more than 0
    qint64 from = 0;
    qint64 bytes = 0; // 0 with a session: only asks how far the service has come
    QString contentType{}; // empty: application/octet-stream
    std::function<void(qint64 done, qint64 total)> progress{}; // of this request's body
};

// Where it stands after a step.
struct UploadState
{
    QUrl session{}; // after beginning
    qint64 received = 0; // so many bytes the service has, while it wants more
    std::optional<UploadAttachmentResponse> done{}; // it has all
};

// A call under way; copyable, may be dropped.
class CallHandle
{
public:
    CallHandle() = default;
    explicit CallHandle(PendingCall *call);
    // The handler gets Cancelled, later; nothing when it had its answer. A write that has left may
    // still have its effect.
    void abort();
    [[nodiscard]] bool isActive() const;

private:
    QPointer<PendingCall> m_call;
};

// One account's calls. Everything happens on the thread it lives on; every call ends exactly once,
// from the event loop, in the order in which the answers came, or not at all when its context or
// the Client died: then its HTTP request dies too. It knows the wire, not what it means.
class Client : public QObject
{
    Q_OBJECT
public:
    // All references must outlive it.
    Client(Transport &transport, TokenProvider &tokens, Limiter &limiter, Environment environment,
           Endpoints endpoints, QObject *parent = nullptr);
    ~Client() override;

    void setRetryPolicy(const RetryPolicy &policy);

    // handler: void(Result<typename Method::Response>)
    template <class Method, class Handler>
    CallHandle send(const Method &method, QObject *context, Handler handler,
                    CallOptions options = {});

    // handler: void(Result<DownloadResult>); the bytes go into media.device.
    template <class Handler>
    CallHandle download(const DownloadMedia &method, const MediaOptions &media, QObject *context,
                        Handler handler, CallOptions options = {});

    // handler: void(Result<UploadAttachmentResponse>). Never repeated by itself.
    template <class Handler>
    CallHandle upload(const UploadAttachment &method, const MediaOptions &media, QObject *context,
                      Handler handler, CallOptions options = {});

    // handler: void(Result<UploadState>). Never repeated by itself. A session that is gone is a
    // NotFound, one on another host an InvalidArgument: no token goes there.
    template <class Handler>
    CallHandle uploadStep(const UploadAttachment &method, const UploadStep &step, QObject *context,
                          Handler handler, CallOptions options = {});

    // What the templates above need; not for callers.
    struct Outcome
    {
        std::shared_ptr<void> value; // a Response, unless there is an error
        std::optional<Error> error;
    };
    using Decode = Outcome (*)(const HttpResponse &response); // on any thread
    using Deliver = std::function<void(Outcome)>; // on the context's
    CallHandle begin(Result<Call> call, const MediaOptions *media, QObject *context, Decode decode,
                     Deliver deliver, const CallOptions &options,
                     const UploadStep *step = nullptr);

private:
    std::unique_ptr<CallQueue> m_queue;
};

namespace wire {

// A success as JSON: NotJson, CaptivePortal and Truncated are told apart here.
[[nodiscard]] Result<QJsonObject> parseAnswer(const HttpResponse &response);

template <class Response> Client::Outcome decode(const HttpResponse &response)
{
    const Result<QJsonObject> json = parseAnswer(response);
    if (!json)
        return {nullptr, json.error()};
    return {std::make_shared<Response>(Response::fromJson(*json)), std::nullopt};
}

template <> Client::Outcome decode<Empty>(const HttpResponse &response);
template <> Client::Outcome decode<DownloadResult>(const HttpResponse &response);
template <> Client::Outcome decode<UploadState>(const HttpResponse &response);

template <class Response, class Handler> Client::Deliver deliver(Handler handler)
{
    // std::function wants a copyable target; handlers may own what cannot be copied.
    auto kept = std::make_shared<Handler>(std::move(handler));
    return [kept](Client::Outcome outcome) {
        if (outcome.error)
            (*kept)(Result<Response>(tl::unexpected(*std::move(outcome.error))));
        else
            (*kept)(
                Result<Response>(std::move(*std::static_pointer_cast<Response>(outcome.value))));
    };
}

} // namespace wire

template <class Method, class Handler>
CallHandle Client::send(const Method &method, QObject *context, Handler handler,
                        CallOptions options)
{
    using Response = typename Method::Response;
    static_assert(
        !std::is_same_v<Method, DownloadMedia> && !std::is_same_v<Method, UploadAttachment>,
        "media goes through download() and upload()");
    return begin(method.toCall(), nullptr, context, &wire::decode<Response>,
                 wire::deliver<Response>(std::move(handler)), options);
}

template <class Handler>
CallHandle Client::download(const DownloadMedia &method, const MediaOptions &media,
                            QObject *context, Handler handler, CallOptions options)
{
    return begin(method.toCall(), &media, context, &wire::decode<DownloadResult>,
                 wire::deliver<DownloadResult>(std::move(handler)), options);
}

template <class Handler>
CallHandle Client::upload(const UploadAttachment &method, const MediaOptions &media,
                          QObject *context, Handler handler, CallOptions options)
{
    return begin(method.toCall(), &media, context, &wire::decode<UploadAttachmentResponse>,
                 wire::deliver<UploadAttachmentResponse>(std::move(handler)), options);
}

template <class Handler>
CallHandle Client::uploadStep(const UploadAttachment &method, const UploadStep &step,
                              QObject *context, Handler handler, CallOptions options)
{
    return begin(method.toCall(), nullptr, context, &wire::decode<UploadState>,
                 wire::deliver<UploadState>(std::move(handler)), options, &step);
}

} // namespace linnet::api
