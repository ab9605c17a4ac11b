// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portslookup.h"
#include "ui/media/pictureviewer.h"
#include "ui/rooms/room.h"
#include "ui/rooms/roomservices.h"

#include <QWidget>

class QPushButton;
class QStandardItemModel;

namespace linnet::ui {

class ListOrWords;
class PeopleList;
class Refusal;

// The files that were sent here, the latest first: see or save one, go to its message. Found by the
// service's search, page by page as one scrolls.
class FilesPage : public QWidget
{
    Q_OBJECT
public:
    // services.lookup may be missing: then nothing is found.
    FilesPage(const RoomServices &services, Room &room, QWidget *parent = nullptr);

    // Asks anew; what was found before is shown meanwhile.
    void ask();
    void focusList();

Q_SIGNALS:
    void pictureActivated(const QList<linnet::ui::Picture> &pictures, qsizetype at);
    void fileActivated(const linnet::Attachment &file);
    void saveRequested(const linnet::Attachment &file);
    // thread: where it is a reply, else empty.
    void messageRequested(const linnet::MessageId &message, const linnet::ThreadId &thread);

private:
    struct File
    {
        Picture file; // a picture or not
        ThreadId thread{}; // where its message is a reply
    };

    void clear();
    void askFor(const QString &page);
    void askAgain();
    void answered(const QString &page, const Result<MessageHits> &answer);
    void add(const Message &message);
    void askFurther();
    void updateState();
    void activate(const QModelIndex &index);
    void showMenu(const QModelIndex &index, const QPoint &at);

    const RoomServices m_services;
    Room &m_room;
    QList<File> m_files; // row by row
    QString m_page; // asked for last
    QString m_nextPage;
    Asked m_asked;
    int m_question = 0; // answers to former ones are dropped
    QStandardItemModel *m_model;
    PeopleList *m_list;
    ListOrWords *m_body;
    // Below a list of which a later page was refused.
    Refusal *m_refusal;
    QPushButton *m_again;
};

} // namespace linnet::ui
