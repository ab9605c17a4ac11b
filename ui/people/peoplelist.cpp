// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/peoplelist.h"

#include "ui/people/persondelegate.h"
#include "ui/theme/theme.h"

namespace linnet::ui {

PeopleList::PeopleList(const QString &name, const Theme &theme, Avatars &avatars, QWidget *parent,
                       int detailLines)
    : ChoiceList(name, parent)
{
    setSelectionMode(QAbstractItemView::NoSelection);
    setUniformItemSizes(false);
    auto *delegate = new PersonDelegate(theme, avatars, this);
    delegate->setDetailLines(detailLines);
    setItemDelegate(delegate);
    const auto restyle = [this, &theme] { setPalette(theme.palette()); };
    restyle();
    connect(&theme, &Theme::changed, this, restyle);
}

// By Tab one arrives at a row, not beside all of them.
void PeopleList::focusInEvent(QFocusEvent *event)
{
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
    ChoiceList::focusInEvent(event);
}

// Details wrap at the new width.
void PeopleList::resizeEvent(QResizeEvent *event)
{
    ChoiceList::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

} // namespace linnet::ui
