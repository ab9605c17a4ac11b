// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/workbench.h"
#include "models/domain/outboxitem.h"
#include "models/domain/timeline.h"
#include "models/sync/services.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <memory>

namespace linnet::sync {

// Copies the files of messages that are about to be queued, on a thread of its own, and keeps the
// order in which messages to one place were written: a short text does not overtake the large file
// before it. GUI thread only.
class OutgoingFiles : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<QList<OutboxFile>> &)>;

    OutgoingFiles(const Services &services, QObject *parent);
    // Waits for the block that is being copied.
    ~OutgoingFiles() override;

    // @p done is called once: at once when there are no files and nothing to wait for. What was
    // copied before something failed is gone.
    void secure(const TimelineScope &target, const QList<OutgoingFile> &files, Done done);
    // Copies that did not come into the outbox.
    void drop(const QList<OutboxFile> &files);

private:
    struct Waiting
    {
        QList<OutgoingFile> files;
        Done done;
    };

    void begin(const TimelineScope &target);
    void copy(const TimelineScope &target, const QString &directory);
    void finish(const TimelineScope &target, const Result<QList<OutboxFile>> &files);

    Services m_services;
    QHash<TimelineScope, QList<Waiting>> m_waiting; // the first of each is being copied
    std::shared_ptr<std::atomic_bool> m_cancelled = std::make_shared<std::atomic_bool>(false);
    QString m_directory;
    Workbench m_copying;
};

} // namespace linnet::sync
