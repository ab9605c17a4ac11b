// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/client.h"

#include "api/callqueue.h"
#include "api/pendingcall.h"

#include <QJsonDocument>
#include <QThread>

using namespace Qt::StringLiterals;

namespace linnet::api {

CallHandle::CallHandle(PendingCall *call)
    : m_call(call)
{
}

void CallHandle::abort()
{
    if (m_call)
        m_call->abort();
}

bool CallHandle::isActive() const
{
    return m_call && m_call->isActive();
}

Client::Client(Transport &transport, TokenProvider &tokens, Limiter &limiter,
               Environment environment, Endpoints endpoints, QObject *parent)
    : QObject(parent)
    , m_queue(std::make_unique<CallQueue>(transport, tokens, limiter, environment,
                                          std::move(endpoints)))
{
}

Client::~Client() = default;

void Client::setRetryPolicy(const RetryPolicy &policy)
{
    m_queue->policy = policy;
}

CallHandle Client::begin(Result<Call> call, const MediaOptions *media, QObject *context,
                         Decode decode, Deliver deliver, const CallOptions &options,
                         const UploadStep *step)
{
    Q_ASSERT(context && context->thread() == thread() && thread() == QThread::currentThread());
    PendingCall::Plan plan{.call = {},
                           .media = media ? std::optional(*media) : std::nullopt,
                           .step = step ? std::optional(*step) : std::nullopt,
                           .options = options,
                           .decode = decode,
                           .deliver = std::move(deliver)};
    std::optional<Error> refusal;
    if (call)
        plan.call = *std::move(call);
    else
        refusal = call.error();
    auto *pending = new PendingCall(*m_queue, context, std::move(plan));
    if (refusal)
        pending->fail(*refusal);
    else
        pending->start();
    return CallHandle(pending);
}

namespace wire {

namespace {

using Kind = Error::Kind;

Error unreadable(const HttpResponse &response, Kind kind, const QString &reason)
{
    return {.kind = kind, .httpStatus = response.status, .reason = reason};
}

// A parse error where the text ends is an answer that was cut; in its middle it is no JSON.
bool endsEarly(const QByteArray &body, const QJsonParseError &error)
{
    constexpr qsizetype LongestWord = 6; // "false" and a colon
    return (body.startsWith('{') || body.startsWith('['))
        && (error.error == QJsonParseError::UnterminatedObject
            || error.error == QJsonParseError::UnterminatedArray
            || error.error == QJsonParseError::UnterminatedString
            || error.offset >= body.size() - LongestWord);
}

} // namespace

Result<QJsonObject> parseAnswer(const HttpResponse &response)
{
    const QByteArray body = response.body.trimmed();
    if (body.isEmpty())
        return tl::unexpected(unreadable(response, Kind::Truncated, u"EMPTY"_s));
    if (body.startsWith('<') || response.header("Content-Type").contains("text/html"))
        return tl::unexpected(unreadable(response, Kind::CaptivePortal, u"HTML"_s));
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error == QJsonParseError::IllegalUTF8String) // one broken text must not cost the page
        document = QJsonDocument::fromJson(QString::fromUtf8(body).toUtf8(), &error);
    if (error.error != QJsonParseError::NoError && endsEarly(body, error))
        return tl::unexpected(unreadable(response, Kind::Truncated, u"JSON"_s));
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return tl::unexpected(unreadable(response, Kind::NotJson, u"JSON"_s));
    return document.object();
}

template <> Client::Outcome decode<Empty>(const HttpResponse &response)
{
    // The service says "{}". Without a word, only a status that promises none is its answer: what
    // stands between may answer 200 and nothing, too.
    if (response.status == 204)
        return {std::make_shared<Empty>(), std::nullopt};
    const Result<QJsonObject> json = parseAnswer(response);
    if (!json)
        return {nullptr, json.error()};
    return {std::make_shared<Empty>(), std::nullopt};
}

template <> Client::Outcome decode<DownloadResult>(const HttpResponse &response)
{
    auto result = std::make_shared<DownloadResult>();
    result->contentType = QString::fromLatin1(response.header("Content-Type"));
    bool ok = false;
    const qint64 length = response.header("Content-Length").toLongLong(&ok);
    if (response.status == 206) { // "bytes 100-199/200"
        const QByteArray range = response.header("Content-Range").trimmed();
        const qsizetype blank = range.indexOf(' '), dash = range.indexOf('-'),
                        slash = range.indexOf('/');
        if (blank > 0 && dash > blank && slash > dash) {
            result->from = range.mid(blank + 1, dash - blank - 1).toLongLong();
            result->total = range.mid(slash + 1).toLongLong(&ok);
        }
    } else if (!response.header("Content-Encoding").isEmpty()) {
        ok = false; // the length is that of the packed bytes
    } else {
        result->total = length;
    }
    if (!ok)
        result->total = -1;
    return {result, std::nullopt};
}

// A new session comes as Location, what is missing still as 308 with "Range: bytes=0-99", the end
// as the answer of the call.
template <> Client::Outcome decode<UploadState>(const HttpResponse &response)
{
    auto state = std::make_shared<UploadState>();
    if (response.status == 308) {
        const QByteArray range = response.header("Range").trimmed();
        const qsizetype dash = range.lastIndexOf('-');
        bool ok = range.isEmpty();
        if (dash >= 0)
            state->received = range.mid(dash + 1).toLongLong(&ok) + 1;
        if (!ok || state->received < 0)
            return {nullptr, unreadable(response, Kind::Protocol, u"RANGE"_s)};
        return {state, std::nullopt};
    }
    if (const QByteArray location = response.header("Location"); !location.isEmpty()) {
        state->session = QUrl::fromEncoded(location, QUrl::StrictMode);
        return {state, std::nullopt};
    }
    const Result<QJsonObject> json = parseAnswer(response);
    if (!json)
        return {nullptr, json.error()};
    state->done = UploadAttachmentResponse::fromJson(*json);
    return {state, std::nullopt};
}

} // namespace wire
} // namespace linnet::api
