// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/codec.h"

#include <QList>

namespace linnet::store {

// What could be taken out of a damaged outbox file.
struct Salvaged
{
    QList<Envelope> rows; // were rows of a table when the file was last written
    QList<Envelope> remains; // are whole, but may have been deleted or replaced before
    QList<QByteArray> broken; // bodies of rows whose checksum is wrong
};

// Reads the file and its write-ahead log as bytes, without SQLite, and picks out every envelope
// whose checksum is right, those that continue on overflow pages too. The files are not changed.
// At most one envelope for a kind and number comes out, rows before remains.
[[nodiscard]] Salvaged salvage(const QString &databasePath);

} // namespace linnet::store
