// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "models/items/spacelistproxy.h"
#include "ui/conversations/conversationdelegate.h"
#include "ui/conversations/conversationlayout.h"
#include "ui/theme/avatars.h"

#include <QElapsedTimer>
#include <QFontMetrics>
#include <QPainter>
#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestConversationLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void containsAndSeparates_data();
    void containsAndSeparates();
    void mirrors();
    void textsFitTheirPlaces();
    void headingsAboveFirstRows();
    void paintsEverything();
    void hostileTextIsQuick();
};

namespace {

QList<QRect> partsOf(const ConversationLayout &layout)
{
    QList<QRect> parts{
        layout.avatar,   layout.title, layout.mutedMark, layout.externalMark, layout.time,
        layout.sendMark, layout.label, layout.preview,   layout.mentionBadge, layout.unreadBadge};
    parts.removeIf([](const QRect &rect) { return rect.isEmpty(); });
    return parts;
}

ConversationFacts randomFacts(QRandomGenerator &random)
{
    const QStringList names{u"A"_s,
                            u"Anna Berg"_s,
                            u"Operations and incident response, northern warehouses"_s,
                            u"نور الهاشمي"_s,
                            u"🐦🐦🐦"_s,
                            QString(400, u'W')};
    const auto chance = [&random] { return random.bounded(2) == 1; };
    ConversationFacts facts;
    facts.title = names[random.bounded(int(names.size()))];
    facts.preview = names[random.bounded(int(names.size()))];
    facts.draft = chance() ? names[random.bounded(int(names.size()))] : QString();
    facts.time = chance() ? u"Yesterday"_s : QString();
    facts.heading = chance() ? u"Spaces"_s : QString();
    facts.unread = chance();
    facts.unreadCount = facts.unread ? random.bounded(200) : 0;
    facts.mentions = facts.unread ? random.bounded(3) : 0;
    facts.failed = random.bounded(2);
    facts.queued = random.bounded(2);
    facts.muted = chance();
    facts.external = chance();
    return facts;
}

} // namespace

void TestConversationLayout::containsAndSeparates_data()
{
    QTest::addColumn<int>("width");
    for (int width = 180; width <= 400; width += 20)
        QTest::addRow("%d", width) << width;
}

void TestConversationLayout::containsAndSeparates()
{
    QFETCH(int, width);
    Theme theme(Theme::Mode::Light);
    const ConversationFonts fonts(theme);
    QRandomGenerator random{quint32(width)};
    for (int i = 0; i < 500; ++i) {
        const ConversationFacts facts = randomFacts(random);
        const QRect item(0, 1000, width, conversationHeight(!facts.heading.isEmpty(), fonts));
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            const ConversationLayout layout = layoutConversation(facts, item, fonts, direction);
            QVERIFY(item.contains(layout.row));
            QVERIFY(layout.heading.isEmpty() == facts.heading.isEmpty());
            if (!layout.heading.isEmpty()) {
                QVERIFY(item.contains(layout.heading));
                QVERIFY(layout.heading.bottom() < layout.row.top());
            }
            const QList<QRect> parts = partsOf(layout);
            for (qsizetype a = 0; a < parts.size(); ++a) {
                QVERIFY2(layout.row.contains(parts[a]), qPrintable(facts.title));
                for (qsizetype b = a + 1; b < parts.size(); ++b)
                    QVERIFY2(!parts[a].intersects(parts[b]), qPrintable(facts.title));
            }
            QVERIFY(!layout.title.isEmpty());
            QVERIFY(layout.unreadBadge.isEmpty() != facts.unread);
            QVERIFY(layout.mentionBadge.isEmpty() == (facts.mentions == 0));
        }
    }
}

void TestConversationLayout::mirrors()
{
    Theme theme(Theme::Mode::Light);
    const ConversationFonts fonts(theme);
    ConversationFacts facts;
    facts.title = u"Anna"_s;
    facts.time = u"10:42"_s;
    const QRect item(0, 0, 300, 56);
    const auto left = layoutConversation(facts, item, fonts, Qt::LeftToRight);
    const auto right = layoutConversation(facts, item, fonts, Qt::RightToLeft);
    QCOMPARE(right.avatar.left(), 299 - left.avatar.right());
    QVERIFY(left.time.left() > left.title.right());
    QVERIFY(right.time.right() < right.title.left());
}

void TestConversationLayout::textsFitTheirPlaces()
{
    Theme theme(Theme::Mode::Light);
    const ConversationFonts fonts(theme);
    QRandomGenerator random(7);
    for (int i = 0; i < 300; ++i) {
        const ConversationFacts facts = randomFacts(random);
        const auto layout
            = layoutConversation(facts, QRect(0, 0, 220, 100), fonts, Qt::LeftToRight);
        const QFontMetrics title(facts.unread ? fonts.unreadTitle : fonts.title);
        QVERIFY(title.horizontalAdvance(layout.titleText) <= layout.title.width() + 1);
        const QFontMetrics meta(fonts.meta);
        const int slack = meta.averageCharWidth(); // joined letters change when they are cut
        if (!layout.preview.isEmpty())
            QVERIFY2(meta.horizontalAdvance(layout.previewText) <= layout.preview.width() + slack,
                     qPrintable(layout.previewText));
        QVERIFY(facts.time.isEmpty() || meta.horizontalAdvance(facts.time) <= layout.time.width());
        QCOMPARE(layout.titleCut, layout.titleText != facts.title);
        if (facts.unreadCount > 99)
            QCOMPARE(layout.badgeText, u"99+"_s);
    }
}

void TestConversationLayout::headingsAboveFirstRows()
{
    House house;
    house.furnish();
    items::SpaceListProxy proxy;
    proxy.setSourceModel(&house.spaces);
    QStringList headings;
    for (int row = 0; row < proxy.rowCount(); ++row) {
        const auto facts = conversationFacts(proxy.index(row, 0), house.clock.now(), QLocale::c());
        if (!facts.heading.isEmpty())
            headings << QString(facts.heading + u" "_s + facts.title);
    }
    QCOMPARE(headings.size(), 2);
    QVERIFY(headings[0].startsWith(u"Direct messages Anna"_s));
    QVERIFY(headings[1].startsWith(u"Spaces "_s));
}

// Draws every row in every state: for crashes and for what sanitizers see.
void TestConversationLayout::paintsEverything()
{
    House house(Theme::Mode::Dark);
    house.furnish();
    items::SpaceListProxy proxy;
    proxy.setSourceModel(&house.spaces);
    Avatars avatars(house.media, house.theme);
    ConversationDelegate delegate(house.theme, avatars, house.users, house.clock);
    QImage image(300, 100, QImage::Format_ARGB32_Premultiplied);
    for (const QStyle::State state : std::initializer_list<QStyle::State>{
             QStyle::State_None, QStyle::State_Selected | QStyle::State_HasFocus,
             QStyle::State_MouseOver}) {
        for (int row = 0; row < proxy.rowCount(); ++row) {
            image.fill(Qt::transparent);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.state = state;
            option.rect = image.rect();
            option.direction = row % 2 ? Qt::LeftToRight : Qt::RightToLeft;
            delegate.paint(&painter, option, proxy.index(row, 0));
            painter.end();
            QVERIFY(!image.allGray()); // a face has a colour
        }
    }
}

void TestConversationLayout::hostileTextIsQuick()
{
    House house;
    house.furnish();
    house.change(u"launch"_s, [](Conversation &conversation) {
        conversation.space.displayName = QString(1'000'000, u'\u202e');
        conversation.preview = QString(1'000'000, u'x');
    });
    const QModelIndex index = house.spaces.indexOf(spaceId(u"launch"_s));
    Theme theme(Theme::Mode::Light);
    const ConversationFonts fonts(theme);
    QElapsedTimer timer;
    timer.start();
    const auto facts = conversationFacts(index, house.clock.now(), QLocale::c());
    (void)layoutConversation(facts, QRect(0, 0, 300, 60), fonts, Qt::LeftToRight);
    QVERIFY(timer.elapsed() < 200); // generous: sanitizers and a busy machine
}

QTEST_MAIN(TestConversationLayout)
#include "tst_conversationlayout.moc"
