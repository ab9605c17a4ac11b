// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultyvfs.h"

#include <sqlite3.h>

#include <map>
#include <memory>
#include <mutex>

namespace {

struct Plan
{
    std::mutex mutex;
    int left = 0; // operations until it fails; 0: not by count
    bool forEver = false;
    bool reads = false; // counts reading, not writing
    int code = SQLITE_OK;
    std::function<bool()> condition;
    bool failed = false;
};

Plan &plan()
{
    static Plan instance;
    return instance;
}

// The code to fail with, or SQLITE_OK.
int next(bool reading = false)
{
    Plan &p = plan();
    const std::lock_guard lock(p.mutex);
    if (p.reads != reading)
        return SQLITE_OK;
    bool fails = p.condition && p.condition();
    if (p.left > 0) {
        fails = fails || p.left == 1;
        if (p.left > 1 || !p.forEver)
            --p.left;
    }
    p.failed = p.failed || fails;
    return fails ? p.code : SQLITE_OK;
}

// A file's method table with four of them exchanged; SQLite's own file object stays as it is.
struct Methods
{
    sqlite3_io_methods exchanged = {};
    const sqlite3_io_methods *original = nullptr;
};

const sqlite3_io_methods *originalOf(sqlite3_file *file)
{
    return reinterpret_cast<const Methods *>(file->pMethods)->original;
}

int faultyRead(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
    if (next(true) != SQLITE_OK)
        return SQLITE_IOERR_READ;
    return originalOf(file)->xRead(file, bytes, size, offset);
}

int faultyWrite(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    if (const int code = next(); code != SQLITE_OK)
        return code == SQLITE_IOERR ? SQLITE_IOERR_WRITE : code;
    return originalOf(file)->xWrite(file, bytes, size, offset);
}

int faultySync(sqlite3_file *file, int flags)
{
    if (const int code = next(); code != SQLITE_OK)
        return code == SQLITE_IOERR ? SQLITE_IOERR_FSYNC : code;
    return originalOf(file)->xSync(file, flags);
}

int faultyTruncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (const int code = next(); code != SQLITE_OK)
        return code == SQLITE_IOERR ? SQLITE_IOERR_TRUNCATE : code;
    return originalOf(file)->xTruncate(file, size);
}

sqlite3_vfs *realVfs = nullptr;
sqlite3_vfs shim = {};

int faultyOpen(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    if (next() != SQLITE_OK) {
        file->pMethods = nullptr;
        return SQLITE_CANTOPEN;
    }
    const int code = realVfs->xOpen(realVfs, name, file, flags, outFlags);
    if (!file->pMethods)
        return code;
    static std::mutex mutex;
    static std::map<const sqlite3_io_methods *, std::unique_ptr<Methods>> tables;
    const std::lock_guard lock(mutex);
    std::unique_ptr<Methods> &methods = tables[file->pMethods];
    if (!methods) {
        methods = std::make_unique<Methods>();
        methods->exchanged = *file->pMethods;
        methods->original = file->pMethods;
        methods->exchanged.xRead = faultyRead;
        methods->exchanged.xWrite = faultyWrite;
        methods->exchanged.xSync = faultySync;
        methods->exchanged.xTruncate = faultyTruncate;
    }
    file->pMethods = &methods->exchanged;
    return code;
}

} // namespace

FaultyVfs::FaultyVfs()
{
    realVfs = sqlite3_vfs_find(nullptr);
    shim = *realVfs;
    shim.pNext = nullptr;
    shim.zName = "faulty";
    shim.xOpen = faultyOpen;
    sqlite3_vfs_register(&shim, 1);
}

FaultyVfs::~FaultyVfs()
{
    heal();
    sqlite3_vfs_unregister(&shim);
    sqlite3_vfs_register(realVfs, 1);
}

void FaultyVfs::failAt(int nth, bool forEver, int code)
{
    heal();
    Plan &p = plan();
    const std::lock_guard lock(p.mutex);
    p.left = nth;
    p.forEver = forEver;
    p.code = code;
    p.failed = false;
}

void FaultyVfs::failReadAt(int nth, bool forEver)
{
    failAt(nth, forEver, SQLITE_IOERR);
    Plan &p = plan();
    const std::lock_guard lock(p.mutex);
    p.reads = true;
}

void FaultyVfs::failWhile(std::function<bool()> condition, int code)
{
    heal();
    Plan &p = plan();
    const std::lock_guard lock(p.mutex);
    p.condition = std::move(condition);
    p.code = code;
    p.failed = false;
}

void FaultyVfs::heal()
{
    Plan &p = plan();
    const std::lock_guard lock(p.mutex);
    p.left = 0;
    p.reads = false;
    p.condition = {};
}

bool FaultyVfs::hasFailed() const
{
    Plan &p = plan();
    const std::lock_guard lock(p.mutex);
    return p.failed;
}
