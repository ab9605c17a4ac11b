// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"

#include <QThreadPool>

namespace linnet::sync {

// The directory in which fetched pictures and files lie: names that say nothing, readable by this
// user only, kept under a total size by giving up what was not used for longest. Content is
// untrusted and never looked at here but for its first bytes.
class MediaFiles
{
public:
    MediaFiles(QString directory, qint64 mostBytes);
    ~MediaFiles();
    MediaFiles(const MediaFiles &) = delete;
    MediaFiles &operator=(const MediaFiles &) = delete;

    // From now on; gives up at once what is too much.
    void setMostBytes(qint64 bytes);
    // Of all files.
    [[nodiscard]] qint64 bytes();
    // Removes all that is complete; what is being fetched goes on. The names are gone when it
    // returns, the room on the disk some moments later (a worker frees it).
    [[nodiscard]] bool clear();

    // Makes the directory (0700) and removes what a broken run left half done.
    [[nodiscard]] bool prepare();
    [[nodiscard]] QString pathOf(const MediaRef &ref) const;
    [[nodiscard]] QString partPathOf(const MediaRef &ref) const;
    // The complete file, marked as used; empty: there is none.
    [[nodiscard]] QString find(const MediaRef &ref) const;
    // Turns the finished part into the file; then trims. False: the disk refuses.
    [[nodiscard]] bool keep(const MediaRef &ref);
    void dropPart(const MediaRef &ref);

private:
    void trim(const QString &spare);
    void removeAside();
    [[nodiscard]] bool makeDirectory() const;

    QString m_directory;
    qint64 m_mostBytes;
    QThreadPool m_pool; // removes
    qint64 m_bytes = -1; // of all files; -1: not counted yet
};

// PNG, JPEG, GIF or WebP by the first bytes, whatever somebody calls it. SVG is none: it can name
// other files.
[[nodiscard]] bool looksLikePicture(const QByteArray &head);

} // namespace linnet::sync
