// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/usertable.h"

#include <QDialog>

class QHBoxLayout;

namespace linnet::ui {

class Avatars;
class Theme;

// What a card says of somebody; remote text but tag.
struct Profile
{
    User user{};
    QString name{};
    QString about{}; // title, department; may be empty
    QString tag{}; // "Owner", "App"; may be empty
    bool outside = false;
    bool me = false;
};

// What is known of somebody wherever they are met.
[[nodiscard]] Profile profileOf(const UserId &user, const items::UserTable &users);

// Who somebody is, and "Message".
class ProfileCard : public QDialog
{
    Q_OBJECT
public:
    ProfileCard(const Profile &profile, const Theme &theme, Avatars &avatars,
                QWidget *parent = nullptr);

    // Another button beside "Message".
    void addButton(QWidget *button);

Q_SIGNALS:
    void messageRequested(const linnet::UserId &user);

private:
    QHBoxLayout *m_buttons;
};

} // namespace linnet::ui
