// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storetest.h"

#include <QRandomGenerator>

namespace storetest {

[[nodiscard]] int below(QRandomGenerator &random, int bound);

// One step of what can happen to a space.
struct Step
{
    Batch batch;
    bool settle = false; // answers the pending message instead
};

// A small history of a space: messages, replies, edits, deletions, reactions, members, what is
// read, one message of our own that is on its way out. Each version of a message has one content
// but for its reactions; whatever has no time of its own has the moment at which it was asked for.
// So only the order is random.
class History
{
public:
    History(int space, quint32 seed);

    [[nodiscard]] int space() const { return m_space; }
    [[nodiscard]] const QList<Step> &sorted() const { return m_steps; }
    // Another order, with repetitions, several steps in a batch.
    [[nodiscard]] QList<Step> shuffled(quint32 seed) const;
    // What the service says of it after all of that.
    [[nodiscard]] Batch answerTo(const ReactionQuestion &question) const;

private:
    void addStep(Batch batch);
    void addVersion(const Message &message);
    // One answer tells these versions, with the reactions of its moment.
    void tell(const QList<Message> &versions, Batch batch);
    void addMessage(int number);
    void addReactions();
    void addHappenings();
    void addMembers();
    void addReadStates();
    void addPages();

    int m_space;
    QRandomGenerator m_random;
    Moment m_moment = 0;
    QList<Step> m_steps;
    QList<Message> m_versions;
    QHash<MessageId, Message> m_latest; // with the reactions of the last telling
    QHash<MessageId, QList<Emoji>> m_mine;
};

} // namespace storetest
