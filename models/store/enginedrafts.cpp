// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/engine.h"

#include <algorithm>

// What is begun or not sent yet, to be listed.
namespace linnet::store {

QList<ListedDraft> Engine::drafts()
{
    QList<ListedDraft> listed;
    for (const Draft &draft : m_outbox.drafts())
        listed.append({.draft = draft});
    addUnsent(listed);
    for (ListedDraft &each : listed)
        each.root = rootOf(each.draft.scope.thread);
    return listed;
}

// To the draft of their conversation or thread, where there is one.
void Engine::addUnsent(QList<ListedDraft> &listed)
{
    QSet<SpaceId> spaces;
    const QList<OutboxItem> items = m_outbox.items();
    for (const OutboxItem &item : items)
        spaces.insert(item.space);
    for (const SpaceId &space : std::as_const(spaces)) {
        const QHash<TimelineScope, Unsent> all = m_conversations.unsent(space);
        for (auto it = all.begin(); it != all.end(); ++it) {
            auto there = std::find_if(listed.begin(), listed.end(), [&it](const ListedDraft &each) {
                return each.draft.scope == it.key();
            });
            if (there == listed.end())
                there = listed.insert(listed.end(), {.draft = {.scope = it.key()}});
            there->queued = it->queued;
            there->failed = it->failed;
        }
    }
}

// What a thread begins with.
std::optional<Message> Engine::rootOf(const ThreadId &thread)
{
    const qint64 number = thread.isEmpty() ? 0 : m_cache.numbers.find(thread);
    if (number == 0)
        return std::nullopt;
    const QList<MessageRow> roots = m_reader.roots(number);
    return roots.isEmpty() ? std::nullopt : std::optional(m_reader.shown(roots.constFirst()));
}

} // namespace linnet::store
