// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a conversation: found page by page, opened, saved, led back to their messages.
#include "tests/ui/windowfixture.h"
#include "ui/media/pictureview.h"
#include "ui/media/pictureviewer.h"
#include "ui/people/peoplelist.h"
#include "ui/rooms/filespage.h"
#include "ui/widgets/emptystate.h"
#include "ui/window/commands.h"

#include <QAction>
#include <QFileDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using namespace Qt::StringLiterals;

namespace {

MessageHit hit(int minute, const QString &name, const QString &type)
{
    MessageHit hit;
    hit.message = note(u"launch"_s, u"anna"_s, minute, u"See this"_s);
    Attachment file;
    file.contentName = name;
    file.contentType = type;
    file.mediaName = u"media/"_s + name;
    hit.message.attachments = {file};
    return hit;
}

struct Stage
{
    House house;
    std::unique_ptr<MainWindow> window;

    Stage()
    {
        house.furnish();
        house.lookup.found = {{{hit(50, u"plan.png"_s, u"image/png"_s),
                                hit(40, u"offer.pdf"_s, u"application/pdf"_s)},
                               u"1"_s},
                              {{}, u"2"_s}, // empty, and not the last
                              {{hit(30, u"gate.jpg"_s, u"image/jpeg"_s)}, {}}};
    }
    void open()
    {
        Services services = house.services();
        services.lookup = &house.lookup;
        services.files = nullptr; // nothing is opened outside
        window = std::make_unique<MainWindow>(services);
        window->resize(1200, 700);
        window->show();
        window->openSpace(spaceId(u"launch"_s));
        run();
    }
    void run()
    {
        window->commands().action(CommandId::ShowFiles)->trigger();
        House::settle();
    }
    [[nodiscard]] FilesPage &page() { return *window->findChild<FilesPage *>(); }
    [[nodiscard]] PeopleList &list() { return *page().findChild<PeopleList *>(); }
    void choose(int row)
    {
        list().setCurrentIndex(list().model()->index(row, 0));
        QTest::keyClick(&list(), Qt::Key_Return);
        House::settle();
    }
};

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areFoundPageByPage()
    {
        Stage stage;
        stage.open();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
        QCOMPARE(stage.house.lookup.searched.size(), 3);
        const MessageQuery wanted{.space = spaceId(u"launch"_s), .hasFile = true};
        QCOMPARE(stage.house.lookup.searched.first(), wanted);
        QCOMPARE(stage.list().model()->index(0, 0).data().toString(), u"plan.png"_s);
        const QString sentence
            = stage.list().model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(sentence.contains(u"offer.pdf"_s) && sentence.contains(u"Anna Berg"_s),
                 qPrintable(sentence));
    }

    void picturesOpenInTheViewer()
    {
        Stage stage;
        stage.open();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
        stage.choose(0);
        auto *viewer = stage.window->findChild<PictureViewer *>();
        QVERIFY(viewer);
        QCOMPARE(viewer->at(), 1); // the older one is before it
        QVERIFY(viewer->view().accessibleName().contains(u"2 of 2"_s));
    }

    void otherFilesAreSaved()
    {
        Stage stage;
        stage.open();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
        stage.choose(1);
        QVERIFY(stage.window->findChild<QFileDialog *>(u"saveAttachment"_s));
    }

    void anotherConversationBeginsAnew()
    {
        Stage stage;
        stage.open();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
        stage.house.lookup.found = {{}};
        stage.window->openSpace(spaceId(u"design"_s));
        House::settle();
        QCOMPARE(stage.house.lookup.searched.last().space, spaceId(u"design"_s));
        QTRY_COMPARE(stage.list().model()->rowCount(), 0);
        QTRY_VERIFY(stage.page().findChild<EmptyState *>()->isVisible());
    }

    void failuresCanBeTriedAgain()
    {
        Stage stage;
        stage.house.lookup.failure = Error{.kind = ErrorKind::Offline};
        stage.open();
        auto *again = stage.page().findChild<EmptyState *>()->findChild<QPushButton *>();
        QTRY_VERIFY(again->isVisible());
        stage.house.lookup.failure.reset();
        again->click();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
    }

    // What was found stays, and the rest can be had.
    void aLaterPageCanBeTriedAgain()
    {
        Stage stage;
        stage.open();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
        auto &failure = stage.house.lookup.failure;
        const auto breaking = connect(stage.list().model(), &QAbstractItemModel::rowsInserted, this,
                                      [&failure] { failure = Error{.kind = ErrorKind::Offline}; });
        stage.page().ask();
        QTRY_COMPARE(stage.house.lookup.searched.size(), 5);
        House::settle();
        disconnect(breaking);
        failure.reset();
        const auto buttons = stage.page().findChildren<QPushButton *>();
        const auto again = std::find_if(buttons.begin(), buttons.end(), [](QPushButton *button) {
            return button->isVisible() && button->text() == u"Try again"_s;
        });
        QVERIFY(again != buttons.end());
        QCOMPARE(stage.list().model()->rowCount(), 2);
        (*again)->click();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
        QVERIFY(!(*again)->isVisible());
        QCOMPARE(stage.house.lookup.searched.size(), 7); // the first page is not asked for again
    }

    void lateAnswersForAnotherAreDropped()
    {
        Stage stage;
        stage.open();
        QTRY_COMPARE(stage.list().model()->rowCount(), 3);
        stage.page().ask(); // on its way …
        stage.house.lookup.found = {{}};
        stage.window->openSpace(spaceId(u"design"_s)); // … while another is opened
        House::settle();
        QCOMPARE(stage.list().model()->rowCount(), 0);
    }
};

QTEST_MAIN(TestFiles)
#include "tst_files.moc"
