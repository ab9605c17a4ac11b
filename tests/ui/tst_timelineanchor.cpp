// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/timeline/jumpbutton.h"

#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

// Nothing moves under the reader's eyes: counted in pixels.
class TimelineAnchorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAtTheEnd();
    void opensAtTheNewLine();
    void fewRowsStandBelow();
    void olderHistoryMovesNothing();
    void olderHistoryIsAskedForNearTheTop();
    void newMessagesMoveNothingWhenScrolledUp();
    void staysAtTheEnd();
    void ownMessageGoesToTheEnd();
    void ownMessageFromElsewhereMovesNothing();
    void rowsStayExactFromOneTimelineToTheNext();
    void changesAboveMoveNothing();
    void removalsMoveNothing();
    void picturesMoveNothing();
    void picturesOnTheirWayAreSeen();
    void widthKeepsTheTopMessage();
    void heightKeepsThePlace();
    void trimmingMovesNothing();
    void anythingAtRandom();
    void jumpButton();

private:
    using Places = QHash<MessageId, int>;
    // Where the messages in view begin.
    [[nodiscard]] static Places places(Stage &stage);
    // No message that was in view before and after has moved.
    static void compare(Stage &stage, const Places &before, const char *where);
    [[nodiscard]] static QList<Message> talk(int count, int first = 0);
};

TimelineAnchorTest::Places TimelineAnchorTest::places(Stage &stage)
{
    Places result;
    TimelineView &view = *stage.view;
    for (int row = view.firstVisible().row(); row <= view.lastVisible().row(); ++row) {
        const QModelIndex index = stage.model.index(row, 0);
        const auto id = index.data(TimelineModel::MessageIdRole).value<MessageId>();
        const int y = view.visualRect(index).top() + view.layoutOf(index).top;
        if (!id.isEmpty() && y >= 0 && y < view.viewport()->height())
            result.insert(id, y);
    }
    return result;
}

void TimelineAnchorTest::compare(Stage &stage, const Places &before, const char *where)
{
    const Places after = places(stage);
    int common = 0;
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (!after.contains(it.key()))
            continue;
        ++common;
        QVERIFY2(after[it.key()] == it.value(),
                 qPrintable(u"%1: %2 moved from %3 to %4"_s
                                .arg(QString::fromLatin1(where), it.key().lastSegment())
                                .arg(it.value())
                                .arg(after[it.key()])));
    }
    QVERIFY2(common > 0, where);
}

QList<Message> TimelineAnchorTest::talk(int count, int first)
{
    QList<Message> messages;
    for (int i = first; i < first + count; ++i) {
        Message message = textMessage(
            i * 3, u"Message %1. "_s.arg(i) + u"Words of no importance. "_s.repeated(i * 7 % 23));
        message.sender = person(i % 5 < 3 ? u"anna"_s : u"tomas"_s);
        if (i % 11 == 0) {
            Emoji emoji;
            emoji.unicode = u"👍"_s;
            message.reactions = {{emoji, 2, false}};
        }
        if (i % 13 == 4) { // its picture comes when it is in view
            message.cards
                = R"({"cardsV2":[{"card":{"header":{"title":"Pump"},"sections":[{"collapsible":true,
                    "uncollapsibleWidgetsCount":1,"widgets":[
                    {"image":{"imageUrl":"https://www.gstatic.com/pump.png","aspectRatio":6}},
                    {"textParagraph":{"text":"Below it"}}]}]}}]})";
        }
        messages.append(message);
    }
    return messages;
}

void TimelineAnchorTest::opensAtTheEnd()
{
    Stage stage;
    stage.open(talk(150));
    QScrollBar *bar = stage.view->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), bar->maximum());
    QVERIFY(stage.view->isAtBottom());
    const QModelIndex last = stage.model.index(stage.model.rowCount() - 1, 0);
    QCOMPARE(stage.view->visualRect(last).bottom() + 1, stage.view->viewport()->height());
}

void TimelineAnchorTest::opensAtTheNewLine()
{
    Stage stage;
    const QList<Message> messages = talk(90);
    stage.open(messages, messages.at(40).createTime);
    const QModelIndex first = stage.model.newLineIndex();
    QVERIFY(first.isValid());
    QCOMPARE(stage.view->visualRect(first).top() + stage.view->layoutOf(first).top,
             stage.view->viewport()->height() / 3);
    QVERIFY(!stage.view->isAtBottom());
    // Where all that is new fits, the newest is in view too.
    stage.open(messages, messages.at(88).createTime);
    QVERIFY(stage.view->isAtBottom());
}

void TimelineAnchorTest::fewRowsStandBelow()
{
    Stage stage;
    stage.open(talk(2));
    const QModelIndex last = stage.model.index(2, 0);
    QCOMPARE(stage.view->visualRect(last).bottom() + 1, stage.view->viewport()->height());
    QVERIFY(stage.view->isAtBottom());
    // What is painted there is also hit there.
    QCOMPARE(stage.view->indexAt(stage.view->visualRect(last).center()), last);
    QVERIFY(!stage.view->indexAt(QPoint(10, 10)).isValid());
}

void TimelineAnchorTest::olderHistoryMovesNothing()
{
    Stage stage;
    stage.open(talk(350));
    QScrollBar *bar = stage.view->verticalScrollBar();
    const int rows = stage.model.rowCount();
    bar->setValue(137);
    const Places before = places(stage);
    QVERIFY(before.size() >= 3);
    stage.settle(); // asks, is answered, inserts
    QVERIFY(stage.model.rowCount() > rows);
    compare(stage, before, "older");
    QVERIFY(bar->value() > 137);
}

void TimelineAnchorTest::olderHistoryIsAskedForNearTheTop()
{
    Stage stage;
    stage.open(talk(350));
    QCOMPARE(stage.port.olderRequests, 0);
    stage.view->verticalScrollBar()->setValue(10);
    stage.settle();
    QVERIFY(stage.port.olderRequests >= 1);
    // A failure is not asked again by scrolling, only by a click.
    Stage other;
    Error offline;
    offline.kind = ErrorKind::Offline;
    other.port.failure = offline;
    other.open(talk(350));
    for (int y : {10, 30, 0, 50}) {
        other.view->verticalScrollBar()->setValue(y);
        other.settle();
    }
    QCOMPARE(other.port.olderRequests, 1);
}

void TimelineAnchorTest::newMessagesMoveNothingWhenScrolledUp()
{
    Stage stage;
    stage.open(talk(90));
    QScrollBar *bar = stage.view->verticalScrollBar();
    bar->setValue(bar->maximum() - 300);
    stage.settle();
    const Places before = places(stage);
    stage.apply(talk(3, 200));
    compare(stage, before, "new ones");
    QVERIFY(!stage.view->isAtBottom());
}

void TimelineAnchorTest::staysAtTheEnd()
{
    Stage stage;
    stage.open(talk(90));
    QSignalSpy spy(stage.view.get(), &TimelineView::atBottomChanged);
    for (int i = 0; i < 5; ++i) {
        stage.apply(talk(1, 200 + i));
        QCOMPARE(stage.view->verticalScrollBar()->value(),
                 stage.view->verticalScrollBar()->maximum());
    }
    // A reaction on the last one makes it higher: still the end.
    Message last = talk(1, 204).first();
    last.reactions.append({Emoji(), 1, false});
    last.reactions.first().emoji.unicode = u"🎉"_s;
    stage.apply({last});
    QVERIFY(stage.view->isAtBottom());
    QCOMPARE(spy.size(), 0);
}

void TimelineAnchorTest::ownMessageGoesToTheEnd()
{
    Stage stage;
    stage.open(talk(90));
    stage.view->verticalScrollBar()->setValue(500);
    stage.settle();
    Message mine = textMessage(9000, u"Mine"_s);
    mine.sender = person(u"me"_s);
    mine.id = MessageId(u"spaces/AAA/messages/client-1"_s);
    mine.sendState = SendState::Queued;
    mine.outboxSequence = 1;
    stage.apply({mine});
    QVERIFY(stage.view->isAtBottom());
}

void TimelineAnchorTest::ownMessageFromElsewhereMovesNothing()
{
    Stage stage;
    stage.open(talk(90));
    stage.view->verticalScrollBar()->setValue(500);
    stage.settle();
    const Places before = places(stage);
    Message mine = textMessage(9000, u"From the phone"_s);
    mine.sender = person(u"me"_s);
    stage.apply({mine});
    QVERIFY(!stage.view->isAtBottom());
    compare(stage, before, "own message");
}

// More rows than heights are kept of: wherever they are forgotten, what arrives asks for them
// again.
void TimelineAnchorTest::rowsStayExactFromOneTimelineToTheNext()
{
    Stage stage;
    for (int opened = 0; opened < 45; ++opened) {
        const QList<Message> messages = talk(100, 100 * opened);
        stage.open(messages.mid(0, 90));
        for (const Message &message : messages.mid(90))
            stage.apply({message});
        for (int row = 0; row < stage.model.rowCount(); ++row) {
            const QModelIndex index = stage.model.index(row, 0);
            QCOMPARE(stage.view->visualRect(index).height(), stage.view->layoutOf(index).height);
        }
    }
}

void TimelineAnchorTest::changesAboveMoveNothing()
{
    Stage stage;
    const QList<Message> messages = talk(90);
    stage.open(messages);
    stage.view->verticalScrollBar()->setValue(stage.view->verticalScrollBar()->maximum() / 2);
    stage.settle();
    const QModelIndex top = stage.view->firstVisible();
    const Places before = places(stage);
    // The one cut by the upper edge and one far above grow.
    QList<Message> changed;
    for (const int row : {top.row(), top.row() - 20}) {
        Message message
            = stage.model.index(row, 0).data(TimelineModel::MessageRole).value<Message>();
        Emoji emoji;
        emoji.unicode = u"🎉"_s;
        message.reactions = {{emoji, 1, true}};
        message.replyCount = 2;
        message.lastReplyTime = message.createTime;
        changed.append(message);
    }
    const int value = stage.view->verticalScrollBar()->value();
    stage.apply(changed);
    compare(stage, before, "changes above");
    QVERIFY(stage.view->verticalScrollBar()->value() > value);
}

void TimelineAnchorTest::removalsMoveNothing()
{
    Stage stage;
    stage.open(talk(90));
    stage.view->verticalScrollBar()->setValue(stage.view->verticalScrollBar()->maximum() / 2);
    stage.settle();
    Places before = places(stage);
    // Above, and the very one the place was kept by.
    const int first = stage.view->firstVisible().row();
    ChangeSet changes;
    for (const int row : {first - 4, first + 1}) {
        const auto id
            = stage.model.index(row, 0).data(TimelineModel::MessageIdRole).value<MessageId>();
        changes.removedMessages.append(id);
        before.remove(id);
    }
    // What follows the removed one in view may begin a group now: compare what is below it.
    const auto next
        = stage.model.index(first + 2, 0).data(TimelineModel::MessageIdRole).value<MessageId>();
    stage.model.apply(changes);
    stage.settle();
    const Places after = places(stage);
    QVERIFY(after.contains(next));
    QCOMPARE(after.value(next), before.value(next));
}

void TimelineAnchorTest::picturesMoveNothing()
{
    Stage stage;
    stage.addPicture(u"m/a"_s, {300, 900});
    stage.media.hold = true;
    QList<Message> messages = talk(40);
    for (int i = 20; i < 40; i += 4) {
        Attachment picture;
        picture.contentType = u"image/png"_s;
        picture.mediaName = u"m/a"_s;
        messages[i].attachments = {picture};
    }
    stage.open(messages);
    stage.view->verticalScrollBar()->setValue(stage.view->verticalScrollBar()->maximum() - 500);
    stage.settle();
    const Places before = places(stage);
    const QImage empty = stage.view->grab().toImage();
    // The same picture once.
    QCOMPARE(stage.media.asked.count({MediaRef::Kind::Attachment, u"m/a"_s}), 1);
    stage.media.release();
    QTRY_VERIFY(stage.view->grab().toImage() != empty);
    stage.settle();
    compare(stage, before, "picture");
}

void TimelineAnchorTest::widthKeepsTheTopMessage()
{
    Stage stage;
    stage.open(talk(90));
    stage.view->verticalScrollBar()->setValue(stage.view->verticalScrollBar()->maximum() / 2);
    stage.settle();
    const Places before = places(stage);
    MessageId top;
    int y = 10000;
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (it.value() < y) {
            y = it.value();
            top = it.key();
        }
    }
    for (const int width : {790, 640, 333, 280, 1200, 800}) {
        stage.resize(width, 600);
        QCOMPARE(places(stage).value(top, -1), y);
    }
    // At the end it stays the end.
    stage.view->jumpToNewest();
    stage.resize(400, 600);
    QVERIFY(stage.view->isAtBottom());
}

void TimelineAnchorTest::heightKeepsThePlace()
{
    Stage stage;
    stage.open(talk(90));
    // The composer grows: the newest stays in view.
    stage.resize(800, 540);
    QVERIFY(stage.view->isAtBottom());
    stage.resize(800, 600);
    QVERIFY(stage.view->isAtBottom());
    stage.view->verticalScrollBar()->setValue(stage.view->verticalScrollBar()->maximum() / 2);
    stage.settle();
    const Places before = places(stage);
    stage.resize(800, 540);
    compare(stage, before, "height");
}

void TimelineAnchorTest::trimmingMovesNothing()
{
    Stage stage;
    stage.model.setLimits({40, 160});
    stage.open(talk(400));
    QScrollBar *bar = stage.view->verticalScrollBar();
    for (int i = 0; i < 200 && stage.model.atEnd(); ++i) {
        bar->setValue(50);
        const Places before = places(stage);
        stage.settle();
        compare(stage, before, "scrolling up");
    }
    QVERIFY(!stage.model.atEnd()); // the newest were let go
    QVERIFY(!stage.view->isAtBottom());
    // Down again: the newer ones come back.
    for (int i = 0; i < 400 && !stage.model.atEnd(); ++i) {
        bar->setValue(bar->maximum() - 50);
        const Places before = places(stage);
        stage.settle();
        compare(stage, before, "scrolling down");
    }
    QVERIFY(stage.model.atEnd());
}

void TimelineAnchorTest::anythingAtRandom()
{
    QRandomGenerator random(7);
    Stage stage;
    QList<Message> messages = talk(200);
    stage.open(messages);
    QScrollBar *bar = stage.view->verticalScrollBar();
    int next = 300;
    for (int round = 0; round < 150; ++round) {
        bar->setValue(random.bounded(bar->maximum()));
        stage.settle();
        if (stage.view->isAtBottom())
            continue;
        const Places before = places(stage);
        // Only what begins above the topmost message in view may change: below, things may move.
        const int first = stage.view->firstVisible().row();
        QList<Message> changed;
        switch (random.bounded(3)) {
        case 0:
            changed = talk(1 + random.bounded(4), next);
            next += 5;
            break;
        case 1:
            if (first > 1) {
                Message message = stage.model.index(1 + random.bounded(first), 0)
                                      .data(TimelineModel::MessageRole)
                                      .value<Message>();
                message.text += u" And more of it, and more."_s.repeated(1 + random.bounded(9));
                message.formattedText = message.text;
                changed.append(message);
            }
            break;
        default:
            if (first > 1) {
                Message message = stage.model.index(1 + random.bounded(first), 0)
                                      .data(TimelineModel::MessageRole)
                                      .value<Message>();
                message.deleteTime = message.createTime;
                message.deletedBy = DeletedBy::Creator;
                changed.append(message);
            }
        }
        stage.apply(changed);
        compare(stage, before, qPrintable(u"round %1"_s.arg(round)));
    }
}

void TimelineAnchorTest::jumpButton()
{
    Stage stage;
    stage.open(talk(90));
    auto *button = stage.view->findChild<JumpButton *>();
    QVERIFY(button);
    QVERIFY(!button->isVisible());
    stage.view->verticalScrollBar()->setValue(300);
    stage.settle();
    QVERIFY(button->isVisible());
    QVERIFY(!button->accessibleName().isEmpty());
    QVERIFY(stage.view->rect().contains(button->geometry()));
    QTest::mouseClick(button, Qt::LeftButton);
    stage.settle();
    QVERIFY(stage.view->isAtBottom());
    QVERIFY(!button->isVisible());
}

// The one that lies here: nobody is asked for it, and it has the place it will have.
void TimelineAnchorTest::picturesOnTheirWayAreSeen()
{
    Stage stage;
    stage.addPicture(u"m/a"_s, {300, 200});
    QList<Message> messages = talk(10);
    Attachment picture;
    picture.contentName = u"hall.png"_s;
    picture.contentType = u"image/png"_s;
    picture.mediaName = u"m/a"_s;
    Message sent = textMessage(90, u"The hall"_s);
    sent.sender = person(u"me"_s);
    sent.attachments = {picture};
    Message pending = sent;
    pending.sendState = SendState::Sending;
    pending.outboxSequence = 1;
    pending.attachments[0].mediaName.clear();
    pending.attachments[0].localPath = stage.media.files.value(u"m/a"_s);
    pending.attachments[0].bytesSent = 10;
    pending.attachments[0].bytesTotal = 100;
    const auto frame = [&stage] {
        const QModelIndex last = stage.model.index(stage.model.rowCount() - 1);
        for (const Area &area : stage.view->layoutOf(last).areas) {
            if (area.part == Part::Image)
                return area.rect.translated(stage.view->visualRect(last).topLeft());
        }
        return QRectF();
    };
    const auto centre = [&] {
        return stage.view->viewport()->grab().toImage().pixelColor(frame().center().toPoint());
    };
    stage.open(QList<Message>(messages) << pending);
    QVERIFY(!frame().isEmpty());
    const QSizeF size = frame().size();
    QTRY_VERIFY(centre() != stage.theme.tokens().raised);
    const QColor seen = centre();
    QVERIFY(!stage.media.asked.contains({MediaRef::Kind::Attachment, {}}));
    QCOMPARE(stage.media.asked.size(), 0);
    stage.open(QList<Message>(messages) << sent);
    QCOMPARE(frame().size(), size);
    QTRY_COMPARE(centre(), seen);
    // A file that calls itself a picture of ours, in somebody else's message, is not read.
    Message foreign = sent;
    foreign.attachments = pending.attachments;
    stage.open(QList<Message>(messages) << foreign);
    QVERIFY(frame().isEmpty());
}

QTEST_MAIN(TimelineAnchorTest)
#include "tst_timelineanchor.moc"
