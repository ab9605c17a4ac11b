// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestlog.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace emulator {

size_t RequestLog::add(const HttpRequest &request, const QString &time)
{
    LogEntry entry;
    entry.number = ++m_count;
    entry.time = time;
    entry.verb = QString::fromLatin1(request.verb);
    entry.path = QString::fromLatin1(request.rawPath);
    const qsizetype mark = request.target.indexOf('?');
    if (mark >= 0)
        entry.query = QString::fromLatin1(request.target.mid(mark + 1));
    entry.authorized = !request.header("authorization").isEmpty();
    m_entries.push_back(entry);
    return m_entries.size() - 1;
}

void RequestLog::clear()
{
    m_entries.clear();
}

QJsonObject RequestLog::report(qint64 since, const QString &verb, const QString &path) const
{
    const QRegularExpression expression(path);
    QJsonArray requests;
    for (const LogEntry &entry : m_entries) {
        if (entry.number <= since || (!verb.isEmpty() && entry.verb != verb)
            || !expression.match(entry.path).hasMatch())
            continue;
        QJsonObject json{{u"number"_s, entry.number}, {u"time"_s, entry.time},
                         {u"method"_s, entry.verb},   {u"path"_s, entry.path},
                         {u"query"_s, entry.query},   {u"status"_s, entry.status},
                         {u"effect"_s, entry.effect}, {u"authorized"_s, entry.authorized}};
        if (!entry.fault.isEmpty())
            json.insert("fault"_L1, entry.fault);
        requests.append(json);
    }
    return {{u"requests"_s, requests}, {u"count"_s, requests.size()}, {u"last"_s, m_count}};
}

} // namespace emulator
