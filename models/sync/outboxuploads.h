// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/upload.h"
#include "models/domain/outboxitem.h"
#include "models/sync/services.h"

#include <QObject>

#include <map>

namespace linnet::sync {

// Brings the files of messages to the service before the messages themselves go: one file after
// the other, from the copies that the store keeps. It tells what of it is worth keeping, so that
// neither a break nor the program's end costs what was sent already; what a failure means is for
// OutboxSender to say. Progress goes to the store, a few times a second. GUI thread only.
class OutboxUploads : public QObject
{
    Q_OBJECT

public:
    OutboxUploads(const Services &services, QObject *parent);
    ~OutboxUploads() override;

    // Ends with ended(), or with abort().
    void start(const OutboxItem &item);
    void abort(qint64 sequence);
    [[nodiscard]] bool isRunning(qint64 sequence) const { return m_running.contains(sequence); }
    [[nodiscard]] int count() const { return int(m_running.size()); }

Q_SIGNALS:
    // A session began or goes on, or a file is with the service.
    void advanced(qint64 sequence, const QList<linnet::OutboxFile> &files);
    // Nothing: all files are with the service.
    void ended(qint64 sequence, const std::optional<linnet::Error> &error);

private:
    struct Run
    {
        SpaceId space;
        QList<OutboxFile> files;
        std::unique_ptr<api::Upload> upload; // of the first file without a token
        std::chrono::milliseconds toldAt = std::chrono::milliseconds::min();
        qint64 told = 0; // bytes
    };

    void next(qint64 sequence, const QString &directory);
    void progressed(qint64 sequence, qsizetype index, qint64 bytes);
    void uploaded(qint64 sequence, qsizetype index, const QString &directory,
                  const api::Result<QString> &token);
    void end(qint64 sequence, const std::optional<Error> &error);

    Services m_services;
    std::map<qint64, Run> m_running; // by sequence
};

} // namespace linnet::sync
