// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace linnet::store {

enum class Durability {
    Relaxed, // synchronous NORMAL: the last commits may be lost with the power, nothing else
    Full, // synchronous FULL: a commit that returned is on the disk
};

// One SQLite connection, in WAL mode, used by one thread.
//
// Errors stick: the first one since it was last taken is kept, and a transaction with one never
// commits. Statements can therefore be written one below the other, and who ends the transaction
// or the reading answers for all of them. Must not know what is stored.
class Database
{
public:
    Database() = default;
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    // The file must exist and be ours (see files.h): SQLite would follow a link and honour the
    // umask.
    [[nodiscard]] Result<void> open(const QString &path, Durability durability);
    [[nodiscard]] Result<void> openInMemory();
    void close();
    [[nodiscard]] bool isOpen() const { return m_handle != nullptr; }

    // One or several statements without results.
    void execute(const std::string &sql);
    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] int changedRows() const;

    [[nodiscard]] bool hasError() const { return m_error.has_value(); }
    // The first error since the last call, or success; forgets it.
    [[nodiscard]] Result<void> takeResult();

private:
    friend class Statement;
    friend class Transaction;
    friend class Snapshot;
    struct Prepared
    {
        sqlite3_stmt *statement = nullptr;
        bool used = false;
    };

    [[nodiscard]] Result<void> openHandle(const QString &path, int flags);
    void noteError(int code);
    void noteError(Error error);
    Prepared *acquire(std::string_view sql);

    sqlite3 *m_handle = nullptr;
    std::multimap<std::string, Prepared, std::less<>> m_prepared;
    std::optional<Error> m_error;
};

// Begins on construction, rolls back on destruction unless committed.
class Transaction
{
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)

    // Commits when every statement since the beginning succeeded, else rolls back and tells the
    // first error.
    [[nodiscard]] Result<void> commit();
    void rollback();

private:
    Database &m_database;
    bool m_open = false;
};

// Holds the state of the file for the reading of several statements: without it each of them locks
// and unlocks the file, which costs more than what it reads. Within a transaction it does nothing.
class Snapshot
{
public:
    explicit Snapshot(Database &database);
    ~Snapshot();
    Q_DISABLE_COPY_MOVE(Snapshot)

private:
    Database &m_database;
    bool m_open = false;
};

} // namespace linnet::store
