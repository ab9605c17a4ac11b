// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/cleaning.h"
#include "models/store/engine.h"
#include "models/store/merge.h"

#include <QTest>

#include <limits>

using namespace storetest;
using namespace Qt::StringLiterals;

// Which version of a value wins, and that it comes back as it went in.
class StoreValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergedMessages_data();
    void mergedMessages();
    void partialUsersKeepNames();
    void textIsCleaned();
    void everyFieldComesBack();
    void ownRole();
};

void StoreValuesTest::mergedMessages_data()
{
    QTest::addColumn<Message>("stored");
    QTest::addColumn<Message>("incoming");
    QTest::addColumn<bool>("replaced");

    const Message plain = message(1, 1, 10);
    Message edited = plain;
    edited.lastUpdateTime = at(20);
    edited.text = u"edited"_s;
    Message editedLater = edited;
    editedLater.lastUpdateTime = at(30);
    Message reacted = plain;
    reacted.reactions = {{{u"a"_s, {}, {}}, 1, false}};
    const Message deleted = tombstone(1, 1, 10, 40);
    const Message deletedLater = tombstone(1, 1, 10, 50);

    QTest::newRow("edit over original") << plain << edited << true;
    QTest::newRow("original over edit") << edited << plain << false;
    QTest::newRow("later edit") << edited << editedLater << true;
    QTest::newRow("earlier edit") << editedLater << edited << false;
    QTest::newRow("same version, other reactions") << plain << reacted << true;
    QTest::newRow("deletion") << editedLater << deleted << true;
    QTest::newRow("edit over deletion") << deleted << editedLater << false;
    QTest::newRow("later deletion") << deleted << deletedLater << true;
    QTest::newRow("earlier deletion") << deletedLater << deleted << false;
}

void StoreValuesTest::mergedMessages()
{
    QFETCH(const Message, stored);
    QFETCH(const Message, incoming);
    QFETCH(const bool, replaced);
    const Message result = merged(stored, incoming);
    const Message &winner = replaced ? incoming : stored;
    QCOMPARE(result.text, winner.text);
    QCOMPARE(result.lastUpdateTime, winner.lastUpdateTime);
    QCOMPARE(result.deleteTime, winner.deleteTime);
    QCOMPARE(result.reactions, winner.reactions);
    QCOMPARE(merged(result, incoming), result);
    // Of which a tombstone says nothing.
    QCOMPARE(result.thread, stored.thread.isEmpty() ? incoming.thread : stored.thread);
}

void StoreValuesTest::partialUsersKeepNames()
{
    const User full{anna, UserType::Human, u"Anna"_s, u"a@example.org"_s, u"https://x/a"_s, u"d"_s,
                    false};
    User bare;
    bare.id = anna;
    QCOMPARE(merged(full, bare), full);
    QCOMPARE(merged(bare, full), full);
    User app = bare;
    app.type = UserType::App;
    QCOMPARE(merged(app, bare).type, UserType::App);
    User unknown = bare;
    unknown.anonymous = true;
    QVERIFY(merged(full, unknown).anonymous);
    QCOMPARE(merged(full, unknown).displayName, u"Anna"_s);
    QVERIFY(!merged(unknown, full).anonymous);
}

void StoreValuesTest::textIsCleaned()
{
    const QChar high(0xd83d);
    const QChar low(0xdc4d);
    const QString thumb = QString(high) + low;
    QCOMPARE(cleaned(thumb), thumb);
    QCOMPARE(cleaned(u"a"_s + QChar(0) + u"b"_s), u"a\ufffdb"_s);
    QCOMPARE(cleaned(u"a"_s + high), u"a\ufffd"_s);
    QCOMPARE(cleaned(QString(low) + thumb), u"\ufffd"_s + thumb);
    QCOMPARE(cleaned(QString(high) + thumb), u"\ufffd"_s + thumb);

    Directory directory;
    Engine engine(pathsIn(directory.path()));
    QVERIFY(engine.open());
    for (const QString &text : {QString(QChar(0)), QString(high), u"\ufeffx"_s, u"\U0001f44d"_s,
                                u"\u202e\u0000\ufffe\uffff"_s}) {
        Message dirty = message(1, 1, 10);
        dirty.text = text;
        dirty.formattedText = text + low;
        dirty.attachments = {{{}, text, {}, {}, {}, AttachmentSource::Drive}};
        dirty.lastUpdateTime = at(20 + qHash(text) % 1000);
        QVERIFY(engine.apply({messages({dirty})}));
        const Result<ChangeSet> again = engine.apply({messages({dirty})});
        QVERIFY(again);
        QVERIFY(again->isEmpty());
    }
}

void StoreValuesTest::everyFieldComesBack()
{
    Message full = message(1, 1, 10);
    full.clientId = localId(1, 9);
    full.threadReply = true;
    full.lastUpdateTime = at(11);
    full.formattedText = u"*text* 1"_s;
    full.fallbackText = u"fallback"_s;
    full.annotations = {{AnnotationType::RichLink, 1, 2, anna, u"https://x"_s, u"title"_s, {}},
                        {AnnotationType::CustomEmoji,
                         3,
                         std::numeric_limits<int>::max(),
                         {},
                         {},
                         {},
                         {{}, u"customEmojis/E"_s, u":e:"_s}}};
    full.annotations[0].link = RichLink{LinkKind::MeetSpace,
                                        u"drive"_s,
                                        u"mime"_s,
                                        SpaceId(u"spaces/L"_s),
                                        ThreadId(u"spaces/L/threads/T"_s),
                                        MessageId(u"spaces/L/messages/M"_s),
                                        u"abc"_s,
                                        true,
                                        HuddleState::Missed,
                                        u"calendar"_s,
                                        u"event"_s};
    full.annotations[1].command = SlashCommand{7, u"/help"_s, carl, true};
    full.annotations[1].joins = true;
    full.silent = true;
    full.markdown = true;
    full.argumentText = u"argument"_s;
    full.matchedUrl = u"https://m"_s;
    full.slashCommand = 1LL << 40;
    full.citations = {{u"t"_s, u"https://c"_s}};
    full.attachments
        = {{u"n"_s, u"c.png"_s, u"image/png"_s, u"m"_s, {}, AttachmentSource::Uploaded},
           {{}, u"d"_s, {}, {}, u"file"_s, AttachmentSource::Drive}};
    full.gifUris = {u"https://gif"_s};
    full.reactions
        = {{{u"a"_s, {}, {}}, 3, false}, {{{}, u"customEmojis/E"_s, u":e:"_s}, 2, false}};
    full.quote = Quote{messageId(1, 5), at(3), QuoteType::Forward, bert, u"Bert"_s, u"quoted"_s};
    full.quote->formattedText = u"*quoted*"_s;
    full.quote->annotations = full.annotations;
    full.quote->attachments = full.attachments;
    full.quote->forwardedFrom = SpaceId(u"spaces/F"_s);
    full.quote->forwardedFromName = u"from"_s;
    full.cards = R"({"cardsV2":[{}]})";
    full.privateViewer = me;
    Message gone = tombstone(1, 2, 20, 30);
    gone.deletedBy = DeletedBy::SpaceMember;
    Space space = storetest::space(1, 77);
    space.type = SpaceType::GroupChat;
    space.description = u"d"_s;
    space.uri = u"https://chat"_s;
    space.createTime = at(1);
    space.threading = ThreadingState::Unthreaded;
    space.history = HistoryState::Off;
    space.appDirectMessage = true;
    space.externalUserAllowed = true;
    space.memberCount = 12;
    space.groupCount = 2;
    space.guidelines = u"be kind"_s;
    space.permissions = SpacePermissions{
        .manageMembers = PermissionLevel::Owners,
        .modifyDetails = PermissionLevel::Managers,
        .toggleHistory = PermissionLevel::Everyone,
        .mentionAll = PermissionLevel::Owners,
        .manageApps = PermissionLevel::Managers,
        .manageWebhooks = PermissionLevel::Everyone,
        .postMessages = PermissionLevel::Owners,
        .replyMessages = PermissionLevel::Managers,
        .viewMembers = PermissionLevel::Everyone,
    };
    space.access
        = SpaceAccess{SpaceVisibility::Discoverable, u"audiences/default"_s, {u"a"_s}, {u"b"_s},
                      {u"c"_s}};
    space.adminInstalled = true;
    space.importing = true;
    space.importExpires = at(5);
    const User app{carl, UserType::App, u"Bot"_s, u"e"_s, u"https://a"_s, u"d"_s, true};

    Directory directory;
    {
        Engine engine(pathsIn(directory.path()));
        QVERIFY(engine.open());
        QVERIFY(engine.setOwnUser(me));
        Batch batch = messages({full, gone});
        batch.spaces = {space};
        batch.users = {app};
        batch.notifications = {{space.id, true, NotificationLevel::ForYou}};
        batch.eventCursors = {{space.id, at(70)}};
        batch.readStates = {{space.id, at(60)}};
        batch.memberLists = {{space.id,
                              {{space.id, anna, {}, MembershipRole::Owner, MembershipState::Joined},
                               {space.id, {}, u"groups/g"_s, {}, MembershipState::Invited}}}};
        QVERIFY(engine.apply({batch}));
        QCOMPARE(engine.apply({batch})->messages, QList<Message>());
    }
    Engine engine(pathsIn(directory.path()));
    QVERIFY(engine.open());
    QCOMPARE(engine.ownUser().value(), me);
    QCOMPARE(engine.message(full.id).value(), full);
    QCOMPARE(engine.message(gone.id).value(), gone);
    const Conversation conversation = engine.conversations()->constFirst();
    QCOMPARE(conversation.space, space);
    QVERIFY(conversation.muted);
    QCOMPARE(conversation.notificationLevel, NotificationLevel::ForYou);
    QCOMPARE(conversation.others, QList<UserId>{anna});
    QCOMPARE(engine.users().value(), QList<User>{app});
    QCOMPARE(engine.members(space.id)->size(), 2);
    const SpaceState state = engine.spaceStates()->constFirst();
    QCOMPARE(state.eventCursor, at(70));
    QVERIFY(state.membersKnown);
    QVERIFY(state.readStateKnown);
    QCOMPARE(engine.namelessUsers(10).value(), QList<UserId>{anna});
}

void StoreValuesTest::ownRole()
{
    const Directory directory;
    Engine engine(pathsIn(directory.path()));
    QVERIFY(engine.open());
    QVERIFY(engine.setOwnUser(me));
    QVERIFY(engine.apply({spaces({space(1)})}));
    QVERIFY(!engine.conversations()->constFirst().ownRole);
    const auto told = [&engine](const Batch &batch) {
        const Result<ChangeSet> changes = engine.apply({batch});
        return changes ? changes->conversations : QList<Conversation>();
    };
    const auto as = [](const UserId &user, MembershipRole role, MembershipState state) {
        return Membership{spaceId(1), user, {}, role, state};
    };
    Batch list;
    list.memberLists = {{spaceId(1),
                         {as(anna, MembershipRole::Owner, MembershipState::Joined),
                          as(me, MembershipRole::Member, MembershipState::Joined)}}};
    QVERIFY(told(list).value(0).ownRole == MembershipRole::Member);
    Batch event;
    event.memberships = {as(me, MembershipRole::Manager, MembershipState::Joined)};
    QVERIFY(told(event).value(0).ownRole == MembershipRole::Manager);
    event.memberships = {as(me, MembershipRole::Manager, MembershipState::Invited)};
    const QList<Conversation> invited = told(event);
    QCOMPARE(invited.size(), 1);
    QVERIFY(!invited[0].ownRole); // not yet
}

QTEST_GUILESS_MAIN(StoreValuesTest)
#include "tst_storevalues.moc"
