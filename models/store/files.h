// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QString>

namespace linnet::store {

// What is done to database files outside SQLite. A database is its file and, beside it, -wal,
// -shm and -journal. None of these functions follows a symbolic link or waits for a FIFO.

// Makes the directory (0700) and the file (0600) where they are missing, narrows the modes of
// what is there, whatever the umask. Refuses what is not a regular file.
[[nodiscard]] Result<void> prepareDatabaseFile(const QString &path);

// Makes an empty file with mode 0600 in place of whatever file is there.
[[nodiscard]] Result<void> makeEmptyFile(const QString &path);

// Gives the database another name, in place of what had it.
[[nodiscard]] Result<void> moveDatabase(const QString &from, const QString &to);

// "path.damaged-N" with the first N that is free.
[[nodiscard]] QString freeDamagedName(const QString &path);

void removeDatabase(const QString &path);

// True when the last user of the database did not close it.
[[nodiscard]] bool hasWriteAheadLog(const QString &path);

// A file that only takes up space, to be given back when the disk is full: SQLite in WAL mode
// needs room even to delete.
void makeBallast(const QString &path, qint64 bytes);
// True when there was one.
bool dropBallast(const QString &path);
// What is left on the disk that holds the path, for this user; -1 when that is not known.
[[nodiscard]] qint64 freeSpace(const QString &path);

} // namespace linnet::store
