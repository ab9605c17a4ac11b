// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

#include <QHash>
#include <QSet>

namespace linnet::sync {

// What the last complete listing looked like: by comparing with it a quiet poll costs the store
// nothing. Only fingerprints, no second copy.
struct SpaceListing
{
    QHash<SpaceId, size_t> fingerprints{};
    QSet<SpaceId> missing{}; // of these; they were in the listing before
    bool cleared = false; // what the cache had from earlier runs and is not there any more is gone
};

// Lists all spaces, a thousand a page, and stores what is new, changed or gone. Of the first
// listing (no fingerprints yet) each page is stored as it arrives. Gone is what two listings in a
// row lack: pages may lose a space while others come and go, and with it goes its history.
class PollSpaces : public Task
{
    Q_OBJECT

public:
    PollSpaces(const Services &services, SpaceListing before, const api::CallOptions &options,
               QObject *parent);

    void start() override;

    // After finished() without an error.
    [[nodiscard]] const SpaceListing &listing() const { return m_after; }
    [[nodiscard]] bool changedAnything() const { return m_changed; }
    [[nodiscard]] int pages() const { return m_pages; }

private:
    void take(const api::ListSpacesResponse &page);
    void noteMissing();
    void store();

    SpaceListing m_before;
    SpaceListing m_after;
    api::CallOptions m_options;
    store::Batch m_batch;
    bool m_changed = false;
    int m_pages = 1;
};

} // namespace linnet::sync
