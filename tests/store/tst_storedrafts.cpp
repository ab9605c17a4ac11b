// SPDX-License-Identifier: GPL-3.0-or-later
#include "storetest.h"

#include "models/store/files.h"
#include "models/store/outboxfiles.h"
#include "models/store/outboxschema.h"
#include "models/store/outboxtable.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace storetest;
using namespace Qt::StringLiterals;

namespace {

const std::atomic_bool wanted{false}; // nobody cancels

QString filesOf(const Directory &directory)
{
    return outboxFilesOf(directory.filePath(u"outbox.db"_s));
}

QStringList namesIn(const Directory &directory)
{
    return QDir(filesOf(directory)).entryList(QDir::Files | QDir::Hidden);
}

QString askFiles(Opened &opened)
{
    return wait<QString>(
               [&](QObject *context, auto handler) { opened.store->outboxFiles(context, handler); })
        .value_or(QString());
}

// A pasted picture: a file that lies with the outbox.
OutgoingFile kept(Opened &opened, const QByteArray &content)
{
    const QString folder = askFiles(opened);
    const Result<QString> stored = storeContent(folder, content);
    return {folder + u'/' + stored.value_or(QString()), u"Screenshot.png"_s, u"image/png"_s};
}

QList<ListedDraft> listed(Opened &opened)
{
    QList<ListedDraft> drafts = wait<QList<ListedDraft>>([&](QObject *context, auto handler) {
                                    opened.store->drafts(context, handler);
                                }).value_or(QList<ListedDraft>());
    std::sort(drafts.begin(), drafts.end(),
              [](const auto &a, const auto &b) { return a.draft.text < b.draft.text; });
    return drafts;
}

WrittenDraft everything(const TimelineScope &scope, const QList<OutgoingFile> &files)
{
    WrittenDraft draft{scope, u"half a thought"_s, {}};
    draft.beside.files = files;
    draft.beside.quote = QuoteReference{messageId(1, 1), at(10), QuoteType::Forward};
    draft.beside.quotedSender = u"Anna"_s;
    draft.beside.quotedText = u"where?"_s;
    draft.beside.editing = messageId(1, 2);
    draft.beside.original = u"before"_s;
    draft.beside.edited = u"after"_s;
    return draft;
}

// What a process that is killed now leaves behind.
void copyAsItStands(const Directory &from, const Directory &to)
{
    QDir(to.path()).mkpath(u"outbox.db.files"_s);
    for (const QString &name : {u"outbox.db"_s, u"outbox.db-wal"_s})
        QVERIFY(QFile::copy(from.filePath(name), to.filePath(name)));
    for (const QString &name : namesIn(from))
        QVERIFY(
            QFile::copy(QString(filesOf(from) + u'/' + name), QString(filesOf(to) + u'/' + name)));
}

} // namespace

// What is begun and not sent: all of it, with the files that lie with the outbox for it.
class StoreDraftsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeDraftSurvivesBeingKilled()
    {
        const Directory directory;
        const Directory left;
        const OutgoingFile theirs{u"/home/poster.png"_s, u"poster.png"_s, u"image/png"_s};
        Opened opened(directory.path());
        const OutgoingFile pasted = kept(opened, "picture");
        const WrittenDraft draft = everything(top(1), {theirs, pasted});
        opened.store->saveDraft(draft);
        opened.store->saveDraft({inThread(1, 1), u"a reply"_s, {}});
        QCOMPARE(opened.written(top(1)), draft);
        copyAsItStands(directory, left);

        Opened again(left.path());
        QVERIFY(!again.report.outboxError);
        const QString folder = askFiles(again); // sweeps what nothing names
        const WrittenDraft found = again.written(top(1));
        // The account's data may lie elsewhere by then.
        const QString path = folder + u'/' + QFileInfo(pasted.path).fileName();
        QCOMPARE(found, everything(top(1), {theirs, {path, pasted.name, pasted.contentType}}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "picture");
        QCOMPARE(again.draft(inThread(1, 1)), u"a reply"_s);
    }

    void filesAreForTheirOwnerOnly()
    {
        const Directory directory;
        Opened opened(directory.path());
        const QFileInfo info(kept(opened, "picture").path);
        QCOMPARE(info.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        QCOMPARE(QFileInfo(info.path()).permissions()
                     & (QFile::ReadGroup | QFile::ExeGroup | QFile::ExeOther),
                 QFile::Permissions());
    }

    void filesGoWithTheDraft()
    {
        const Directory directory;
        Opened opened(directory.path());
        const OutgoingFile one = kept(opened, "one");
        const OutgoingFile two = kept(opened, "two");
        opened.store->saveDraft(everything(top(1), {one, two}));
        opened.store->saveDraft(everything(top(2), {two}));
        (void)opened.written(top(1));
        QCOMPARE(namesIn(directory).size(), 2);
        opened.store->saveDraft(everything(top(1), {two})); // one was taken off
        (void)opened.written(top(1));
        QCOMPARE(namesIn(directory), QStringList{QFileInfo(two.path).fileName()});
        opened.store->saveDraft({top(1), {}, {}});
        (void)opened.written(top(1));
        QCOMPARE(namesIn(directory).size(), 1); // another draft names it
        opened.store->saveDraft({top(2), u"only words"_s, {}});
        (void)opened.written(top(1));
        QCOMPARE(namesIn(directory), QStringList());
    }

    void filesOfTheSentOneStayWithTheMessage()
    {
        const Directory directory;
        Opened opened(directory.path());
        const OutgoingFile pasted = kept(opened, "picture");
        WrittenDraft draft{top(1), u"look"_s, {}};
        draft.beside.files = {pasted};
        opened.store->saveDraft(draft);
        const Result<OutboxFile> copy = secureFile(askFiles(opened), pasted, wanted);
        QVERIFY(copy);
        OutboxItem item = create(1, 1, u"look"_s, 5);
        item.files = {*copy};
        QVERIFY(opened.enqueue(item));
        QCOMPARE(opened.written(top(1)), (WrittenDraft{top(1), {}, {}}));
        QCOMPARE(namesIn(directory), QStringList{copy->stored});
    }

    // Only what the draft says sends it away.
    void otherMessagesLeaveItAlone_data()
    {
        QTest::addColumn<WrittenDraft>("draft");
        WrittenDraft withFile{top(1), u"look"_s, {}};
        withFile.beside.files = {{u"/a"_s, u"a"_s, {}}};
        QTest::newRow("it has a file") << withFile;
        WrittenDraft withQuote{top(1), u"look"_s, {}};
        withQuote.beside.quote = QuoteReference{messageId(1, 1), at(10), QuoteType::Reply};
        QTest::newRow("it quotes") << withQuote;
        WrittenDraft withEdit{top(1), u"look"_s, {}};
        withEdit.beside.editing = messageId(1, 1);
        withEdit.beside.edited = u"x"_s;
        QTest::newRow("an edit lies over it") << withEdit;
        QTest::newRow("other words") << WrittenDraft{top(1), u"look here"_s, {}};
    }

    void otherMessagesLeaveItAlone()
    {
        QFETCH(const WrittenDraft, draft);
        const Directory directory;
        Opened opened(directory.path());
        opened.store->saveDraft(draft);
        QVERIFY(opened.enqueue(create(1, 1, u"look"_s, 5)));
        QCOMPARE(opened.written(top(1)), draft);
    }

    void takenBackFilesStayWithTheDraft()
    {
        const Directory directory;
        QString stored;
        {
            Opened opened(directory.path());
            OutboxItem item = create(1, 1, u"look"_s, 5);
            item.files = {*secureFile(askFiles(opened), kept(opened, "picture"), wanted)};
            stored = item.files[0].stored;
            item = opened.enqueue(item).value_or(OutboxItem());
            QVERIFY(wait<OutboxItem>([&](QObject *context, auto handler) {
                opened.store->takeOut(item.sequence, context, handler);
            }));
            WrittenDraft draft{top(1), u"look"_s, {}};
            draft.beside.files = {{QString(filesOf(directory) + u'/' + stored), u"a.png"_s, {}}};
            opened.store->saveDraft(draft);
            (void)opened.written(top(1));
        }
        Opened opened(directory.path());
        (void)askFiles(opened);
        QCOMPARE(namesIn(directory), QStringList{stored});
    }

    void listedWithTheThreadsFirstMessage()
    {
        const Directory directory;
        Opened opened(directory.path());
        Message root = message(1, 1, 10);
        root.text = u"Who brings the ladder?"_s;
        QVERIFY(opened.apply(covered(1, 0, 100, {root, reply(1, 2, 20, 1)})));
        opened.store->saveDraft({inThread(1, 1), u"a: I do"_s, {}});
        opened.store->saveDraft({top(1), u"b: of the space"_s, {}});
        opened.store->saveDraft({inThread(2, 7), u"c: of a thread that is not cached"_s, {}});
        const QList<ListedDraft> drafts = listed(opened);
        QCOMPARE(drafts.size(), 3);
        QVERIFY(drafts[0].root);
        QCOMPARE(drafts[0].root->text, u"Who brings the ladder?"_s);
        QVERIFY(!drafts[1].root);
        QVERIFY(!drafts[2].root);
    }

    void listedWithWhatIsNotSent()
    {
        const Directory directory;
        Opened opened(directory.path());
        QVERIFY(opened.apply(covered(1, 0, 100, {message(1, 1, 10), reply(1, 2, 20, 1)})));
        opened.store->saveDraft({inThread(1, 1), u"half a thought"_s, {}});
        OutboxItem bad
            = opened.enqueue(createReply(1, 3, u"refused"_s, 3, 1)).value_or(OutboxItem());
        QVERIFY(opened.enqueue(createReply(1, 4, u"behind it"_s, 4, 1)));
        QVERIFY(opened.enqueue(create(1, 5, u"waiting"_s, 5)));
        opened.takeChanges();
        bad.state = OutboxState::Failed;
        QVERIFY(opened.update(bad));
        const QList<ListedDraft> all = listed(opened);
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].draft, (WrittenDraft{top(1), {}, {}}));
        QCOMPARE(std::pair(all[0].queued, all[0].failed), std::pair(1, 0));
        QCOMPARE(all[1].draft.text, u"half a thought"_s);
        QCOMPARE(std::pair(all[1].queued, all[1].failed), std::pair(1, 1));
        QCOMPARE(all[1].root.value_or(Message()).id, messageId(1, 1));
        // The first message of the thread tells, too.
        QCOMPARE(opened.message(messageId(1, 1))->failedReplies, 1);
        const auto told = [&opened]() -> std::optional<int> {
            for (const Message &each : opened.takeChanges().messages) {
                if (each.id == messageId(1, 1))
                    return each.failedReplies;
            }
            return std::nullopt;
        };
        QCOMPARE(told(), 1);
        // While it is to be deleted it is not among them.
        const OutboxItem removal = opened.enqueue(about(OutboxKind::DeleteMessage, bad.message, 6))
                                       .value_or(OutboxItem());
        QCOMPARE(told(), 0);
        QVERIFY(opened.message(bad.message)->isDeleted());
        QCOMPARE(opened.message(bad.message)->sendState, SendState::Failed);
        QCOMPARE(std::pair(listed(opened)[1].queued, listed(opened)[1].failed), std::pair(2, 0));
        QVERIFY(opened.discard(removal.sequence));
        QCOMPARE(told(), 1);
        QVERIFY(opened.discard(bad.sequence));
        QCOMPARE(told(), 0);
    }

    void conversationTellsWhatIsBegun()
    {
        const Directory directory;
        Opened opened(directory.path());
        QVERIFY(opened.apply(spaces({space(1)})));
        WrittenDraft draft{top(1), {}, {}};
        const auto shown = [&] {
            opened.store->saveDraft(draft);
            const QList<Conversation> all = opened.conversations();
            return all.isEmpty() ? QString() : all[0].draft;
        };
        draft.beside.quote = QuoteReference{messageId(1, 1), at(10), QuoteType::Reply};
        draft.beside.quotedText = u"where?"_s;
        QCOMPARE(shown(), u"where?"_s);
        draft.beside.files = {{u"/a/plan.pdf"_s, u"plan.pdf"_s, {}}, {u"/a/b"_s, u"b"_s, {}}};
        QCOMPARE(shown(), u"plan.pdf, b"_s);
        draft.text = u"words"_s;
        QCOMPARE(shown(), u"words"_s);
        draft = {top(1), {}, {}};
        QCOMPARE(shown(), QString());
    }

    // Drafts of the version before were words only.
    void draftsOfTheVersionBefore()
    {
        const Directory directory;
        const QString path = directory.filePath(u"outbox.db"_s);
        {
            Database database;
            QVERIFY(prepareDatabaseFile(path));
            QVERIFY(database.open(path, Durability::Full));
            QVERIFY(migrate(database, outboxMigrations().first(2)));
            Transaction transaction(database);
            insertDraft(database, 3, {top(1), u"half a thought"_s, {}});
            QVERIFY(transaction.commit());
        }
        {
            Opened opened(directory.path());
            QVERIFY(!opened.report.outboxError);
            QCOMPARE(opened.written(top(1)), (WrittenDraft{top(1), u"half a thought"_s, {}}));
            opened.store->saveDraft(everything(top(1), {}));
            QCOMPARE(opened.written(top(1)), everything(top(1), {}));
        }
        // And those refuse a file that they would take things out of.
        Database database;
        QVERIFY(database.open(path, Durability::Full));
        QVERIFY(!migrate(database, outboxMigrations().first(2)));
    }
};

QTEST_GUILESS_MAIN(StoreDraftsTest)
#include "tst_storedrafts.moc"
