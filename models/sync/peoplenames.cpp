// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/peoplenames.h"

namespace linnet::sync {

namespace {

constexpr int mostHints = 5'000;

bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::PermissionDenied || error.kind == ErrorKind::ScopeMissing
        || error.kind == ErrorKind::ApiDisabled || error.kind == ErrorKind::NotFound
        || error.kind == ErrorKind::InvalidArgument;
}

} // namespace

PeopleNames::PeopleNames(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_budget(20, 10)
{
}

void PeopleNames::learn(const QHash<UserId, QString> &mentionNames)
{
    if (mentionNames.isEmpty())
        return;
    if (m_mentionNames.size() < mostHints)
        m_mentionNames.insert(mentionNames);
    m_due = true;
}

void PeopleNames::look()
{
    if (!m_due || m_task)
        return;
    m_due = false;
    // The nameless for good must not crowd out those who were not asked for.
    const int limit = FetchNames::most + int(m_unnamed.size());
    m_services.store.namelessUsers(limit, this, [this](const Result<QList<UserId>> &nameless) {
        if (nameless)
            sort(*nameless);
    });
}

void PeopleNames::sort(const QList<UserId> &nameless)
{
    QList<UserId> toAsk;
    store::Batch batch;
    for (const UserId &person : nameless) {
        if (!m_directoryRefused && !m_unnamed.contains(person)) {
            toAsk.append(person);
        } else if (const QString name = m_mentionNames.value(person); !name.isEmpty()) {
            User user;
            user.id = person;
            user.displayName = name;
            batch.users.append(user);
        }
    }
    if (!batch.users.isEmpty())
        m_services.store.apply(std::move(batch));
    if (!toAsk.isEmpty() && !m_task)
        ask(toAsk);
}

void PeopleNames::ask(const QList<UserId> &people)
{
    if (m_budget.take(1, m_services.environment.clock.now()) == 0) {
        m_due = true;
        return;
    }
    m_task = new FetchNames(m_services, people, m_mentionNames, this);
    connect(m_task, &Task::finished, this, [this, people](const std::optional<Error> &error) {
        m_unnamed.unite(m_task->unnamed());
        m_directoryRefused = m_directoryRefused || (error && isRefusal(*error));
        const bool more = people.size() > FetchNames::most;
        if (error && !isRefusal(*error))
            m_unnamed.subtract(m_task->unnamed()); // not answered: again another time
        m_task.clear();
        m_due = m_due || more || (error && !isRefusal(*error));
        if (more && !error)
            look();
    });
    m_task->start();
}

void PeopleNames::tryAgain()
{
    m_unnamed.clear();
    m_directoryRefused = false;
    m_due = true;
}

void PeopleNames::stop()
{
    if (m_task)
        m_task->abort();
    m_task.clear();
    m_due = true;
}

} // namespace linnet::sync
