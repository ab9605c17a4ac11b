// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class ComposerTest : public ComposerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void namesAndHints();
    void enterSends_data();
    void enterSends();
    void shiftEnterMakesALine();
    void inputMethodOwnsItsKeys();
    void nothingToSend();
    void edgesAreTrimmed();
    void textStaysUntilItIsTaken();
    void keysWhileSendingAreKept();
    void refusedTextStays();
    void tooLong();
    void growsAndShrinks();
    void targetIsNamed();
    void insertTextAppends();
    void disabledWithAReason();
    void sentMessagesCanBeEditedWherePostingIsNot();
    void upInAnEmptyField();
};

void ComposerTest::namesAndHints()
{
    QCOMPARE(edit().accessibleName(), u"Message composer"_s);
    QCOMPARE(button().accessibleName(), u"Send"_s);
    QCOMPARE(edit().placeholderText(), u"Message Anna Berg"_s);
    m_composer->setTarget(scope(u"A"_s, u"t"_s), u"Bearings"_s);
    QVERIFY(edit().placeholderText().startsWith(u"Reply in thread"_s));
    m_composer->setTarget(scope(u"A"_s), QString(5000, u'n'));
    QVERIFY(edit().fontMetrics().horizontalAdvance(edit().placeholderText()) <= edit().width());
}

void ComposerTest::enterSends_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::newRow("Return") << int(Qt::Key_Return) << 0;
    QTest::newRow("Enter of the keypad") << int(Qt::Key_Enter) << int(Qt::KeypadModifier);
    QTest::newRow("with Control") << int(Qt::Key_Return) << int(Qt::ControlModifier);
}

void ComposerTest::enterSends()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    type(u"Hello"_s);
    QTest::keyClick(&edit(), Qt::Key(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(m_port->sent.size(), 1);
    QCOMPARE(m_port->sent[0].text, u"Hello"_s);
    QCOMPARE(m_port->sent[0].target, scope(u"A"_s));
    // Twice before the answer: still once.
    enter();
    QCOMPARE(m_port->sent.size(), 1);
}

void ComposerTest::shiftEnterMakesALine()
{
    type(u"one"_s);
    enter(Qt::ShiftModifier);
    type(u"two"_s);
    QCOMPARE(m_port->sent.size(), 0);
    QCOMPARE(m_composer->text(), u"one\ntwo"_s);
}

void ComposerTest::inputMethodOwnsItsKeys()
{
    type(u"a"_s);
    QInputMethodEvent composing(u"にほ"_s, {});
    QCoreApplication::sendEvent(&edit(), &composing);
    QVERIFY(edit().isComposing());
    enter();
    QCOMPARE(m_port->sent.size(), 0);
    QInputMethodEvent done;
    done.setCommitString(u"日本"_s);
    QCoreApplication::sendEvent(&edit(), &done);
    QVERIFY(!edit().isComposing());
    enter();
    QCOMPARE(m_port->sent.size(), 1);
    QVERIFY(m_port->sent[0].text.contains(u"日本"_s));
}

void ComposerTest::nothingToSend()
{
    QVERIFY(!button().isEnabled());
    enter();
    type(u"   "_s);
    enter(Qt::ShiftModifier);
    enter();
    QCOMPARE(m_port->sent.size(), 0);
    QVERIFY(!button().isEnabled());
}

void ComposerTest::edgesAreTrimmed()
{
    enter(Qt::ShiftModifier);
    type(u"  indented stays  "_s);
    enter(Qt::ShiftModifier);
    enter();
    QCOMPARE(m_port->sent.at(0).text, u"  indented stays"_s);
}

void ComposerTest::textStaysUntilItIsTaken()
{
    QSignalSpy spy(m_composer.get(), &Composer::sent);
    type(u"Hello"_s);
    enter();
    QCOMPARE(m_composer->text(), u"Hello"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QCOMPARE(m_composer->text(), QString());
    QCOMPARE(spy.size(), 1);
    QVERIFY(!button().isEnabled());
}

void ComposerTest::keysWhileSendingAreKept()
{
    type(u"Hello"_s);
    enter();
    type(u"And more"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QCOMPARE(m_composer->text(), u"And more"_s);
    QVERIFY(button().isEnabled());
}

void ComposerTest::refusedTextStays()
{
    type(u"Hello"_s);
    enter();
    Error full;
    full.kind = ErrorKind::StorageFull;
    m_port->sent[0].handler(Failure(full));
    QCOMPARE(m_composer->text(), u"Hello"_s);
    QVERIFY(notices().contains(u"The disk is full"_s));
    QVERIFY(button().isEnabled());
    type(u"!"_s);
    QVERIFY(notices().isEmpty());
}

void ComposerTest::tooLong()
{
    // Bytes count, not letters: 16,000 of two bytes are just right.
    m_composer->insertText(QString(16'000, QChar(0xe9)));
    QVERIFY(button().isEnabled());
    QVERIFY(notices().contains(u"0 bytes left"_s));
    m_composer->insertText(u"x"_s); // with its line break two bytes more
    QVERIFY(!button().isEnabled());
    QVERIFY(notices().contains(u"Too long by 2 bytes"_s));
    enter();
    QCOMPARE(m_port->sent.size(), 0);
    QCOMPARE(m_composer->text().size(), 16'002);
    QTest::keyClick(&edit(), Qt::Key_Backspace);
    QTest::keyClick(&edit(), Qt::Key_Backspace);
    QVERIFY(button().isEnabled());
    QVERIFY(notices().contains(u"bytes left"_s));
    edit().clear();
    QVERIFY(notices().isEmpty());
}

void ComposerTest::growsAndShrinks()
{
    const int one = edit().height();
    enter(Qt::ShiftModifier);
    const int two = edit().height();
    QVERIFY(two > one);
    for (int i = 0; i < 30; ++i)
        enter(Qt::ShiftModifier);
    const int most = edit().height();
    QVERIFY(most > 6 * (two - one) && most < 12 * (two - one));
    edit().clear();
    QCOMPARE(edit().height(), one);
    // One long line wraps.
    m_composer->insertText(u"word "_s.repeated(60));
    QVERIFY(edit().height() > two);
}

void ComposerTest::targetIsNamed()
{
    m_composer->setTarget(scope(u"A"_s), u"Spring launch"_s, true);
    QVERIFY(notices().contains(u"New message in Spring launch"_s));
    m_composer->setTarget(scope(u"A"_s, u"T"_s), u"Spring launch"_s, true);
    QVERIFY(notices().contains(u"Reply in this thread of Spring launch"_s));
    m_composer->setTarget(scope(u"B"_s), u"Anna"_s);
    QVERIFY(notices().isEmpty());
}

void ComposerTest::insertTextAppends()
{
    m_composer->insertText(u"failed one"_s);
    QCOMPARE(m_composer->text(), u"failed one"_s);
    m_composer->insertText(u"failed two"_s);
    QCOMPARE(m_composer->text(), u"failed one\nfailed two"_s);
}

void ComposerTest::disabledWithAReason()
{
    type(u"kept"_s);
    m_composer->setDisabledReason(u"Only managers can write here."_s);
    QVERIFY(!button().isEnabled());
    QCOMPARE(notices(), u"Only managers can write here."_s);
    QCOMPARE(edit().accessibleDescription(), u"Only managers can write here."_s);
    QCOMPARE(edit().placeholderText(), QString());
    m_composer->send();
    QCOMPARE(m_port->sent.size(), 0);
    // What is begun can be read and copied, and nothing else.
    type(u"*x *"_s);
    m_composer->perform(CommandId::InsertMention);
    QCOMPARE(m_composer->text(), u"kept"_s);
    edit().selectAll();
    QTest::keySequence(&edit(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"kept"_s);
    m_composer->setDisabledReason({});
    QVERIFY(!edit().isReadOnly());
    QCOMPARE(edit().placeholderText(), u"Message Anna Berg"_s);
    QCOMPARE(m_composer->text(), u"kept"_s);
    QVERIFY(button().isEnabled());
}

// What is withheld is posting; one's own messages stay one's own.
void ComposerTest::sentMessagesCanBeEditedWherePostingIsNot()
{
    m_composer->setDisabledReason(u"Only managers can write here."_s);
    Message message;
    message.id = MessageId(u"spaces/A/messages/1"_s);
    message.text = u"older"_s;
    m_composer->startEditing(message);
    QVERIFY(!edit().isReadOnly());
    QVERIFY(notices().isEmpty());
    QVERIFY(m_composer->leaveLayer());
    QVERIFY(edit().isReadOnly());
    QCOMPARE(notices(), u"Only managers can write here."_s);
}

void ComposerTest::upInAnEmptyField()
{
    QSignalSpy spy(m_composer.get(), &Composer::editLastRequested);
    QTest::keyClick(&edit(), Qt::Key_Up);
    QCOMPARE(spy.size(), 1);
    type(u"x"_s);
    QTest::keyClick(&edit(), Qt::Key_Up);
    QCOMPARE(spy.size(), 1);
}

QTEST_MAIN(ComposerTest)
#include "tst_composer.moc"
