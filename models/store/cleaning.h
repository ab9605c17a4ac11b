// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outboxitem.h"
#include "models/store/batch.h"

namespace linnet::store {

// JSON lets U+0000 and lone surrogates into a QString; neither survives the way through an SQLite
// text, so that what is read back would differ from what came. Each becomes U+FFFD. A U+FEFF at
// the beginning, which reading UTF-8 takes for a byte order mark, becomes its twin U+2060.
[[nodiscard]] QString cleaned(const QString &text);

void clean(Batch &batch);
void clean(OutboxItem &item);

} // namespace linnet::store
