// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include "ui/timeline/copiedtext.h"
#include "ui/timeline/layoutcache.h"
#include "ui/timeline/rowdelegate.h"
#include "ui/timeline/thumbnails.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using items::TimelineModel;

// What is selected, how it is painted, and what then is on the clipboard.
class TimelineSelectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_stage.reset(); }
    void dragWithinAMessage();
    void dragAcrossMessages();
    void dragUpwards();
    void withNamesAndTimes();
    void doubleClickTakesAWord();
    void tripleClickTakesAParagraph();
    void shiftExtends();
    void clickLetsGo();
    void dragOverALinkDoesNotOpenIt();
    void byKey();
    void everything();
    void menuOffersIt();
    void staysWithItsMessages();
    void endsWithItsMessages();
    void onlyWhatIsSelectedIsPainted();
    void placesAreWhereLettersAre();
    void cardsAreSelectedToo();
    void whatIsCopied_data();
    void whatIsCopied();
    void wholeTextIsCopiedThoughCut();
    void codeIsMovedSideways();
    void codeIsCopiedByItsButton();
    void scrollsWhileDragging();

private:
    [[nodiscard]] QModelIndex row(int number) const { return m_stage->model.index(number + 1, 0); }
    // The viewport's point at a character of a row's text.
    [[nodiscard]] QPoint pointAt(int number, const QString &before, int text = 0);
    void drag(const QPoint &from, const QPoint &to, Qt::KeyboardModifiers modifiers = {});
    [[nodiscard]] QString copied(Qt::KeyboardModifiers more = {});

    std::unique_ptr<Stage> m_stage;
};

void TimelineSelectionTest::init()
{
    m_stage = std::make_unique<Stage>();
    Message second = textMessage(1, u"second line of words"_s);
    second.sender = person(u"tomas"_s);
    Message third = textMessage(2, u"see https://example.com/plan now"_s);
    m_stage->open({textMessage(0, u"first message has some words"_s), second, third});
}

QPoint TimelineSelectionTest::pointAt(int number, const QString &before, int text)
{
    TimelineView &view = *m_stage->view;
    const MessageLayout &layout = view.layoutOf(row(number));
    const TextItem *item = layout.selectableText(text);
    const int offset = int(item->layout->text().indexOf(before) + before.size());
    const QTextLine line = item->layout->lineForTextPosition(offset);
    const QPointF at = item->origin + QPointF(line.cursorToX(offset), line.y() + line.height() / 2);
    return view.visualRect(row(number)).topLeft() + at.toPoint();
}

void TimelineSelectionTest::drag(const QPoint &from, const QPoint &to,
                                 Qt::KeyboardModifiers modifiers)
{
    QWidget *viewport = m_stage->view->viewport();
    const auto send = [&](QEvent::Type type, const QPoint &at, Qt::MouseButton button,
                          Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, viewport->mapToGlobal(at), button, buttons, modifiers);
        QCoreApplication::sendEvent(viewport, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, (from + to) / 2 + QPoint(20, 0), Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

QString TimelineSelectionTest::copied(Qt::KeyboardModifiers more)
{
    QGuiApplication::clipboard()->setText(u"nothing"_s);
    QTest::keyClick(m_stage->view.get(), Qt::Key_C, Qt::ControlModifier | more);
    return QGuiApplication::clipboard()->text();
}

void TimelineSelectionTest::dragWithinAMessage()
{
    drag(pointAt(0, u"first "_s), pointAt(0, u"has some"_s));
    QCOMPARE(copied(), u"message has some"_s);
}

void TimelineSelectionTest::dragAcrossMessages()
{
    drag(pointAt(0, u"has "_s), pointAt(2, u"see"_s));
    QCOMPARE(copied(), u"some words\nsecond line of words\nsee"_s);
}

void TimelineSelectionTest::dragUpwards()
{
    drag(pointAt(1, u"second"_s), pointAt(0, u"first"_s));
    QCOMPARE(copied(), u" message has some words\nsecond"_s);
}

void TimelineSelectionTest::withNamesAndTimes()
{
    drag(pointAt(0, u"has "_s), pointAt(1, u"second line"_s));
    const QString text = copied(Qt::ShiftModifier);
    const QStringList lines = text.split(u'\n');
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines[0].contains(u"Anna Berg"_s) && lines[0].contains(u"2026"_s));
    QCOMPARE(lines[1], u"some words"_s);
    QVERIFY(lines[3].contains(u"Tomáš Dvořák"_s));
    QCOMPARE(lines[4], u"second line"_s);
}

void TimelineSelectionTest::doubleClickTakesAWord()
{
    QTest::mouseDClick(m_stage->view->viewport(), Qt::LeftButton, {}, pointAt(0, u"first mes"_s));
    QCOMPARE(copied(), u"message"_s);
}

void TimelineSelectionTest::tripleClickTakesAParagraph()
{
    const QPoint at = pointAt(1, u"second li"_s);
    QTest::mouseDClick(m_stage->view->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseClick(m_stage->view->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(copied(), u"second line of words"_s);
}

void TimelineSelectionTest::shiftExtends()
{
    drag(pointAt(0, u"first "_s), pointAt(0, u"message"_s));
    QTest::mouseClick(m_stage->view->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                      pointAt(1, u"second"_s));
    QCOMPARE(copied(), u"message has some words\nsecond"_s);
}

void TimelineSelectionTest::clickLetsGo()
{
    drag(pointAt(0, u"first "_s), pointAt(0, u"message"_s));
    QVERIFY(!m_stage->view->textSelection().isEmpty());
    QTest::mouseClick(m_stage->view->viewport(), Qt::LeftButton, {}, pointAt(1, u"sec"_s));
    QVERIFY(m_stage->view->textSelection().isEmpty());
    // What is copied then is the message.
    QCOMPARE(copied(), u"second line of words"_s);
    drag(pointAt(0, u"first "_s), pointAt(0, u"message"_s));
    QTest::keyClick(m_stage->view.get(), Qt::Key_Escape);
    QVERIFY(m_stage->view->textSelection().isEmpty());
}

void TimelineSelectionTest::dragOverALinkDoesNotOpenIt()
{
    drag(pointAt(2, u"https://exa"_s), pointAt(2, u"https://example.com"_s));
    QCOMPARE(m_stage->openedLinks.size(), 0);
    QCOMPARE(copied(), u"mple.com"_s);
    QTest::mouseClick(m_stage->view->viewport(), Qt::LeftButton, {}, pointAt(2, u"https://exa"_s));
    QCOMPARE(m_stage->openedLinks.size(), 1);
}

void TimelineSelectionTest::byKey()
{
    TimelineView &view = *m_stage->view;
    view.setCurrentIndex(row(2));
    QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(copied(), u"see https://example.com/plan now"_s);
    QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(copied(), u"second line of words\nsee https://example.com/plan now"_s);
    QCOMPARE(view.currentIndex(), row(1));
    QCOMPARE(view.selectionModel()->selectedRows().size(), 2);
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(copied(), u"see https://example.com/plan now"_s);
    // Never beyond the first message: above it is no message.
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(copied().startsWith(u"first message"_s));
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(view.textSelection().isEmpty());
}

void TimelineSelectionTest::everything()
{
    QTest::keyClick(m_stage->view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(copied(),
             u"first message has some words\nsecond line of words\n"
             "see https://example.com/plan now"_s);
}

void TimelineSelectionTest::menuOffersIt()
{
    QCOMPARE(m_stage->view->menuFor(row(0))->actions().first()->text(), u"Add reaction"_s);
    drag(pointAt(0, u"first "_s), pointAt(0, u"message"_s));
    const auto menu = m_stage->view->menuFor(row(0));
    QCOMPARE(menu->actions().at(0)->text(), u"Copy selected text"_s);
    QCOMPARE(menu->actions().at(1)->text(), u"Copy with names and times"_s);
    menu->actions().at(0)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"message"_s);
}

void TimelineSelectionTest::staysWithItsMessages()
{
    drag(pointAt(1, u"second "_s), pointAt(2, u"see"_s));
    const QString before = copied();
    Message older = textMessage(-30, u"older"_s);
    Message newer = textMessage(30, u"newer"_s);
    m_stage->apply({older, newer});
    QCOMPARE(copied(), before);
    // A reaction changes the row, not what is written in it.
    Message changed = m_stage->model.index(3, 0).data(TimelineModel::MessageRole).value<Message>();
    Emoji emoji;
    emoji.unicode = u"👍"_s;
    changed.reactions = {{emoji, 1, false}};
    m_stage->apply({changed});
    QCOMPARE(copied(), before);
}

void TimelineSelectionTest::endsWithItsMessages()
{
    drag(pointAt(1, u"second "_s), pointAt(2, u"see"_s));
    ChangeSet changes;
    changes.removedMessages = {row(2).data(TimelineModel::MessageIdRole).value<MessageId>()};
    m_stage->model.apply(changes);
    m_stage->settle();
    QVERIFY(m_stage->view->textSelection().isEmpty());
}

// Painted with and without: only between the two places anything differs.
void TimelineSelectionTest::onlyWhatIsSelectedIsPainted()
{
    Stage &stage = *m_stage;
    MessageLayouter layouter(stage.theme, stage.users, stage.clock);
    LayoutCache cache(layouter);
    cache.setWidth(560);
    Thumbnails thumbnails(stage.media);
    RowDelegate delegate(
        {stage.theme, stage.users, stage.clock, stage.avatars, stage.media, stage.links}, cache,
        thumbnails);
    const QModelIndex index = row(0);
    const MessageLayout &layout = cache.layout(index);
    const auto paint = [&] {
        QImage image(layout.width, layout.height, QImage::Format_ARGB32_Premultiplied);
        image.fill(stage.theme.tokens().surface);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        delegate.paint(&painter, option, index);
        return image;
    };
    const QImage plain = paint();
    TextSelection selection;
    delegate.setSelection(&selection);
    selection.begin(index, {0, 6});
    selection.extendTo(index, {0, 13});
    const QImage selected = paint();
    const TextItem *text = layout.selectableText(0);
    const QTextLine line = text->layout->lineAt(0);
    const qreal from = text->origin.x() + line.cursorToX(6);
    const qreal to = text->origin.x() + line.cursorToX(13);
    bool changed = false;
    for (int y = 0; y < plain.height(); ++y) {
        for (int x = 0; x < plain.width(); ++x) {
            if (plain.pixel(x, y) == selected.pixel(x, y))
                continue;
            changed = true;
            QVERIFY(x >= from - 2 && x <= to + 2);
            QVERIFY(y >= text->rect.top() - 2 && y <= text->rect.bottom() + 2);
        }
    }
    QVERIFY(changed);
    selection.clear();
    QCOMPARE(paint(), plain);
}

void TimelineSelectionTest::placesAreWhereLettersAre()
{
    m_stage->open([] {
        QList<Message> messages;
        for (const Sample &sample : everyKind())
            messages.append(sample.message);
        return messages;
    }());
    for (int number = 0; number + 1 < m_stage->model.rowCount(); ++number) {
        const MessageLayout &layout = m_stage->view->layoutOf(row(number));
        for (int text = 0; const TextItem *item = layout.selectableText(text); ++text) {
            for (int offset = 0; offset < qMin(item->selectableEnd(), 300); offset += 7) {
                if (!item->layout->isValidCursorPosition(offset))
                    continue;
                const QTextLine line = item->layout->lineForTextPosition(offset);
                if (line.textStart() == offset && offset > 0)
                    continue; // also the end of the line before
                const QPointF at
                    = item->origin + QPointF(line.cursorToX(offset), line.y() + line.height() / 2);
                const TextPlace place = layout.placeAt(at, {});
                QCOMPARE(place.text, text);
                // Where directions meet, two places are one point.
                QVERIFY(qAbs(line.cursorToX(place.offset) - line.cursorToX(offset)) < 2.0);
            }
        }
    }
}

void TimelineSelectionTest::cardsAreSelectedToo()
{
    Message card = textMessage(1, u"Look"_s);
    card.cards = R"({"cardsV2":[{"card":{"header":{"title":"Build 7"},"sections":[{"widgets":[
            {"decoratedText":{"topLabel":"Branch","text":"<b>main</b> and more"}},
            {"buttonList":{"buttons":[{"text":"Open"}]}}]}]}}]})";
    m_stage->open({textMessage(0, u"before it"_s), card, textMessage(2, u"after it"_s)});
    // From one text of the card to another, and on into the next message.
    drag(pointAt(1, u"Build "_s, 1), pointAt(1, u"main"_s, 3));
    QCOMPARE(copied(), u"7\nBranch\nmain"_s);
    drag(pointAt(1, u"main and "_s, 3), pointAt(2, u"after"_s));
    QCOMPARE(copied(), u"more\nafter"_s);
    // As a whole: text and card, but no buttons.
    TimelineView &view = *m_stage->view;
    view.clearTextSelection();
    view.setCurrentIndex(row(1));
    QCOMPARE(copied(), u"Look\nBuild 7\nBranch\nmain and more"_s);
    card.text.clear();
    card.formattedText.clear();
    card.fallbackText = u"Build 7"_s;
    m_stage->apply({card});
    view.setCurrentIndex(row(1));
    QCOMPARE(copied(), u"Build 7\nBranch\nmain and more"_s);
    // What is selected of it is painted.
    const QImage plain = view.viewport()->grab().toImage();
    drag(pointAt(1, u""_s, 2), pointAt(1, u"main"_s, 2));
    QVERIFY(view.viewport()->grab().toImage() != plain);
}

void TimelineSelectionTest::whatIsCopied_data()
{
    QTest::addColumn<QString>("markup");
    QTest::addColumn<QString>("text");
    QTest::newRow("styles") << u"a *bold* and `code` word"_s << u"a bold and code word"_s;
    QTest::newRow("bullets") << u"For Monday:\n* one\n* two\n  * three"_s
                             << u"For Monday:\n\u2022 one\n\u2022 two\n  \u2022 three"_s;
    QTest::newRow("quote") << u"> one\n> two\nthree"_s << u"> one\n> two\nthree"_s;
    QTest::newRow("code") << u"see\n```\nif (a)\n    b();\n```\nend"_s
                          << u"see\nif (a)\n    b();\nend"_s;
    QTest::newRow("mention") << u"<users/tomas> and <users/all> look"_s
                             << u"@Tomáš Dvořák and @all look"_s;
    QTest::newRow("link") << u"<https://example.com|the plan>"_s << u"the plan"_s;
    QTest::newRow("keycaps") << u"press 2\ufe0f\u20e3 or `#\ufe0f\u20e3`"_s
                             << u"press 2\ufe0f\u20e3 or #\ufe0f\u20e3"_s;
    QTest::newRow("empty lines") << u"one\n\n\ntwo"_s << u"one\n\n\ntwo"_s;
}

// By places from the first letter to the last, and as a whole: the same.
void TimelineSelectionTest::whatIsCopied()
{
    QFETCH(QString, markup);
    QFETCH(QString, text);
    Message message = textMessage(0, markup);
    message.lastUpdateTime = message.createTime; // "edited" stands behind and is not copied
    m_stage->open({message});
    QCOMPARE(copiedText(message, m_stage->users), text);
    const MessageLayout &layout = m_stage->view->layoutOf(row(0));
    int last = 0;
    while (layout.selectableText(last + 1))
        ++last;
    QCOMPARE(copiedText(layout, rowBegin, {last, layout.selectableText(last)->selectableEnd()}),
             text);
}

void TimelineSelectionTest::wholeTextIsCopiedThoughCut()
{
    const QString text = u"word and another "_s.repeated(1'000).trimmed();
    m_stage->open({textMessage(0, text)});
    QVERIFY(m_stage->view->layoutOf(row(0)).clipped);
    QTest::keyClick(m_stage->view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(copied(), text);
    // And by places: what is shown, in one piece though laid out in several.
    const MessageLayout &layout = m_stage->view->layoutOf(row(0));
    QVERIFY(layout.selectableText(1));
    const QString part = copiedText(layout, rowBegin, rowEnd);
    QVERIFY(part.size() > 3'000 && part.size() <= 4'000);
    QCOMPARE(part, text.left(part.size()));
}

void TimelineSelectionTest::codeIsMovedSideways()
{
    TimelineView &view = *m_stage->view;
    const QString line = u"int answer = "_s + u"first + "_s.repeated(60) + u"last;"_s;
    m_stage->open({textMessage(0, u"```\n"_s + line + u"\n```"_s)});
    const Scroller scroller = view.layoutOf(row(0)).scrollers.at(0);
    const QPoint origin = view.visualRect(row(0)).topLeft();
    const QPoint at = origin + scroller.view.center().toPoint();
    const QImage before = view.viewport()->grab().toImage();
    const int value = view.verticalScrollBar()->value();
    QWheelEvent wheel(at, view.viewport()->mapToGlobal(at), {-300, 0}, {-360, 0}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view.viewport(), &wheel);
    QVERIFY(view.viewport()->grab().toImage() != before);
    QCOMPARE(view.verticalScrollBar()->value(), value);
    // A letter is where it is seen.
    drag(at, at + QPoint(60, 0));
    QVERIFY(copied().size() > 3);
    QVERIFY(!line.startsWith(copied()));
    // By key to its end and back again.
    view.setCurrentIndex(row(0));
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(&view, Qt::Key_Right);
    view.clearTextSelection();
    const QImage end = view.viewport()->grab().toImage();
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.viewport()->grab().toImage(), end);
    // By its bar.
    const QPoint handle = origin + scroller.handle(scroller.farthest()).center().toPoint();
    drag(handle, handle - QPoint(2'000, 0));
    QVERIFY(view.viewport()->grab().toImage() != end);
    QVERIFY(view.textSelection().isEmpty());
}

void TimelineSelectionTest::codeIsCopiedByItsButton()
{
    TimelineView &view = *m_stage->view;
    m_stage->open({textMessage(0, u"see\n```\nif (a)\n    b();\n```"_s)});
    const Area *button = view.layoutOf(row(0)).find(Part::CopyCode);
    QVERIFY(button);
    const QPoint at = view.visualRect(row(0)).topLeft() + button->rect.center().toPoint();
    QTest::mouseMove(view.viewport(), at);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"if (a)\n    b();"_s);
}

void TimelineSelectionTest::scrollsWhileDragging()
{
    QList<Message> many;
    for (int i = 0; i < 80; ++i)
        many.append(textMessage(i, u"message number %1"_s.arg(i)));
    m_stage->open(many);
    TimelineView &view = *m_stage->view;
    QWidget *viewport = view.viewport();
    const int before = view.verticalScrollBar()->value();
    const auto send = [&](QEvent::Type type, const QPoint &at, Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, viewport->mapToGlobal(at),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, {});
        QCoreApplication::sendEvent(viewport, &event);
    };
    send(QEvent::MouseButtonPress, {300, 300}, Qt::LeftButton);
    send(QEvent::MouseMove, {300, 100}, Qt::LeftButton);
    send(QEvent::MouseMove, {300, -60}, Qt::LeftButton);
    QTRY_VERIFY(view.verticalScrollBar()->value() < before - 400);
    send(QEvent::MouseButtonRelease, {300, -60}, Qt::NoButton);
    const int stopped = view.verticalScrollBar()->value();
    m_stage->settle();
    QCOMPARE(view.verticalScrollBar()->value(), stopped);
    QVERIFY(copied().split(u'\n').size() > 20);
}

QTEST_MAIN(TimelineSelectionTest)
#include "tst_timelineselection.moc"
