// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/openconversation.h"

#include "models/sync/mapping/spacemapping.h"

#include <algorithm>

namespace linnet::sync {

namespace {

constexpr qsizetype mostOthersCached = 8; // Conversation::others has no more
constexpr qsizetype mostPeople = 49; // of one setup

QSet<UserId> setOf(const QList<UserId> &people)
{
    return QSet<UserId>(people.begin(), people.end());
}

} // namespace

OpenConversation::OpenConversation(const Services &services, QList<UserId> people, QObject *parent)
    : Task(services, parent)
    , m_people(std::move(people))
{
    std::sort(m_people.begin(), m_people.end());
    m_people.erase(std::unique(m_people.begin(), m_people.end()), m_people.end());
}

void OpenConversation::start()
{
    services().store.ownUser(context(), [this](const Result<UserId> &me) {
        if (me)
            m_people.removeAll(*me);
        if (m_people.isEmpty() || m_people.size() > mostPeople)
            return finish(errorOf(ErrorKind::InvalidArgument));
        services().store.conversations(
            context(), [this](const Result<QList<Conversation>> &conversations) {
                seekCached(conversations.value_or(QList<Conversation>()));
            });
    });
}

void OpenConversation::seekCached(const QList<Conversation> &conversations)
{
    const SpaceType type = isDirect() ? SpaceType::DirectMessage : SpaceType::GroupChat;
    const QSet<UserId> wanted = setOf(m_people);
    if (m_people.size() < mostOthersCached) {
        for (const Conversation &conversation : conversations) {
            if (conversation.space.type == type && setOf(conversation.others) == wanted) {
                m_space = conversation.space.id;
                return finish();
            }
        }
    }
    seek();
}

void OpenConversation::seek()
{
    if (isDirect()) {
        services().client.send(api::FindDirectMessage{.name = m_people.constFirst().name()},
                               context(), [this](const api::Result<api::Space> &answer) {
                                   if (answer)
                                       return found(*answer);
                                   if (answer.error().kind == api::Error::Kind::NotFound)
                                       return create();
                                   fail(answer.error());
                               });
        return;
    }
    api::FindGroupChats request{.pageSize = 30, .spaceView = api::SpaceView::Expanded};
    for (const UserId &person : std::as_const(m_people))
        request.users.append(person.name());
    services().client.send(
        request, context(), [this](const api::Result<api::FindGroupChatsResponse> &answer) {
            if (!answer)
                return fail(answer.error());
            // Several chats of the same people: the one they use.
            const auto best = std::max_element(
                answer->spaces.begin(), answer->spaces.end(), [](const auto &a, const auto &b) {
                    const auto activity = [](const api::Space &space) {
                        const auto mapped = toSpace(space);
                        return mapped ? mapped->lastActiveTime.microseconds() : qint64(-1);
                    };
                    return activity(a) < activity(b);
                });
            if (best == answer->spaces.end() || !toSpace(*best))
                return create();
            found(*best);
        });
}

void OpenConversation::create()
{
    api::SetUpSpace request{
        .requestId = QString::fromLatin1(services().environment.random.urlSafe(18)),
        .space = api::Space{.spaceType = isDirect() ? api::SpaceType::DirectMessage
                                                    : api::SpaceType::GroupChat}};
    for (const UserId &person : std::as_const(m_people)) {
        request.memberships.append(
            {.member = api::User{.name = person.name(), .type = api::UserType::Human}});
    }
    services().client.send(request, context(), [this](const api::Result<api::Space> &answer) {
        if (!answer)
            return fail(answer.error());
        found(*answer);
    });
}

void OpenConversation::found(const api::Space &wire)
{
    const std::optional<Space> space = toSpace(wire);
    if (!space)
        return finish(errorOf(ErrorKind::BadAnswer));
    m_space = space->id;
    store::Batch batch;
    batch.spaces.append(*space);
    for (const UserId &person : std::as_const(m_people)) {
        // A mail address stands for somebody whose id is not known yet: the members tell.
        if (!person.name().contains(u'@'))
            batch.memberships.append({.space = space->id, .user = person});
    }
    // A cache that cannot be written does not undo what the service did.
    services().store.apply(std::move(batch), context(),
                           [this](const Result<ChangeSet> &) { finish(); });
}

} // namespace linnet::sync
