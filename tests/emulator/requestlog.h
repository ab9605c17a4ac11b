// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http.h"

#include <QJsonObject>

#include <vector>

namespace emulator {

/// What arrived on the wire, one entry a request. Never holds a token or a body.
struct LogEntry
{
    qint64 number = 0;
    QString time;
    QString verb;
    QString path;
    QString query;
    int status = 0; ///< 0: no answer was sent
    bool effect = false; ///< the world changed
    bool authorized = false; ///< an Authorization header was there
    QString fault;
};

class RequestLog
{
public:
    /// Index of the new entry, to be completed when the answer is known.
    size_t add(const HttpRequest &request, const QString &time);
    LogEntry &at(size_t index) { return m_entries[index]; }
    void clear();
    /// Those with number > since, filtered by verb and by an expression on the path.
    [[nodiscard]] QJsonObject report(qint64 since, const QString &verb, const QString &path) const;

private:
    std::vector<LogEntry> m_entries;
    qint64 m_count = 0;
};

} // namespace emulator
