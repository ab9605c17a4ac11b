// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/cardsummary.h"
#include "models/domain/conversation.h"
#include "models/domain/foldedtext.h"
#include "models/domain/timeline.h"
#include "models/domain/timestamp.h"

#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace Qt::StringLiterals;

class TestDomain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timestamps_data();
    void timestamps();
    void unreadableTimes();
    void ids();
    void orderOfMessages();
    void scopes();
    void previews();
    void cardSummaries_data();
    void cardSummaries();
    void endlessCards();
    void folding_data();
    void folding();
};

void TestDomain::timestamps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("written");
    QTest::newRow("whole") << u"2024-03-01T12:00:00Z"_s << qint64(1709294400000000)
                           << u"2024-03-01T12:00:00Z"_s;
    QTest::newRow("milli") << u"2024-03-01T12:00:00.5Z"_s << qint64(1709294400500000)
                           << u"2024-03-01T12:00:00.500Z"_s;
    QTest::newRow("micro") << u"2024-03-01T12:00:00.123456Z"_s << qint64(1709294400123456)
                           << u"2024-03-01T12:00:00.123456Z"_s;
    QTest::newRow("nano is cut") << u"2024-03-01T12:00:00.123456789Z"_s << qint64(1709294400123456)
                                 << u"2024-03-01T12:00:00.123456Z"_s;
    QTest::newRow("offset") << u"2024-03-01T13:00:00.000001+01:00"_s << qint64(1709294400000001)
                            << u"2024-03-01T12:00:00.000001Z"_s;
    QTest::newRow("before 1970") << u"1969-12-31T23:59:59.999999Z"_s << qint64(-1)
                                 << u"1969-12-31T23:59:59.999999Z"_s;
}

void TestDomain::timestamps()
{
    QFETCH(QString, text);
    const Timestamp time = Timestamp::fromString(text);
    QTEST(time.microseconds(), "microseconds");
    QTEST(time.toString(), "written");
    QCOMPARE(Timestamp::fromString(time.toString()), time);
}

void TestDomain::unreadableTimes()
{
    for (const QString &text : {u""_s, u"."_s, u"yesterday"_s, u"2024-13-01T00:00:00Z"_s})
        QVERIFY(!Timestamp::fromString(text).isKnown());
}

void TestDomain::ids()
{
    QCOMPARE(spaceOf(MessageId(u"spaces/S/messages/M"_s)), SpaceId(u"spaces/S"_s));
    QCOMPARE(spaceOf(ThreadId(u"spaces/S/threads/T"_s)), SpaceId(u"spaces/S"_s));
    QCOMPARE(spaceOf(MessageId(u"users/1"_s)), SpaceId());
    QCOMPARE(MessageId(u"spaces/S/messages/M"_s).lastSegment(), u"M"_s);
    QVERIFY(isLocal(MessageId(u"spaces/S/messages/client-1"_s)));
    QVERIFY(!isLocal(MessageId(u"spaces/client-/messages/M"_s)));
}

void TestDomain::orderOfMessages()
{
    const auto message = [](const QString &id, qint64 time, qint64 sequence = 0) {
        Message m;
        m.id = MessageId(id);
        m.createTime = Timestamp(time);
        m.outboxSequence = sequence;
        m.sendState = sequence == 0 ? SendState::Sent : SendState::Queued;
        return m;
    };
    QList<Message> messages{message(u"p2"_s, 1, 9), message(u"c"_s, 20), message(u"p1"_s, 99, 3),
                            message(u"b"_s, 10), message(u"a"_s, 10)};
    std::sort(messages.begin(), messages.end(),
              [](const Message &a, const Message &b) { return keyOf(a) < keyOf(b); });
    QStringList ids;
    for (const Message &m : messages)
        ids << m.id.name();
    QCOMPARE(ids, (QStringList{u"a"_s, u"b"_s, u"c"_s, u"p1"_s, u"p2"_s}));
}

void TestDomain::scopes()
{
    Message message;
    message.space = SpaceId(u"spaces/S"_s);
    message.thread = ThreadId(u"spaces/S/threads/T"_s);
    const TimelineScope top{message.space, {}};
    const TimelineScope thread{message.space, message.thread};
    QVERIFY(top.contains(message) && thread.contains(message));
    message.threadReply = true;
    QVERIFY(!top.contains(message) && thread.contains(message));
    message.thread = ThreadId(u"spaces/S/threads/U"_s);
    QVERIFY(!thread.contains(message));
}

void TestDomain::previews()
{
    Message message;
    message.text = u" a\n b "_s + u"x"_s.repeated(1000);
    QCOMPARE(previewOf(message).size(), 200);
    QVERIFY(previewOf(message).startsWith(u"a b x"_s));
    message.text.clear();
    message.fallbackText = u"fallback"_s;
    QCOMPARE(previewOf(message), u"fallback"_s);
    message.attachments.append(Attachment());
    message.attachments[0].contentName = u"a.pdf"_s;
    QCOMPARE(previewOf(message), u"a.pdf"_s);
    message.deleteTime = Timestamp(1);
    QCOMPARE(previewOf(message), QString());
}

void TestDomain::cardSummaries_data()
{
    QTest::addColumn<QByteArray>("cards");
    QTest::addColumn<QString>("summary");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("no JSON") << QByteArray("{\"cardsV2\":[") << QString();
    QTest::newRow("nothing to read") << QByteArray("{\"cardsV2\":[{\"card\":{}}]}") << QString();
    QTest::newRow("second generation") << QByteArray(R"({"cardsV2":[{"cardId":"a","card":{
        "sections":[{"widgets":[
            {"decoratedText":{"bottomLabel":"below","text":"<b>bold</b> &amp; 1 &lt; 2","topLabel":"above",
                              "button":{"text":"Press"}}},
            {"buttonList":{"buttons":[{"text":"Send"}]}},
            {"columns":{"columnItems":[{"widgets":[{"textParagraph":{"text":"a<br>b"}}]}]}}],
          "header":"Part"}],
        "header":{"subtitle":"under","title":"Over"}}}]})")
                                       << u"Over, under, Part, above, bold & 1 < 2, below, a b"_s;
    QTest::newRow("first generation") << QByteArray(R"({"cards":[{"header":{"title":"Old"},
        "sections":[{"widgets":[{"keyValue":{"content":"value","topLabel":"key"}}]}]}]})")
                                      << u"Old, key, value"_s;
    QTest::newRow("no tags") << QByteArray(R"({"cards":[{"header":{"title":"a < b > c <3"}}]})")
                             << u"a < b > c <3"_s;
}

void TestDomain::cardSummaries()
{
    QFETCH(QByteArray, cards);
    QTEST(cardSummary(cards, 300), "summary");
}

void TestDomain::endlessCards()
{
    const QByteArray word
        = QByteArray("{\"textParagraph\":{\"text\":\"").append(QByteArray(90, 'x')) + "\"}},";
    const QByteArray many
        = "{\"cards\":[{\"sections\":[{\"widgets\":[" + word.repeated(50'000) + "{}]}]}]}";
    QCOMPARE(cardSummary(many, 100), QString(u"x"_s.repeated(90) + u", xxxxxxxx…"_s));
    // Deeper than anybody writes, as deep as the parser of JSON goes.
    const QByteArray deep
        = QByteArray("{\"columns\":").repeated(900) + "{\"text\":\"a\"}" + QByteArray(900, '}');
    QCOMPARE(cardSummary(deep, 100), QString());
}

void TestDomain::folding_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("case") << u"Anna BERG"_s << u"anna berg"_s;
    QTest::newRow("diacritics") << u"Čapek Müller Åsa"_s << u"capek muller asa"_s;
    QTest::newRow("decomposed") << u"Cafe\u0301"_s << u"cafe"_s;
    QTest::newRow("letters of their own")
        << u"Łódź Søren Straße Ærø"_s << u"lodz soren strasse aero"_s;
    QTest::newRow("width") << u"ＡＢ１"_s << u"ab1"_s;
    QTest::newRow("other scripts") << u"Αθήνα Ёлка"_s << u"αθηνα елка"_s;
    QTest::newRow("emoji") << u"\U0001F680 Launch"_s << u"\U0001F680 launch"_s;
}

void TestDomain::folding()
{
    QFETCH(QString, text);
    QTEST(foldedText(text), "expected");
    QCOMPARE(foldedWords(QString(u"  "_s + text + u'\n')), foldedText(text).split(u' '));
}

QTEST_APPLESS_MAIN(TestDomain)
#include "tst_domain.moc"
