// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/transport.h"

namespace linnet::api {

Exchange::~Exchange() = default;
Transport::~Transport() = default;

QByteArray HttpResponse::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace linnet::api
