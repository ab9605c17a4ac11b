// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/codec.h"
#include "models/store/database.h"
#include "models/store/migration.h"
#include "models/store/statement.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace storetest;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pageSize = 4096;

mode_t modeOf(const QString &path)
{
    struct stat status = {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

// The same in both files of which one may be the other's copy.
bool isSalvaged(const OutboxItem &item)
{
    return item.state == OutboxState::Failed && item.failure
        && item.failure->kind == ErrorKind::StorageDamaged;
}

} // namespace

class StoreFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modesAreNarrow();
    void symbolicLinkAbove();
    void damagedCacheIsSetAside();
    void damagedCacheWhileRunning();
    void unfitCacheIsSetAside_data();
    void unfitCacheIsSetAside();
    void newerOutboxIsRefused();
    void somethingElseInItsPlace_data();
    void somethingElseInItsPlace();
    void somethingElseInPlaceOfTheBackup();
    void clockSetBack();
    void readOnlyDirectory();
    void alteredRowsAreQuarantined();
    void lostOutboxComesFromTheBackup();
    void interruptedReplacementIsFinished();
    void leftoversAreReconciled();
    void migrationsRunInOrderOrNotAtAll();
    void cacheOfAnotherUser();
};

void StoreFilesTest::modesAreNarrow()
{
    const Directory directory;
    const QString path = directory.filePath(u"one/two"_s);
    const mode_t before = umask(0);
    {
        Opened opened(path);
        QVERIFY(opened.enqueue(create(1, 1, u"text"_s, 5)));
    }
    Opened opened(path); // makes the backup
    QVERIFY(opened.apply(messages({message(1, 1, 1)})));
    QVERIFY(opened.enqueue(create(1, 2, u"text"_s, 5)));
    umask(before);
    QCOMPARE(modeOf(directory.filePath(u"one"_s)), mode_t(0700));
    QCOMPARE(modeOf(path), mode_t(0700));
    const QStringList files = QDir(path).entryList(QDir::Files | QDir::Hidden);
    for (const QString &expected :
         {u"cache.db"_s, u"cache.db-wal"_s, u"outbox.db"_s, u"outbox.db-wal"_s, u"outbox.db.bak"_s})
        QVERIFY2(files.contains(expected), qPrintable(files.join(u' ')));
    for (const QString &file : files)
        QVERIFY2(modeOf(QString(path + u'/' + file)) == 0600, qPrintable(file));
    // Wide ones are narrowed.
    opened.store.reset();
    QCOMPARE(chmod(QFile::encodeName(path).constData(), 0755), 0);
    QCOMPARE(chmod(QFile::encodeName(QString(path + u"/cache.db"_s)).constData(), 0644), 0);
    Opened again(path);
    QCOMPARE(modeOf(path), mode_t(0700));
    QCOMPARE(modeOf(QString(path + u"/cache.db"_s)), mode_t(0600));
}

void StoreFilesTest::symbolicLinkAbove()
{
    const Directory directory;
    QVERIFY(QDir(directory.path()).mkdir(u"real"_s));
    QVERIFY(QFile::link(directory.filePath(u"real"_s), directory.filePath(u"link"_s)));
    Opened opened(directory.filePath(u"link/account"_s));
    QVERIFY(!opened.report.cacheError);
    QVERIFY(!opened.report.outboxError);
}

void StoreFilesTest::damagedCacheIsSetAside()
{
    const Directory directory;
    const QString path = directory.filePath(u"cache.db"_s);
    const QByteArray garbage(20'000, 'x');
    overwrite(path, garbage);
    Opened opened(directory.path());
    QVERIFY(opened.report.cacheRebuilt);
    QVERIFY(!opened.report.cacheError);
    QCOMPARE(contents(QString(path + u".damaged"_s)), garbage);
    QVERIFY(opened.apply(messages({message(1, 1, 1)})));
    QCOMPARE(opened.newest(top(1)).messages.size(), 1);
}

// Pages on the disk go bad under a running program.
void StoreFilesTest::damagedCacheWhileRunning()
{
    const Directory directory;
    const QString path = directory.filePath(u"cache.db"_s);
    {
        Opened opened(directory.path());
        QList<Message> many;
        for (int number = 1; number <= 16'000; ++number)
            many.append(message(1, number, number));
        QVERIFY(opened.apply(covered(1, 0, 20'000, many)));
    }
    Opened opened(directory.path());
    const QByteArray before = contents(path);
    // More than SQLite keeps in its own memory; the rest is read again.
    QVERIFY(before.size() > 3'000'000);
    overwrite(path, before.first(3 * pageSize) + QByteArray(before.size() - 3 * pageSize, '\x55'));
    opened.newest(top(1), 5000);
    opened.older(top(1), keyOf(message(1, 3000, 3000)), 3000);
    QVERIFY(!opened.failures.isEmpty());
    QCOMPARE(opened.failures[0].kind, ErrorKind::StorageDamaged);
    QVERIFY(opened.apply(covered(1, 0, 4000, {message(1, 1, 1)})));
    QCOMPARE(opened.newest(top(1)).messages.size(), 1);
    QVERIFY(QFile::exists(QString(path + u".damaged"_s)));
}

// One of a newer version, or of an older one that cannot be carried over, is fetched again.
void StoreFilesTest::unfitCacheIsSetAside_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::newRow("newer") << "PRAGMA user_version=999"_qba;
    QTest::newRow("older") << "DROP TABLE spaces; PRAGMA user_version=4"_qba;
}

void StoreFilesTest::unfitCacheIsSetAside()
{
    QFETCH(const QByteArray, change);
    const Directory directory;
    {
        Opened opened(directory.path());
        QVERIFY(opened.apply(messages({message(1, 1, 1)})));
    }
    {
        Database database;
        QVERIFY(database.open(directory.filePath(u"cache.db"_s), Durability::Relaxed));
        database.execute(change.constData());
        QVERIFY(database.takeResult());
    }
    Opened opened(directory.path());
    QVERIFY(opened.report.cacheRebuilt);
    QVERIFY(!opened.report.cacheError);
    QVERIFY(opened.newest(top(1)).messages.isEmpty());
}

void StoreFilesTest::newerOutboxIsRefused()
{
    const Directory directory;
    const QString path = directory.filePath(u"outbox.db"_s);
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"text"_s, 5)));
    }
    {
        Database database;
        QVERIFY(database.open(path, Durability::Full));
        database.execute("PRAGMA user_version=999");
    }
    const QByteArray before = contents(path);
    {
        Opened opened(directory.path());
        QVERIFY(opened.report.outboxError);
        QCOMPARE(opened.report.outboxError->kind, ErrorKind::StorageTooNew);
        const Result<OutboxItem> item = opened.enqueue(create(1, 2, u"text"_s, 5));
        QVERIFY(!item);
        QCOMPARE(item.error().kind, ErrorKind::StorageTooNew);
        QVERIFY(opened.apply(messages({message(1, 1, 1)})));
    }
    QCOMPARE(contents(path), before);
}

void StoreFilesTest::somethingElseInItsPlace_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("name");
    for (const QString &what : {u"directory"_s, u"fifo"_s, u"link"_s}) {
        for (const QString &name : {u"cache.db"_s, u"cache.db-wal"_s, u"cache.db-shm"_s,
                                    u"outbox.db"_s, u"outbox.db-wal"_s, u"outbox.db-journal"_s})
            QTest::newRow(qPrintable(QString(what + u' ' + name))) << what << name;
    }
}

void StoreFilesTest::somethingElseInItsPlace()
{
    QFETCH(const QString, what);
    QFETCH(const QString, name);
    const Directory directory;
    const Directory elsewhere;
    const QString path = directory.filePath(name);
    const QString target = elsewhere.filePath(u"precious"_s);
    overwrite(target, "precious");
    if (what == u"directory"_s)
        QVERIFY(QDir().mkdir(path));
    else if (what == u"fifo"_s)
        QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    else
        QVERIFY(QFile::link(target, path));
    const bool cache = name.startsWith(u"cache.db");
    {
        Opened opened(directory.path());
        QCOMPARE(opened.report.cacheError.has_value(), cache);
        QCOMPARE(opened.report.outboxError.has_value(), !cache);
        QVERIFY(opened.apply(messages({message(1, 1, 1)})));
        QCOMPARE(opened.newest(top(1)).messages.size(), 1);
        QCOMPARE(opened.enqueue(create(1, 1, u"text"_s, 5)).has_value(), cache);
    }
    QCOMPARE(contents(target), "precious"_ba);
}

// Salvage reads the backup as bytes: whoever waits for a FIFO waits for ever.
void StoreFilesTest::somethingElseInPlaceOfTheBackup()
{
    const Directory directory;
    const QString path = directory.filePath(u"outbox.db"_s);
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"text"_s, 5)));
    }
    QByteArray bytes = contents(path);
    bytes.replace(0, 16, "no SQLite at all");
    overwrite(path, bytes);
    QCOMPARE(mkfifo(QFile::encodeName(QString(path + u".bak"_s)).constData(), 0600), 0);
    QFile::remove(QString(path + u".ballast"_s));
    QCOMPARE(mkfifo(QFile::encodeName(QString(path + u".ballast"_s)).constData(), 0600), 0);
    Opened opened(directory.path());
    QVERIFY(opened.report.outboxSalvaged);
    QVERIFY(!opened.report.outboxError);
    QCOMPARE(texts(opened.newest(top(1))), QStringList{u"text"_s});
}

// What was written first goes out first, whatever the clock says.
void StoreFilesTest::clockSetBack()
{
    const Directory directory;
    {
        Opened opened(directory.path());
        QVERIFY(opened.apply(covered(1, 0, 100, {message(1, 1, 1)})));
        QVERIFY(opened.enqueue(create(1, 1, u"first"_s, 200'000)));
    }
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 2, u"second"_s, -200'000)));
    }
    Opened opened(directory.path());
    QStringList order;
    const QList<OutboxItem> items = opened.outbox();
    for (const OutboxItem &item : items)
        order.append(item.text);
    QCOMPARE(order, QStringList({u"first"_s, u"second"_s}));
    QCOMPARE(texts(opened.newest(top(1))), QStringList({u"text 1"_s, u"first"_s, u"second"_s}));
}

void StoreFilesTest::readOnlyDirectory()
{
    const Directory directory;
    const bool root = geteuid() == 0;
    const uid_t nobody = 65534;
    const QString path = directory.filePath(u"account"_s);
    QVERIFY(QDir().mkdir(path));
    const QByteArray name = QFile::encodeName(path);
    if (root) {
        // Root may write everywhere: become somebody else for a while.
        QCOMPARE(chmod(QFile::encodeName(directory.path()).constData(), 0711), 0);
        QCOMPARE(chown(name.constData(), nobody, nobody), 0);
    }
    QCOMPARE(chmod(name.constData(), 0500), 0);
    if (root && seteuid(nobody) != 0)
        QSKIP("cannot become another user");
    {
        Opened opened(path);
        const bool readOnly = opened.report.cacheError && opened.report.outboxError
            && opened.report.cacheError->kind == ErrorKind::StorageReadOnly
            && opened.report.outboxError->kind == ErrorKind::StorageReadOnly;
        const bool usable = opened.apply(messages({message(1, 1, 1)})).has_value()
            && opened.newest(top(1)).messages.size() == 1;
        const Result<OutboxItem> item = opened.enqueue(create(1, 1, u"text"_s, 5));
        if (root)
            QCOMPARE(seteuid(0), 0);
        QVERIFY(readOnly);
        QVERIFY(usable);
        QVERIFY(!item);
        QCOMPARE(item.error().kind, ErrorKind::StorageReadOnly);
        // As soon as it can be written, it is.
        QCOMPARE(chmod(name.constData(), 0700), 0);
        QVERIFY(opened.enqueue(create(1, 1, u"text"_s, 5)));
    }
}

void StoreFilesTest::alteredRowsAreQuarantined()
{
    const Directory directory;
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"pay Anna 10"_s, 5)));
        QVERIFY(opened.enqueue(create(1, 2, u"good"_s, 6)));
    }
    {
        Database database;
        QVERIFY(database.open(directory.filePath(u"outbox.db"_s), Durability::Full));
        database.execute("UPDATE outbox SET body = CAST(replace(CAST(body AS TEXT), 'x', 'y') ||"
                         " 'z' AS BLOB) WHERE sequence = 9;"
                         "UPDATE outbox SET body = substr(body, 1, length(body) - 1) || x'ff'"
                         " WHERE sequence = 1;"
                         "UPDATE outbox SET sequence = 77 WHERE sequence = 2");
        QVERIFY(database.takeResult());
    }
    for (int start = 0; start < 2; ++start) {
        Opened opened(directory.path());
        QCOMPARE(opened.report.quarantined, 2);
        QVERIFY(!opened.report.outboxError);
        QVERIFY(opened.outbox().isEmpty());
    }
    Database database;
    QVERIFY(database.open(directory.filePath(u"outbox.db"_s), Durability::Full));
    Statement query(database, "SELECT COUNT(*), SUM(length(body)) FROM quarantine");
    QVERIFY(query.next());
    QCOMPARE(query.integer(0), 2);
    QVERIFY(query.integer(1) > 100);
}

void StoreFilesTest::lostOutboxComesFromTheBackup()
{
    const Directory directory;
    const QString path = directory.filePath(u"outbox.db"_s);
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"precious"_s, 5)));
        QVERIFY(opened.enqueue(create(1, 2, u"sent since"_s, 6)));
    }
    {
        Opened opened(directory.path()); // makes the backup
        Message sent = message(1, 2, 7, me);
        sent.clientId = localId(1, 2);
        QVERIFY(opened.apply(messages({sent})));
    }
    overwrite(path, {});
    Opened opened(directory.path());
    QVERIFY(!opened.report.outboxError);
    const QList<OutboxItem> items = opened.outbox();
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0].text, u"precious"_s);
    QCOMPARE(items[0].state, OutboxState::Failed); // perhaps it went out since: the person decides
    QVERIFY(isSalvaged(items[0]));
}

void StoreFilesTest::interruptedReplacementIsFinished()
{
    const Directory directory;
    const QString path = directory.filePath(u"outbox.db"_s);
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"new file"_s, 5)));
    }
    QVERIFY(QFile::rename(path, QString(path + u".ready"_s)));
    overwrite(path, "the damaged one");
    overwrite(QString(path + u"-wal"_s), "and its log");
    Opened opened(directory.path());
    QCOMPARE(opened.outbox().size(), 1);
    QVERIFY(!QFile::exists(QString(path + u".ready"_s)));
}

// Killed between the two commits of a reconciliation.
void StoreFilesTest::leftoversAreReconciled()
{
    const Directory directory;
    const QString outbox = directory.filePath(u"outbox.db"_s);
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"hello"_s, 5)));
    }
    const QByteArray before = contents(outbox);
    {
        Opened opened(directory.path());
        Message echo = message(1, 7, 9, me);
        echo.clientId = localId(1, 1);
        QVERIFY(opened.apply(messages({echo})));
        QVERIFY(opened.outbox().isEmpty());
    }
    overwrite(outbox, before);
    Opened opened(directory.path());
    QVERIFY(opened.outbox().isEmpty());
    QCOMPARE(names(opened.newest(top(1)).messages), QStringList{u"M0007"_s});
}

void StoreFilesTest::migrationsRunInOrderOrNotAtAll()
{
    const Migration first{1, [](Database &database) {
                              database.execute("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
                          }};
    const Migration second{
        2, [](Database &database) { database.execute("ALTER TABLE t ADD COLUMN b DEFAULT 7"); }};
    const Migration broken{2, [](Database &database) {
                               database.execute("DELETE FROM t; INSERT INTO nowhere VALUES(1)");
                           }};
    const auto count = [](Database &database) {
        Statement query(database, "SELECT COUNT(*) FROM t");
        return query.next() ? query.integer(0) : -1;
    };
    Database database;
    QVERIFY(database.openInMemory());
    const Migration one[] = {first};
    QVERIFY(migrate(database, one));
    const Migration failing[] = {first, broken};
    QVERIFY(!migrate(database, failing));
    QCOMPARE(schemaVersion(database).value_or(0), 1);
    QCOMPARE(count(database), 1);
    const Migration two[] = {first, second};
    QVERIFY(migrate(database, two));
    QVERIFY(migrate(database, two));
    QCOMPARE(schemaVersion(database).value_or(0), 2);
    QCOMPARE(count(database), 1);
    const Result<void> older = migrate(database, one);
    QVERIFY(!older);
    QCOMPARE(older.error().kind, ErrorKind::StorageTooNew);
}

void StoreFilesTest::cacheOfAnotherUser()
{
    const Directory directory;
    const Directory other;
    {
        Opened opened(directory.path());
        QVERIFY(opened.apply(messages({message(1, 1, 1)})));
    }
    {
        Opened opened(other.path(), false);
        QVERIFY(wait<UserId>([&](QObject *context, auto handler) {
            opened.store->setOwnUser(anna, context, handler);
        }));
    }
    overwrite(other.filePath(u"cache.db"_s), contents(directory.filePath(u"cache.db"_s)));
    Opened opened(other.path(), false);
    QVERIFY(opened.newest(top(1)).messages.isEmpty());
    QCOMPARE(wait<UserId>([&](QObject *context, auto handler) {
                 opened.store->ownUser(context, handler);
             }).value(),
             anna);
}

QTEST_GUILESS_MAIN(StoreFilesTest)
#include "tst_storefiles.moc"
