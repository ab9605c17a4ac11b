// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include <QPointer>
#include <QTest>
#include <QThread>

using namespace storetest;
using namespace Qt::StringLiterals;

// When and where handlers are called, and how it ends.
class StoreThreadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handlersComeLaterAndOnce();
    void changedComesBeforeTheHandler();
    void waitingBatchesShareOneTransaction();
    void callsTakeEffectInOrder();
    void nothingForDeadContexts();
    void storeMayDieInAHandler();
    void endFinishesWhatWasAsked();
    void ownUserIsNeverMixed();
    void wipeRemoves();
};

void StoreThreadTest::handlersComeLaterAndOnce()
{
    const Directory directory;
    Opened opened(directory.path());
    QObject context;
    bool returned = false;
    int calls = 0;
    opened.store->apply(messages({message(1, 1, 10)}), &context, [&](const auto &result) {
        QVERIFY(result);
        QVERIFY(returned);
        QCOMPARE(QThread::currentThread(), thread());
        ++calls;
    });
    returned = true;
    QTRY_COMPARE(calls, 1);
    opened.conversations(); // a whole round later
    QCOMPARE(calls, 1);
}

void StoreThreadTest::changedComesBeforeTheHandler()
{
    const Directory directory;
    Opened opened(directory.path());
    bool done = false;
    opened.store->apply(messages({message(1, 1, 10)}), this, [&](const Result<ChangeSet> &result) {
        QCOMPARE(opened.takeChanges(), *result);
        done = true;
    });
    QTRY_VERIFY(done);
}

void StoreThreadTest::waitingBatchesShareOneTransaction()
{
    const Directory directory;
    Store store(pathsIn(directory.path()));
    int changes = 0;
    int answers = 0;
    connect(&store, &Store::changed, this, [&] { ++changes; });
    // Opening takes longer than asking for what follows.
    store.open(this, [](const auto &) {});
    for (int number = 1; number <= 40; ++number) {
        store.apply(messages({message(1, number, number)}), this, [&](const auto &result) {
            QVERIFY(result);
            ++answers;
        });
    }
    QTRY_COMPARE(answers, 40);
    QVERIFY2(changes < 10, qPrintable(QString::number(changes)));
}

void StoreThreadTest::callsTakeEffectInOrder()
{
    const Directory directory;
    Opened opened(directory.path());
    QList<qsizetype> sizes;
    for (int number = 1; number <= 5; ++number) {
        opened.store->apply(messages({message(1, number, number)}));
        opened.store->newest(top(1), 50, this,
                             [&](const auto &page) { sizes.append(page->messages.size()); });
    }
    QTRY_COMPARE(sizes, QList<qsizetype>({1, 2, 3, 4, 5}));
}

void StoreThreadTest::nothingForDeadContexts()
{
    const Directory directory;
    Opened opened(directory.path());
    bool called = false;
    auto first = std::make_unique<QObject>();
    auto second = std::make_unique<QObject>();
    opened.store->conversations(first.get(), [&](const auto &) { called = true; });
    // Its answer is on its way already when the handler before it ends it.
    opened.store->users(this, [&](const auto &) { second.reset(); });
    opened.store->users(second.get(), [&](const auto &) { called = true; });
    first.reset();
    opened.conversations();
    QVERIFY(!second);
    QVERIFY(!called);
}

void StoreThreadTest::storeMayDieInAHandler()
{
    const Directory directory;
    QPointer<Store> store = new Store(pathsIn(directory.path()));
    bool late = false;
    store->open(this, [&](const auto &) { delete store; });
    store->users(this, [&](const auto &) { late = true; });
    QTRY_VERIFY(!store);
    QCoreApplication::processEvents();
    QVERIFY(!late);
}

void StoreThreadTest::endFinishesWhatWasAsked()
{
    const Directory directory;
    {
        Store store(pathsIn(directory.path()));
        store.open(this, [](const auto &) {});
        for (int number = 1; number <= 50; ++number) {
            store.enqueue(create(1, number, u"text"_s, number), this, [](const auto &) {});
            store.apply(messages({message(1, number, number)}));
        }
        store.saveDraft({top(1), u"draft"_s, {}});
    }
    Opened opened(directory.path());
    QCOMPARE(opened.outbox().size(), 50);
    QCOMPARE(opened.newest(top(1), 200).messages.size(), 100);
    QCOMPARE(opened.draft(top(1)), u"draft"_s);
}

void StoreThreadTest::ownUserIsNeverMixed()
{
    const Directory directory;
    Opened opened(directory.path());
    const auto set = [&opened](const UserId &user) {
        return wait<UserId>([&](QObject *context, auto handler) {
            opened.store->setOwnUser(user, context, handler);
        });
    };
    QVERIFY(set(me));
    const Result<UserId> other = set(anna);
    QVERIFY(!other);
    QCOMPARE(other.error().kind, ErrorKind::FailedPrecondition);
    QCOMPARE(wait<UserId>([&](QObject *context, auto handler) {
                 opened.store->ownUser(context, handler);
             }).value(),
             me);
}

void StoreThreadTest::wipeRemoves()
{
    const Directory directory;
    Opened opened(directory.path());
    Batch batch = messages({message(1, 1, 10)});
    batch.spaces = {space(1, 10)};
    QVERIFY(opened.apply(batch));
    QVERIFY(opened.enqueue(create(1, 1, u"kept"_s, 5)));
    const auto wipe = [&opened](bool outboxToo) {
        return wait<bool>([&](QObject *context, auto handler) {
            opened.store->wipe(outboxToo, context, handler);
        });
    };
    opened.takeChanges();
    QVERIFY(wipe(false));
    QCOMPARE(opened.takeChanges().removedSpaces, QList<SpaceId>{spaceId(1)});
    QVERIFY(opened.conversations().isEmpty());
    QCOMPARE(opened.outbox().size(), 1);
    QVERIFY(opened.apply(batch));
    QCOMPARE(opened.conversations().size(), 1);
    QVERIFY(wipe(true));
    QVERIFY(QDir(directory.path()).isEmpty());
    QVERIFY(!opened.enqueue(create(1, 2, u"late"_s, 5)));
    opened.store.reset();
    QVERIFY(QDir(directory.path()).isEmpty());
}

QTEST_GUILESS_MAIN(StoreThreadTest)
#include "tst_storethread.moc"
