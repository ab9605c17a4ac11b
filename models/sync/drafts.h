// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/workbench.h"
#include "models/domain/portsdrafts.h"

namespace linnet::store {
class Store;
}

namespace linnet::sync {

// What was begun and not sent, in the durable store and the folder beside it. GUI thread only.
class Drafts : public QObject, public DraftPort
{
    Q_OBJECT
public:
    // The store must outlive it.
    explicit Drafts(store::Store &store);

    void save(const WrittenDraft &draft) override;
    void draft(const TimelineScope &target, QObject *context,
               Handler<WrittenDraft> handler) override;
    void drafts(QObject *context, Handler<QList<ListedDraft>> handler) override;
    void keepFile(const QByteArray &content, const QString &name, const QString &contentType,
                  QObject *context, Handler<OutgoingFile> handler) override;

private:
    store::Store &m_store;
    Workbench m_writing;
};

} // namespace linnet::sync
