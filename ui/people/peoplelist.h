// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/choicelist.h"

namespace linnet::ui {

class Avatars;
class Theme;

// A list of people, or of anything that reads items::PersonRole.
class PeopleList : public ChoiceList
{
    Q_OBJECT
public:
    // name: what a screen reader calls it. detailLines: of each row, at most.
    PeopleList(const QString &name, const Theme &theme, Avatars &avatars, QWidget *parent = nullptr,
               int detailLines = 1);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace linnet::ui
