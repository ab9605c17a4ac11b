// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/retrypolicy.h"

#include <cmath>

namespace linnet::api {

std::chrono::milliseconds RetryPolicy::delay(int failures, Random &random) const
{
    const double unit = static_cast<double>(base.count());
    const double wait = std::ldexp(unit, std::clamp(failures, 0, 30)) + unit * random.unit();
    return std::chrono::milliseconds(
        static_cast<qint64>(std::min(wait, static_cast<double>(cap.count()))));
}

bool RetryPolicy::worthRepeating(const Error &error, bool repeatable)
{
    switch (error.kind) {
    case Error::Kind::RateLimited: // refused before it had an effect
        return true;
    case Error::Kind::ConnectionLost:
    case Error::Kind::Truncated:
    case Error::Kind::OutcomeUnknown:
    case Error::Kind::Unavailable:
    case Error::Kind::Server:
        return repeatable;
    case Error::Kind::Offline:
    case Error::Kind::Timeout: // told after one silence, not after four
    case Error::Kind::Tls:
    case Error::Kind::CaptivePortal:
    case Error::Kind::NotJson:
    case Error::Kind::TooLarge:
    case Error::Kind::Unauthenticated:
    case Error::Kind::SignedOut:
    case Error::Kind::InvalidClient:
    case Error::Kind::InvalidScope:
    case Error::Kind::AccessDenied:
    case Error::Kind::Expired:
    case Error::Kind::ScopeInsufficient:
    case Error::Kind::PermissionDenied:
    case Error::Kind::NotFound:
    case Error::Kind::ChatAppNotConfigured:
    case Error::Kind::ApiDisabled:
    case Error::Kind::AlreadyExists:
    case Error::Kind::InvalidArgument:
    case Error::Kind::FailedPrecondition:
    case Error::Kind::Protocol:
    case Error::Kind::LocalIo:
    case Error::Kind::Cancelled:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace linnet::api
