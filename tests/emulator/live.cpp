// SPDX-License-Identifier: GPL-3.0-or-later
#include "live.h"

#include "seedtalk.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

Live::Live(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        step();
        schedule();
    });
}

void Live::run(bool on)
{
    m_timer.stop();
    if (on)
        schedule();
}

void Live::schedule()
{
    m_timer.start(4000 + int(m_random() % 11000));
}

Space *Live::somewhere()
{
    std::vector<Space *> candidates;
    for (const auto &space : m_world.spaces()) {
        if (space->joined(m_world.self) && space->lastActive > 0 && !space->appDirect
            && !space->announcement)
            candidates.push_back(space.get());
    }
    if (candidates.empty())
        return nullptr;
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Space *a, const Space *b) { return a->lastActive > b->lastActive; });
    // Half of the time where something is going on already.
    const size_t reach
        = m_random() % 2 ? std::min<size_t>(3, candidates.size()) : candidates.size();
    return m_world.space(candidates[m_random() % reach]->id);
}

QString Live::somebody(const Space &space)
{
    QStringList others;
    for (const Membership &member : space.members) {
        const User *user = m_world.user(member.id);
        if (user && !user->bot && member.id != m_world.self && member.state == "JOINED"_L1)
            others.append(member.id);
    }
    return others.isEmpty() ? QString() : others.at(qsizetype(m_random() % quint64(others.size())));
}

void Live::post(Space &space, const QString &sender)
{
    Draft draft;
    draft.sender = sender;
    draft.markup = liveSentence(m_random);
    if (space.threaded() && !space.messages.empty() && m_random() % 3 == 0)
        draft.thread = space.messages.back().thread;
    m_world.addMessage(space, draft);
}

bool Live::step()
{
    Space *space = somewhere();
    const QString sender = space ? somebody(*space) : QString();
    if (sender.isEmpty())
        return false;
    Message *last = nullptr;
    for (auto at = space->messages.rbegin(); at != space->messages.rend() && !last; ++at) {
        if (at->deleted == 0)
            last = &*at;
    }
    const int what = int(m_random() % 10);
    if (what < 2 && last) {
        static const QStringList emoji{u"👍"_s, u"🎉"_s, u"😂"_s, u"❤️"_s, u"👀"_s, u"🙏"_s};
        Reaction reaction;
        reaction.user = sender;
        reaction.unicode = emoji.at(qsizetype(m_random() % quint64(emoji.size())));
        m_world.addReaction(*space, *last, reaction);
    } else if (what == 2 && last && last->sender != m_world.self && !last->markup.isEmpty()
               && !last->markup.endsWith(u')')) {
        m_world.editMessage(*space, *last, last->markup % u" (edit: typo)"_s);
    } else {
        post(*space, sender);
    }
    return true;
}

} // namespace emulator
