// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/items/spacelistproxy.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace linnet::ui {

class ConversationList;
struct Services;

// Asks where a message is to be forwarded to, and what to say about it.
class ForwardDialog : public QDialog
{
    Q_OBJECT
public:
    // sender: whose message it is, remote text like the message.
    ForwardDialog(const Services &services, const Message &message, const QString &sender,
                  QWidget *parent = nullptr);

    [[nodiscard]] const MessageId &message() const { return m_message; }

Q_SIGNALS:
    // comment: with Chat's markup; may be empty.
    void chosen(const linnet::SpaceId &space, const QString &comment);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void mark();
    void forward();

    MessageId m_message;
    items::SpaceListProxy m_proxy;
    QLineEdit *m_search = nullptr;
    ConversationList *m_list = nullptr;
    QLineEdit *m_comment = nullptr;
    QPushButton *m_forward = nullptr;
};

} // namespace linnet::ui
