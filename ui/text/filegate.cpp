// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/filegate.h"

#include <QCryptographicHash>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QSet>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

// Those that the usual programs only show. A list of what is dangerous is never complete, so it is
// the other way round. Left out on purpose: SVG and HTML (scripts), playlists (they fetch), office
// files that hold macros, which the formats of before 2007 do without saying so.
bool isLookedAt(const QString &type)
{
    static const QSet<QString> known{
        u"application/pdf"_s,
        u"application/vnd.oasis.opendocument.text"_s,
        u"application/vnd.oasis.opendocument.spreadsheet"_s,
        u"application/vnd.oasis.opendocument.presentation"_s,
        u"application/vnd.oasis.opendocument.graphics"_s,
        u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s,
        u"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"_s,
        u"application/vnd.openxmlformats-officedocument.presentationml.presentation"_s,
        u"application/zip"_s,
        u"application/gzip"_s,
        u"application/x-compressed-tar"_s,
        u"application/x-tar"_s,
        u"application/x-7z-compressed"_s,
        u"application/json"_s,
        u"application/ogg"_s,
        u"application/x-matroska"_s,
        u"image/png"_s,
        u"image/jpeg"_s,
        u"image/gif"_s,
        u"image/webp"_s,
        u"image/bmp"_s,
        u"image/tiff"_s,
        u"image/heif"_s,
        u"image/avif"_s,
        u"text/plain"_s,
        u"text/csv"_s,
        u"text/markdown"_s,
        u"text/calendar"_s,
        u"text/vcard"_s,
        u"text/x-log"_s,
    };
    static const QSet<QString> playlists{
        u"audio/x-mpegurl"_s,   u"audio/x-scpls"_s,          u"audio/x-ms-asx"_s,
        u"video/vnd.mpegurl"_s, u"audio/vnd.rn-realaudio"_s,
    };
    const bool plays = type.startsWith("audio/"_L1) || type.startsWith("video/"_L1);
    return known.contains(type) || (plays && !playlists.contains(type));
}

// Says nothing about it: senders and first bytes often do not.
bool saysNothing(const QString &type)
{
    return type.isEmpty() || type == "application/octet-stream"_L1
        || type == "application/x-zerosize"_L1;
}

} // namespace

FileGate::FileGate(QString folder, Opener opener)
    : m_folder(std::move(folder))
    , m_opener(opener ? std::move(opener) : Opener(&QDesktopServices::openUrl))
{
    if (!m_folder.isEmpty()) // that would be the working directory
        QDir(m_folder).removeRecursively();
}

bool FileGate::mayOpen(const QString &name, const QString &contentType)
{
    const QMimeDatabase types;
    const QString byName = types.mimeTypeForFile(name, QMimeDatabase::MatchExtension).name();
    // Without "; charset=utf-8"; an alias counts as what it stands for.
    const QString given = contentType.section(u';', 0, 0).trimmed().toLower();
    const QMimeType told = types.mimeTypeForName(given);
    return isLookedAt(byName)
        && (saysNothing(given) || isLookedAt(told.isValid() ? told.name() : given));
}

bool FileGate::mayOpenContent(const QString &name, const QString &path)
{
    const QMimeDatabase types;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QString byContent = types.mimeTypeForData(&file).name();
    return isLookedAt(types.mimeTypeForFileNameAndData(name, &file).name())
        && (saysNothing(byContent) || isLookedAt(byContent));
}

QString FileGate::placeFor(const QString &source, const QString &name) const
{
    // A folder for each: two files of one name are two files.
    const QByteArray hash = QCryptographicHash::hash(source.toUtf8(), QCryptographicHash::Sha256);
    const QDir own(m_folder + u'/' + QString::fromLatin1(hash.toHex().left(32)));
    for (const QString &folder : {m_folder, own.path()}) {
        if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, ownerOnly))
            return {};
    }
    const QStringList former = own.entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString &file : former)
        QFile::remove(own.filePath(file));
    return own.filePath(name);
}

bool FileGate::open(const QString &copy) const
{
    const bool ours = QDir::cleanPath(copy).startsWith(m_folder + u'/');
    return ours && m_opener(QUrl::fromLocalFile(copy));
}

bool FileGate::openFolderOf(const QString &path) const
{
    return m_opener(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

} // namespace linnet::ui
