// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/draftsdialog.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using linnet::items::SpaceListModel;

namespace linnet::ui {

namespace {

constexpr int spaceRole = Qt::UserRole + 1;

} // namespace

DraftsDialog::DraftsDialog(const SpaceListModel &spaces, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_spaces(spaces)
    , m_list(new QListWidget(this))
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(u"draftsDialog"_s);
    setWindowTitle(tr("Drafts and outbox"));
    m_list->setAccessibleName(tr("Drafts and outbox"));
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    m_empty->set(u"drafts"_s, tr("Nothing waits"),
                 tr("What you begin to write and do not send is found here."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(buttons);
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT chosen(item->data(spaceRole).value<SpaceId>());
        accept();
    });
    connect(m_list, &QListWidget::itemClicked, m_list, &QListWidget::itemActivated);
    connect(&m_spaces, &QAbstractItemModel::dataChanged, this, &DraftsDialog::fill);
    connect(&m_spaces, &QAbstractItemModel::rowsInserted, this, &DraftsDialog::fill);
    connect(&m_spaces, &QAbstractItemModel::rowsRemoved, this, &DraftsDialog::fill);
    resize(440, 420);
    fill();
}

void DraftsDialog::fill()
{
    m_list->clear();
    for (int row = 0; row < m_spaces.rowCount(); ++row) {
        const Conversation &conversation = *m_spaces.at(row);
        QStringList what;
        if (conversation.failedCount > 0)
            what << tr("%n not sent", nullptr, conversation.failedCount);
        if (conversation.queuedCount > 0)
            what << tr("%n waiting to be sent", nullptr, conversation.queuedCount);
        if (!conversation.draft.isEmpty())
            what << tr("Draft: %1").arg(sanitised(conversation.draft, 200).simplified());
        if (what.isEmpty())
            continue;
        auto *item
            = new QListWidgetItem(tr("%1\n%2").arg(sanitised(m_spaces.titleOf(conversation), 200),
                                                   what.join(u" \u00b7 "_s)),
                                  m_list);
        item->setData(spaceRole, QVariant::fromValue(conversation.space.id));
    }
    m_list->setVisible(m_list->count() > 0);
    m_empty->setVisible(m_list->count() == 0);
    if (m_list->count() > 0 && m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
}

} // namespace linnet::ui
