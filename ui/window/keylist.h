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
    KeyList(const Theme &theme, QWidget *parent);
};

} // namespace linnet::ui
