// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/cache.h"

#include <optional>

namespace linnet::store {

struct CacheOpening
{
    bool rebuilt = false;
    std::optional<Error> error; // why the cache is in memory only
};

// Opens cache.db, carries an older one over, sets a damaged or newer one aside as
// cache.db.damaged and begins anew. When there can be no file at all the cache lives in memory
// for this run. Afterwards the cache can be used in any case.
CacheOpening openCache(const QString &path, Cache &cache);

// Closes, sets the file aside and opens anew.
CacheOpening replaceCache(const QString &path, Cache &cache);

// Closes and removes everything that openCache may have made. With inMemory the cache goes on
// without a file.
void eraseCache(const QString &path, Cache &cache);
void openCacheInMemory(Cache &cache);

} // namespace linnet::store
