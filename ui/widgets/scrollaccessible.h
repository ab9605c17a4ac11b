// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace linnet::ui {

// What assistive programs are told of scroll areas, for the whole program; call once there is an
// application. Qt's own answer (6.4.2, QAccessibleAbstractScrollArea::child()) reads past the end
// of its list when it is asked for a child that has gone since it was asked how many there are.
void installScrollAccessible();

} // namespace linnet::ui
