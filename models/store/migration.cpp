// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/migration.h"

#include "models/store/statement.h"

namespace linnet::store {

Result<int> schemaVersion(Database &database)
{
    int version = 0;
    {
        Statement query(database, "PRAGMA user_version");
        if (query.next())
            version = int(query.integer(0));
    }
    return database.takeResult().map([version] { return version; });
}

Result<void> migrate(Database &database, std::span<const Migration> migrations)
{
    const Result<int> version = schemaVersion(database);
    if (!version)
        return Failure(version.error());
    if (*version > migrations.back().version) {
        Error error;
        error.kind = ErrorKind::StorageTooNew;
        return Failure(error);
    }
    for (const Migration &migration : migrations) {
        if (migration.version <= *version)
            continue;
        Transaction transaction(database);
        migration.run(database);
        database.execute("PRAGMA user_version=" + std::to_string(migration.version));
        Result<void> done = transaction.commit();
        if (!done)
            return done;
    }
    return {};
}

} // namespace linnet::store
