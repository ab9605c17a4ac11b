// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsdrafts.h"

namespace linnet::ui::test {

// For a composer on its own: takes everything, keeps nothing, and has no drafts.
class QuietPort : public MessagePort, public DraftPort
{
public:
    void send(const TimelineScope &, const OutgoingMessage &, QObject *,
              Handler<MessageId>) override
    {
    }
    void setSendDelay(std::chrono::seconds) override { }
    void retry(const MessageId &) override { }
    void takeBack(const MessageId &, QObject *, Handler<OutgoingMessage>) override { }
    void edit(const MessageId &, const QString &) override { }
    void remove(const MessageId &) override { }
    void removeWithReplies(const MessageId &) override { }
    void undoRemove(const MessageId &) override { }
    void setReaction(const MessageId &, const Emoji &, bool) override { }
    void save(const WrittenDraft &) override { }
    void draft(const TimelineScope &, QObject *context, Handler<WrittenDraft> handler) override
    {
        QMetaObject::invokeMethod(
            context, [handler] { handler(WrittenDraft()); }, Qt::QueuedConnection);
    }
    void drafts(QObject *, Handler<QList<ListedDraft>>) override { }
    void keepFile(const QByteArray &, const QString &, const QString &, QObject *,
                  Handler<OutgoingFile>) override
    {
    }
};

} // namespace linnet::ui::test
