// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/tasks/task.h"

namespace linnet::sync {

// The direct message with one person, or the group chat of exactly these: the one in the cache,
// else the one the service has, else a new one. Puts what it learned into the store.
class OpenConversation : public Task
{
public:
    OpenConversation(const Services &services, QList<UserId> people, QObject *parent);

    void start() override;
    // After finished() without an error.
    [[nodiscard]] const SpaceId &space() const { return m_space; }

private:
    [[nodiscard]] bool isDirect() const { return m_people.size() == 1; }
    void seekCached(const QList<Conversation> &conversations);
    void seek();
    void create();
    void found(const api::Space &wire);

    QList<UserId> m_people; // others than oneself, each once
    SpaceId m_space;
};

} // namespace linnet::sync
