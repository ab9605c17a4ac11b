// SPDX-License-Identifier: GPL-3.0-or-later
#include "composerfixture.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class ComposerTypingTest : public ComposerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
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
};

void ComposerTypingTest::pasteIsPlain()
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

void ComposerTypingTest::stylesByCommand_data()
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

void ComposerTypingTest::stylesByCommand()
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

void ComposerTypingTest::barIsToggledWithoutAPointer()
{
    type(u"loud"_s);
    edit().selectAll();
    named(u"Bold"_s).toggle(); // as assistive programs do
    QCOMPARE(m_composer->text(), u"*loud*"_s);
    named(u"Bold"_s).click();
    QCOMPARE(m_composer->text(), u"loud"_s);
    QVERIFY(!named(u"Bold"_s).isChecked());
}

void ComposerTypingTest::markupIsShown_data()
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
void ComposerTypingTest::markupIsShown()
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

void ComposerTypingTest::typingGoesOnPlainAfterMarkup()
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

void ComposerTypingTest::partOfAWordIsTheWord()
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

void ComposerTypingTest::undoTakesMarkdownBack()
{
    type(u"**bold**"_s);
    QCOMPARE(m_composer->text(), u"*bold*"_s);
    edit().undo();
    QCOMPARE(edit().toPlainText(), u"**bold**"_s);
    edit().redo();
    QCOMPARE(m_composer->text(), u"*bold*"_s);
}

void ComposerTypingTest::listGoesOnAndEnds()
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

void ComposerTypingTest::codeBlockKeepsItsText()
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

void ComposerTypingTest::copiedAndPastedKeepsFormats()
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

void ComposerTypingTest::pasteWithFormattingWhenAsked()
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

void ComposerTypingTest::addressOverWordsMakesALink()
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

void ComposerTypingTest::mentionIsOneThing()
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

void ComposerTypingTest::randomTypingIsSentAsShown()
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

QTEST_MAIN(ComposerTypingTest)
#include "tst_composertyping.moc"
