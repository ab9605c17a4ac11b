// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QObject>

class QMenu;
class QWidget;

namespace linnet::ui {

struct Services;

// What can be done to a whole conversation, from the list's menu, the header's menu and by key.
class ConversationActions : public QObject
{
    Q_OBJECT
public:
    ConversationActions(const Services &services, QWidget &window);

    void fillMenu(QMenu &menu, const SpaceId &space);

    void markRead(const SpaceId &space);
    void askMarkAllRead();
    void copyLink(const SpaceId &space);
    void openInBrowser(const SpaceId &space);

private:
    [[nodiscard]] QList<SpaceId> unreadSpaces() const;
    [[nodiscard]] QString linkOf(const SpaceId &space) const;

    const Services &m_services;
    QWidget &m_window;
};

} // namespace linnet::ui
