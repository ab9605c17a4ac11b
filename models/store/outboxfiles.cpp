// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/outboxfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace linnet::store {
namespace {

// Between two looks at whether it is still wanted.
constexpr std::size_t blockBytes = 4UL * 1024 * 1024;

class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    Descriptor(Descriptor &&other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    Descriptor &operator=(Descriptor &&) = delete;
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    [[nodiscard]] int operator*() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

Error about(ErrorKind kind, const OutgoingFile &file)
{
    Error error;
    error.kind = kind;
    error.detail = file.name.isEmpty() ? QFileInfo(file.path).fileName() : file.name;
    return error;
}

// Of writing the copy; what is wrong with reading is about the file.
Error storageError(int code)
{
    Error error;
    error.kind = code == ENOSPC || code == EDQUOT          ? ErrorKind::StorageFull
        : code == EROFS || code == EACCES || code == EPERM ? ErrorKind::StorageReadOnly
                                                           : ErrorKind::StorageFailed;
    error.reason = u"errno %1"_s.arg(code);
    return error;
}

enum class Copied {
    All,
    ReadFailed,
    WriteFailed, // errno tells
    TooMuch,
    Cancelled,
};

// Where the kernel cannot copy between these two files.
ssize_t copyThrough(int from, int to, std::vector<char> &buffer)
{
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got <= 0)
        return got;
    for (ssize_t done = 0; done < got;) {
        const ssize_t put = ::write(to, buffer.data() + done, std::size_t(got - done));
        if (put < 0 && errno != EINTR)
            return -2;
        done += std::max<ssize_t>(put, 0);
    }
    return got;
}

bool kernelCannot(int code)
{
    return code == EXDEV || code == EINVAL || code == ENOSYS || code == EOPNOTSUPP || code == EPERM;
}

Copied copy(int from, int to, qint64 &bytes, const std::atomic_bool &cancelled)
{
    std::vector<char> buffer;
    bytes = 0;
    while (!cancelled) {
        ssize_t got = 0;
        if (buffer.empty()) {
            got = ::copy_file_range(from, nullptr, to, nullptr, blockBytes, 0);
            // Files of /proc and the like say that they are empty, and are not.
            if ((got == 0 && bytes == 0) || (got < 0 && kernelCannot(errno))) {
                buffer.resize(blockBytes);
                continue;
            }
            if (got < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))
                got = -2;
        } else {
            got = copyThrough(from, to, buffer);
        }
        if (got == 0)
            return Copied::All;
        if (got == -2)
            return Copied::WriteFailed;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return Copied::ReadFailed;
        bytes += got;
        if (bytes > maximumFileBytes)
            return Copied::TooMuch;
    }
    return Copied::Cancelled;
}

Result<void> syncDirectory(const QString &directory)
{
    const Descriptor folder(
        ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::fsync(*folder) != 0)
        return Failure(storageError(errno));
    return {};
}

int newFile(const QString &path)
{
    return ::open(QFile::encodeName(path).constData(),
                  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

Result<qint64> makeCopy(const QString &path, const OutgoingFile &file, const Descriptor &source,
                        const std::atomic_bool &cancelled)
{
    const Descriptor target(newFile(path));
    if (!target.isOpen())
        return Failure(storageError(errno));
    qint64 bytes = 0;
    switch (copy(*source, *target, bytes, cancelled)) {
    case Copied::All:
        break;
    case Copied::ReadFailed:
        return Failure(about(ErrorKind::FileUnreadable, file));
    case Copied::WriteFailed:
        return Failure(storageError(errno));
    case Copied::TooMuch:
        return Failure(about(ErrorKind::FileTooLarge, file));
    case Copied::Cancelled:
        return Failure(about(ErrorKind::Cancelled, file));
    }
    if (::fsync(*target) != 0)
        return Failure(storageError(errno));
    return bytes;
}

Result<void> writeContent(const QString &path, const QByteArray &content)
{
    const Descriptor target(newFile(path));
    if (!target.isOpen())
        return Failure(storageError(errno));
    for (qsizetype done = 0; done < content.size();) {
        const ssize_t put
            = ::write(*target, content.constData() + done, std::size_t(content.size() - done));
        if (put < 0 && errno != EINTR)
            return Failure(storageError(errno));
        done += std::max<ssize_t>(put, 0);
    }
    if (::fsync(*target) != 0)
        return Failure(storageError(errno));
    return {};
}

bool liesIn(const QString &directory, const QString &path)
{
    return QFileInfo(path).path() == directory;
}

} // namespace

QString outboxFilesOf(const QString &outboxPath)
{
    return outboxPath + ".files"_L1;
}

Result<void> prepareOutboxFiles(const QString &directory)
{
    const QByteArray name = QFile::encodeName(directory);
    if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return Failure(storageError(errno));
    struct stat status = {};
    if (::lstat(name.constData(), &status) != 0 || !S_ISDIR(status.st_mode))
        return Failure(storageError(ENOTDIR));
    if ((status.st_mode & 0777) != 0700 && ::chmod(name.constData(), 0700) != 0)
        return Failure(storageError(errno));
    return {};
}

Result<OutboxFile> secureFile(const QString &directory, const OutgoingFile &file,
                              const std::atomic_bool &cancelled)
{
    OutboxFile secured;
    secured.stored = QUuid::createUuid().toString(QUuid::WithoutBraces);
    secured.name = file.name.isEmpty() ? QFileInfo(file.path).fileName() : file.name;
    secured.contentType = file.contentType;
    if (isBlockedFileName(secured.name))
        return Failure(about(ErrorKind::FileTypeBlocked, file));
    // Without O_NONBLOCK the opening of a FIFO would wait for its other end.
    const Descriptor source(::open(QFile::encodeName(file.path).constData(),
                                   O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status = {};
    if (!source.isOpen() || ::fstat(*source, &status) != 0 || !S_ISREG(status.st_mode))
        return Failure(about(ErrorKind::FileUnreadable, file));
    if (status.st_size > maximumFileBytes)
        return Failure(about(ErrorKind::FileTooLarge, file));
    const QString path = directory + u'/' + secured.stored;
    secured.size = status.st_size;
    // What is a copy already never changes: it only needs another name.
    const bool linked = liesIn(directory, file.path)
        && ::link(QFile::encodeName(file.path).constData(), QFile::encodeName(path).constData())
            == 0;
    if (!linked) {
        const Result<qint64> bytes = makeCopy(path, file, source, cancelled);
        if (!bytes) {
            QFile::remove(path);
            return Failure(bytes.error());
        }
        secured.size = *bytes;
    }
    if (const Result<void> synced = syncDirectory(directory); !synced) {
        QFile::remove(path);
        return Failure(synced.error());
    }
    return secured;
}

Result<QString> storeContent(const QString &directory, const QByteArray &content)
{
    if (content.size() > maximumFileBytes)
        return Failure(about(ErrorKind::FileTooLarge, {}));
    const QString stored = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString path = directory + u'/' + stored;
    Result<void> written = writeContent(path, content);
    if (written)
        written = syncDirectory(directory);
    if (!written) {
        QFile::remove(path);
        return Failure(written.error());
    }
    return stored;
}

void removeOutboxFile(const QString &directory, const QString &stored)
{
    if (!stored.isEmpty() && !stored.contains(u'/'))
        QFile::remove(directory + u'/' + stored);
}

void sweepOutboxFiles(const QString &directory, const QSet<QString> &keep)
{
    const QStringList names = QDir(directory).entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString &name : names) {
        if (!keep.contains(name))
            removeOutboxFile(directory, name);
    }
}

void eraseOutboxFiles(const QString &directory)
{
    sweepOutboxFiles(directory, {});
    QDir().rmdir(directory);
}

} // namespace linnet::store
