// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/emoji/emojidialog.h"
#include "ui/emoji/emojifile.h"
#include "ui/emoji/emojiform.h"
#include "ui/emoji/emojipicker.h"
#include "ui/emoji/emojishelf.h"
#include "ui/rooms/refusal.h"
#include "ui/text/plainlabel.h"
#include "ui/widgets/iconbutton.h"

#include <QBuffer>
#include <QClipboard>
#include <QDropEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;
using namespace Qt::StringLiterals;

namespace {

QImage painted(int width, int height)
{
    QImage image(width, height, QImage::Format_ARGB32);
    image.fill(Qt::darkCyan);
    QPainter(&image).drawEllipse(2, 2, width - 4, height - 4);
    return image;
}

// Nothing packs it.
QImage noise(int side)
{
    QImage image(side, side, QImage::Format_RGB32);
    quint32 value = 7;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            value = value * 1664525 + 1013904223;
            image.setPixel(x, y, 0xff000000U | (value >> 8));
        }
    }
    return image;
}

QByteArray packed(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, format))
        return {};
    return bytes;
}

// Two frames, as few bytes as it takes.
QByteArray movingGif(quint16 side)
{
    QByteArray dimensions;
    for (int i = 0; i < 2; ++i)
        dimensions += QByteArray().append(char(side & 0xff)).append(char(side >> 8));
    const QByteArray frame = QByteArray::fromHex("21f904000a000000")
        + QByteArray::fromHex("2c00000000") + dimensions + QByteArray::fromHex("000202")
        + QByteArray::fromHex("4c0100");
    return "GIF89a" + dimensions + QByteArray::fromHex("800000ff0000ffffff") + frame + frame + ';';
}

class FakeEmoji : public EmojiPort
{
public:
    QList<CustomEmoji> mine{{u"customEmojis/1"_s, u":harbour:"_s, {}},
                            {u"customEmojis/2"_s, u":walrus:"_s, {}}};
    QList<NewEmoji> made;
    QStringList deleted;
    std::optional<ErrorKind> refusal;
    bool hold = false;
    std::function<void()> held;

    void ownEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) override
    {
        later(context, handler, mine);
    }
    void addEmoji(const NewEmoji &emoji, QObject *context, Handler<CustomEmoji> handler) override
    {
        made << emoji;
        const CustomEmoji one{u"customEmojis/new"_s, emoji.shortName, {}};
        held = [=, this] { later(context, handler, one); };
        if (!hold)
            held();
    }
    void removeEmoji(const CustomEmoji &emoji, QObject *context, Handler<bool> handler) override
    {
        deleted << emoji.name;
        later(context, handler, true);
    }

private:
    template <class T> void later(QObject *context, const Handler<T> &handler, const T &value)
    {
        Result<T> answer = value;
        if (refusal)
            answer = Failure(Error{.kind = *refusal});
        QMetaObject::invokeMethod(
            context, [handler, answer] { handler(answer); }, Qt::QueuedConnection);
    }
};

// What every picker reads.
class ListedEmoji : public NotedLookup
{
public:
    QList<CustomEmoji> all;
    int listed = 0;
    void customEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) override
    {
        ++listed;
        QMetaObject::invokeMethod(
            context, [handler, list = all] { handler(list); }, Qt::QueuedConnection);
    }
};

} // namespace

// Making an emoji of a picture, and the dialog in which it is done.
class TestEmojiDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesAreMadeToFit_data();
    void picturesAreMadeToFit();
    void filesAreRead();
    void names_data();
    void names();
    void typingMakesAName();
    void addingTellsEverybody();
    void refusalsAreExplained_data();
    void refusalsAreExplained();
    void takenNamesAreToldBefore();
    void nothingTwiceWhileItIsSent();
    void picturesComeByDropAndPaste();
    void deletingIsAskedAbout();
    void failedListCanBeAskedAgain();
    void pickerLeadsThere();

private:
    struct Desk
    {
        FakeEmoji port;
        ListedEmoji lookup;
        Theme theme{Theme::Mode::Light};
        EmojiShelf shelf{nullptr, &lookup, nullptr};
        EmojiDialog dialog{port, shelf, theme};

        [[nodiscard]] EmojiForm &form() { return *dialog.findChild<EmojiForm *>(); }
        [[nodiscard]] QLineEdit &name() { return *dialog.findChild<QLineEdit *>(); }
        [[nodiscard]] QListWidget &list() { return *dialog.findChild<QListWidget *>(); }
        [[nodiscard]] QPushButton &button(const QString &words)
        {
            const auto all = dialog.findChildren<QPushButton *>();
            for (QPushButton *each : all) {
                if (each->text().remove(u'&') == words)
                    return *each;
            }
            qFatal("no such button");
        }
        [[nodiscard]] bool says(const QString &part)
        {
            const auto all = dialog.findChildren<PlainLabel *>();
            return std::any_of(all.begin(), all.end(), [&part](const PlainLabel *label) {
                return label->text().contains(part);
            });
        }
        [[nodiscard]] QStringList listed()
        {
            QStringList names;
            for (int row = 0; row < list().count(); ++row)
                names << list().item(row)->text();
            return names;
        }
    };
};

void TestEmojiDialog::picturesAreMadeToFit_data()
{
    using Trouble = EmojiFile::Trouble;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<bool>("same"); // sent as it is
    QTest::addColumn<QString>("ending");
    const auto row
        = [](const char *name, const QByteArray &bytes, Trouble trouble, bool same,
             const QString &ending) { QTest::newRow(name) << bytes << trouble << same << ending; };
    const QString png = u".png"_s;
    row("square", packed(painted(128, 128), "PNG"), Trouble::None, true, png);
    row("smallest", packed(painted(64, 64), "PNG"), Trouble::None, true, png);
    row("largest", packed(painted(500, 500), "PNG"), Trouble::None, true, png);
    row("jpeg", packed(painted(128, 128), "JPEG"), Trouble::None, true, u".jpg"_s);
    row("too small", packed(painted(20, 20), "PNG"), Trouble::None, false, png);
    row("too large", packed(painted(501, 501), "PNG"), Trouble::None, false, png);
    row("wide", packed(painted(300, 100), "PNG"), Trouble::None, false, png);
    row("high", packed(painted(100, 2000), "PNG"), Trouble::None, false, png);
    row("too many bytes", packed(noise(500), "PNG"), Trouble::None, false, png);
    row("moves and fits", movingGif(100), Trouble::None, true, u".gif"_s);
    row("moves and is too small", movingGif(20), Trouble::DoesNotFit, false, {});
    row("no picture", "no picture", Trouble::NoPicture, false, {});
    row("empty", {}, Trouble::NoPicture, false, {});
    row("svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", Trouble::NoPicture, false, {});
    row("damaged", packed(painted(128, 128), "PNG").first(60), Trouble::NoPicture, false, {});
}

void TestEmojiDialog::picturesAreMadeToFit()
{
    QFETCH(QByteArray, bytes);
    QFETCH(EmojiFile::Trouble, trouble);
    QFETCH(bool, same);
    const EmojiFile file = emojiFileFrom(bytes);
    QCOMPARE(file.trouble, trouble);
    QTEST(file.ending, "ending");
    if (trouble != EmojiFile::Trouble::None)
        return;
    QCOMPARE(file.content == bytes, same);
    QCOMPARE(file.changed, !same);
    // What the service asks for.
    const QImage sent = QImage::fromData(file.content);
    QCOMPARE(sent.width(), sent.height());
    QVERIFY(sent.width() >= 64 && sent.width() <= 500);
    QVERIFY(file.content.size() <= 256LL * 1024);
    QVERIFY(!file.shown.isNull());
}

void TestEmojiDialog::filesAreRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"bird.png"_s);
    QVERIFY(painted(128, 128).save(path));
    QCOMPARE(emojiFileAt(path).trouble, EmojiFile::Trouble::None);
    QCOMPARE(emojiFileAt(folder.filePath(u"none.png"_s)).trouble, EmojiFile::Trouble::NoPicture);
    QCOMPARE(emojiFileAt(folder.path()).trouble, EmojiFile::Trouble::NoPicture);
    QCOMPARE(emojiFileAt(u"/dev/zero"_s).trouble, EmojiFile::Trouble::NoPicture);
}

void TestEmojiDialog::names_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"bird"_s << u"bird"_s << true;
    QTest::newRow("capitals") << u"Party Bird!"_s << u"party-bird"_s << true;
    QTest::newRow("colons") << u":bird:"_s << u"bird"_s << true;
    QTest::newRow("digits") << u"2nd_bird"_s << u"2nd_bird"_s << true;
    QTest::newRow("doubled") << u"a--b"_s << u"a-b"_s << true;
    QTest::newRow("mixed") << u"a_-b"_s << u"a-b"_s << true;
    QTest::newRow("under way") << u"party-"_s << u"party-"_s << false;
    QTest::newRow("begins with one") << u"-a"_s << u"a"_s << true;
    QTest::newRow("begins with the other") << u"_a"_s << u"_a"_s << false;
    QTest::newRow("other letters") << u"vögel"_s << u"vgel"_s << true;
    QTest::newRow("empty") << QString() << QString() << false;
    QTest::newRow("nothing of it") << u"!?"_s << QString() << false;
}

void TestEmojiDialog::names()
{
    QFETCH(QString, typed);
    QFETCH(QString, name);
    QCOMPARE(asEmojiName(typed), name);
    QTEST(isEmojiName(name), "good");
    QVERIFY(!isEmojiName(u"a\n"_s));
}

void TestEmojiDialog::typingMakesAName()
{
    Desk desk;
    QTest::keyClicks(&desk.name(), u"Party Bird"_s);
    QCOMPARE(desk.name().text(), u"party-bird"_s);
    QVERIFY(desk.says(u":party-bird:"_s));
    desk.name().setCursorPosition(5);
    QTest::keyClicks(&desk.name(), u"2"_s);
    QCOMPARE(desk.name().text(), u"party2-bird"_s);
    QCOMPARE(desk.name().cursorPosition(), 6);
    QVERIFY(!desk.button(u"Add emoji"_s).isEnabled()); // no picture yet
}

void TestEmojiDialog::addingTellsEverybody()
{
    Desk desk;
    QTRY_COMPARE(desk.listed(), (QStringList{u":harbour:"_s, u":walrus:"_s}));
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"Party Bird.png"_s);
    QVERIFY(painted(128, 128).save(path));
    desk.form().takeFile(path);
    QCOMPARE(desk.name().text(), u"party-bird"_s); // as a beginning
    QTRY_VERIFY(desk.button(u"Add emoji"_s).isEnabled());
    const int before = desk.lookup.listed;
    QSignalSpy changed(&desk.shelf, &EmojiShelf::changed);
    desk.lookup.all = {{u"customEmojis/new"_s, u":party-bird:"_s, {}}};
    desk.button(u"Add emoji"_s).click();
    QTRY_COMPARE(desk.listed(), (QStringList{u":harbour:"_s, u":party-bird:"_s, u":walrus:"_s}));
    QCOMPARE(desk.port.made.size(), 1);
    QCOMPARE(desk.port.made.first().shortName, u":party-bird:"_s);
    QCOMPARE(desk.port.made.first().fileName, u"party-bird.png"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(desk.port.made.first().content, file.readAll());
    QVERIFY(desk.lookup.listed > before);
    QTRY_VERIFY(!changed.isEmpty());
    QVERIFY(desk.name().text().isEmpty()); // ready for the next
    QVERIFY(!desk.button(u"Add emoji"_s).isEnabled());
}

void TestEmojiDialog::refusalsAreExplained_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("organisation") << ErrorKind::PermissionDenied << u"Your organisation"_s;
    QTest::newRow("name") << ErrorKind::AlreadyExists << u"another name"_s;
    QTest::newRow("network") << ErrorKind::Offline << QString();
}

void TestEmojiDialog::refusalsAreExplained()
{
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    Desk desk;
    QTRY_COMPARE(desk.list().count(), 2);
    desk.form().takeImage(painted(128, 128));
    QTest::keyClicks(&desk.name(), u"bird"_s);
    QTRY_VERIFY(desk.button(u"Add emoji"_s).isEnabled());
    desk.port.refusal = kind;
    desk.button(u"Add emoji"_s).click();
    auto *refusal = desk.form().findChild<Refusal *>();
    QTRY_VERIFY(!refusal->isHidden());
    QVERIFY(refusal->accessibleName().contains(words));
    QCOMPARE(desk.name().text(), u"bird"_s); // nothing is lost
    QCOMPARE(desk.listed().size(), 2);
    QCOMPARE(desk.button(u"Add emoji"_s).isEnabled(), kind != ErrorKind::AlreadyExists);
}

void TestEmojiDialog::takenNamesAreToldBefore()
{
    Desk desk;
    desk.form().setTaken({u"bird"_s});
    desk.form().takeImage(painted(128, 128));
    QTest::keyClicks(&desk.name(), u"bird"_s);
    QTest::keyClicks(&desk.name(), u"s"_s);
    QTRY_VERIFY(desk.button(u"Add emoji"_s).isEnabled());
    QTest::keyClick(&desk.name(), Qt::Key_Backspace);
    QVERIFY(!desk.button(u"Add emoji"_s).isEnabled());
    QVERIFY(desk.says(u"already"_s));
}

void TestEmojiDialog::nothingTwiceWhileItIsSent()
{
    Desk desk;
    desk.port.hold = true;
    desk.form().takeImage(painted(128, 128));
    QTest::keyClicks(&desk.name(), u"bird"_s);
    QTRY_VERIFY(desk.button(u"Add emoji"_s).isEnabled());
    QTest::keyClick(&desk.name(), Qt::Key_Return);
    QCOMPARE(desk.port.made.size(), 1);
    QVERIFY(!desk.button(u"Add emoji"_s).isEnabled());
    QVERIFY(!desk.name().isEnabled());
    desk.port.held();
    QTRY_VERIFY(desk.name().isEnabled());
    QCOMPARE(desk.port.made.size(), 1);
}

void TestEmojiDialog::picturesComeByDropAndPaste()
{
    Desk desk;
    QTest::keyClicks(&desk.name(), u"bird"_s);
    const auto dropped = [&desk](const QMimeData &data) {
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&desk.form(), &enter);
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&desk.form(), &drop);
    };
    QMimeData text;
    text.setText(u"words"_s);
    dropped(text);
    QTest::qWait(0);
    QVERIFY(!desk.button(u"Add emoji"_s).isEnabled());
    QMimeData image;
    image.setImageData(painted(128, 128));
    dropped(image);
    QTRY_VERIFY(desk.button(u"Add emoji"_s).isEnabled());

    Desk other;
    QTest::keyClicks(&other.name(), u"bird"_s);
    QGuiApplication::clipboard()->setText(u"words"_s);
    QVERIFY(!other.form().paste());
    QGuiApplication::clipboard()->setImage(painted(300, 100));
    QVERIFY(other.form().paste());
    QTRY_VERIFY(other.button(u"Add emoji"_s).isEnabled());
    QVERIFY(other.says(u"square"_s));

    // With the keyboard in the name's field, texts are for the name and pictures are not lost.
    Desk third;
    QGuiApplication::clipboard()->setText(u"heron"_s);
    QTest::keyClick(&third.name(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(third.name().text(), u"heron"_s);
    QGuiApplication::clipboard()->setImage(painted(300, 100));
    QTest::keyClick(&third.name(), Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(third.button(u"Add emoji"_s).isEnabled());
    QCOMPARE(third.name().text(), u"heron"_s);
}

void TestEmojiDialog::deletingIsAskedAbout()
{
    Desk desk;
    QTRY_COMPARE(desk.list().count(), 2);
    QVERIFY(!desk.button(u"Delete…"_s).isEnabled());
    desk.list().setCurrentRow(1);
    const auto answer = [&desk](const QString &words) {
        desk.button(u"Delete…"_s).click();
        auto *box = desk.dialog.findChild<QMessageBox *>(u"deleteEmojiQuestion"_s);
        QVERIFY(box && box->text().contains(u":walrus:"_s));
        const auto buttons = box->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().remove(u'&') == words)
                button->click();
        }
        QTRY_VERIFY(!desk.dialog.findChild<QMessageBox *>(u"deleteEmojiQuestion"_s));
    };
    answer(u"Cancel"_s);
    QVERIFY(desk.port.deleted.isEmpty());
    desk.port.refusal = ErrorKind::PermissionDenied;
    answer(u"Delete"_s);
    QTRY_VERIFY(desk.says(u"only be deleted by who made it"_s));
    QCOMPARE(desk.list().count(), 2);
    desk.port.refusal.reset();
    answer(u"Delete"_s);
    QCOMPARE(desk.port.deleted.last(), u"customEmojis/2"_s);
    QTRY_COMPARE(desk.listed(), QStringList{u":harbour:"_s});
}

void TestEmojiDialog::failedListCanBeAskedAgain()
{
    Desk desk;
    desk.port.refusal = ErrorKind::Offline;
    EmojiDialog dialog(desk.port, desk.shelf, desk.theme);
    const auto again = [&dialog]() -> QPushButton * {
        const auto all = dialog.findChildren<QPushButton *>();
        for (QPushButton *each : all) {
            if (each->text().remove(u'&') == u"Try again"_s && !each->isHidden())
                return each;
        }
        return nullptr;
    };
    QTRY_VERIFY(again());
    desk.port.refusal.reset();
    again()->click();
    QTRY_COMPARE(dialog.findChild<QListWidget *>()->count(), 2);
}

void TestEmojiDialog::pickerLeadsThere()
{
    const Theme theme(Theme::Mode::Light);
    EmojiTaste taste;
    auto *picker = new EmojiPicker(theme, taste);
    const auto *button = picker->findChild<IconButton *>();
    QVERIFY(button && button->isHidden()); // where nobody can make any
    picker->setManageable(true);
    QSignalSpy wanted(picker, &EmojiPicker::manageRequested);
    const QSignalSpy gone(picker, &QObject::destroyed);
    picker->show();
    picker->findChild<IconButton *>()->click();
    QCOMPARE(wanted.size(), 1);
    QTRY_COMPARE(gone.size(), 1);
}

QTEST_MAIN(TestEmojiDialog)
#include "tst_emojidialog.moc"
