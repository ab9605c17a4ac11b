// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <functional>

namespace linnet::ui {

// The only way out for files that others sent: hands a copy to the program the desktop has for it,
// after a person's click. What could run something is not handed over at all. The copies lie in one
// folder that only this user can read, and are gone at the next start: who opened one may still be
// reading it when Linnet ends. GUI thread.
class FileGate
{
public:
    using Opener = std::function<bool(const QUrl &)>;

    // Empties the folder, which is nobody else's. Without an opener: the desktop's.
    explicit FileGate(QString folder, Opener opener = {});

    // By what is told of it before it is fetched: the name's ending and the type its sender gave it
    // must both be among those that are only looked at.
    [[nodiscard]] static bool mayOpen(const QString &name, const QString &contentType);
    // By its first bytes as well: some desktops choose the program by these.
    [[nodiscard]] static bool mayOpenContent(const QString &name, const QString &path);

    // Where the copy of a file belongs that has this (safe) name; the former copy of the same
    // source is gone. Empty: the disk refuses.
    [[nodiscard]] QString placeFor(const QString &source, const QString &name) const;
    // False: it is none of the copies, or there is no program for it.
    [[nodiscard]] bool open(const QString &copy) const;
    // The folder that a saved file lies in.
    [[nodiscard]] bool openFolderOf(const QString &path) const;

private:
    QString m_folder;
    Opener m_opener;
};

} // namespace linnet::ui
