// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/emoji/emojimodel.h"
#include "ui/emoji/emojitaste.h"
#include "ui/text/chataddress.h"
#include "ui/timeline/animations.h"
#include "ui/timeline/emojiruns.h"
#include "ui/timeline/filedrag.h"
#include "ui/timeline/filewords.h"
#include "ui/timeline/reactionwords.h"
#include "ui/timeline/textpieces.h"
#include "ui/timeline/thumbnails.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
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
    void stackedMarksAreCapped();
    void filesAndLinksHaveWords();
    void linksToMessages();
    void emojiAreFound_data();
    void emojiAreFound();
    void onlyWhatIsInViewMoves();
    void stillAndLargePicturesStayStill();
    void picturesInViewHaveRoom();
    void aMissedPictureIsFetchedAgain();
    void filesAreDraggedUnderTheirName();
    void tasteRemembers();
    void pickerFinds();
    void reactionsInWords();
    void addressesOfChat_data();
    void addressesOfChat();

private:
    QTemporaryDir m_folder;
};

namespace {

// A GIF of one pixel, red and blue in turn.
QByteArray gif(int frames, quint16 side = 1)
{
    const auto size
        = [side] { return QByteArray().append(char(side & 0xff)).append(char(side >> 8)); };
    QByteArray bytes = QByteArrayLiteral("GIF89a") + size() + size()
        + QByteArray::fromHex("800000ff00000000ff21ff0b") + "NETSCAPE2.0"
        + QByteArray::fromHex("0301000000");
    for (int i = 0; i < frames; ++i) {
        bytes += QByteArray::fromHex("21f90400020000002c0000000001000100000202")
            + QByteArray::fromHex(i % 2 == 0 ? "440100" : "4c0100");
    }
    return bytes + ';';
}

} // namespace

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
    QCOMPARE(linkKind(QUrl(u"https://meet.google.com/abc"_s)), linnet::ui::LinkKind::Meeting);
    QCOMPARE(linkKind(QUrl(u"https://meet.google.com.evil.example/abc"_s)),
             linnet::ui::LinkKind::Other);
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
    QTest::newRow("keycap without selector") << u"1 #\u20e3"_s << Runs{{2, 2}};
    QTest::newRow("circled digit") << u"1\u20dd a\u20e3"_s << Runs();
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

void TimelinePartsTest::onlyWhatIsInViewMoves()
{
    const QString path = m_folder.filePath(u"moves.gif"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(gif(2));
    file.close();
    Animations animations;
    QSignalSpy spy(&animations, &Animations::changed);
    const MediaRef media{MediaRef::Kind::Attachment, u"m/1"_s};
    animations.add(media, path, {100, 100});
    QVERIFY(animations.frame(media).isNull()); // not in view
    QCOMPARE(animations.movingCount(), 0);
    animations.setVisible({media});
    QCOMPARE(animations.movingCount(), 1);
    QTRY_VERIFY(spy.size() > 3);
    QVERIFY(!animations.frame(media).isNull());
    animations.setVisible({});
    QCOMPARE(animations.movingCount(), 0);
    QVERIFY(animations.frame(media).isNull());
    // And again.
    animations.setVisible({media});
    QCOMPARE(animations.movingCount(), 1);
}

void TimelinePartsTest::stillAndLargePicturesStayStill()
{
    Animations animations;
    int number = 0;
    for (const QByteArray &bytes :
         {gif(1), gif(2, 3'000), QByteArrayLiteral("GIF89a"), QByteArrayLiteral("no picture")}) {
        const QString path = m_folder.filePath(u"%1.gif"_s.arg(++number));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const MediaRef media{MediaRef::Kind::Attachment, QString::number(number)};
        animations.add(media, path, {100, 100});
        animations.setVisible({media});
        QCOMPARE(animations.movingCount(), 0);
        QVERIFY(animations.frame(media).isNull());
    }
}

// A message of many photos, on a screen of twice the pixels.
void TimelinePartsTest::picturesInViewHaveRoom()
{
    Stage stage;
    Thumbnails thumbnails(stage.media);
    QList<MediaRef> photos;
    for (int i = 0; i < 16; ++i) {
        const QString name = u"photo%1"_s.arg(i);
        stage.addPicture(name, {2000, 1500});
        photos.append({MediaRef::Kind::Attachment, name});
        thumbnails.want(photos.last(), 2);
    }
    for (const MediaRef &photo : photos)
        QTRY_VERIFY(!thumbnails.find(photo).isNull());
    for (const MediaRef &photo : photos)
        QVERIFY(!thumbnails.find(photo).isNull());
}

void TimelinePartsTest::aMissedPictureIsFetchedAgain()
{
    Stage stage;
    Thumbnails thumbnails(stage.media);
    const MediaRef photo{MediaRef::Kind::Attachment, u"photo"_s};
    thumbnails.want(photo, 1);
    QTRY_VERIFY(thumbnails.hasFailed(photo));
    stage.addPicture(u"photo"_s, {400, 300});
    QSignalSpy due(&thumbnails, &Thumbnails::retryDue);
    thumbnails.want(photo, 1); // not at every movement of the view
    QCOMPARE(stage.media.fetched, 1);
    thumbnails.retry();
    QCOMPARE(due.size(), 1);
    QVERIFY(thumbnails.hasFailed(photo));
    thumbnails.want(photo, 1);
    QTRY_VERIFY(!thumbnails.find(photo).isNull());
    QVERIFY(!thumbnails.hasFailed(photo));
    // What is no picture does not become one.
    QFile text(m_folder.filePath(u"text"_s));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("no picture");
    text.close();
    stage.media.files.insert(u"text"_s, text.fileName());
    const MediaRef broken{MediaRef::Kind::Attachment, u"text"_s};
    thumbnails.want(broken, 1);
    QTRY_VERIFY(thumbnails.hasFailed(broken));
    const int fetched = stage.media.fetched;
    thumbnails.want(broken, 1);
    QCOMPARE(stage.media.fetched, fetched);
}

void TimelinePartsTest::filesAreDraggedUnderTheirName()
{
    const QString path = m_folder.filePath(u"0a1b2c"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("content");
    file.close();
    FakeMediaPort media;
    QWidget widget;
    FileFetches fetches(media);
    FileDrag drag(fetches, widget);
    const QString named = drag.named(path, u"../../minutes\u202efdp.exe"_s);
    QVERIFY(!named.isEmpty());
    QCOMPARE(QFileInfo(named).fileName(), u"minutesfdp.exe"_s);
    QVERIFY(QFileInfo(named).absolutePath().startsWith(m_folder.path()));
    QVERIFY(!QFileInfo(named).isSymLink());
    QFile again(named);
    QVERIFY(again.open(QIODevice::ReadOnly));
    QCOMPARE(again.readAll(), QByteArray("content"));
    QVERIFY(drag.named(m_folder.filePath(u"missing"_s), u"a"_s).isEmpty());
}

void TimelinePartsTest::tasteRemembers()
{
    EmojiTaste taste;
    QCOMPARE(taste.recent(3).size(), 3);
    QCOMPARE(taste.recent(1), QStringList{u"👍"_s});
    QSignalSpy spy(&taste, &EmojiTaste::changed);
    taste.use(u"🚀"_s);
    taste.use(u"🍰"_s);
    taste.use(u"🚀"_s);
    QCOMPARE(taste.recent(3), (QStringList{u"🚀"_s, u"🍰"_s, u"👍"_s}));
    taste.setTone(SkinTone::Medium);
    QCOMPARE(spy.size(), 4);
    EmojiTaste other;
    other.restore(taste.state());
    QCOMPARE(other.recent(2), (QStringList{u"🚀"_s, u"🍰"_s}));
    QCOMPARE(other.tone(), SkinTone::Medium);
    other.restore(u"99 x y"_s); // not one of ours
    QCOMPARE(other.tone(), SkinTone::Medium);
    for (int i = 0; i < 500; ++i)
        taste.use(QString(QChar(0x4e00 + i)));
    QVERIFY(taste.used().size() <= 32);
}

void TimelinePartsTest::pickerFinds()
{
    EmojiModel model;
    QAbstractItemModelTester tester(&model);
    const int all = model.rowCount();
    QVERIFY(all > 1'000);
    model.setRecent({u"🚀"_s});
    QCOMPARE(model.rowCount(), all + 1);
    QCOMPARE(model.firstOf(std::nullopt), 0);
    QVERIFY(model.firstOf(EmojiGroup::Flags) > model.firstOf(EmojiGroup::Smileys));
    CustomEmoji own;
    own.name = u"customEmojis/1"_s;
    own.shortName = u":party-linnet:"_s;
    model.setCustom({own});
    model.search(u":linnet"_s);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data(EmojiModel::EmojiRole).value<Emoji>().customName, own.name);
    model.search(u"thumbsup"_s);
    QVERIFY(model.rowCount() >= 1);
    QCOMPARE(model.index(0).data().toString(), u"👍"_s);
    model.setTone(SkinTone::Dark);
    QCOMPARE(model.index(0).data().toString(), u"👍🏿"_s);
    QVERIFY(!model.index(0).data(Qt::AccessibleTextRole).toString().isEmpty());
    model.search(u"there is no such thing"_s);
    QCOMPARE(model.rowCount(), 0);
}

void TimelinePartsTest::reactionsInWords()
{
    ReactionSummary reaction;
    reaction.emoji.unicode = u"👍"_s;
    reaction.count = 1;
    QCOMPARE(reactionWords(reaction), u"One person reacted with thumbs up"_s);
    reaction.count = 4;
    QCOMPARE(reactionWords(reaction), u"4 people reacted with thumbs up"_s);
    reaction.mine = true;
    QCOMPARE(reactionWords(reaction), u"You and 3 others reacted with thumbs up"_s);
    QCOMPARE(reactionWords(reaction, {u"Anna"_s, u"Tomáš"_s}),
             u"You, Anna, Tomáš and one other reacted with thumbs up"_s);
    reaction.emoji = {QString(), u"customEmojis/1"_s, u":<b>x</b>:"_s};
    reaction.count = 1;
    QCOMPARE(reactionWords(reaction), u"You reacted with :<b>x</b>:"_s);
}

void TimelinePartsTest::addressesOfChat_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("space");
    QTest::addColumn<QString>("thread");
    QTest::addColumn<QString>("message");
    const QString s = u"spaces/AA-_1"_s;
    const QString t = u"spaces/AA-_1/threads/T1"_s;
    QTest::newRow("space") << u"https://chat.google.com/room/AA-_1"_s << s << QString()
                           << QString();
    QTest::newRow("direct") << u"https://chat.google.com/dm/AA-_1?cls=7"_s << s << QString()
                            << QString();
    QTest::newRow("thread") << u"https://chat.google.com/room/AA-_1/T1"_s << s << t << QString();
    QTest::newRow("message") << u"https://chat.google.com/room/AA-_1/T1/M1"_s << s << t
                             << u"spaces/AA-_1/messages/T1.M1"_s;
    QTest::newRow("account") << u"https://chat.google.com/u/1/app/room/AA-_1/T1/M1"_s << s << t
                             << u"spaces/AA-_1/messages/T1.M1"_s;
    QTest::newRow("Gmail") << u"https://mail.google.com/chat/u/0/#chat/space/AA-_1"_s << s
                           << QString() << QString();
    for (const QString &other :
         {u"http://chat.google.com/room/A"_s, u"https://chat.google.com.evil.example/room/A"_s,
          u"https://chat.google.com/room/A%2F..%2Fme"_s, u"https://chat.google.com/"_s,
          u"https://mail.google.com/mail/#inbox"_s, u"https://chat.google.com/room/ä"_s})
        QTest::newRow(qPrintable(other)) << other << QString() << QString() << QString();
}

void TimelinePartsTest::addressesOfChat()
{
    QFETCH(QString, address);
    QFETCH(QString, space);
    QFETCH(QString, thread);
    QFETCH(QString, message);
    const auto place = chatAddress(QUrl(address));
    QCOMPARE(place.has_value(), !space.isEmpty());
    if (place)
        QCOMPARE(*place, (ChatAddress{SpaceId(space), ThreadId(thread), MessageId(message)}));
}

QTEST_MAIN(TimelinePartsTest)
#include "tst_timelineparts.moc"
