// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/markup.h"

#include <QRandomGenerator>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

// A readable form: blocks as "P", "L0", "Q", "C" and their spans in brackets with what they are.
QString shown(const MarkupSpan &span)
{
    QString marks;
    if (span.styles & TextStyle::Bold)
        marks += u'b';
    if (span.styles & TextStyle::Italic)
        marks += u'i';
    if (span.styles & TextStyle::Strike)
        marks += u's';
    if (span.styles & TextStyle::Code)
        marks += u'c';
    switch (span.kind) {
    case MarkupSpan::Kind::Text:
        break;
    case MarkupSpan::Kind::Link:
        marks += u" link="_s + span.url;
        break;
    case MarkupSpan::Kind::UserMention:
        marks += u" user="_s + span.user.name();
        break;
    case MarkupSpan::Kind::AllMention:
        marks += u" all"_s;
        break;
    case MarkupSpan::Kind::CustomEmoji:
        marks += u" emoji="_s + span.emoji.customName;
        break;
    }
    marks = marks.trimmed();
    if (!marks.isEmpty())
        marks += u'|';
    return u'[' + marks + span.text + u']';
}

QString shown(const QList<MarkupBlock> &blocks)
{
    QStringList lines;
    for (const MarkupBlock &block : blocks) {
        QString line;
        switch (block.kind) {
        case MarkupBlock::Kind::Paragraph:
            line = u"P"_s;
            break;
        case MarkupBlock::Kind::BulletItem:
            line = u"L"_s + QString::number(block.level);
            break;
        case MarkupBlock::Kind::Quote:
            line = u"Q"_s;
            break;
        case MarkupBlock::Kind::Code:
            line = u"C"_s;
            break;
        }
        for (const MarkupSpan &span : block.spans)
            line += shown(span);
        lines << line.replace(u'\n', u'/');
    }
    return lines.join(u' ');
}

Annotation mention(int start, int length, const QString &user)
{
    Annotation annotation;
    annotation.start = start;
    annotation.length = length;
    annotation.user = UserId(user);
    return annotation;
}

// What may stand between two spans: delimiters, marks of lines, addresses, brackets.
bool isMarkupOnly(QStringView gap, const QString &url)
{
    if (!url.isEmpty() && gap.contains(QString(url + u'|')))
        return true;
    return std::all_of(gap.begin(), gap.end(),
                       [](QChar c) { return u"*_~`<>|- \t\n"_s.contains(c); });
}

QString lossIn(const QString &source, const QList<MarkupBlock> &blocks)
{
    int done = 0;
    for (const MarkupBlock &block : blocks) {
        for (const MarkupSpan &span : block.spans) {
            if (span.start < done || span.length < 0 || span.start + span.length > source.size())
                return u"a span out of place"_s;
            if (!isMarkupOnly(QStringView(source).mid(done, span.start - done), span.url))
                return u"lost: "_s + source.mid(done, span.start - done);
            const bool own
                = span.kind == MarkupSpan::Kind::Text || span.kind == MarkupSpan::Kind::Link;
            if (own && span.text != source.mid(span.start, span.length))
                return u"altered: "_s + span.text;
            if (own && span.text.isEmpty())
                return u"an empty span"_s;
            done = span.start + span.length;
        }
    }
    if (!isMarkupOnly(QStringView(source).mid(done), {}))
        return u"lost at the end: "_s + source.mid(done);
    return QString();
}

} // namespace

class TestMarkup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void grammar_data();
    void grammar();
    void namesComeFromAnnotations();
    void annotationsMarkPlainText();
    void annotationPositions_data();
    void annotationPositions();
    void nothingIsLost();
    void visibleTextOfPlainTextIsItself();
    void hostileTexts_data();
    void hostileTexts();
    void emojiOnly_data();
    void emojiOnly();
};

void TestMarkup::grammar_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &source, const QString &expected) {
        QTest::newRow(name) << source << expected;
    };
    row("empty", u""_s, u""_s);
    row("plain", u"Hello there"_s, u"P[Hello there]"_s);
    row("lines are one paragraph", u"a\nb\n\nc"_s, u"P[a/b//c]"_s);
    row("bold", u"a *b* c"_s, u"P[a ][b|b][ c]"_s);
    row("all styles", u"*b* _i_ ~s~ `c`"_s, u"P[b|b][ ][i|i][ ][s|s][ ][c|c]"_s);
    row("nested", u"*a _b ~c~_* d"_s, u"P[b|a ][bi|b ][bis|c][ d]"_s);
    row("bold words", u"*two words*"_s, u"P[b|two words]"_s);
    row("in a sentence", u"(*yes*), _no_."_s, u"P[(][b|yes][), ][i|no][.]"_s);
    row("snake_case", u"a snake_case_name and a*b*c"_s, u"P[a snake_case_name and a*b*c]"_s);
    row("arithmetic", u"2 * 3 * 4"_s, u"P[2 * 3 * 4]"_s);
    row("unmatched", u"*a _b ~c"_s, u"P[*a _b ~c]"_s);
    row("closing only", u"a* b_ c~"_s, u"P[a* b_ c~]"_s);
    row("crossed", u"*a _b* c_"_s, u"P[b|a _b][ c_]"_s);
    row("nearest opener", u"*a *b*"_s, u"P[*a ][b|b]"_s);
    row("inner word edge", u"*a*b c*"_s, u"P[b|a*b c]"_s);
    row("doubled", u"**a** __b__ ~~c~~"_s, u"P[**a** __b__ ~~c~~]"_s);
    row("empty styles", u"** __ ~~ `` * _ ~"_s, u"P[** __ ~~ `` * _ ~]"_s);
    row("not across lines", u"*a\nb*"_s, u"P[*a/b*]"_s);
    row("space inside", u"* a* _ b_ *c *"_s, u"L0[a* _ b_ *c *]"_s);
    row("code wins", u"*a `b* c` d*"_s, u"P[b|a ][bc|b* c][b| d]"_s);
    row("code has no styles", u"`*a* _b_`"_s, u"P[c|*a* _b_]"_s);
    row("open code", u"a `b"_s, u"P[a `b]"_s);
    row("emoji at the edge", u"*\U0001F600* x"_s, u"P[b|\U0001F600][ x]"_s);
    row("letters beyond the BMP", u"\U00010400*a*"_s, u"P[\U00010400*a*]"_s);

    row("bullets", u"* a\n- b"_s, u"L0[a] L0[b]"_s);
    row("bullet levels", u"* a\n  * b\n    * c\n  * d\n* e"_s, u"L0[a] L1[b] L2[c] L1[d] L0[e]"_s);
    row("bullets and text", u"x:\n* *a*\ny"_s, u"P[x:] L0[b|a] P[y]"_s);
    row("bold is no bullet", u"*a* b"_s, u"P[b|a][ b]"_s);
    row("empty bullet", u"* \n-"_s, u"P[* /-]"_s);
    row("minus", u"-5 degrees"_s, u"P[-5 degrees]"_s);
    row("blank between lists", u"* a\n\n* b"_s, u"L0[a] P L0[b]"_s);

    row("quote", u"> a\n>b\nc"_s, u"Q[a/][b] P[c]"_s);
    row("quote with styles", u"> *a* `b`"_s, u"Q[b|a][ ][c|b]"_s);
    row("quote of a quote", u"> > a"_s, u"Q[> a]"_s);
    row("empty quote", u">"_s, u"P[>]"_s);
    row("blank line in a quote", u"> a\n>\n> b"_s, u"Q[a/][/][b]"_s);
    row("greater inside", u"a > b"_s, u"P[a > b]"_s);

    row("block", u"```a\n  *b*```"_s, u"C[a/  *b*]"_s);
    row("block on lines of its own", u"x\n```\na\n```\ny"_s, u"P[x] C[a] P[y]"_s);
    row("block within a line", u"x ```a``` y"_s, u"P[x ] C[a] P[ y]"_s);
    row("open block", u"x ```a"_s, u"P[x ```a]"_s);
    row("empty block", u"``````"_s, u"P[``````]"_s);
    row("blank block", u"``` ```"_s, u"P[``` ```]"_s);
    row("block wins", u"* `x ```* a``` b"_s, u"L0[`x ] C[* a] P[ b]"_s);
    row("two blocks", u"```a```\n```b```"_s, u"C[a] C[b]"_s);
    row("links in a block", u"```https://a.example```"_s, u"C[https://a.example]"_s);

    row("named link", u"see <https://a.example/x|the page>."_s,
        u"P[see ][link=https://a.example/x|the page][.]"_s);
    row("second bar", u"<https://a.example|b|c>"_s, u"P[link=https://a.example|b|c]"_s);
    row("first greater", u"<https://a.example|b>c>"_s, u"P[link=https://a.example|b][c>]"_s);
    row("bold link", u"*<https://a.example|b>*"_s, u"P[b link=https://a.example|b]"_s);
    row("link without a name", u"<https://a.example|>"_s,
        u"P[link=https://a.example|https://a.example]"_s);
    row("link in angles", u"<https://a.example>"_s,
        u"P[<][link=https://a.example|https://a.example][>]"_s);
    row("open link", u"<https://a.example|b"_s,
        u"P[<][link=https://a.example|https://a.example][|b]"_s);
    row("other scheme", u"<file:///etc/passwd|x> <javascript:alert(1)|y>"_s,
        u"P[<file:///etc/passwd|x> <javascript:alert(1)|y>]"_s);
    row("angles", u"a < b and c > d"_s, u"P[a < b and c > d]"_s);
    row("html", u"<b>x</b><img src=\"x\">"_s, u"P[<b>x</b><img src=\"x\">]"_s);
    row("bare link", u"https://a.example/b_c_d?e=*f*, ok"_s,
        u"P[link=https://a.example/b_c_d?e=*f*|https://a.example/b_c_d?e=*f*][, ok]"_s);
    row("link in brackets", u"(https://a.example/b_(c))."_s,
        u"P[(][link=https://a.example/b_(c)|https://a.example/b_(c)][).]"_s);
    row("bold bare link", u"*https://a.example*"_s,
        u"P[b link=https://a.example|https://a.example]"_s);
    row("capitals", u"HTTPS://A.EXAMPLE"_s, u"P[link=HTTPS://A.EXAMPLE|HTTPS://A.EXAMPLE]"_s);
    row("mail", u"mailto:anna@a.example mailto:nobody"_s,
        u"P[link=mailto:anna@a.example|mailto:anna@a.example][ mailto:nobody]"_s);
    row("no host", u"https:// http://! xhttps://a.example ftp://a.example"_s,
        u"P[https:// http://! xhttps://a.example ftp://a.example]"_s);

    row("mention", u"Hi <users/123>!"_s, u"P[Hi ][user=users/123|][!]"_s);
    row("mention of all", u"<users/all> look"_s, u"P[all|@all][ look]"_s);
    row("broken mentions", u"<users/> <users/1 2> <users/3"_s,
        u"P[<users/> <users/1 2> <users/3]"_s);
    row("custom emoji to send", u"<customEmojis/E>"_s, u"P[emoji=customEmojis/E|]"_s);
    row("unknown emoji name", u":smile: 10:30:15"_s, u"P[:smile: 10:30:15]"_s);
}

void TestMarkup::grammar()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    const QList<MarkupBlock> blocks = parseMarkup(source);
    QCOMPARE(shown(blocks), expected);
    QCOMPARE(lossIn(source, blocks), QString());
}

void TestMarkup::namesComeFromAnnotations()
{
    Message message;
    message.text = u"@Anna Berg likes :party: with @all"_s;
    message.formattedText = u"*<users/1>* likes :party: with <users/all> and <users/2>"_s;
    Annotation emoji;
    emoji.type = AnnotationType::CustomEmoji;
    emoji.start = 17;
    emoji.length = 7;
    emoji.emoji = {QString(), u"customEmojis/P"_s, QString()};
    Annotation all = mention(30, 4, {});
    all.type = AnnotationType::AllMention;
    message.annotations = {mention(0, 10, u"users/1"_s), emoji, all};
    QCOMPARE(shown(markupOf(message)),
             u"P[b user=users/1|@Anna Berg][ likes ][emoji=customEmojis/P|:party:][ with ]"
             "[all|@all][ and ][user=users/2|]"_s);
    QCOMPARE(visibleText(markupOf(message)), u"@Anna Berg likes :party: with @all and "_s);
}

void TestMarkup::annotationsMarkPlainText()
{
    Message message;
    message.text = u"Ask @Anna *now*: a.example"_s;
    Annotation link;
    link.type = AnnotationType::RichLink;
    link.start = 17;
    link.length = 9;
    link.uri = u"https://a.example/"_s;
    message.annotations = {link, mention(4, 5, u"users/1"_s)};
    QCOMPARE(shown(markupOf(message)),
             u"P[Ask ][user=users/1|@Anna][ ][b|now][: ][link=https://a.example/|a.example]"_s);
    message.annotations[0].uri = u"javascript:x"_s;
    message.annotations[1].start = 5; // begins with "A": neither units nor code points
    QCOMPARE(shown(markupOf(message)), u"P[Ask @Anna ][b|now][: a.example]"_s);
}

void TestMarkup::annotationPositions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("expected");
    const QString text = u"\U0001F600\U0001F600 @Anna x"_s;
    QTest::newRow("UTF-16 units") << text << 5 << 5 << u"@Anna"_s;
    QTest::newRow("code points") << text << 3 << 5 << u"@Anna"_s;
    QTest::newRow("neither") << text << 4 << 5 << QString();
    QTest::newRow("clamped") << text << 5 << 1000 << u"@Anna x"_s;
    QTest::newRow("outside") << text << 1000 << 5 << QString();
    QTest::newRow("negative") << text << -1 << 5 << QString();
    QTest::newRow("nothing") << text << 5 << 0 << QString();
    QTest::newRow("huge") << text << std::numeric_limits<int>::max()
                          << std::numeric_limits<int>::max() << QString();
}

void TestMarkup::annotationPositions()
{
    QFETCH(QString, text);
    QFETCH(int, start);
    QFETCH(int, length);
    QTEST(annotatedText(text, mention(start, length, u"users/1"_s)).toString(), "expected");
}

void TestMarkup::nothingIsLost()
{
    const QStringList parts{u"*"_s,
                            u"_"_s,
                            u"~"_s,
                            u"`"_s,
                            u"```"_s,
                            u"\n"_s,
                            u" "_s,
                            u"> "_s,
                            u">"_s,
                            u"* "_s,
                            u"- "_s,
                            u"  "_s,
                            u"<"_s,
                            u"|"_s,
                            u"a"_s,
                            u"word"_s,
                            u"1"_s,
                            u"https://x.example/a"_s,
                            u"<https://x.example|"_s,
                            u"mailto:"_s,
                            u"@"_s,
                            u"("_s,
                            u")"_s,
                            u"."_s,
                            u":e:"_s,
                            u"<users/1>"_s,
                            u"é"_s,
                            u"\U0001F600"_s,
                            QString(QChar(0xD83D)),
                            QString(QChar(0xDE00)),
                            u"\u202e"_s,
                            u"\u0301"_s,
                            u"\t"_s};
    Annotation emoji;
    emoji.type = AnnotationType::CustomEmoji;
    emoji.emoji = {QString(), u"customEmojis/E"_s, u":e:"_s};
    QRandomGenerator random(20240611);
    for (int round = 0; round < 20'000; ++round) {
        QString source;
        for (int n = random.bounded(25); n >= 0; --n)
            source += parts[random.bounded(int(parts.size()))];
        const QList<MarkupBlock> blocks = parseMarkup(source, {emoji}, QString());
        const QString loss = lossIn(source, blocks);
        QVERIFY2(loss.isEmpty(),
                 qPrintable(loss + u" in round "_s + QString::number(round) + u": "_s + source));
        QCOMPARE(parseMarkup(source, {emoji}, QString()), blocks);
        // The same with annotations that point anywhere.
        QList<Annotation> wild;
        for (int n = random.bounded(4); n > 0; --n)
            wild << mention(random.bounded(-3, 40), random.bounded(-3, 40), u"users/1"_s);
        const QString lossThen = lossIn(source, parseMarkup(source, wild, source));
        QVERIFY2(lossThen.isEmpty(), qPrintable(lossThen));
    }
}

void TestMarkup::visibleTextOfPlainTextIsItself()
{
    QRandomGenerator random(7);
    const QString letters = u"ab 1.,:;!?()\u00e4\n"_s;
    for (int round = 0; round < 2000; ++round) {
        QString source;
        for (int n = random.bounded(40); n > 0; --n)
            source += letters[random.bounded(int(letters.size()))];
        QCOMPARE(visibleText(parseMarkup(source)), source);
    }
}

void TestMarkup::hostileTexts_data()
{
    QTest::addColumn<QString>("piece");
    for (const char *piece : {"a",           "*",
                              "* ",          "*a ",
                              "*a _b ~c ",   "a* ",
                              "*a* ",        "*_~",
                              "~_*a",        "`",
                              "` ",          "`a` ",
                              "``` ",        "```a",
                              "```a```",     "<",
                              "<users/",     "<users/1>",
                              "<https://a|", "<https://a|b>",
                              "<https://",   "https://",
                              "https://!",   "https://a",
                              "mailto:",     "mailto:@",
                              "https://a) ", "https://a)",
                              "> ",          ">\n",
                              "> \n\n",      "* a\n",
                              "- ",          "\n",
                              "  * a\n",     ":",
                              ":e:",         "((",
                              " ",           "*a\n",
                              "|",           "<https://a|b\n"}) {
        QTest::newRow(qPrintable(QString::fromLatin1(piece).replace(u'\n', u"\\n"_s)))
            << QString::fromLatin1(piece);
    }
}

void TestMarkup::hostileTexts()
{
    QFETCH(QString, piece);
    Annotation emoji;
    emoji.type = AnnotationType::CustomEmoji;
    emoji.emoji = {QString(), u"customEmojis/E"_s, u":e:"_s};
    // A parser that takes more than linearly does not come back from this before the test's limit;
    // how long it takes is measured by tests/bench.
    const QString source = piece.repeated(1'000'000 / piece.size());
    QCOMPARE(lossIn(source, parseMarkup(source, {emoji}, QString())), QString());
}

void TestMarkup::emojiOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("expected");
    QTest::newRow("empty") << u""_s << 0;
    QTest::newRow("blank") << u" \n"_s << 0;
    QTest::newRow("one") << u"\U0001F600"_s << 1;
    QTest::newRow("three with spaces") << u" \U0001F600 \U0001F389\n\U0001F680"_s << 3;
    QTest::newRow("skin tone") << u"\U0001F44D\U0001F3FD"_s << 1;
    QTest::newRow("family") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s << 1;
    QTest::newRow("rainbow flag") << u"\U0001F3F3\uFE0F\u200D\U0001F308"_s << 1;
    QTest::newRow("flag") << u"\U0001F1E9\U0001F1EA"_s << 1;
    QTest::newRow("half a flag") << u"\U0001F1E9"_s << 0;
    QTest::newRow("England")
        << u"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"_s << 1;
    QTest::newRow("keycap") << u"3\uFE0F\u20E3"_s << 1;
    QTest::newRow("digit") << u"3"_s << 0;
    QTest::newRow("heart as text") << u"\u2764"_s << 0;
    QTest::newRow("heart as emoji") << u"\u2764\uFE0F"_s << 1;
    QTest::newRow("letter") << u"a"_s << 0;
    QTest::newRow("with text") << u"\U0001F600 ok"_s << 0;
    QTest::newRow("open joiner") << u"\U0001F468\u200D"_s << 0;
    QTest::newRow("lone surrogate") << QString(QChar(0xD83D)) << 0;
    QTest::newRow("ten") << u"\U0001F600"_s.repeated(10) << 10;
    QTest::newRow("eleven") << u"\U0001F600"_s.repeated(11) << 0;
    QTest::newRow("a million") << u"\U0001F600"_s.repeated(500'000) << 0;
}

void TestMarkup::emojiOnly()
{
    QFETCH(QString, text);
    QTEST(emojiOnlyCount(text), "expected");
}

QTEST_APPLESS_MAIN(TestMarkup)
#include "tst_markup.moc"
