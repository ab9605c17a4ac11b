// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/banner/banner.h"
#include "ui/window/setasidedialog.h"

#include <QClipboard>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

// What was damaged can be looked at, copied and forgotten.
class TestSetAside : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bannerTellsAndOpens();
    void everyTextIsThereAsPlainText();
    void forgottenOnlyWhenConfirmed();
};

namespace {

QPushButton *buttonOf(QWidget *parent, const QString &text)
{
    const auto buttons = parent->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

} // namespace

void TestSetAside::bannerTellsAndOpens()
{
    House house;
    house.furnish();
    MainWindow &window = house.window();
    window.show();
    AccountStatus status;
    status.connection = Connection::Online;
    status.setAside = 2;
    // What is going on now comes first.
    AccountStatus full = status;
    full.storageError = Error{.kind = ErrorKind::StorageFull};
    QCOMPARE(bannerFor(full, house.clock.now())->tone, BannerTone::Danger);
    window.setSetAside({{u"one"_s, {}}, {u"two"_s, {}}});
    window.setAccountStatus(status);
    auto *banner = window.findChild<Banner *>();
    QVERIFY(banner->isVisible());
    QVERIFY(banner->content()->headline.contains(u'2'));
    buttonOf(banner, u"Show"_s)->click();
    auto *dialog = window.findChild<SetAsideDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), u"one\n\ntwo"_s);
    // Forgotten: the notice goes.
    status.setAside = 0;
    window.setAccountStatus(status);
    QVERIFY(banner->isHidden());
}

void TestSetAside::everyTextIsThereAsPlainText()
{
    House house;
    house.furnish();
    SetAsideDialog dialog({{u"<b>not bold</b> <img src=\"/dev/zero\">"_s, spaceId(u"design"_s)},
                           {u"with\na line and a \u202e turn"_s, {}},
                           {u"of a space that is gone"_s, spaceId(u"nowhere"_s)}},
                          house.spaces, nullptr);
    auto *text = dialog.findChild<QPlainTextEdit *>();
    QVERIFY(text->isReadOnly());
    const QString title = house.spaces.titleOf(*house.spaces.find(spaceId(u"design"_s)));
    QCOMPARE(text->toPlainText(),
             QString(title
                     + u":\n<b>not bold</b> <img src=\"/dev/zero\">\n\n"
                       u"with\na line and a  turn\n\nof a space that is gone"));
    QGuiApplication::clipboard()->clear();
    buttonOf(&dialog, u"Copy all"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
}

void TestSetAside::forgottenOnlyWhenConfirmed()
{
    House house;
    auto *dialog = new SetAsideDialog({{u"text"_s, {}}}, house.spaces, nullptr);
    const QSignalSpy forgotten(dialog, &SetAsideDialog::forgetRequested);
    const QSignalSpy gone(dialog, &QObject::destroyed);
    dialog->open();
    buttonOf(dialog, u"Remove…"_s)->click();
    auto *question = dialog->findChild<QMessageBox *>();
    QVERIFY(question);
    question->button(QMessageBox::Cancel)->click();
    QCOMPARE(forgotten.count(), 0);
    QVERIFY(dialog->isVisible());
    QTRY_VERIFY(!dialog->findChild<QMessageBox *>());
    buttonOf(dialog, u"Remove…"_s)->click();
    buttonOf(dialog->findChild<QMessageBox *>(), u"Remove"_s)->click();
    QCOMPARE(forgotten.count(), 1);
    QTRY_COMPARE(gone.count(), 1);
}

QTEST_MAIN(TestSetAside)
#include "tst_setaside.moc"
