// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/domain/result.h"
#include "models/domain/timeline.h"
#include "models/items/threadmodel.h"

#include <QTimer>
#include <QWidget>


namespace linnet {
class ThreadsPort;
}

namespace linnet::ui {

class Avatars;
class ListOrWords;
class PaneHeader;
class PeopleList;
struct Services;

// All threads the person is in, in the place of a timeline. Asks the port when it is told that
// something may be different, at most once in two seconds. GUI thread.
class ThreadsPage : public QWidget
{
    Q_OBJECT
public:
    // services.threads must be there.
    ThreadsPage(const Services &services, Avatars &avatars, QWidget *parent = nullptr);

    // Asks at once, later, or when a change is about a thread.
    void refresh();
    void refreshSoon();
    void apply(const ChangeSet &changes);
    [[nodiscard]] bool isDue() const { return m_soon.isActive(); }
    [[nodiscard]] int unreadThreads() const { return m_model.unreadThreads(); }
    [[nodiscard]] PaneHeader &header() { return *m_header; }
    // The list takes the keyboard, at once or when it has rows.
    void focusList();

Q_SIGNALS:
    void threadRequested(const linnet::TimelineScope &scope);
    void unreadChanged(int threads);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void answered(const Result<QList<MyThread>> &threads);
    void updateWords();

    const Services &m_services;
    items::ThreadModel m_model;
    PaneHeader *m_header;
    PeopleList *m_list;
    ListOrWords *m_body;
    std::optional<Error> m_error; // of the last answer
    QTimer m_soon;
    bool m_focusWanted = false; // by focusList(), before there were rows
};

} // namespace linnet::ui
