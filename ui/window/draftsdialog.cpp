// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/draftsdialog.h"

#include "models/domain/compose.h"
#include "models/items/spacelistmodel.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/window/draftdelegate.h"
#include "ui/window/services.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QListWidget>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;
using linnet::items::SpaceListModel;

namespace linnet::ui {

namespace {

constexpr int scopeRole = Qt::UserRole + 1;
constexpr int textRole = Qt::UserRole + 2; // of what can only be copied
constexpr int longestShown = 200;

QString shown(const QString &text)
{
    return sanitised(text, longestShown).simplified();
}

} // namespace

DraftsDialog::DraftsDialog(const Services &services, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_list(new QListWidget(this))
    , m_empty(new EmptyState(services.theme, this))
{
    setObjectName(u"draftsDialog"_s);
    setWindowTitle(tr("Drafts and outbox"));
    m_list->setAccessibleName(tr("Drafts and outbox"));
    m_list->setItemDelegate(new DraftDelegate(services.theme, m_list));
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->set(u"drafts"_s, tr("Nothing waits"),
                 tr("What you begin to write and do not send is found here."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_copy = buttons->addButton(tr("Copy text"), QDialogButtonBox::ActionRole);
    m_copy->setAutoDefault(false);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_list->currentItem()->data(textRole).toString());
    });
    connect(m_list, &QListWidget::currentItemChanged, this, &DraftsDialog::updateCopy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_list, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(buttons);
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        const auto scope = item->data(scopeRole).value<TimelineScope>();
        if (scope.space.isEmpty())
            return;
        Q_EMIT chosen(scope);
        accept();
    });
    connect(m_list, &QListWidget::itemClicked, m_list, &QListWidget::itemActivated);
    const SpaceListModel &spaces = services.spaces;
    connect(&spaces, &QAbstractItemModel::dataChanged, this, &DraftsDialog::ask);
    connect(&spaces, &QAbstractItemModel::rowsInserted, this, &DraftsDialog::ask);
    connect(&spaces, &QAbstractItemModel::rowsRemoved, this, &DraftsDialog::ask);
    resize(520, 440);
    fill();
    ask();
}

void DraftsDialog::ask()
{
    m_services.drafts.drafts(this, [this](const Result<QList<ListedDraft>> &drafts) {
        if (!drafts)
            return;
        m_drafts = *drafts;
        std::sort(m_drafts.begin(), m_drafts.end(), [](const auto &a, const auto &b) {
            return std::tuple(a.draft.scope.space.name(), a.draft.scope.thread.name())
                < std::tuple(b.draft.scope.space.name(), b.draft.scope.thread.name());
        });
        fill();
    });
}

void DraftsDialog::updateCopy()
{
    const QListWidgetItem *item = m_list->currentItem();
    m_copy->setVisible(item && !item->data(textRole).toString().isEmpty());
}

// Without markup.
QString DraftsDialog::whole(const QString &markup) const
{
    const items::UserTable &users = m_services.users;
    return plainText(composedFrom(
        markup, {[&users](const UserId &user) { return users.displayName(user); }, {}}));
}

QString DraftsDialog::plain(const QString &markup) const
{
    return shown(whole(markup));
}

QStringList DraftsDialog::words(const ListedDraft &listed) const
{
    QStringList what;
    const WrittenDraft &draft = listed.draft;
    const DraftBeside &beside = draft.beside;
    if (listed.failed > 0)
        what << tr("%n not sent", nullptr, listed.failed);
    if (listed.queued > 0)
        what << tr("%n waiting to be sent", nullptr, listed.queued);
    if (!draft.text.isEmpty())
        what << tr("Draft: %1").arg(plain(draft.text));
    if (!beside.editing.isEmpty())
        what << tr("Being changed: %1").arg(plain(beside.edited));
    QStringList names;
    for (const OutgoingFile &file : beside.files)
        names << shown(file.name);
    if (!names.isEmpty())
        what << tr("With %1", "files").arg(names.join(u", "_s));
    if (beside.quote) {
        const QString quoted = plain(beside.quotedText);
        what << (beside.quote->type == QuoteType::Forward ? tr("Forwarding: %1").arg(quoted)
                                                          : tr("Quoting: %1").arg(quoted));
    }
    return what;
}

// A thread is known by what it begins with.
QString DraftsDialog::about(const ListedDraft &thread) const
{
    QString root;
    if (thread.root && !thread.root->isDeleted())
        root = plain(previewOf(*thread.root));
    if (root.isEmpty())
        return tr("In a thread");
    const QString sender = shown(m_services.users.displayName(thread.root->sender));
    return sender.isEmpty() ? tr("In the thread \u201c%1\u201d").arg(root)
                            : tr("In the thread of %1: %2").arg(sender, root);
}

QListWidgetItem *DraftsDialog::addRow(const TimelineScope &scope, const QString &title,
                                      const QString &about, const QStringList &what)
{
    QStringList all{title, about, what.join(u" \u00b7 "_s)};
    auto *item = new QListWidgetItem(m_list);
    item->setData(DraftDelegate::Title, title);
    item->setData(DraftDelegate::About, about);
    item->setData(DraftDelegate::Words, all.last());
    item->setData(DraftDelegate::IconName, about.isEmpty() ? u"drafts"_s : u"thread"_s);
    all.removeAll(QString());
    item->setData(Qt::AccessibleTextRole, all.join(tr(". ", "between parts of a sentence")));
    item->setToolTip(plainToolTip(all.join(u'\n')));
    item->setData(scopeRole, QVariant::fromValue(scope));
    return item;
}

// The conversation before its threads: they are sorted so.
void DraftsDialog::addRows(const Conversation &conversation)
{
    const QString title = shown(m_services.spaces.titleOf(conversation));
    for (const ListedDraft &each : std::as_const(m_drafts)) {
        const TimelineScope &scope = each.draft.scope;
        if (scope.space != conversation.space.id)
            continue;
        QListWidgetItem *item
            = addRow(scope, title, scope.isThread() ? about(each) : QString(), words(each));
        item->setData(DraftDelegate::Urgent, each.failed > 0);
        if (each.failed > 0)
            item->setData(DraftDelegate::IconName, u"failed"_s);
        else if (each.queued > 0)
            item->setData(DraftDelegate::IconName, u"pending"_s);
    }
}

void DraftsDialog::fill()
{
    const int row = m_list->currentRow();
    m_list->clear();
    QSet<SpaceId> known;
    for (int i = 0; i < m_services.spaces.rowCount(); ++i) {
        known.insert(m_services.spaces.at(i)->space.id);
        addRows(*m_services.spaces.at(i));
    }
    // What was written stays to be read.
    for (const ListedDraft &each : std::as_const(m_drafts)) {
        if (known.contains(each.draft.scope.space) || each.draft.isEmpty())
            continue;
        QStringList texts{whole(each.draft.text), whole(each.draft.beside.edited)};
        texts.removeAll(QString());
        addRow({}, tr("A conversation you are not in any more"), {}, words(each))
            ->setData(textRole, texts.join(u"\n\n"_s));
    }
    m_list->setVisible(m_list->count() > 0);
    m_empty->setVisible(m_list->count() == 0);
    if (m_list->count() > 0)
        m_list->setCurrentRow(qBound(0, row, m_list->count() - 1));
    updateCopy();
}

} // namespace linnet::ui
