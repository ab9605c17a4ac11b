// SPDX-License-Identifier: GPL-3.0-or-later
#include "seeds.h"

#include <array>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr int people = 400;

QString personId(int n)
{
    return QString::number(200'000'000'000'000'000 + n);
}

QString sentence(std::mt19937_64 &random)
{
    static constexpr std::array words{
        "the"_L1,     "build"_L1,   "again"_L1,   "release"_L1, "customer"_L1, "tomorrow"_L1,
        "please"_L1,  "looks"_L1,   "good"_L1,    "report"_L1,  "number"_L1,   "meeting"_L1,
        "after"_L1,   "lunch"_L1,   "server"_L1,  "was"_L1,     "slow"_L1,     "this"_L1,
        "morning"_L1, "ticket"_L1,  "closed"_L1,  "draft"_L1,   "review"_L1,   "invoice"_L1,
        "signed"_L1,  "without"_L1, "testing"_L1, "moved"_L1,   "to"_L1,       "Thursday"_L1};
    QString text;
    const int count = 3 + int(random() % 22);
    for (int i = 0; i < count; ++i) {
        if (i > 0)
            text += u' ';
        text += words[random() % words.size()];
    }
    text[0] = text.at(0).toUpper();
    text += u'.';
    return text;
}

/// The messages of one space, spread evenly up to its lastActive; a pure function of its number.
void fill(World &world, const QString &spaceId, int number, int count)
{
    Space &space = *world.space(spaceId);
    std::mt19937_64 random(quint64(number) * 7919 + 17);
    const Micros newest = space.lastActive;
    const Micros step = std::max<Micros>(second, 400 * day / std::max(count, 1));
    const Micros keep = space.lastActive;
    QString thread;
    for (int i = 0; i < count; ++i) {
        Draft draft;
        draft.sender = space.members[random() % space.members.size()].id;
        draft.markup = sentence(random);
        draft.at = newest - step * (count - 1 - i);
        const bool reply = space.threaded() && !thread.isEmpty() && random() % 4 == 0;
        if (reply)
            draft.thread = thread;
        const Message &message = world.addMessage(space, draft);
        if (!reply)
            thread = message.thread;
    }
    space.lastActive = keep;
    std::erase_if(space.events,
                  [&](const Event &event) { return event.time < world.clock.now() - 28 * day; });
}

} // namespace

void seedLoad(World &world, int spaces, int messages)
{
    seedEmpty(world);
    for (int i = 0; i < people; ++i) {
        world.addUser({personId(i), "Colleague "_L1 + QString::number(i + 1),
                       "colleague"_L1 + QString::number(i + 1) + "@lanternworks.example"_L1});
    }
    const Micros now = world.clock.now();
    const int each = messages / spaces;
    for (int n = 0; n < spaces; ++n) {
        Space made;
        made.id = "LOAD"_L1 + QString::number(n).rightJustified(7, u'0');
        const int kind = n % 10; // of ten: six spaces, one group chat, three direct messages
        made.type = kind < 6 ? u"SPACE"_s : kind == 6 ? u"GROUP_CHAT"_s : u"DIRECT_MESSAGE"_s;
        if (made.type == "SPACE"_L1)
            made.displayName = "Project "_L1 + QString::number(n + 1);
        else
            made.threading = u"UNTHREADED_MESSAGES"_s;
        made.created = now - 420 * day;
        made.lastActive = now - Micros(n) * 17 * minute - minute;
        const int others = made.type == "DIRECT_MESSAGE"_L1 ? 1 : made.type == "SPACE"_L1 ? 24 : 4;
        made.members.push_back({world.self, false, u"ROLE_MEMBER"_s, u"JOINED"_s, made.created});
        for (int i = 0; i < others; ++i) {
            const int person = others == 1 ? n % people : (n * 31 + i * 7) % people;
            const QString id = personId(person);
            if (!made.member(id))
                made.members.push_back({id, false, u"ROLE_MEMBER"_s, u"JOINED"_s, made.created});
        }
        const int count = each + (n < messages % spaces ? 1 : 0);
        made.readStates[world.self].lastRead
            = n % 5 == 0 ? made.lastActive - hour : made.lastActive;
        const QString id = made.id;
        made.fill = [&world, id, n, count] { fill(world, id, n, count); };
        if (count == 0)
            made.lastActive = made.type == "SPACE"_L1 ? made.created : 0;
        world.addSpace(made);
    }
}

} // namespace emulator
