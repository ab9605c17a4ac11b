// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/setaside.h"
#include "models/store/database.h"

#include <QByteArray>
#include <QList>

namespace linnet::store {

// The rows of outbox.db that nothing vouches for any more: their checksum is wrong. They are kept
// as they were found until the person says otherwise, and are never sent.

// What can be made out of such a row; an empty text when there is nothing to read in it.
[[nodiscard]] SetAsideText madeOut(const QByteArray &body);

void insertQuarantined(Database &database, const QByteArray &body);
// Those with something to read, oldest first. Errors stick to the database.
[[nodiscard]] QList<SetAsideText> readQuarantine(Database &database);
[[nodiscard]] Result<void> emptyQuarantine(Database &database);

} // namespace linnet::store
