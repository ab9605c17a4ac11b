// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchmessages.h"

#include "api/pager.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

constexpr auto overlap = 10s;
constexpr int largestPage = 1000;

} // namespace

store::Coverage coverageOf(const MessageRange &range, const QList<Message> &messages, bool complete)
{
    store::Coverage coverage{.scope = range.scope, .from = range.after, .to = {}};
    const Timestamp end = range.before.isKnown() ? range.before - 1us : range.knownTo;
    const auto [oldest, newest] = std::minmax_element(
        messages.begin(), messages.end(),
        [](const Message &a, const Message &b) { return a.createTime < b.createTime; });
    if (messages.isEmpty()) {
        coverage.to = end;
    } else if (range.fromOldest) {
        // Others of the same microsecond may be on the next page.
        coverage.to = complete ? qMax(newest->createTime, end) : newest->createTime - 1us;
    } else {
        coverage.to = qMax(newest->createTime, end);
        if (!complete)
            coverage.from = oldest->createTime - 1us;
    }
    // An empty space is complete too.
    if (complete && messages.isEmpty() && !coverage.from.isKnown() && !coverage.to.isKnown())
        coverage.to = Timestamp(1);
    return coverage;
}

FetchMessages::FetchMessages(const Services &services, MessageRange range,
                             const api::CallOptions &options, QObject *parent)
    : Task(services, parent)
    , m_range(std::move(range))
    , m_options(options)
{
}

MessageRange FetchMessages::newest(const TimelineScope &scope, int limit, Timestamp knownTo)
{
    return {.scope = scope, .after = {}, .before = {}, .limit = limit, .knownTo = knownTo};
}

MessageRange FetchMessages::since(const TimelineScope &scope, Timestamp coveredTo, int limit,
                                  Timestamp knownTo)
{
    const Timestamp after = coveredTo > Timestamp(0) + overlap ? coveredTo - overlap : Timestamp();
    return {.scope = scope, .after = after, .before = {}, .limit = limit, .knownTo = knownTo};
}

MessageRange FetchMessages::older(const TimelineScope &scope, Timestamp from, int limit)
{
    // One more message than needed, but none of the same microsecond is lost.
    return {.scope = scope, .after = {}, .before = from + 2us, .limit = limit, .knownTo = {}};
}

MessageRange FetchMessages::newer(const TimelineScope &scope, Timestamp to, int limit,
                                  Timestamp knownTo)
{
    return {.scope = scope,
            .after = to,
            .before = {},
            .fromOldest = true,
            .limit = limit,
            .knownTo = knownTo};
}

api::ListMessages FetchMessages::request() const
{
    QStringList conditions;
    if (m_range.after.isKnown())
        conditions.append(u"create_time > \""_s + m_range.after.toString() + u'"');
    if (m_range.before.isKnown())
        conditions.append(u"create_time < \""_s + m_range.before.toString() + u'"');
    if (m_range.scope.isThread())
        conditions.append(u"thread.name = "_s + m_range.scope.thread.name());
    api::ListMessages request;
    request.parent = m_range.scope.space.name();
    if (!conditions.isEmpty())
        request.filter = conditions.join(u" AND "_s);
    request.orderBy = m_range.fromOldest ? u"createTime asc"_s : u"createTime desc"_s;
    request.pageSize = qBound(1, m_range.limit, largestPage);
    request.showDeleted = true;
    return request;
}

// The overlap alone is no progress: then the next page is needed.
bool FetchMessages::hasProgress() const
{
    const QList<Message> &messages = m_mapped.messages;
    if (m_range.fromOldest || !m_range.before.isKnown())
        return !messages.isEmpty();
    return std::any_of(messages.begin(), messages.end(), [this](const Message &message) {
        return message.createTime < m_range.before - 2us;
    });
}

void FetchMessages::start()
{
    api::Pager<api::ListMessages>::start(
        services().client, request(), context(),
        [this](const api::ListMessagesResponse &page) {
            for (const api::Message &message : page.messages)
                m_mapped.add(message);
            return hasProgress() ? api::PageFlow::Stop : api::PageFlow::More;
        },
        [this](const api::Result<api::PagesEnd> &end) {
            if (!end)
                fail(end.error());
            else
                store(end->complete);
        },
        m_options);
}

void FetchMessages::store(bool complete)
{
    m_coverage = coverageOf(m_range, m_mapped.messages, complete);
    m_mentionNames = m_mapped.mentionNames;
    m_count = int(m_mapped.messages.size());
    store::Batch batch{.asked = asked()};
    m_mapped.moveInto(batch);
    if (m_coverage.from < m_coverage.to)
        batch.coverage.append(m_coverage);
    services().store.apply(std::move(batch), context(), [this](const Result<ChangeSet> &changes) {
        if (!changes)
            return finish(changes.error());
        m_changes = *changes;
        finish();
    });
}

} // namespace linnet::sync
