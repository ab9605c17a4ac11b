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

PollSpaces::PollSpaces(const Services &services, SpaceListing before,
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
    for (const api::Space &wire : page.spaces) {
        const std::optional<Space> space = toSpace(wire);
        if (!space)
            continue;
        const size_t fingerprint = fingerprintOf(*space);
        m_after.fingerprints.insert(space->id, fingerprint);
        const auto known = m_before.fingerprints.constFind(space->id);
        if (known == m_before.fingerprints.constEnd() || *known != fingerprint)
            m_batch.spaces.append(*space);
    }
    if (page.nextPageToken && m_before.fingerprints.isEmpty())
        services().store.apply(std::exchange(m_batch, {}));
}

void PollSpaces::noteMissing()
{
    for (auto it = m_before.fingerprints.cbegin(); it != m_before.fingerprints.cend(); ++it) {
        if (m_after.fingerprints.contains(it.key()))
            continue;
        if (m_before.missing.contains(it.key())) {
            m_batch.removedSpaces.append(it.key());
        } else {
            m_after.missing.insert(it.key());
            m_after.fingerprints.insert(it.key(), 0); // stored again when it is back
        }
    }
    m_after.cleared = true;
    if (!m_before.cleared)
        m_batch.allSpaces = m_after.fingerprints.keys();
}

void PollSpaces::store()
{
    if (m_after.fingerprints.isEmpty()) {
        // "{}" is how the service lists nothing, and what a broken answer may look like. It would
        // empty the cache; nobody leaves every conversation, and what is gone says so when asked.
        m_after = m_before;
        return finish();
    }
    const bool first = m_before.fingerprints.isEmpty();
    if (!first)
        noteMissing();
    m_changed = first || !m_batch.spaces.isEmpty() || !m_batch.removedSpaces.isEmpty();
    if (!m_changed && !m_batch.allSpaces)
        return finish();
    services().store.apply(std::move(m_batch), context(), [this](const Result<ChangeSet> &changes) {
        m_changed = m_changed || (changes && !changes->removedSpaces.isEmpty());
        finish(changes ? std::nullopt : std::optional(changes.error()));
    });
}

} // namespace linnet::sync
