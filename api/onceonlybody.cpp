// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/onceonlybody.h"

#include <cstring>

namespace linnet::api {

OnceOnlyBody::OnceOnlyBody(HttpBody body, QObject *parent)
    : QIODevice(parent)
    , m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void OnceOnlyBody::cutOff()
{
    m_body = HttpBody();
    m_failed = true;
}

qint64 OnceOnlyBody::readData(char *data, qint64 most)
{
    const auto copy = [&](const QByteArray &from, qint64 at) {
        const qint64 count = std::min<qint64>(most, from.size() - at);
        std::memcpy(data, from.constData() + at, static_cast<std::size_t>(count));
        m_sent += count;
        return count;
    };
    const qint64 fileBegin = m_body.head.size();
    const qint64 fileEnd = fileBegin + m_body.fileBytes;
    if (most <= 0 || m_sent >= m_body.size())
        return m_sent >= m_body.size() ? -1 : 0;
    if (m_sent < fileBegin)
        return copy(m_body.head, m_sent);
    if (m_sent >= fileEnd)
        return copy(m_body.tail, m_sent - fileEnd);
    const qint64 count = m_body.file->read(data, std::min(most, fileEnd - m_sent));
    if (count <= 0) {
        m_failed = true;
        return -1;
    }
    m_sent += count;
    return count;
}

} // namespace linnet::api
