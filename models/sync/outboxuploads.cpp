// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/outboxuploads.h"

#include "models/sync/mapping/errormapping.h"

using namespace std::chrono_literals;

namespace linnet::sync {

namespace {

constexpr auto betweenProgress = 250ms;

// An error of the upload, as one about this file where it is.
Error uploadError(const api::Error &error, const OutboxFile &file)
{
    Error mapped = toError(error);
    if (error.kind == api::Error::Kind::LocalIo)
        mapped.kind = ErrorKind::FileUnreadable;
    else if (error.kind == api::Error::Kind::TooLarge)
        mapped.kind = ErrorKind::FileTooLarge;
    else
        return mapped;
    mapped.detail = file.name;
    return mapped;
}

} // namespace

OutboxUploads::OutboxUploads(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

OutboxUploads::~OutboxUploads() = default;

void OutboxUploads::start(const OutboxItem &item)
{
    m_running[item.sequence] = Run{.space = item.space, .files = item.files, .upload = {}};
    m_services.store.outboxFiles(
        this, [this, sequence = item.sequence](const Result<QString> &directory) {
            if (!m_running.contains(sequence))
                return;
            if (directory)
                next(sequence, *directory);
            else
                end(sequence, directory.error());
        });
}

void OutboxUploads::abort(qint64 sequence)
{
    const auto run = m_running.find(sequence);
    if (run == m_running.end())
        return;
    for (qsizetype i = 0; i < run->second.files.size(); ++i)
        m_services.store.noteUpload(sequence, i, 0);
    m_running.erase(run);
}

void OutboxUploads::next(qint64 sequence, const QString &directory)
{
    Run &run = m_running.at(sequence);
    run.told = 0;
    qsizetype index = 0;
    while (index < run.files.size() && !run.files[index].uploadToken.isEmpty())
        ++index;
    if (index == run.files.size())
        return end(sequence, std::nullopt);
    const OutboxFile &file = run.files[index];
    // Sizes differ when the copy was damaged; another file must not go under this name.
    const QString path = directory + u'/' + file.stored;
    if (QFile(path).size() != file.size) {
        return end(sequence, uploadError(api::Error{.kind = api::Error::Kind::LocalIo}, file));
    }
    run.upload = std::make_unique<api::Upload>(
        m_services.client, api::Upload::File{run.space.name(), path, file.name, file.contentType},
        nullptr);
    connect(run.upload.get(), &api::Upload::began, this,
            [this, sequence, index](const QUrl &session) {
                QList<OutboxFile> &files = m_running.at(sequence).files;
                files[index].session = QString::fromLatin1(session.toEncoded());
                Q_EMIT advanced(sequence, files);
            });
    connect(run.upload.get(), &api::Upload::progressed, this,
            [this, sequence, index](qint64 bytes) { progressed(sequence, index, bytes); });
    connect(run.upload.get(), &api::Upload::done, this,
            [this, sequence, index, directory](const api::Result<QString> &token) {
                uploaded(sequence, index, directory, token);
            });
    run.upload->start(QUrl::fromEncoded(file.session.toLatin1(), QUrl::StrictMode));
}

void OutboxUploads::progressed(qint64 sequence, qsizetype index, qint64 bytes)
{
    Run &run = m_running.at(sequence);
    const std::chrono::milliseconds now = m_services.environment.clock.now();
    const bool first = run.toldAt == std::chrono::milliseconds::min();
    const bool soon = !first && now - run.toldAt < betweenProgress;
    if (soon && bytes - run.told < api::Upload::pieceBytes)
        return;
    run.toldAt = now;
    run.told = bytes;
    m_services.store.noteUpload(sequence, index, bytes);
    if (first && !run.files[index].session.isEmpty())
        Q_EMIT advanced(sequence, run.files);
}

void OutboxUploads::uploaded(qint64 sequence, qsizetype index, const QString &directory,
                             const api::Result<QString> &token)
{
    Run &run = m_running.at(sequence);
    run.upload.release()->deleteLater(); // it is telling us
    if (!token)
        return end(sequence, uploadError(token.error(), run.files[index]));
    run.files[index].uploadToken = *token;
    run.files[index].session.clear();
    Q_EMIT advanced(sequence, run.files);
    next(sequence, directory);
}

void OutboxUploads::end(qint64 sequence, const std::optional<Error> &error)
{
    m_running.erase(sequence);
    Q_EMIT ended(sequence, error);
}

} // namespace linnet::sync
