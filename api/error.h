// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>
#include <tl/expected.hpp>

namespace linnet::api {

// What went wrong with a call, as data. Words for people are made elsewhere: `message` is the
// server's own sentence, for the log's eye and for details, never the text shown first.
struct Error
{
    enum class Kind {
        Offline, // no name, no route, refused: nothing reached the server
        ConnectionLost, // broken on the way
        Timeout, // stalled, or over the total deadline
        Tls, // certificate or handshake
        CaptivePortal, // a web page or a redirect where the service should answer
        NotJson, // success, but neither JSON nor a web page
        Truncated, // the answer was cut
        TooLarge, // the answer is larger than the caller allows
        OutcomeUnknown, // a write left, and whether it had an effect is not known
        Unauthenticated, // 401, also after a fresh token
        SignedOut, // the refresh token is dead, or there is none
        InvalidClient, // the OAuth client id or secret is wrong
        InvalidScope, // the authorisation server refuses a scope (the device flow, for Chat)
        AccessDenied, // the person or an administrator said no to consent
        Expired, // the sign-in took too long
        ScopeInsufficient, // the token lacks a scope this call needs
        PermissionDenied,
        NotFound,
        ChatAppNotConfigured, // the Cloud project has no Chat app configured
        ApiDisabled, // the API is not switched on in the Cloud project
        AlreadyExists,
        InvalidArgument,
        FailedPrecondition,
        RateLimited,
        Unavailable, // 502, 503, 504, 520…: try again
        Server, // 500 and what else the server gets wrong
        Protocol, // the answers contradict each other (a page token that repeats)
        LocalIo, // the file to send or to fill cannot be read or written
        Cancelled, // abort() was called
    };

    Kind kind = Kind::Server;
    int httpStatus = 0; // 0: there was no answer
    QString rpcStatus{}; // "NOT_FOUND" …, or the OAuth error code
    QString reason{}; // ErrorInfo.reason, or a transport's own name for it
    QString message{}; // the server's words
    std::optional<std::chrono::milliseconds> retryAfter{};
    // A write may have reached the server: find out before sending it again without an id.
    bool effectUnknown = false;

    // Waiting and trying the same call again can help, without a person doing anything.
    [[nodiscard]] bool isTransient() const;
    // The network between here and the server, rather than the server's word on this call.
    [[nodiscard]] bool isNetwork() const;

    friend bool operator==(const Error &, const Error &) = default;
};

template <class T> using Result = tl::expected<T, Error>;

// The kind's name for logs and tests; not for people.
[[nodiscard]] QString kindName(Error::Kind kind);

// An answer with a status of 400 and above, as google.rpc.Status (with or without its "error"
// envelope), as an OAuth error (RFC 6749 5.2, also Google's error_code), or as anything else.
[[nodiscard]] Error errorFromHttp(int status, const QByteArray &body);

// Seconds or an HTTP date (RFC 9110 10.2.3); nothing for anything else; capped at one hour.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &value,
                                                                       const QDateTime &now);

} // namespace linnet::api
