// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/files.h"
#include "models/store/outboxfiles.h"
#include "models/store/outboxschema.h"
#include "models/store/outboxtable.h"
#include "models/store/statement.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace storetest;
using namespace Qt::StringLiterals;

namespace {

const std::atomic_bool wanted{false}; // nobody cancels

QString directoryOf(const Directory &directory)
{
    return outboxFilesOf(directory.filePath(u"outbox.db"_s));
}

QStringList copiesIn(const Directory &directory)
{
    return QDir(directoryOf(directory)).entryList(QDir::Files | QDir::Hidden);
}

Result<QString> askFiles(Opened &opened)
{
    return wait<QString>(
        [&](QObject *context, auto handler) { opened.store->outboxFiles(context, handler); });
}

OutgoingFile original(const Directory &directory, const QByteArray &content)
{
    const QString path = directory.filePath(u"original.txt"_s);
    overwrite(path, content);
    return {path, {}, u"text/plain"_s};
}

// The schema and its version, as text.
QStringList schemaOf(const QString &path)
{
    Database database;
    QStringList schema;
    if (!database.open(path, Durability::Full))
        return {};
    Statement query(database, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name");
    while (query.next())
        schema.append(query.text(0));
    schema.append(QString::number(schemaVersion(database).value_or(-1)));
    return schema;
}

} // namespace

// Rows that carry files, and the copies they name.
class StoreOutboxFilesTest : public QObject
{
    Q_OBJECT

private:
    // A row with one file in its copy.
    OutboxItem enqueued(Opened &opened, const Directory &directory, int number)
    {
        const Result<OutboxFile> file
            = secureFile(*askFiles(opened), original(directory, "content"), wanted);
        OutboxItem item = create(1, number, u"see"_s, number);
        if (file)
            item.files = {*file};
        return opened.enqueue(item).value_or(OutboxItem());
    }

private Q_SLOTS:
    void everyFieldComesBack()
    {
        const Directory directory;
        OutboxItem item = create(1, 1, u"text"_s, 5);
        item.files
            = {{.stored = u"a"_s,
                .name = u"ä.txt"_s,
                .contentType = u"text/plain"_s,
                .size = 7'000'000'000,
                .session = u"https://x/?upload_id=1"_s,
                .uploadToken = u"token"_s},
               {.stored = u"b"_s, .name = {}, .contentType = {}, .session = {}, .uploadToken = {}}};
        item.quote = Quote{};
        item.quote->message = messageId(1, 9);
        item.quote->lastUpdateTime = Timestamp(1'700'000'000'123'456);
        item.quote->type = QuoteType::Forward;
        item.notBefore = at(12);
        {
            Opened opened(directory.path());
            const Result<OutboxItem> stored = opened.enqueue(item);
            QVERIFY(stored);
            item = *stored;
        }
        Opened opened(directory.path());
        QCOMPARE(opened.outbox(), QList<OutboxItem>{item});
    }

    void migratedEqualsFresh()
    {
        const Directory fresh;
        const Directory old;
        {
            Opened opened(fresh.path());
        }
        OutboxItem item = create(1, 1, u"from version 1"_s, 5);
        item.sequence = 7;
        const QString path = old.filePath(u"outbox.db"_s);
        {
            Database database;
            QVERIFY(prepareDatabaseFile(path));
            QVERIFY(database.open(path, Durability::Full));
            QVERIFY(migrate(database, outboxMigrations().first(1)));
            Transaction transaction(database);
            insertItem(database, item);
            insertOwner(database, me);
            QVERIFY(transaction.commit());
        }
        {
            Opened opened(old.path());
            QVERIFY(!opened.report.outboxError);
            QCOMPARE(opened.outbox(), QList<OutboxItem>{item});
        }
        QCOMPARE(schemaOf(path), schemaOf(fresh.filePath(u"outbox.db"_s)));
        QCOMPARE(schemaOf(path).last(), u"3"_s);
    }

    void copiesGoWithTheirRow()
    {
        const Directory directory;
        Opened opened(directory.path());
        const OutboxItem discarded = enqueued(opened, directory, 1);
        const OutboxItem sent = enqueued(opened, directory, 2);
        QCOMPARE(copiesIn(directory).size(), 2);
        QVERIFY(opened.discard(discarded.sequence));
        QCOMPARE(copiesIn(directory), QStringList{sent.files.constFirst().stored});
        Message echo = message(1, 7, 9, me);
        echo.clientId = sent.message;
        QVERIFY(opened.settle(sent.sequence, messages({echo})));
        QCOMPARE(copiesIn(directory), QStringList());
    }

    void butNotWhenAnotherRowNamesThem()
    {
        const Directory directory;
        Opened opened(directory.path());
        const OutboxItem first = enqueued(opened, directory, 1);
        OutboxItem second = create(1, 2, u"other text"_s, 2);
        second.files = first.files;
        second = opened.enqueue(second).value_or(OutboxItem());
        QVERIFY(opened.discard(first.sequence));
        QCOMPARE(copiesIn(directory).size(), 1);
        QVERIFY(opened.discard(second.sequence));
        QCOMPARE(copiesIn(directory), QStringList());
    }

    void whatIsTakenOutLeavesThemUntilTheNextStart()
    {
        const Directory directory;
        {
            Opened opened(directory.path());
            const OutboxItem item = enqueued(opened, directory, 1);
            QVERIFY(wait<OutboxItem>([&](QObject *context, auto handler) {
                opened.store->takeOut(item.sequence, context, handler);
            }));
            QVERIFY(askFiles(opened));
            QCOMPARE(copiesIn(directory), QStringList{item.files.constFirst().stored});
        }
        Opened opened(directory.path());
        QVERIFY(askFiles(opened));
        QCOMPARE(copiesIn(directory), QStringList());
    }

    void copiesOfRowsThatCannotBeReadStay()
    {
        const Directory directory;
        {
            Opened opened(directory.path());
            (void)enqueued(opened, directory, 1);
        }
        {
            Database database;
            QVERIFY(database.open(directory.filePath(u"outbox.db"_s), Durability::Full));
            database.execute("UPDATE outbox SET body = x'4c6e'");
            QVERIFY(database.takeResult());
        }
        Opened opened(directory.path());
        QCOMPARE(opened.report.quarantined, 1);
        QVERIFY(askFiles(opened));
        QCOMPARE(copiesIn(directory).size(), 1);
    }

    void wipingRemovesThem()
    {
        const Directory directory;
        Opened opened(directory.path());
        (void)enqueued(opened, directory, 1);
        QVERIFY(wait<bool>(
            [&](QObject *context, auto handler) { opened.store->wipe(true, context, handler); }));
        QVERIFY(!QDir(directoryOf(directory)).exists());
    }

    void uploadsChangeOnlyTheFiles()
    {
        const Directory directory;
        Opened opened(directory.path());
        OutboxItem item = enqueued(opened, directory, 1);
        item.files[0].uploadToken = u"token"_s;
        item.files[0].stored = u"elsewhere"_s;
        item.attempts = 1;
        item = opened.update(item).value_or(OutboxItem());
        QCOMPARE(item.files[0].uploadToken, u"token"_s);
        QVERIFY(item.files[0].stored != u"elsewhere"_s);
        item.files[0].uploadToken.clear(); // the service forgot it
        QCOMPARE(opened.update(item)->files[0].uploadToken, QString());
    }

    void secondCopiesTakeNoRoom()
    {
        const Directory directory;
        Opened opened(directory.path());
        const QString folder = *askFiles(opened);
        const Result<OutboxFile> first = secureFile(folder, original(directory, "content"), wanted);
        QVERIFY(first);
        const QString path = folder + u'/' + first->stored;
        const Result<OutboxFile> second = secureFile(folder, {path, u"again.txt"_s, {}}, wanted);
        QVERIFY(second);
        QVERIFY(second->stored != first->stored);
        QCOMPARE(second->size, 7);
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
        QCOMPARE(int(status.st_nlink), 2);
    }

    void nothingIsLeftOfACancelledCopy()
    {
        const Directory directory;
        Opened opened(directory.path());
        const std::atomic_bool cancelled{true};
        const Result<OutboxFile> file
            = secureFile(*askFiles(opened), original(directory, "content"), cancelled);
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::Cancelled);
        QCOMPARE(copiesIn(directory), QStringList());
    }

    void norOfOneThatCouldNotBeWritten()
    {
        const Directory directory;
        Opened opened(directory.path());
        const QString folder = *askFiles(opened);
        const OutgoingFile file = original(directory, QByteArray(100'000, 'x'));
        rlimit before = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit narrow{10'000, before.rlim_max};
        const auto signal = std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &narrow), 0);
        const Result<OutboxFile> copy = secureFile(folder, file, wanted);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, signal);
        QVERIFY(!copy);
        QCOMPARE(copy.error().kind, ErrorKind::StorageFailed);
        QCOMPARE(copiesIn(directory), QStringList());
    }

    // Its directory says that the file is empty, and it is not.
    void filesOfTheKernelAreReadToTheirEnd()
    {
        const Directory directory;
        Opened opened(directory.path());
        const Result<OutboxFile> file
            = secureFile(*askFiles(opened), {u"/proc/self/status"_s, {}, {}}, wanted);
        QVERIFY(file);
        QVERIFY(file->size > 100);
        QCOMPARE(contents(QString(directoryOf(directory) + u'/' + file->stored)).size(),
                 file->size);
    }
};

QTEST_GUILESS_MAIN(StoreOutboxFilesTest)
#include "tst_storeoutboxfiles.moc"
