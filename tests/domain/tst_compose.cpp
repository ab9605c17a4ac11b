// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/compose.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace linnet;

namespace {

using Kind = MarkupBlock::Kind;

MarkupSpan span(const QString &text, TextStyles styles = {})
{
    MarkupSpan made;
    made.text = text;
    made.styles = styles;
    return made;
}

MarkupSpan link(const QString &text, const QString &url)
{
    MarkupSpan made = span(text);
    made.kind = MarkupSpan::Kind::Link;
    made.url = url;
    return made;
}

MarkupSpan mention(const QString &id, const QString &name)
{
    MarkupSpan made = span(QString(u'@' + name));
    made.kind = MarkupSpan::Kind::UserMention;
    made.user = UserId(QString(u"users/"_s + id));
    return made;
}

ComposedLine line(const QList<MarkupSpan> &spans, Kind kind = Kind::Paragraph, int level = 0)
{
    return {kind, level, spans};
}

// Texts as they may come out of a composer, nasty ones among them.
class Source
{
public:
    explicit Source(quint32 seed)
        : m_random(seed)
    {
    }

    int below(int end) { return int(m_random.bounded(end)); }

    QString word(bool nasty)
    {
        static const QStringList plain{u"bird"_s, u"sang"_s,   u"Anna"_s,  u"é"_s,      u"日本"_s,
                                       u"5"_s,    u"2,50"_s,   u"🐦"_s,     u"נור"_s,    u"a.b"_s,
                                       u"(so)"_s, u"\"hm\""_s, u"well…"_s, u"e\u0301"_s};
        static const QStringList wild{u"*"_s,
                                      u"_"_s,
                                      u"~"_s,
                                      u"`"_s,
                                      u"```"_s,
                                      u"**"_s,
                                      u"a_b_c"_s,
                                      u"*x*"_s,
                                      u"_x_"_s,
                                      u"`y`"_s,
                                      u">"_s,
                                      u"> "_s,
                                      u"* "_s,
                                      u"- "_s,
                                      u"<"_s,
                                      u"<users/1>"_s,
                                      u"<https://a.b|c>"_s,
                                      u"https://a.b/c_d_e"_s,
                                      u"https://a.b*"_s,
                                      u"mailto:a@b.c"_s,
                                      u":joy:"_s,
                                      u"|"_s,
                                      u"\u200b"_s,
                                      u"\t"_s,
                                      u"  "_s,
                                      u"*_~"_s,
                                      u"x*"_s,
                                      u"_y"_s,
                                      u"~~"_s,
                                      u"<users/all>"_s,
                                      QString(QChar(0xd83d))};
        const QStringList &from = nasty && below(2) == 0 ? wild : plain;
        return from[below(int(from.size()))];
    }

    // Words with styles that the grammar can say: whole words, plain letters.
    ComposedText tame()
    {
        ComposedText text;
        for (int lines = 1 + below(6); lines > 0; --lines)
            text.append(tameLine());
        // Nothing stands at the end that would be cut or that has no content.
        text.append(line({span(u"end"_s)}));
        return text;
    }

    ComposedText wild()
    {
        ComposedText text;
        for (int lines = 1 + below(6); lines > 0; --lines) {
            ComposedLine made = line({}, Kind(below(4)), below(4));
            for (int spans = below(6); spans > 0; --spans)
                made.spans.append(wildSpan());
            text.append(made);
        }
        return text;
    }

    QString markup()
    {
        QString text;
        for (int words = below(14); words > 0; --words) {
            text += word(true);
            const int between = below(8);
            if (between == 0)
                text += u'\n';
            else if (between < 4)
                text += u' ';
        }
        return text;
    }

private:
    TextStyles styles() { return TextStyles::fromInt(uint(below(3) == 0 ? below(8) : 0)); }

    ComposedLine tameLine()
    {
        const int chosen = below(8);
        const Kind kind = chosen == 0 ? Kind::BulletItem
            : chosen == 1             ? Kind::Quote
            : chosen == 2             ? Kind::Code
                                      : Kind::Paragraph;
        ComposedLine made = line({}, kind);
        if (kind == Kind::Code) {
            made.spans = {span(word(false))};
            return made;
        }
        QList<MarkupSpan> spans;
        for (int words = 1 + below(5); words > 0; --words) {
            switch (below(8)) {
            case 0:
                spans.append(mention(u"7"_s, u"Anna Berg"_s));
                break;
            case 1:
                spans.append(link(word(false), u"https://example.org/x"_s));
                break;
            case 2:
                spans.append(span(word(false), TextStyle::Code));
                break;
            default:
                spans.append(span(u"w"_s + word(false) + u"w"_s, styles()));
            }
            if (words > 1)
                spans.append(span(u" "_s));
        }
        made.spans = spans;
        return made;
    }

    MarkupSpan wildSpan()
    {
        QString text;
        for (int words = 1 + below(3); words > 0; --words) {
            text += word(true);
            if (below(2) == 0)
                text += u' ';
        }
        switch (below(9)) {
        case 0:
            return mention(u"7"_s, u"Anna Berg"_s);
        case 1:
            return link(text, u"https://example.org/x"_s);
        case 2:
            return span(text, TextStyle::Code);
        default:
            return span(text, TextStyles::fromInt(uint(below(3) == 0 ? below(16) : 0)));
        }
    }

    QRandomGenerator m_random;
};

ComposeNames names()
{
    return {[](const UserId &) { return u"Anna Berg"_s; }, {}};
}

QString dump(const ComposedText &text)
{
    QString out;
    for (const ComposedLine &each : text) {
        out += u"[%1/%2]"_s.arg(int(each.kind)).arg(each.level);
        for (const MarkupSpan &s : each.spans)
            out += u" {%1:%2:%3%4}"_s.arg(int(s.kind)).arg(int(s.styles)).arg(s.text, s.url);
        out += u'\n';
    }
    return out;
}

QByteArray report(int seed, const ComposedText &a, const ComposedText &b, const QString &markup)
{
    return QString(u"seed %1\n%2--- %3\n%4"_s.arg(seed).arg(dump(a), markup, dump(b))).toUtf8();
}

// Letters and digits, in order: what a reader may never lose.
QString letters(const ComposedText &text)
{
    QString kept;
    for (const ComposedLine &each : text) {
        for (const QChar c : each.text()) {
            if (c.isLetterOrNumber() || c.isSurrogate())
                kept += c;
        }
    }
    return kept;
}

} // namespace

class ComposeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writes_data();
    void writes();
    void whatCanBeSaidIsSaid();
    void whatIsReadIsWrittenBack();
    void whatIsShownIsSent();
    void styleOfPartOfAWordIsTheWords();
    void typedMarkupWillBeShown_data();
    void typedMarkupWillBeShown();
    void habits_data();
    void habits();
    void blockHabits();
    void addresses_data();
    void addresses();
    void mentionsAreNamed();
    void manyLinesAreQuick();
};

void ComposeTest::writes_data()
{
    QTest::addColumn<ComposedText>("text");
    QTest::addColumn<QString>("markup");
    const TextStyles bold = TextStyle::Bold;
    const TextStyles both = TextStyle::Bold | TextStyle::Italic;
    QTest::newRow("nothing") << ComposedText() << QString();
    QTest::newRow("plain") << ComposedText{line({span(u"a"_s)}), line({}), line({span(u"b"_s)})}
                           << u"a\n\nb"_s;
    QTest::newRow("bold") << ComposedText{line({span(u"a "_s), span(u"b c"_s, bold)})}
                          << u"a *b c*"_s;
    QTest::newRow("blank at the edge of bold")
        << ComposedText{line({span(u" b "_s, bold), span(u"c"_s)})} << u" *b* c"_s;
    QTest::newRow("bold in two pieces")
        << ComposedText{line({span(u"a"_s, bold), span(u" "_s), span(u"b"_s, bold)})} << u"*a b*"_s;
    QTest::newRow("nested") << ComposedText{line(
        {span(u"a "_s, bold), span(u"b"_s, both), span(u" c"_s, bold)})}
                            << u"*a _b_ c*"_s;
    QTest::newRow("crossing") << ComposedText{line(
        {span(u"a "_s, bold), span(u"b "_s, both), span(u"c"_s, TextStyle::Italic)})}
                              << u"*a _b_* _c_"_s;
    QTest::newRow("code") << ComposedText{line(
        {span(u"run "_s), span(u"a *b*"_s, TextStyle::Code)})}
                          << u"run `a *b*`"_s;
    QTest::newRow("link") << ComposedText{line({link(u"the plan"_s, u"https://e.org/a"_s)})}
                          << u"<https://e.org/a|the plan>"_s;
    QTest::newRow("link of its own address")
        << ComposedText{line({link(u"https://e.org"_s, u"https://e.org"_s)})} << u"https://e.org"_s;
    QTest::newRow("mention") << ComposedText{line({mention(u"7"_s, u"Anna"_s), span(u": hi"_s)})}
                             << u"<users/7>: hi"_s;
    QTest::newRow("bullets") << ComposedText{line({span(u"a"_s)}, Kind::BulletItem),
                                             line({span(u"b"_s)}, Kind::BulletItem, 1),
                                             line({span(u"c"_s)}, Kind::BulletItem, 0)}
                             << u"* a\n  * b\n* c"_s;
    QTest::newRow("too deep a bullet")
        << ComposedText{line({span(u"a"_s)}, Kind::BulletItem, 3)} << u"* a"_s;
    QTest::newRow("quote") << ComposedText{line({span(u"a"_s)}, Kind::Quote), line({}, Kind::Quote),
                                           line({span(u"b"_s)})}
                           << u"> a\n> \nb"_s;
    QTest::newRow("code block") << ComposedText{line({span(u"before"_s)}),
                                                line({span(u"if (a)"_s)}, Kind::Code),
                                                line({span(u"  b();"_s)}, Kind::Code),
                                                line({span(u"after"_s)})}
                                << u"before\n```\nif (a)\n  b();\n```\nafter"_s;
    QTest::newRow("what has no content")
        << ComposedText{line({}, Kind::BulletItem), line({}, Kind::Quote), line({}, Kind::Code)}
        << u"\n\n"_s;
    MarkupSpan emoji = span(u":owl:"_s);
    emoji.kind = MarkupSpan::Kind::CustomEmoji;
    emoji.emoji.customName = u"customEmojis/E"_s;
    QTest::newRow("own emoji") << ComposedText{line({emoji})} << u"<customEmojis/E>"_s;
}

void ComposeTest::writes()
{
    QFETCH(ComposedText, text);
    QFETCH(QString, markup);
    QCOMPARE(markupFor(text), markup);
}

// Styles on whole words come back as they were.
void ComposeTest::whatCanBeSaidIsSaid()
{
    for (int seed = 0; seed < 5000; ++seed) {
        Source source(quint32(seed) + 1);
        const ComposedText text = source.tame();
        const QString markup = markupFor(text);
        const ComposedText read = composedFrom(markup, names());
        QVERIFY2(looksSame(read, text), report(seed, text, read, markup));
    }
}

// Whatever the service has: reading, writing and reading again shows the same.
void ComposeTest::whatIsReadIsWrittenBack()
{
    int differ = 0;
    for (int seed = 0; seed < 20'000; ++seed) {
        Source source(quint32(seed) + 7'000'000);
        const ComposedText read = composedFrom(source.markup(), names());
        const QString markup = markupFor(read);
        const ComposedText again = composedFrom(markup, names());
        if (!looksSame(read, again)) {
            if (++differ <= 3)
                qWarning("%s", report(seed, read, again, markup).constData());
        }
    }
    QCOMPARE(differ, 0);
}

// Whatever is written: what is shown of it is what the markup of the shown reads as, and no letter
// is lost on the way.
void ComposeTest::whatIsShownIsSent()
{
    for (int seed = 0; seed < 8000; ++seed) {
        Source source(quint32(seed) + 20'000'000);
        const ComposedText written = source.wild();
        const ComposedText shown = asItWillLook(written, names());
        const QString markup = markupFor(shown);
        const ComposedText read = composedFrom(markup, names());
        QVERIFY2(looksSame(read, shown), report(seed, shown, read, markup));
        if (!written.isEmpty() && !markup.contains(u'<'))
            QVERIFY2(letters(written) == letters(shown), report(seed, written, shown, markup));
    }
}

void ComposeTest::styleOfPartOfAWordIsTheWords()
{
    const ComposedText text{
        line({span(u"un"_s), span(u"believ"_s, TextStyle::Bold), span(u"able!"_s)})};
    const ComposedText shown = asItWillLook(text);
    QCOMPARE(shown.size(), 1);
    QCOMPARE(shown[0].spans,
             (QList<MarkupSpan>{span(u"unbelievable"_s, TextStyle::Bold), span(u"!"_s)}));
}

void ComposeTest::typedMarkupWillBeShown_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<ComposedText>("shown");
    QTest::newRow("bold") << u"a *b* c"_s
                          << ComposedText{line(
                                 {span(u"a "_s), span(u"b"_s, TextStyle::Bold), span(u" c"_s)})};
    QTest::newRow("not bold") << u"2 * 3 * 4, a*b*c"_s
                              << ComposedText{line({span(u"2 * 3 * 4, a*b*c"_s)})};
    QTest::newRow("bullet") << u"* a"_s << ComposedText{line({span(u"a"_s)}, Kind::BulletItem)};
    QTest::newRow("quote") << u">a"_s << ComposedText{line({span(u"a"_s)}, Kind::Quote)};
    QTest::newRow("link") << u"<https://e.org|x>"_s
                          << ComposedText{line({link(u"x"_s, u"https://e.org"_s)})};
    QTest::newRow("code") << u"`*a*`"_s << ComposedText{line({span(u"*a*"_s, TextStyle::Code)})};
}

void ComposeTest::typedMarkupWillBeShown()
{
    QFETCH(QString, typed);
    QFETCH(ComposedText, shown);
    QCOMPARE(asItWillLook({line({span(typed)})}), shown);
}

void ComposeTest::habits_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("rest"); // what is left of the construct; empty: none
    QTest::addColumn<int>("styles");
    QTest::addColumn<QString>("url");
    const int bold = int(TextStyle::Bold);
    QTest::newRow("bold") << u"say **it now**"_s << u"it now"_s << bold << QString();
    QTest::newRow("underlines") << u"__it__"_s << u"it"_s << bold << QString();
    QTest::newRow("strike") << u"~~it~~"_s << u"it"_s << int(TextStyle::Strike) << QString();
    QTest::newRow("link") << u"see [the plan](https://e.org/p)"_s << u"the plan"_s << 0
                          << u"https://e.org/p"_s;
    QTest::newRow("link without a scheme")
        << u"[plan](e.org)"_s << u"plan"_s << 0 << u"https://e.org"_s;
    QTest::newRow("half") << u"**bold*"_s << QString() << 0 << QString();
    QTest::newRow("blanks") << u"** a **"_s << QString() << 0 << QString();
    QTest::newRow("nothing in it") << u"****"_s << QString() << 0 << QString();
    QTest::newRow("power") << u"2**3**"_s << QString() << 0 << QString();
    QTest::newRow("call") << u"f[a](b)"_s << QString() << 0 << QString();
    QTest::newRow("bad scheme") << u"[a](javascript:alert.x)"_s << QString() << 0 << QString();
    QTest::newRow("not at the end") << u"**a** b"_s << QString() << 0 << QString();
}

void ComposeTest::habits()
{
    QFETCH(QString, line);
    QFETCH(QString, rest);
    QFETCH(int, styles);
    QFETCH(QString, url);
    const auto habit = markdownHabit(line);
    QCOMPARE(habit.has_value(), !rest.isEmpty());
    if (!habit)
        return;
    QCOMPARE(line.mid(habit->start + habit->before,
                      line.size() - habit->start - habit->before - habit->after),
             rest);
    QCOMPARE(int(habit->styles), styles);
    QCOMPARE(habit->url, url);
}

void ComposeTest::blockHabits()
{
    QCOMPARE(blockHabit(u"* "), Kind::BulletItem);
    QCOMPARE(blockHabit(u"- "), Kind::BulletItem);
    QCOMPARE(blockHabit(u"> "), Kind::Quote);
    QCOMPARE(blockHabit(u"```"), Kind::Code);
    QVERIFY(!blockHabit(u"*"));
    QVERIFY(!blockHabit(u"a - "));
}

void ComposeTest::addresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("address");
    QTest::newRow("https") << u" https://e.org/a "_s << u"https://e.org/a"_s;
    QTest::newRow("no scheme") << u"e.org/a:b"_s << u"https://e.org/a:b"_s;
    QTest::newRow("mail") << u"a@e.org"_s << u"mailto:a@e.org"_s;
    QTest::newRow("bar and blank") << u"https://e.org/a|b c>"_s << u"https://e.org/a%7Cb%20c%3E"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
    QTest::newRow("script") << u"javascript:x"_s << QString();
    QTest::newRow("word") << u"hello"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void ComposeTest::addresses()
{
    QFETCH(QString, typed);
    QFETCH(QString, address);
    QCOMPARE(linkAddress(typed), address);
}

void ComposeTest::mentionsAreNamed()
{
    const ComposedText read = composedFrom(u"<users/7> <users/all>"_s, names());
    QCOMPARE(read[0].text(), u"@Anna Berg @all"_s);
    QCOMPARE(markupFor(read), u"<users/7> <users/all>"_s);
}

void ComposeTest::manyLinesAreQuick()
{
    // Linear: a text far beyond what can be sent ends (the test would time out).
    QString text = u"*a_b `c` ~"_s.repeated(20'000);
    text += u"*a* _b_\n"_s.repeated(5000);
    const ComposedText read = composedFrom(text);
    QVERIFY(!markupFor(read).isEmpty());
}

QTEST_APPLESS_MAIN(ComposeTest)
#include "tst_compose.moc"
