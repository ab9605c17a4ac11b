// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/window/readmarker.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestReadMarker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void marksOnceWhenSeen();
    void doesNotMark_data();
    void doesNotMark();
    void marksAgainForSomethingNew();
    void marksForRepliesElsewhere();
    void unreadFromHereIsKept();
    void unreadFromHereEndsWithSomethingNew();
    void anotherConversationForgets();
};

namespace {

ReadMarker::View seen(int minute = 1)
{
    ReadMarker::View view;
    view.space = spaceId(u"a"_s);
    view.windowActive = true;
    view.atBottom = true;
    view.unread = true;
    const Message message = note(u"a"_s, u"anna"_s, minute, u"hello"_s);
    view.newest = keyOf(message);
    view.activity = message.createTime;
    return view;
}

} // namespace

void TestReadMarker::marksOnceWhenSeen()
{
    NotedTimelines port;
    ReadMarker marker(port);
    for (int i = 0; i < 5; ++i)
        marker.update(seen());
    QCOMPARE(port.read, QList<SpaceId>{spaceId(u"a"_s)});
}

void TestReadMarker::doesNotMark_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("window in the background") << 0;
    QTest::newRow("scrolled up") << 1;
    QTest::newRow("read already") << 2;
    QTest::newRow("nothing loaded") << 3;
    QTest::newRow("nothing open") << 4;
}

void TestReadMarker::doesNotMark()
{
    QFETCH(int, what);
    NotedTimelines port;
    ReadMarker marker(port);
    ReadMarker::View view = seen();
    view.windowActive = what != 0;
    view.atBottom = what != 1;
    view.unread = what != 2;
    if (what == 3)
        view.newest.reset();
    if (what == 4)
        view.space = {};
    marker.update(view);
    QVERIFY(port.read.isEmpty());
    if (what != 4) {
        marker.update(seen());
        QCOMPARE(port.read.size(), 1);
    }
}

void TestReadMarker::marksAgainForSomethingNew()
{
    NotedTimelines port;
    ReadMarker marker(port);
    marker.update(seen(1));
    marker.update(seen(2));
    QCOMPARE(port.read.size(), 2);
}

// A reply in a thread makes the conversation unread without a new row at the bottom.
void TestReadMarker::marksForRepliesElsewhere()
{
    NotedTimelines port;
    ReadMarker marker(port);
    marker.update(seen());
    ReadMarker::View view = seen();
    view.activity = view.activity + std::chrono::minutes(1);
    marker.update(view);
    QCOMPARE(port.read.size(), 2);
}

void TestReadMarker::unreadFromHereIsKept()
{
    NotedTimelines port;
    ReadMarker marker(port);
    ReadMarker::View view = seen();
    view.unread = false;
    marker.update(view);
    marker.hold(view.space);
    marker.update(view);
    view.unread = true;
    for (int i = 0; i < 3; ++i)
        marker.update(view);
    QVERIFY(port.read.isEmpty());
}

void TestReadMarker::unreadFromHereEndsWithSomethingNew()
{
    NotedTimelines port;
    ReadMarker marker(port);
    marker.update(seen(1));
    marker.hold(spaceId(u"a"_s));
    marker.update(seen(1));
    QCOMPARE(port.read.size(), 1);
    marker.update(seen(2));
    QCOMPARE(port.read.size(), 2);
}

void TestReadMarker::anotherConversationForgets()
{
    NotedTimelines port;
    ReadMarker marker(port);
    marker.update(seen());
    marker.hold(spaceId(u"a"_s));
    marker.update(seen());
    ReadMarker::View other = seen();
    other.space = spaceId(u"b"_s);
    marker.update(other);
    marker.update(seen());
    QCOMPARE(port.read.size(), 3);
}

QTEST_MAIN(TestReadMarker)
#include "tst_readmarker.moc"
