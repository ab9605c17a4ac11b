// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/spacelistmodel.h"

#include <QDialog>

class QListWidget;

namespace linnet::ui {

class EmptyState;
class Theme;

// Everything that was written and is not with the service yet: drafts, what waits, what was
// refused, one row a conversation. Enter or a click opens the conversation.
class DraftsDialog : public QDialog
{
    Q_OBJECT
public:
    DraftsDialog(const items::SpaceListModel &spaces, const Theme &theme,
                 QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const linnet::SpaceId &space);

private:
    void fill();

    const items::SpaceListModel &m_spaces;
    QListWidget *m_list;
    EmptyState *m_empty;
};

} // namespace linnet::ui
