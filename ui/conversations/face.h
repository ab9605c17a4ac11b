// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndex>
#include <QPixmap>

namespace linnet::items {
class UserTable;
}

namespace linnet::ui {

class Avatars;

// The face of a conversation, of a row of a SpaceListModel or a proxy of it. As cheap as Avatars.
[[nodiscard]] QPixmap conversationFace(const QModelIndex &index, Avatars &avatars,
                                       const items::UserTable &users, int size, qreal ratio);

} // namespace linnet::ui
