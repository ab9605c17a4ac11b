// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outboxitem.h"
#include "models/sync/services.h"
#include "models/sync/writeverdict.h"

#include <QObject>

#include <functional>

namespace linnet::sync {

// One attempt at one write of the outbox: looks first where an earlier attempt left doubt, sends
// at most one write, and says what came of it. It repeats nothing and stores nothing: that is the
// outbox's part, which has committed the attempt before. Ends once with done(), or dies silently.
class Delivery : public QObject
{
    Q_OBJECT

public:
    struct Outcome
    {
        bool success = false;
        store::Batch answer; // with success: what the service told
        MessageId named; // with success of a creation
        Error error; // without
        WriteVerdict verdict = WriteVerdict::WaitHere; // without
        bool doubt = false; // without: it may have happened all the same
    };

    // @p me finds one's own reactions.
    Delivery(const Services &services, OutboxItem item, UserId me, QObject *parent);

    // @p doubtful: an earlier attempt may have had its effect.
    void start(bool doubtful);
    // Only asks whether the service has the message of a doubtful creation; NotFound says no.
    void look();

    [[nodiscard]] const OutboxItem &item() const { return m_item; }

Q_SIGNALS:
    void done(const linnet::sync::Delivery::Outcome &outcome);

private:
    // One request. @p answered gets the answer, or null when what failed was done already;
    // @p failed any other failure.
    template <class Method>
    void ask(const Method &method, std::function<void(const typename Method::Response *)> answered,
             std::function<void(const api::Error &)> failed = {});
    void send();
    void createMessage();
    void updateMessage();
    void deleteMessage();
    void createReaction();
    void findReaction();
    void deleteReaction(const QString &name);
    void succeedReacting(bool on);
    void updateReadState();

    void resolveName();
    void succeed(const api::Message &message);
    void succeed(store::Batch answer);
    void fail(const api::Error &error);

    Services m_services;
    OutboxItem m_item;
    UserId m_me;
    bool m_isTaken = false; // the service says that it has a message of this id
};

} // namespace linnet::sync
