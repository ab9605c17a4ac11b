// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/eventmapping.h"
#include "tests/mapping/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

namespace {

// What an event of one payload must give.
struct Expected
{
    int messages = 0;
    int tombstones = 0;
    int members = 0; // joined or changed
    int gone = 0;
    int mine = 0; // own reactions, put or taken
    int reactedMessages = 0;
    int spaces = 0;
    bool askForMembers = false;
};

} // namespace

Q_DECLARE_METATYPE(Expected)

class TestMappingEvents : public QObject
{
    Q_OBJECT

private:
    static sync::MappedEvents events(const QByteArray &list)
    {
        const auto page = wireOf<api::ListSpaceEventsResponse>(R"({"spaceEvents":)" + list + "}");
        return sync::toEvents(page.spaceEvents, UserId(u"users/me1"_s));
    }

private Q_SLOTS:
    // Every payload there is, alone and in a batch of two, whole and empty.
    void payloads_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<Expected>("expected");
        struct Kind
        {
            const char *single;
            const char *batch;
            const char *list;
            const char *element;
            const char *first;
            const char *second;
            Expected one;
            Expected two;
        };
        const char *m1 = R"({"name":"spaces/A/messages/1","text":"one"})";
        const char *m2 = R"({"name":"spaces/A/messages/2","text":"two"})";
        const char *d1 = R"({"name":"spaces/A/messages/1","createTime":"2026-04-05T11:00:00Z",
            "deleteTime":"2026-04-05T12:00:00Z","deletionMetadata":{"deletionType":"CREATOR"}})";
        const char *d2 = R"({"name":"spaces/A/messages/2","deleteTime":"2026-04-05T12:00:00Z"})";
        const char *p1
            = R"({"name":"spaces/A/members/7","state":"JOINED","member":{"name":"users/7"}})";
        const char *p2 = R"({"name":"spaces/A/members/g","groupMember":{"name":"groups/g"}})";
        const char *p3
            = R"({"name":"spaces/A/members/7","state":"NOT_A_MEMBER","member":{"name":"users/7"}})";
        const char *r1 = R"({"name":"spaces/A/messages/1/reactions/r","emoji":{"unicode":"👍"},
            "user":{"name":"users/me1"}})";
        const char *r2 = R"({"name":"spaces/A/messages/2/reactions/s","emoji":{"unicode":"👍"},
            "user":{"name":"users/7"}})";
        const char *s1 = R"({"name":"spaces/A","displayName":"renamed","spaceType":"SPACE"})";
        const Kind kinds[] = {
            {"messageCreatedEventData",
             "messageBatchCreatedEventData",
             "messages",
             "message",
             m1,
             m2,
             {.messages = 1},
             {.messages = 2}},
            {"messageUpdatedEventData",
             "messageBatchUpdatedEventData",
             "messages",
             "message",
             m1,
             m2,
             {.messages = 1},
             {.messages = 2}},
            {"messageDeletedEventData",
             "messageBatchDeletedEventData",
             "messages",
             "message",
             d1,
             d2,
             {.tombstones = 1},
             {.tombstones = 2}},
            {"membershipCreatedEventData",
             "membershipBatchCreatedEventData",
             "memberships",
             "membership",
             p1,
             p2,
             {.members = 1},
             {.members = 2}},
            {"membershipUpdatedEventData",
             "membershipBatchUpdatedEventData",
             "memberships",
             "membership",
             p1,
             p2,
             {.members = 1},
             {.members = 2}},
            {"membershipDeletedEventData",
             "membershipBatchDeletedEventData",
             "memberships",
             "membership",
             p3,
             "{}",
             {.gone = 1},
             {.gone = 1, .askForMembers = true}},
            {"reactionCreatedEventData",
             "reactionBatchCreatedEventData",
             "reactions",
             "reaction",
             r1,
             r2,
             {.mine = 1, .reactedMessages = 1},
             {.mine = 1, .reactedMessages = 2}},
            {"reactionDeletedEventData",
             "reactionBatchDeletedEventData",
             "reactions",
             "reaction",
             r1,
             r2,
             {.mine = 1, .reactedMessages = 1},
             {.mine = 1, .reactedMessages = 2}},
            {"spaceUpdatedEventData",
             "spaceBatchUpdatedEventData",
             "spaces",
             "space",
             s1,
             "{}",
             {.spaces = 1},
             {.spaces = 1}},
        };
        // "key":value, without the braces
        const auto field = [](const QByteArray &key, const QByteArray &value) -> QByteArray {
            return '"' + key + "\":" + value;
        };
        const auto wrapped = [&](const Kind &kind, const char *resource) -> QByteArray {
            return '{' + field(kind.element, resource) + '}';
        };
        const auto list = [&](const Kind &kind, const QByteArray &elements) {
            return field(kind.batch, '{' + field(kind.list, '[' + elements + ']') + '}');
        };
        for (const Kind &kind : kinds) {
            QTest::newRow(kind.single) << field(kind.single, wrapped(kind, kind.first)) << kind.one;
            QTest::newRow(kind.batch)
                << list(kind, wrapped(kind, kind.first) + ',' + wrapped(kind, kind.second))
                << kind.two;
            // An empty membership stands for somebody who is gone; others say nothing.
            const bool member = QByteArray(kind.element) == "membership";
            QTest::addRow("%s, empty", kind.single)
                << field(kind.single, "{}") << Expected{.askForMembers = member};
            QTest::addRow("%s, of a wrong type", kind.batch)
                << field(kind.batch, "[7]") << Expected();
            QTest::addRow("%s, with nothing in it", kind.batch)
                << list(kind, "{},null,3") << Expected{.askForMembers = member};
        }
        QTest::newRow("of tomorrow")
            << QByteArray(R"("weatherChangedEventData":{"rain":true})") << Expected();
    }

    void payloads()
    {
        QFETCH(QByteArray, payload);
        QFETCH(Expected, expected);
        const sync::MappedEvents mapped = events(
            R"([{"name":"e","eventType":"t","eventTime":"2026-04-05T12:00:01Z",)" + payload + "}]");
        const auto count = [](const auto &list, auto is) {
            return int(std::count_if(list.begin(), list.end(), is));
        };
        const store::Batch &batch = mapped.batch;
        QCOMPARE(count(batch.messages, [](const Message &m) { return !m.isDeleted(); }),
                 expected.messages);
        QCOMPARE(count(batch.messages, [](const Message &m) { return m.isDeleted(); }),
                 expected.tombstones);
        const auto gone
            = [](const Membership &m) { return m.state == MembershipState::NotAMember; };
        QCOMPARE(count(batch.memberships, gone), expected.gone);
        QCOMPARE(batch.memberships.size() - expected.gone, expected.members);
        QCOMPARE(batch.reactions.size(), expected.mine);
        QCOMPARE(mapped.reactionsChanged.size(), expected.reactedMessages);
        QCOMPARE(batch.spaces.size(), expected.spaces);
        QCOMPARE(mapped.membersChanged, expected.askForMembers);
        QCOMPARE(mapped.newest.toString(), u"2026-04-05T12:00:01Z"_s);
        QVERIFY(batch.eventCursors.isEmpty()); // whose cursor it is, the caller knows
    }

    // The payload is the latest state: somebody who left may be back. The list tells.
    void whoIsBackIsNotRemoved()
    {
        for (const char *state : {"JOINED", "INVITED"}) {
            QByteArray list = R"([{"membershipDeletedEventData":{"membership":{"state":"STATE",
                "name":"spaces/A/members/7","member":{"name":"users/7"}}}}])";
            const sync::MappedEvents mapped = events(list.replace("STATE", state));
            QVERIFY(mapped.batch.memberships.isEmpty());
            QVERIFY(mapped.membersChanged);
        }
        const sync::MappedEvents stateless = events(R"([{"membershipDeletedEventData":
            {"membership":{"name":"spaces/A/members/7","member":{"name":"users/7"}}}}])");
        QCOMPARE(stateless.batch.memberships.value(0).state, MembershipState::NotAMember);
        QVERIFY(!stateless.membersChanged);
    }

    // In one stretch, in the order it came.
    void aStretch()
    {
        const QByteArray mine
            = R"({"name":"spaces/A/messages/1/reactions/r","emoji":{"unicode":"👍"},"user":{"name":"users/me1"}})";
        const QByteArray joined
            = R"({"name":"spaces/A/members/7","member":{"name":"users/7","displayName":"Seven"}})";
        const sync::MappedEvents mapped = events(R"([
            {"eventTime":"2026-04-05T12:00:03Z","reactionCreatedEventData":{"reaction":)"
                                                 + mine + R"(}},
            {"eventTime":"2026-04-05T12:00:01Z","reactionDeletedEventData":{"reaction":)"
                                                 + mine + R"(}},
            {"membershipCreatedEventData":{"membership":)"
                                                 + joined + R"(}},
            {"messageCreatedEventData":{"message":{"name":"spaces/A/messages/1","text":"@Eve",
              "annotations":[{"type":"USER_MENTION","length":4,"userMention":{"user":{"name":"users/8"}}}]}}},
            {},null,"event",7])");
        QCOMPARE(mapped.newest.toString(), u"2026-04-05T12:00:03Z"_s);
        QCOMPARE(mapped.batch.reactions.size(), 2);
        QVERIFY(mapped.batch.reactions[0].mine);
        QVERIFY(!mapped.batch.reactions[1].mine);
        QCOMPARE(mapped.reactionsChanged.size(), 1);
        QCOMPARE(mapped.batch.users.size(), 4); // mine twice, seven, eight
        QCOMPARE(mapped.mentionNames.value(UserId(u"users/8"_s)), u"Eve"_s);
        QVERIFY(events("[]").batch.messages.isEmpty());
    }

    // What people did to the space, as "kind user name", each under a name of its own.
    void happenings_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QStringList>("told");
        const QByteArray joined
            = R"({"membership":{"name":"spaces/A/members/7","state":"JOINED","member":{"name":"users/7"}}})";
        const QByteArray invited
            = R"({"membership":{"name":"spaces/A/members/8","state":"INVITED","member":{"name":"users/8"}}})";
        const QByteArray gone
            = R"({"membership":{"name":"spaces/A/members/9","state":"NOT_A_MEMBER"}})";
        const QByteArray group
            = R"({"membership":{"name":"spaces/A/members/g","groupMember":{"name":"groups/g"}}})";
        const auto one = [](const QByteArray &kind, const QByteArray &data) -> QByteArray {
            return '"' + kind + "EventData\":" + data;
        };
        const auto many = [](const QByteArray &kind, const QByteArray &list) -> QByteArray {
            return '"' + kind + "EventData\":{\"memberships\":[" + list + "]}";
        };
        QTest::newRow("joined") << one("membershipCreated", joined)
                                << QStringList{u"e1#0 joined users/7 "_s};
        QTest::newRow("invited") << one("membershipCreated", invited)
                                 << QStringList{u"e1#0 invited users/8 "_s};
        QTest::newRow("accepted, perhaps")
            << one("membershipUpdated", joined) << QStringList{u"e1#0 accepted users/7 "_s};
        QTest::newRow("still invited") << one("membershipUpdated", invited) << QStringList();
        QTest::newRow("left") << one("membershipDeleted", joined)
                              << QStringList{u"e1#0 left users/7 "_s};
        QTest::newRow("left, by name")
            << one("membershipDeleted", gone) << QStringList{u"e1#0 left users/9 "_s};
        QTest::newRow("left, who knows who")
            << one("membershipDeleted", "{}") << QStringList{u"e1#0 left  "_s};
        QTest::newRow("joined, gone meanwhile")
            << one("membershipCreated", R"({"membership":{}})") << QStringList();
        QTest::newRow("the calling app")
            << one("membershipDeleted", R"({"membership":{"name":"spaces/A/members/app"}})")
            << QStringList{u"e1#0 left  "_s};
        QTest::newRow("a group") << one("membershipCreated", group) << QStringList();
        QTest::newRow("several") << many("membershipBatchCreated",
                                         joined + ',' + group + ',' + invited)
                                 << QStringList{u"e1#0 joined users/7 "_s,
                                                u"e1#1 invited users/8 "_s};
        QTest::newRow("several gone") << many("membershipBatchDeleted", "{},{}")
                                      << QStringList{u"e1#0 left  "_s, u"e1#1 left  "_s};
        QTest::newRow("a name") << one("spaceUpdated",
                                       R"({"space":{"name":"spaces/A","displayName":"New"}})")
                                << QStringList{u"e1#0 named  New"_s};
        QTest::newRow("no name") << one("spaceUpdated", R"({"space":{"name":"spaces/A"}})")
                                 << QStringList();
    }
    void happenings()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QStringList, told);
        const auto tell = [&payload](const QByteArray &name) {
            return events(R"([{"name":")" + name
                          + R"(","eventType":"t","eventTime":"2026-04-05T12:00:01Z",)" + payload
                          + "}]");
        };
        const char *kinds[]{"joined", "invited", "accepted", "left", "named"};
        QStringList seen;
        for (const store::HappeningTold &each : tell("spaces/A/spaceEvents/e1").batch.happenings) {
            QCOMPARE(each.space.name(), u"spaces/A"_s);
            QCOMPARE(each.time.toString(), u"2026-04-05T12:00:01Z"_s);
            seen << u"%1 %2 %3 %4"_s.arg(each.event, QLatin1StringView(kinds[int(each.kind)]),
                                         each.user.name(), each.name);
        }
        QCOMPARE(seen, told);
        // What has no name cannot be told once.
        QVERIFY(tell("nonsense").batch.happenings.isEmpty());
    }

    // A space that is being imported is nobody's conversation, told by events or not.
    void importedSpacesStayOut()
    {
        QVERIFY(
            events(R"([{"spaceUpdatedEventData":{"space":{"name":"spaces/A","importMode":true}}}])")
                .batch.spaces.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMappingEvents)
#include "tst_mapping_events.moc"
