// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/timelinefixture.h"

#include "ui/cards/picturerule.h"
#include "ui/media/mediarule.h"

#include <QMenu>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

constexpr qint64 large = 12'400'000;

Message pictureMessage(int number, const QStringList &names)
{
    Message message = textMessage(number, u"Look"_s);
    for (const QString &name : names) {
        Attachment attachment;
        attachment.contentName = name + u".png"_s;
        attachment.contentType = u"image/png"_s;
        attachment.mediaName = name;
        message.attachments.append(attachment);
    }
    return message;
}

} // namespace

// Pictures that wait to be asked for: what stands in their place, how they are asked for, and that
// nothing moves.
class WithheldTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItIs();
    void clickLoadsIt();
    void menuLoadsAll();
    void anotherRuleAsksAgain();
    void gifsWait();
    void whatWasAskedForComesWhateverItsSize();

private:
    static QAction *entry(const QMenu &menu, const QString &words);
    static void click(Stage &stage, const QModelIndex &row, Part part);
};

QAction *WithheldTest::entry(const QMenu &menu, const QString &words)
{
    const QList<QAction *> actions = menu.actions();
    for (QAction *action : actions) {
        if (action->text() == words)
            return action;
        if (action->menu()) {
            if (QAction *below = entry(*action->menu(), words))
                return below;
        }
    }
    return nullptr;
}

void WithheldTest::click(Stage &stage, const QModelIndex &row, Part part)
{
    const Area *area = stage.view->layoutOf(row).find(part);
    QVERIFY(area);
    const QPoint at = (area->rect.center() + stage.view->visualRect(row).topLeft()).toPoint();
    QTest::mouseClick(stage.view->viewport(), Qt::LeftButton, Qt::NoModifier, at);
    stage.settle();
}

// In the place that the picture will have, light and dark.
void WithheldTest::saysWhatItIs()
{
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        Stage waiting(mode);
        waiting.media.withheld.insert(u"holiday"_s, large);
        waiting.open({pictureMessage(1, {u"holiday"_s}), textMessage(2, u"After it"_s)});
        QVERIFY(waiting.media.asked.isEmpty());
        Stage loading(mode);
        loading.media.hold = true;
        loading.open({pictureMessage(1, {u"holiday"_s}), textMessage(2, u"After it"_s)});
        QCOMPARE(waiting.view->visualRect(waiting.model.index(2, 0)),
                 loading.view->visualRect(loading.model.index(2, 0)));
        QVERIFY(waiting.view->viewport()->grab().toImage()
                != loading.view->viewport()->grab().toImage());
    }
}

void WithheldTest::clickLoadsIt()
{
    Stage stage;
    stage.addPicture(u"holiday"_s, {800, 600});
    stage.media.withheld.insert(u"holiday"_s, large);
    stage.open({pictureMessage(1, {u"holiday"_s}), textMessage(2, u"After it"_s)});
    const QModelIndex row = stage.model.index(1, 0);
    const QRect after = stage.view->visualRect(stage.model.index(2, 0));
    int opened = 0;
    connect(stage.view.get(), &TimelineView::attachmentActivated, this, [&opened] { ++opened; });
    click(stage, row, Part::Image);
    QCOMPARE(stage.media.asked, (QList<MediaRef>{{MediaRef::Kind::Attachment, u"holiday"_s}}));
    QCOMPARE(opened, 0);
    const auto waits = [&stage, &row] {
        return entry(*stage.view->menuFor(row), u"Load pictures"_s) != nullptr;
    };
    QVERIFY(!waits());
    QCOMPARE(stage.view->visualRect(stage.model.index(2, 0)), after);
    // From now on it is a picture like others.
    QTRY_VERIFY(entry(*stage.view->menuFor(row), u"Open holiday.png"_s));
    click(stage, row, Part::Image);
    QCOMPARE(opened, 1);
    QCOMPARE(stage.media.asked.size(), 1);
}

// By the keyboard: the menu of the message.
void WithheldTest::menuLoadsAll()
{
    Stage stage;
    stage.media.withheld = {{u"a"_s, large}, {u"c"_s, -1}};
    stage.addPicture(u"b"_s, {80, 60});
    stage.open({pictureMessage(1, {u"a"_s, u"b"_s, u"c"_s})});
    const QModelIndex row = stage.model.index(1, 0);
    QCOMPARE(stage.media.asked.size(), 1); // b
    {
        const auto menu = stage.view->menuFor(row);
        QAction *one = entry(*menu, u"Load a.png, 12.4 MB"_s);
        QVERIFY(one);
        QVERIFY(entry(*menu, u"Load c.png"_s));
        QVERIFY(entry(*menu, u"Open b.png"_s));
        one->trigger();
    }
    stage.settle();
    QCOMPARE(stage.media.asked.size(), 2);
    {
        const auto menu = stage.view->menuFor(row);
        QAction *all = entry(*menu, u"Load pictures"_s);
        QVERIFY(all);
        all->trigger();
    }
    stage.settle();
    QCOMPARE(stage.media.asked.size(), 3);
    QVERIFY(!entry(*stage.view->menuFor(row), u"Load pictures"_s));
}

// The metered connection is left, or the person chose larger ones: what is in view comes.
void WithheldTest::anotherRuleAsksAgain()
{
    Stage stage;
    MediaRule rule(nullptr);
    stage.view->setMediaRule(&rule);
    stage.media.withheld.insert(u"holiday"_s, -1);
    stage.open({pictureMessage(1, {u"holiday"_s})});
    QVERIFY(stage.media.asked.isEmpty());
    rule.setMetered(true);
    stage.settle();
    QVERIFY(stage.media.asked.isEmpty());
    stage.media.withheld.clear();
    rule.setMetered(false);
    stage.settle();
    QCOMPARE(stage.media.asked.size(), 1);
}

void WithheldTest::gifsWait()
{
    Stage stage;
    const QString address = u"https://www.gstatic.com/dance.gif"_s;
    stage.addPicture(address, {300, 200});
    stage.media.withheld.insert(address, large);
    Message message = textMessage(1, u"Look"_s);
    message.gifUris = {address};
    stage.open({message});
    const QModelIndex row = stage.model.index(1, 0);
    QVERIFY(entry(*stage.view->menuFor(row), u"Load GIF, 12.4 MB"_s));
    click(stage, row, Part::Link);
    QCOMPARE(stage.media.asked, (QList<MediaRef>{{MediaRef::Kind::CardPicture, address}}));
    QVERIFY(stage.openedLinks.isEmpty());
}

// Who says "Load from app.example" means it, however large it is.
void WithheldTest::whatWasAskedForComesWhateverItsSize()
{
    Stage stage;
    const QString address = u"https://app.example/dance.gif"_s;
    stage.addPicture(address, {300, 200});
    stage.media.withheld.insert(address, large);
    Message message = textMessage(1, u"Look"_s);
    message.gifUris = {address};
    stage.open({message});
    click(stage, stage.model.index(1, 0), Part::LoadPictures);
    QCOMPARE(stage.media.asked, (QList<MediaRef>{{MediaRef::Kind::CardPicture, address}}));
}

QTEST_MAIN(WithheldTest)
#include "tst_withheld.moc"
