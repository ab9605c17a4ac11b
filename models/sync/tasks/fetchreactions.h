// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"
#include "models/sync/tasks/task.h"

namespace linnet::sync {

// Answers what the store cannot know about a message's reactions: which are mine (one listing with
// user.name), or how many there are (the message itself).
class FetchReactions : public Task
{
    Q_OBJECT

public:
    FetchReactions(const Services &services, store::ReactionQuestion question, UserId me,
                   QObject *parent);

    void start() override;

private:
    void askOwn();
    void askCounts();
    void store(store::Batch batch);
    // A message that is gone needs no answer any more.
    void refused(const api::Error &error);

    store::ReactionQuestion m_question;
    UserId m_me;
};

} // namespace linnet::sync
