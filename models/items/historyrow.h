// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QVariant>

#include <optional>

namespace linnet::items {

// How what is older than the window stands.
enum class HistoryState {
    Idle, // there may be more: requestOlder()
    Loading,
    Complete, // the window begins with the first message there is
    Failed, // see HistoryErrorRole; requestOlder() tries again
};

// Row 0 of a TimelineModel.
struct HistoryRow
{
    HistoryState state = HistoryState::Idle;
    std::optional<Error> error; // with Failed
    quint64 revision = 0;
};

// The value of one of TimelineModel's roles.
[[nodiscard]] QVariant valueOf(const HistoryRow &row, int role);

} // namespace linnet::items

Q_DECLARE_METATYPE(linnet::items::HistoryState)
