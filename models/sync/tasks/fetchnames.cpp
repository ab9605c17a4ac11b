// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchnames.h"

#include "models/sync/mapping/usermapping.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

FetchNames::FetchNames(const Services &services, QList<UserId> people,
                       QHash<UserId, QString> mentionNames, QObject *parent)
    : Task(services, parent)
    , m_mentionNames(std::move(mentionNames))
    , m_unnamed(people.begin(), people.begin() + qMin<qsizetype>(people.size(), most))
{
}

void FetchNames::start()
{
    api::BatchGetPeople request;
    request.personFields = {u"names"_s, u"photos"_s, u"emailAddresses"_s};
    for (const UserId &person : std::as_const(m_unnamed))
        request.resourceNames.append(u"people/"_s + person.lastSegment());
    services().client.send(request, context(),
                           [this](const api::Result<api::GetPeopleResponse> &answer) {
                               if (answer)
                                   answered(*answer);
                               else
                                   store({}, toError(answer.error()));
                           },
                           {.lane = api::Lane::Background});
}

void FetchNames::answered(const api::GetPeopleResponse &answer)
{
    store::Batch batch;
    for (const api::PersonResponse &response : answer.responses) {
        if (!response.person)
            continue;
        const std::optional<User> user = toUser(*response.person);
        if (!user || !m_unnamed.contains(user->id))
            continue;
        batch.users.append(*user);
        if (!user->displayName.isEmpty())
            m_unnamed.remove(user->id);
    }
    store(std::move(batch), std::nullopt);
}

void FetchNames::store(store::Batch batch, const std::optional<Error> &error)
{
    for (auto it = m_unnamed.begin(); it != m_unnamed.end();) {
        const QString name = m_mentionNames.value(*it);
        if (name.isEmpty()) {
            ++it;
            continue;
        }
        User user;
        user.id = *it;
        user.displayName = name;
        batch.users.append(user);
        it = m_unnamed.erase(it);
    }
    if (batch.users.isEmpty())
        return finish(error);
    services().store.apply(std::move(batch), context(),
                           [this, error](const Result<ChangeSet> &changes) {
                               finish(changes ? error : std::optional(changes.error()));
                           });
}

} // namespace linnet::sync
