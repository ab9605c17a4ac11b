// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace linnet::ui {

class Commands;
class PlainLabel;
struct Services;

// The menu behind one's own face: who one is, theme, keys, sign out, quit; and the dialogs of it.
class AccountMenu : public QMenu
{
    Q_OBJECT
public:
    AccountMenu(const Services &services, const Commands &commands, QWidget *window);

private:
    void addHeader();
    void addTheme(const Commands &commands);
    void updateName();
    void askSignOut();
    void about();

    const Services &m_services;
    QWidget *m_window;
    PlainLabel *m_name;
    PlainLabel *m_mail;
};

} // namespace linnet::ui
