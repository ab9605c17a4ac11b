// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/drafts.h"

#include "api/wire.h"
#include "models/store/outboxfiles.h"
#include "models/store/store.h"

#include <QPointer>

namespace linnet::sync {

Drafts::Drafts(store::Store &store)
    : m_store(store)
{
}

void Drafts::save(const WrittenDraft &draft)
{
    WrittenDraft clean = draft;
    clean.text = api::wire::clean(draft.text);
    clean.beside.edited = api::wire::clean(draft.beside.edited);
    m_store.saveDraft(clean);
}

void Drafts::draft(const TimelineScope &target, QObject *context, Handler<WrittenDraft> handler)
{
    m_store.draft(target, context, std::move(handler));
}

void Drafts::drafts(QObject *context, Handler<QList<ListedDraft>> handler)
{
    m_store.drafts(context, std::move(handler));
}

void Drafts::keepFile(const QByteArray &content, const QString &name, const QString &contentType,
                      QObject *context, Handler<OutgoingFile> handler)
{
    const auto write = [=, this, context = QPointer(context)](const QString &directory) {
        m_writing.start<Result<QString>>(
            [directory, content] { return store::storeContent(directory, content); },
            [=](const Result<QString> &stored) {
                if (!context)
                    return;
                if (stored)
                    handler(OutgoingFile{directory + u'/' + *stored, name, contentType});
                else
                    handler(Failure(stored.error()));
            });
    };
    // Not before the store's answer: until then it removes what earlier runs left.
    m_store.outboxFiles(
        this, [write, handler, context = QPointer(context)](const Result<QString> &directory) {
            if (directory)
                write(*directory);
            else if (context)
                handler(Failure(directory.error()));
        });
}

} // namespace linnet::sync
