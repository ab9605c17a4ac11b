// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <functional>

// Makes writes fail below SQLite, in every connection that is opened while this lives: the system's
// own file system with xWrite, xSync, xTruncate and xOpen counted, or xRead.
class FaultyVfs
{
public:
    FaultyVfs();
    ~FaultyVfs();
    Q_DISABLE_COPY_MOVE(FaultyVfs)

    // From the n-th operation on (1 is the next), once or for ever, with an SQLite result code.
    void failAt(int nth, bool forEver, int code);
    // The same for reading; always an I/O error.
    void failReadAt(int nth, bool forEver);
    // Every writing operation for which the condition holds. Called on the store's thread.
    void failWhile(std::function<bool()> condition, int code);
    void heal();
    // Whether any operation has failed since failAt() or failWhile().
    [[nodiscard]] bool hasFailed() const;
};
