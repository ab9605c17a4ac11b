// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace linnet::test {

// RFC 1952, around the deflate stream that qCompress makes (length, zlib header … adler).
[[nodiscard]] QByteArray gzip(const QByteArray &data);

} // namespace linnet::test
