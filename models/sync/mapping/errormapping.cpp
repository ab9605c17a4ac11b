// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/errormapping.h"

namespace linnet::sync {

namespace {

ErrorKind kindOf(const api::Error &error)
{
    using Kind = api::Error::Kind;
    switch (error.kind) {
    case Kind::Offline:
        return ErrorKind::Offline;
    case Kind::ConnectionLost:
        return error.effectUnknown ? ErrorKind::OutcomeUnknown : ErrorKind::Offline;
    case Kind::Timeout:
        return error.effectUnknown ? ErrorKind::OutcomeUnknown : ErrorKind::Timeout;
    case Kind::Tls:
        return ErrorKind::TlsFailed;
    case Kind::CaptivePortal:
        return ErrorKind::CaptivePortal;
    case Kind::NotJson:
    case Kind::Truncated:
    case Kind::TooLarge:
    case Kind::Protocol:
        return ErrorKind::BadAnswer;
    case Kind::OutcomeUnknown:
        return ErrorKind::OutcomeUnknown;
    case Kind::Unauthenticated:
    case Kind::SignedOut:
        return ErrorKind::SignedOut;
    case Kind::InvalidClient:
        return ErrorKind::ClientInvalid;
    case Kind::InvalidScope:
    case Kind::ScopeInsufficient:
        return ErrorKind::ScopeMissing;
    case Kind::AccessDenied:
        return ErrorKind::SignInDenied;
    case Kind::PermissionDenied:
        return ErrorKind::PermissionDenied;
    case Kind::Expired:
        return ErrorKind::SignInExpired;
    case Kind::NotFound:
        return ErrorKind::NotFound;
    case Kind::ChatAppNotConfigured:
        return ErrorKind::AppNotConfigured;
    case Kind::ApiDisabled:
        return ErrorKind::ApiDisabled;
    case Kind::AlreadyExists:
        return ErrorKind::AlreadyExists;
    case Kind::InvalidArgument:
        return ErrorKind::InvalidArgument;
    case Kind::FailedPrecondition:
        return ErrorKind::FailedPrecondition;
    case Kind::RateLimited:
        return ErrorKind::RateLimited;
    case Kind::Unavailable:
    case Kind::Server:
        return ErrorKind::ServerTrouble;
    case Kind::LocalIo:
        return ErrorKind::StorageFailed;
    case Kind::Cancelled:
        return ErrorKind::Cancelled;
    }
    Q_UNREACHABLE();
}

} // namespace

Error toError(const api::Error &error)
{
    return {.kind = kindOf(error),
            .httpStatus = error.httpStatus,
            .rpcStatus = error.rpcStatus,
            .reason = error.reason,
            .detail = error.message,
            .retryAfter = error.retryAfter};
}

} // namespace linnet::sync
