// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/names.h"

#include <QList>

namespace linnet::sync {

bool hasForm(QStringView name, QStringView pattern)
{
    const QList<QStringView> segments = name.split(u'/');
    const QList<QStringView> wanted = pattern.split(u'/');
    if (segments.size() != wanted.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == u"*" ? segments[i].isEmpty() : segments[i] != wanted[i])
            return false;
    }
    return true;
}

} // namespace linnet::sync
