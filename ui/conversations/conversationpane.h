// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/account.h"
#include "models/items/spacelistproxy.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace linnet::ui {

class Avatars;
class Commands;
class CountedEntry;
class ConversationList;
class ListOrWords;
class IconButton;
class PlainLabel;
struct Services;

// The left pane: account button, search field, unread filter, the list of conversations or what
// stands in its place, and the line that says how fresh everything is.
class ConversationPane : public QWidget
{
    Q_OBJECT
public:
    ConversationPane(const Services &services, Avatars &avatars, const Commands &commands,
                     QWidget *parent = nullptr);

    [[nodiscard]] items::SpaceListProxy &proxy() { return m_proxy; }
    [[nodiscard]] ConversationList &list() { return *m_list; }
    [[nodiscard]] QToolButton &accountButton() { return *m_account; }

    void setOpenSpace(const SpaceId &space);
    void setStatus(const AccountStatus &status);
    // How many threads are unread, beside the way to them.
    void setUnreadThreads(int threads);
    void focusSearch();
    // False when there was nothing to leave.
    bool leaveSearch();
    // Times grow old, faces arrive.
    void refresh();

Q_SIGNALS:
    void chosen(const linnet::SpaceId &space);
    void menuRequested(const linnet::SpaceId &space, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const Commands &commands);
    void restyle();
    void updateEmptyState();
    void updateAccount();

    const Services &m_services;
    Avatars &m_avatars;
    items::SpaceListProxy m_proxy;
    AccountStatus m_status;
    QToolButton *m_account = nullptr;
    QLineEdit *m_search = nullptr;
    QAction *m_searchIcon = nullptr;
    IconButton *m_unreadOnly = nullptr;
    IconButton *m_new = nullptr;
    CountedEntry *m_threads = nullptr;
    ConversationList *m_list = nullptr;
    ListOrWords *m_body = nullptr;
    PlainLabel *m_statusLine = nullptr;
};

} // namespace linnet::ui
