// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/statement.h"

#include <sqlite3.h>

namespace linnet::store {

Statement::~Statement()
{
    if (!m_prepared)
        return;
    sqlite3_reset(m_prepared->statement);
    sqlite3_clear_bindings(m_prepared->statement);
    m_prepared->used = false;
}

bool Statement::next()
{
    // After an error nothing of the transaction will stay: do not even try.
    if (!m_prepared || m_database.hasError())
        return false;
    const int code = sqlite3_step(m_prepared->statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        m_database.noteError(code);
    return false;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_prepared->statement, column);
}

QString Statement::text(int column) const
{
    const auto *bytes
        = reinterpret_cast<const char *>(sqlite3_column_text(m_prepared->statement, column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(m_prepared->statement, column));
}

QByteArray Statement::blob(int column) const
{
    const auto *bytes
        = static_cast<const char *>(sqlite3_column_blob(m_prepared->statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_prepared->statement, column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_prepared->statement, column) == SQLITE_NULL;
}

void Statement::bind(const QString &value)
{
    if (!m_prepared)
        return;
    const QByteArray bytes = value.toUtf8();
    check(sqlite3_bind_text64(m_prepared->statement, ++m_bound, bytes.constData(),
                              sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(const QByteArray &value)
{
    if (!m_prepared)
        return;
    check(sqlite3_bind_blob64(m_prepared->statement, ++m_bound, value.constData(),
                              sqlite3_uint64(value.size()), SQLITE_TRANSIENT));
}

void Statement::bind(const std::optional<qint64> &value)
{
    if (value)
        bindInteger(*value);
    else
        ++m_bound; // unbound parameters are NULL
}

void Statement::bind(const std::optional<QString> &value)
{
    if (value)
        bind(*value);
    else
        ++m_bound;
}

void Statement::bindInteger(qint64 value)
{
    if (m_prepared)
        check(sqlite3_bind_int64(m_prepared->statement, ++m_bound, value));
}

void Statement::check(int code)
{
    if (code != SQLITE_OK)
        m_database.noteError(code);
}

} // namespace linnet::store
