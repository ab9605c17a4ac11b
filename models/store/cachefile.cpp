// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/cachefile.h"

#include "models/store/cacheschema.h"
#include "models/store/filecheck.h"
#include "models/store/files.h"
#include "models/store/statement.h"

#include <QFileInfo>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

Q_LOGGING_CATEGORY(logStore, "linnet.store")

// Checking reads the whole file. A small one is always checked, a large one when the last run
// did not end well: a start must not wait for it otherwise.
constexpr qint64 alwaysChecked = 16LL * 1024 * 1024;

Error damaged(const QString &reason)
{
    Error error;
    error.kind = ErrorKind::StorageDamaged;
    error.reason = reason;
    return error;
}

QString damagedName(const QString &path)
{
    return path + ".damaged"_L1;
}

// A file may be sound and yet not hold what its version promises.
Result<void> probe(Database &database)
{
    for (const char *sql :
         {"SELECT key, value FROM account LIMIT 1",
          "SELECT name, known, last_active, last_read, muted, notification, members_known,"
          " event_cursor, body, first_name, first_name_time, happenings_asked FROM spaces LIMIT 1",
          "SELECT name, known, type, anonymous, display_name, last_seen FROM users LIMIT 1",
          "SELECT space, user, group_name, role, state FROM members LIMIT 1",
          "SELECT space, name, last_read FROM threads LIMIT 1",
          "SELECT space, name, client, thread, reply, sender, create_time, update_time,"
          " delete_time, incoming, mention, text, body FROM messages LIMIT 1",
          "SELECT space, message, emoji, mine, told FROM my_reactions LIMIT 1",
          "SELECT space, message, about FROM reaction_questions LIMIT 1",
          "SELECT space, state, messages, reached, error FROM backfills LIMIT 1",
          "SELECT space, event, kind, time, user, name FROM happenings LIMIT 1",
          "SELECT space, thread, from_time, to_time FROM coverage LIMIT 1"})
        Statement(database, sql).next();
    if (Result<void> readable = database.takeResult(); !readable)
        return readable;
    // Takes the lock for writing: a read-only place shows now, not with the first message.
    return Transaction(database).commit();
}

Result<void> tryOpen(const QString &path, Cache &cache)
{
    Result<void> result = prepareDatabaseFile(path);
    if (!result)
        return result;
    const bool small = QFileInfo(path).size() < alwaysChecked;
    const bool suspect = hasWriteAheadLog(path) || small;
    result = cache.database.open(path, Durability::Relaxed);
    if (result) {
        cache.database.execute("PRAGMA secure_delete=FAST");
        result = migrate(cache.database, cacheMigrations());
    }
    if (result && suspect)
        result = checkFile(cache.database, small ? CheckDepth::Indexes : CheckDepth::Pages);
    if (result)
        result = probe(cache.database);
    // A table or column that is missing, or a step of the schema that fails for that.
    if (!result && result.error().reason == "SQLITE_ERROR"_L1)
        result = Failure(damaged(u"schema"_s));
    if (!result)
        cache.database.close();
    return result;
}

} // namespace

void openCacheInMemory(Cache &cache)
{
    cache.numbers.forget();
    Result<void> opened = cache.database.openInMemory();
    if (opened)
        opened = migrate(cache.database, cacheMigrations());
    if (!opened)
        qCWarning(logStore) << "no cache at all:" << opened.error().reason;
}

CacheOpening openCache(const QString &path, Cache &cache)
{
    CacheOpening opening;
    cache.numbers.forget();
    Result<void> opened = tryOpen(path, cache);
    if (!opened
        && (opened.error().kind == ErrorKind::StorageDamaged
            || opened.error().kind == ErrorKind::StorageTooNew)) {
        qCWarning(logStore) << "cache set aside:" << opened.error().reason;
        opening.rebuilt = true;
        opened = moveDatabase(path, damagedName(path));
        if (opened)
            opened = tryOpen(path, cache);
    }
    if (!opened) {
        qCWarning(logStore) << "cache in memory only:" << opened.error().reason;
        opening.error = opened.error();
        openCacheInMemory(cache);
    }
    return opening;
}

CacheOpening replaceCache(const QString &path, Cache &cache)
{
    cache.database.close();
    if (Result<void> moved = moveDatabase(path, damagedName(path)); !moved) {
        openCacheInMemory(cache);
        return {false, moved.error()};
    }
    CacheOpening opening = openCache(path, cache);
    opening.rebuilt = true;
    return opening;
}

void eraseCache(const QString &path, Cache &cache)
{
    cache.database.close();
    cache.numbers.forget();
    removeDatabase(path);
    removeDatabase(damagedName(path));
}

} // namespace linnet::store
