// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

#include <QHash>

namespace linnet::sync {

// What the last complete listing looked like: by comparing with it a quiet poll costs the store
// nothing. Only fingerprints, no second copy.
using SpaceFingerprints = QHash<SpaceId, size_t>;

// Lists all spaces, a thousand a page, and stores what is new, changed or gone. Of the first
// listing (no fingerprints yet) each page is stored as it arrives.
class PollSpaces : public Task
{
    Q_OBJECT

public:
    PollSpaces(const Services &services, SpaceFingerprints before, const api::CallOptions &options,
               QObject *parent);

    void start() override;

    // After finished() without an error.
    [[nodiscard]] const SpaceFingerprints &fingerprints() const { return m_after; }
    [[nodiscard]] bool changedAnything() const { return m_changed; }
    [[nodiscard]] int pages() const { return m_pages; }

private:
    void take(const api::ListSpacesResponse &page);
    void store();

    SpaceFingerprints m_before;
    SpaceFingerprints m_after;
    api::CallOptions m_options;
    QList<Space> m_all; // of a first listing: what is not in it goes
    store::Batch m_batch;
    bool m_changed = false;
    int m_pages = 1;
};

} // namespace linnet::sync
