// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/forwarddialog.h"

#include "ui/conversations/conversationlist.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/window/services.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace linnet::ui {

ForwardDialog::ForwardDialog(const Services &services, const Message &message,
                             const QString &sender, QWidget *parent)
    : QDialog(parent)
    , m_message(message.id)
{
    setObjectName(QStringLiteral("forwardDialog"));
    setWindowTitle(tr("Forward a message"));
    m_proxy.setSourceModel(&services.spaces);

    auto *what
        = new PlainLabel(tr("%1: %2").arg(sender, message.text.left(500).simplified()), this);
    what->setElideMode(Qt::ElideRight);
    QPalette muted = what->palette();
    muted.setColor(QPalette::WindowText, services.theme.tokens().muted);
    what->setPalette(muted);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("To: find a conversation"));
    m_search->setAccessibleName(tr("Find a conversation"));
    m_list = new ConversationList(m_proxy, services.theme, this);
    m_list->setAccessibleName(tr("Forward to"));
    m_comment = new QLineEdit(this);
    m_comment->setPlaceholderText(tr("Add a comment"));
    m_comment->setAccessibleName(tr("Comment"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_forward = buttons->addButton(tr("Forward"), QDialogButtonBox::AcceptRole);
    m_forward->setDefault(true);

    auto *column = new QVBoxLayout(this);
    column->addWidget(what);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_comment);
    column->addWidget(buttons);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterText(text);
        m_list->setCurrentIndex(m_proxy.index(0, 0));
        check();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ForwardDialog::check);
    connect(m_list, &ConversationList::spaceChosen, this, &ForwardDialog::choose);
    connect(m_list, &ConversationList::typed, this, [this](const QString &text) {
        m_search->setFocus();
        m_search->setText(text);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this,
            [this] { choose(m_proxy.spaceAt(m_list->currentIndex().row())); });
    m_search->setFocus();
    resize(420, 520);
    check();
}

void ForwardDialog::check()
{
    m_forward->setEnabled(m_list->currentIndex().isValid());
}

// By click or Enter in the list: it is chosen, Forward does it.
void ForwardDialog::choose(const SpaceId &space)
{
    if (space.isEmpty())
        return;
    Q_EMIT chosen(space, m_comment->text().trimmed());
    accept();
}

} // namespace linnet::ui
