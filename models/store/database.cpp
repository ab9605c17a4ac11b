// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/database.h"

#include "models/store/sqliteerror.h"

#include <sqlite3.h>

#include <QFile>
#include <QFileInfo>

namespace linnet::store {

Database::~Database()
{
    close();
}

Result<void> Database::open(const QString &path, Durability durability)
{
    // SQLite is told to follow no link, which it takes to mean the directories, too; a person may
    // well have those.
    const QFileInfo file(path);
    const QString directory = QFileInfo(file.path()).canonicalFilePath();
    Result<void> opened = openHandle(QString(directory + QLatin1Char('/') + file.fileName()),
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
    if (!opened)
        return opened;
    execute("PRAGMA journal_mode=WAL");
    execute(durability == Durability::Full ? "PRAGMA synchronous=FULL"
                                           : "PRAGMA synchronous=NORMAL");
    // A WAL that grew once does not keep its size for ever.
    execute("PRAGMA journal_size_limit=4194304");
    return takeResult();
}

Result<void> Database::openInMemory()
{
    return openHandle(QStringLiteral(":memory:"), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

Result<void> Database::openHandle(const QString &path, int flags)
{
    close();
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &m_handle,
                                     flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        const Error error = sqliteError(m_handle ? sqlite3_extended_errcode(m_handle) : code,
                                        m_handle ? sqlite3_system_errno(m_handle) : 0);
        close();
        return Failure(error);
    }
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, 2000);
    // The file may have been tampered with: no SQL in its schema runs, cells are checked.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // Otherwise statements that could use a partial index are compiled anew for every value bound.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    execute("PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");
    return takeResult();
}

void Database::close()
{
    for (auto &[sql, prepared] : m_prepared)
        sqlite3_finalize(prepared.statement);
    m_prepared.clear();
    m_error.reset();
    if (m_handle)
        sqlite3_close(m_handle);
    m_handle = nullptr;
}

void Database::execute(const std::string &sql)
{
    if (!m_handle) {
        noteError(SQLITE_MISUSE);
        return;
    }
    const int code = sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        noteError(code);
}

qint64 Database::lastInsertId() const
{
    return m_handle ? sqlite3_last_insert_rowid(m_handle) : 0;
}

int Database::changedRows() const
{
    return m_handle ? sqlite3_changes(m_handle) : 0;
}

Result<void> Database::takeResult()
{
    if (!m_error)
        return {};
    Error error = *m_error;
    m_error.reset();
    return Failure(std::move(error));
}

void Database::noteError(int code)
{
    if (!m_error)
        m_error = sqliteError(code, m_handle ? sqlite3_system_errno(m_handle) : 0);
}

void Database::noteError(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

Database::Prepared *Database::acquire(std::string_view sql)
{
    if (!m_handle) {
        noteError(SQLITE_MISUSE);
        return nullptr;
    }
    const auto [begin, end] = m_prepared.equal_range(sql);
    for (auto it = begin; it != end; ++it) {
        if (!it->second.used) {
            it->second.used = true;
            return &it->second;
        }
    }
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), int(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        noteError(code);
        return nullptr;
    }
    return &m_prepared.emplace(std::string(sql), Prepared{statement, true})->second;
}

Transaction::Transaction(Database &database)
    : m_database(database)
{
    // A left-over error belongs to nobody who could still be told.
    m_database.m_error.reset();
    m_database.execute("BEGIN IMMEDIATE");
    m_open = !m_database.hasError();
}

Transaction::~Transaction()
{
    rollback();
}

Result<void> Transaction::commit()
{
    if (!m_database.hasError())
        m_database.execute("COMMIT");
    Result<void> result = m_database.takeResult();
    if (result)
        m_open = false;
    else
        rollback();
    return result;
}

void Transaction::rollback()
{
    if (!m_open)
        return;
    m_open = false;
    // Some errors have rolled back already; then there is nothing left to do.
    if (m_database.isOpen() && !sqlite3_get_autocommit(m_database.m_handle)) {
        const std::optional<Error> error = m_database.m_error;
        m_database.execute("ROLLBACK");
        m_database.m_error = error;
    }
}

Snapshot::Snapshot(Database &database)
    : m_database(database)
{
    if (!database.isOpen() || database.hasError() || !sqlite3_get_autocommit(database.m_handle))
        return;
    database.execute("BEGIN");
    m_open = !database.hasError();
}

Snapshot::~Snapshot()
{
    if (m_open && m_database.isOpen() && !sqlite3_get_autocommit(m_database.m_handle))
        sqlite3_exec(m_database.m_handle, "COMMIT", nullptr, nullptr, nullptr);
}

} // namespace linnet::store
