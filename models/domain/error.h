// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace linnet {

// What went wrong, as data. The words are made in ui/ only. Closed: every switch over it names
// every kind.
enum class ErrorKind {
    // The network and what stands between.
    Offline, // no route, name not found, connection refused or reset
    Timeout,
    TlsFailed, // the certificate is not trusted: nothing was sent
    CaptivePortal, // an answer that is not the service's (HTML where JSON was due)
    BadAnswer, // the service's answer cannot be read: cut short, not JSON, too large
    OutcomeUnknown, // the connection broke after a write was sent: it may have happened
    // The account.
    ClientInvalid, // the OAuth client's id or secret is not accepted
    SignInDenied, // the person or an administrator said no
    SignInExpired, // the sign-in took too long
    SignedOut, // the refresh token is revoked or expired: only the person can mend it
    KeyringLocked,
    KeyringUnavailable, // absent, refused or not answering
    ScopeMissing, // the person did not grant what this needs
    AppNotConfigured, // "Google Chat app not found"
    ApiDisabled,
    // The request.
    PermissionDenied,
    NotFound,
    AlreadyExists,
    InvalidArgument,
    FailedPrecondition,
    MessageTooLong, // over 32,000 bytes: refused before sending
    // The service.
    RateLimited,
    ServerTrouble,
    // This machine.
    StorageFull,
    StorageReadOnly,
    StorageDamaged,
    StorageTooNew, // written by a newer Linnet
    StorageFailed,
    Cancelled,
    // A file that was to go with a message; detail is its name. (The numbers of the kinds are
    // stored: new ones come last.)
    FileUnreadable, // gone, a folder, or not ours to read
    FileTooLarge, // over maximumFileBytes
    FileTypeBlocked,
};

struct Error
{
    ErrorKind kind = ErrorKind::ServerTrouble;
    int httpStatus = 0; // 0: there was no HTTP answer
    QString rpcStatus {}; // google.rpc.Status.status, e.g. "PERMISSION_DENIED"
    QString reason {}; // google.rpc.ErrorInfo.reason, an OAuth error code or an SQLite code name
    QString detail {}; // the service's own words: remote, plain text only
    std::optional<std::chrono::milliseconds> retryAfter {};

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::Error)
