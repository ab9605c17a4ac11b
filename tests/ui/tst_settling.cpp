// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composedlines.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/settling.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;

using Kind = MarkupBlock::Kind;

namespace {

// Lines that have to do with each other, and some that do not.
const QStringList texts{
    u"plain words"_s, u"more of them"_s, QString(),   u"> "_s,     u"> said"_s,        u">"_s,
    u"* item"_s,      u"  * deeper"_s,   u"- "_s,     u"```"_s,    u"```x```"_s,       u" "_s,
    u"*bold* end"_s,  u"_a_ ~b~"_s,      u"`code`"_s, u"a `` b"_s, u"https://e.org"_s, u"*"_s,
    u"- dash"_s,      u"  > in"_s};

ComposedLine randomLine(QRandomGenerator &random)
{
    MarkupSpan span;
    span.text = texts[random.bounded(texts.size())];
    if (random.bounded(4) == 0)
        span.styles = TextStyle::Bold;
    const auto kind = random.bounded(3) > 0 ? Kind::Paragraph : Kind(random.bounded(4));
    ComposedLine line{kind, kind == Kind::BulletItem ? random.bounded(3) : 0, {}};
    if (!span.text.isEmpty())
        line.spans.append(span);
    return line;
}

QStringList inlinesOf(const ComposedText &text)
{
    QStringList inlines;
    for (const ComposedLine &line : text)
        inlines.append(lineMarkup(line));
    return inlines;
}

QByteArray dump(const ComposedText &text)
{
    QStringList lines;
    for (const ComposedLine &line : text)
        lines.append(u"%1/%2 %3"_s.arg(int(line.kind)).arg(line.level).arg(lineMarkup(line)));
    return lines.join(u'\n').toUtf8();
}

} // namespace

class SettlingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPartSettlesAsTheWhole();
    void aWordTouchesItsNeighboursOnly();
    void theLinesFollowTheDocument();
};

void SettlingTest::aPartSettlesAsTheWhole()
{
    QRandomGenerator random(20261122);
    int parts = 0;
    for (int round = 0; round < 5000; ++round) {
        ComposedText text;
        for (int i = random.bounded(1, 14); i > 0; --i)
            text.append(randomLine(random));
        text = settled(text, inlinesOf(text), -1, {});
        if (text.isEmpty())
            continue;
        // Some lines become others, more or fewer.
        const qsizetype first = random.bounded(text.size());
        const qsizetype gone = random.bounded(qMin<qsizetype>(3, text.size() - first) + 1);
        text.remove(first, gone);
        qsizetype end = first;
        for (int i = random.bounded(3); i > 0; --i)
            text.insert(end++, randomLine(random));
        if (text.isEmpty())
            continue;
        const LineRange changed{qMax<qsizetype>(0, first - 1), qMin(text.size(), end + 1)};
        const int cursorLine = int(changed.first + random.bounded(changed.size()));

        const QStringList inlines = inlinesOf(text);
        const LineRange range = settlingRange(text, inlines, changed);
        parts += range.size() < text.size() ? 1 : 0;
        const ComposedText whole = settled(text, inlines, cursorLine, {});
        const ComposedText part
            = settled(text.mid(range.first, range.size()), inlines.mid(range.first, range.size()),
                      cursorLine - int(range.first), {});
        const ComposedText joined = text.mid(0, range.first) + part + text.mid(range.end);
        QVERIFY2(looksSame(joined, whole),
                 QByteArray("round " + QByteArray::number(round) + "\n" + dump(text)
                            + "\n--- in part\n" + dump(joined) + "\n--- as a whole\n" + dump(whole))
                     .constData());
    }
    QVERIFY(parts > 300); // or this said nothing
}

void SettlingTest::aWordTouchesItsNeighboursOnly()
{
    ComposedText text;
    for (int i = 0; i < 100; ++i) {
        MarkupSpan span;
        span.text = u"words"_s;
        text.append({Kind::Paragraph, 0, {span}});
    }
    const LineRange range = settlingRange(text, inlinesOf(text), {50, 51});
    QCOMPARE(range.first, 49);
    QCOMPARE(range.end, 52);
}

void SettlingTest::theLinesFollowTheDocument()
{
    QRandomGenerator random(7);
    ComposerEdit edit;
    const auto follows = [&edit] {
        const ComposedText read = composedocument::read(*edit.document());
        return edit.composed() == read && edit.markup().trimmed() == markupFor(read).trimmed();
    };
    for (int round = 0; round < 800; ++round) {
        QTextCursor cursor = edit.textCursor();
        cursor.setPosition(random.bounded(edit.document()->characterCount()));
        if (random.bounded(3) == 0)
            cursor.setPosition(random.bounded(edit.document()->characterCount()),
                               QTextCursor::KeepAnchor);
        edit.setTextCursor(cursor);
        switch (random.bounded(9)) {
        case 0:
            cursor.removeSelectedText();
            break;
        case 1:
            edit.undo();
            break;
        case 2:
            edit.redo();
            break;
        case 3:
            edit.toggleBlock(Kind(random.bounded(1, 4)));
            break;
        case 4:
            edit.toggleStyle(random.bounded(2) == 0 ? TextStyle::Bold : TextStyle::Code);
            break;
        case 5:
            cursor.insertBlock();
            break;
        case 6:
            cursor.insertText(u"one\ntwo\nthree"_s);
            break;
        case 7:
            cursor.insertText(texts[random.bounded(texts.size())]);
            break;
        default:
            edit.appendComposed({randomLine(random), randomLine(random)});
        }
        if (round % 100 == 99)
            edit.setComposed({randomLine(random)});
        QVERIFY2(follows(), qPrintable(u"round %1"_s.arg(round)));
    }
}

QTEST_MAIN(SettlingTest)
#include "tst_settling.moc"
