// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/writeverdict.h"

namespace linnet::sync {

WriteVerdict verdictOn(OutboxKind kind, const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::TlsFailed:
    case ErrorKind::CaptivePortal:
    case ErrorKind::ClientInvalid:
    case ErrorKind::SignInDenied:
    case ErrorKind::SignInExpired:
    case ErrorKind::SignedOut:
    case ErrorKind::KeyringLocked:
    case ErrorKind::KeyringUnavailable:
    case ErrorKind::ApiDisabled:
        return WriteVerdict::WaitAll;
    case ErrorKind::Timeout:
    case ErrorKind::BadAnswer:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::RateLimited:
    case ErrorKind::ServerTrouble:
    case ErrorKind::StorageFull:
    case ErrorKind::StorageReadOnly:
    case ErrorKind::StorageDamaged:
    case ErrorKind::StorageTooNew:
    case ErrorKind::StorageFailed:
    case ErrorKind::Cancelled:
    case ErrorKind::AppNotConfigured: // how far a space is read needs no Chat app
        return WriteVerdict::WaitHere;
    case ErrorKind::ScopeMissing:
        // Text is kept until the person grants it; a reaction is not worth a queue.
        return kind == OutboxKind::CreateMessage ? WriteVerdict::WaitHere : WriteVerdict::Refused;
    case ErrorKind::AlreadyExists:
        if (kind == OutboxKind::CreateMessage)
            return WriteVerdict::LookFirst;
        return kind == OutboxKind::CreateReaction ? WriteVerdict::Done : WriteVerdict::Refused;
    case ErrorKind::NotFound:
        return kind == OutboxKind::DeleteMessage || kind == OutboxKind::DeleteReaction
            ? WriteVerdict::Done
            : WriteVerdict::Refused;
    case ErrorKind::PermissionDenied:
    case ErrorKind::InvalidArgument:
    case ErrorKind::FailedPrecondition:
    case ErrorKind::MessageTooLong:
    case ErrorKind::FileUnreadable:
    case ErrorKind::FileTooLarge:
    case ErrorKind::FileTypeBlocked:
        return WriteVerdict::Refused;
    }
    Q_UNREACHABLE();
}

bool leavesDoubt(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Timeout:
    case ErrorKind::BadAnswer:
    case ErrorKind::CaptivePortal:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::ServerTrouble:
    case ErrorKind::AlreadyExists:
    case ErrorKind::Cancelled:
        return true;
    case ErrorKind::Offline:
    case ErrorKind::TlsFailed:
    case ErrorKind::ClientInvalid:
    case ErrorKind::SignInDenied:
    case ErrorKind::SignInExpired:
    case ErrorKind::SignedOut:
    case ErrorKind::KeyringLocked:
    case ErrorKind::KeyringUnavailable:
    case ErrorKind::ScopeMissing:
    case ErrorKind::AppNotConfigured:
    case ErrorKind::ApiDisabled:
    case ErrorKind::PermissionDenied:
    case ErrorKind::NotFound:
    case ErrorKind::InvalidArgument:
    case ErrorKind::FailedPrecondition:
    case ErrorKind::MessageTooLong:
    case ErrorKind::RateLimited:
    case ErrorKind::StorageFull:
    case ErrorKind::StorageReadOnly:
    case ErrorKind::StorageDamaged:
    case ErrorKind::StorageTooNew:
    case ErrorKind::StorageFailed:
    case ErrorKind::FileUnreadable:
    case ErrorKind::FileTooLarge:
    case ErrorKind::FileTypeBlocked:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace linnet::sync
