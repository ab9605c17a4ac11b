// SPDX-License-Identifier: GPL-3.0-or-later
#include "seeds.h"
namespace emulator {
void seedDemo(World &world)
{
    seedEmpty(world);
}
} // namespace emulator
