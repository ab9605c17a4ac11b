// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QString>

namespace linnet::app {

// Where the files lie: the XDG directories, or all under one directory. Directories are made with
// mode 0700.
class Profile
{
public:
    // An empty root means the XDG directories. Fails (StorageReadOnly, StorageFailed; detail names
    // the directory) when a directory cannot be made or written.
    [[nodiscard]] static Result<Profile> open(const QString &root);

    [[nodiscard]] QString settingsFile() const; // look and geometry
    [[nodiscard]] QString accountsFile() const;
    [[nodiscard]] QString clientFile() const; // the OAuth client
    [[nodiscard]] QString tokenFile() const; // only on explicit consent
    [[nodiscard]] QString lockFile() const;
    [[nodiscard]] QString socketFile() const;

    // One directory an account: durable and disposable files apart.
    [[nodiscard]] QString dataDirectory(const UserId &account) const;
    [[nodiscard]] QString cacheDirectory(const UserId &account) const;

private:
    QString m_config;
    QString m_data;
    QString m_cache;
    QString m_runtime;
};

// Makes the directory with mode 0700, parents too where missing, and checks that it can be written.
[[nodiscard]] Result<void> makePrivateDirectory(const QString &path);

} // namespace linnet::app
