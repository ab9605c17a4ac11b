// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/matrix/gzip.h"

#include <QStringBuilder>

namespace linnet::test {

QByteArray gzip(const QByteArray &data)
{
    const QByteArray packed = qCompress(data, 9).mid(4 + 2).chopped(4);
    quint32 crc = 0xffffffffU;
    for (const char c : data) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1U)));
    }
    QByteArray tail;
    for (const quint32 word : {crc ^ 0xffffffffU, static_cast<quint32>(data.size())}) {
        for (int shift = 0; shift < 32; shift += 8)
            tail.append(static_cast<char>(word >> shift));
    }
    return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + packed + tail;
}

} // namespace linnet::test
