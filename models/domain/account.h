// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/timestamp.h"
#include "models/domain/user.h"

namespace linnet {

// How the account stands with the service: what the banner and the status line say.
enum class Connection {
    Starting, // nothing asked yet
    Syncing, // the first sign-in fetches what is needed
    Online,
    Impaired, // cannot reach the service or is held off; goes on by itself (see error)
    Blocked, // only the person can mend it: signed out, app not configured … (see error)
};

struct AccountStatus
{
    Connection connection = Connection::Starting;
    std::optional<Error> error {}; // with Impaired and Blocked
    std::optional<Error> storageError {}; // the cache or the outbox cannot be written
    bool retrying = false; // with Impaired and Blocked: a try that was asked for is under way
    Timestamp lastSynced {}; // last complete poll, of an earlier run too
    Timestamp nextAttempt {}; // with Impaired: when it tries again
    int progress = 0; // with Syncing: conversations done …
    int progressTotal = 0; // … of so many; 0: not known yet
    int queued = 0; // outbox
    int failed = 0; // outbox, refused
    int setAside = 0; // texts whose rows were damaged: to be looked at

    friend bool operator==(const AccountStatus &, const AccountStatus &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::AccountStatus)
