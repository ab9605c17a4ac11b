// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rooms/filespage.h"

#include "models/items/personroles.h"
#include "ui/people/peoplelist.h"
#include "ui/rooms/refusal.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/filewords.h"
#include "ui/widgets/listorwords.h"

#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

FilesPage::FilesPage(const RoomServices &services, Room &room, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_room(room)
    , m_model(new QStandardItemModel(this))
    , m_list(new PeopleList(tr("Files"), services.theme, services.avatars, this))
    , m_body(new ListOrWords(m_list, services.theme, this))
    , m_refusal(new Refusal(services.theme, this))
    , m_again(new QPushButton(tr("Try again"), this))
{
    m_list->setModel(m_model);
    auto *bottom = new QVBoxLayout;
    bottom->setContentsMargins(metrics::edge, metrics::group, metrics::edge, metrics::edge);
    bottom->addWidget(m_refusal);
    bottom->addWidget(m_again, 0, Qt::AlignRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::unit, 0, 0);
    column->addWidget(m_body, 1);
    column->addLayout(bottom);
    connect(m_list, &PeopleList::chosen, this, &FilesPage::activate);
    connect(m_list, &PeopleList::menuRequested, this, &FilesPage::showMenu);
    connect(m_body, &ListOrWords::actionClicked, this, &FilesPage::askAgain);
    connect(m_again, &QPushButton::clicked, this, &FilesPage::askAgain);
    connect(&room, &Room::opened, this, &FilesPage::clear);
    // Both, for a list that is not full yet has nothing to scroll.
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, &FilesPage::askFurther);
    connect(m_list->verticalScrollBar(), &QScrollBar::rangeChanged, this, &FilesPage::askFurther);
    updateState();
}

void FilesPage::focusList()
{
    if (m_body->isListShown())
        m_list->setFocus(Qt::TabFocusReason);
}

void FilesPage::clear()
{
    m_files.clear();
    m_model->clear();
    m_nextPage.clear();
    m_asked = {};
    ++m_question;
    updateState();
}

void FilesPage::ask()
{
    if (m_room.space().isEmpty() || m_asked.state == Asked::State::Waiting)
        return;
    askFor({});
}

void FilesPage::askFurther()
{
    const QScrollBar *bar = m_list->verticalScrollBar();
    if (m_asked.state == Asked::State::Known && !m_nextPage.isEmpty() && isVisible()
        && bar->value() + bar->pageStep() / 2 >= bar->maximum())
        askFor(m_nextPage);
}

void FilesPage::askFor(const QString &page)
{
    if (!m_services.lookup)
        return;
    m_page = page;
    m_asked = {Asked::State::Waiting};
    updateState();
    m_services.lookup->messages(
        {.space = m_room.space(), .hasFile = true}, page, this,
        [this, page, question = ++m_question](const Result<MessageHits> &answer) {
            if (question == m_question)
                answered(page, answer);
        });
}

void FilesPage::askAgain()
{
    askFor(m_page);
}

void FilesPage::answered(const QString &page, const Result<MessageHits> &answer)
{
    if (!answer) {
        m_asked = {Asked::State::Failed, answer.error()};
        updateState();
        return;
    }
    if (page.isEmpty()) {
        m_files.clear();
        m_model->clear();
    }
    m_asked = {Asked::State::Known};
    m_nextPage = answer->nextPage;
    for (const MessageHit &hit : answer->hits)
        add(hit.message);
    updateState();
    // A page may be empty and not the last one.
    QMetaObject::invokeMethod(this, &FilesPage::askFurther, Qt::QueuedConnection);
}

void FilesPage::add(const Message &message)
{
    const QString sender = m_services.users.displayName(message.sender);
    const QString time = shortTime(message.createTime, m_services.clock.now());
    for (const Attachment &attachment : message.attachments) {
        m_files.append({.file = {.attachment = attachment,
                                 .message = message.id,
                                 .sender = sender,
                                 .time = message.createTime},
                        .thread = message.threadReply ? message.thread : ThreadId()});
        const QString name = sanitised(attachment.contentName, 300);
        const QString kind = fileWords(attachment);
        auto *item = new QStandardItem(name);
        item->setEditable(false);
        item->setData(QVariant::fromValue(m_services.users.user(message.sender)),
                      items::PersonUserRole);
        item->setData(tr("%1 · %2", "kind of file, sender").arg(kind, sender),
                      items::PersonDetailRole);
        item->setData(time, items::PersonTagRole);
        item->setData(m_services.users.isExternal(message.sender), items::PersonOutsideRole);
        item->setData(
            tr("%1, %2, from %3, %4", "name, kind, sender, time").arg(name, kind, sender, time),
            Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
}

void FilesPage::updateState()
{
    const bool files = m_model->rowCount() > 0;
    const bool broken = files && m_asked.state == Asked::State::Failed;
    m_again->setVisible(broken);
    if (broken)
        m_refusal->say(*m_asked.error);
    else
        m_refusal->clear();
    if (files) {
        m_body->showList();
        return;
    }
    if (m_asked.state == Asked::State::Failed) {
        m_body->showError(u"file"_s, *m_asked.error);
    } else if (m_asked.state == Asked::State::Known && m_nextPage.isEmpty()) {
        m_body->showWords(u"file"_s, tr("No files yet"),
                          tr("What people send here is listed, the latest first. What apps post is "
                             "not found by Google's search."));
    } else {
        m_body->showProgress(u"file"_s, tr("Looking for files"));
    }
}

void FilesPage::activate(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const Picture &chosen = m_files.at(index.row()).file;
    if (!isPicture(chosen.attachment)) {
        Q_EMIT fileActivated(chosen.attachment);
        return;
    }
    // In the order of the conversation, as from its timeline.
    QList<Picture> pictures;
    qsizetype at = 0;
    for (auto file = m_files.crbegin(); file != m_files.crend(); ++file) {
        if (&file->file == &chosen)
            at = pictures.size();
        if (isPicture(file->file.attachment))
            pictures.append(file->file);
    }
    Q_EMIT pictureActivated(pictures, at);
}

void FilesPage::showMenu(const QModelIndex &index, const QPoint &at)
{
    if (!index.isValid())
        return;
    const File file = m_files.at(index.row());
    const QColor colour = m_services.theme.tokens().muted;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(u"image"_s, colour), tr("Open"), this,
                    [this, row = QPersistentModelIndex(index)] { activate(row); });
    if (file.file.attachment.source == AttachmentSource::Uploaded)
        menu->addAction(icon(u"download"_s, colour), tr("Save as…"), this,
                        [this, file] { Q_EMIT saveRequested(file.file.attachment); });
    menu->addAction(icon(u"chevron-right"_s, colour), tr("Go to the message"), this,
                    [this, file] { Q_EMIT messageRequested(file.file.message, file.thread); });
    menu->popup(at);
}

} // namespace linnet::ui
