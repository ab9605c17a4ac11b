// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mediafiles.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
const QString partSuffix = u".part"_s;
const QString asideSuffix = u".cleared"_s;

} // namespace

MediaFiles::MediaFiles(QString directory, qint64 mostBytes)
    : m_directory(std::move(directory))
    , m_mostBytes(mostBytes)
{
    m_pool.setMaxThreadCount(1);
}

MediaFiles::~MediaFiles()
{
    m_pool.waitForDone();
}

void MediaFiles::setMostBytes(qint64 bytes)
{
    m_mostBytes = bytes;
    if (m_bytes > m_mostBytes) // else prepare() sees to it
        trim({});
}

qint64 MediaFiles::bytes()
{
    return prepare() ? m_bytes : 0;
}

// Many files take a while to remove: the directory is put aside in one step, and those that are
// being fetched come back out of it.
bool MediaFiles::clear()
{
    if (!prepare())
        return false;
    m_pool.waitForDone(); // whoever clears twice within a second
    const QString aside = m_directory + asideSuffix;
    if (!QDir(aside).removeRecursively() || !QDir().rename(m_directory, aside))
        return false;
    m_bytes = -1;
    if (!makeDirectory())
        return false;
    const QStringList parts = QDir(aside).entryList({u'*' + partSuffix}, QDir::Files);
    for (const QString &part : parts)
        QFile::rename(aside + u'/' + part, m_directory + u'/' + part);
    m_bytes = 0;
    removeAside();
    return true;
}

bool MediaFiles::makeDirectory() const
{
    return QDir().mkpath(m_directory)
        && QFile::setPermissions(m_directory, ownerOnly | QFile::ExeOwner);
}

void MediaFiles::removeAside()
{
    const QString aside = m_directory + asideSuffix;
    if (QFileInfo::exists(aside))
        m_pool.start([aside] { QDir(aside).removeRecursively(); });
}

bool MediaFiles::prepare()
{
    if (m_bytes >= 0)
        return true;
    if (!makeDirectory())
        return false;
    m_bytes = 0;
    const QFileInfoList files = QDir(m_directory).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : files) {
        if (file.fileName().endsWith(partSuffix))
            QFile::remove(file.filePath());
        else
            m_bytes += file.size();
    }
    // Files under names of their own that a broken run was giving away.
    const QStringList folders = QDir(m_directory).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders)
        QDir(m_directory + u'/' + folder).removeRecursively();
    removeAside(); // of a run that ended in the midst of it
    if (m_bytes > m_mostBytes)
        trim({});
    return true;
}

namespace {

// Part of a file's name: not to be changed, or everything is fetched again.
const char *prefixOf(MediaRef::Kind kind)
{
    switch (kind) {
    case MediaRef::Kind::Avatar:
        return "avatar ";
    case MediaRef::Kind::Attachment:
        return "attachment ";
    case MediaRef::Kind::CustomEmoji:
        return "emoji ";
    case MediaRef::Kind::CardPicture:
        return "card ";
    }
    Q_UNREACHABLE();
}

} // namespace

QString MediaFiles::pathOf(const MediaRef &ref) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(prefixOf(ref.kind));
    hash.addData(ref.source.toUtf8());
    return m_directory + u'/' + QString::fromLatin1(hash.result().toHex());
}

QString MediaFiles::partPathOf(const MediaRef &ref) const
{
    return pathOf(ref) + partSuffix;
}

QString MediaFiles::find(const MediaRef &ref) const
{
    QString path = pathOf(ref);
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return QString();
    file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    return path;
}

bool MediaFiles::keep(const MediaRef &ref)
{
    const QString path = pathOf(ref);
    const QString part = partPathOf(ref);
    QFile::remove(path);
    if (!QFile::setPermissions(part, ownerOnly) || !QFile::rename(part, path)) {
        QFile::remove(part);
        return false;
    }
    m_bytes += QFileInfo(path).size();
    if (m_bytes > m_mostBytes)
        trim(path);
    return true;
}

void MediaFiles::dropPart(const MediaRef &ref)
{
    QFile::remove(partPathOf(ref));
}

// Well below the limit, so that it is not done for every file.
void MediaFiles::trim(const QString &spare)
{
    const qint64 goal = m_mostBytes / 5 * 4;
    const QFileInfoList files
        = QDir(m_directory).entryInfoList(QDir::Files, QDir::Time | QDir::Reversed);
    m_bytes = 0;
    for (const QFileInfo &file : files)
        m_bytes += file.size();
    for (const QFileInfo &file : files) {
        if (m_bytes <= goal)
            return;
        if (file.filePath() == spare || file.fileName().endsWith(partSuffix))
            continue;
        if (QFile::remove(file.filePath()))
            m_bytes -= file.size();
    }
}

bool looksLikePicture(const QByteArray &head)
{
    return head.startsWith("\x89PNG\r\n\x1a\n") || head.startsWith("\xff\xd8\xff")
        || head.startsWith("GIF87a") || head.startsWith("GIF89a")
        || (head.startsWith("RIFF") && head.mid(8, 4) == "WEBP");
}

} // namespace linnet::sync
