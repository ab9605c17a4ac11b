// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/threads/threadspage.h"

#include "models/domain/portsthreads.h"
#include "ui/people/peoplelist.h"
#include "ui/text/timewords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/listorwords.h"
#include "ui/window/paneheader.h"
#include "ui/window/services.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr auto between = std::chrono::seconds(2);
constexpr int most = 200;
} // namespace

ThreadsPage::ThreadsPage(const Services &services, Avatars &avatars, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(services.users, services.spaces, services.clock,
              [&services](Timestamp time) { return shortTime(time, services.clock.now()); })
    , m_header(new PaneHeader(services.theme, this))
    , m_list(new PeopleList(tr("Threads"), services.theme, avatars, this))
    , m_body(new ListOrWords(m_list, services.theme, this))
{
    setAccessibleName(tr("Your threads"));
    m_list->setModel(&m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addSpacing(metrics::unit);
    column->addWidget(m_body, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(between);
    connect(&m_soon, &QTimer::timeout, this, &ThreadsPage::refresh);
    connect(m_list, &PeopleList::chosen, this, [this](const QModelIndex &index) {
        const auto thread = index.data(items::ThreadModel::ThreadIdRole).value<ThreadId>();
        Q_EMIT threadRequested({spaceOf(thread), thread});
    });
    connect(m_body, &ListOrWords::actionClicked, this, &ThreadsPage::refresh);
    connect(&services.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    updateWords();
}

void ThreadsPage::refresh()
{
    m_soon.stop();
    m_services.threads->myThreads(
        most, this, [this](const Result<QList<MyThread>> &threads) { answered(threads); });
}

void ThreadsPage::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void ThreadsPage::apply(const ChangeSet &changes)
{
    const bool about
        = std::any_of(changes.messages.begin(), changes.messages.end(), [](const Message &message) {
              return message.threadReply || message.replyCount > 0;
          });
    if (about || !changes.removedSpaces.isEmpty())
        refreshSoon();
}

void ThreadsPage::answered(const Result<QList<MyThread>> &threads)
{
    m_error = threads ? std::optional<Error>() : threads.error();
    if (threads)
        m_model.setThreads(*threads);
    updateWords();
    if (m_focusWanted && isVisible())
        focusList();
    Q_EMIT unreadChanged(unreadThreads());
}

void ThreadsPage::updateWords()
{
    if (m_model.rowCount() > 0)
        m_body->showList();
    else if (m_error)
        m_body->showError(u"warning"_s, *m_error);
    else
        m_body->showWords(u"thread"_s, tr("No threads yet"),
                          tr("Threads in which you wrote or are mentioned are listed here."));
    const int unread = unreadThreads();
    m_header->setTexts(tr("Threads"),
                       unread > 0 ? tr("%n unread", "", unread)
                                  : tr("In which you wrote or are mentioned"));
}

void ThreadsPage::focusList()
{
    m_focusWanted = !m_body->isListShown();
    if (m_focusWanted)
        return; // once there are rows
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model.index(0));
    m_list->setFocus(Qt::TabFocusReason);
}

void ThreadsPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_services.theme.tokens().surface);
}

} // namespace linnet::ui
