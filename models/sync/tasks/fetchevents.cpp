// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchevents.h"

#include "api/pager.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

// More reactions than this within one poll are left to the next listing of the messages.
constexpr int mostAsked = 20;

} // namespace

QString spaceEventFilter(Timestamp after)
{
    static const QStringList kinds{
        u"message.v1.created"_s,    u"message.v1.updated"_s,    u"message.v1.deleted"_s,
        u"membership.v1.created"_s, u"membership.v1.updated"_s, u"membership.v1.deleted"_s,
        u"reaction.v1.created"_s,   u"reaction.v1.deleted"_s,   u"space.v1.updated"_s,
    };
    QStringList terms;
    for (const QString &kind : kinds)
        terms.append(u"event_types:\"google.workspace.chat."_s + kind + u'"');
    return u"start_time=\""_s + after.toString() + u"\" AND ("_s + terms.join(u" OR "_s) + u')';
}

FetchEvents::FetchEvents(const Services &services, SpaceId space, Timestamp after,
                         QSet<QString> known, QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
    , m_after(after)
    , m_known(std::move(known))
{
}

void FetchEvents::start()
{
    api::ListSpaceEvents request;
    request.parent = m_space.name();
    request.filter = spaceEventFilter(m_after);
    api::Pager<api::ListSpaceEvents>::start(
        services().client, request, context(),
        [this](const api::ListSpaceEventsResponse &page) {
            for (const api::SpaceEvent &event : page.spaceEvents) {
                const QString name = event.name.value_or(QString());
                m_names.insert(name);
                if (!m_known.contains(name))
                    m_events.append(event);
            }
            return api::PageFlow::More;
        },
        [this](const api::Result<api::PagesEnd> &end) {
            if (!end)
                fail(end.error());
            else
                store();
        });
}

void FetchEvents::store()
{
    m_busy = !m_events.isEmpty();
    if (!m_busy)
        return finish();
    MappedEvents mapped = toEvents(m_events, m_me);
    m_mentionNames = std::move(mapped.mentionNames);
    m_membersChanged = mapped.membersChanged;
    m_toAsk = mapped.reactionsChanged.values();
    m_newest = mapped.newest;
    if (m_newest.isKnown()) {
        mapped.batch.eventCursors.append({m_space, m_newest});
        // Whatever was written in between was told. With the overlap this touches what was
        // covered before; if not, it is a stretch of its own, and the gap stays known.
        if (m_after < m_newest)
            mapped.batch.coverage.append({{m_space, ThreadId()}, m_after, m_newest});
    }
    services().store.apply(std::move(mapped.batch), context(),
                           [this](const Result<ChangeSet> &changes) {
                               if (!changes)
                                   return finish(changes.error());
                               if (m_toAsk.size() > mostAsked)
                                   m_toAsk.resize(mostAsked);
                               askNextMessage();
                           });
}

void FetchEvents::askNextMessage()
{
    if (m_toAsk.isEmpty())
        return finish();
    api::GetMessage request;
    request.name = m_toAsk.takeFirst().name();
    services().client.send(request, context(), [this](const api::Result<api::Message> &answer) {
        // A message that is gone by now has its own event.
        if (!answer)
            return answer.error().isNetwork() ? fail(answer.error()) : askNextMessage();
        MappedMessages mapped = toMessages({*answer});
        store::Batch batch;
        mapped.moveInto(batch);
        services().store.apply(std::move(batch), context(),
                               [this](const Result<ChangeSet> &) { askNextMessage(); });
    });
}

} // namespace linnet::sync
