// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "models/sync/outboxsender.h"
#include "models/sync/outgoingfiles.h"

#include <QPointer>

namespace linnet::sync {

// What a person may do with what they write: the port of messages over the durable outbox. Nothing
// is shown as queued that is not committed; nothing typed is given up by itself. GUI thread only.
class Outbox : public QObject, public MessagePort
{
    Q_OBJECT

public:
    explicit Outbox(const Services &services, QObject *parent = nullptr);
    ~Outbox() override;

    // Once the store is open and it is known whose account it is. Before, what is written is
    // stored but not sent.
    void start(const UserId &me);
    void setActive(bool active) { m_sender.setActive(active); }
    void retryNow() { m_sender.retryNow(); }

    [[nodiscard]] int queued() const { return m_sender.queue().queuedCount(); }
    [[nodiscard]] int failed() const { return m_sender.queue().failedCount(); }
    [[nodiscard]] const std::optional<Error> &trouble() const { return m_sender.trouble(); }

    // How far a space is read; replaces what still waits to be told of it.
    void setReadState(const SpaceId &space, Timestamp lastReadTime);

    void send(const TimelineScope &target, const OutgoingMessage &message, QObject *context,
              Handler<MessageId> handler) override;
    void setSendDelay(std::chrono::seconds delay) override;
    void retry(const MessageId &message) override;
    void takeBack(const MessageId &message, QObject *context,
                  Handler<OutgoingMessage> handler) override;
    void edit(const MessageId &message, const QString &text) override;
    void remove(const MessageId &message) override;
    void removeWithReplies(const MessageId &message) override;
    void undoRemove(const MessageId &message) override;
    void setReaction(const MessageId &message, const Emoji &emoji, bool on) override;

Q_SIGNALS:
    void stateChanged(); // queued(), failed() or trouble()
    // A reaction, edit, deletion or read state that was not taken; it is undone, and the text of
    // an edit is in nobody else's hands.
    void writeRefused(const linnet::OutboxItem &write, const linnet::Error &error);

private:
    void queue(OutboxItem item, const QPointer<QObject> &context,
               const Handler<MessageId> &handler);
    void giveBack(const OutboxItem &row, QObject *context, const Handler<OutgoingMessage> &handler);
    [[nodiscard]] OutboxItem creationOf(const TimelineScope &target, const QString &text) const;
    void removeLater(const MessageId &message, bool withReplies);
    [[nodiscard]] OutboxItem writeAbout(OutboxKind kind, const MessageId &message) const;

    Services m_services;
    OutboxSender m_sender;
    OutgoingFiles m_files;
    struct Storing
    {
        int count = 0;
        bool on = false; // the last of them
    };
    QHash<QString, Storing> m_reactionsInStore; // on their way there, by message and emoji
    std::chrono::seconds m_sendDelay{0};
};

// What the service would refuse of a message, its files aside; nothing when it may go.
[[nodiscard]] std::optional<Error> refusalOf(const OutgoingMessage &message);

} // namespace linnet::sync
