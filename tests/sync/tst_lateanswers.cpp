// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchmembers.h"
#include "models/sync/tasks/fetchmessages.h"
#include "models/sync/tasks/fetchnotification.h"
#include "models/sync/tasks/fetchreactions.h"
#include "models/sync/tasks/fetchreadstate.h"
#include "tests/sync/syncworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using linnet::store::Batch;
using linnet::store::ReactionQuestion;
using linnet::test::SyncWorld;

// The service answers what it knew, and until the answer is here something else has been told: by
// an event, by the answer to a write, by a question that left later. None of these facts has a
// time.
class TestLateAnswers : public QObject
{
    Q_OBJECT

private:
    QObject m_context;
    std::unique_ptr<SyncWorld> m_world;
    const SpaceId m_space{u"spaces/A"_s};
    const MessageId m_message{u"spaces/A/messages/M"_s};
    const Emoji m_thumb{.unicode = u"👍"_s};

    // Runs the task; between the service's answer and its arrival the store is told this.
    template <class MakeTask> void answerLate(const MakeTask &make, const Batch &meanwhile)
    {
        m_world->between = [&, done = false](const api::HttpRequest &, const auto &ask) mutable {
            SyncWorld::Answer answer = ask();
            if (!std::exchange(done, true))
                m_world->store().apply(meanwhile);
            return answer;
        };
        answer(make);
        m_world->between = nullptr;
    }
    template <class MakeTask> void answer(const MakeTask &make)
    {
        make()->start();
        m_world->drain();
    }

    [[nodiscard]] Message shown() { return m_world->page(u"A"_s).messages.value(0); }
    // A later answer about the message: its version is the same.
    [[nodiscard]] Batch withThumb()
    {
        Message message = shown();
        message.reactions = {{m_thumb, 1, false}};
        return {.messages = {message}};
    }
    [[nodiscard]] QList<ReactionQuestion> questions()
    {
        QList<ReactionQuestion> result;
        m_world->store().reactionQuestions(
            {}, 10, &m_context,
            [&result](const Result<QList<ReactionQuestion>> &found) { result = *found; });
        m_world->drain();
        return result;
    }
    [[nodiscard]] Conversation conversation() { return m_world->conversations().value(0); }
    [[nodiscard]] std::function<sync::Task *()> page()
    {
        return [this] {
            return new sync::FetchMessages(m_world->services(),
                                           sync::FetchMessages::newest({m_space, {}}, 25, {}), {},
                                           nullptr);
        };
    }
    [[nodiscard]] std::function<sync::Task *()> question(ReactionQuestion::About about)
    {
        return [this, about] {
            return new sync::FetchReactions(m_world->services(), {m_message, about}, m_world->me,
                                            nullptr);
        };
    }
    template <class Fetch> [[nodiscard]] auto of()
    {
        return [this] { return new Fetch(m_world->services(), m_space, nullptr); };
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<SyncWorld>();
        m_world->chat.addSpace(u"A"_s, u"SPACE"_s, 0);
        m_world->chat.addMessage(u"A"_s, u"M"_s, u"users/x"_s, u"hi"_s, 10);
        Space space;
        space.id = m_space;
        m_world->store().apply({.spaces = {space}});
        m_world->drain();
    }
    void cleanup() { m_world.reset(); }

    void aPageTakesNoReactionAway()
    {
        answer(page());
        QCOMPARE(shown().reactions.size(), 0);
        // Somebody reacts; the event has the count asked for, and that answer is faster.
        answerLate(page(), withThumb());
        QCOMPARE(shown().reactions.size(), 1);
        answer(page()); // the thumb is gone by now
        QCOMPARE(shown().reactions.size(), 0);
    }

    void whichAreMineIsAskedAgain()
    {
        answer(page());
        m_world->store().apply(withThumb());
        const ReactionQuestion own{m_message, ReactionQuestion::About::Own};
        QCOMPARE(questions(), QList{own});
        answerLate(question(own.about), {.reactions = {{m_message, m_thumb, true, Timestamp(7)}}});
        QVERIFY(shown().reactions.value(0).mine);
        QCOMPARE(questions(), QList{own});
        answer(question(own.about)); // and by now it is not mine any more
        QCOMPARE(shown().reactions.size(), 1);
        QVERIFY(!shown().reactions[0].mine);
        QVERIFY(questions().isEmpty());
    }

    void howManyIsAskedAgain()
    {
        answer(page());
        const ReactionQuestion counts{m_message, ReactionQuestion::About::Counts};
        const Batch changed{.reactionsToCount = {m_message}};
        m_world->store().apply(changed);
        answerLate(question(counts.about), changed);
        QCOMPARE(questions(), QList{counts});
        answer(question(counts.about));
        QVERIFY(questions().isEmpty());
    }

    void aSpaceStaysRead()
    {
        const auto seconds = [](qint64 count) { return Timestamp(count * 1'000'000); };
        const auto readState = of<sync::FetchReadState>();
        m_world->chat.spaces[u"spaces/A"_s].lastRead = u"1970-01-01T00:00:03Z"_s;
        answer(readState);
        QCOMPARE(conversation().lastReadTime, seconds(3));
        answerLate(readState, {.readStates = {{m_space, seconds(9)}}});
        QCOMPARE(conversation().lastReadTime, seconds(9));
        answer(readState); // marked as unread elsewhere
        QCOMPARE(conversation().lastReadTime, seconds(3));
    }

    void whoCameOrWentIsNotUndone()
    {
        const UserId gone(u"users/gone"_s);
        const UserId came(u"users/came"_s);
        const UserId there(u"users/there"_s);
        m_world->chat.addMember(u"A"_s, gone.name(), {});
        m_world->chat.addMember(u"A"_s, there.name(), {});
        const auto fetch = [this] {
            return new sync::FetchMembers(m_world->services(), m_space, api::Lane::Background,
                                          nullptr);
        };
        const auto members = [this] {
            QList<UserId> users;
            for (const Membership &membership : m_world->members(u"A"_s))
                users.append(membership.user);
            return users;
        };
        answerLate(fetch,
                   {.memberships
                    = {{.space = m_space, .user = came},
                       {.space = m_space, .user = gone, .state = MembershipState::NotAMember}}});
        QCOMPARE(members(), (QList{came, there}));
        answer(fetch);
        QCOMPARE(members(), (QList{gone, there}));
    }

    void aSettingStays()
    {
        const auto setting = of<sync::FetchNotification>();
        answerLate(setting, {.notifications = {{m_space, true, NotificationLevel::All}}});
        QVERIFY(conversation().muted);
        answer(setting);
        QVERIFY(!conversation().muted);
    }
};

QTEST_GUILESS_MAIN(TestLateAnswers)
#include "tst_lateanswers.moc"
