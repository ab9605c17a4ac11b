// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/timeline/copiedtext.h"
#include "ui/timeline/layoutcache.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

// What people wrote: how it is cut, wrapped and set.
class TimelineTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void longTextIsCutAndShownInSteps();
    void hostileTextIsLaidOutInBoundedPieces_data();
    void hostileTextIsLaidOutInBoundedPieces();
    void manyLinesAreCut();
    void manyEmojiAreCut();
    void nothingIsLaidOutTwice();
    void customEmojiAreSmallPictures();
    void codeIsNotWrapped();
    void linesKeepTheirPitch();
    void rightToLeftParagraphsStandRight();
    void rowsHeldToTheMeasure();

private:
    SampleStage m_stage;
    MessageLayouter m_layouter{m_stage.theme, m_stage.users, m_stage.clock};
};

void TimelineTextTest::longTextIsCutAndShownInSteps()
{
    const QModelIndex index = m_stage.indexOf(u"endless"_s);
    const MessageLayout cut = m_layouter.layout(index, 560, {});
    QVERIFY(cut.clipped);
    QVERIFY(cut.find(Part::ShowMore));
    QCOMPARE(writtenIn(cut).size(), 4000);
    const MessageLayout more = m_layouter.layout(index, 560, TextLimit().more());
    QVERIFY(!more.clipped);
    QVERIFY(!more.find(Part::ShowMore));
    QCOMPARE(writtenIn(more).size(), 5000);
}

// What costs time grows with the step, not with the message: no piece is long, no step lays out
// more than its share, and nothing is laid out twice.
void TimelineTextTest::hostileTextIsLaidOutInBoundedPieces_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one word") << QString(300'000, u'x');
    QTest::newRow("words") << u"word and another "_s.repeated(20'000);
    QTest::newRow("directions") << u"\u202ea\u202db"_s.repeated(15'000);
    QTest::newRow("both directions") << u"a\u05d0"_s.repeated(10'000);
    QTest::newRow("marks") << u"a"_s + QString(50'000, QChar(0x0301));
    QTest::newRow("emoji") << u"\U0001f604"_s.repeated(8'000);
    QTest::newRow("joined emoji") << u"\U0001f468\u200d"_s.repeated(10'000);
    QTest::newRow("lines") << u"a\n"_s.repeated(50'000);
    QTest::newRow("empty lines") << u"\n"_s.repeated(50'000) + u"a"_s;
    QTest::newRow("bullets") << u"* a\n"_s.repeated(8'000);
    QTest::newRow("code") << u"```\n"_s + u"i++;\n"_s.repeated(7'900) + u"```"_s;
    QTest::newRow("a line of code") << u"```\n"_s + QString(31'900, u'x') + u"```"_s;
    QTest::newRow("pieces of code") << u"```a```\n"_s.repeated(3'900);
    QTest::newRow("styles") << u"*_~a~_* "_s.repeated(3'900);
    QTest::newRow("links") << u"<https://a.b|c> "_s.repeated(2'000);
    QTest::newRow("mentions") << u"<users/1>"_s.repeated(3'500);
    QTest::newRow("tabs") << QString(32'000, u'\t') + u"a"_s;
}

void TimelineTextTest::hostileTextIsLaidOutInBoundedPieces()
{
    QFETCH(QString, text);
    constexpr int longestPiece = 2'000 + 40; // and the air around chips, "edited"
    constexpr int step = 8'000; // characters
    Stage stage;
    stage.open({textMessage(1, text)});
    const QModelIndex index = stage.model.index(1, 0);
    const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
    TextLimit limit;
    MessageLayout before = layouter.layout(index, 560, limit);
    QVERIFY(before.clipped || writtenIn(before).size() <= 4'000 + 60);
    for (int i = 0; i < 3 && before.clipped; ++i) {
        limit = limit.more();
        MessageLayout now = layouter.layout(index, 560, limit, {}, &before);
        QSet<const QTextLayout *> known;
        qsizetype formerly = 0;
        for (const Item &item : before.items) {
            if (const auto *each = std::get_if<TextItem>(&item)) {
                known.insert(each->layout.get());
                ++formerly;
            }
        }
        qsizetype laidAgain = 0;
        qsizetype lines = 0;
        for (const Item &item : now.items) {
            const auto *each = std::get_if<TextItem>(&item);
            if (!each)
                continue;
            QVERIFY(each->layout->text().size() <= longestPiece);
            if (!known.contains(each->layout.get())) {
                laidAgain += each->layout->text().size();
                ++lines;
            }
        }
        // What is new, the last piece of before, and short lines, of which there are not many.
        QVERIFY2(
            laidAgain <= qsizetype(step + 4'000) * 3 && lines <= 1'200,
            qPrintable(u"%1 characters, %2 texts of %3"_s.arg(laidAgain).arg(lines).arg(formerly)));
        QVERIFY(writtenIn(now).count(QChar(0xd83d)) <= 2LL * limit.emoji);
        before = std::move(now);
    }
}

void TimelineTextTest::manyLinesAreCut()
{
    Stage stage;
    stage.open({textMessage(1, QString(u"a\n"_s).repeated(1500)),
                textMessage(2, u"```\n"_s + QString(u"a\n"_s).repeated(1500) + u"```"_s)});
    const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
    for (int row : {1, 2}) {
        const MessageLayout layout = layouter.layout(stage.model.index(row, 0), 560, {});
        QVERIFY(layout.clipped);
        QVERIFY(layout.height < 62 * layouter.fonts().body.pitch + 120);
    }
}

void TimelineTextTest::manyEmojiAreCut()
{
    Stage stage;
    stage.open({textMessage(1, u"😄"_s.repeated(1500))});
    const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
    const MessageLayout layout = layouter.layout(stage.model.index(1, 0), 560, {});
    QVERIFY(layout.clipped);
    QVERIFY(layout.find(Part::ShowMore));
    QVERIFY(textsOf(layout).contains(u"😄"_s.repeated(100)));
    QVERIFY(!textsOf(layout).contains(u"😄"_s.repeated(101)));
}

void TimelineTextTest::nothingIsLaidOutTwice()
{
    Stage stage;
    QString text;
    for (int i = 0; i < 4'000; ++i)
        text += u"word %1 "_s.arg(i);
    stage.open({textMessage(1, text)});
    LayoutCache cache(m_layouter);
    cache.setWidth(560);
    const QModelIndex index = stage.model.index(1, 0);
    const auto pieces = [&cache, &index] {
        QList<const QTextLayout *> list;
        for (const Item &item : cache.layout(index).items) {
            const auto *each = std::get_if<TextItem>(&item);
            if (each && each->selectable)
                list.append(each->layout.get());
        }
        return list;
    };
    const auto before = pieces();
    QVERIFY(before.size() >= 2);
    cache.showMore(stage.model.index(1, 0).data(TimelineModel::MessageIdRole).value<MessageId>());
    const auto after = pieces();
    QVERIFY(after.size() > before.size());
    // The last one was cut short and goes on.
    QCOMPARE(after.mid(0, before.size() - 1), before.mid(0, before.size() - 1));
}

void TimelineTextTest::customEmojiAreSmallPictures()
{
    const MessageLayout layout = m_layouter.layout(m_stage.indexOf(u"customemoji"_s), 560, {});
    QList<PictureItem> pictures;
    for (const Item &item : layout.items) {
        if (const auto *picture = std::get_if<PictureItem>(&item))
            pictures.append(*picture);
    }
    QCOMPARE(pictures.size(), 1);
    QVERIFY(pictures[0].bare);
    QCOMPARE(pictures[0].media.source, u"customEmojis/e1"_s);
    const Area *area = layout.find(Part::Emoji);
    QVERIFY(area);
    QCOMPARE(area->rect, pictures[0].rect);
    QCOMPARE(area->text, u":party-linnet:"_s);
    // It stands between its neighbours, where its name was.
    const TextItem *text = layout.selectableText(0);
    QCOMPARE(text->layout->text().size(), u"Shipped  at last"_s.size() + 1);
    const QTextLine line = text->layout->lineAt(0);
    QVERIFY(pictures[0].rect.left() >= text->origin.x() + line.cursorToX(8) - 0.5);
    QVERIFY(pictures[0].rect.right() <= text->origin.x() + line.cursorToX(9) + 0.5);
    QVERIFY(text->rect.adjusted(0, -1, 0, 1).contains(pictures[0].rect));
    QCOMPARE(copiedText(layout, rowBegin, {0, text->selectableEnd()}),
             u"Shipped :party-linnet: at last"_s);
    // Large among nothing but emoji.
    const MessageLayout alone = m_layouter.layout(m_stage.indexOf(u"customemojialone"_s), 560, {});
    QVERIFY(alone.find(Part::Emoji));
    QVERIFY(alone.find(Part::Emoji)->rect.width() > 1.5 * area->rect.width());
}

void TimelineTextTest::codeIsNotWrapped()
{
    Stage stage;
    const QString line = u"int answer = "_s + u"first + "_s.repeated(30) + u"last;"_s;
    stage.open({textMessage(1, u"```\n"_s + line + u"\nshort\n```"_s)});
    const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
    const MessageLayout layout = layouter.layout(stage.model.index(1, 0), 400, {});
    QCOMPARE(layout.scrollers.size(), size_t(1));
    const Scroller &scroller = layout.scrollers.front();
    QVERIFY(scroller.farthest() > 0);
    QVERIFY(scroller.view.contains(scroller.handle(0)));
    QVERIFY(scroller.view.contains(scroller.handle(scroller.farthest())));
    QVERIFY(scroller.handle(0).left() < scroller.handle(scroller.farthest()).left());
    const Area *code = layout.find(Part::Code);
    const Area *copy = layout.find(Part::CopyCode);
    QVERIFY(code && copy);
    QVERIFY(code->rect.contains(copy->rect));
    QCOMPARE(copy->text, QString(line + u"\nshort"_s));
    // Two lines, and room for the bar.
    const TextItem *text = layout.selectableText(0);
    QVERIFY(text);
    QCOMPARE(text->layout->lineCount(), 2);
    QVERIFY(code->rect.contains(text->rect));
    // In a wide window nothing is to be moved.
    QVERIFY(layouter.layout(stage.model.index(1, 0), 4'000, {}).scrollers.size() == 1
            || layouter.fonts().measure > scroller.content);
}

void TimelineTextTest::linesKeepTheirPitch()
{
    // A line with an emoji is as high as one without.
    Stage stage;
    stage.open(
        {textMessage(1, u"one\ntwo\nthree"_s), textMessage(2, u"one 😄\ntwo 👍🏽\nthree"_s)});
    const MessageLayouter layouter(stage.theme, stage.users, stage.clock);
    const MessageLayout plain = layouter.layout(stage.model.index(1, 0), 560, {});
    const MessageLayout emoji = layouter.layout(stage.model.index(2, 0), 560, {});
    const auto textHeight = [](const MessageLayout &layout) {
        qreal top = 1e9;
        qreal bottom = 0;
        for (const Item &item : layout.items) {
            const auto *text = std::get_if<TextItem>(&item);
            const QStringList words{u"one"_s, u"two"_s, u"three"_s};
            if (text && words.contains(text->layout->text().section(u' ', 0, 0))) {
                top = qMin(top, text->rect.top());
                bottom = qMax(bottom, text->rect.bottom());
            }
        }
        return bottom - top;
    };
    QCOMPARE(textHeight(emoji), textHeight(plain));
}

void TimelineTextTest::rightToLeftParagraphsStandRight()
{
    const MessageLayout layout = m_layouter.layout(m_stage.indexOf(u"righttoleft"_s), 560, {});
    QList<QRectF> lines;
    for (const Item &item : layout.items) {
        const auto *text = std::get_if<TextItem>(&item);
        if (text && text->rect.width() > 300)
            lines.append(linesOf(*text));
    }
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0].right(), lines[2].right());
    QVERIFY(lines[0].left() > lines[1].left());
    QVERIFY(lines[0].right() > lines[1].right() + 50);
}

void TimelineTextTest::rowsHeldToTheMeasure()
{
    const MessageLayout layout = m_layouter.layout(m_stage.indexOf(u"long"_s), 1200, {});
    for (const Item &item : layout.items) {
        if (const auto *text = std::get_if<TextItem>(&item)) {
            for (int i = 0; i < text->layout->lineCount(); ++i)
                QVERIFY(text->layout->lineAt(i).textLength() <= 80);
        }
    }
}

QTEST_MAIN(TimelineTextTest)
#include "tst_timelinetext.moc"
