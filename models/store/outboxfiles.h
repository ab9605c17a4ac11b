// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outboxitem.h"
#include "models/domain/result.h"

#include <QSet>

#include <atomic>

namespace linnet::store {

// The copies of files that go with messages on their way out: a directory beside outbox.db, 0700,
// each copy 0600 under a name that says nothing. A row names its copies; what no row names is left
// over. None of these functions follows a symbolic link of the copy's name or waits for a FIFO.

[[nodiscard]] QString outboxFilesOf(const QString &outboxPath);
[[nodiscard]] Result<void> prepareOutboxFiles(const QString &directory);

// Copies a file into the directory and has it on the disk when it returns; any thread. Only a few
// megabytes are in memory at a time, and on a file system that can share blocks nothing is copied.
// A copy that lies in the directory already is given a second name instead. FileUnreadable,
// FileTooLarge and FileTypeBlocked name the file; Cancelled when @p cancelled was set meanwhile.
[[nodiscard]] Result<OutboxFile> secureFile(const QString &directory, const OutgoingFile &file,
                                            const std::atomic_bool &cancelled);

// Makes a file of bytes, as above; the name it is stored under. FileTooLarge.
[[nodiscard]] Result<QString> storeContent(const QString &directory, const QByteArray &content);

void removeOutboxFile(const QString &directory, const QString &stored);
// Removes every copy that is not to be kept.
void sweepOutboxFiles(const QString &directory, const QSet<QString> &keep);
void eraseOutboxFiles(const QString &directory);

} // namespace linnet::store
