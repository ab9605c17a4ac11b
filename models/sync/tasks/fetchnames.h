// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

#include <QHash>
#include <QSet>

namespace linnet::sync {

// Asks the directory for the names of people whom Chat left nameless, at most 200 at a time, and
// falls back to what others call them in an @mention (the service leaves displayName of people empty).
class FetchNames : public Task
{
    Q_OBJECT

public:
    static constexpr int most = 200;

    FetchNames(const Services &services, QList<UserId> people, QHash<UserId, QString> mentionNames,
               QObject *parent);

    void start() override;

    // Those who are still without a name after finished(), also after one with an error.
    [[nodiscard]] const QSet<UserId> &unnamed() const { return m_unnamed; }

private:
    void answered(const api::GetPeopleResponse &answer);
    void store(store::Batch batch, const std::optional<Error> &error);

    QHash<UserId, QString> m_mentionNames;
    QSet<UserId> m_unnamed;
};

} // namespace linnet::sync
