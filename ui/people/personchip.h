// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"

#include <QAbstractButton>

namespace linnet::ui {

class Avatars;
class Theme;

// Somebody who was chosen; a press takes them off again.
class PersonChip : public QAbstractButton
{
    Q_OBJECT
public:
    PersonChip(const User &user, const QString &name, const Theme &theme, Avatars &avatars,
               QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    User m_user;
    const Theme &m_theme;
    Avatars &m_avatars;
};

} // namespace linnet::ui
