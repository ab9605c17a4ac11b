// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultyvfs.h"
#include "storetest.h"

#include "models/store/database.h"
#include "models/store/migration.h"
#include "models/store/statement.h"

#include <QFileInfo>
#include <QTest>

#include <sqlite3.h>

using namespace storetest;
using namespace Qt::StringLiterals;

// The rarer things a store does, each with its n-th operation below SQLite failing in turn, once
// and for ever: what was acknowledged is there afterwards as it was acknowledged, what failed is
// not, and both files are sound.
class StoreScenariosTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { m_vfs.heal(); }
    void updating_data() { faults(); }
    void updating();
    void discarding_data() { faults(); }
    void discarding();
    void drafting_data() { faults(); }
    void drafting();
    void migrating_data() { faults(); }
    void migrating();
    void salvaging_data() { faults(); }
    void salvaging();
    void rebuildingTheCache_data() { faults(); }
    void rebuildingTheCache();
    void closing_data() { faults(); }
    void closing();
    void wiping_data() { faults(); }
    void wiping();
    void readingWhileNothingCanBeWritten();
    void openingWithReadErrors_data();
    void openingWithReadErrors();
    void readErrorsInPages();

private:
    static void faults();
    // One round for each n until no operation fails any more. A round ends its fault with heal().
    void everyTime(const std::function<void(int nth)> &round);
    void heal();
    static void checkFiles(const Directory &directory);

    FaultyVfs m_vfs;
    bool m_struck = false;
};

void StoreScenariosTest::faults()
{
    QTest::addColumn<bool>("forEver");
    QTest::addColumn<int>("code");
    QTest::newRow("I/O error, once") << false << int(SQLITE_IOERR);
    QTest::newRow("I/O error, for ever") << true << int(SQLITE_IOERR);
    QTest::newRow("full, once") << false << int(SQLITE_FULL);
    QTest::newRow("full, for ever") << true << int(SQLITE_FULL);
}

void StoreScenariosTest::everyTime(const std::function<void(int nth)> &round)
{
    int nth = 0;
    do {
        m_struck = false;
        round(++nth);
    } while (m_struck && !QTest::currentTestFailed());
    QVERIFY2(nth > 2, "hardly anything was written");
}

// Ends the fault, and notes whether it struck.
void StoreScenariosTest::heal()
{
    m_struck = m_vfs.hasFailed();
    m_vfs.heal();
}

void StoreScenariosTest::checkFiles(const Directory &directory)
{
    QCOMPARE(integrityOf(directory.filePath(u"outbox.db"_s)), u"ok"_s);
    QCOMPARE(integrityOf(directory.filePath(u"cache.db"_s)), u"ok"_s);
}

void StoreScenariosTest::updating()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    everyTime([&](int nth) {
        const Directory directory;
        OutboxItem acknowledged;
        {
            Opened opened(directory.path());
            acknowledged = opened.enqueue(create(1, 1, u"text"_s, 1)).value_or(OutboxItem());
            m_vfs.failAt(nth, forEver, code);
            for (int attempt = 1; attempt <= 3; ++attempt) {
                OutboxItem next = acknowledged;
                next.state = OutboxState::Sending;
                next.attempts = attempt;
                if (opened.update(next))
                    acknowledged = next;
                else
                    QVERIFY(!opened.failures.isEmpty());
                QCOMPARE(opened.outbox(), QList<OutboxItem>{acknowledged});
            }
            heal();
            QVERIFY(opened.enqueue(create(2, 1, u"after"_s, 2)));
        }
        Opened opened(directory.path());
        QCOMPARE(opened.outbox().value(0), acknowledged);
        opened.store.reset();
        checkFiles(directory);
    });
}

void StoreScenariosTest::discarding()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    everyTime([&](int nth) {
        const Directory directory;
        QStringList left;
        {
            Opened opened(directory.path());
            for (int number = 1; number <= 3; ++number) {
                left.append(u"text %1"_s.arg(number));
                QVERIFY(opened.enqueue(create(1, number, left.constLast(), number)));
            }
            const QList<OutboxItem> items = opened.outbox();
            m_vfs.failAt(nth, forEver, code);
            for (const OutboxItem &item : items) {
                if (opened.discard(item.sequence))
                    left.removeOne(item.text);
                QCOMPARE(texts(opened.newest(top(1))), left);
            }
            heal();
            QVERIFY(opened.enqueue(create(1, 9, u"after"_s, 9)));
            left.append(u"after"_s);
        }
        Opened opened(directory.path());
        QCOMPARE(texts(opened.newest(top(1))), left);
        opened.store.reset();
        checkFiles(directory);
    });
}

void StoreScenariosTest::drafting()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    everyTime([&](int nth) {
        const Directory directory;
        QString kept;
        {
            Opened opened(directory.path());
            m_vfs.failAt(nth, forEver, code);
            for (const QString &text : {u"half"_s, u"half a"_s, u"half a thought"_s}) {
                opened.failures.clear();
                opened.store->saveDraft({top(1), text, {}});
                const QString now = opened.draft(top(1));
                // It is said when it was not kept; what shows is what was kept.
                if (opened.failures.isEmpty())
                    kept = text;
                QCOMPARE(now, kept);
            }
            heal();
            opened.store->saveDraft({top(2), u"after"_s, {}});
        }
        Opened opened(directory.path());
        QCOMPARE(opened.draft(top(1)), kept);
        QCOMPARE(opened.draft(top(2)), u"after"_s);
        opened.store.reset();
        checkFiles(directory);
    });
}

void StoreScenariosTest::migrating()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    const Migration migrations[] = {
        {1, [](Database &d) { d.execute("CREATE TABLE t(a); INSERT INTO t VALUES(1), (2)"); }},
        {2, [](Database &d) { d.execute("ALTER TABLE t ADD COLUMN b; UPDATE t SET b = a * 10"); }},
        {3, [](Database &d) { d.execute("CREATE TABLE u AS SELECT a, b FROM t; DROP TABLE t"); }}};
    const std::span<const Migration> all(migrations);
    everyTime([&](int nth) {
        const Directory directory;
        const QString path = directory.filePath(u"some.db"_s);
        overwrite(path, {});
        {
            Database database;
            QVERIFY(database.open(path, Durability::Full));
            QVERIFY(migrate(database, all.first(1)));
            m_vfs.failAt(nth, forEver, code);
            const bool done = migrate(database, all).has_value();
            heal();
            // The version says what is there, wherever it stopped.
            const int version = schemaVersion(database).value_or(0);
            QVERIFY(version >= 1 && version <= 3);
            QCOMPARE(version == 3, done);
            Statement(database, version == 3 ? "SELECT a, b FROM u" : "SELECT a FROM t").next();
            QVERIFY(database.takeResult());
        }
        Database database;
        QVERIFY(database.open(path, Durability::Full));
        QVERIFY(migrate(database, all));
        {
            Statement sum(database, "SELECT COUNT(*), SUM(b) FROM u");
            QVERIFY(sum.next());
            QCOMPARE(sum.integer(0), 2);
            QCOMPARE(sum.integer(1), 30);
        }
        database.close();
        QCOMPARE(integrityOf(path), u"ok"_s);
    });
}

// A fault while a damaged file is mended: none of its good rows may go, however often it starts.
void StoreScenariosTest::salvaging()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    const Directory pristine;
    QStringList written;
    {
        Opened opened(pristine.path());
        for (int number = 1; number <= 6; ++number) {
            written.append(u"text %1 "_s.arg(number) + QString(qsizetype(400) * number, u'x'));
            QVERIFY(opened.enqueue(create(1, number, written.constLast(), number)));
        }
    }
    QByteArray damaged = contents(pristine.filePath(u"outbox.db"_s));
    damaged.replace(0, 16, "no SQLite at all");
    everyTime([&](int nth) {
        const Directory directory;
        overwrite(directory.filePath(u"outbox.db"_s), damaged);
        m_vfs.failAt(nth, forEver, code);
        {
            Opened opened(directory.path());
            // Either it is mended, or it says that it is not, and shows nothing.
            const QStringList shown = texts(opened.newest(top(1)));
            QVERIFY(shown == written || (shown.isEmpty() && opened.report.outboxError));
        }
        {
            Opened opened(directory.path()); // with the fault still there, if it is for ever
        }
        heal();
        {
            Opened opened(directory.path());
            QVERIFY(!opened.report.outboxError);
            QCOMPARE(texts(opened.newest(top(1))), written);
            QVERIFY(opened.setAside().isEmpty());
        }
        // The damaged bytes are still somewhere.
        QCOMPARE(contents(directory.filePath(u"outbox.db.damaged-1"_s)), damaged);
        checkFiles(directory);
    });
}

void StoreScenariosTest::rebuildingTheCache()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    everyTime([&](int nth) {
        const Directory directory;
        {
            Opened opened(directory.path());
            QVERIFY(opened.enqueue(create(1, 1, u"waits"_s, 5)));
        }
        overwrite(directory.filePath(u"cache.db"_s), QByteArray(9000, 'x'));
        m_vfs.failAt(nth, forEver, code);
        {
            Opened opened(directory.path());
            const bool kept = opened.apply(messages({message(1, 1, 1)})).has_value();
            QCOMPARE(opened.message(messageId(1, 1)).has_value(), kept);
        }
        heal();
        {
            Opened opened(directory.path());
            QVERIFY(!opened.report.cacheError);
            QVERIFY(opened.apply(messages({message(1, 2, 2)})));
            QCOMPARE(opened.outbox().size(), 1);
        }
        checkFiles(directory);
    });
}

// Everything was acknowledged before; closing can only fail to tidy up.
void StoreScenariosTest::closing()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    everyTime([&](int nth) {
        const Directory directory;
        {
            Opened opened(directory.path());
            QVERIFY(opened.apply(messages({message(1, 1, 1)})));
            QVERIFY(opened.enqueue(create(1, 1, u"kept"_s, 5)));
            opened.store->saveDraft({top(1), u"a draft"_s, {}});
            QCOMPARE(opened.draft(top(1)), u"a draft"_s);
            m_vfs.failAt(nth, forEver, code);
        }
        heal();
        {
            Opened opened(directory.path());
            QVERIFY(!opened.report.outboxError && !opened.report.cacheError);
            QVERIFY(!opened.report.outboxSalvaged && !opened.report.cacheRebuilt);
            QCOMPARE(texts(opened.newest(top(1))), QStringList({u"text 1"_s, u"kept"_s}));
            QCOMPARE(opened.draft(top(1)), u"a draft"_s);
        }
        checkFiles(directory);
    });
}

void StoreScenariosTest::wiping()
{
    QFETCH(const bool, forEver);
    QFETCH(const int, code);
    everyTime([&](int nth) {
        const Directory directory;
        Opened opened(directory.path());
        QVERIFY(opened.apply(messages({message(1, 1, 1)})));
        QVERIFY(opened.enqueue(create(1, 1, u"waits"_s, 5)));
        m_vfs.failAt(nth, forEver, code);
        Q_UNUSED(wait<bool>([&](QObject *context, auto handler) {
                     opened.store->wipe(false, context, handler);
                 }).has_value())
        heal();
        QVERIFY(!opened.message(messageId(1, 1)));
        QCOMPARE(texts(opened.newest(top(1))), QStringList{u"waits"_s});
    });
}

void StoreScenariosTest::readingWhileNothingCanBeWritten()
{
    const Directory directory;
    {
        Opened opened(directory.path());
        QVERIFY(opened.apply(covered(1, 0, 20, {message(1, 1, 1), message(1, 2, 2)})));
        QVERIFY(opened.enqueue(create(1, 1, u"waits"_s, 5)));
    }
    Opened opened(directory.path());
    m_vfs.failAt(1, true, SQLITE_IOERR);
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(texts(opened.newest(top(1))), QStringList({u"text 1"_s, u"text 2"_s, u"waits"_s}));
        QCOMPARE(opened.older(top(1), keyOf(message(1, 2, 2))).messages.size(), 1);
        QCOMPARE(opened.outbox().size(), 1);
        QVERIFY(opened.message(messageId(1, 1)));
        QVERIFY(!opened.apply(messages({message(1, 3, 3)})));
    }
    m_vfs.heal();
}

void StoreScenariosTest::openingWithReadErrors_data()
{
    QTest::addColumn<bool>("forEver");
    QTest::newRow("once") << false;
    QTest::newRow("for ever") << true;
}

// A disk that cannot be read for a moment is not a damaged file: nothing is set aside or mended.
void StoreScenariosTest::openingWithReadErrors()
{
    QFETCH(const bool, forEver);
    const Directory pristine;
    {
        Opened opened(pristine.path());
        QList<Message> many;
        for (int number = 1; number <= 100; ++number)
            many.append(message(1, number, number));
        QVERIFY(opened.apply(covered(1, 0, 200, many)));
        QVERIFY(opened.enqueue(create(1, 1, u"waits"_s, 300)));
    }
    everyTime([&](int nth) {
        const Directory directory;
        for (const QString &name : {u"outbox.db"_s, u"cache.db"_s})
            overwrite(directory.filePath(name), contents(pristine.filePath(name)));
        m_vfs.failReadAt(nth, forEver);
        {
            Opened opened(directory.path());
            QVERIFY(!opened.report.cacheRebuilt);
            QVERIFY(!opened.report.outboxSalvaged);
            opened.newest(top(1));
        }
        heal();
        {
            Opened opened(directory.path());
            QVERIFY(!opened.report.cacheError && !opened.report.outboxError);
            QCOMPARE(opened.newest(top(1), 200).messages.size(), 101);
            QCOMPARE(opened.outbox().size(), 1);
        }
        QVERIFY(!QFileInfo::exists(directory.filePath(u"cache.db.damaged"_s)));
        QVERIFY(!QFileInfo::exists(directory.filePath(u"outbox.db.damaged-1"_s)));
        checkFiles(directory);
    });
}

// A page that could not be read whole is an error, never a shorter page.
void StoreScenariosTest::readErrorsInPages()
{
    const Directory directory;
    {
        Opened opened(directory.path());
        QList<Message> many;
        for (int number = 1; number <= 16'000; ++number)
            many.append(message(1, number, number));
        QVERIFY(opened.apply(covered(1, 0, 20'000, many)));
    }
    Opened opened(directory.path());
    int failures = 0;
    for (int nth = 1; nth <= 12; ++nth) {
        // Far enough apart that SQLite's own memory does not have it.
        const int before = 1000 + nth * 1200;
        m_vfs.failReadAt(nth % 4 + 1, nth % 2 == 0);
        const Result<TimelinePage> page = wait<TimelinePage>([&](QObject *context, auto handler) {
            opened.store->older(top(1), keyOf(message(1, before, before)), 200, context, handler);
        });
        failures += page ? 0 : 1;
        if (page)
            QCOMPARE(page->messages.size(), 200);
        else
            QCOMPARE(page.error().kind, ErrorKind::StorageFailed);
        m_vfs.heal();
        QCOMPARE(opened.older(top(1), keyOf(message(1, before, before)), 200).messages.size(), 200);
    }
    QVERIFY(failures > 3);
    QCOMPARE(opened.failures.size(), failures);
}

QTEST_GUILESS_MAIN(StoreScenariosTest)
#include "tst_storescenarios.moc"
