// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outgoingfiles.h"

#include "models/store/outboxfiles.h"

namespace linnet::sync {

namespace {

Result<QList<OutboxFile>> secureAll(const QString &directory, const QList<OutgoingFile> &files,
                                    const std::atomic_bool &cancelled)
{
    QList<OutboxFile> secured;
    for (const OutgoingFile &file : files) {
        const Result<OutboxFile> one = store::secureFile(directory, file, cancelled);
        if (!one) {
            for (const OutboxFile &copy : std::as_const(secured))
                store::removeOutboxFile(directory, copy.stored);
            return Failure(one.error());
        }
        secured.append(*one);
    }
    return secured;
}

} // namespace

OutgoingFiles::OutgoingFiles(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

OutgoingFiles::~OutgoingFiles()
{
    *m_cancelled = true;
}

void OutgoingFiles::secure(const TimelineScope &target, const QList<OutgoingFile> &files, Done done)
{
    QList<Waiting> &line = m_waiting[target];
    line.append({files, std::move(done)});
    if (line.size() == 1)
        begin(target);
}

void OutgoingFiles::begin(const TimelineScope &target)
{
    if (m_waiting[target].constFirst().files.isEmpty())
        return finish(target, QList<OutboxFile>());
    // Not before the store's answer: until then it removes what earlier runs left.
    m_services.store.outboxFiles(this, [this, target](const Result<QString> &directory) {
        if (directory)
            copy(target, *directory);
        else
            finish(target, Failure(directory.error()));
    });
}

void OutgoingFiles::copy(const TimelineScope &target, const QString &directory)
{
    m_directory = directory;
    m_copying.start<Result<QList<OutboxFile>>>(
        [directory, files = m_waiting[target].constFirst().files, cancelled = m_cancelled] {
            return secureAll(directory, files, *cancelled);
        },
        [this, target](const Result<QList<OutboxFile>> &secured) { finish(target, secured); });
}

void OutgoingFiles::finish(const TimelineScope &target, const Result<QList<OutboxFile>> &files)
{
    const auto line = m_waiting.find(target);
    const Done done = line->takeFirst().done;
    const bool more = !line->isEmpty();
    if (!more)
        m_waiting.erase(line);
    done(files);
    if (more)
        begin(target);
}

void OutgoingFiles::drop(const QList<OutboxFile> &files)
{
    for (const OutboxFile &file : files)
        store::removeOutboxFile(m_directory, file.stored);
}

} // namespace linnet::sync
