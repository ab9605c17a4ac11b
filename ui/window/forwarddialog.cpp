// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/forwarddialog.h"

#include "ui/conversations/conversationlist.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/window/services.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
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
        mark();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ForwardDialog::mark);
    // By click or Enter: it is chosen, Forward does it.
    connect(m_list, &ConversationList::spaceChosen, m_comment, [this] { m_comment->setFocus(); });
    connect(m_list, &ConversationList::typed, this, [this](const QString &text) {
        m_search->setFocus();
        m_search->setText(text);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &ForwardDialog::forward);
    m_search->setFocus();
    resize(420, 520);
    mark();
}

// Where it would go stays to be seen while one writes the comment.
void ForwardDialog::mark()
{
    const QModelIndex current = m_list->currentIndex();
    m_list->setOpenSpace(m_proxy.spaceAt(current.row()));
    m_forward->setEnabled(current.isValid());
}

// Enter in the search chooses what it found; the default button would forward it at once.
void ForwardDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && focusWidget() == m_search)
        m_comment->setFocus();
    else
        QDialog::keyPressEvent(event);
}

void ForwardDialog::forward()
{
    const SpaceId space = m_proxy.spaceAt(m_list->currentIndex().row());
    if (space.isEmpty())
        return;
    Q_EMIT chosen(space, m_comment->text().trimmed());
    accept();
}

} // namespace linnet::ui
