// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversations/conversationpane.h"

#include "ui/banner/bannercontent.h"
#include "ui/conversations/conversationdelegate.h"
#include "ui/conversations/conversationlist.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/avatars.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/countedentry.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/listorwords.h"
#include "ui/window/commands.h"
#include "ui/window/paneheader.h"
#include "ui/window/services.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
const auto bird = u":/icons/app/im.linnet.Linnet-symbolic.svg"_s;
} // namespace

ConversationPane::ConversationPane(const Services &services, Avatars &avatars,
                                   const Commands &commands, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_avatars(avatars)
{
    m_proxy.setSourceModel(&services.spaces);
    build(commands);
    connect(m_list, &ConversationList::spaceChosen, this, &ConversationPane::chosen);
    connect(m_list, &ConversationList::spaceMenuRequested, this, &ConversationPane::menuRequested);
    connect(m_list, &ConversationList::typed, this, [this](const QString &text) {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->setText(text);
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterText(text);
        updateEmptyState();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (const SpaceId space = m_list->firstChoice(); !space.isEmpty()) {
            Q_EMIT chosen(space);
            m_search->clear();
        }
    });
    connect(commands.action(CommandId::UnreadOnly), &QAction::toggled, this, [this](bool on) {
        m_proxy.setUnreadOnly(on);
        updateEmptyState();
    });
    connect(m_body, &ListOrWords::actionClicked, this,
            [this, only = commands.action(CommandId::UnreadOnly)] {
                m_search->clear();
                only->setChecked(false);
            });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_proxy, signal, this, &ConversationPane::updateEmptyState);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &ConversationPane::updateEmptyState);
    connect(&services.users, &items::UserTable::changed, this, &ConversationPane::updateAccount);
    connect(&avatars, &Avatars::changed, this, &ConversationPane::refresh);
    connect(&services.theme, &Theme::changed, this, &ConversationPane::restyle);
    restyle();
    updateAccount();
    updateEmptyState();
    setStatus({});
}

void ConversationPane::build(const Commands &commands)
{
    const Theme &theme = m_services.theme;
    m_account = new QToolButton(this);
    m_account->setAutoRaise(true);
    m_account->setIconSize(QSize(metrics::smallAvatar, metrics::smallAvatar));
    m_account->setFixedSize(36, 36);
    m_account->setPopupMode(QToolButton::InstantPopup);
    m_account->setFocusPolicy(Qt::TabFocus);

    m_search = new QLineEdit(this);
    m_search->setAccessibleName(tr("Search"));
    m_search->setPlaceholderText(tr("Find a conversation"));
    m_search->setToolTip(plainToolTip(tr("Find a conversation (%1)")
                                          .arg(commands.action(CommandId::FocusSearch)
                                                   ->shortcut()
                                                   .toString(QKeySequence::NativeText))));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);

    m_unreadOnly = new IconButton(u"filter"_s, tr("Show unread only"), theme, this);
    m_unreadOnly->follow(commands.action(CommandId::UnreadOnly));

    m_new = new IconButton(u"plus"_s, tr("New conversation"), theme, this);
    m_new->follow(commands.action(CommandId::NewConversation));
    m_new->setVisible(m_services.rooms);

    m_threads = new CountedEntry(u"thread"_s, commands.action(CommandId::ShowThreads), theme, this);
    m_threads->setVisible(m_services.threads);

    m_list = new ConversationList(m_proxy, theme, this);
    m_list->setItemDelegate(
        new ConversationDelegate(theme, m_avatars, m_services.users, m_services.clock, m_list));
    m_body = new ListOrWords(m_list, theme, this);

    m_statusLine = new PlainLabel(this);
    m_statusLine->setElideMode(Qt::ElideRight);
    // A description, not a name: a name would be read in the place of the words.
    m_statusLine->setAccessibleDescription(tr("State of the account"));

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, metrics::group, 0);
    bar->setSpacing(metrics::unit);
    bar->addWidget(m_account);
    bar->addSpacing(metrics::unit);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_unreadOnly);
    bar->addWidget(m_new);
    auto *top = new QWidget(this);
    top->setFixedHeight(PaneHeader::standardHeight);
    top->setLayout(bar);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(top);
    column->addWidget(m_threads);
    column->addWidget(m_body, 1);
    m_statusLine->setContentsMargins(metrics::edge, 7, metrics::edge, 8);
    column->addWidget(m_statusLine);
    setTabOrder(m_account, m_search);
    setTabOrder(m_search, m_unreadOnly);
    setTabOrder(m_unreadOnly, m_new);
    setTabOrder(m_new, m_threads);
    setTabOrder(m_threads, m_list);
}

void ConversationPane::setOpenSpace(const SpaceId &space)
{
    m_proxy.setCurrent(space);
    m_list->setOpenSpace(space);
}

void ConversationPane::setStatus(const AccountStatus &status)
{
    m_status = status;
    m_statusLine->setText(statusWords(status, m_services.clock.now()));
    updateEmptyState();
}

void ConversationPane::setUnreadThreads(int threads)
{
    m_threads->setCount(threads, tr("%n unread", "", threads));
}

void ConversationPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool ConversationPane::leaveSearch()
{
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    return true;
}

void ConversationPane::refresh()
{
    m_statusLine->setText(statusWords(m_status, m_services.clock.now()));
    m_list->viewport()->update();
    updateAccount();
}

void ConversationPane::updateAccount()
{
    const items::UserTable &users = m_services.users;
    const User me = users.user(users.me());
    m_account->setIcon(QIcon(m_avatars.person(me, metrics::smallAvatar, devicePixelRatioF())));
    const QString label = me.displayName.isEmpty()
        ? tr("Account and settings")
        : tr("Account and settings: %1").arg(sanitised(me.displayName, 100));
    m_account->setAccessibleName(label);
    m_account->setToolTip(
        plainToolTip(me.email.isEmpty() ? label : QString(label + u'\n' + me.email)));
}

void ConversationPane::updateEmptyState()
{
    const bool any = m_services.spaces.rowCount() > 0;
    if (m_proxy.rowCount() > 0) {
        m_body->showList();
        return;
    }
    if (any && !m_search->text().isEmpty()) {
        m_body->showWords(u"search"_s, tr("No conversation found"),
                          tr("No name matches “%1”.").arg(m_search->text()), tr("Clear search"));
    } else if (any) {
        m_body->showWords(u"check-all"_s, tr("All read"), tr("There is nothing new."),
                          tr("Show all"));
    } else if (m_status.connection == Connection::Online) {
        m_body->showWords(bird, tr("No conversations yet"),
                          tr("Conversations you start or join appear here."));
    } else if (m_status.error) {
        m_body->showWords(u"offline"_s, tr("Nothing to show yet"),
                          tr("Your conversations appear here once Google Chat can be reached."));
    } else {
        m_body->showProgress(bird, tr("Fetching your conversations"), m_status.progress,
                             m_status.progressTotal);
    }
}

void ConversationPane::restyle()
{
    const Theme &theme = m_services.theme;
    m_searchIcon->setIcon(icon(u"search"_s, theme.tokens().muted));
    m_statusLine->setFont(theme.font(TextSize::Meta));
    QPalette muted = theme.palette();
    muted.setColor(QPalette::WindowText, theme.tokens().muted);
    m_statusLine->setPalette(muted);
    updateAccount();
    update();
}

bool ConversationPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            m_list->setFocus(Qt::TabFocusReason);
            if (m_proxy.rowCount() > 0)
                m_list->setCurrentIndex(m_proxy.index(0, 0));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConversationPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = m_services.theme.tokens();
    painter.fillRect(rect(), t.sunken);
    painter.fillRect(QRect(0, PaneHeader::standardHeight - 1, width(), 1), t.border);
    painter.fillRect(QRect(0, m_statusLine->y(), width(), 1), t.border);
}

} // namespace linnet::ui
