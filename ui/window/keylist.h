// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace linnet::ui {

class Theme;

// All keys, from the command registry.
class KeyList : public QDialog
{
    Q_OBJECT
public:
    // enterSends: what Enter does in the composer.
    KeyList(const Theme &theme, bool enterSends, QWidget *parent);
};

} // namespace linnet::ui
