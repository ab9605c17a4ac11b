// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/filestrip.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>
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
        OutgoingMessage message;
        Handler<MessageId> handler;
    };
    QList<Sent> sent;
    QStringList edits;
    QHash<TimelineScope, QString> drafts;
    int saves = 0;
    bool holdDrafts = false;
    QList<std::function<void()>> heldDrafts;

    void send(const TimelineScope &target, const OutgoingMessage &message, QObject *,
              Handler<MessageId> handler) override
    {
        sent.append({target, message.text, message, handler});
    }
    void setSendDelay(std::chrono::seconds) override { }
    void retry(const MessageId &) override { }
    void takeBack(const MessageId &, QObject *, Handler<OutgoingMessage>) override { }
    void edit(const MessageId &message, const QString &text) override
    {
        edits.append(QString(message.name() + u": "_s + text));
    }
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
    void stylesByCommand_data();
    void stylesByCommand();
    void barIsToggledWithoutAPointer();
    void markupIsShown_data();
    void markupIsShown();
    void typingGoesOnPlainAfterMarkup();
    void partOfAWordIsTheWord();
    void undoTakesMarkdownBack();
    void listGoesOnAndEnds();
    void codeBlockKeepsItsText();
    void copiedAndPastedKeepsFormats();
    void pasteWithFormattingWhenAsked();
    void addressOverWordsMakesALink();
    void mentionIsOneThing();
    void randomTypingIsSentAsShown();
    void quoteGoesWithTheMessage();
    void editLiesOverTheDraft();
    void filesGoWithTheMessage();
    void screenshotIsPasted();
    void takenBackComesWithEverything();
    void targetIsNamed();
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
    [[nodiscard]] QToolButton &button() { return named(u"Send"_s); }
    [[nodiscard]] QToolButton &named(const QString &name);
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

QToolButton &ComposerTest::named(const QString &name)
{
    for (QToolButton *each : m_composer->findChildren<QToolButton *>()) {
        if (each->accessibleName() == name)
            return *each;
    }
    qFatal("no such button");
}

QString ComposerTest::notices()
{
    QStringList texts;
    // Those of the composer itself, not of its banner and files.
    for (const QLabel *label :
         m_composer->findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly)) {
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

void ComposerTest::stylesByCommand_data()
{
    QTest::addColumn<int>("command");
    QTest::addColumn<QString>("marked");
    QTest::newRow("bold") << int(CommandId::Bold) << u"*word*"_s;
    QTest::newRow("italic") << int(CommandId::Italic) << u"_word_"_s;
    QTest::newRow("strike") << int(CommandId::Strike) << u"~word~"_s;
    QTest::newRow("code") << int(CommandId::InlineCode) << u"`word`"_s;
    QTest::newRow("list") << int(CommandId::BulletList) << u"* word"_s;
    QTest::newRow("quote") << int(CommandId::BlockQuote) << u"> word"_s;
    QTest::newRow("block of code") << int(CommandId::CodeBlock) << u"```\nword\n```"_s;
}

void ComposerTest::stylesByCommand()
{
    QFETCH(int, command);
    QFETCH(QString, marked);
    const auto press = [&] { m_composer->perform(CommandId(command)); };
    type(u"word"_s);
    edit().selectAll();
    press();
    QCOMPARE(m_composer->text(), marked);
    QCOMPARE(edit().toPlainText(), u"word"_s); // no stray marks
    edit().selectAll();
    press(); // again takes them away
    QCOMPARE(m_composer->text(), u"word"_s);
    edit().clear();
    press();
    type(u"word"_s);
    QCOMPARE(m_composer->text(), marked);
}

void ComposerTest::barIsToggledWithoutAPointer()
{
    type(u"loud"_s);
    edit().selectAll();
    named(u"Bold"_s).toggle(); // as assistive programs do
    QCOMPARE(m_composer->text(), u"*loud*"_s);
    named(u"Bold"_s).click();
    QCOMPARE(m_composer->text(), u"loud"_s);
    QVERIFY(!named(u"Bold"_s).isChecked());
}

void ComposerTest::markupIsShown_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("sent");
    QTest::newRow("Markdown bold")
        << u"so **it is** then"_s << u"so it is then"_s << u"so *it is* then"_s;
    QTest::newRow("Markdown strike") << u"~~gone~~ now"_s << u"gone now"_s << u"~gone~ now"_s;
    QTest::newRow("Markdown link") << u"[the plan](https://e.org/p) here"_s << u"the plan here"_s
                                   << u"<https://e.org/p|the plan> here"_s;
    QTest::newRow("Chat's bold") << u"so *it* is"_s << u"so it is"_s << u"so *it* is"_s;
    QTest::newRow("Chat's code") << u"run `make all` now"_s << u"run make all now"_s
                                 << u"run `make all` now"_s;
    QTest::newRow("no markup") << u"2 * 3 * 4 = a*b*c"_s << u"2 * 3 * 4 = a*b*c"_s
                               << u"2 * 3 * 4 = a*b*c"_s;
    QTest::newRow("list") << u"- milk"_s << u"milk"_s << u"* milk"_s;
    QTest::newRow("star list") << u"* milk"_s << u"milk"_s << u"* milk"_s;
    QTest::newRow("quote") << u"> he said"_s << u"he said"_s << u"> he said"_s;
    QTest::newRow("block of code") << u"```x = *y*"_s << u"x = *y*"_s << u"```\nx = *y*\n```"_s;
    QTest::newRow("snake") << u"a_b_c and _so_ on"_s << u"a_b_c and so on"_s
                           << u"a_b_c and _so_ on"_s;
}

// What is shown while one types is what is sent.
void ComposerTest::markupIsShown()
{
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    QFETCH(QString, sent);
    type(typed);
    QCOMPARE(edit().toPlainText(), shown);
    QCOMPARE(m_composer->text(), sent);
    QVERIFY(looksSame(composedFrom(sent), edit().composed()));
    QCOMPARE(edit().textCursor().position(), int(shown.size()));
}

void ComposerTest::typingGoesOnPlainAfterMarkup()
{
    type(u"**bold** and plain"_s);
    QCOMPARE(m_composer->text(), u"*bold* and plain"_s);
    edit().clear();
    m_composer->perform(CommandId::Bold);
    type(u"both words"_s);
    m_composer->perform(CommandId::Bold);
    type(u" plain"_s);
    QCOMPARE(m_composer->text(), u"*both words* plain"_s);
}

void ComposerTest::partOfAWordIsTheWord()
{
    type(u"unbelievable"_s);
    QTextCursor cursor = edit().textCursor();
    cursor.setPosition(2);
    cursor.setPosition(8, QTextCursor::KeepAnchor);
    edit().setTextCursor(cursor);
    m_composer->perform(CommandId::Bold);
    QCOMPARE(m_composer->text(), u"*unbelievable*"_s);
    QVERIFY(looksSame(edit().composed(), composedFrom(u"*unbelievable*"_s)));
}

void ComposerTest::undoTakesMarkdownBack()
{
    type(u"**bold**"_s);
    QCOMPARE(m_composer->text(), u"*bold*"_s);
    edit().undo();
    QCOMPARE(edit().toPlainText(), u"**bold**"_s);
    edit().redo();
    QCOMPARE(m_composer->text(), u"*bold*"_s);
}

void ComposerTest::listGoesOnAndEnds()
{
    type(u"- milk"_s);
    enter(Qt::ShiftModifier);
    type(u"bread"_s);
    enter(Qt::ShiftModifier);
    QTest::keyClick(&edit(), Qt::Key_Tab);
    type(u"rye"_s);
    enter(Qt::ShiftModifier);
    enter(Qt::ShiftModifier); // an empty one ends the list
    type(u"done"_s);
    QCOMPARE(m_composer->text(), u"* milk\n* bread\n  * rye\ndone"_s);
    QCOMPARE(edit().toPlainText(), u"milk\nbread\nrye\ndone"_s);
    // Backspace at the beginning makes it a paragraph.
    edit().moveCursor(QTextCursor::Start);
    QTest::keyClick(&edit(), Qt::Key_Backspace);
    QCOMPARE(m_composer->text(), u"milk\n* bread\n  * rye\ndone"_s);
}

void ComposerTest::codeBlockKeepsItsText()
{
    type(u"```"_s);
    type(u"if *a* { _b_ }"_s);
    enter(Qt::ShiftModifier);
    type(u"  `c`"_s);
    enter(Qt::ShiftModifier);
    enter(Qt::ShiftModifier);
    type(u"after"_s);
    QCOMPARE(m_composer->text(), u"```\nif *a* { _b_ }\n  `c`\n```\nafter"_s);
}

void ComposerTest::copiedAndPastedKeepsFormats()
{
    m_composer->insertText(u"*bold* <https://e.org|link> <users/7>"_s);
    edit().selectAll();
    edit().copy();
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u'*'));
    QVERIFY(!QGuiApplication::clipboard()->mimeData()->hasHtml());
    edit().clear();
    edit().paste();
    QCOMPARE(m_composer->text(), u"*bold* <https://e.org|link> <users/7>"_s);
}

void ComposerTest::pasteWithFormattingWhenAsked()
{
    auto *data = new QMimeData;
    data->setHtml(u"<p>a <b>bold</b> <a href='https://e.org/x'>link</a></p><ul><li>one</ul>"
                  "<p><img src='file:///etc/passwd'><a href='javascript:x'>no</a></p>"_s);
    data->setText(u"a bold link"_s);
    QGuiApplication::clipboard()->setMimeData(data);
    m_composer->perform(CommandId::PasteFormatted);
    const QString text = m_composer->text();
    QVERIFY2(text.startsWith(u"a *bold* <https://e.org/x|link>\n* one"_s), qPrintable(text));
    QVERIFY(!text.contains(u"passwd"_s) && !text.contains(u"javascript"_s));
}

void ComposerTest::addressOverWordsMakesALink()
{
    type(u"see the plan"_s);
    QTextCursor cursor = edit().textCursor();
    cursor.setPosition(4);
    cursor.setPosition(12, QTextCursor::KeepAnchor);
    edit().setTextCursor(cursor);
    QGuiApplication::clipboard()->setText(u"https://e.org/p"_s);
    edit().paste();
    type(u" now"_s);
    QCOMPARE(m_composer->text(), u"see <https://e.org/p|the plan> now"_s);
}

void ComposerTest::mentionIsOneThing()
{
    m_composer->setNames({[](const UserId &) { return u"Anna Berg"_s; }, {}});
    m_composer->insertText(u"hi <users/7>"_s);
    QCOMPARE(edit().toPlainText(), u"hi @Anna Berg"_s);
    type(u"!"_s);
    QCOMPARE(m_composer->text(), u"hi <users/7>!"_s);
    QTest::keyClick(&edit(), Qt::Key_Backspace);
    QTest::keyClick(&edit(), Qt::Key_Backspace); // all of the mention
    QCOMPARE(m_composer->text(), u"hi"_s);
    // With a letter of it changed it mentions nobody.
    m_composer->insertText(u"<users/7>"_s);
    QTest::keyClick(&edit(), Qt::Key_Left);
    type(u"x"_s);
    QVERIFY(!m_composer->text().contains(u"users/7"_s));
}

void ComposerTest::randomTypingIsSentAsShown()
{
    // Whatever is typed: what is sent reads as what is shown.
    QRandomGenerator random(20261121);
    const QString letters = u"ab *_~`>-[](): \nhttps://e.org|<"_s;
    for (int round = 0; round < 60; ++round) {
        edit().clear();
        for (int i = 0; i < 40; ++i) {
            const QChar c = letters[random.bounded(letters.size())];
            const int other = random.bounded(30);
            if (other == 0)
                m_composer->perform(CommandId(int(CommandId::Bold) + random.bounded(7)));
            else if (other == 1)
                QTest::keyClick(&edit(), Qt::Key_Backspace);
            else if (other == 2)
                QTest::keyClick(&edit(), Qt::Key_Left);
            else if (other == 3)
                edit().undo();
            else if (c == u'\n')
                enter(Qt::ShiftModifier);
            else
                type(c);
        }
        edit().moveCursor(QTextCursor::End);
        type(u" end"_s);
        const ComposedText shown = edit().composed();
        const ComposedText sent = composedFrom(m_composer->text());
        const auto visible = [](const ComposedText &text) {
            QStringList lines;
            for (const ComposedLine &line : text)
                lines.append(line.text());
            return lines.join(u'\n').trimmed();
        };
        QVERIFY2(visible(shown) == visible(sent),
                 qPrintable(QString(u"round %1: "_s.arg(round) + visible(shown) + u" <> "_s
                                    + visible(sent))));
    }
}

void ComposerTest::quoteGoesWithTheMessage()
{
    const QuoteReference reference{MessageId(u"spaces/A/messages/1"_s),
                                   Timestamp::fromString(u"2026-03-12T08:00:00Z"),
                                   QuoteType::Reply};
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
    QVERIFY(m_composer->quoted());
    QVERIFY(m_composer->leaveLayer());
    QVERIFY(!m_composer->quoted());
    QVERIFY(!m_composer->leaveLayer());
}

void ComposerTest::editLiesOverTheDraft()
{
    type(u"half a thought"_s);
    Message message;
    message.id = MessageId(u"spaces/A/messages/1"_s);
    message.text = u"so bold"_s;
    message.formattedText = u"so *bold*"_s;
    m_composer->startEditing(message);
    QCOMPARE(m_composer->text(), u"so *bold*"_s);
    m_composer->flushDraft();
    QCOMPARE(m_port->drafts.value(scope(u"A"_s)), u"half a thought"_s);
    type(u" and loud"_s);
    // Another conversation and back: the edit is still there.
    m_composer->setTarget(scope(u"B"_s), u"B"_s);
    QVERIFY(!m_composer->isEditing());
    m_composer->setTarget(scope(u"A"_s), u"A"_s);
    QVERIFY(m_composer->isEditing());
    QTest::qWait(0);
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

void ComposerTest::filesGoWithTheMessage()
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

void ComposerTest::screenshotIsPasted()
{
    QImage picture(30, 20, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QGuiApplication::clipboard()->setImage(picture);
    edit().paste();
    QCOMPARE(m_composer->files().files().size(), 1);
    const OutgoingFile file = m_composer->files().files().first();
    QCOMPARE(QImage(file.path).size(), QSize(30, 20));
    QCOMPARE(file.contentType, u"image/png"_s);
    QVERIFY(button().isEnabled());
}

void ComposerTest::takenBackComesWithEverything()
{
    OutgoingMessage message;
    message.text = u"*once* more"_s;
    QTemporaryFile file;
    QVERIFY(file.open());
    message.files = {{file.fileName(), u"a.txt"_s, u"text/plain"_s}};
    message.quote = QuoteReference{MessageId(u"spaces/A/messages/1"_s), {}, QuoteType::Reply};
    type(u"new"_s);
    m_composer->insertMessage(message);
    QCOMPARE(m_composer->text(), u"new\n*once* more"_s);
    QCOMPARE(m_composer->files().files(), message.files);
    QVERIFY(m_composer->quoted());
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
