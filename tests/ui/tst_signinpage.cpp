// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/signin/browserpage.h"
#include "ui/signin/clientform.h"
#include "ui/signin/consentpages.h"
#include "ui/signin/devicecodepage.h"
#include "ui/signin/noticepage.h"
#include "ui/signin/qrcode.h"
#include "ui/signin/signinpage.h"
#include "ui/text/plainlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestSignInPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void formAsksForTheClient();
    void droppedFileIsChosen();
    void deviceCodeShowsAndCopies();
    void deviceCodeExpires();
    void addressShowsItsAsciiHost();
    void bothFlowsReachEachOther();
    void refusedClientLeadsBackToTheForm();
    void otherErrorsOfferRetry();
    void missingScopesAreSaid();
    void storageIsChosen();
    void qrCodeHasAQuietZone();
    void hostileTextsStayPlain();
    void oneStepIsShown();
};

namespace {

struct Page : House
{
    SignInPage page{theme, links, clock};

    Page()
    {
        page.show();
        settle();
    }
    [[nodiscard]] QPushButton *button(const QString &text)
    {
        for (QPushButton *each : page.findChildren<QPushButton *>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    }
    template <class T> [[nodiscard]] T *step() { return page.findChild<T *>(); }
    [[nodiscard]] QString shownText()
    {
        QString all;
        for (const PlainLabel *label : page.findChildren<PlainLabel *>()) {
            if (label->isVisible())
                all += label->text() + u'\n';
        }
        return all;
    }
};

const QUrl verification(u"https://www.google.com/device"_s);

} // namespace

void TestSignInPage::formAsksForTheClient()
{
    Page page;
    QSignalSpy entered(&page.page, &SignInPage::clientEntered);
    page.page.showClientForm({}, {});
    page.button(u"Continue"_s)->click();
    QCOMPARE(entered.size(), 0);
    QVERIFY(page.shownText().contains(u"Enter the client ID"_s));
    const auto fields = page.step<ClientForm>()->findChildren<QLineEdit *>();
    QCOMPARE(fields.size(), 2);
    QTest::keyClicks(fields[0], u" 123.apps.example "_s);
    QVERIFY(!page.shownText().contains(u"Enter the client ID"_s));
    QTest::keyClicks(fields[1], u"s3cret"_s);
    QTest::keyClick(fields[1], Qt::Key_Return);
    QCOMPARE(entered.size(), 1);
    QCOMPARE(entered[0][0].toString(), u"123.apps.example"_s);
    QCOMPARE(entered[0][1].toString(), u"s3cret"_s);
    QCOMPARE(entered[0][2].toBool(), false);
    page.button(u"Sign in with the browser"_s)->click();
    QCOMPARE(entered.size(), 2);
    QCOMPARE(entered[1][0].toString(), u"123.apps.example"_s);
    QCOMPARE(entered[1][2].toBool(), true);
    QVERIFY(page.shownText().contains(u"People API"_s));
    page.page.showClientForm(u"x"_s, {}, u"That is no client file."_s);
    QVERIFY(page.shownText().contains(u"That is no client file."_s));
    QCOMPARE(fields[0]->text(), u"x"_s);
    page.button(u"Open Cloud console"_s)->click();
    QCOMPARE(page.opened.first().host(), u"console.cloud.google.com"_s);
}

void TestSignInPage::droppedFileIsChosen()
{
    Page page;
    QSignalSpy chosen(&page.page, &SignInPage::clientFileChosen);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(u"/home/x/client.json"_s)});
    QDragEnterEvent over(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page.step<ClientForm>(), &over);
    QVERIFY(over.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page.step<ClientForm>(), &drop);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toString(), u"/home/x/client.json"_s);
    QMimeData web;
    web.setUrls({QUrl(u"https://example.com/client.json"_s)});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &web, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(page.step<ClientForm>(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestSignInPage::deviceCodeShowsAndCopies()
{
    Page page;
    const QUrl complete(u"https://www.google.com/device?user_code=WDJB-MJHT"_s);
    page.page.showDeviceCode(u"WDJB-MJHT"_s, verification, complete, 1800);
    QVERIFY(page.shownText().contains(u"WDJB-MJHT"_s));
    QVERIFY(page.shownText().contains(u"www.google.com/device"_s));
    QVERIFY(page.shownText().contains(u"30\u00a0min\u00a000\u00a0s"_s));
    page.button(u"Copy code"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"WDJB-MJHT"_s);
    page.button(u"Open browser"_s)->click();
    QCOMPARE(page.opened, QList<QUrl>{complete});
    QVERIFY(page.step<QrCode>()->isVisible());
    QSignalSpy cancelled(&page.page, &SignInPage::cancelled);
    page.button(u"Cancel"_s)->click();
    QCOMPARE(cancelled.size(), 1);
}

void TestSignInPage::deviceCodeExpires()
{
    Page page;
    page.page.showDeviceCode(u"WDJB-MJHT"_s, verification, {}, 1);
    QVERIFY(!page.step<DeviceCodePage>()->isExpired());
    page.clock.time = page.clock.time + std::chrono::seconds(2);
    QTRY_VERIFY(page.step<DeviceCodePage>()->isExpired());
    QVERIFY(!page.button(u"Copy code"_s));
    QSignalSpy again(&page.page, &SignInPage::deviceFlowRequested);
    page.button(u"Get a new code"_s)->click();
    QCOMPARE(again.size(), 1);
    page.page.showDeviceCode(u"NEWC-ODEX"_s, verification, {}, 600);
    QVERIFY(!page.step<DeviceCodePage>()->isExpired());
    QVERIFY(page.button(u"Copy code"_s));
}

void TestSignInPage::addressShowsItsAsciiHost()
{
    Page page;
    page.page.showDeviceCode(u"A"_s, QUrl(u"https://\u0430pple.com/device"_s), {}, 600);
    QVERIFY(page.shownText().contains(u"xn--pple-43d.com/device"_s));
    page.page.showBrowser(QUrl(u"https://\u0430pple.com/auth"_s), false);
    QVERIFY(page.shownText().contains(u"xn--pple-43d.com"_s));
}

void TestSignInPage::bothFlowsReachEachOther()
{
    Page page;
    QSignalSpy browser(&page.page, &SignInPage::browserFlowRequested);
    QSignalSpy device(&page.page, &SignInPage::deviceFlowRequested);
    page.page.showDeviceCode(u"A"_s, verification, {}, 600);
    page.button(u"Use the browser on this computer instead"_s)->click();
    QCOMPARE(browser.size(), 1);
    const QUrl url(u"https://accounts.google.com/o/oauth2/v2/auth?client_id=1"_s);
    page.page.showBrowser(url, true);
    QVERIFY(page.shownText().contains(u"does not give out sign-in codes"_s));
    QVERIFY(page.shownText().contains(u"If Google shows an error there"_s));
    page.button(u"Copy link"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), url.toString());
    page.button(u"Use a code instead"_s)->click();
    QCOMPARE(device.size(), 1);
    page.page.showBrowser(url, false);
    QVERIFY(!page.shownText().contains(u"does not give out sign-in codes"_s));
}

void TestSignInPage::refusedClientLeadsBackToTheForm()
{
    Page page;
    page.page.showClientForm(u"wrong"_s, u"secret"_s);
    page.page.showStarting();
    QVERIFY(!page.step<ClientForm>()->isVisible());
    page.page.showError(Error{.kind = ErrorKind::ClientInvalid});
    QVERIFY(page.step<ClientForm>()->isVisible());
    QCOMPARE(page.step<ClientForm>()->findChild<QLineEdit *>()->text(), u"wrong"_s);
    QVERIFY(page.shownText().contains(u"OAuth client"_s));
}

void TestSignInPage::otherErrorsOfferRetry()
{
    Page page;
    QSignalSpy retry(&page.page, &SignInPage::retryRequested);
    QSignalSpy browser(&page.page, &SignInPage::browserFlowRequested);
    page.page.showStarting();
    QVERIFY(!page.button(u"Sign in with the browser"_s));
    page.page.showError(Error{.kind = ErrorKind::SignInDenied});
    page.button(u"Sign in with the browser"_s)->click();
    QCOMPARE(browser.size(), 1);
    page.button(u"Try again"_s)->click();
    page.page.showError(u"The answer came from somewhere else."_s);
    QVERIFY(page.shownText().contains(u"came from somewhere else"_s));
    page.button(u"Try again"_s)->click();
    QCOMPARE(retry.size(), 2);
    page.button(u"Change OAuth client"_s)->click();
    QVERIFY(page.step<ClientForm>()->isVisible());
}

void TestSignInPage::missingScopesAreSaid()
{
    Page page;
    QSignalSpy goOn(&page.page, &SignInPage::continued);
    QSignalSpy again(&page.page, &SignInPage::retryRequested);
    page.page.showMissingScopes({u"https://www.googleapis.com/auth/chat.messages"_s,
                                 u"https://www.googleapis.com/auth/chat.messages.readonly"_s,
                                 u"https://www.googleapis.com/auth/unheard.of"_s});
    QVERIFY(page.shownText().contains(u"Reading, writing"_s));
    QCOMPARE(page.shownText().count(u"Reading, writing"_s), 1);
    QVERIFY(page.shownText().contains(u"unheard.of"_s));
    page.button(u"Continue"_s)->click();
    page.button(u"Sign in again"_s)->click();
    QCOMPARE(goOn.size(), 1);
    QCOMPARE(again.size(), 1);
}

void TestSignInPage::storageIsChosen()
{
    Page page;
    QSignalSpy chosen(&page.page, &SignInPage::storageChosen);
    QSignalSpy again(&page.page, &SignInPage::storageRetryRequested);
    page.page.showStorageChoice(
        Error{.kind = ErrorKind::KeyringUnavailable, .reason = u"refused"_s});
    QVERIFY(page.shownText().contains(u"did not let Linnet in"_s));
    page.button(u"Try again"_s)->click();
    QCOMPARE(again.size(), 1);
    QVERIFY(!page.shownText().contains(u"not encrypted"_s));
    page.button(u"Continue"_s)->click();
    QCOMPARE(chosen.last().first().toBool(), false); // the safe one is the default
    page.step<StoragePage>()->findChildren<QRadioButton *>().last()->setChecked(true);
    QVERIFY(page.shownText().contains(u"not encrypted"_s));
    page.button(u"Continue"_s)->click();
    QCOMPARE(chosen.last().first().toBool(), true);
}

void TestSignInPage::qrCodeHasAQuietZone()
{
    QrCode code;
    QVERIFY(code.setText(u"https://www.google.com/device?user_code=WDJB-MJHT"_s));
    code.resize(code.sizeHint());
    const QImage image = code.grab().toImage();
    const int module = image.width() / (code.modules() + 8);
    const int quiet = 4 * module;
    for (int i = 8; i < image.width() - 8; ++i) {
        for (int depth = 1; depth < quiet; ++depth)
            QCOMPARE(image.pixelColor(i, depth), QColor(Qt::white));
    }
    QCOMPARE(image.pixelColor(quiet + 1, quiet + 1), QColor(Qt::black)); // a finder pattern
    QVERIFY(!code.setText(QString(10'000, u'x')));
}

void TestSignInPage::hostileTextsStayPlain()
{
    Page page;
    const QString hostile = u"<img src=/dev/zero>"_s;
    page.page.showClientForm(hostile, hostile, hostile);
    page.page.showDeviceCode(hostile, verification, {}, 60);
    page.page.showMissingScopes({hostile});
    page.page.showError(hostile);
    (void)page.page.grab();
    for (const QLabel *label : page.page.findChildren<QLabel *>()) {
        if (label->text().contains(u'<'))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    page.page.showDeviceCode(u"A"_s, QUrl(u"javascript:alert(1)"_s), {}, 60);
    page.button(u"Open browser"_s)->click();
    QVERIFY(page.opened.isEmpty());
}

void TestSignInPage::oneStepIsShown()
{
    Page page;
    page.page.showFinishing();
    int shown = 0;
    for (const SignInStep *step : page.page.findChildren<SignInStep *>())
        shown += step->isVisible() ? 1 : 0;
    QCOMPARE(shown, 1);
    QVERIFY(page.step<NoticePage>()->isVisible());
}

QTEST_MAIN(TestSignInPage)
#include "tst_signinpage.moc"
