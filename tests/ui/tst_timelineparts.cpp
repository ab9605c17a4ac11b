// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/timeline/cardtext.h"
#include "ui/timeline/emojiruns.h"
#include "ui/timeline/filewords.h"
#include "ui/timeline/textblocks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

// What is read out of messages before it is laid out.
class TimelinePartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cardsAreRead();
    void stackedMarksAreCapped();
    void filesAndLinksHaveWords();
    void linksToMessages();
    void emojiAreFound_data();
    void emojiAreFound();
};

void TimelinePartsTest::cardsAreRead()
{
    QVERIFY(readCards({}).isEmpty());
    QCOMPARE(readCards("not json"), QList<CardText>{CardText()});
    const QList<CardText> old = readCards(
        R"({"cards":[{"header":{"title":"T","subtitle":"S"},"sections":[{"header":"H","widgets":[
           {"textParagraph":{"text":"<b>x</b> &lt;3<br>y"}},{"keyValue":{"topLabel":"L","content":"C"}},
           {"buttons":[{"textButton":{"text":"Go","onClick":{"openLink":{"url":"https://e.example/"}}}}]}
           ]}]}]})");
    QCOMPARE(old.size(), 1);
    QCOMPARE(old[0].title, u"T"_s);
    QCOMPARE(old[0].lines, (QStringList{u"H"_s, u"x <3 y"_s, u"L: C"_s}));
    QCOMPARE(old[0].buttons.size(), 1);
    // Too large to read while laying out: still a card.
    QCOMPARE(readCards(QByteArray(300 * 1024, '[')).size(), 1);
}

void TimelinePartsTest::stackedMarksAreCapped()
{
    QString stacked = u"a"_s;
    for (int i = 0; i < 40; ++i)
        stacked += QChar(0x0301);
    QCOMPARE(withoutStackedMarks(stacked + u"b"_s).size(), 1 + 4 + 1);
    const QString plain = u"Příliš žluťoučký e\u0301 नमस्ते"_s;
    QCOMPARE(withoutStackedMarks(plain), plain);
}

void TimelinePartsTest::filesAndLinksHaveWords()
{
    Attachment attachment;
    attachment.contentName = u"a.tar.gz"_s;
    QCOMPARE(fileWords(attachment), u"GZ"_s);
    attachment.contentName = u"no ending at all. Really"_s;
    QCOMPARE(fileWords(attachment), u"File"_s);
    QCOMPARE(linkKind(QUrl(u"https://meet.google.com/abc"_s)), LinkKind::Meeting);
    QCOMPARE(linkKind(QUrl(u"https://meet.google.com.evil.example/abc"_s)), LinkKind::Other);
}

void TimelinePartsTest::linksToMessages()
{
    Message message = textMessage(7, u"x"_s);
    QCOMPARE(messageLink(message, false), u"https://chat.google.com/room/AAA/m00007/m00007"_s);
    QCOMPARE(messageLink(message, true), u"https://chat.google.com/dm/AAA/m00007/m00007"_s);
    message.sendState = SendState::Queued;
    QCOMPARE(messageLink(message, false), QString());
}

void TimelinePartsTest::emojiAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<EmojiRun>>("runs");
    using Runs = QList<EmojiRun>;
    QTest::newRow("none") << u"Grüße, 漢字, 12 © ☎ #"_s << Runs();
    QTest::newRow("one") << u"a 😄 b"_s << Runs{{2, 2}};
    QTest::newRow("skin tone") << u"👍🏽"_s << Runs{{0, 4}};
    QTest::newRow("family") << u"x👨‍👩‍👧y"_s << Runs{{1, 8}};
    QTest::newRow("flag") << u"🇨🇿!"_s << Runs{{0, 4}};
    QTest::newRow("keycap") << u"1\ufe0f\u20e3"_s << Runs{{0, 3}};
    QTest::newRow("heart by selector") << u"\u2764\ufe0f"_s << Runs{{0, 2}};
    QTest::newRow("heart as text") << u"\u2764"_s << Runs();
    QTest::newRow("star") << u"\u2b50 \u2705"_s << Runs{{0, 1}, {2, 1}};
    QTest::newRow("half a pair") << QString(QChar(0xd83d)) << Runs();
}

void TimelinePartsTest::emojiAreFound()
{
    QFETCH(QString, text);
    QFETCH(QList<EmojiRun>, runs);
    QCOMPARE(emojiRuns(text), runs);
}

QTEST_GUILESS_MAIN(TimelinePartsTest)
#include "tst_timelineparts.moc"
