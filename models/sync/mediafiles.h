// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"

namespace linnet::sync {

// The directory in which fetched pictures and files lie: names that say nothing, readable by this
// user only, kept under a total size by giving up what was not used for longest. Content is
// untrusted and never looked at here but for its first bytes.
class MediaFiles
{
public:
    MediaFiles(QString directory, qint64 mostBytes);

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

    QString m_directory;
    qint64 m_mostBytes;
    qint64 m_bytes = -1; // of all files; -1: not counted yet
};

// PNG, JPEG, GIF or WebP by the first bytes, whatever somebody calls it. SVG is none: it can name
// other files.
[[nodiscard]] bool looksLikePicture(const QByteArray &head);

} // namespace linnet::sync
