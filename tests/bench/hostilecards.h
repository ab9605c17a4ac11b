// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace linnet::bench {

struct HostileCard
{
    QString name;
    QByteArray json; // as Message::cards; about 32 KB, the most the service takes
};

// What an app could send to freeze whoever reads it.
[[nodiscard]] QList<HostileCard> hostileCards();

} // namespace linnet::bench
