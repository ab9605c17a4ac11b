// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/accountworld.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::AccountWorld;
using linnet::test::FakeChat;

// What each kind of space event does to the cache.
class TestEventKinds : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<AccountWorld> world;

    // What happened, at the service too; and the resource the event carries.
    QJsonObject payloadOf(const QString &kind)
    {
        const QString space = u"spaces/S0001"_s;
        FakeChat::Space &there = world->chat.spaces[space];
        if (kind == u"message.v1.created"_s)
            return world->chat.addMessage(u"S0001"_s, u"m1"_s, u"users/u1"_s, u"new"_s, 500);
        if (kind == u"message.v1.updated"_s) {
            there.messages[0].insert(u"text"_s, u"edited"_s);
            there.messages[0].insert(u"lastUpdateTime"_s, FakeChat::time(500));
            return there.messages[0];
        }
        if (kind == u"message.v1.deleted"_s) {
            return {{u"name"_s, QString(space + u"/messages/m0"_s)},
                    {u"createTime"_s, FakeChat::time(1)},
                    {u"deleteTime"_s, FakeChat::time(500)}};
        }
        if (kind == u"membership.v1.created"_s) {
            world->chat.addMember(u"S0001"_s, u"users/u7"_s, u"Person 7"_s);
            return there.members.constLast();
        }
        if (kind == u"membership.v1.deleted"_s) {
            there.members.removeLast();
            return {}; // of a member who is gone nothing is told
        }
        if (kind == u"space.v1.updated"_s) {
            return {
                {u"name"_s, space}, {u"spaceType"_s, u"SPACE"_s}, {u"displayName"_s, u"Renamed"_s}};
        }
        const bool added = kind == u"reaction.v1.created"_s;
        const QString emoji = added ? u"❤"_s : u"🎉"_s;
        there.messages[0].insert(u"emojiReactionSummaries"_s, QJsonArray());
        if (added) {
            there.messages[0].insert(
                u"emojiReactionSummaries"_s,
                QJsonArray{QJsonObject{{u"emoji"_s, QJsonObject{{u"unicode"_s, emoji}}},
                                       {u"reactionCount"_s, 1}}});
        }
        return {{u"name"_s, QString(space + u"/messages/m0/reactions/r"_s)},
                {u"emoji"_s, QJsonObject{{u"unicode"_s, emoji}}},
                {u"user"_s, QJsonObject{{u"name"_s, world->me.name()}}}};
    }

    bool hasArrived(const QString &kind)
    {
        const Message first = world->message(u"S0001"_s, u"m0"_s);
        if (kind == u"message.v1.created"_s)
            return world->message(u"S0001"_s, u"m1"_s).text == u"new"_s;
        if (kind == u"message.v1.updated"_s)
            return first.text == u"edited"_s;
        if (kind == u"message.v1.deleted"_s)
            return first.isDeleted();
        if (kind == u"membership.v1.created"_s)
            return world->members(u"S0001"_s).size() == 3;
        if (kind == u"membership.v1.deleted"_s)
            return world->members(u"S0001"_s).size() == 1;
        if (kind == u"reaction.v1.created"_s)
            return first.reactions.value(0).mine && first.reactions.value(0).count == 1
                && first.reactions.value(0).emoji.unicode == u"❤"_s;
        if (kind == u"reaction.v1.deleted"_s)
            return first.reactions.isEmpty();
        return world->conversation(u"S0001"_s).space.displayName == u"Renamed"_s;
    }

private Q_SLOTS:
    void init() { world = std::make_unique<AccountWorld>(); }
    void cleanup() { world.reset(); }

    // Each kind of event, by itself and in a batch, in a space that is not open.
    void everyKindArrives_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("data"); // what the payload is called
        QTest::addColumn<QString>("list"); // and its list in a batch
        QTest::addColumn<bool>("batch");
        for (const bool batch : {false, true}) {
            const char *suffix = batch ? ", batch" : "";
            const auto row = [&](const char *kind, const char *data, const char *list) {
                QTest::addRow("%s%s", kind, suffix)
                    << QString::fromLatin1(kind) << QString::fromLatin1(data)
                    << QString::fromLatin1(list) << batch;
            };
            row("message.v1.created", "message", "messages");
            row("message.v1.updated", "message", "messages");
            row("message.v1.deleted", "message", "messages");
            row("membership.v1.created", "membership", "memberships");
            row("membership.v1.deleted", "membership", "memberships");
            row("reaction.v1.created", "reaction", "reactions");
            row("reaction.v1.deleted", "reaction", "reactions");
            row("space.v1.updated", "space", "spaces");
        }
    }

    void everyKindArrives()
    {
        QFETCH(QString, kind);
        QFETCH(QString, data);
        QFETCH(QString, list);
        QFETCH(bool, batch);
        world->populate(3);
        world->react(u"S0001"_s, u"m0"_s, world->me.name(), 20);
        world->start();
        world->advance(3min);
        world->chat.tellsOfMessages = false;
        QJsonObject resource = payloadOf(kind);
        // "message.v1.created" is messageCreatedEventData or messageBatchCreatedEventData.
        const QString verb = kind.section(u'.', -1);
        const QString what = data + (batch ? u"Batch"_s : QString()) + verb.left(1).toUpper()
            + verb.mid(1) + u"EventData"_s;
        const QJsonObject one{{data, resource}};
        const QJsonObject payload = batch ? QJsonObject{{list, QJsonArray{one}}} : one;
        QString type = kind;
        if (batch)
            type.replace(u"v1."_s + verb, u"v1.batch"_s + verb.left(1).toUpper() + verb.mid(1));
        for (int twice = 0; twice < 2; ++twice)
            world->chat.addEvent(u"S0001"_s, type, {{what, payload}}, 600);
        world->advance(6min);
        QVERIFY2(hasArrived(kind), qPrintable(kind));
    }
};

QTEST_GUILESS_MAIN(TestEventKinds)
#include "tst_eventkinds.moc"
