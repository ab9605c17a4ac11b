// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowstage.h"

#include "ui/composer/composer.h"
#include "ui/composer/filestrip.h"
#include "ui/media/filefetches.h"
#include "ui/timeline/timelineview.h"
#include "ui/widgets/notice.h"
#include "ui/window/dropoverlay.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

Attachment fileNamed(const QString &name, const QString &type)
{
    Attachment file;
    file.mediaName = u"media/1"_s;
    file.contentName = name;
    file.contentType = type;
    return file;
}

const Attachment plan = fileNamed(u"plan.pdf"_s, u"application/pdf"_s);

QString written(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
    return file.fileName();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A conversation with one file of the service's.
struct FileStage : WindowStage
{
    explicit FileStage(const QByteArray &content = "%PDF-1.4 content")
    {
        Message message = note(u"launch"_s, u"anna"_s, 418, u"The plan:"_s);
        message.attachments = {plan};
        timelines.messages.append(message);
        media.files.insert(u"media/1"_s, written(folder, u"0a1b"_s, content));
        open(u"launch"_s);
    }
    void click(const Attachment &file) { Q_EMIT timeline().attachmentActivated(file); }
    [[nodiscard]] Notice &notice() { return *window().findChild<Notice *>(); }
    [[nodiscard]] const MessageLayout &chip()
    {
        TimelineView &view = timeline().view();
        const QAbstractItemModel &rows = *view.model();
        return view.layoutOf(rows.index(rows.rowCount() - 1, 0));
    }
    [[nodiscard]] QMessageBox *box(const QString &name)
    {
        return window().findChild<QMessageBox *>(name);
    }
};

bool drag(QWidget &target, QEvent::Type type, const QString &path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const auto send = [&target](QDropEvent &&event) {
        event.ignore();
        QCoreApplication::sendEvent(&target, &event);
        return event.isAccepted() && event.dropAction() == Qt::CopyAction;
    };
    // As file managers offer them, with the key that asks for a move.
    const QPoint at = target.rect().center();
    const Qt::DropActions offered = Qt::CopyAction | Qt::MoveAction;
    if (type == QEvent::DragEnter)
        return send(QDragEnterEvent(at, offered, &data, Qt::LeftButton, Qt::ShiftModifier));
    return send(QDropEvent(at, offered, &data, Qt::LeftButton, Qt::ShiftModifier, type));
}

} // namespace

class TestOpenFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsOpened_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("opens");
        const auto row = [](const char *name, const char *type, bool opens) {
            QTest::addRow("%s, %s", name, type)
                << QString::fromUtf8(name) << QString::fromUtf8(type) << opens;
        };
        row("plan.pdf", "application/pdf", true);
        row("PLAN.PDF", "application/octet-stream", true);
        row("plan.pdf", "", true);
        row("talk.mp4", "video/mp4", true);
        row("song.mp3", "audio/mpeg", true);
        row("table.ods", "application/vnd.oasis.opendocument.spreadsheet", true);
        row("notes.txt", "text/plain; charset=utf-8", true);
        row("all.zip", "application/x-zip-compressed", true);
        row("plan.pdf", "application/x-sh", false);
        row("plan.pdf", "application/x-made-up", false);
        row("run.sh", "text/plain", false);
        row("plan.pdf.desktop", "application/pdf", false);
        row("tool.jar", "application/zip", false);
        row("page.html", "text/plain", false);
        row("drawing.svg", "image/svg+xml", false);
        row("tool.AppImage", "application/octet-stream", false);
        row("setup.exe", "application/octet-stream", false);
        row("budget.xlsm", "application/octet-stream", false);
        row("letter.doc", "application/msword", false);
        row("list.m3u", "audio/x-mpegurl", false);
        row("pdf", "application/pdf", false);
        row("run.py", "text/plain", false);
    }

    void whatIsOpened()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, type);
        QTEST(FileGate::mayOpen(name, type), "opens");
    }

    void contentCountsToo()
    {
        const QTemporaryDir folder;
        const auto may = [&folder](const QString &name, const QByteArray &content) {
            return FileGate::mayOpenContent(name, written(folder, u"x"_s, content));
        };
        QVERIFY(may(u"plan.pdf"_s, "%PDF-1.4 content"));
        QVERIFY(may(u"notes.txt"_s, "Nothing but words."));
        QVERIFY(may(u"empty.txt"_s, {}));
        QVERIFY(!may(u"notes.txt"_s, "#!/bin/sh\nrm -rf ~\n"));
        QVERIFY(!may(u"talk.mp4"_s,
                     "\x7f"
                     "ELF\x02\x01\x01"
                         + QByteArray(64, '\0')));
        QVERIFY(!may(u"notes.txt"_s, "[Desktop Entry]\nExec=rm\n"));
    }

    void copiesArePrivate()
    {
        const QTemporaryDir folder;
        const QString place = folder.filePath(u"opened"_s);
        QList<QUrl> opened;
        const auto opener = [&opened](const QUrl &url) {
            opened << url;
            return true;
        };
        QString copy;
        {
            const FileGate gate(place, opener);
            copy = gate.placeFor(u"media/1"_s, u"plan.pdf"_s);
            QVERIFY(copy.startsWith(place + u'/') && copy.endsWith(u"/plan.pdf"_s));
            QCOMPARE(QFile::permissions(QFileInfo(copy).absolutePath())
                         & ~QFile::Permissions(0x7000),
                     QFile::Permissions(QFile::ReadUser | QFile::WriteUser | QFile::ExeUser));
            QVERIFY(gate.placeFor(u"media/2"_s, u"plan.pdf"_s) != copy);
            QFile file(copy);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(gate.open(copy));
            QCOMPARE(opened, QList<QUrl>{QUrl::fromLocalFile(copy)});
            QVERIFY(!gate.open(u"/etc/passwd"_s));
            QVERIFY(!gate.open(place + u"/../0a1b"_s));
            QCOMPARE(opened.size(), 1);
        }
        QVERIFY(QFile::exists(copy)); // another program may still read it
        const FileGate next(place, opener);
        QVERIFY(!QFile::exists(copy));
    }

    void clickOpensACopy()
    {
        FileStage stage;
        stage.click(fileNamed(u"../\u202e.minutes.pdf"_s, u"application/pdf"_s));
        QTRY_COMPARE(stage.handedOver.size(), 1);
        const QString copy = stage.handedOver.first().toLocalFile();
        QCOMPARE(QFileInfo(copy).fileName(), u"minutes.pdf"_s);
        QVERIFY(copy.startsWith(stage.folder.filePath(u"opened"_s)));
        QCOMPARE(contentOf(copy), "%PDF-1.4 content"_qba);
        QVERIFY(!(QFile::permissions(copy)
                  & (QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(!stage.notice().isVisible()); // it went without a word
        QVERIFY(!stage.window().findChild<QFileDialog *>());
    }

    void twoClicksOpenOnce()
    {
        FileStage stage;
        stage.media.hold = true;
        stage.click(plan);
        stage.click(plan);
        stage.media.release(u"media/1"_s);
        stage.click(plan);
        QTRY_COMPARE(stage.handedOver.size(), 1);
        House::settle();
        QCOMPARE(stage.handedOver.size(), 1);
        // Later it opens again.
        stage.media.hold = false;
        QTRY_VERIFY_WITH_TIMEOUT((stage.click(plan), House::settle(), stage.handedOver.size() == 2),
                                 5000);
    }

    void whatCouldRunIsOnlySaved_data()
    {
        QTest::addColumn<Attachment>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("by its name") << fileNamed(u"run.sh"_s, u"text/plain"_s) << "x"_qba;
        QTest::newRow("by its type") << fileNamed(u"a.txt"_s, u"text/html"_s) << "x"_qba;
        QTest::newRow("by its content")
            << fileNamed(u"a.txt"_s, u"text/plain"_s) << "#!/bin/sh\nrm -rf ~\n"_qba;
    }

    void whatCouldRunIsOnlySaved()
    {
        QFETCH(const Attachment, file);
        QFETCH(const QByteArray, content);
        FileStage stage(content);
        stage.click(file);
        QTRY_VERIFY(stage.box(u"saveInstead"_s));
        QCOMPARE(stage.handedOver.size(), 0);
        press(stage.box(u"saveInstead"_s), QMessageBox::AcceptRole);
        QVERIFY(stage.window().findChild<QFileDialog *>(u"saveAttachment"_s));
    }

    void withoutAProgramItIsSaved()
    {
        FileStage stage;
        stage.hasPrograms = false;
        stage.click(plan);
        QTRY_VERIFY(stage.box(u"saveInstead"_s));
    }

    void savingSaysWhere()
    {
        FileStage stage;
        Q_EMIT stage.timeline().attachmentSaveRequested(plan);
        auto *dialog = stage.window().findChild<QFileDialog *>(u"saveAttachment"_s);
        QVERIFY(dialog);
        const QString target = stage.folder.filePath(u"My plan.pdf"_s);
        Q_EMIT dialog->fileSelected(target);
        dialog->close();
        QTRY_VERIFY(stage.notice().isVisible());
        QVERIFY(stage.notice().accessibleName().contains(u"Saved My plan.pdf"_s));
        QCOMPARE(contentOf(target), "%PDF-1.4 content"_qba);
        QVERIFY(stage.notice().actNow());
        QCOMPARE(stage.handedOver, QList<QUrl>{QUrl::fromLocalFile(stage.folder.path())});
        // One that cannot be fetched says so.
        stage.media.files.clear();
        Q_EMIT stage.timeline().attachmentSaveRequested(plan);
        House::settle();
        Q_EMIT stage.window().findChild<QFileDialog *>(u"saveAttachment"_s)->fileSelected(target);
        QTRY_VERIFY(stage.box(u"saveFailed"_s));
    }

    void theChipShowsHowFarItIs()
    {
        FileStage stage;
        stage.media.hold = true;
        const int height = stage.chip().height;
        QVERIFY(!stage.chip().find(Part::StopFetch));
        stage.click(plan);
        QTRY_VERIFY(stage.chip().find(Part::StopFetch));
        QCOMPARE(stage.chip().height, height); // nothing moves
        QVERIFY(stage.notice().isVisible());
        QVERIFY(stage.notice().accessibleName().contains(u"Fetching plan.pdf"_s));
        stage.media.watched[u"media/1"_s].progress(50'000'000, 200'000'000);
        const auto shown = [&stage] {
            QString all;
            for (const Item &item : stage.chip().items) {
                if (const auto *text = std::get_if<TextItem>(&item))
                    all += text->layout->text() + u'\n';
            }
            return all;
        };
        QVERIFY2(shown().contains(u"47.68 MiB of 190.73 MiB fetched"_s), qPrintable(shown()));
        stage.media.release(u"media/1"_s);
        QTRY_COMPARE(stage.handedOver.size(), 1);
        QVERIFY(!stage.chip().find(Part::StopFetch));
        QVERIFY(!stage.notice().isVisible());
    }

    void aFetchCanBeStopped_data()
    {
        QTest::addColumn<bool>("byNotice");
        QTest::newRow("at the chip") << false;
        QTest::newRow("at the notice") << true;
    }

    void aFetchCanBeStopped()
    {
        QFETCH(const bool, byNotice);
        FileStage stage;
        stage.media.hold = true;
        stage.click(plan);
        QTRY_VERIFY(stage.chip().find(Part::StopFetch));
        QVERIFY(stage.media.watched.value(u"media/1"_s).context);
        if (byNotice) {
            QVERIFY(stage.notice().actNow());
        } else {
            TimelineView &view = stage.timeline().view();
            const QModelIndex row = view.model()->index(view.model()->rowCount() - 1, 0);
            const QPointF at = stage.chip().find(Part::StopFetch)->rect.center();
            QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                              (at + view.visualRect(row).topLeft()).toPoint());
        }
        QVERIFY(!stage.media.watched.value(u"media/1"_s).context);
        QVERIFY(!stage.chip().find(Part::StopFetch));
        QVERIFY(!stage.notice().isVisible());
        // It can be asked for again.
        stage.media.hold = false;
        stage.click(plan);
        QTRY_COMPARE(stage.handedOver.size(), 1);
    }

    void filesAreDroppedOnTheMessages_data()
    {
        QTest::addColumn<bool>("thread");
        QTest::newRow("conversation") << false;
        QTest::newRow("thread") << true;
    }

    void filesAreDroppedOnTheMessages()
    {
        QFETCH(const bool, thread);
        FileStage stage;
        if (thread)
            stage.window().openThread(bannerThread);
        House::settle();
        TimelinePane &pane = thread ? stage.thread() : stage.timeline();
        const auto *overlay = pane.findChild<DropOverlay *>();
        const QString file = written(stage.folder, u"notes.txt"_s, "words");
        QVERIFY(drag(pane, QEvent::DragEnter, file));
        QVERIFY(overlay->isVisible());
        QCOMPARE(overlay->words(),
                 thread ? u"Attach to the thread in Spring launch"_s
                        : u"Attach to Spring launch"_s);
        QVERIFY(drag(pane, QEvent::Drop, file));
        QVERIFY(!overlay->isVisible());
        QCOMPARE(pane.composer().files().files().size(), 1);
        // Not where nobody can write.
        pane.composer().setDisabledReason(u"No."_s);
        QVERIFY(!drag(pane, QEvent::DragEnter, file));
        QVERIFY(!overlay->isVisible());
    }
};

QTEST_MAIN(TestOpenFiles)
#include "tst_openfiles.moc"
