// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

#include <unistd.h>

namespace linnet::app {

using namespace Qt::StringLiterals;

namespace {

QString xdg(QStandardPaths::StandardLocation location)
{
    return QStandardPaths::writableLocation(location) + u"/linnet"_s;
}

// The id comes from the service: only what is harmless in a path is taken as it is.
QString directoryName(const UserId &account)
{
    QString id = account.lastSegment();
    const bool harmless = !id.isEmpty() && std::all_of(id.begin(), id.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    });
    if (harmless)
        return id;
    return QString::fromLatin1(
        QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex());
}

// A path in sockaddr_un has 108 bytes; deep profiles get a short name of their own.
constexpr qsizetype longestSocketPath = 100;

} // namespace

Result<void> makePrivateDirectory(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isDir() && !QDir().mkpath(path))
        return Failure(Error{.kind = ErrorKind::StorageFailed, .detail = path});
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    // access() and not the mode alone: a read-only mount denies with every bit set.
    if (::access(QFile::encodeName(path).constData(), W_OK | X_OK) != 0)
        return Failure(Error{.kind = ErrorKind::StorageReadOnly, .detail = path});
    return {};
}

Result<Profile> Profile::open(const QString &root)
{
    Profile profile;
    if (root.isEmpty()) {
        profile.m_config = xdg(QStandardPaths::GenericConfigLocation);
        profile.m_data = xdg(QStandardPaths::GenericDataLocation);
        profile.m_cache = xdg(QStandardPaths::GenericCacheLocation);
        profile.m_runtime = xdg(QStandardPaths::RuntimeLocation);
    } else {
        if (const Result<void> made = makePrivateDirectory(root); !made)
            return Failure(made.error());
        profile.m_config = root + u"/config"_s;
        profile.m_data = root + u"/data"_s;
        profile.m_cache = root + u"/cache"_s;
        profile.m_runtime = root + u"/run"_s;
    }
    for (const QString &path :
         {profile.m_config, profile.m_data, profile.m_cache, profile.m_runtime}) {
        if (const Result<void> made = makePrivateDirectory(path); !made)
            return Failure(made.error());
    }
    return profile;
}

QString Profile::settingsFile() const
{
    return m_config + u"/settings.ini"_s;
}

QString Profile::accountsFile() const
{
    return m_config + u"/accounts.json"_s;
}

QString Profile::clientFile() const
{
    return m_config + u"/client.json"_s;
}

QString Profile::tokenFile() const
{
    return m_data + u"/sign-in.json"_s;
}

QString Profile::lockFile() const
{
    return m_runtime + u"/lock"_s;
}

QString Profile::socketFile() const
{
    QString path = m_runtime + u"/socket"_s;
    if (QFile::encodeName(path).size() <= longestSocketPath)
        return path;
    const QByteArray digest
        = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return u"%1/linnet-%2-%3"_s.arg(QDir::tempPath()).arg(::getuid()).arg(QLatin1StringView(digest));
}

QString Profile::dataDirectory(const UserId &account) const
{
    return m_data + u"/accounts/"_s + directoryName(account);
}

QString Profile::cacheDirectory(const UserId &account) const
{
    return m_cache + u"/accounts/"_s + directoryName(account);
}

} // namespace linnet::app
