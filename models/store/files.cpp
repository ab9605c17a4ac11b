// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/files.h"

#include "models/store/sqliteerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

constexpr const char *companions[] = {"", "-wal", "-shm", "-journal"};

QString companion(const QString &path, const char *suffix)
{
    return path + QLatin1StringView(suffix);
}

Failure failure(const QString &what)
{
    return Failure(systemError(errno, what));
}

// Every missing directory down to the path gets 0700; the last one is narrowed when it is wider.
Result<void> prepareDirectory(const QString &path)
{
    struct stat status = {};
    const QByteArray name = QFile::encodeName(path);
    if (stat(name.constData(), &status) == 0) {
        if (!S_ISDIR(status.st_mode)) {
            errno = ENOTDIR;
            return failure(u"directory"_s);
        }
        // The sticky bit says that the directory is everybody's: leave it alone then.
        const bool ours = status.st_uid == geteuid() && (status.st_mode & S_ISVTX) == 0;
        if (ours && (status.st_mode & 077) != 0 && chmod(name.constData(), 0700) != 0)
            return failure(u"chmod"_s);
        return {};
    }
    const QString parent = QFileInfo(path).path();
    if (parent != path && !QFileInfo::exists(parent)) {
        Result<void> made = prepareDirectory(parent);
        if (!made)
            return made;
    }
    if (mkdir(name.constData(), 0700) != 0 || chmod(name.constData(), 0700) != 0)
        return failure(u"mkdir"_s);
    return {};
}

// A regular file of ours gets 0600; a missing one is fine.
Result<void> checkFile(const QString &path)
{
    struct stat status = {};
    const QByteArray name = QFile::encodeName(path);
    if (lstat(name.constData(), &status) != 0)
        return errno == ENOENT ? Result<void>() : failure(u"lstat"_s);
    if (!S_ISREG(status.st_mode)) {
        Error error;
        error.kind = ErrorKind::StorageFailed;
        error.reason = u"not a regular file"_s;
        return Failure(error);
    }
    if ((status.st_mode & 0777) != 0600 && chmod(name.constData(), 0600) != 0)
        return failure(u"chmod"_s);
    return {};
}

Result<void> createFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const int file
        = ::open(name.constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(u"open"_s);
    const bool narrowed = fchmod(file, 0600) == 0;
    ::close(file);
    return narrowed ? Result<void>() : failure(u"chmod"_s);
}

} // namespace

Result<void> prepareDatabaseFile(const QString &path)
{
    Result<void> result = prepareDirectory(QFileInfo(path).path());
    for (const char *suffix : companions) {
        if (result)
            result = checkFile(companion(path, suffix));
    }
    if (!result)
        return result;
    struct stat status = {};
    if (lstat(QFile::encodeName(path).constData(), &status) == 0)
        return {};
    return createFile(path);
}

Result<void> makeEmptyFile(const QString &path)
{
    unlink(QFile::encodeName(path).constData());
    return createFile(path);
}

Result<void> moveDatabase(const QString &from, const QString &to)
{
    removeDatabase(to);
    for (const char *suffix : companions) {
        const QByteArray source = QFile::encodeName(companion(from, suffix));
        const QByteArray target = QFile::encodeName(companion(to, suffix));
        if (rename(source.constData(), target.constData()) != 0 && errno != ENOENT)
            return failure(u"rename"_s);
    }
    return {};
}

QString freeDamagedName(const QString &path)
{
    for (int number = 1;; ++number) {
        QString name = u"%1.damaged-%2"_s.arg(path).arg(number);
        if (!QFileInfo::exists(name) && !QFileInfo::exists(companion(name, "-wal")))
            return name;
    }
}

void removeDatabase(const QString &path)
{
    for (const char *suffix : companions)
        unlink(QFile::encodeName(companion(path, suffix)).constData());
}

bool hasWriteAheadLog(const QString &path)
{
    return QFileInfo(companion(path, "-wal")).size() > 0;
}

void makeBallast(const QString &path, qint64 bytes)
{
    if (QFileInfo(path).size() >= bytes || !makeEmptyFile(path))
        return;
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return;
    const bool filled = posix_fallocate(file, 0, bytes) == 0;
    ::close(file);
    if (!filled)
        dropBallast(path);
}

bool dropBallast(const QString &path)
{
    return unlink(QFile::encodeName(path).constData()) == 0;
}

qint64 freeSpace(const QString &path)
{
    struct statvfs status = {};
    if (statvfs(QFile::encodeName(path).constData(), &status) != 0)
        return -1;
    return qint64(status.f_bavail) * qint64(status.f_frsize);
}

} // namespace linnet::store
