// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/face.h"

#include "models/items/spacelistmodel.h"
#include "ui/theme/avatars.h"

using linnet::items::SpaceListModel;

namespace linnet::ui {

QPixmap conversationFace(const QModelIndex &index, Avatars &avatars, const items::UserTable &users,
                         int size, qreal ratio)
{
    const auto avatar = index.data(SpaceListModel::AvatarRole).value<items::Avatar>();
    if (avatar.kind != items::AvatarKind::Group)
        return avatars.pixmap(avatar, size, ratio);
    const auto conversation = index.data(SpaceListModel::ConversationRole).value<Conversation>();
    QList<User> faces;
    for (qsizetype i = 0; i < qMin<qsizetype>(2, conversation.others.size()); ++i)
        faces.append(users.user(conversation.others.at(i)));
    return avatars.group(faces, size, ratio);
}

} // namespace linnet::ui
