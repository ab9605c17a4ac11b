// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/timelinefixture.h"

#include "ui/cards/cardlayout.h"
#include "ui/cards/cardrow.h"
#include "ui/cards/picturerule.h"

#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

namespace {

const QString chart = u"https://app.example/chart.png"_s;
const QString own = u"https://www.gstatic.com/images/icon.png"_s;

Message cardMessage(int number, const QString &address)
{
    Message message = textMessage(number, u"A card"_s);
    message.cards
        = R"({"cardsV2":[{"card":{"header":{"title":"Build"},"sections":[{"widgets":[{"image":{"imageUrl":")"
        + address.toUtf8() + R"(","altText":"Chart"}},{"textParagraph":{"text":"Below"}}]}]}}]})";
    return message;
}

} // namespace

// Pictures that apps put into cards: who is asked for them, when, and that nothing moves.
class CardPicturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses_data();
    void addresses();
    void choiceIsKept();
    void nothingIsFetchedUnasked();
    void oneWordLoadsAMessage();
    void serviceHostsNeedNoWord();
    void alwaysLoads();
    void onlyWhatIsInView();
    void arrivingMovesNothing();
    void ownShapeKeepsThePlace();
    void gifsByTheSameWord();
    void failingMovesNothing();
    void areaLoadsToo();

private:
    [[nodiscard]] static QList<MediaRef> cardPictures(const Stage &stage);
    [[nodiscard]] static QAction *entry(QMenu &menu, const QString &words);
};

QList<MediaRef> CardPicturesTest::cardPictures(const Stage &stage)
{
    QList<MediaRef> refs;
    for (const MediaRef &ref : stage.media.asked) {
        if (ref.kind == MediaRef::Kind::CardPicture)
            refs.append(ref);
    }
    return refs;
}

QAction *CardPicturesTest::entry(QMenu &menu, const QString &words)
{
    const QList<QAction *> actions = menu.actions();
    for (QAction *action : actions) {
        if (action->text() == words)
            return action;
    }
    return nullptr;
}

void CardPicturesTest::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("fetchable");
    QTest::addColumn<bool>("service");
    QTest::newRow("https") << chart << true << false;
    QTest::newRow("http") << u"http://app.example/a.png"_s << false << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false << false;
    QTest::newRow("data") << u"data:image/png;base64,AA"_s << false << false;
    QTest::newRow("number") << u"https://192.168.1.1/a.png"_s << false << false;
    QTest::newRow("number in one") << u"https://3232235777/a.png"_s << false << false;
    QTest::newRow("number v6") << u"https://[::1]/a.png"_s << false << false;
    QTest::newRow("neighbour") << u"https://printer/a.png"_s << false << false;
    QTest::newRow("password") << u"https://a:b@app.example/a.png"_s << false << false;
    QTest::newRow("empty") << QString() << false << false;
    QTest::newRow("emulator") << u"http://127.0.0.1:8080/picture/a.png"_s << true << true;
    QTest::newRow("static") << own << true << true;
    QTest::newRow("avatars") << u"https://lh3.googleusercontent.com/a/b"_s << true << true;
    QTest::newRow("static over http") << u"http://www.gstatic.com/a.png"_s << false << false;
    QTest::newRow("another port") << u"https://www.gstatic.com:8443/a.png"_s << true << false;
    QTest::newRow("somebody's machine")
        << u"https://7.6.5.4.bc.googleusercontent.com/a.png"_s << true << false;
    QTest::newRow("somebody's script")
        << u"https://script.googleusercontent.com/a.png"_s << true << false;
    QTest::newRow("somebody's bucket")
        << u"https://storage.googleapis.com/b/a.png"_s << true << false;
    QTest::newRow("looks like it") << u"https://www.gstatic.com.evil.example/a"_s << true << false;
    QTest::newRow("ends like it") << u"https://evilgstatic.com/a"_s << true << false;
}

void CardPicturesTest::addresses()
{
    QFETCH(QString, address);
    QTEST(isFetchable(address), "fetchable");
    QTEST(isOfService(address), "service");
}

void CardPicturesTest::choiceIsKept()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    {
        PictureRule rule(&settings);
        QVERIFY(!rule.loadsAll());
        rule.setLoadsAll(true);
    }
    QVERIFY(PictureRule(&settings).loadsAll());
    QVERIFY(!PictureRule(nullptr).loadsAll());
}

void CardPicturesTest::nothingIsFetchedUnasked()
{
    Stage stage;
    stage.addPicture(chart, {400, 200});
    stage.open({cardMessage(1, chart), cardMessage(2, u"http://192.168.1.1/a"_s)});
    QVERIFY(cardPictures(stage).isEmpty());
    QVERIFY(cardsOf(stage.view->layoutOf(stage.model.index(1, 0)))->withheld);
    // What could not be fetched is not offered.
    QVERIFY(!cardsOf(stage.view->layoutOf(stage.model.index(2, 0)))->withheld);
    QVERIFY(!entry(*stage.view->menuFor(stage.model.index(2, 0)), u"Load pictures"_s));
}

void CardPicturesTest::oneWordLoadsAMessage()
{
    Stage stage;
    stage.addPicture(chart, {400, 200});
    stage.open({cardMessage(1, chart), cardMessage(2, u"https://other.example/a.png"_s)});
    {
        const std::unique_ptr<QMenu> menu = stage.view->menuFor(stage.model.index(1, 0));
        QAction *load = entry(*menu, u"Load pictures"_s);
        QVERIFY(load);
        load->trigger();
    }
    stage.settle();
    QCOMPARE(cardPictures(stage), (QList<MediaRef>{{MediaRef::Kind::CardPicture, chart}}));
    QVERIFY(!entry(*stage.view->menuFor(stage.model.index(1, 0)), u"Load pictures"_s));
}

void CardPicturesTest::serviceHostsNeedNoWord()
{
    Stage stage;
    stage.open({cardMessage(1, own)});
    QCOMPARE(cardPictures(stage), (QList<MediaRef>{{MediaRef::Kind::CardPicture, own}}));
}

void CardPicturesTest::alwaysLoads()
{
    Stage stage;
    PictureRule rule(nullptr);
    stage.view->setPictureRule(&rule);
    stage.addPicture(chart, {400, 200});
    stage.open({cardMessage(1, chart)});
    QVERIFY(cardPictures(stage).isEmpty());
    {
        const std::unique_ptr<QMenu> menu = stage.view->menuFor(stage.model.index(1, 0));
        QAction *always = entry(*menu, u"Always load pictures of cards"_s);
        QVERIFY(always);
        always->trigger();
    }
    stage.settle();
    QVERIFY(rule.loadsAll());
    QCOMPARE(int(cardPictures(stage).size()), 1);
    rule.setLoadsAll(false);
    stage.settle();
    QVERIFY(cardsOf(stage.view->layoutOf(stage.model.index(1, 0)))->withheld);
    stage.view->setPictureRule(nullptr);
}

void CardPicturesTest::onlyWhatIsInView()
{
    Stage stage;
    PictureRule rule(nullptr);
    rule.setLoadsAll(true);
    stage.view->setPictureRule(&rule);
    QList<Message> messages{cardMessage(0, chart)};
    for (int i = 1; i < 60; ++i)
        messages.append(textMessage(i, u"Message %1"_s.arg(i)));
    stage.open(messages);
    QVERIFY(stage.view->isAtBottom());
    QVERIFY(cardPictures(stage).isEmpty());
    QVERIFY(stage.view->showMessage(messages[0].id));
    stage.settle();
    QCOMPARE(int(cardPictures(stage).size()), 1);
    stage.view->setPictureRule(nullptr);
}

void CardPicturesTest::arrivingMovesNothing()
{
    Stage stage;
    PictureRule rule(nullptr);
    rule.setLoadsAll(true);
    stage.view->setPictureRule(&rule);
    stage.addPicture(chart, {300, 900});
    stage.media.hold = true;
    QList<Message> messages;
    for (int i = 0; i < 30; ++i)
        messages.append(i % 3 == 0 ? cardMessage(i, chart) : textMessage(i, u"Words"_s));
    stage.open(messages);
    QScrollBar *bar = stage.view->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    stage.settle();
    QCOMPARE(int(cardPictures(stage).size()), 1);
    const int value = bar->value();
    const int maximum = bar->maximum();
    const QModelIndex first = stage.view->firstVisible();
    const QRect rect = stage.view->visualRect(first);
    const QImage before = stage.view->viewport()->grab().toImage();
    stage.media.release();
    // Painted when it is decoded, on another thread.
    QTRY_VERIFY(stage.view->viewport()->grab().toImage() != before);
    stage.settle();
    QCOMPARE(bar->value(), value);
    QCOMPARE(bar->maximum(), maximum);
    QCOMPARE(stage.view->visualRect(first), rect);
    stage.view->setPictureRule(nullptr);
}

// A wide one needs less than was kept free: the reader stays, nothing is cut, nothing has bars.
void CardPicturesTest::ownShapeKeepsThePlace()
{
    for (const bool end : {false, true}) {
        Stage stage;
        PictureRule rule(nullptr);
        rule.setLoadsAll(true);
        stage.view->setPictureRule(&rule);
        stage.addPicture(chart, {900, 150});
        stage.media.hold = true;
        QList<Message> messages;
        for (int i = 0; i < 30; ++i)
            messages.append(i % 5 == 0 ? cardMessage(i, chart) : textMessage(i, u"Words"_s));
        stage.open(messages);
        QScrollBar *bar = stage.view->verticalScrollBar();
        bar->setValue(end ? bar->maximum() : bar->maximum() / 2);
        stage.settle();
        const auto frame = [&stage, &messages] {
            const CardLayout *cards
                = cardsOf(stage.view->layoutOf(stage.model.indexOf(messages[15].id)));
            for (const CardPiece &piece : cards->pieces) {
                if (const auto *picture = std::get_if<CardPicture>(&piece))
                    return picture->rect;
            }
            return QRectF();
        };
        const QRectF before = frame();
        const int maximum = bar->maximum();
        // The reader's place: what begins first in view, or the end.
        QPersistentModelIndex kept = end ? stage.view->lastVisible() : stage.view->firstVisible();
        while (!end && stage.view->visualRect(kept).top() < 0)
            kept = kept.sibling(kept.row() + 1, 0);
        const QRect rect = stage.view->visualRect(kept);
        stage.media.release();
        QTRY_VERIFY(frame() != before);
        stage.settle();
        QVERIFY(qAbs(frame().width() / frame().height() - 6) < 0.1);
        QCOMPARE(frame().topLeft(), before.topLeft());
        QVERIFY(frame().height() < before.height());
        QVERIFY(bar->maximum() < maximum);
        QCOMPARE(stage.view->visualRect(kept).top(), rect.top());
        QCOMPARE(stage.view->isAtBottom(), end);
        stage.view->setPictureRule(nullptr);
    }
}

// The same word lets a GIF be drawn.
void CardPicturesTest::gifsByTheSameWord()
{
    Stage stage;
    const QString address = u"https://gifs.example.com/dance.gif"_s;
    stage.addPicture(address, {300, 200});
    QList<Message> messages{textMessage(0, u"Look"_s)};
    messages[0].gifUris = {address};
    for (int i = 1; i < 40; ++i)
        messages.append(textMessage(i, u"Words"_s));
    stage.open(messages);
    QVERIFY(stage.view->showMessage(messages[0].id));
    stage.settle();
    QVERIFY(cardPictures(stage).isEmpty());
    const QModelIndex row = stage.model.indexOf(messages[0].id);
    const auto load = [&] { return stage.view->layoutOf(row).find(Part::LoadPictures); };
    QVERIFY(load()->text.contains(u"gifs.example.com"_s));
    QVERIFY(entry(*stage.view->menuFor(row), u"Load pictures"_s));
    const QPoint at = (load()->rect.center() + stage.view->visualRect(row).topLeft()).toPoint();
    QTest::mouseClick(stage.view->viewport(), Qt::LeftButton, Qt::NoModifier, at);
    stage.settle();
    QCOMPARE(cardPictures(stage), (QList<MediaRef>{{MediaRef::Kind::CardPicture, address}}));
    QVERIFY(!load());
    const auto frame = [&] {
        for (const Item &item : stage.view->layoutOf(row).items) {
            if (const auto *picture = std::get_if<PictureItem>(&item))
                return picture->rect.size();
        }
        return QSizeF();
    };
    QTRY_COMPARE(frame(), QSizeF(270, 180)); // its own shape, in what was kept free
    // A click opens it where it lies.
    const QPoint middle = stage.view->visualRect(row).topLeft()
        + stage.view->layoutOf(row).find(Part::Link)->rect.center().toPoint();
    QTest::mouseClick(stage.view->viewport(), Qt::LeftButton, Qt::NoModifier, middle);
    QCOMPARE(stage.openedLinks, QList<QUrl>{QUrl(address)});
}

void CardPicturesTest::failingMovesNothing()
{
    Stage stage;
    stage.media.hold = true;
    stage.open({cardMessage(1, own), textMessage(2, u"After it"_s)});
    const QRect after = stage.view->visualRect(stage.model.index(2, 0));
    const QImage before = stage.view->viewport()->grab().toImage();
    stage.media.release(); // there is no such file
    stage.settle();
    QTRY_VERIFY(stage.view->viewport()->grab().toImage() != before); // says that it failed
    QCOMPARE(stage.view->visualRect(stage.model.index(2, 0)), after);
}

void CardPicturesTest::areaLoadsToo()
{
    Stage stage;
    stage.addPicture(chart, {400, 200});
    stage.open({cardMessage(1, chart)});
    const QModelIndex row = stage.model.index(1, 0);
    const MessageLayout &layout = stage.view->layoutOf(row);
    const auto area
        = std::find_if(layout.areas.begin(), layout.areas.end(), [&layout](const Area &each) {
              const CardControl *control = cardControl(layout, each.index);
              return control && control->kind == CardControl::Kind::Picture;
          });
    QVERIFY(area != layout.areas.end());
    QVERIFY(area->text.contains(u"app.example"_s));
    const QPoint at = (area->rect.center() + stage.view->visualRect(row).topLeft()).toPoint();
    QTest::mouseClick(stage.view->viewport(), Qt::LeftButton, Qt::NoModifier, at);
    stage.settle();
    QCOMPARE(cardPictures(stage), (QList<MediaRef>{{MediaRef::Kind::CardPicture, chart}}));
}

QTEST_MAIN(CardPicturesTest)
#include "tst_cardpictures.moc"
