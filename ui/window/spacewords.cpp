// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/spacewords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::SpaceWords)
};

QString kindWords(const Conversation &conversation, const items::UserTable &users)
{
    const Space &space = conversation.space;
    switch (space.type) {
    case SpaceType::Space:
        return Words::tr("Space");
    case SpaceType::GroupChat:
        return Words::tr("Group chat");
    case SpaceType::DirectMessage:
        if (space.appDirectMessage)
            return Words::tr("App");
        const User *other
            = conversation.others.isEmpty() ? nullptr : users.find(conversation.others.first());
        return other && !other->email.isEmpty() ? other->email : Words::tr("Direct message");
    }
    return {};
}

} // namespace

QString spaceWords(const Conversation &conversation, const items::UserTable &users)
{
    const Space &space = conversation.space;
    QStringList words{kindWords(conversation, users)};
    if (space.type != SpaceType::DirectMessage && space.memberCount > 0)
        words << (space.memberCount == 1 ? Words::tr("1 member")
                                         : Words::tr("%n members", nullptr, space.memberCount));
    if (space.externalUserAllowed && space.type != SpaceType::DirectMessage)
        words << Words::tr("open to people from outside");
    if (space.history == HistoryState::Off)
        words << Words::tr("history is off");
    return words.join(u" · "_s);
}

} // namespace linnet::ui
