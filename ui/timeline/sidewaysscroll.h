// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QHash>
#include <QList>

namespace linnet::ui {

struct MessageLayout;

// How far the reader moved wide parts of rows (long lines of code) sideways. Layouts know that they
// can be moved, this knows how far they are; kept as long as the list lives.
class SidewaysScroll
{
public:
    // Pixels, one for each of the row's scrollers; shorter where none was moved.
    [[nodiscard]] QList<qreal> of(const MessageId &message) const { return m_moved.value(message); }
    // Within what there is; false when nothing moves.
    bool move(const MessageId &message, const MessageLayout &layout, int scroller, qreal to);

private:
    QHash<MessageId, QList<qreal>> m_moved;
};

} // namespace linnet::ui
