// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/pollspaces.h"

#include "api/pager.h"
#include "models/sync/mapping/spacemapping.h"

namespace linnet::sync {

namespace {

size_t fingerprintOf(const Space &space)
{
    return qHashMulti(0, space.id, int(space.type), space.displayName, space.description, space.uri,
                      space.createTime.microseconds(), space.lastActiveTime.microseconds(),
                      int(space.threading), int(space.history), space.appDirectMessage,
                      space.externalUserAllowed, space.memberCount);
}

} // namespace

PollSpaces::PollSpaces(const Services &services, SpaceFingerprints before,
                       const api::CallOptions &options, QObject *parent)
    : Task(services, parent)
    , m_before(std::move(before))
    , m_options(options)
{
}

void PollSpaces::start()
{
    api::ListSpaces request;
    request.pageSize = 1000;
    api::Pager<api::ListSpaces>::start(
        services().client, request, context(),
        [this](const api::ListSpacesResponse &page) {
            take(page);
            return api::PageFlow::More;
        },
        [this](const api::Result<api::PagesEnd> &end) {
            if (!end) {
                fail(end.error());
            } else {
                m_pages = end->pages;
                store();
            }
        },
        m_options);
}

void PollSpaces::take(const api::ListSpacesResponse &page)
{
    store::Batch arrived;
    for (const api::Space &wire : page.spaces) {
        const std::optional<Space> space = toSpace(wire);
        if (!space)
            continue;
        const size_t fingerprint = fingerprintOf(*space);
        m_after.insert(space->id, fingerprint);
        if (m_before.isEmpty()) {
            m_all.append(*space);
            arrived.spaces.append(*space);
        } else if (const auto known = m_before.constFind(space->id);
                   known == m_before.constEnd() || *known != fingerprint) {
            m_batch.spaces.append(*space);
        }
    }
    if (page.nextPageToken && !arrived.spaces.isEmpty())
        services().store.apply(std::move(arrived));
}

void PollSpaces::store()
{
    if (m_after.isEmpty()) {
        // "{}" is how the service lists nothing, and what a broken answer may look like. It would
        // empty the cache; nobody leaves every conversation, and what is gone says so when asked.
        m_after = m_before;
        return finish();
    }
    if (m_before.isEmpty()) {
        m_batch.spaces = std::move(m_all);
        m_batch.spacesComplete = true;
    } else {
        for (auto it = m_before.constBegin(); it != m_before.constEnd(); ++it) {
            if (!m_after.contains(it.key()))
                m_batch.removedSpaces.append(it.key());
        }
        if (m_batch.spaces.isEmpty() && m_batch.removedSpaces.isEmpty())
            return finish();
    }
    m_changed = true;
    services().store.apply(std::move(m_batch), context(), [this](const Result<ChangeSet> &changes) {
        finish(changes ? std::nullopt : std::optional(changes.error()));
    });
}

} // namespace linnet::sync
