// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace linnet::ui {

class WritingSettings;

// Where a person says how they like to write: what Enter does, how long a message can be taken
// back, which languages are checked. Every change counts at once.
class WritingHabits : public QDialog
{
    Q_OBJECT
public:
    WritingHabits(WritingSettings &settings, QWidget *parent = nullptr);
};

} // namespace linnet::ui
