// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/codec.h"
#include "models/store/quarantine.h"
#include "models/store/salvage.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace storetest;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pageSize = 4096;

// What a disk, a power cut or another program may do to a file.
QByteArray damage(const QByteArray &bytes, QRandomGenerator &random)
{
    QByteArray result = bytes;
    const auto below = [&random](qsizetype bound) {
        return qsizetype(random.bounded(quint32(std::max<qsizetype>(bound, 1))));
    };
    switch (below(5)) {
    case 0: // somewhere
    case 1:
        for (int i = 0; i < 8; ++i)
            result[below(result.size())] = char(below(256));
        break;
    case 2: // the header of a page
        for (int i = 0; i < 8; ++i) {
            const qsizetype page = below(result.size() / pageSize) * pageSize;
            result[page + below(16)] = char(below(256));
        }
        break;
    case 3: { // a page is gone
        const qsizetype page = below(result.size() / pageSize) * pageSize;
        result.replace(page, pageSize, QByteArray(pageSize, '\0'));
        break;
    }
    case 4:
        result.truncate(below(result.size()));
        break;
    }
    return result;
}

// The same in both files of which one may be the other's copy.
bool isSalvaged(const OutboxItem &item)
{
    return item.state == OutboxState::Failed && item.failure
        && item.failure->kind == ErrorKind::StorageDamaged;
}

} // namespace

// Files that were hit: nothing good is lost, nothing is altered in silence, and what is broken can
// be looked at.
class StoreDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cacheSurvivesAnyDamage();
    void damagedOutboxKeepsGoodRows();
    void brokenRowsAreShown();
    void madeOut_data();
    void madeOut();
    void forgottenWhenToldSo();
    void logDeleted();
    void indexOfTheLogIsGarbage();
};

void StoreDamageTest::cacheSurvivesAnyDamage()
{
    const Directory pristine;
    {
        Opened opened(pristine.path());
        QList<Message> many;
        for (int number = 1; number <= 200; ++number)
            many.append(message(1, number, number));
        Batch batch = covered(1, 0, 300, many);
        batch.spaces = {space(1, 200)};
        QVERIFY(opened.apply(batch));
    }
    const QByteArray bytes = contents(pristine.filePath(u"cache.db"_s));
    int rebuilt = 0;
    int altered = 0;
    const auto files = quint32(roundsOr(100));
    for (quint32 seed = 0; seed < files; ++seed) {
        QRandomGenerator random(seed);
        const Directory directory;
        overwrite(directory.filePath(u"cache.db"_s), damage(bytes, random));
        QElapsedTimer timer;
        timer.start();
        Opened opened(directory.path());
        QVERIFY(timer.elapsed() < 20'000); // a fraction of a second on an idle machine
        QVERIFY2(!opened.report.cacheError, qPrintable(QString::number(seed)));
        const TimelinePage page = opened.newest(top(1), 500);
        opened.conversations();
        rebuilt += opened.report.cacheRebuilt ? 1 : 0;
        altered += std::any_of(page.messages.cbegin(), page.messages.cend(), [](const Message &m) {
            return m.text != u"text %1"_s.arg(m.id.lastSegment().mid(1).toInt());
        });
        // At the latest the second time there is a sound file.
        bool written = opened.apply(messages({message(1, 900, 900)})).has_value();
        written = written || opened.apply(messages({message(1, 900, 900)})).has_value();
        QVERIFY2(written, qPrintable(QString::number(seed)));
        QVERIFY(opened.message(messageId(1, 900)));
        opened.store.reset();
        QCOMPARE(integrityOf(directory.filePath(u"cache.db"_s)), u"ok"_s);
    }
    qInfo("%u damaged caches: %d set aside and begun anew, %d with another text in a message",
          files, rebuilt, altered);
}

void StoreDamageTest::damagedOutboxKeepsGoodRows()
{
    const Directory pristine;
    QHash<qint64, OutboxItem> live;
    QHash<qint64, QString> written;
    QHash<qint64, QByteArray> sealed;
    QByteArray openBytes;
    QByteArray openLog;
    {
        Opened opened(pristine.path());
        for (int number = 1; number <= 40; ++number) {
            const int length = number % 8 == 0 ? 20'000 : 20 + 37 * number;
            OutboxItem item = create(1, number, QString(length, QChar(u'a' + number % 26)), number);
            item = opened.enqueue(item).value_or(OutboxItem());
            if (number % 3 == 0) {
                item.attempts = 1;
                item.state = OutboxState::Sending;
                QVERIFY(opened.update(item));
            }
            live.insert(item.sequence, item);
            written.insert(item.sequence, item.text);
            if (number % 5 == 0 && item.state == OutboxState::Queued) {
                QVERIFY(opened.discard(item.sequence));
                live.remove(item.sequence);
            }
        }
        opened.store->saveDraft({top(1), u"half a thought"_s, {}});
        QCOMPARE(opened.outbox().size(), live.size());
        // As a power cut leaves it: most of it is still in the log.
        openBytes = contents(pristine.filePath(u"outbox.db"_s));
        openLog = contents(pristine.filePath(u"outbox.db-wal"_s));
    }
    const QByteArray closedBytes = contents(pristine.filePath(u"outbox.db"_s));
    QVERIFY(!openLog.isEmpty());
    for (auto it = live.cbegin(); it != live.cend(); ++it)
        sealed.insert(it.key(), seal(RowKind::OutboxItem, it.key(), encodeItem(it.value())));

    int kept = 0;
    int broken = 0;
    int shown = 0;
    int salvagedRuns = 0;
    const auto files = quint32(roundsOr(200));
    for (quint32 seed = 0; seed < files; ++seed) {
        QRandomGenerator random(seed);
        const Directory directory;
        const bool withLog = seed % 3 == 0;
        const QByteArray main = withLog ? damage(openBytes, random) : damage(closedBytes, random);
        const QByteArray log = withLog && seed % 2 == 0 ? damage(openLog, random) : openLog;
        overwrite(directory.filePath(u"outbox.db"_s), main);
        if (withLog)
            overwrite(directory.filePath(u"outbox.db-wal"_s), log);
        QElapsedTimer timer;
        timer.start();
        Opened opened(directory.path());
        QVERIFY(timer.elapsed() < 20'000); // a fraction of a second on an idle machine
        const QByteArray where = "seed " + QByteArray::number(seed);
        QVERIFY2(!opened.report.outboxError, where.constData());
        QHash<qint64, OutboxItem> found;
        const QList<OutboxItem> items = opened.outbox();
        for (const OutboxItem &item : items) {
            // Nothing is silently altered; what may be out of date asks the person. Only a log
            // that lost its end takes everything back to an earlier moment.
            found.insert(item.sequence, item);
            QCOMPARE(item.text, written.value(item.sequence));
            const bool earlier = withLog && log != openLog;
            QVERIFY2(earlier || isSalvaged(item) || live.value(item.sequence) == item,
                     where.constData());
        }
        if (withLog && log != openLog)
            continue;
        const QList<SetAsideText> aside = opened.setAside();
        for (auto it = sealed.cbegin(); it != sealed.cend(); ++it) {
            const bool whole = main.contains(it.value()) || (withLog && log.contains(it.value()));
            if (!whole) {
                broken += 1;
                shown += found.contains(it.key())
                        || std::any_of(aside.cbegin(), aside.cend(),
                                       [&](const SetAsideText &text) {
                                           return text.text.contains(live[it.key()].text.left(12));
                                       })
                    ? 1
                    : 0;
                continue;
            }
            ++kept;
            QVERIFY2(found.contains(it.key()), where.constData());
            QVERIFY2(found[it.key()].text == live[it.key()].text, where.constData());
        }
        salvagedRuns += QFile::exists(directory.filePath(u"outbox.db.damaged-1"_s)) ? 1 : 0;
        // And it goes on.
        QVERIFY2(opened.enqueue(create(2, 1, u"after"_s, 5)), where.constData());
        opened.store.reset();
        QCOMPARE(integrityOf(directory.filePath(u"outbox.db"_s)), u"ok"_s);
    }
    qInfo("%u damaged outboxes: %d salvaged; %d rows whole, all kept; %d hit, %d of them shown",
          files, salvagedRuns, kept, broken, shown);
    QVERIFY(kept > int(files) * 5);
    QVERIFY(salvagedRuns > int(files) / 4);
}

// A byte in the midst of a text: the row is not sent any more, and can be read.
void StoreDamageTest::brokenRowsAreShown()
{
    const Directory directory;
    const QString path = directory.filePath(u"outbox.db"_s);
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"tell Anna that the train leaves at 10"_s, 5)));
        QVERIFY(opened.enqueue(create(1, 2, u"untouched"_s, 6)));
        opened.store->saveDraft({top(1), u"a draft about the weather"_s, {}});
    }
    QByteArray bytes = contents(path);
    bytes.replace("leaves at 10", "leaves at 11");
    bytes.replace("the weather", "\xff\xfe\x01 weather");
    const auto check = [&](int start) {
        Opened opened(directory.path());
        QCOMPARE(opened.report.quarantined, 2);
        QCOMPARE(texts(opened.newest(top(1))), QStringList{u"untouched"_s});
        QCOMPARE(opened.conversation(1).queuedCount, 0); // the space is not known to the cache
        const QList<SetAsideText> aside = opened.setAside();
        QVERIFY2(aside.size() == 2, qPrintable(QString::number(start)));
        const bool first = aside[0].text.contains(u"train leaves"_s);
        QCOMPARE(aside[first ? 0 : 1],
                 (SetAsideText{u"tell Anna that the train leaves at 11"_s, spaceId(1)}));
        QVERIFY2(aside[first ? 1 : 0].text.contains(u"a draft about"_s),
                 qPrintable(aside[first ? 1 : 0].text));
    };
    // Found by the table, and kept over the next start.
    overwrite(path, bytes);
    QFile::remove(QString(path + u".bak"_s));
    check(0);
    check(1);
    // Found by salvage, because the file is damaged elsewhere, too.
    bytes.replace(0, 16, "no SQLite at all");
    overwrite(path, bytes);
    QFile::remove(QString(path + u".bak"_s));
    check(2);
    QVERIFY(QFile::exists(QString(path + u".damaged-1"_s)));
    check(3);
}

void StoreDamageTest::madeOut_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    const OutboxItem item = create(1, 1, u"grüße an alle, um 10 Uhr"_s, 5);
    const QByteArray whole = seal(RowKind::OutboxItem, 7, encodeItem(item));
    const qsizetype text = whole.indexOf("gr\xc3\xbc");
    const auto with = [&whole](qsizetype at, const QByteArray &bytes) {
        QByteArray copy = whole;
        return copy.replace(at, bytes.size(), bytes);
    };
    QTest::newRow("checksum") << with(20, "xxxx") << item.text;
    QTest::newRow("mark") << with(0, "xxxxxx") << item.text;
    QTest::newRow("kind") << with(whole.indexOf("CreateM"), "xx") << item.text;
    QTest::newRow("cut") << whole.left(text + 10) << u"grüße an"_s;
    QTest::newRow("no UTF-8") << with(text + 2, "\xff\xff")
                              << u"gr\uFFFD\uFFFDße an alle, um 10 Uhr"_s;
    QTest::newRow("draft") << seal(RowKind::Draft, 1,
                                   encodeDraft({top(1), u"half a thought"_s, {}}))
                           << u"half a thought"_s;
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("zeros") << QByteArray(300, '\0') << QString();
    QTest::newRow("mark only") << QByteArray("LnRow1") << QString();
    QTest::newRow("words without a key")
        << QByteArray("\0\0see you\0\x01\0tomorrow\0", 21) << u"see you\ntomorrow"_s;
}

void StoreDamageTest::madeOut()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, text);
    QCOMPARE(store::madeOut(body).text, text);
}

void StoreDamageTest::forgottenWhenToldSo()
{
    const Directory directory;
    const QString path = directory.filePath(u"outbox.db"_s);
    {
        Opened opened(directory.path());
        QVERIFY(opened.enqueue(create(1, 1, u"at ten o'clock"_s, 5)));
    }
    QByteArray bytes = contents(path);
    bytes.replace("at ten", "at two");
    overwrite(path, bytes);
    {
        Opened opened(directory.path());
        QCOMPARE(opened.setAside().size(), 1);
        QVERIFY(wait<bool>([&](QObject *context, auto handler) {
            opened.store->forgetSetAside(context, handler);
        }));
        QVERIFY(opened.setAside().isEmpty());
    }
    Opened opened(directory.path());
    QCOMPARE(opened.report.quarantined, 0);
    QVERIFY(opened.setAside().isEmpty());
}

// The main file as the last checkpoint left it: earlier, but in order.
void StoreDamageTest::logDeleted()
{
    const Directory directory;
    const Directory copy;
    QStringList written;
    {
        Opened opened(directory.path());
        for (int number = 1; number <= 5; ++number)
            QVERIFY(opened.enqueue(create(1, number, u"early %1"_s.arg(number), number)));
        opened.store.reset(); // a checkpoint
    }
    Opened opened(directory.path());
    for (int number = 6; number <= 9; ++number)
        QVERIFY(opened.enqueue(create(1, number, u"late %1"_s.arg(number), number)));
    QVERIFY(opened.apply(messages({message(1, 1, 1)})));
    for (const QString &name : {u"outbox.db"_s, u"cache.db"_s})
        overwrite(copy.filePath(name), contents(directory.filePath(name)));
    Opened without(copy.path());
    QVERIFY(!without.report.outboxError);
    QVERIFY(!without.report.outboxSalvaged);
    QVERIFY(!without.report.cacheError);
    const QStringList found = texts(without.newest(top(1)));
    QVERIFY(found.size() >= 5);
    for (int number = 1; number <= 5; ++number)
        QCOMPARE(found[number - 1], u"early %1"_s.arg(number));
    QVERIFY(without.enqueue(create(1, 10, u"after"_s, 10)));
    QVERIFY(without.apply(messages({message(1, 2, 2)})));
}

// Made anew by whoever opens the file first.
void StoreDamageTest::indexOfTheLogIsGarbage()
{
    const Directory directory;
    const Directory copy;
    Opened opened(directory.path());
    QVERIFY(opened.enqueue(create(1, 1, u"one"_s, 1)));
    QVERIFY(opened.apply(messages({message(1, 1, 0)})));
    for (const QString &name :
         {u"outbox.db"_s, u"cache.db"_s, u"outbox.db-wal"_s, u"cache.db-wal"_s})
        overwrite(copy.filePath(name), contents(directory.filePath(name)));
    QRandomGenerator random(7);
    for (const QString &name : {u"outbox.db-shm"_s, u"cache.db-shm"_s}) {
        QByteArray garbage(32'768, '\0');
        for (char &byte : garbage)
            byte = char(random.bounded(256));
        overwrite(copy.filePath(name), garbage);
    }
    Opened again(copy.path());
    QVERIFY(!again.report.outboxError);
    QVERIFY(!again.report.outboxSalvaged);
    QVERIFY(!again.report.cacheError);
    QVERIFY(!again.report.cacheRebuilt);
    QCOMPARE(texts(again.newest(top(1))), QStringList({u"text 1"_s, u"one"_s}));
}

QTEST_GUILESS_MAIN(StoreDamageTest)
#include "tst_storedamage.moc"
