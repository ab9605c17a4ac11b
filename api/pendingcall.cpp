// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/pendingcall.h"

#include "api/refusalreason.h"

#include <QIODevice>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace linnet::api {

namespace {

Q_LOGGING_CATEGORY(lcApi, "linnet.api", QtInfoMsg)

using Kind = Error::Kind;

constexpr std::chrono::milliseconds CallTimeout = std::chrono::seconds(30);
constexpr std::chrono::milliseconds MediaTimeout = std::chrono::minutes(10);
constexpr qint64 MediaBytes = 209'715'200; // what the service takes and gives
// However large a file and slow the line, it arrives; what only drips does not.
constexpr qint64 DeadlineBytes = 1024LL * 1024;

// What may stand in a header.
QByteArray mimeType(const QString &contentType)
{
    const QByteArray type = contentType.toLatin1();
    return type.isEmpty() || type.contains('\r') || type.contains('\n')
        ? "application/octet-stream"_ba
        : type;
}

// Where the service sends us on to must be the service.
bool isSameService(const QUrl &url, const QUrl &service)
{
    const auto isGoogle = [](const QUrl &candidate) {
        return candidate.scheme() == "https"_L1 && candidate.host().endsWith(".googleapis.com"_L1)
            && candidate.port(443) == 443;
    };
    if (!url.userInfo().isEmpty())
        return false;
    return (url.scheme() == service.scheme() && url.host() == service.host()
            && url.port() == service.port())
        || (isGoogle(url) && isGoogle(service));
}

PendingCall::Plan prepared(PendingCall::Plan plan)
{
    if (!plan.step)
        return plan;
    plan.call.path.prepend("resumable/");
    plan.call.query = "uploadType=resumable"_ba;
    if (!plan.step->session.isEmpty())
        plan.call.space.clear(); // the space's write was counted when the upload began
    return plan;
}

bool isRedirect(int status)
{
    return status >= 300 && status < 400;
}

} // namespace

PendingCall::PendingCall(CallQueue &queue, QObject *context, Plan plan)
    : QObject(&queue)
    , m_queue(queue)
    , m_context(context)
    , m_plan(prepared(std::move(plan)))
{
    connect(context, &QObject::destroyed, this, [this] {
        letGo();
        deleteLater();
    });
    if (m_plan.media && m_plan.media->device && !m_plan.media->device->isSequential())
        m_deviceBegin = m_plan.media->device->pos();
}

PendingCall::~PendingCall() = default;

void PendingCall::start()
{
    // In a long pause it is better to say so than to wait without a word.
    const auto paused = m_queue.limiter.pausedFor(m_plan.call.method->quota);
    if (paused > m_queue.policy.patience)
        return fail({.kind = Kind::RateLimited, .reason = u"PAUSED"_s, .retryAfter = paused});
    m_ticket = m_queue.limiter.acquire(m_plan.options.lane, m_plan.call, [this] { granted(); });
}

void PendingCall::granted()
{
    m_queue.tokens.request(this, [this](const Result<QString> &token) {
        if (!m_active)
            return;
        if (token)
            return dispatch(*token);
        m_ticket.reset();
        failed(token.error(), true); // nothing has left yet
    });
}

void PendingCall::dispatch(const QString &token)
{
    m_token = token;
    Result<HttpRequest> http = request(token);
    if (!http)
        return fail(http.error());
    m_exchange = m_queue.transport.send(*std::move(http), [this](Result<HttpResponse> response) {
        m_exchange.reset();
        m_ticket.reset();
        answered(std::move(response));
    });
}

Result<HttpRequest> PendingCall::request(const QString &token)
{
    const Call &call = m_plan.call;
    const CallOptions &options = m_plan.options;
    HttpRequest http{.verb = verbName(call.method->verb), .url = m_queue.endpoints.urlOf(call)};
    if (!mayCarryToken(http.url)) // Endpoints sees to it; this is the last gate
        return tl::unexpected(Error{.kind = Kind::InvalidArgument, .reason = u"URL"_s});
    http.headers = {{"Authorization"_ba, "Bearer " + token.toLatin1()},
                    {"Accept"_ba, m_plan.media ? "*/*"_ba : "application/json"_ba}};
    http.deadline = options.timeout.count() > 0 ? options.timeout
        : m_plan.media || m_plan.step           ? MediaTimeout
                                                : CallTimeout;
    if (options.maxBytes > 0)
        http.maxBytes = options.maxBytes;
    else if (m_plan.media)
        http.maxBytes = MediaBytes;
    if (m_plan.step)
        return stepRequest(std::move(http));
    if (call.body && !m_plan.media)
        http.body
            = HttpBody{.contentType = "application/json; charset=UTF-8"_ba, .head = *call.body};
    if (!m_plan.media)
        return http;
    http.progress = [this, told = m_plan.media->progress](qint64 done, qint64 total) {
        m_mediaMoved = true;
        if (told)
            told(done, total);
    };
    if (call.method->host == Host::Upload) {
        Result<HttpBody> body = mediaBody();
        if (!body)
            return tl::unexpected(body.error());
        http.body = *std::move(body);
        return http;
    }
    http.sink = m_plan.media->device;
    http.deadlineBytes = DeadlineBytes;
    http.rewindSink = m_plan.media->from > 0;
    if (m_plan.media->from > 0)
        http.headers.append({"Range"_ba, "bytes=" + QByteArray::number(m_plan.media->from) + '-'});
    return http;
}

// Google's resumable protocol: a POST that names the file gives a session, PUTs to the session
// bring the bytes or, empty, ask how many are there.
Result<HttpRequest> PendingCall::stepRequest(HttpRequest http)
{
    const UploadStep &step = *m_plan.step;
    const QByteArray type = mimeType(step.contentType);
    if (step.session.isEmpty()) {
        http.headers.append({"X-Upload-Content-Type"_ba, type});
        http.headers.append({"X-Upload-Content-Length"_ba, QByteArray::number(step.total)});
        http.body = HttpBody{.contentType = "application/json; charset=UTF-8"_ba,
                             .head = m_plan.call.body.value_or("{}"_ba)};
        return http;
    }
    if (!isSameService(step.session, http.url))
        return tl::unexpected(Error{.kind = Kind::InvalidArgument, .reason = u"SESSION"_s});
    http.verb = "PUT"_ba;
    http.url = step.session;
    const QByteArray total = '/' + QByteArray::number(step.total);
    if (step.bytes <= 0) {
        http.headers.append({"Content-Range"_ba, "bytes *" + total});
        return http;
    }
    if (!step.device || !step.device->isOpen() || step.device->isSequential()
        || !step.device->seek(step.from))
        return tl::unexpected(Error{.kind = Kind::LocalIo, .reason = u"FILE"_s});
    http.headers.append({"Content-Range"_ba,
                         "bytes " + QByteArray::number(step.from) + '-'
                             + QByteArray::number(step.from + step.bytes - 1) + total});
    http.body = HttpBody{.contentType = type, .file = step.device, .fileBytes = step.bytes};
    http.progress = step.progress;
    return http;
}

// multipart/related: the JSON, then the bytes.
Result<HttpBody> PendingCall::mediaBody()
{
    QIODevice *file = m_plan.media->device;
    if (!file || !file->isOpen() || file->isSequential() || !file->seek(m_deviceBegin))
        return tl::unexpected(Error{.kind = Kind::LocalIo, .reason = u"FILE"_s});
    const qint64 bytes = file->size() - m_deviceBegin;
    if (bytes > MediaBytes)
        return tl::unexpected(Error{.kind = Kind::TooLarge, .reason = u"UPLOAD"_s});
    const QByteArray type = mimeType(m_plan.media->contentType);
    const QByteArray boundary = "linnet-" + m_queue.environment.random.urlSafe(18);
    return HttpBody{
        .contentType = "multipart/related; boundary=" + boundary,
        .head = "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
            + m_plan.call.body.value_or("{}"_ba) + "\r\n--" + boundary + "\r\nContent-Type: " + type
            + "\r\n\r\n",
        .file = file,
        .fileBytes = bytes,
        .tail = "\r\n--" + boundary + "--\r\n",
    };
}

void PendingCall::answered(Result<HttpResponse> response)
{
    if (!response)
        return failed(response.error(), m_plan.call.repeatable);
    const int status = response->status;
    if ((status >= 200 && status < 300) || wantsMore(status))
        return m_queue.decode(this, *response, m_plan.decode);
    const bool tellsNothing = m_plan.call.method->verb != Verb::Get
        && (status >= 500 || status == 401 || status == 408 || status == 429);
    if (status == 401) {
        m_effectUnknown = m_effectUnknown || tellsNothing;
        if (replay())
            return;
    }
    if (isRedirect(status) || status < 200)
        return failed({.kind = Kind::CaptivePortal, .httpStatus = status, .reason = u"REDIRECT"_s},
                      m_plan.call.repeatable);
    Error error = errorFromHttp(status, response->body);
    // What we ourselves may have deleted a moment ago is deleted.
    if (error.kind == Kind::NotFound && m_effectUnknown && m_plan.call.method->verb == Verb::Delete)
        return m_queue.decode(this, HttpResponse{.status = 200, .body = "{}"_ba}, m_plan.decode);
    error.effectUnknown = tellsNothing;
    nameRefusal(error, m_plan.call);
    slowDown(error, *response);
    failed(std::move(error), m_plan.call.repeatable);
}

// 308 with an upload session: not a redirect, but "go on".
bool PendingCall::wantsMore(int status) const
{
    return status == 308 && m_plan.step && !m_plan.step->session.isEmpty();
}

bool PendingCall::replay()
{
    m_queue.tokens.reject(m_token);
    if (m_replayed)
        return false;
    m_replayed = true;
    start();
    return true;
}

// What the service says about its load concerns every call against the same budget.
void PendingCall::slowDown(Error &error, const HttpResponse &response)
{
    const auto header
        = parseRetryAfter(response.header("Retry-After"), m_queue.environment.clock.wallTime());
    if (header)
        error.retryAfter = header;
    const QLatin1StringView quota = m_plan.call.method->quota;
    if (error.retryAfter)
        m_queue.limiter.pause(quota, *error.retryAfter);
    else if (error.kind == Kind::RateLimited)
        m_queue.limiter.pause(quota, m_queue.policy.delay(m_failures, m_queue.environment.random));
}

void PendingCall::decoded(Client::Outcome outcome)
{
    if (!m_active)
        return;
    if (!outcome.error)
        return deliver(std::move(outcome));
    if (m_plan.call.method->verb != Verb::Get)
        outcome.error->effectUnknown = true;
    failed(*std::move(outcome.error), m_plan.call.repeatable);
}

void PendingCall::failed(Error error, bool repeatable)
{
    m_effectUnknown = m_effectUnknown || error.effectUnknown;
    error.effectUnknown = m_effectUnknown;
    const int most
        = m_plan.options.attempts > 0 ? m_plan.options.attempts : m_queue.policy.attempts;
    const bool mayRepeat
        = ++m_failures < most && !m_mediaMoved && RetryPolicy::worthRepeating(error, repeatable);
    auto delay = m_queue.policy.delay(m_failures - 1, m_queue.environment.random);
    delay = std::max(delay, error.retryAfter.value_or(std::chrono::milliseconds(0)));
    qCDebug(lcApi) << m_plan.call.method->name << "failed:" << kindName(error.kind)
                   << error.httpStatus << error.rpcStatus << error.reason << "attempt"
                   << m_failures;
    if (!mayRepeat || delay > m_queue.policy.patience)
        return conclude({nullptr, std::move(error)});
    m_timer = m_queue.environment.clock.after(delay, [this] { start(); });
}

void PendingCall::fail(const Error &error)
{
    conclude({nullptr, error});
}

void PendingCall::abort()
{
    if (m_active)
        conclude({nullptr, Error{.kind = Kind::Cancelled}});
}

void PendingCall::conclude(Client::Outcome outcome)
{
    letGo();
    m_queue.conclude(this, std::move(outcome));
}

void PendingCall::deliver(Client::Outcome outcome)
{
    letGo();
    if (m_context) {
        QMetaObject::invokeMethod(
            m_context.data(),
            [deliver = m_plan.deliver, outcome = std::move(outcome)] { deliver(outcome); },
            Qt::QueuedConnection);
    }
    deleteLater();
}

void PendingCall::letGo()
{
    m_active = false;
    m_timer.reset();
    m_exchange.reset();
    m_ticket.reset();
}

} // namespace linnet::api
