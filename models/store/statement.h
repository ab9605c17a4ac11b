// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timestamp.h"
#include "models/store/database.h"

#include <QByteArray>

#include <concepts>
#include <optional>
#include <string_view>

namespace linnet::store {

// One run of a prepared statement, taken from the connection's cache and given back on
// destruction. Parameters are bound in order. Errors go to the Database, where they stick.
class Statement
{
public:
    template <class... Values>
    Statement(Database &database, std::string_view sql, const Values &...values)
        : m_database(database)
        , m_prepared(database.acquire(sql))
    {
        (bind(values), ...);
    }
    ~Statement();
    Q_DISABLE_COPY_MOVE(Statement)

    // Steps to the next row; false at the end and after an error.
    bool next();
    // For statements without rows.
    void run() { next(); }

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] Timestamp time(int column) const { return Timestamp(integer(column)); }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    template <std::integral Integer> void bind(Integer value) { bindInteger(qint64(value)); }
    void bind(Timestamp value) { bindInteger(value.microseconds()); }
    void bind(const QString &value);
    void bind(const QByteArray &value);
    void bind(const std::optional<qint64> &value);
    void bind(const std::optional<QString> &value);
    void bindInteger(qint64 value);
    void check(int code);

    Database &m_database;
    Database::Prepared *m_prepared;
    int m_bound = 0;
};

} // namespace linnet::store
