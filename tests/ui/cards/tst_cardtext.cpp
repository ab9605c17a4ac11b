// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardtext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet::ui::cards;

// What is written on cards becomes spans, and nothing that was written is lost.
class CardTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void html_data();
    void html();
    void markdown_data();
    void markdown();
    void linksOfHtml_data();
    void linksOfHtml();
    void colours();
    void stylesEndWhereTheyEnd();
    void longTextIsCut();
    void hostile_data();
    void hostile();
};

namespace {

// Blocks in short: "b[bold] plain" with one letter a style, "> " "- " "``" before a block.
QString shorthand(const Text &text)
{
    QStringList blocks;
    for (const Block &block : text.blocks) {
        QString line;
        switch (block.kind) {
        case Block::Kind::Paragraph:
            break;
        case Block::Kind::Item:
            line = QString(u' ').repeated(block.level) + block.marker + u' ';
            break;
        case Block::Kind::Quote:
            line = u"> "_s;
            break;
        case Block::Kind::Code:
            line = u"`` "_s;
            break;
        case Block::Kind::Heading:
            line = u"# "_s;
            break;
        }
        int at = 0;
        for (const Run &run : block.runs) {
            line += block.text.mid(at, run.start - at);
            const QList<std::pair<Style, char>> letters{{Style::Bold, 'b'},
                                                        {Style::Italic, 'i'},
                                                        {Style::Underline, 'u'},
                                                        {Style::Strike, 's'},
                                                        {Style::Code, 'c'}};
            for (const auto &[style, letter] : letters) {
                if (run.styles.testFlag(style))
                    line += QLatin1Char(letter);
            }
            if (run.colour.isValid())
                line += run.colour.name();
            if (!run.address.isEmpty())
                line += u'@';
            line += u'[' + block.text.mid(run.start, run.length) + u']';
            at = run.start + run.length;
        }
        line += block.text.mid(at);
        blocks.append(line.replace(QChar(QChar::LineSeparator), u'/'));
    }
    return blocks.join(u'|');
}

} // namespace

void CardTextTest::html_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &source, const QString &expected) {
        QTest::newRow(name) << source << expected;
    };
    row("plain", u"just words"_s, u"just words"_s);
    row("empty", u""_s, u""_s);
    row("styles", u"<b>a</b> <i>b</i> <u>c</u> <s>d</s> <code>e</code>"_s,
        u"b[a] i[b] u[c] s[d] c[e]"_s);
    row("synonyms", u"<strong>a</strong><em>b</em><del>c</del><ins>d</ins><strike>e</strike>"_s,
        u"b[a]i[b]s[c]u[d]s[e]"_s);
    row("nested", u"<b>a<i>b</i></b>"_s, u"b[a]bi[b]"_s);
    row("crossed", u"<b>a<i>b</b>c</i>d"_s, u"b[a]bi[b]i[c]d"_s);
    row("never closed", u"<b>all of it"_s, u"b[all of it]"_s);
    row("never opened", u"a</b>b"_s, u"ab"_s);
    row("capitals", u"<B>a</B><BR>b"_s, u"b[a]/b"_s);
    row("breaks", u"a<br>b<br/>c<br />d\ne"_s, u"a/b/c/d/e"_s);
    row("breaks at the ends go", u"<br>a<br><br>"_s, u"a"_s);
    row("unknown tag is text", u"<blink>a</blink> <h1>b</h1>"_s, u"<blink>a</blink> <h1>b</h1>"_s);
    row("no tag at all", u"1 < 2 and 3 > 2 <3 < b > <>"_s, u"1 < 2 and 3 > 2 <3 < b > <>"_s);
    row("tag that never ends", u"a <b"_s, u"a <b"_s);
    row("tag before a tag", u"<b <i>x</i>"_s, u"<b i[x]"_s);
    row("tag whose name only begins so", u"<bold>x</bold> <ab>"_s, u"<bold>x</bold> <ab>"_s);
    row("entities", u"&lt;b&gt; &amp;amp; &quot;x&quot; &#39;y&#x27; &nbsp;z &euro;"_s,
        u"<b> &amp; \"x\" 'y' \u00a0z €"_s);
    row("no entities", u"AT&T &unknown; & &; &#; &#0; &#x202e; &#xd800;"_s,
        u"AT&T &unknown; & &; &#; &#0; &#x202e; &#xd800;"_s);
    row("link", u"see <a href=\"https://e.example/\">this</a>!"_s, u"see @[this]!"_s);
    row("colour", u"<font color=\"#C5221F\">red</font>"_s, u"#c5221f[red]"_s);
    row("other attributes are nothing", u"<b onclick=\"x()\" style='y'>a</b>"_s, u"b[a]"_s);
    row("list", u"a<ul><li>b</li><li>c</li></ul>d"_s, u"a|• b|• c|d"_s);
    row("numbered list", u"<ol><li>a<li>b</ol>"_s, u"1. a|2. b"_s);
    row("list in a list", u"<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"_s,
        u"• a| 1. b|• c"_s);
    row("item without a list", u"<li>a</li>"_s, u"• a"_s);
    row("preformatted", u"a<pre>  b\n  c</pre>d"_s, u"a|``   b/  c|d"_s);
    row("time", u"at <time datetime=\"x\">12:30</time>"_s, u"at 12:30"_s);
    row("controls go", u"a\u0007b\u202ec"_s, u"abc"_s);
}

void CardTextTest::html()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    QCOMPARE(shorthand(textOfHtml(source)), expected);
}

void CardTextTest::markdown_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &source, const QString &expected) {
        QTest::newRow(name) << source << expected;
    };
    row("styles", u"**a** *b* __c__ _d_ ~~e~~ `f`"_s, u"b[a] i[b] b[c] i[d] s[e] c[f]"_s);
    row("both", u"***a*** b"_s, u"bi[a] b"_s);
    row("not within words", u"a_b_c 2*3*4"_s, u"a_b_c 2i[3]4"_s);
    row("alone", u"* a ** b ~ c ` d"_s, u"• a ** b ~ c ` d"_s);
    row("never closed", u"**a *b"_s, u"**a *b"_s);
    row("escaped", u"\\*a\\*"_s, u"*a*"_s);
    row("code keeps its stars", u"`**a**`"_s, u"c[**a**]"_s);
    row("link", u"[a **b**](https://e.example/x(1))"_s, u"@[a ]b@[b]"_s);
    row("no link", u"[a] (b) [c](d e) []()"_s, u"[a] (b) [c](d e) []()"_s);
    row("heading", u"## a *b*\nc"_s, u"# b[a ]bi[b]|c"_s);
    row("no heading", u"#a"_s, u"#a"_s);
    row("list", u"- a\n- b\n    - c\n1. d\n12) e"_s, u"• a|• b| • c|1. d|12. e"_s);
    row("quote", u"> a\n> b\n\nc"_s, u"> a/b|c"_s);
    row("paragraphs", u"a\nb\n\nc"_s, u"a/b|c"_s);
    row("fence", u"a\n```cpp\n  **b**\nc\n```\nd"_s, u"a|``   **b**/c|d"_s);
    row("fence on one line", u"```a```"_s, u"`` a"_s);
    row("fence that never ends", u"```\na"_s, u"`` a"_s);
    row("html is text", u"<b>a</b>"_s, u"<b>a</b>"_s);
}

void CardTextTest::markdown()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    QCOMPARE(shorthand(textOfMarkdown(source)), expected);
}

void CardTextTest::linksOfHtml_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("address");
    QTest::newRow("double") << u"<a href=\"https://e.example/?a=1&amp;b=2\">x</a>"_s
                            << u"https://e.example/?a=1&b=2"_s;
    QTest::newRow("single") << u"<a href='https://e.example/'>x</a>"_s << u"https://e.example/"_s;
    QTest::newRow("bare") << u"<a href=https://e.example/y>x</a>"_s << u"https://e.example/y"_s;
    QTest::newRow("spaced") << u"<a class=\"b\"  href = \" https://e.example/ \" >x</a>"_s
                            << u"https://e.example/"_s;
    QTest::newRow("none") << u"<a name=\"b\">x</a>"_s << QString();
    QTest::newRow("data-href") << u"<a data-href=\"https://e.example/\">x</a>"_s << QString();
    // The gate refuses it; until then it is what was written.
    QTest::newRow("script") << u"<a href=\"javascript:x()\">x</a>"_s << u"javascript:x()"_s;
}

void CardTextTest::linksOfHtml()
{
    QFETCH(QString, tag);
    QFETCH(QString, address);
    const Text text = textOfHtml(tag);
    QCOMPARE(text.plain(), u"x"_s);
    const QList<Run> &runs = text.blocks.first().runs;
    QCOMPARE(runs.isEmpty() ? QString() : runs.first().address, address);
}

void CardTextTest::colours()
{
    const auto colour = [](const QString &value) {
        const Text text = textOfHtml(u"<font color=%1>x</font>"_s.arg(value));
        const QList<Run> &runs = text.blocks.first().runs;
        return runs.isEmpty() ? QColor() : runs.first().colour;
    };
    QCOMPARE(colour(u"#102030"_s), QColor(0x10, 0x20, 0x30));
    QCOMPARE(colour(u"#abc"_s), QColor(0xaa, 0xbb, 0xcc));
    QCOMPARE(colour(u"Red"_s), QColor(Qt::red));
    QVERIFY(!colour(u"transparent"_s).isValid());
    QVERIFY(!colour(u"#00112233"_s).isValid());
    QVERIFY(!colour(u"url(x)"_s).isValid());
}

void CardTextTest::stylesEndWhereTheyEnd()
{
    // A run never reaches beyond its block, whatever white space was taken off.
    const Text text = textOfHtml(u"<b>  a  <ul><li>  b  </li></ul>  </b>"_s);
    for (const Block &block : text.blocks) {
        for (const Run &run : block.runs) {
            QVERIFY(run.start >= 0);
            QVERIFY(run.length > 0);
            QVERIFY(run.start + run.length <= block.text.size());
        }
    }
    QCOMPARE(shorthand(text), u"b[a]|• b[b]"_s);
}

void CardTextTest::longTextIsCut()
{
    const QString shown = QString(longestText, u'x') + u'…';
    QCOMPARE(textOfHtml(QString(20'000, u'x')).plain(), shown);
    QCOMPARE(textOfMarkdown(QString(20'000, u'x')).plain(), shown);
}

void CardTextTest::hostile_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("open tags") << u"<b>"_s.repeated(2'600);
    QTest::newRow("tags that never end") << u"<a href=\"<a href='"_s.repeated(400);
    QTest::newRow("angles") << QString(8'000, u'<');
    QTest::newRow("ampersands") << QString(8'000, u'&');
    QTest::newRow("lists") << u"<ul><li>"_s.repeated(1'000);
    QTest::newRow("closing") << u"</b></ul></pre>"_s.repeated(500);
    QTest::newRow("stars") << u"*a "_s.repeated(2'600);
    QTest::newRow("crossing stars") << u"**a*b"_s.repeated(1'600);
    QTest::newRow("brackets") << QString(8'000, u'[');
    QTest::newRow("half links") << u"[a](b "_s.repeated(1'300);
    QTest::newRow("ticks") << u"`a``b```c"_s.repeated(800);
    QTest::newRow("fences") << u"```\n"_s.repeated(2'000);
    QTest::newRow("quotes") << u"> > > "_s.repeated(1'300);
}

// Neither hangs nor loses a letter that is no markup.
void CardTextTest::hostile()
{
    QFETCH(QString, source);
    for (const Text &text : {textOfHtml(source), textOfMarkdown(source)}) {
        qsizetype size = 0;
        for (const Block &block : text.blocks) {
            size += block.text.size();
            int end = 0;
            for (const Run &run : block.runs) {
                QVERIFY(run.start >= end);
                end = run.start + run.length;
                QVERIFY(end <= block.text.size());
            }
        }
        QVERIFY(size <= longestText);
    }
}

QTEST_GUILESS_MAIN(CardTextTest)
#include "tst_cardtext.moc"
