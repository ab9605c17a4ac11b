// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/files.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <sys/mount.h>
#include <unistd.h>

using namespace storetest;
using namespace Qt::StringLiterals;

namespace {

// A disk of its own, in memory, of a few megabytes. Only root may make one.
class SmallDisk
{
public:
    explicit SmallDisk(int megabytes)
    {
        const QByteArray size = "size=" + QByteArray::number(megabytes) + "m";
        m_mounted = mount("tmpfs", QFile::encodeName(m_directory.path()).constData(), "tmpfs", 0,
                          size.constData())
            == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            umount2(QFile::encodeName(m_directory.path()).constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] bool isThere() const { return m_mounted; }
    [[nodiscard]] QString path(const QString &name = {}) const
    {
        return m_directory.path() + u'/' + name;
    }

    // Takes all that is left but so many bytes.
    void fill(qint64 left = 0)
    {
        QFile file(path(u"filler"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
        const QByteArray page(4096, 'x');
        while (freeSpace(m_directory.path()) > left && file.write(page) == page.size()) { }
    }
    void empty() { QFile::remove(path(u"filler"_s)); }

private:
    QTemporaryDir m_directory;
    bool m_mounted = false;
};

} // namespace

// A disk that is really full: what the VFS of the other tests cannot play, above all what is done
// to files outside SQLite.
class StoreDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fullWhileRunning_data();
    void fullWhileRunning();
    void fullAtStart();
    void fullWhileMending();
};

void StoreDiskTest::fullWhileRunning_data()
{
    QTest::addColumn<int>("megabytes");
    QTest::newRow("too small for ballast") << 4;
    QTest::newRow("with ballast") << 24;
}

void StoreDiskTest::fullWhileRunning()
{
    QFETCH(const int, megabytes);
    SmallDisk disk(megabytes);
    if (!disk.isThere())
        QSKIP("cannot mount a disk in memory: not root");
    QStringList kept;
    {
        Opened opened(disk.path(u"account"_s));
        const QString ballast = disk.path(u"account/outbox.db.ballast"_s);
        QCOMPARE(QFileInfo::exists(ballast), megabytes > 16);
        QVERIFY(opened.apply(spaces({space(1)})));
        disk.fill();
        int number = 0;
        int afterBallast = 0;
        for (bool room = true; room && number < 5000;) {
            const QString text = u"message %1 "_s.arg(++number) + QString(500, u'x');
            const Result<OutboxItem> item = opened.enqueue(create(1, number, text, number));
            room = item.has_value();
            if (room)
                kept.append(text);
            else
                QCOMPARE(item.error().kind, ErrorKind::StorageFull);
            afterBallast += room && !QFileInfo::exists(ballast) ? 1 : 0;
        }
        qInfo("%d messages were taken on the full disk of %d MB, %d of them in the ballast's place",
              int(kept.size()), megabytes, afterBallast);
        QVERIFY(megabytes < 16 || afterBallast > 100);
        QVERIFY(!opened.failures.isEmpty());
        QCOMPARE(texts(opened.newest(top(1), 10'000)), kept);
        QCOMPARE(opened.conversation(1).queuedCount, kept.size());
        opened.store->saveDraft({top(2), QString(9000, u'd'), {}});
        QVERIFY(opened.draft(top(2)).isEmpty());
        QVERIFY(!opened.apply(messages({message(2, 1, 1)})));
        disk.empty();
        QVERIFY(opened.enqueue(create(1, 9999, u"after"_s, 9999)));
        QVERIFY(opened.apply(messages({message(2, 1, 1)})));
        QCOMPARE(opened.recoveries, 1);
        kept.append(u"after"_s);
        QCOMPARE(QFileInfo::exists(ballast), megabytes > 16);
    }
    Opened opened(disk.path(u"account"_s));
    QVERIFY(!opened.report.outboxError && !opened.report.cacheError);
    QCOMPARE(texts(opened.newest(top(1), 10'000)), kept);
    opened.store.reset();
    QCOMPARE(integrityOf(disk.path(u"account/outbox.db"_s)), u"ok"_s);
    QCOMPARE(integrityOf(disk.path(u"account/cache.db"_s)), u"ok"_s);
}

// What was queued shows, even when there is no room for SQLite's index of the log.
void StoreDiskTest::fullAtStart()
{
    SmallDisk disk(24);
    if (!disk.isThere())
        QSKIP("cannot mount a disk in memory: not root");
    const QString account = disk.path(u"account"_s);
    {
        Opened opened(account);
        QVERIFY(opened.apply(messages({message(1, 1, 1)})));
        QVERIFY(opened.enqueue(create(1, 1, u"waits"_s, 5)));
    }
    QVERIFY(QFileInfo::exists(account + u"/outbox.db.ballast"_s));
    disk.fill();
    {
        Opened opened(account);
        QVERIFY(!opened.report.outboxError); // in the place of the ballast
        QVERIFY(!opened.report.outboxSalvaged);
        QVERIFY(!opened.report.cacheRebuilt);
        QCOMPARE(opened.outbox().size(), 1);
        disk.fill();
    }
    disk.fill();
    {
        Opened opened(account); // without any
        QVERIFY(!opened.report.outboxSalvaged);
        QVERIFY(!opened.report.cacheRebuilt);
        if (opened.report.outboxError) {
            QCOMPARE(opened.report.outboxError->kind, ErrorKind::StorageFull);
            QVERIFY(opened.outbox().isEmpty());
        }
        disk.empty();
        QCOMPARE(opened.outbox().size(), 1);
        QVERIFY(opened.enqueue(create(1, 2, u"after"_s, 6)));
    }
    Opened opened(account);
    QVERIFY(!opened.report.cacheError);
    QCOMPARE(texts(opened.newest(top(1))), QStringList({u"text 1"_s, u"waits"_s, u"after"_s}));
}

// A damaged file on a full disk: nothing of it goes before the new one is complete.
void StoreDiskTest::fullWhileMending()
{
    for (int left = 0; left <= 600 * 1024; left += 40 * 1024) {
        SmallDisk disk(4);
        if (!disk.isThere())
            QSKIP("cannot mount a disk in memory: not root");
        const QString path = disk.path(u"account/outbox.db"_s);
        QStringList written;
        {
            Opened opened(disk.path(u"account"_s));
            for (int number = 1; number <= 8; ++number) {
                written.append(u"text %1 "_s.arg(number) + QString(9000, u'x'));
                QVERIFY(opened.enqueue(create(1, number, written.constLast(), number)));
            }
        }
        QByteArray damaged = contents(path);
        damaged.replace(0, 16, "no SQLite at all");
        overwrite(path, damaged);
        disk.fill(left);
        {
            Opened opened(disk.path(u"account"_s));
            const QStringList shown = texts(opened.newest(top(1)));
            QVERIFY(shown == written || (shown.isEmpty() && opened.report.outboxError));
        }
        disk.empty();
        Opened opened(disk.path(u"account"_s));
        QVERIFY(!opened.report.outboxError);
        QCOMPARE(texts(opened.newest(top(1))), written);
        QCOMPARE(contents(path + u".damaged-1"_s), damaged);
    }
}

QTEST_GUILESS_MAIN(StoreDiskTest)
#include "tst_storedisk.moc"
