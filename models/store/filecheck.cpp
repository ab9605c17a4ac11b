// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/filecheck.h"

#include "models/store/sqliteerror.h"
#include "models/store/statement.h"

#include <sqlite3.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace linnet::store {

Result<void> checkFile(Database &database, CheckDepth depth)
{
    QString answer;
    {
        Statement query(database,
                        depth == CheckDepth::Pages ? "PRAGMA quick_check(1)"
                                                   : "PRAGMA integrity_check(1)");
        if (query.next())
            answer = query.text(0);
    }
    if (Result<void> read = database.takeResult(); !read)
        return read;
    if (answer == "ok"_L1)
        return {};
    // SQLite finds a page that it could not read as bad as one that is wrong, and tells only so.
    static const QRegularExpression number(u"error code[ =](\\d+)"_s);
    const int code = number.match(answer).captured(1).toInt();
    if ((code & 0xff) == SQLITE_IOERR)
        return Failure(sqliteError(code, 0));
    Error error;
    error.kind = ErrorKind::StorageDamaged;
    error.reason = u"check"_s;
    return Failure(error);
}

} // namespace linnet::store
