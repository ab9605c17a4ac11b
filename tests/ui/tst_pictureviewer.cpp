// SPDX-License-Identifier: GPL-3.0-or-later
// The viewer: zoom, moving about, next and former, what is said when a picture does not come.
#include "tests/ui/windowfixture.h"
#include "ui/media/pictureview.h"
#include "ui/media/pictureviewer.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/window/timelinepane.h"

#include <QAction>
#include <QClipboard>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using namespace Qt::StringLiterals;

namespace {

// Answers when it is told to.
class HeldMedia : public MediaPort
{
public:
    QStringList asked;
    void fetch(const MediaRef &ref, QObject *, Handler<QString> handler) override
    {
        asked << ref.source;
        m_handlers.append(std::move(handler));
    }
    void answer(qsizetype call, const Result<QString> &path) { m_handlers.at(call)(path); }

private:
    QList<Handler<QString>> m_handlers;
};

Picture picture(const QString &name)
{
    Picture picture;
    picture.attachment.contentName = name + u".png"_s;
    picture.attachment.contentType = u"image/png"_s;
    picture.attachment.mediaName = name;
    picture.message = MessageId(u"spaces/launch/messages/"_s + name);
    picture.sender = u"Anna Berg"_s;
    return picture;
}

} // namespace

class TestPictureViewer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fitsButNeverEnlarges();
    void zoomKeepsWhatIsUnderThePointer();
    void movesNoFurtherThanItsEdge();
    void smallerIsMadeSmooth();
    void walksThroughThePictures();
    void lateAnswersOfOthersAreDropped();
    void saysWhyThereIsNone();
    void damagedOnesCanStillBeSaved();
    void copiesAndLeadsBack();
    void oneOnItsWayIsReadFromHere();
    void opensFromTheConversation();

private:
    QString drawn(const QString &name, const QSize &size, const QColor &colour);

    QTemporaryDir m_folder;
    Theme m_theme{Theme::Mode::Light};
};

void TestPictureViewer::initTestCase()
{
    QVERIFY(m_folder.isValid());
}

QString TestPictureViewer::drawn(const QString &name, const QSize &size, const QColor &colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    const QString path = m_folder.filePath(name + u".png"_s);
    return image.save(path) ? path : QString();
}

void TestPictureViewer::fitsButNeverEnlarges()
{
    PictureView view(m_theme);
    view.resize(400, 300);
    QImage image(800, 300, QImage::Format_RGB32);
    view.setImage(image);
    QCOMPARE(view.zoom() * view.devicePixelRatioF(), 0.5 * view.devicePixelRatioF());
    QCOMPARE(view.pictureRect(), QRectF(0, 75, 400, 150));
    view.resize(200, 300);
    QCOMPARE(view.pictureRect(), QRectF(0, 112.5, 200, 75)); // follows the window
    view.setImage(QImage(100, 60, QImage::Format_RGB32));
    QCOMPARE(view.pictureRect(), QRectF(50, 120, 100, 60));
}

void TestPictureViewer::zoomKeepsWhatIsUnderThePointer()
{
    PictureView view(m_theme);
    view.resize(400, 300);
    view.setImage(QImage(4000, 3000, QImage::Format_RGB32));
    const QPointF at(120, 60);
    const auto under = [&] {
        const QRectF shown = view.pictureRect();
        return QPointF((at.x() - shown.x()) / shown.width(), (at.y() - shown.y()) / shown.height());
    };
    const QPointF before = under();
    for (int notch = 0; notch < 8; ++notch) {
        QWheelEvent wheel(at, view.mapToGlobal(at), {}, {0, QWheelEvent::DefaultDeltasPerStep},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
    }
    QVERIFY(view.zoom() > 0.3);
    QVERIFY(qAbs(under().x() - before.x()) < 1e-6);
    QVERIFY(qAbs(under().y() - before.y()) < 1e-6);
    view.setZoom(1000);
    QCOMPARE(view.zoom(), PictureView::largestZoom);
    view.setZoom(0);
    QCOMPARE(view.zoom(), PictureView::smallestZoom);
}

void TestPictureViewer::movesNoFurtherThanItsEdge()
{
    PictureView view(m_theme);
    view.resize(400, 300);
    view.setImage(QImage(800, 200, QImage::Format_RGB32));
    view.setZoom(1);
    QTest::mousePress(&view, Qt::LeftButton, {}, {200, 150});
    QTest::mouseMove(&view, {3000, 250});
    QTest::mouseRelease(&view, Qt::LeftButton, {}, {3000, 250});
    QCOMPARE(view.pictureRect(), QRectF(0, 50, 800, 200)); // to its left edge; the height fits
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.pictureRect().right(), 400.0);
}

void TestPictureViewer::smallerIsMadeSmooth()
{
    PictureView view(m_theme);
    view.resize(100, 100);
    QImage stripes(400, 400, QImage::Format_RGB32);
    for (int x = 0; x < 400; ++x) {
        for (int y = 0; y < 400; ++y)
            stripes.setPixel(x, y, x % 2 == 0 ? 0xff000000 : 0xffffffff);
    }
    view.setImage(stripes);
    view.show();
    // Grey once the worker has made it; every fourth column as it is would be black.
    const auto middle = [&] { return qGray(view.grab().toImage().pixel(50, 50)); };
    QTRY_VERIFY(middle() > 100 && middle() < 156);
}

void TestPictureViewer::walksThroughThePictures()
{
    HeldMedia media;
    PictureViewer viewer(media, m_theme, nullptr);
    viewer.setAttribute(Qt::WA_DeleteOnClose, false);
    viewer.setPictures({picture(u"a"_s), picture(u"b"_s), picture(u"c"_s)}, 1);
    viewer.show();
    QCOMPARE(media.asked, QStringList(u"b"_s));
    media.answer(0, drawn(u"b"_s, {600, 400}, Qt::red));
    QTRY_VERIFY(!viewer.view().image().isNull());
    QVERIFY(viewer.windowTitle().contains(u"b.png"_s));
    QVERIFY(viewer.view().accessibleName().contains(u"2 of 3"_s));
    QTest::keyClick(&viewer.view(), Qt::Key_Right);
    QCOMPARE(viewer.at(), 2);
    QVERIFY(viewer.view().image().isNull()); // not another's picture under this one's name
    QTest::keyClick(&viewer.view(), Qt::Key_Right);
    QCOMPARE(viewer.at(), 2);
    QTest::keyClick(&viewer, Qt::Key_Home);
    QCOMPARE(viewer.at(), 0);
    QCOMPARE(media.asked, QStringList({u"b"_s, u"c"_s, u"a"_s}));
    QTest::keyClick(&viewer, Qt::Key_Escape);
    QVERIFY(!viewer.isVisible());
}

void TestPictureViewer::lateAnswersOfOthersAreDropped()
{
    HeldMedia media;
    PictureViewer viewer(media, m_theme, nullptr);
    viewer.setPictures({picture(u"a"_s), picture(u"b"_s)}, 0);
    QTest::keyClick(&viewer, Qt::Key_Right);
    media.answer(1, drawn(u"b"_s, {60, 40}, Qt::blue));
    media.answer(0, drawn(u"a"_s, {30, 30}, Qt::red));
    QTRY_COMPARE(viewer.view().image().size(), QSize(60, 40));
    House::settle();
    QCOMPARE(viewer.view().image().size(), QSize(60, 40));
}

void TestPictureViewer::saysWhyThereIsNone()
{
    HeldMedia media;
    PictureViewer viewer(media, m_theme, nullptr);
    viewer.setPictures({picture(u"a"_s)}, 0);
    viewer.show();
    auto *state = viewer.findChild<EmptyState *>();
    QTRY_VERIFY(state->isVisible()); // slow: says so
    media.answer(0, Failure(Error{.kind = ErrorKind::Offline}));
    auto *again = state->findChild<QPushButton *>();
    QVERIFY(again->isVisible());
    again->click();
    QCOMPARE(media.asked.size(), 2);
    media.answer(1, drawn(u"a"_s, {60, 40}, Qt::blue));
    QTRY_VERIFY(viewer.view().isVisible() && !viewer.view().image().isNull());
}

void TestPictureViewer::damagedOnesCanStillBeSaved()
{
    HeldMedia media;
    PictureViewer viewer(media, m_theme, nullptr);
    QSignalSpy saved(&viewer, &PictureViewer::saveRequested);
    viewer.setPictures({picture(u"a"_s)}, 0);
    viewer.show();
    const QString path = m_folder.filePath(u"damaged"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\x89PNG\r\n\x1a\nand nothing more");
    file.close();
    media.answer(0, path);
    auto *state = viewer.findChild<EmptyState *>();
    QTRY_VERIFY(state->isVisible() && !state->findChild<QPushButton *>()->isVisible());
    const auto actions = viewer.actions();
    for (QAction *action : actions) {
        if (action->shortcut() == QKeySequence(QKeySequence::Copy))
            QVERIFY(!action->isEnabled());
        if (action->shortcut() == QKeySequence(QKeySequence::Save))
            action->trigger();
    }
    QCOMPARE(saved.size(), 1);
}

void TestPictureViewer::copiesAndLeadsBack()
{
    HeldMedia media;
    PictureViewer viewer(media, m_theme, nullptr);
    QSignalSpy wanted(&viewer, &PictureViewer::messageRequested);
    viewer.setPictures({picture(u"a"_s)}, 0);
    viewer.show();
    media.answer(0, drawn(u"a"_s, {60, 40}, Qt::green));
    QTRY_VERIFY(!viewer.view().image().isNull());
    const auto actions = viewer.actions();
    for (QAction *action : actions) {
        if (action->shortcut() == QKeySequence(QKeySequence::Copy)
            || action->text() == u"Show the message"_s)
            action->trigger();
    }
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(60, 40));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<MessageId>(), picture(u"a"_s).message);
}

void TestPictureViewer::oneOnItsWayIsReadFromHere()
{
    HeldMedia media;
    PictureViewer viewer(media, m_theme, nullptr);
    Picture going = picture(u"going"_s);
    going.attachment.mediaName.clear();
    going.attachment.localPath = drawn(u"going"_s, {40, 30}, Qt::red);
    viewer.setPictures({going, picture(u"sent"_s)}, 0);
    QTRY_COMPARE(viewer.view().image().size(), QSize(40, 30));
    QVERIFY(media.asked.isEmpty());
    viewer.setPictures({going, picture(u"sent"_s)}, 1);
    QCOMPARE(media.asked, QStringList{u"sent"_s});
}

void TestPictureViewer::opensFromTheConversation()
{
    House house;
    house.furnish();
    house.window().resize(1100, 700);
    house.window().show();
    house.window().openSpace(spaceId(u"launch"_s));
    House::settle();
    const auto panes = house.window().findChildren<TimelinePane *>();
    TimelinePane &pane = *panes.at(panes.first()->accessibleName() == u"Conversation"_s ? 0 : 1);
    QList<Message> messages;
    for (int i = 0; i < 2; ++i) {
        Message message = note(u"launch"_s, u"anna"_s, 5000 + i, u"Look"_s);
        Attachment file;
        file.contentType = u"application/pdf"_s;
        file.mediaName = u"pdf"_s;
        message.attachments = {file, picture(u"shot%1"_s.arg(i)).attachment};
        messages.append(message);
    }
    house.media.files.insert(u"shot1"_s, drawn(u"shot1"_s, {50, 50}, Qt::red));
    ChangeSet changes;
    changes.messages = messages;
    house.apply(changes);
    House::settle();
    Q_EMIT pane.view().attachmentActivated(messages.at(1).id, 1);
    auto *viewer = house.window().findChild<PictureViewer *>();
    QVERIFY(viewer);
    QCOMPARE(viewer->at(), 1);
    QVERIFY(viewer->view().accessibleName().contains(u"2 of 2"_s));
    QTRY_COMPARE(viewer->view().image().size(), QSize(50, 50));
    // The same window for the next one.
    Q_EMIT pane.view().attachmentActivated(messages.at(0).id, 1);
    QCOMPARE(house.window().findChildren<PictureViewer *>().size(), 1);
    QCOMPARE(viewer->at(), 0);
}

QTEST_MAIN(TestPictureViewer)
#include "tst_pictureviewer.moc"
