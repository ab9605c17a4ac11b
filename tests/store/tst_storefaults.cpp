// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultyvfs.h"
#include "storetest.h"

#include <QFileInfo>
#include <QTest>

#include <sqlite3.h>

using namespace storetest;
using namespace Qt::StringLiterals;

// Every write fails once, in turn: once, and for ever after. Nothing is shown that is not stored,
// nothing that was acknowledged is lost, and the store goes on when writing works again.
class StoreFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enqueue_data() { faults(); }
    void enqueue();
    void replace_data() { faults(); }
    void replace();
    void apply_data() { faults(); }
    void apply();
    void settle_data() { faults(); }
    void settle();
    void opening_data() { faults(); }
    void opening();
    void failedAndRecoveredAreTold();
    void ballastIsGivenBack();
    void fullDiskAtStart();
    void openedLater();
    void copiesOfBrokenRowsStay();

private:
    static void faults();
    static void checkIntegrity(Opened &opened, const Directory &directory);
};

// After all that: both files are sound.
void StoreFaultsTest::checkIntegrity(Opened &opened, const Directory &directory)
{
    opened.store.reset();
    QCOMPARE(integrityOf(directory.filePath(u"outbox.db"_s)), u"ok"_s);
    QCOMPARE(integrityOf(directory.filePath(u"cache.db"_s)), u"ok"_s);
}

void StoreFaultsTest::faults()
{
    QTest::addColumn<bool>("forEver");
    QTest::addColumn<int>("code");
    QTest::newRow("I/O error, once") << false << int(SQLITE_IOERR);
    QTest::newRow("I/O error, for ever") << true << int(SQLITE_IOERR);
    QTest::newRow("full, once") << false << int(SQLITE_FULL);
    QTest::newRow("full, for ever") << true << int(SQLITE_FULL);
}

void StoreFaultsTest::enqueue()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    FaultyVfs vfs;
    bool failing = true;
    for (int nth = 1; failing; ++nth) {
        const Directory directory;
        QStringList acknowledged;
        {
            Opened opened(directory.path());
            QVERIFY(opened.apply(spaces({space(1)})));
            vfs.failAt(nth, forEver, code);
            for (int number = 1; number <= 4; ++number) {
                const QString text = u"message %1"_s.arg(number);
                const Result<OutboxItem> item = opened.enqueue(create(1, number, text, number));
                if (item)
                    acknowledged.append(text);
                else
                    QVERIFY(!opened.failures.isEmpty());
            }
            failing = vfs.hasFailed();
            QCOMPARE(texts(opened.newest(top(1))), acknowledged);
            QCOMPARE(opened.conversation(1).queuedCount, acknowledged.size());
            vfs.heal();
            QVERIFY(opened.enqueue(create(1, 9, u"after"_s, 9)));
            acknowledged.append(u"after"_s);
            QCOMPARE(texts(opened.newest(top(1))), acknowledged);
        }
        Opened opened(directory.path());
        QVERIFY(!opened.report.outboxError);
        QCOMPARE(opened.report.quarantined, 0);
        QCOMPARE(texts(opened.newest(top(1))), acknowledged);
        checkIntegrity(opened, directory);
    }
}

// One message in place of another, or its removal in place of it: never both, never neither, and
// what was written about the first goes with it.
void StoreFaultsTest::replace()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    FaultyVfs vfs;
    bool failing = true;
    for (int nth = 1; failing; ++nth) {
        const Directory directory;
        QList<OutboxItem> expected;
        {
            Opened opened(directory.path());
            QVERIFY(opened.apply(spaces({space(1)})));
            Result<OutboxItem> first = opened.enqueue(create(1, 1, u"frist"_s, 1));
            Result<OutboxItem> second = opened.enqueue(create(1, 2, u"second"_s, 2));
            for (Result<OutboxItem> *item : {&first, &second}) {
                (*item)->attempts = 1;
                QVERIFY(opened.update(**item));
                QVERIFY(opened.enqueue(about(OutboxKind::UpdateMessage, (*item)->message, 3)));
            }
            expected = opened.outbox();
            QCOMPARE(expected.size(), 4);
            vfs.failAt(nth, forEver, code);
            const OutboxItem other = create(1, 4, u"first"_s, 4);
            const Result<OutboxItem> exchanged = opened.replace(
                first->sequence, other, about(OutboxKind::UpdateMessage, first->message, 4));
            if (exchanged) {
                expected.removeIf([&](const auto &item) { return item.message == first->message; });
                expected.append(*exchanged);
            }
            const OutboxItem removal = about(OutboxKind::DeleteMessage, second->message, 5);
            const Result<OutboxItem> removed = opened.replace(second->sequence, removal, removal);
            if (removed) {
                expected.removeIf(
                    [&](const auto &item) { return item.message == second->message; });
                expected.append(*removed);
            }
            failing = vfs.hasFailed();
            QVERIFY(failing || (exchanged && removed));
            QCOMPARE(opened.outbox(), expected);
            QStringList shown{exchanged ? u"first"_s : u"frist"_s};
            if (!removed)
                shown.insert(exchanged ? 0 : 1, u"second"_s);
            QCOMPARE(texts(opened.newest(top(1))), shown);
            vfs.heal();
        }
        Opened opened(directory.path());
        QCOMPARE(opened.report.quarantined, 0);
        QCOMPARE(opened.outbox(), expected);
        checkIntegrity(opened, directory);
    }
}

void StoreFaultsTest::apply()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    FaultyVfs vfs;
    bool failing = true;
    for (int nth = 1; failing; ++nth) {
        const Directory directory;
        QStringList acknowledged;
        {
            Opened opened(directory.path());
            opened.takeChanges();
            vfs.failAt(nth, forEver, code);
            for (int number = 1; number <= 4; ++number) {
                const Message next = message(1, number, number);
                const Result<ChangeSet> changes = opened.apply(messages({next}));
                QCOMPARE(opened.takeChanges().messages.size(), changes ? 1 : 0);
                if (changes)
                    acknowledged.append(next.text);
            }
            failing = vfs.hasFailed();
            QCOMPARE(texts(opened.newest(top(1))), acknowledged);
            vfs.heal();
            QVERIFY(opened.apply(messages({message(1, 9, 9)})));
            acknowledged.append(u"text 9"_s);
        }
        Opened opened(directory.path());
        QVERIFY(!opened.report.cacheRebuilt);
        QCOMPARE(texts(opened.newest(top(1))), acknowledged);
        checkIntegrity(opened, directory);
    }
}

// Two files are written one after the other: whatever fails, the message shows once.
void StoreFaultsTest::settle()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    FaultyVfs vfs;
    bool failing = true;
    for (int nth = 1; failing; ++nth) {
        const Directory directory;
        Message echo = message(1, 7, 9, me);
        echo.text = u"hello"_s;
        echo.formattedText = echo.text;
        echo.clientId = localId(1, 1);
        {
            Opened opened(directory.path());
            const Result<OutboxItem> item = opened.enqueue(create(1, 1, u"hello"_s, 5));
            QVERIFY(item);
            vfs.failAt(nth, forEver, code);
            const Result<ChangeSet> settled = opened.settle(item->sequence, messages({echo}));
            failing = vfs.hasFailed();
            const TimelinePage page = opened.newest(top(1));
            QCOMPARE(texts(page), QStringList{u"hello"_s});
            QCOMPARE(page.messages[0].isPending(), !settled);
            vfs.heal();
        }
        Opened opened(directory.path());
        QCOMPARE(texts(opened.newest(top(1))), QStringList{u"hello"_s});
        QVERIFY(opened.apply(messages({echo})));
        QCOMPARE(opened.newest(top(1)).messages, QList<Message>{echo});
        QVERIFY(opened.outbox().isEmpty());
        checkIntegrity(opened, directory);
    }
}

void StoreFaultsTest::opening()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    FaultyVfs vfs;
    bool failing = true;
    for (int nth = 1; failing; ++nth) {
        const Directory directory;
        const bool fresh = nth % 2 == 0;
        if (!fresh) {
            Opened opened(directory.path());
            QVERIFY(opened.enqueue(create(1, 1, u"kept"_s, 5)));
            QVERIFY(opened.apply(messages({message(1, 1, 1)})));
        }
        vfs.failAt((nth + 1) / 2, forEver, code);
        {
            Opened opened(directory.path());
            // Whatever it found, it can be used.
            QVERIFY(opened.apply(messages({message(1, 2, 2)})) || vfs.hasFailed());
            opened.newest(top(1));
        }
        // Both kinds of beginning have to come through without a fault.
        failing = vfs.hasFailed() || !fresh;
        vfs.heal();
        Opened opened(directory.path());
        QVERIFY(!opened.report.outboxError);
        QVERIFY(!opened.report.cacheError);
        QCOMPARE(opened.outbox().size(), fresh ? 0 : 1);
        if (!fresh && !opened.report.cacheRebuilt)
            QVERIFY(opened.message(messageId(1, 1)));
        checkIntegrity(opened, directory);
    }
}

void StoreFaultsTest::failedAndRecoveredAreTold()
{
    const Directory directory;
    FaultyVfs vfs;
    Opened opened(directory.path());
    vfs.failAt(1, true, SQLITE_FULL);
    const Result<ChangeSet> failed = opened.apply(messages({message(1, 1, 1)}));
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::StorageFull);
    QCOMPARE(failed.error().reason, u"SQLITE_FULL"_s);
    QCOMPARE(opened.failures, QList<Error>{failed.error()});
    QVERIFY(!opened.enqueue(create(1, 1, u"no"_s, 5)));
    QCOMPARE(opened.recoveries, 0);
    vfs.heal();
    QVERIFY(opened.apply(messages({message(1, 1, 1)})));
    QCOMPARE(opened.recoveries, 0); // the outbox has not been tried yet
    QVERIFY(opened.enqueue(create(1, 1, u"yes"_s, 5)));
    QCOMPARE(opened.recoveries, 1);
}

void StoreFaultsTest::ballastIsGivenBack()
{
    const Directory directory;
    const QString ballast = directory.filePath(u"outbox.db.ballast"_s);
    FaultyVfs vfs;
    Opened opened(directory.path());
    if (!QFileInfo::exists(ballast))
        QSKIP("the disk is too full for the ballast");
    QCOMPARE(QFileInfo(ballast).size(), 1024 * 1024);
    vfs.failWhile([ballast] { return QFileInfo::exists(ballast); }, SQLITE_FULL);
    QVERIFY(opened.enqueue(create(1, 1, u"last words"_s, 5)));
    QVERIFY(!QFileInfo::exists(ballast));
    vfs.heal();
    QVERIFY(opened.enqueue(create(1, 2, u"room again"_s, 6)));
    QVERIFY(QFileInfo::exists(ballast));
}

// What cannot be opened while the disk is full is opened as soon as it is wanted and can be.
void StoreFaultsTest::fullDiskAtStart()
{
    const Directory directory;
    FaultyVfs vfs;
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"earlier"_s, 1)));
    }
    vfs.failAt(1, true, SQLITE_FULL);
    Opened opened(directory.path());
    const bool closed = opened.report.outboxError.has_value();
    QVERIFY(!opened.enqueue(create(1, 2, u"no"_s, 2)));
    vfs.heal();
    QVERIFY(opened.enqueue(create(1, 2, u"yes"_s, 2)));
    QCOMPARE(opened.outbox().size(), 2);
    QCOMPARE(texts(opened.newest(top(1))), QStringList({u"earlier"_s, u"yes"_s}));
    if (closed)
        QCOMPARE(opened.takeChanges().messages.size(), 2);
}

// It tells what opening at the start tells, and shows no message twice that the cache has.
void StoreFaultsTest::openedLater()
{
    const Directory directory;
    FaultyVfs vfs;
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"seen"_s, 1)));
        QVERIFY(opened.enqueue(create(1, 2, u"waits"_s, 2)));
    }
    vfs.failAt(1, true, SQLITE_FULL);
    Opened opened(directory.path());
    QVERIFY(opened.report.outboxError);
    Message echo = message(1, 7, 9, me);
    echo.clientId = localId(1, 1);
    echo.text = u"seen"_s;
    QVERIFY(opened.apply(messages({echo})));
    QCOMPARE(opened.recoveries, 0);
    vfs.heal();
    QCOMPARE(opened.outbox().size(), 1);
    QCOMPARE(opened.recoveries, 1);
    QCOMPARE(texts(opened.newest(top(1))), QStringList({u"seen"_s, u"waits"_s}));
}

// Of a row that cannot be read any more its copy may be all that is left, whenever that shows.
void StoreFaultsTest::copiesOfBrokenRowsStay()
{
    const Directory directory;
    const QString path = directory.filePath(u"outbox.db"_s);
    FaultyVfs vfs;
    const auto files = [](Opened &opened) {
        return wait<QString>(
            [&](QObject *context, auto handler) { opened.store->outboxFiles(context, handler); });
    };
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"with a picture"_s, 1)));
        overwrite(*files(opened) + u"/picture"_s, "pixels");
    }
    overwrite(path, contents(path).replace("with a picture", "with a pikture"));
    vfs.failAt(1, true, SQLITE_FULL);
    Opened opened(directory.path());
    QVERIFY(opened.report.outboxError);
    vfs.heal();
    const Result<QString> folder = files(opened);
    QVERIFY(folder);
    QCOMPARE(opened.setAside().size(), 1);
    QCOMPARE(contents(*folder + u"/picture"_s), "pixels"_ba);
}

QTEST_GUILESS_MAIN(StoreFaultsTest)
#include "tst_storefaults.moc"
