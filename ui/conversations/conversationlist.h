// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/spacelistproxy.h"
#include "ui/widgets/choicelist.h"

namespace linnet::ui {

class Theme;

// The list named "Conversations". The selected row is the conversation that is open, wherever the
// sorting puts it; the current row is where the keyboard is: arrows move it, Enter opens it.
class ConversationList : public ChoiceList
{
    Q_OBJECT
public:
    ConversationList(items::SpaceListProxy &proxy, const Theme &theme, QWidget *parent = nullptr);

    // The open conversation; empty: none.
    void setOpenSpace(const SpaceId &space);
    // The row a press of Enter in the search field opens: the current one, else the first.
    [[nodiscard]] SpaceId firstChoice() const;

Q_SIGNALS:
    // chosen() and menuRequested(), by what the row is.
    void spaceChosen(const linnet::SpaceId &space);
    void spaceMenuRequested(const linnet::SpaceId &space, const QPoint &globalPosition);

protected:
    [[nodiscard]] QItemSelectionModel::SelectionFlags selectionCommand(
        const QModelIndex &index, const QEvent *event) const override;

private:
    void selectOpenSpace();

    items::SpaceListProxy &m_proxy;
    SpaceId m_open;
};

} // namespace linnet::ui
