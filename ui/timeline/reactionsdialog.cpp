// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/reactionsdialog.h"

#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/timeline/reactionwords.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

ReactionsDialog::ReactionsDialog(const Theme &theme, LookupPort &lookup,
                                 const items::UserTable &users, const MessageId &message,
                                 QWidget *parent)
    : QDialog(parent)
    , m_users(users)
    , m_state(new PlainLabel(tr("Asking who reacted…"), this))
    , m_list(new QListWidget(this))
{
    setObjectName(u"reactionsDialog"_s);
    setWindowTitle(tr("Reactions"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("Who reacted"));
    m_list->setUniformItemSizes(true);
    m_list->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics::group);
    column->addWidget(m_state);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    m_state->setFont(theme.font(TextSize::Body));
    resize(360, 320);
    lookup.reactions(message, this, [this](const Result<QList<Reaction>> &answer) {
        if (answer)
            fill(*answer);
        else
            fail(answer.error());
    });
}

// One line a person, in the order in which they reacted, one emoji after the other.
void ReactionsDialog::fill(const QList<Reaction> &reactions)
{
    QList<Emoji> kinds;
    for (const Reaction &reaction : reactions) {
        if (!kinds.contains(reaction.emoji))
            kinds.append(reaction.emoji);
    }
    for (const Emoji &kind : std::as_const(kinds)) {
        const QString shown = kind.isCustom() ? emojiName(kind) : kind.unicode;
        for (const Reaction &reaction : reactions) {
            if (reaction.emoji != kind)
                continue;
            const QString who
                = m_users.isMe(reaction.user) ? tr("You") : m_users.displayName(reaction.user);
            auto *item = new QListWidgetItem(QString(shown + u"  "_s + who), m_list);
            item->setData(Qt::AccessibleTextRole,
                          tr("%1: %2", "a person, an emoji's name").arg(who, emojiName(kind)));
        }
    }
    m_state->setVisible(reactions.isEmpty());
    m_state->setText(tr("Nobody has reacted any more."));
    m_list->setVisible(!reactions.isEmpty());
    if (m_list->count() > 0)
        m_list->setCurrentRow(0);
}

void ReactionsDialog::fail(const Error &error)
{
    m_state->setText(errorLine(error));
    m_state->setWordWrap(true);
}

} // namespace linnet::ui
