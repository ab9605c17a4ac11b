// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;

namespace {

// Keeps drafts, and answers sends when told to.
class FakeMessagePort : public MessagePort
{
public:
    struct Sent
    {
        TimelineScope target;
        QString text;
        Handler<MessageId> handler;
    };
    QList<Sent> sent;
    QHash<TimelineScope, QString> drafts;
    int saves = 0;
    bool holdDrafts = false;
    QList<std::function<void()>> heldDrafts;

    void send(const TimelineScope &target, const OutgoingMessage &message, QObject *,
              Handler<MessageId> handler) override
    {
        sent.append({target, message.text, handler});
    }
    void setSendDelay(std::chrono::seconds) override { }
    void retry(const MessageId &) override { }
    void takeBack(const MessageId &, QObject *, Handler<OutgoingMessage>) override { }
    void edit(const MessageId &, const QString &) override { }
    void remove(const MessageId &) override { }
    void undoRemove(const MessageId &) override { }
    void setReaction(const MessageId &, const Emoji &, bool) override { }
    void saveDraft(const TimelineScope &target, const QString &text) override
    {
        ++saves;
        if (text.isEmpty())
            drafts.remove(target);
        else
            drafts.insert(target, text);
    }
    void draft(const TimelineScope &target, QObject *context, Handler<QString> handler) override
    {
        const auto answer = [handler, stored = drafts.value(target)] { handler(stored); };
        if (holdDrafts)
            heldDrafts.append(answer);
        else
            QMetaObject::invokeMethod(context, answer, Qt::QueuedConnection);
    }
    void answerDrafts()
    {
        for (const auto &each : std::exchange(heldDrafts, {}))
            each();
    }
};

TimelineScope scope(const QString &space, const QString &thread = {})
{
    return {SpaceId(u"spaces/"_s + space),
            thread.isEmpty() ? ThreadId() : ThreadId(u"spaces/%1/threads/%2"_s.arg(space, thread))};
}

} // namespace

class ComposerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
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
    void pasteIsPlain();
    void markers_data();
    void markers();
    void draftIsSavedAfterAWhile();
    void draftFollowsTheTarget();
    void draftDoesNotOverwriteWhatIsWritten();
    void draftOfALeftTargetIsJoined();
    void draftGoesOnlyWhenSent();
    void answerAfterLeaving();
    void insertTextAppends();
    void disabledWithAReason();
    void upInAnEmptyField();

private:
    [[nodiscard]] ComposerEdit &edit() { return *m_composer->findChild<ComposerEdit *>(); }
    [[nodiscard]] QToolButton &button() { return *m_composer->findChild<QToolButton *>(); }
    [[nodiscard]] QString notices();
    void type(const QString &text) { QTest::keyClicks(&edit(), text); }
    void enter(Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&edit(), Qt::Key_Return, modifiers);
    }

    Theme m_theme{Theme::Mode::Light};
    std::unique_ptr<FakeMessagePort> m_port;
    std::unique_ptr<Composer> m_composer;
};

void ComposerTest::init()
{
    m_port = std::make_unique<FakeMessagePort>();
    m_composer = std::make_unique<Composer>(m_theme, *m_port);
    m_composer->setTarget(scope(u"A"_s), u"Anna Berg"_s);
    m_composer->resize(500, 60);
    m_composer->show();
    QCoreApplication::processEvents();
}

void ComposerTest::cleanup()
{
    m_composer.reset();
    m_port.reset();
}

QString ComposerTest::notices()
{
    QStringList texts;
    for (const QLabel *label : m_composer->findChildren<QLabel *>()) {
        if (!label->isHidden())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

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
    QVERIFY(notices().isEmpty());
    m_composer->insertText(u"x"_s); // with its line break two bytes more
    QVERIFY(!button().isEnabled());
    QVERIFY(notices().contains(u"Too long by 2 bytes"_s));
    enter();
    QCOMPARE(m_port->sent.size(), 0);
    QCOMPARE(m_composer->text().size(), 16'002);
    QTest::keyClick(&edit(), Qt::Key_Backspace);
    QTest::keyClick(&edit(), Qt::Key_Backspace);
    QVERIFY(button().isEnabled());
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

void ComposerTest::pasteIsPlain()
{
    auto *data = new QMimeData;
    data->setHtml(u"<b>bold</b>"_s);
    data->setText(u"bold"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    edit().paste();
    QCOMPARE(m_composer->text(), u"bold"_s);
    auto *html = new QMimeData;
    html->setHtml(u"<img src=file:///etc/passwd>"_s);
    QGuiApplication::clipboard()->setMimeData(html);
    edit().paste();
    QVERIFY(!m_composer->text().contains(u"img"_s));
}

void ComposerTest::markers_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("marked");
    const int control = int(Qt::ControlModifier);
    const int both = control | int(Qt::ShiftModifier);
    QTest::newRow("bold") << int(Qt::Key_B) << control << u"*word*"_s;
    QTest::newRow("italic") << int(Qt::Key_I) << control << u"_word_"_s;
    QTest::newRow("strike") << int(Qt::Key_X) << both << u"~word~"_s;
    QTest::newRow("code") << int(Qt::Key_C) << both << u"`word`"_s;
}

void ComposerTest::markers()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    QFETCH(QString, marked);
    const auto press
        = [&] { QTest::keyClick(&edit(), Qt::Key(key), Qt::KeyboardModifiers(modifiers)); };
    type(u"word"_s);
    edit().selectAll();
    press();
    QCOMPARE(m_composer->text(), marked);
    press(); // again takes them away
    QCOMPARE(m_composer->text(), u"word"_s);
    edit().clear();
    press();
    type(u"word"_s);
    QCOMPARE(m_composer->text(), marked);
}

void ComposerTest::draftIsSavedAfterAWhile()
{
    type(u"half a thou"_s);
    QCOMPARE(m_port->saves, 0);
    QTRY_COMPARE(m_port->drafts.value(scope(u"A"_s)), u"half a thou"_s);
    QCOMPARE(m_port->saves, 1);
    type(u"ght"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->drafts.value(scope(u"A"_s)), u"half a thought"_s);
    type(u"!"_s);
    m_composer.reset(); // closing the window
    QCOMPARE(m_port->drafts.value(scope(u"A"_s)), u"half a thought!"_s);
}

void ComposerTest::draftFollowsTheTarget()
{
    m_port->drafts.insert(scope(u"B"_s), u"to B"_s);
    type(u"to A"_s);
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QCOMPARE(m_port->drafts.value(scope(u"A"_s)), u"to A"_s);
    QCOMPARE(m_composer->text(), QString());
    QTRY_COMPARE(m_composer->text(), u"to B"_s);
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    QTRY_COMPARE(m_composer->text(), u"to A"_s);
    // The same target again, by another name: nothing is lost or loaded anew.
    type(u"."_s);
    m_composer->setTarget(scope(u"A"_s), u"A renamed"_s);
    QCOMPARE(m_composer->text(), u"to A."_s);
}

void ComposerTest::draftDoesNotOverwriteWhatIsWritten()
{
    m_port->drafts.insert(scope(u"B"_s), u"stored"_s);
    m_port->holdDrafts = true;
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    type(u"typed"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->drafts.value(scope(u"B"_s)), u"stored"_s);
    m_port->answerDrafts();
    QCOMPARE(m_composer->text(), u"stored\ntyped"_s);
}

void ComposerTest::draftOfALeftTargetIsJoined()
{
    m_port->drafts.insert(scope(u"B"_s), u"stored"_s);
    m_port->holdDrafts = true;
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    type(u"typed"_s);
    m_composer->setTarget(scope(u"C"_s), u"C"_s);
    QCOMPARE(m_port->drafts.value(scope(u"B"_s)), u"stored"_s);
    m_port->answerDrafts();
    QCOMPARE(m_port->drafts.value(scope(u"B"_s)), u"stored\ntyped"_s);
    QCOMPARE(m_composer->text(), QString());
}

void ComposerTest::draftGoesOnlyWhenSent()
{
    type(u"Hello"_s);
    m_composer->flushDraft();
    enter();
    QCOMPARE(m_port->drafts.value(scope(u"A"_s)), u"Hello"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QVERIFY(!m_port->drafts.contains(scope(u"A"_s)));
}

void ComposerTest::answerAfterLeaving()
{
    type(u"Hello"_s);
    enter();
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QCoreApplication::processEvents(); // B has no draft yet
    type(u"to B"_s);
    QCOMPARE(m_port->drafts.value(scope(u"A"_s)), u"Hello"_s);
    m_port->sent[0].handler(MessageId(u"spaces/A/messages/client-1"_s));
    QVERIFY(!m_port->drafts.contains(scope(u"A"_s)));
    QCOMPARE(m_composer->text(), u"to B"_s);
    // Refused after leaving: the draft stays where it is.
    enter();
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    m_port->sent[1].handler(Failure(Error()));
    QCOMPARE(m_port->drafts.value(scope(u"B"_s)), u"to B"_s);
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
    QVERIFY(!edit().isEnabled());
    QVERIFY(!button().isEnabled());
    QCOMPARE(notices(), u"Only managers can write here."_s);
    m_composer->send();
    QCOMPARE(m_port->sent.size(), 0);
    m_composer->setDisabledReason({});
    QVERIFY(edit().isEnabled());
    QCOMPARE(m_composer->text(), u"kept"_s);
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
