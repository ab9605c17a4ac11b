// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/outboxtable.h"

#include <optional>

namespace linnet::store {

struct OutboxOpening
{
    std::optional<Error> error; // nothing can be queued
    bool salvaged = false; // it was damaged: set aside as outbox.db.damaged-N, good rows kept
    int quarantined = 0;
};

// Opens outbox.db, brings it up to date, checks it and reads it. A newer file is refused. Of a
// damaged one the good rows come into a new file; what may have been deleted before comes back as
// refused, so that the person decides. A sound one is copied to outbox.db.bak when it holds
// something.
OutboxOpening openOutbox(const QString &path, Database &database, OutboxTable &table);

// Removes everything that openOutbox may have made. The database must be closed.
void eraseOutbox(const QString &path);

// Space on the disk that is kept back for the outbox.
[[nodiscard]] QString ballastOf(const QString &outboxPath);
// False while the disk is too full for it.
bool keepBallast(const QString &outboxPath);

} // namespace linnet::store
