// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/database.h"
#include "models/store/statement.h"

#include <QTest>

using namespace storetest;
using namespace Qt::StringLiterals;

// What the store is for, call by call: batches in, pages and summaries out.
class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void applyTwiceChangesNothing();
    void pagesAreContiguous();
    void pendingComesLast();
    void echoReconciles();
    void settleReconciles();
    void answerWithoutTheMessage();
    void unread_data();
    void unread();
    void overlayShowsAndGoes();
    void theLaterEditShows();
    void laneWaitsForRefused();
    void repliesAreCounted();
    void keptOverRestart();
    void earlierTextsAreKept();
    void earlierTextsOfMyOwn();
    void begunIsNotGone();
};

void StoreTest::applyTwiceChangesNothing()
{
    const Directory directory;
    Opened opened(directory.path());
    Batch batch = covered(1, 0, 100, {message(1, 1, 10), reply(1, 2, 20, 1), message(1, 3, 30)});
    batch.spaces = {space(1, 100)};
    batch.users = {{anna, UserType::Human, u"Anna"_s, {}, {}, {}, false}};
    batch.memberLists = {{spaceId(1), {{spaceId(1), anna, {}, {}, {}}}}};
    batch.readStates = {{spaceId(1), at(15)}};
    batch.reactions = {{messageId(1, 1), {u"x"_s, {}, {}}, true}};
    const Result<ChangeSet> first = opened.apply(batch);
    QVERIFY(first);
    QCOMPARE(names(first->messages), QStringList({u"M0001"_s, u"M0002"_s, u"M0003"_s}));
    QCOMPARE(first->users.size(), 1);
    QCOMPARE(first->conversations.size(), 1);
    QCOMPARE(opened.takeChanges(), *first);
    const Result<ChangeSet> second = opened.apply(batch);
    QVERIFY(second);
    QCOMPARE(*second, ChangeSet());
    QCOMPARE(opened.takeChanges(), ChangeSet());
}

void StoreTest::pagesAreContiguous()
{
    const Directory directory;
    Opened opened(directory.path());
    QVERIFY(opened.apply(covered(1, 0, 20, {message(1, 1, 10), message(1, 2, 20)})));
    QVERIFY(opened.apply(covered(1, 40, 60, {message(1, 5, 50), message(1, 6, 60)})));
    TimelinePage page = opened.newest(top(1));
    QCOMPARE(texts(page), QStringList({u"text 5"_s, u"text 6"_s}));
    QVERIFY(page.reachesEnd);
    QVERIFY(!page.reachesStart);
    QVERIFY(opened.older(top(1), keyOf(page.messages[0])).messages.isEmpty());
    QVERIFY(opened.apply(covered(1, 20, 45, {message(1, 3, 30), message(1, 4, 40)})));
    page = opened.older(top(1), keyOf(page.messages[0]), 3);
    QCOMPARE(texts(page), QStringList({u"text 2"_s, u"text 3"_s, u"text 4"_s}));
    QVERIFY(!page.reachesStart);
    page = opened.older(top(1), keyOf(page.messages[0]), 3);
    QCOMPARE(texts(page), QStringList({u"text 1"_s}));
    QVERIFY(page.reachesStart);
    page = opened.newer(top(1), keyOf(page.messages[0]), 3);
    QCOMPARE(texts(page), QStringList({u"text 2"_s, u"text 3"_s, u"text 4"_s}));
    QVERIFY(!page.reachesEnd);
}

void StoreTest::pendingComesLast()
{
    const Directory directory;
    Opened opened(directory.path());
    QVERIFY(opened.apply(spaces({space(1)})));
    QVERIFY(opened.apply(covered(1, 0, 20, {message(1, 1, 10), message(1, 2, 20)})));
    opened.takeChanges();
    const Result<OutboxItem> item = opened.enqueue(create(1, 1, u"hello"_s, 5));
    QVERIFY(item);
    QCOMPARE(item->sequence, 1);
    const ChangeSet changes = opened.takeChanges();
    QCOMPARE(names(changes.messages), QStringList{u"client-1"_s});
    QCOMPARE(changes.conversations.size(), 1);
    QCOMPARE(changes.conversations[0].queuedCount, 1);
    QCOMPARE(changes.conversations[0].preview, u"hello"_s);
    const TimelinePage page = opened.newest(top(1));
    QCOMPARE(texts(page), QStringList({u"text 1"_s, u"text 2"_s, u"hello"_s}));
    const Message &pending = page.messages[2];
    QCOMPARE(pending.sendState, SendState::Queued);
    QCOMPARE(pending.sender, me);
    QCOMPARE(opened.message(localId(1, 1)).value_or(Message()), pending);
    QCOMPARE(texts(opened.older(top(1), keyOf(pending), 1)), QStringList{u"text 2"_s});
    QCOMPARE(texts(opened.newer(top(1), keyOf(page.messages[1]), 5)), QStringList{u"hello"_s});
    QVERIFY(!opened.enqueue(create(1, 1, u"again"_s, 6)));
    QVERIFY(opened.discard(1));
    QCOMPARE(opened.takeChanges().removedMessages, QList<MessageId>{localId(1, 1)});
    QCOMPARE(texts(opened.newest(top(1))), QStringList({u"text 1"_s, u"text 2"_s}));
}

void StoreTest::echoReconciles()
{
    const Directory directory;
    Opened opened(directory.path());
    QVERIFY(opened.apply(spaces({space(1)})));
    OutboxItem item = opened.enqueue(create(1, 1, u"hello"_s, 5)).value_or(OutboxItem());
    item.state = OutboxState::Sending;
    item.attempts = 1;
    QVERIFY(opened.update(item));
    Message echo = message(1, 7, 9, me);
    echo.text = u"hello"_s;
    echo.formattedText = echo.text;
    echo.clientId = localId(1, 1);
    const Result<ChangeSet> changes = opened.apply(covered(1, 0, 10, {echo}));
    QVERIFY(changes);
    QCOMPARE(changes->reconciliations, QList<Reconciliation>({{localId(1, 1), messageId(1, 7)}}));
    QCOMPARE(names(changes->messages), QStringList{u"M0007"_s});
    QCOMPARE(changes->conversations.size(), 1);
    QCOMPARE(changes->conversations[0].queuedCount, 0);
    QVERIFY(opened.outbox().isEmpty());
    QCOMPARE(opened.newest(top(1)).messages, QList<Message>{echo});
    // The answer that comes after it changes nothing.
    const Result<ChangeSet> late = opened.settle(item.sequence, messages({echo}));
    QVERIFY(late);
    QVERIFY(late->isEmpty());
    QCOMPARE(opened.message(localId(1, 1)).value_or(Message()), echo);
}

void StoreTest::settleReconciles()
{
    const Directory directory;
    Opened opened(directory.path());
    QVERIFY(opened.apply(spaces({space(1)})));
    const OutboxItem item = opened.enqueue(create(1, 1, u"hello"_s, 5)).value_or(OutboxItem());
    const Message answer = message(1, 7, 9, me); // without the client id
    const Result<ChangeSet> changes = opened.settle(item.sequence, messages({answer}));
    QVERIFY(changes);
    QCOMPARE(changes->reconciliations, QList<Reconciliation>({{localId(1, 1), messageId(1, 7)}}));
    QVERIFY(opened.outbox().isEmpty());
    QCOMPARE(names(opened.newest(top(1)).messages), QStringList{u"M0007"_s});
    QVERIFY(!opened.conversation(1).unread);
}

// The service has it, but nobody has seen it there: it stays on its way until somebody does.
void StoreTest::answerWithoutTheMessage()
{
    const Directory directory;
    Opened opened(directory.path());
    const OutboxItem item = opened.enqueue(create(1, 1, u"hello"_s, 5)).value_or(OutboxItem());
    QVERIFY(opened.settle(item.sequence, {}));
    QCOMPARE(opened.outbox().size(), 1);
    QCOMPARE(opened.outbox()[0].state, OutboxState::Sent);
    QCOMPARE(opened.newest(top(1)).messages[0].sendState, SendState::Sending);
    Message echo = message(1, 7, 9, me);
    echo.clientId = localId(1, 1);
    QVERIFY(opened.apply(messages({echo})));
    QVERIFY(opened.outbox().isEmpty());
    QCOMPARE(opened.newest(top(1)).messages, QList<Message>{echo});
}

void StoreTest::unread_data()
{
    QTest::addColumn<qint64>("lastRead"); // 0: not known
    QTest::addColumn<qint64>("lastActive");
    QTest::addColumn<qint64>("coveredTo");
    QTest::addColumn<QList<Message>>("messages");
    QTest::addColumn<int>("unreadCount");
    QTest::addColumn<int>("mentionCount");
    QTest::addColumn<bool>("unread");

    Message mention = message(1, 9, 50);
    mention.annotations = {{AnnotationType::UserMention, 0, 3, me, {}, {}, {}}};
    Message mentionAll = reply(1, 10, 55, 1);
    mentionAll.annotations = {{AnnotationType::AllMention, 0, 4, {}, {}, {}, {}}};
    Message mentionOther = message(1, 11, 56);
    mentionOther.annotations = {{AnnotationType::UserMention, 0, 3, bert, {}, {}, {}}};
    Message mentionByMe = message(1, 12, 57, me);
    mentionByMe.annotations = mentionAll.annotations;
    const QList<Message> two = {message(1, 1, 10), message(1, 2, 20)};
    using List = QList<Message>;

    QTest::newRow("unknown read state") << 0LL << 20LL << 20LL << two << 0 << 0 << false;
    QTest::newRow("all read") << 20LL << 20LL << 20LL << two << 0 << 0 << false;
    QTest::newRow("one after") << 10LL << 20LL << 20LL << two << 1 << 0 << true;
    QTest::newRow("both after") << 5LL << 20LL << 20LL << two << 2 << 0 << true;
    QTest::newRow("mine do not count")
        << 5LL << 20LL << 20LL << List{message(1, 1, 10, me), message(1, 2, 20, me)} << 0 << 0
        << false;
    QTest::newRow("replies do not count")
        << 15LL << 30LL << 30LL << List{message(1, 1, 10), reply(1, 2, 30, 1)} << 0 << 0 << false;
    QTest::newRow("deleted do not count")
        << 15LL << 30LL << 30LL << List{message(1, 1, 10), tombstone(1, 2, 30, 40)} << 0 << 0
        << false;
    QTest::newRow("mentioned") << 15LL << 50LL << 50LL << List{mention} << 1 << 1 << true;
    QTest::newRow("all mentioned in a reply")
        << 15LL << 55LL << 55LL << List{message(1, 1, 10), mentionAll} << 0 << 1 << true;
    QTest::newRow("others mentioned")
        << 15LL << 56LL << 56LL << List{mentionOther} << 1 << 0 << true;
    QTest::newRow("mentioned by me")
        << 15LL << 57LL << 57LL << List{mentionByMe} << 0 << 0 << false;
    QTest::newRow("mention read") << 60LL << 50LL << 50LL << List{mention} << 0 << 0 << false;
    QTest::newRow("newer not cached") << 20LL << 30LL << 20LL << two << 0 << 0 << true;
    QTest::newRow("newer but covered") << 20LL << 30LL << 30LL << two << 0 << 0 << false;
    QTest::newRow("my own newest, not covered")
        << 20LL << 30LL << 20LL << List{message(1, 1, 10), message(1, 3, 30, me)} << 0 << 0
        << false;
}

void StoreTest::unread()
{
    QFETCH(const qint64, lastRead);
    QFETCH(const qint64, lastActive);
    QFETCH(const qint64, coveredTo);
    QFETCH(const QList<Message>, messages);
    const Directory directory;
    Opened opened(directory.path());
    Batch batch = covered(1, 0, coveredTo, messages);
    batch.spaces = {space(1, lastActive)};
    if (lastRead != 0)
        batch.readStates = {{spaceId(1), at(lastRead)}};
    QVERIFY(opened.apply(batch));
    const Conversation conversation = opened.conversation(1);
    QTEST(conversation.unreadCount, "unreadCount");
    QTEST(conversation.mentionCount, "mentionCount");
    QTEST(conversation.unread, "unread");
}

void StoreTest::overlayShowsAndGoes()
{
    const Directory directory;
    Opened opened(directory.path());
    const Emoji thumb{u"\U0001f44d"_s, {}, {}};
    Message stored = message(1, 1, 10, me);
    stored.reactions = {{thumb, 2, false}};
    Batch page = covered(1, 0, 20, {stored, message(1, 2, 20)});
    page.spaces = {space(1, 20)};
    page.readStates = {{spaceId(1), at(5)}};
    QVERIFY(opened.apply(page));

    OutboxItem reaction = about(OutboxKind::CreateReaction, stored.id, 30);
    reaction.emoji = thumb;
    reaction = opened.enqueue(reaction).value_or(OutboxItem());
    QCOMPARE(opened.takeChanges().messages.constLast().reactions,
             QList<ReactionSummary>({{thumb, 3, true}}));
    // A page that still has the older state does not hide it.
    QVERIFY(opened.apply(page));
    QCOMPARE(opened.message(stored.id)->reactions, QList<ReactionSummary>({{thumb, 3, true}}));
    QVERIFY(opened.settle(reaction.sequence, {}));
    QCOMPARE(opened.message(stored.id)->reactions, QList<ReactionSummary>({{thumb, 3, true}}));

    OutboxItem edit = about(OutboxKind::UpdateMessage, stored.id, 31);
    edit.text = u"better"_s;
    edit = opened.enqueue(edit).value_or(OutboxItem());
    QCOMPARE(opened.message(stored.id)->text, u"better"_s);
    QVERIFY(opened.discard(edit.sequence));
    QCOMPARE(opened.message(stored.id)->text, u"text 1"_s);

    const OutboxItem remove
        = opened.enqueue(about(OutboxKind::DeleteMessage, stored.id, 32)).value_or(OutboxItem());
    QVERIFY(opened.message(stored.id)->isDeleted());
    QVERIFY(opened.settle(remove.sequence, {}));
    QVERIFY(opened.message(stored.id)->isDeleted());
    QVERIFY(opened.apply(page));
    QVERIFY(opened.message(stored.id)->isDeleted());

    QVERIFY(opened.conversation(1).unread);
    QVERIFY(opened.enqueue(markRead(1, 15)));
    const Result<OutboxItem> second = opened.enqueue(markRead(1, 20));
    QCOMPARE(opened.outbox().size(), 1);
    QVERIFY(!opened.conversation(1).unread);
    QVERIFY(opened.apply(page));
    QVERIFY(!opened.conversation(1).unread);
    QVERIFY(opened.settle(second->sequence, {}));
    QVERIFY(!opened.conversation(1).unread);
    QVERIFY(opened.outbox().isEmpty());
}

// One written while the message was pending, one after the service had named it.
void StoreTest::theLaterEditShows()
{
    const Directory directory;
    Opened opened(directory.path());
    OutboxItem edit = about(OutboxKind::UpdateMessage, localId(1, 1), 6);
    edit.text = u"first edit"_s;
    QVERIFY(opened.enqueue(create(1, 1, u"hello"_s, 5)));
    QVERIFY(opened.enqueue(edit));
    Message echo = message(1, 7, 9, me);
    echo.clientId = localId(1, 1);
    QVERIFY(opened.apply(messages({echo})));
    opened.takeChanges();
    edit.message = echo.id;
    edit.text = u"second edit"_s;
    QVERIFY(opened.enqueue(edit));
    QCOMPARE(opened.message(echo.id).value_or(Message()).text, edit.text);
    QCOMPARE(opened.takeChanges().messages.value(0).text, edit.text);
}

void StoreTest::laneWaitsForRefused()
{
    const Directory directory;
    Opened opened(directory.path());
    QVERIFY(opened.apply(spaces({space(1)})));
    OutboxItem first = opened.enqueue(create(1, 1, u"one"_s, 1)).value_or(OutboxItem());
    QVERIFY(opened.enqueue(create(1, 2, u"two"_s, 2)));
    QVERIFY(opened.enqueue(createReply(1, 3, u"other lane"_s, 3, 9)));
    opened.takeChanges();
    first.state = OutboxState::Failed;
    first.attempts = 1;
    first.failure = Error{ErrorKind::PermissionDenied, 403, u"PERMISSION_DENIED"_s, {}, {}, {}};
    QVERIFY(opened.update(first));
    ChangeSet changes = opened.takeChanges();
    QCOMPARE(names(changes.messages), QStringList({u"client-1"_s, u"client-2"_s}));
    QCOMPARE(changes.messages[0].sendState, SendState::Failed);
    QCOMPARE(changes.messages[0].failure, first.failure);
    QCOMPARE(changes.messages[1].sendState, SendState::WaitingForEarlier);
    QCOMPARE(changes.conversations.constLast().failedCount, 1);
    QCOMPARE(changes.conversations.constLast().queuedCount, 2);
    QVERIFY(opened.discard(first.sequence));
    changes = opened.takeChanges();
    QCOMPARE(changes.messages.size(), 1);
    QCOMPARE(changes.messages[0].sendState, SendState::Queued);
}

void StoreTest::repliesAreCounted()
{
    const Directory directory;
    Opened opened(directory.path());
    QVERIFY(opened.apply(covered(1, 0, 100, {message(1, 1, 10)})));
    const Result<ChangeSet> changes = opened.apply(
        messages({reply(1, 2, 20, 1), reply(1, 3, 30, 1, bert), reply(1, 4, 40, 1, bert)}));
    QVERIFY(changes);
    QCOMPARE(names(changes->messages),
             QStringList({u"M0001"_s, u"M0002"_s, u"M0003"_s, u"M0004"_s}));
    QCOMPARE(changes->messages[0].replyCount, 3);
    QCOMPARE(changes->messages[0].lastReplyTime, at(40));
    QCOMPARE(changes->messages[0].replySenders, QList<UserId>({bert, anna}));
    QVERIFY(opened.apply(messages({tombstone(1, 4, 40, 50)})));
    QCOMPARE(opened.message(messageId(1, 1))->replyCount, 2);
    QCOMPARE(texts(opened.newest(top(1))), QStringList{u"text 1"_s});
    QCOMPARE(opened.newest(inThread(1, 1)).messages.size(), 4);
}

void StoreTest::keptOverRestart()
{
    const Directory directory;
    TimelinePage page;
    QList<Conversation> conversations;
    QList<OutboxItem> outbox;
    {
        Opened opened(directory.path());
        Batch batch = covered(1, 0, 100, {message(1, 1, 10), reply(1, 2, 20, 1)});
        batch.spaces = {space(1, 20)};
        QVERIFY(opened.apply(batch));
        QVERIFY(opened.enqueue(create(1, 1, u"hello"_s, 5)));
        opened.store->saveDraft({top(1), u"half a thought"_s, {}});
        page = opened.newest(top(1));
        conversations = opened.conversations();
        outbox = opened.outbox();
    }
    Opened opened(directory.path(), false);
    QVERIFY(!opened.report.cacheError);
    QVERIFY(!opened.report.outboxError);
    QVERIFY(!opened.report.cacheRebuilt);
    QCOMPARE(opened.newest(top(1)), page);
    QCOMPARE(opened.conversations(), conversations);
    QCOMPARE(opened.outbox(), outbox);
    QCOMPARE(opened.draft(top(1)), u"half a thought"_s);
    QCOMPARE(page.messages.size(), 2);
}

// What an edited message said before: over a restart, and no longer than the message itself.
void StoreTest::earlierTextsAreKept()
{
    const Directory directory;
    const auto version = [](const QString &text, qint64 seconds) {
        Message edited = message(1, 1, 10);
        edited.text = text;
        edited.lastUpdateTime = at(seconds);
        return edited;
    };
    const auto earlier
        = [](Opened &opened) { return opened.message(messageId(1, 1)).value().earlierText; };
    {
        Opened opened(directory.path());
        Message first = message(1, 1, 10);
        first.text = u"the first version"_s;
        QVERIFY(opened.apply(covered(1, 0, 100, {first})));
        QCOMPARE(earlier(opened), QString());
        QVERIFY(opened.apply(messages({version(u"the second"_s, 20)})));
        QCOMPARE(earlier(opened), u"the first version"_s);
        QCOMPARE(opened.takeChanges().messages.constLast().earlierText, u"the first version"_s);
        // Something else than the text has changed: it still says the same.
        QVERIFY(opened.apply(messages({version(u"the second"_s, 30)})));
        QCOMPARE(earlier(opened), u"the first version"_s);
        QVERIFY(opened.apply(messages({version(u"the second"_s, 30)})).value().isEmpty());
    }
    Opened opened(directory.path());
    QCOMPARE(earlier(opened), u"the first version"_s);
    QVERIFY(opened.apply(messages({version(QString(5'000, u'x'), 40)})));
    QCOMPARE(earlier(opened), u"the second"_s);
    QVERIFY(opened.apply(messages({version(u"the last"_s, 50)})));
    QCOMPARE(earlier(opened), QString(longestEarlierText, u'x'));
    QVERIFY(opened.apply(messages({tombstone(1, 1, 10, 60)})));
    QCOMPARE(earlier(opened), QString());
    QVERIFY(opened.apply(messages({version(u"late"_s, 55)}))); // an answer from before
    QCOMPARE(earlier(opened), QString());
    opened.store.reset();
    Database database;
    QVERIFY(database.open(pathsIn(directory.path()).cacheDatabase, Durability::Relaxed));
    Statement left(database, "SELECT COUNT(*) FROM messages WHERE earlier_text IS NOT NULL");
    QVERIFY(left.next());
    QCOMPARE(left.integer(0), 0);
}

// While an edit of mine is on its way, what it replaces is the earlier text; taken back, it is not.
void StoreTest::earlierTextsOfMyOwn()
{
    const Directory directory;
    Opened opened(directory.path());
    Message mine = message(1, 1, 10, me);
    mine.text = u"wrong"_s;
    QVERIFY(opened.apply(covered(1, 0, 100, {mine})));
    OutboxItem edit = about(OutboxKind::UpdateMessage, mine.id, 20);
    edit.text = u"right"_s;
    const Result<OutboxItem> queued = opened.enqueue(edit);
    QVERIFY(queued);
    QCOMPARE(opened.message(mine.id)->text, u"right"_s);
    QCOMPARE(opened.message(mine.id)->earlierText, u"wrong"_s);
    QVERIFY(opened.discard(queued->sequence));
    QCOMPARE(opened.message(mine.id)->earlierText, QString());
    const Result<OutboxItem> again = opened.enqueue(edit);
    QVERIFY(again);
    QVERIFY(opened.settle(again->sequence, {}));
    QCOMPARE(opened.message(mine.id)->text, u"right"_s);
    QCOMPARE(opened.message(mine.id)->earlierText, u"wrong"_s);
}

// The service lists a direct message or group chat only once somebody has written in it.
void StoreTest::begunIsNotGone()
{
    const Directory directory;
    Opened opened(directory.path());
    Batch all;
    const auto add = [&all](int number, SpaceType type, qint64 active) {
        Space made = space(number, active);
        made.type = type;
        made.createTime = at(50);
        all.spaces.append(made);
    };
    add(1, SpaceType::DirectMessage, 0); // just begun
    add(2, SpaceType::GroupChat, 0);
    add(3, SpaceType::DirectMessage, 90); // written in, says the service
    add(4, SpaceType::DirectMessage, 0); // written in, as is known here
    add(5, SpaceType::Space, 0);
    QVERIFY(opened.apply(all));
    QVERIFY(opened.apply(covered(4, 0, 100, {message(4, 1, 60)})));
    Batch none;
    none.allSpaces.emplace();
    const Result<ChangeSet> changes = opened.apply(none);
    QVERIFY(changes);
    QSet<SpaceId> gone(changes->removedSpaces.begin(), changes->removedSpaces.end());
    QCOMPARE(gone, (QSet<SpaceId>{spaceId(3), spaceId(4), spaceId(5)}));
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
