// SPDX-License-Identifier: GPL-3.0-or-later
#include "seeds.h"

using namespace Qt::StringLiterals;

namespace emulator {

void seedEmpty(World &world)
{
    world.self = u"100000000000000000001"_s;
    world.addUser({world.self, u"Robin Vale"_s, u"robin.vale@lanternworks.example"_s});
}

bool seedByName(World &world, const QString &name)
{
    if (name == "empty"_L1) {
        seedEmpty(world);
        return true;
    }
    if (name == "demo"_L1) {
        seedDemo(world);
        return true;
    }
    const QStringList parts = name.split(u':');
    bool spacesOk = false;
    bool messagesOk = false;
    const int spaces = parts.value(1).toInt(&spacesOk);
    const int messages = parts.value(2).toInt(&messagesOk);
    if (parts.size() != 3 || parts.first() != "load"_L1 || !spacesOk || !messagesOk || spaces < 1
        || messages < 0)
        return false;
    seedLoad(world, spaces, messages);
    return true;
}

} // namespace emulator
