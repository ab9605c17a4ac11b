// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"

#include "ui/composer/composerbanner.h"
#include "ui/composer/filestrip.h"

#include <QTemporaryFile>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

// What comes back to be written on: taken back, refused, or begun twice. None of it is lost.
class ComposerBackTest : public ComposerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void takenBackComesWithEverything();
    void takenBackShowsWhatItQuotes();
    void takenBackForwardCanBeSentAgain();
    void takenBackLeavesTheEditOpen();
    void takenBackGoesWhereItWasWritten();
    void aChangedEditIsNotReplaced();
    void otherMarksAreNoChange();
    void refusedEditIsOpenAgain();
    void refusedEditDoesNotReplaceAnother();
    void unreadableDraftIsNotReplaced();

private:
    [[nodiscard]] QString banner() const
    {
        return m_composer->findChild<ComposerBanner *>()->accessibleName();
    }
};

Message sentMessage(const QString &id, const QString &text)
{
    Message message;
    message.id = MessageId(QString(u"spaces/A/messages/"_s + id));
    message.text = text;
    return message;
}

void ComposerBackTest::takenBackComesWithEverything()
{
    OutgoingMessage message;
    message.text = u"*once* more"_s;
    QTemporaryFile file;
    QVERIFY(file.open());
    message.files = {{file.fileName(), u"a.txt"_s, u"text/plain"_s}};
    message.quote = QuoteReference{MessageId(u"spaces/A/messages/1"_s), {}, QuoteType::Reply};
    type(u"new"_s);
    m_composer->insertMessage(scope(u"A"_s), message);
    QCOMPARE(m_composer->text(), u"new\n*once* more"_s);
    QCOMPARE(m_composer->files().files(), message.files);
    QVERIFY(m_composer->quoted());
    // Nobody else has it now.
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"new\n*once* more"_s);
}

void ComposerBackTest::takenBackShowsWhatItQuotes()
{
    OutgoingMessage message{.text = u"at the gate"_s};
    message.quote = QuoteReference{MessageId(u"spaces/A/messages/1"_s), {}, QuoteType::Reply};
    m_composer->insertMessage(scope(u"A"_s), message, u"Anna Berg"_s, u"where?"_s);
    QCOMPARE(m_composer->quoted()->sender, u"Anna Berg"_s);
    QCOMPARE(banner(), u"Quoting Anna Berg: where?"_s);
    startAgain();
    QTRY_COMPARE(banner(), u"Quoting Anna Berg: where?"_s);
}

void ComposerBackTest::takenBackForwardCanBeSentAgain()
{
    OutgoingMessage message;
    message.quote = QuoteReference{MessageId(u"spaces/B/messages/1"_s), {}, QuoteType::Forward};
    m_composer->insertMessage(scope(u"A"_s), message);
    QCOMPARE(banner(), u"Forwarding"_s); // what is unknown is left out
    QVERIFY(button().isEnabled());
    enter();
    QCOMPARE(m_port->sent.size(), 1);
    QCOMPARE(m_port->sent.at(0).message.quote, message.quote);
    m_port->sent.last().handler(MessageId(u"spaces/A/messages/client-1"_s));
    QVERIFY(!button().isEnabled());
    m_composer->insertMessage(scope(u"A"_s), message, u"Anna Berg"_s, u"where?"_s);
    QCOMPARE(banner(), u"Forwarding from Anna Berg: where?"_s);
    QVERIFY(m_composer->leaveLayer());
    QVERIFY(!button().isEnabled());
}

void ComposerBackTest::takenBackLeavesTheEditOpen()
{
    type(u"draft"_s);
    m_composer->startEditing(sentMessage(u"2"_s, u"so bold"_s));
    type(u" and loud"_s);
    m_composer->insertMessage(scope(u"A"_s), {.text = u"once more"_s});
    QVERIFY(m_composer->isEditing());
    QCOMPARE(m_composer->text(), u"so bold and loud"_s);
    QVERIFY(m_composer->leaveLayer());
    QCOMPARE(m_composer->text(), u"draft\nonce more"_s);
}

// Whatever is open by then, and however far its draft is.
void ComposerBackTest::takenBackGoesWhereItWasWritten()
{
    m_port->save({scope(u"B"_s), u"stored"_s, {}});
    m_composer->insertMessage(scope(u"B"_s), {.text = u"back"_s});
    QTRY_COMPARE(m_port->draftOf(scope(u"B"_s)), u"stored\nback"_s);
    QCOMPARE(m_composer->text(), QString());

    m_composer->setTarget({}, {}); // a thread's panel that was closed
    m_composer->insertMessage(scope(u"B"_s), {.text = u"again"_s});
    QTRY_COMPARE(m_port->draftOf(scope(u"B"_s)), u"stored\nback\nagain"_s);

    // It is opened, or left again, while its draft is being read.
    m_port->holdDrafts = true;
    m_composer->insertMessage(scope(u"B"_s), {.text = u"third"_s});
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    type(u"typed"_s);
    m_port->answerDrafts();
    QCOMPARE(m_composer->text(), u"stored\nback\nagain\nthird\ntyped"_s);
    m_composer->setTarget(scope(u"C"_s), u"C"_s);
    m_composer->insertMessage(scope(u"B"_s), {.text = u"fourth"_s});
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    m_composer->insertMessage(scope(u"B"_s), {.text = u"fifth"_s});
    m_composer->setTarget(scope(u"C"_s), u"C"_s);
    m_port->answerDrafts();
    QCOMPARE(m_port->draftOf(scope(u"B"_s)), u"stored\nback\nagain\nthird\ntyped\nfourth\nfifth"_s);
}

void ComposerBackTest::aChangedEditIsNotReplaced()
{
    m_composer->startEditing(sentMessage(u"1"_s, u"first"_s));
    m_composer->startEditing(sentMessage(u"2"_s, u"second"_s)); // nothing is lost by it
    QCOMPARE(m_composer->text(), u"second"_s);
    type(u" changed"_s);
    m_composer->startEditing(sentMessage(u"1"_s, u"first"_s));
    QCOMPARE(m_composer->text(), u"second changed"_s);
    QVERIFY(!notices().isEmpty());
    enter();
    QCOMPARE(m_port->edits, QStringList{u"spaces/A/messages/2: second changed"_s});
    m_composer->startEditing(sentMessage(u"1"_s, u"first"_s));
    QCOMPARE(m_composer->text(), u"first"_s);
}

// Others write the same in another way: nobody is told "edited" for that.
void ComposerBackTest::otherMarksAreNoChange()
{
    const Message message = sentMessage(u"1"_s, u"- bread\n- milk"_s);
    m_composer->startEditing(message);
    QVERIFY(m_composer->text() != message.text);
    enter();
    QVERIFY(!m_composer->isEditing());
    QVERIFY(m_port->edits.isEmpty());
    m_composer->startEditing(message);
    type(u"!"_s);
    enter();
    QCOMPARE(m_port->edits.size(), 1);
}

void ComposerBackTest::refusedEditIsOpenAgain()
{
    const MessageId message(u"spaces/A/messages/1"_s);
    type(u"draft"_s);
    m_composer->insertEdit(scope(u"A"_s), message, u"changed"_s);
    QVERIFY(m_composer->isEditing());
    QCOMPARE(m_composer->text(), u"changed"_s);
    QCOMPARE(m_port->written.value(scope(u"A"_s)).beside.edited, u"changed"_s);
    enter(); // as it is: that is a change still
    QCOMPARE(m_port->edits, QStringList{u"spaces/A/messages/1: changed"_s});
    QCOMPARE(m_composer->text(), u"draft"_s);
    // The same where one is elsewhere.
    m_composer->insertEdit(scope(u"B"_s), message, u"changed"_s);
    QTRY_COMPARE(m_port->written.value(scope(u"B"_s)).beside.edited, u"changed"_s);
    QCOMPARE(m_port->written.value(scope(u"B"_s)).beside.editing, message);
    QVERIFY(!m_composer->isEditing());
}

void ComposerBackTest::refusedEditDoesNotReplaceAnother()
{
    m_composer->startEditing(sentMessage(u"2"_s, u"second"_s));
    type(u" changed"_s);
    const MessageId message(u"spaces/A/messages/1"_s);
    m_composer->insertEdit(scope(u"A"_s), message, u"refused"_s);
    QCOMPARE(m_composer->text(), u"second changed"_s);
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QCOMPARE(m_port->draftOf(scope(u"A"_s)), u"refused"_s);
    m_composer->insertEdit(scope(u"A"_s), message, u"refused again"_s);
    QTRY_COMPARE(m_port->draftOf(scope(u"A"_s)), u"refused\nsecond changed"_s);
    QCOMPARE(m_port->written.value(scope(u"A"_s)).beside.edited, u"refused again"_s);
}

void ComposerBackTest::unreadableDraftIsNotReplaced()
{
    m_port->save({scope(u"B"_s), u"stored"_s, {}});
    m_port->failDrafts = true;
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QCoreApplication::processEvents();
    type(u"typed"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->draftOf(scope(u"B"_s)), u"stored"_s);
    m_port->failDrafts = false;
    QTRY_COMPARE(m_composer->text(), u"stored\ntyped"_s);
}

QTEST_MAIN(ComposerBackTest)
#include "tst_composerback.moc"
