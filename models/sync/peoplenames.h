// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/rhythm.h"
#include "models/sync/tasks/fetchnames.h"

#include <QPointer>

namespace linnet::sync {

// Finds names for people whom the cache knows without one: the directory once in a run for each,
// else what others call them.
class PeopleNames : public QObject
{
    Q_OBJECT

public:
    PeopleNames(const Services &services, QObject *parent);

    // The texts of @mentions that came by.
    void learn(const QHash<UserId, QString> &mentionNames);
    // Looks for nameless people, unless nothing was learnt or stored since the last time.
    void look();
    void markDue() { m_due = true; }
    // Those too who had no name or could not be asked for.
    void tryAgain();
    void stop();

private:
    void sort(const QList<UserId> &nameless);
    void ask(const QList<UserId> &people);

    Services m_services;
    QHash<UserId, QString> m_mentionNames;
    QSet<UserId> m_unnamed; // asked for in vain
    Budget m_budget;
    QPointer<FetchNames> m_task;
    bool m_due = true;
    bool m_directoryRefused = false;
};

} // namespace linnet::sync
