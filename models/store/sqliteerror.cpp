// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/sqliteerror.h"

#include <sqlite3.h>

#include <cerrno>
#include <utility>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

constexpr std::pair<int, const char *> codeNames[] = {
    {SQLITE_ERROR, "SQLITE_ERROR"},
    {SQLITE_PERM, "SQLITE_PERM"},
    {SQLITE_BUSY, "SQLITE_BUSY"},
    {SQLITE_NOMEM, "SQLITE_NOMEM"},
    {SQLITE_READONLY, "SQLITE_READONLY"},
    {SQLITE_READONLY_DIRECTORY, "SQLITE_READONLY_DIRECTORY"},
    {SQLITE_READONLY_CANTINIT, "SQLITE_READONLY_CANTINIT"},
    {SQLITE_READONLY_DBMOVED, "SQLITE_READONLY_DBMOVED"},
    {SQLITE_IOERR, "SQLITE_IOERR"},
    {SQLITE_IOERR_READ, "SQLITE_IOERR_READ"},
    {SQLITE_IOERR_SHORT_READ, "SQLITE_IOERR_SHORT_READ"},
    {SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE"},
    {SQLITE_IOERR_FSYNC, "SQLITE_IOERR_FSYNC"},
    {SQLITE_IOERR_DIR_FSYNC, "SQLITE_IOERR_DIR_FSYNC"},
    {SQLITE_IOERR_TRUNCATE, "SQLITE_IOERR_TRUNCATE"},
    {SQLITE_IOERR_SHMOPEN, "SQLITE_IOERR_SHMOPEN"},
    {SQLITE_IOERR_SHMSIZE, "SQLITE_IOERR_SHMSIZE"},
    {SQLITE_IOERR_SHMMAP, "SQLITE_IOERR_SHMMAP"},
    {SQLITE_IOERR_LOCK, "SQLITE_IOERR_LOCK"},
    {SQLITE_CORRUPT, "SQLITE_CORRUPT"},
    {SQLITE_CORRUPT_INDEX, "SQLITE_CORRUPT_INDEX"},
    {SQLITE_FULL, "SQLITE_FULL"},
    {SQLITE_CANTOPEN, "SQLITE_CANTOPEN"},
    {SQLITE_CANTOPEN_ISDIR, "SQLITE_CANTOPEN_ISDIR"},
    {SQLITE_TOOBIG, "SQLITE_TOOBIG"},
    {SQLITE_CONSTRAINT, "SQLITE_CONSTRAINT"},
    {SQLITE_MISUSE, "SQLITE_MISUSE"},
    {SQLITE_NOTADB, "SQLITE_NOTADB"},
};

QString codeName(int extendedCode)
{
    for (const int code : {extendedCode, extendedCode & 0xff}) {
        for (const auto &[known, name] : codeNames) {
            if (known == code)
                return QString::fromLatin1(name);
        }
    }
    return u"SQLITE_%1"_s.arg(extendedCode);
}

ErrorKind kindOfSystemError(int systemError)
{
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorKind::StorageFull;
    case EROFS:
    case EACCES:
    case EPERM:
        return ErrorKind::StorageReadOnly;
    default: // errno is open
        return ErrorKind::StorageFailed;
    }
}

} // namespace

Error sqliteError(int extendedCode, int systemError)
{
    Error error;
    error.reason = codeName(extendedCode);
    switch (extendedCode & 0xff) {
    case SQLITE_FULL:
        error.kind = ErrorKind::StorageFull;
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        error.kind = ErrorKind::StorageReadOnly;
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error.kind = ErrorKind::StorageDamaged;
        break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        error.kind = kindOfSystemError(systemError);
        break;
    default: // SQLite's codes are open
        error.kind = ErrorKind::StorageFailed;
        break;
    }
    return error;
}

Error systemError(int systemError, const QString &reason)
{
    Error error;
    error.kind = kindOfSystemError(systemError);
    error.reason = reason;
    return error;
}

} // namespace linnet::store
