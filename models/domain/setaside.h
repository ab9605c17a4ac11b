// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QMetaType>
#include <QString>

namespace linnet {

// What is left of something the person wrote whose place in the durable file was damaged: it is not
// sent and not shown in its conversation any more, but it can be read and copied.
struct SetAsideText
{
    QString text{}; // what could be made out
    SpaceId space{}; // where it was meant for; empty when that cannot be made out

    friend bool operator==(const SetAsideText &, const SetAsideText &) = default;
};

} // namespace linnet

Q_DECLARE_METATYPE(linnet::SetAsideText)
