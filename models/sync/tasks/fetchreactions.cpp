// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchreactions.h"

#include "api/pager.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/reactionmapping.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

FetchReactions::FetchReactions(const Services &services, store::ReactionQuestion question,
                               UserId me, QObject *parent)
    : Task(services, parent)
    , m_question(std::move(question))
    , m_me(std::move(me))
{
}

void FetchReactions::start()
{
    switch (m_question.about) {
    case store::ReactionQuestion::About::Own:
        return askOwn();
    case store::ReactionQuestion::About::Counts:
        return askCounts();
    }
}

void FetchReactions::askOwn()
{
    api::ListReactions request;
    request.parent = m_question.message.name();
    request.filter = u"user.name = \""_s + m_me.name() + u'"';
    request.pageSize = 200;
    auto own = std::make_shared<store::OwnReactions>();
    own->message = m_question.message;
    api::Pager<api::ListReactions>::start(
        services().client, request, context(),
        [own](const api::ListReactionsResponse &page) {
            for (const api::Reaction &wire : page.reactions) {
                if (const auto emoji = wire.emoji ? toEmoji(*wire.emoji) : std::nullopt)
                    own->emojis.append(*emoji);
            }
            return api::PageFlow::More;
        },
        [this, own](const api::Result<api::PagesEnd> &end) {
            if (!end)
                return refused(end.error());
            store::Batch batch;
            batch.ownReactions.append(*own);
            store(std::move(batch));
        },
        {.lane = api::Lane::Background});
}

void FetchReactions::askCounts()
{
    api::GetMessage request;
    request.name = m_question.message.name();
    services().client.send(request, context(),
                           [this](const api::Result<api::Message> &answer) {
                               if (!answer)
                                   return refused(answer.error());
                               MappedMessages mapped = toMessages({*answer});
                               store::Batch batch;
                               mapped.moveInto(batch);
                               // Who it was, the events have told.
                               batch.reactionsFollowed = true;
                               store(std::move(batch));
                           },
                           {.lane = api::Lane::Background});
}

void FetchReactions::store(store::Batch batch)
{
    batch.asked = asked();
    batch.reactionsAnswered.append(m_question);
    services().store.apply(std::move(batch), context(), [this](const Result<ChangeSet> &changes) {
        finish(changes ? std::nullopt : std::optional(changes.error()));
    });
}

void FetchReactions::refused(const api::Error &error)
{
    const Error what = toError(error);
    if (what.kind != ErrorKind::NotFound && what.kind != ErrorKind::PermissionDenied
        && what.kind != ErrorKind::InvalidArgument)
        return finish(what);
    store({});
}

} // namespace linnet::sync
