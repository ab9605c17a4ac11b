// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/emojionly.h"
#include "models/domain/emojitable.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

class EmojiTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEntryIsOneEmoji();
    void groupsAreTogether();
    void namesFindTheirEmoji_data();
    void namesFindTheirEmoji();
    void tones();
    void matchingRanks();
    void unknownIsNull();
};

void EmojiTableTest::everyEntryIsOneEmoji()
{
    QVERIFY(emojiTable().size() > 1800);
    QSet<QString> seen;
    for (const EmojiEntry &entry : emojiTable()) {
        const QString text = entry.unicode();
        QCOMPARE(emojiOnlyCount(text), 1);
        QVERIFY2(!seen.contains(text), entry.name);
        seen.insert(text);
        QVERIFY2(!entry.shortName().isEmpty(), entry.name);
        QCOMPARE(findEmoji(text), &entry);
    }
}

void EmojiTableTest::groupsAreTogether()
{
    QList<EmojiGroup> order;
    for (const EmojiEntry &entry : emojiTable()) {
        if (order.isEmpty() || order.last() != entry.group) {
            QVERIFY(!order.contains(entry.group));
            order.append(entry.group);
        }
    }
    QCOMPARE(order.size(), 9);
    QCOMPARE(order.first(), EmojiGroup::Smileys);
}

void EmojiTableTest::namesFindTheirEmoji_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("emoji");
    QTest::newRow("joy") << u"joy"_s << u"😂"_s;
    QTest::newRow("sign") << u"+1"_s << u"👍"_s;
    QTest::newRow("tada") << u"tada"_s << u"🎉"_s;
    QTest::newRow("capitals") << u"Thumbs_Up"_s << u"👍"_s;
    QTest::newRow("a blank") << u"party popper"_s << u"🎉"_s;
    QTest::newRow("heart") << u"heart"_s << u"❤️"_s;
    QTest::newRow("own name before another's alias") << u"rocket"_s << u"🚀"_s;
}

void EmojiTableTest::namesFindTheirEmoji()
{
    QFETCH(QString, name);
    QFETCH(QString, emoji);
    const EmojiEntry *entry = emojiByShortName(name);
    QVERIFY(entry);
    QCOMPARE(entry->unicode(), emoji);
}

void EmojiTableTest::tones()
{
    const EmojiEntry *wave = findEmoji(u"👋"_s);
    QVERIFY(wave && wave->hasTones());
    QCOMPARE(wave->unicode(SkinTone::Medium), u"👋🏽"_s);
    QCOMPARE(findEmoji(u"👋🏿"_s), wave);
    const EmojiEntry *rocket = findEmoji(u"🚀"_s);
    QVERIFY(rocket && !rocket->hasTones());
    QCOMPARE(rocket->unicode(SkinTone::Dark), u"🚀"_s);
    QCOMPARE(findEmoji(u"\u2764"_s), findEmoji(u"\u2764\ufe0f"_s)); // with and without selector
}

void EmojiTableTest::matchingRanks()
{
    const auto hearts = emojiMatching(u"heart", 500);
    QCOMPARE(hearts.first()->unicode(), u"❤️"_s);
    QVERIFY(hearts.size() > 10);
    QCOMPARE(emojiMatching(u"heart", 3).size(), 3);
    const auto beginning = emojiMatching(u"roc", 50);
    QVERIFY(beginning.contains(findEmoji(u"🚀"_s)));
    // What begins with the letters stands before what has them somewhere.
    const auto at = [&](QStringView emoji) { return beginning.indexOf(findEmoji(emoji)); };
    QVERIFY(at(u"🚀") < at(u"🥦") || at(u"🥦") < 0);
}

void EmojiTableTest::unknownIsNull()
{
    QCOMPARE(findEmoji(u"x"), nullptr);
    QCOMPARE(emojiByShortName(u"no_such_thing"), nullptr);
    QVERIFY(emojiMatching(u"qqqq", 5).isEmpty());
}

QTEST_APPLESS_MAIN(EmojiTableTest)
#include "tst_emojitable.moc"
