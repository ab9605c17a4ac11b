// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portslookup.h"
#include "models/items/usertable.h"

#include <QDialog>

class QListWidget;

namespace linnet::ui {

class PlainLabel;
class Theme;

// Who reacted to a message, and how: asked of the service when it opens, for messages carry sums
// only. Deletes itself when closed.
class ReactionsDialog : public QDialog
{
    Q_OBJECT
public:
    ReactionsDialog(const Theme &theme, LookupPort &lookup, const items::UserTable &users,
                    const MessageId &message, QWidget *parent = nullptr);

private:
    void fill(const QList<Reaction> &reactions);
    void fail(const Error &error);

    const items::UserTable &m_users;
    PlainLabel *m_state = nullptr; // children
    QListWidget *m_list = nullptr;
};

} // namespace linnet::ui
