// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/batch.h"

#include <QHash>

namespace linnet::store {

// When facts were told that carry no time of their own: an answer whose question left before that
// is late, and says less than what is known. Of this run alone, for no question outlives it.
class Freshness
{
public:
    enum class About {
        Reactions, // how many a message has
        CountsAsked, // since when that is a question
        Mine, // which of them are mine, and since when that is a question
        ReadState,
        Notification,
        Members, // the list of them
        Member, // one of them
    };
    struct Fact
    {
        About about = About::Reactions;
        QString name{}; // of what it is about

        friend bool operator==(const Fact &, const Fact &) = default;
        friend size_t qHash(const Fact &fact, size_t seed = 0)
        {
            return qHashMulti(seed, int(fact.about), fact.name);
        }
    };

    // Never so of an answer without a moment.
    [[nodiscard]] bool isLate(const Fact &fact, Moment asked) const;
    void note(const Fact &fact, Moment moment);
    // Notes it, unless it is late: then false.
    bool learn(const Fact &fact, Moment moment);
    // After a rollback: what was noted is not stored.
    void forget();

private:
    // No answer takes as long as so many facts: the older half goes.
    static constexpr qsizetype mostRecent = 10'000;

    QHash<Fact, Moment> m_recent;
    QHash<Fact, Moment> m_before;
};

} // namespace linnet::store
