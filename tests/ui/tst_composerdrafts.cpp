// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"

#include "ui/composer/filestrip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class ComposerDraftsTest : public ComposerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void quoteGoesWithTheMessage();
    void editLiesOverTheDraft();
    void filesGoWithTheMessage();
    void picturesAreSeenInTheirChips();
    void screenshotIsPasted();
    void screenshotOfALeftTarget();
    void sendWaitsForTheScreenshot_data();
    void sendWaitsForTheScreenshot();
    void sendWaitsUnderAnEdit();
    void sendWaitsWhereverOneGoes_data();
    void sendWaitsWhereverOneGoes();
    void refusalAfterLeavingIsTold();
    void everythingSurvivesTheProgram();
    void whatVanishedIsSaid();
    void storedAndBegunAreJoined();
    void draftIsSavedAfterAWhile();
    void draftFollowsTheTarget();
    void draftDoesNotOverwriteWhatIsWritten();
    void draftOfALeftTargetIsJoined();
    void draftGoesOnlyWhenSent();
    void answerAfterLeaving();
    void whatWasBegunSinceEnterStays();

private:
    void paste(const QImage &image);
    void beginEverything(const QString &file);
};

const QuoteReference reference{MessageId(u"spaces/A/messages/1"_s),
                               Timestamp::fromString(u"2026-03-12T08:00:00Z"), QuoteType::Reply};

QImage redImage()
{
    QImage picture(30, 20, QImage::Format_RGB32);
    picture.fill(Qt::red);
    return picture;
}

QString textFile(const QTemporaryDir &folder, const QString &name)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write("text") != 4)
        qFatal("cannot write");
    return file.fileName();
}

void ComposerDraftsTest::paste(const QImage &image)
{
    QGuiApplication::clipboard()->setImage(image);
    edit().paste();
}

// A text, a quote, a file, a screenshot, and an edit over them.
void ComposerDraftsTest::beginEverything(const QString &file)
{
    type(u"half a thought"_s);
    m_composer->setQuote(Quoted{reference, u"Anna"_s, u"where?"_s});
    m_composer->addFiles({file});
    paste(redImage());
    QTRY_COMPARE(m_composer->files().files().size(), 2);
    Message message;
    message.id = MessageId(u"spaces/A/messages/2"_s);
    message.text = u"so bold"_s;
    m_composer->startEditing(message);
    type(u" and loud"_s);
    QTRY_COMPARE(m_port->written.value(scope(u"A"_s)).beside.edited, u"so bold and loud"_s);
}

void ComposerDraftsTest::quoteGoesWithTheMessage()
{
    m_composer->setQuote(Quoted{reference, u"Anna"_s, u"<b>where?</b>"_s});
    QVERIFY(!button().isEnabled()); // a quote alone says nothing
    type(u"here"_s);
    enter();
    QCOMPARE(m_port->sent.at(0).message.quote, reference);
    QVERIFY(m_composer->quoted());
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QVERIFY(!m_composer->quoted());
    // It stays with its conversation, and Escape's layer takes it away.
    m_composer->setQuote(Quoted{reference, u"Anna"_s, u"where?"_s});
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QVERIFY(!m_composer->quoted());
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    QTRY_VERIFY(m_composer->quoted());
    QVERIFY(m_composer->leaveLayer());
    QVERIFY(!m_composer->quoted());
    QVERIFY(!m_composer->leaveLayer());
}

void ComposerDraftsTest::editLiesOverTheDraft()
{
    type(u"half a thought"_s);
    Message message;
    message.id = MessageId(u"spaces/A/messages/1"_s);
    message.text = u"so bold"_s;
    message.formattedText = u"so *bold*"_s;
    m_composer->startEditing(message);
    QCOMPARE(m_composer->text(), u"so *bold*"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"half a thought"_s);
    type(u" and loud"_s);
    // Another conversation and back: the edit is still there.
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QVERIFY(!m_composer->isEditing());
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    QTRY_VERIFY(m_composer->isEditing());
    QCOMPARE(m_composer->text(), u"so *bold* and loud"_s);
    enter();
    QCOMPARE(m_port->edits, QStringList{u"spaces/A/messages/1: so *bold* and loud"_s});
    QVERIFY(m_port->sent.isEmpty());
    QCOMPARE(m_composer->text(), u"half a thought"_s);
    // Unchanged or cancelled: nothing is sent.
    m_composer->startEditing(message);
    enter();
    m_composer->startEditing(message);
    QVERIFY(m_composer->leaveLayer());
    QCOMPARE(m_port->edits.size(), 1);
    QCOMPARE(m_composer->text(), u"half a thought"_s);
}

void ComposerDraftsTest::filesGoWithTheMessage()
{
    QTemporaryDir folder;
    const auto make = [&folder](const QString &name, qint64 size) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || !file.resize(size))
            qFatal("cannot write");
        return file.fileName();
    };
    m_composer->addFiles({make(u"plan.pdf"_s, 10), make(u"notes.txt"_s, 5)});
    QCOMPARE(m_composer->files().files().size(), 2);
    QCOMPARE(m_composer->files().files()[0].contentType, u"application/pdf"_s);
    QVERIFY(button().isEnabled()); // files need no words
    named(u"Remove notes.txt"_s).click();
    QCOMPARE(m_composer->files().files().size(), 1);
    // What the service refuses is told before anything is sent.
    m_composer->addFiles({make(u"huge.bin"_s, maximumFileBytes + 1)});
    QVERIFY(notices().contains(u"huge.bin"_s));
    m_composer->addFiles({make(u"virus.exe"_s, 5)});
    QVERIFY(notices().contains(u"virus.exe"_s));
    m_composer->addFiles({folder.filePath(u"gone.txt"_s)});
    QVERIFY(notices().contains(u"gone.txt"_s));
    QCOMPARE(m_composer->files().files().size(), 1);
    type(u"the plan"_s);
    enter();
    QCOMPARE(m_port->sent.at(0).message.files.size(), 1);
    QCOMPARE(m_port->sent.at(0).text, u"the plan"_s);
    // Refused: everything is still there. Taken: nothing is.
    Error full;
    full.kind = ErrorKind::StorageFull;
    m_port->sent[0].handler(Failure(full));
    QCOMPARE(m_composer->files().files().size(), 1);
    enter();
    m_port->sent[1].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QVERIFY(m_composer->files().files().isEmpty());
}

void ComposerDraftsTest::picturesAreSeenInTheirChips()
{
    const QTemporaryDir folder;
    const QString picture = folder.filePath(u"red.png"_s);
    QVERIFY(redImage().save(picture));
    m_composer->addFiles({picture});
    const auto centre = [this, &picture] {
        QColor colour;
        for (const QLabel *label : m_composer->files().findChildren<QLabel *>()) {
            const QImage shown = label->pixmap().toImage();
            if (label->property("path").toString() == picture && !shown.isNull())
                colour = shown.pixelColor(shown.rect().center());
        }
        return colour;
    };
    QTRY_COMPARE(centre(), QColor(Qt::red));
    // What comes and goes beside it does not make it go.
    const QString other = textFile(folder, u"other.txt"_s);
    m_composer->addFiles({other});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(centre(), QColor(Qt::red));
}

void ComposerDraftsTest::screenshotIsPasted()
{
    paste(redImage());
    QTRY_COMPARE(m_composer->files().files().size(), 1);
    const OutgoingFile file = m_composer->files().files().first();
    QCOMPARE(QImage(file.path).size(), QSize(30, 20));
    QCOMPARE(file.contentType, u"image/png"_s);
    QVERIFY(file.name.startsWith(u"Screenshot "_s) && file.name.endsWith(u".png"_s));
    QVERIFY(button().isEnabled());
    // What is with the draft, not only in view.
    QCOMPARE(m_port->written.value(scope(u"A"_s)).beside.files, QList<OutgoingFile>{file});
}

// It belongs to where it was pasted, however long it takes to keep it.
void ComposerDraftsTest::screenshotOfALeftTarget()
{
    m_port->holdFiles = true;
    paste(redImage());
    QTRY_COMPARE(m_port->heldFiles.size(), 1);
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    m_port->answerFiles();
    QTRY_COMPARE(m_port->written.value(scope(u"A"_s)).beside.files.size(), 1);
    QVERIFY(m_composer->files().files().isEmpty());
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    QTRY_COMPARE(m_composer->files().files().size(), 1);
}

void ComposerDraftsTest::sendWaitsForTheScreenshot_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("with words") << u"look"_s;
    QTest::newRow("alone") << QString();
}

void ComposerDraftsTest::sendWaitsForTheScreenshot()
{
    QFETCH(QString, words);
    m_port->holdFiles = true;
    type(words);
    paste(redImage());
    enter();
    QVERIFY(m_port->sent.isEmpty());
    QTRY_COMPARE(m_port->heldFiles.size(), 1);
    m_port->answerFiles();
    QCOMPARE(m_port->sent.size(), 1);
    QCOMPARE(m_port->sent[0].message.files.size(), 1);
    QCOMPARE(m_port->sent[0].text, words);
}

// An edit that begins after Enter is neither sent by it nor in its way.
void ComposerDraftsTest::sendWaitsUnderAnEdit()
{
    Message message{.id = MessageId(u"spaces/A/messages/1"_s), .space = SpaceId(u"spaces/A"_s)};
    message.text = u"older"_s;
    m_port->holdFiles = true;
    type(u"look"_s);
    paste(redImage());
    enter();
    m_composer->startEditing(message);
    type(u"!"_s);
    QTRY_COMPARE(m_port->heldFiles.size(), 1);
    m_port->answerFiles();
    QCOMPARE(m_port->sent.size(), 1);
    QCOMPARE(m_port->sent[0].text, u"look"_s);
    QCOMPARE(m_port->sent[0].message.files.size(), 1);
    QVERIFY(m_composer->isEditing());
    QVERIFY(m_port->edits.isEmpty());
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QCOMPARE(m_composer->text(), u"older!"_s);
    enter();
    QCOMPARE(m_port->edits.size(), 1);
    QCOMPARE(m_composer->text(), QString());
}

void ComposerDraftsTest::sendWaitsWhereverOneGoes_data()
{
    QTest::addColumn<bool>("back");
    QTest::newRow("elsewhere") << false;
    QTest::newRow("back again") << true;
}

// Enter was pressed before one left.
void ComposerDraftsTest::sendWaitsWhereverOneGoes()
{
    QFETCH(const bool, back);
    m_port->holdFiles = true;
    type(u"look"_s);
    paste(redImage());
    enter();
    QTRY_COMPARE(m_port->heldFiles.size(), 1);
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    type(u"other"_s);
    if (back) {
        m_composer->setTarget(scope(u"A"_s), u"A"_s);
        QTRY_COMPARE(m_composer->text(), u"look"_s);
        enter(); // once is enough
    }
    m_port->answerFiles();
    QCOMPARE(m_port->sent.size(), 1);
    QCOMPARE(m_port->sent[0].target, scope(u"A"_s));
    QCOMPARE(m_port->sent[0].text, u"look"_s);
    QCOMPARE(m_port->sent[0].message.files.size(), 1);
    // Until it is taken it is in the draft, then not any more.
    QTRY_COMPARE(m_port->written.value(scope(u"A"_s)).beside.files, m_port->sent[0].message.files);
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"look"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QTRY_VERIFY(!m_port->written.contains(scope(u"A"_s)));
    QCOMPARE(m_composer->text(), back ? QString() : u"other"_s);
}

// The composer shows another target by then: somebody else has to say it.
void ComposerDraftsTest::refusalAfterLeavingIsTold()
{
    QSignalSpy told(m_composer.get(), &Composer::notSent);
    type(u"look"_s);
    enter();
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    m_port->sent[0].handler(Failure(Error{.kind = ErrorKind::StorageFull}));
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.at(0).at(0).value<TimelineScope>(), scope(u"A"_s));
    QVERIFY(notices().isEmpty());
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"look"_s);
}

void ComposerDraftsTest::everythingSurvivesTheProgram()
{
    const QTemporaryDir folder;
    const QString file = textFile(folder, u"plan.txt"_s);
    beginEverything(file);
    if (QTest::currentTestFailed())
        return;
    const QList<OutgoingFile> files = m_composer->files().files();
    startAgain();
    QTRY_VERIFY(m_composer->isEditing());
    QCOMPARE(m_composer->text(), u"so bold and loud"_s);
    QVERIFY(m_composer->leaveLayer());
    QCOMPARE(m_composer->text(), u"half a thought"_s);
    QVERIFY(m_composer->quoted());
    QCOMPARE(m_composer->quoted()->reference, reference);
    QCOMPARE(m_composer->quoted()->sender, u"Anna"_s);
    QCOMPARE(m_composer->quoted()->text, u"where?"_s);
    QCOMPARE(m_composer->files().files(), files);
    QVERIFY(notices().isEmpty());

    enter();
    QCOMPARE(m_port->sent.at(0).message.files, files);
    QVERIFY(m_port->written.contains(scope(u"A"_s))); // not before it is taken
    m_port->sent.last().handler(MessageId(u"spaces/A/messages/client-1"_s));
    QVERIFY(m_port->written.isEmpty());
    startAgain();
    QCOMPARE(m_composer->text(), QString());
    QVERIFY(!m_composer->quoted() && !m_composer->isEditing());
    QVERIFY(m_composer->files().files().isEmpty());
}

void ComposerDraftsTest::whatVanishedIsSaid()
{
    const QTemporaryDir folder;
    const QString file = textFile(folder, u"plan.txt"_s);
    beginEverything(file);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(QFile::remove(file));
    startAgain();
    QTRY_VERIFY(notices().contains(u"plan.txt"_s));
    QVERIFY(m_composer->isEditing());
    QCOMPARE(m_composer->files().files().size(), 1); // the screenshot
    QVERIFY(m_composer->leaveLayer());
    QCOMPARE(m_composer->text(), u"half a thought"_s);
    QCOMPARE(m_port->written.value(scope(u"A"_s)).beside.files.size(), 1);
    startAgain(); // said once
    QTRY_COMPARE(m_composer->text(), u"half a thought"_s);
    QVERIFY(notices().isEmpty());
}

// Somebody is faster than the file: what they began stands, and so does what was stored.
void ComposerDraftsTest::storedAndBegunAreJoined()
{
    const QTemporaryDir folder;
    const OutgoingFile first{textFile(folder, u"first.txt"_s), u"first.txt"_s, u"text/plain"_s};
    WrittenDraft stored{scope(u"B"_s), u"stored"_s, {}};
    stored.beside.files = {first};
    stored.beside.quote = reference;
    m_port->save(stored);
    m_port->holdDrafts = true;
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    m_composer->addFiles({textFile(folder, u"second.txt"_s)});
    QCOMPARE(m_port->written.value(scope(u"B"_s)), stored);
    m_port->answerDrafts();
    QCOMPARE(m_composer->files().files().size(), 2);
    QVERIFY(m_composer->quoted());
    QCOMPARE(m_composer->text(), u"stored"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->written.value(scope(u"B"_s)).beside.files.size(), 2);

    // Left before it was known.
    m_composer->setTarget(scope(u"C"_s), u"C"_s);
    m_port->save(stored);
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    m_composer->addFiles({textFile(folder, u"third.txt"_s)});
    m_composer->setTarget(scope(u"C"_s), u"C"_s);
    m_port->answerDrafts();
    QCOMPARE(m_port->written.value(scope(u"B"_s)).beside.files.size(), 2);
    QCOMPARE(m_port->written.value(scope(u"B"_s)).beside.quote, stored.beside.quote);
}

void ComposerDraftsTest::draftIsSavedAfterAWhile()
{
    type(u"half a thou"_s);
    QCOMPARE(m_port->saves, 0);
    QTRY_COMPARE(m_port->draftOf(scope(u"A"_s)), u"half a thou"_s);
    QCOMPARE(m_port->saves, 1);
    type(u"ght"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"half a thought"_s);
    type(u"!"_s);
    m_composer.reset(); // closing the window
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"half a thought!"_s);
}

void ComposerDraftsTest::draftFollowsTheTarget()
{
    m_port->save({scope(u"B"_s), u"to B"_s, {}});
    type(u"to A"_s);
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"to A"_s);
    QCOMPARE(m_composer->text(), QString());
    QTRY_COMPARE(m_composer->text(), u"to B"_s);
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    QTRY_COMPARE(m_composer->text(), u"to A"_s);
    // The same target again, by another name: nothing is lost or loaded anew.
    type(u"."_s);
    m_composer->setTarget(scope(u"A"_s), u"A renamed"_s);
    QCOMPARE(m_composer->text(), u"to A."_s);
}

void ComposerDraftsTest::draftDoesNotOverwriteWhatIsWritten()
{
    m_port->save({scope(u"B"_s), u"stored"_s, {}});
    m_port->holdDrafts = true;
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    type(u"typed"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->draftOf(scope(u"B"_s)), u"stored"_s);
    m_port->answerDrafts();
    QCOMPARE(m_composer->text(), u"stored\ntyped"_s);
}

void ComposerDraftsTest::draftOfALeftTargetIsJoined()
{
    m_port->save({scope(u"B"_s), u"stored"_s, {}});
    m_port->holdDrafts = true;
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    type(u"typed"_s);
    m_composer->setTarget(scope(u"C"_s), u"C"_s);
    QCOMPARE(m_port->draftOf(scope(u"B"_s)), u"stored"_s);
    m_port->answerDrafts();
    QCOMPARE(m_port->draftOf(scope(u"B"_s)), u"stored\ntyped"_s);
    QCOMPARE(m_composer->text(), QString());
}

void ComposerDraftsTest::draftGoesOnlyWhenSent()
{
    type(u"Hello"_s);
    enter();
    // To the last letter, however quick: the store lets go of a draft that says what is sent.
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"Hello"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QVERIFY(!m_port->written.contains(scope(u"A"_s)));
}

void ComposerDraftsTest::answerAfterLeaving()
{
    type(u"Hello"_s);
    enter();
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QCoreApplication::processEvents(); // B has no draft yet
    type(u"to B"_s);
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"Hello"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QTRY_VERIFY(!m_port->written.contains(scope(u"A"_s)));
    QCOMPARE(m_composer->text(), u"to B"_s);
    // Refused after leaving: the draft stays where it is.
    enter();
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    m_port->sent[1].handler(Failure(Error()));
    QCOMPARE(m_port->draftOf(scope(u"B"_s)), u"to B"_s);
    QVERIFY(notices().isEmpty());
}

void ComposerDraftsTest::whatWasBegunSinceEnterStays()
{
    const QTemporaryDir folder;
    const QString second = textFile(folder, u"second.txt"_s);
    type(u"Hello"_s);
    m_composer->addFiles({textFile(folder, u"first.txt"_s)});
    enter();
    m_composer->addFiles({second});
    m_composer->setQuote(Quoted{reference, u"Anna"_s, u"where?"_s});
    type(u" there"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QCOMPARE(m_composer->files().files().size(), 1);
    QCOMPARE(m_composer->files().files()[0].path, second);
    QVERIFY(m_composer->quoted());
    const WrittenDraft left = m_port->written.value(scope(u"A"_s));
    QCOMPARE(left.beside.files.size(), 1);
    QVERIFY(left.beside.quote);
    // The same where one has gone elsewhere meanwhile.
    enter();
    const QString third = textFile(folder, u"third.txt"_s);
    m_composer->addFiles({third});
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    m_port->sent[1].handler(MessageId(u"spaces/A/messages/client-2"_s));
    QTRY_COMPARE(m_port->written.value(scope(u"A"_s)).beside.files.size(), 1);
    QCOMPARE(m_port->written.value(scope(u"A"_s)).beside.files[0].path, third);
    QVERIFY(!m_port->written.value(scope(u"A"_s)).beside.quote);
}

QTEST_MAIN(ComposerDraftsTest)
#include "tst_composerdrafts.moc"
