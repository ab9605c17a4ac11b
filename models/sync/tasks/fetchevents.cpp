// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchevents.h"

#include "models/sync/mapping/wiretime.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

constexpr int pageSize = 1000;

// Messages whose creation is among the events: everything that ever happened to them is told.
QSet<MessageId> createdIn(const QList<api::SpaceEvent> &events)
{
    QSet<MessageId> created;
    const auto add = [&created](const auto &data) {
        if (data.message && data.message->name)
            created.insert(MessageId(*data.message->name));
    };
    for (const api::SpaceEvent &event : events) {
        if (event.messageCreatedEventData)
            add(*event.messageCreatedEventData);
        if (event.messageBatchCreatedEventData) {
            for (const auto &one : event.messageBatchCreatedEventData->messages)
                add(one);
        }
    }
    return created;
}

} // namespace

QString spaceEventFilter(Timestamp after)
{
    static const QStringList kinds{
        u"message.v1.created"_s,    u"message.v1.updated"_s,    u"message.v1.deleted"_s,
        u"membership.v1.created"_s, u"membership.v1.updated"_s, u"membership.v1.deleted"_s,
        u"reaction.v1.created"_s,   u"reaction.v1.deleted"_s,   u"space.v1.updated"_s,
    };
    return spaceEventFilter(after, kinds);
}

QString spaceEventFilter(Timestamp after, const QStringList &kinds)
{
    QStringList terms;
    for (const QString &kind : kinds)
        terms.append(u"event_types:\"google.workspace.chat."_s + kind + u'"');
    return u"start_time=\""_s + after.toString() + u"\" AND ("_s + terms.join(u" OR "_s) + u')';
}

FetchEvents::FetchEvents(const Services &services, EventsRequest request, QObject *parent)
    : Task(services, parent)
    , m_request(std::move(request))
{
}

void FetchEvents::start()
{
    api::ListSpaceEvents request;
    request.parent = m_request.space.name();
    request.filter = spaceEventFilter(m_request.after);
    request.pageSize = pageSize;
    api::Pager<api::ListSpaceEvents>::start(
        services().client, request, context(),
        [this](const api::ListSpaceEventsResponse &page) { return take(page); },
        [this](const api::Result<api::PagesEnd> &end) {
            // Of a further page only the token can be wrong: it has expired. What was told counts,
            // and the next question begins a new listing there.
            const bool expired
                = !end && m_begun && end.error().kind == api::Error::Kind::InvalidArgument;
            if (!end && !expired)
                return fail(end.error());
            m_complete = end && end->complete;
            store();
        },
        m_request.options);
}

api::PageFlow FetchEvents::take(const api::ListSpaceEventsResponse &page)
{
    m_begun = true;
    const qsizetype before = m_events.size();
    for (const api::SpaceEvent &event : page.spaceEvents) {
        const QString name = event.name.value_or(QString());
        m_told.append({name, toTimestamp(event.eventTime)});
        if (!m_request.known.contains(name))
            m_events.append(event);
    }
    // A page of the overlap alone brings nothing further.
    if (m_events.size() > before)
        --m_request.pages;
    return m_request.pages > 0 ? api::PageFlow::More : api::PageFlow::Stop;
}

// Whatever was written in between was told. With the overlap this touches what was covered before;
// if not, it is a stretch of its own, and the gap stays known.
void FetchEvents::addCoverage(store::Batch &batch) const
{
    // Others of the same microsecond may be on the next page.
    const Timestamp to = m_complete ? m_newest : m_newest - 1us;
    if (m_request.coveredFrom < to)
        batch.coverage.append({{m_request.space, ThreadId()}, m_request.coveredFrom, to});
}

void FetchEvents::addReactions(const MappedEvents &mapped, store::Batch &batch)
{
    batch.reactionsFollowed = true;
    batch.reactionsTold = createdIn(m_events);
    m_reactionsChanged = !mapped.reactionsChanged.isEmpty();
    QSet<MessageId> uncounted = mapped.reactionsChanged;
    // A payload is the latest state of its message, with the latest counts.
    for (const Message &message : batch.messages)
        uncounted.remove(message.id);
    batch.reactionsToCount = uncounted.values();
}

void FetchEvents::store()
{
    Timestamp last;
    for (const auto &[name, time] : std::as_const(m_told))
        last = qMax(last, time);
    for (const auto &[name, time] : std::as_const(m_told)) {
        if (time + eventOverlap >= last)
            m_names.insert(name);
    }
    m_told.clear();
    if (m_events.isEmpty())
        return finish();
    MappedEvents mapped = toEvents(m_events, m_request.me);
    m_mentionNames = std::move(mapped.mentionNames);
    m_membersChanged = mapped.membersChanged;
    m_newest = mapped.newest;
    store::Batch batch = std::move(mapped.batch);
    // With the cursor: it does not come here again.
    if (m_membersChanged)
        batch.membersDue.append(m_request.space);
    addReactions(mapped, batch);
    if (m_newest.isKnown()) {
        batch.eventCursors.append({m_request.space, m_newest});
        addCoverage(batch);
    }
    services().store.apply(std::move(batch), context(), [this](const Result<ChangeSet> &changes) {
        finish(changes ? std::nullopt : std::optional(changes.error()));
    });
}

} // namespace linnet::sync
