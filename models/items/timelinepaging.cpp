// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a TimelineModel: what it asks for, and what becomes of the answers.
#include "models/items/timelinemodel.h"

#include <algorithm>

namespace linnet::items {

namespace {

// The message that a spot means among those of its page: for a moment the first after it, or else
// the last there is. Empty: it is not there.
MessageId messageAt(const TimelineSpot &spot, const QList<Message> &messages)
{
    const auto is = [&spot](const Message &message) {
        return spot.message.isEmpty() ? message.isPending() || message.createTime > spot.time
                                      : message.id == spot.message;
    };
    const auto it = std::find_if(messages.begin(), messages.end(), is);
    if (it != messages.end())
        return it->id;
    return spot.message.isEmpty() && !messages.isEmpty() ? messages.constLast().id : MessageId();
}

} // namespace

void TimelineModel::open(const TimelineScope &scope, Timestamp lastReadTime)
{
    m_lastReadTime = lastReadTime;
    m_newUntil = m_clock.now();
    m_seenUpTo.reset();
    m_opening = true;
    restart(scope);
    requestNewest();
}

void TimelineModel::close()
{
    if (!isOpen())
        return;
    m_lastReadTime = Timestamp();
    m_seenUpTo.reset();
    restart(TimelineScope());
}

void TimelineModel::jumpToNewest()
{
    if (!isOpen() || m_atEnd)
        return;
    restart(TimelineScope(m_scope));
    requestNewest();
}

void TimelineModel::restart(const TimelineScope &scope)
{
    const bool wasAtEnd = std::exchange(m_atEnd, true);
    const bool another = scope != m_scope;
    // arrows: allow model-reset: another timeline, or its other end, not other content
    beginResetModel();
    ++m_generation;
    m_scope = scope;
    m_window.clear();
    if (another) {
        m_window.setHappenings({});
        m_happeningsTold = false;
    }
    m_window.setEdges(false, true);
    m_history = {HistoryState::Idle, std::nullopt, m_window.nextRevision()};
    m_loaded = false;
    m_loadingNewest = false;
    m_loadingNewer = false;
    m_visibleFirst.reset();
    m_visibleLast.reset();
    endResetModel();
    if (!wasAtEnd)
        Q_EMIT atEndChanged(true);
    setJumping(false);
}

void TimelineModel::requestNewest()
{
    m_loadingNewest = true;
    setHistory(HistoryState::Loading);
    m_port.newest(m_scope, m_limits.page, this,
                  [this, generation = m_generation](const Result<TimelinePage> &answer) {
                      if (generation == m_generation)
                          newestAnswered(answer);
                  });
}

void TimelineModel::newestAnswered(const Result<TimelinePage> &answer)
{
    m_loadingNewest = false;
    if (!answer) {
        setHistory(HistoryState::Failed, answer.error());
        if (m_opening)
            Q_EMIT opened();
        return;
    }
    m_loaded = true;
    takeHappenings(*answer);
    // What was there at opening is new, whatever this machine's clock says.
    for (const Message &message : answer->messages)
        m_newUntil = qMax(m_newUntil, message.createTime);
    // Rows that came one by one before the page may be far above it.
    if (!answer->messages.isEmpty()) {
        const int above = m_window.lowerBound(keyOf(answer->messages.constFirst()));
        if (above > 0)
            removeRange(0, above);
    }
    put(answer->messages);
    trim(Trim::Oldest);
    setHistory(answer->reachesStart ? HistoryState::Complete : HistoryState::Idle);
    if (std::exchange(m_opening, false))
        Q_EMIT opened();
}

bool TimelineModel::canRequestOlder() const
{
    return isOpen() && m_loaded && m_history.state == HistoryState::Idle && !m_window.isEmpty();
}

void TimelineModel::requestOlder()
{
    if (!isOpen()
        || (m_history.state != HistoryState::Idle && m_history.state != HistoryState::Failed))
        return;
    if (!m_loaded || m_window.isEmpty()) {
        requestNewest();
        return;
    }
    setHistory(HistoryState::Loading);
    const MessageKey before = m_window.keyAt(0);
    m_port.older(m_scope, before, m_limits.page, this,
                 [this, generation = m_generation, before](const Result<TimelinePage> &answer) {
                     if (generation == m_generation)
                         olderAnswered(answer, before);
                 });
}

void TimelineModel::olderAnswered(const Result<TimelinePage> &answer, const MessageKey &before)
{
    if (!answer) {
        setHistory(HistoryState::Failed, answer.error());
        return;
    }
    if (m_window.isEmpty() || m_window.keyAt(0) != before) {
        // The row that the page joins is no longer the first: there would be a hole.
        setHistory(HistoryState::Idle);
        return;
    }
    takeHappenings(*answer);
    put(answer->messages);
    setHistory(answer->reachesStart ? HistoryState::Complete : HistoryState::Idle);
    trim(Trim::Newest);
}

void TimelineModel::requestNewer()
{
    if (!isOpen() || m_atEnd || m_loadingNewer || m_window.isEmpty())
        return;
    m_loadingNewer = true;
    const MessageKey after = m_window.keyAt(m_window.count() - 1);
    m_port.newer(m_scope, after, m_limits.page, this,
                 [this, generation = m_generation, after](const Result<TimelinePage> &answer) {
                     if (generation == m_generation)
                         newerAnswered(answer, after);
                 });
}

void TimelineModel::newerAnswered(const Result<TimelinePage> &answer, const MessageKey &after)
{
    m_loadingNewer = false;
    if (!answer) {
        Q_EMIT newerFailed(answer.error());
        return;
    }
    if (newestKey() != after)
        return; // likewise
    takeHappenings(*answer);
    put(answer->messages);
    if (answer->reachesEnd)
        setAtEnd(true);
    trim(Trim::Oldest);
}

void TimelineModel::jumpTo(const TimelineSpot &spot)
{
    if (!isOpen())
        return;
    m_port.around(m_scope, spot, m_limits.page, this,
                  [this, spot, generation = m_generation,
                   jump = ++m_jump](const Result<TimelinePage> &answer) {
                      if (generation == m_generation && jump == m_jump)
                          aroundAnswered(answer, spot);
                  });
    setJumping(true);
}

void TimelineModel::aroundAnswered(const Result<TimelinePage> &answer, const TimelineSpot &spot)
{
    setJumping(false);
    if (!answer) {
        Q_EMIT notReached(spot, answer.error());
        return;
    }
    const MessageId found = messageAt(spot, answer->messages);
    if (found.isEmpty()) {
        Q_EMIT notReached(spot, Error{.kind = ErrorKind::NotFound});
        return;
    }
    // It may have come on its own meanwhile: then nothing else needs to move.
    if (!m_window.contains(found)) {
        restart(TimelineScope(m_scope));
        m_loaded = true;
        takeHappenings(*answer);
        setAtEnd(answer->reachesEnd);
        put(answer->messages);
        setHistory(answer->reachesStart ? HistoryState::Complete : HistoryState::Idle);
    }
    Q_EMIT reached(spot, found);
}

} // namespace linnet::items
