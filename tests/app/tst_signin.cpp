// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in and out, to the words on the page; the service is a script.
#include "app/session.h"
#include "app/signinwindow.h"
#include "tests/support/scriptedtransport.h"
#include "tests/support/virtualclock.h"
#include "ui/text/linkgate.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

using namespace linnet;
using namespace linnet::app;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray code = R"({"device_code":"d","user_code":"ABCD","interval":5,"expires_in":1800,
    "verification_url":"https://auth.example/device"})";
const QByteArray tokens
    = R"({"access_token":"a","refresh_token":"r","expires_in":3599,"token_type":"Bearer"})";

// Does what it is told to; remembers what was asked.
class ToldSecrets : public SecretStore
{
public:
    std::optional<ErrorKind> failure;
    QStringList calls;

    void read(const QString &, QObject *context, Handler<QString> handler) override
    {
        answer<QString>(u"read"_s, u"kept"_s, context, handler);
    }
    void write(const QString &, const QString &secret, QObject *context,
               Handler<bool> handler) override
    {
        answer<bool>(u"write "_s + secret, true, context, handler);
    }
    void remove(const QString &, QObject *context, Handler<bool> handler) override
    {
        answer<bool>(u"remove"_s, true, context, handler);
    }

private:
    template <class T>
    void answer(const QString &call, const T &value, QObject *context, const Handler<T> &handler)
    {
        calls << call;
        Result<T> result = value;
        if (failure)
            result = Failure(Error{.kind = *failure});
        QTimer::singleShot(0, context, [handler, result] { handler(result); });
    }
};

// A service that signs everybody in and revokes what it is given.
struct World
{
    VirtualClock clock;
    FixedRandom random;
    ScriptedTransport transport;
    ToldSecrets secrets;
    QTemporaryDir directory;

    World()
    {
        transport.otherwise([](const api::HttpRequest &request) {
            const QString path = request.url.path();
            if (path == "/device/code"_L1)
                return api::Result<api::HttpResponse>(jsonAnswer(code));
            if (path == "/token"_L1)
                return api::Result<api::HttpResponse>(jsonAnswer(tokens));
            if (path.endsWith("/userinfo"_L1))
                return api::Result<api::HttpResponse>(jsonAnswer(R"({"sub":"1","name":"Anna"})"));
            return api::Result<api::HttpResponse>(
                jsonAnswer("{}", path == "/revoke"_L1 ? 200 : 503));
        });
    }
    [[nodiscard]] Wire wire()
    {
        return {transport,
                {clock, random},
                api::Endpoints::underRoot(QUrl(u"https://auth.example/"_s)).value(),
                QUrl(u"https://auth.example/"_s)};
    }
    const api::ClientConfig client{.id = u"id"_s};
};

// The window, signed in as far as to where the refresh token is to be kept.
struct Keeping : World
{
    ui::Theme theme;
    ui::LinkGate links{[](const QUrl &) { return true; }};
    SystemClock wallClock;
    std::unique_ptr<SignInWindow> window;
    std::unique_ptr<QSignalSpy> signedIn;

    explicit Keeping(ErrorKind failure)
    {
        secrets.failure = failure;
        window = std::make_unique<SignInWindow>(
            SignInWindow::Setup{.wire = wire(),
                                .clientFile = directory.filePath(u"client.json"_s),
                                .client = client,
                                .storage = TokenStorage::Settings,
                                .loginHint = {},
                                .notice = {}},
            [this](TokenStorage) -> SecretStore & { return secrets; },
            SignInWindow::Look{theme, links, wallClock});
        signedIn = std::make_unique<QSignalSpy>(window.get(), &SignInWindow::signedIn);
        window->show();
        window->startDeviceFlow();
        clock.advance(5s);
    }
    [[nodiscard]] bool says(const QString &words) const
    {
        const auto labels = window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
    void press(const QString &text) const
    {
        for (QPushButton *button : window->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == text) {
                button->click();
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
};

struct SigningOut : World
{
    Profile profile = Profile::open(directory.path()).value();
    Session session{account(), client, profile, wire(), secrets};
    bool ended = false;
    std::optional<Error> notRevoked;
    std::optional<Error> notForgotten;

    SigningOut()
    {
        QObject::connect(
            &session, &Session::signedOut, &session,
            [this](const std::optional<Error> &revocation, const std::optional<Error> &removal) {
                ended = true;
                notRevoked = revocation;
                notForgotten = removal;
            });
    }
    [[nodiscard]] static Account account()
    {
        Account anna;
        anna.user = UserId(u"users/1"_s);
        anna.clientId = u"id"_s;
        return anna;
    }
    void start()
    {
        QSignalSpy loaded(&session, &Session::loaded);
        session.start({.accessToken = u"a"_s, .refreshToken = u"r"_s}, {});
        QTRY_COMPARE(loaded.size(), 1);
    }
};

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hintSurvivesTheRefusedCode()
    {
        World world;
        world.transport.then(jsonAnswer(R"({"error":"invalid_scope"})", 400));
        SignIn signIn(world.wire(), world.client);
        QSignalSpy ready(&signIn, &SignIn::browserReady);
        signIn.startDevice(u"anna@example.com"_s);
        QTRY_COMPARE(ready.size(), 1);
        QCOMPARE(ready[0][1].toBool(), true);
        QCOMPARE(QUrlQuery(ready[0][0].toUrl()).queryItemValue(u"login_hint"_s, QUrl::FullyDecoded),
                 u"anna@example.com"_s);
    }

    void lockedKeyringIsSaidAndTriedAgain()
    {
        Keeping keeping(ErrorKind::KeyringLocked);
        QTRY_VERIFY(keeping.says(u"Your keyring is locked"_s));
        keeping.secrets.failure.reset();
        keeping.press(u"Try again"_s);
        QTRY_COMPARE(keeping.signedIn->size(), 1);
        QCOMPARE(keeping.signedIn->first()[1].value<TokenStorage>(), TokenStorage::Keychain);
        QCOMPARE(keeping.secrets.calls, (QStringList{u"write r"_s, u"write r"_s}));
    }

    void fullDiskIsSaid()
    {
        Keeping keeping(ErrorKind::KeyringUnavailable);
        QTRY_VERIFY(keeping.says(u"Your keyring does not answer"_s));
        keeping.secrets.failure = ErrorKind::StorageFull;
        keeping.press(u"Continue"_s);
        QTRY_VERIFY(keeping.says(u"The disk is full"_s));
        QCOMPARE(keeping.signedIn->size(), 0);
    }

    void whatIsAtHandIsRevoked()
    {
        SigningOut out;
        out.start();
        out.session.signOut();
        QTRY_VERIFY(out.ended);
        QVERIFY(!out.notRevoked && !out.notForgotten);
        QCOMPARE(out.transport.count("POST", u"/revoke"), 1);
        QCOMPARE(out.secrets.calls, QStringList{u"remove"_s}); // no keychain is asked for it
    }

    void whatWasNotDoneIsTold()
    {
        SigningOut out;
        out.start();
        out.secrets.failure = ErrorKind::KeyringLocked;
        out.transport.otherwise([](const api::HttpRequest &) -> api::Result<api::HttpResponse> {
            return tl::unexpected(api::Error{.kind = api::Error::Kind::Offline});
        });
        out.session.signOut();
        QTRY_VERIFY(out.ended);
        QVERIFY(out.notRevoked && out.notForgotten);
        QCOMPARE(out.notRevoked->kind, ErrorKind::Offline);
        QCOMPARE(out.notForgotten->kind, ErrorKind::KeyringLocked);
    }

    void lockedKeyringKeepsItsToken()
    {
        SigningOut out;
        out.secrets.failure = ErrorKind::KeyringLocked;
        out.session.signOut();
        QTRY_VERIFY(out.ended);
        QVERIFY(out.notRevoked);
        QCOMPARE(out.notRevoked->kind, ErrorKind::KeyringLocked);
        QCOMPARE(out.transport.count("POST", u"/revoke"), 0);
    }
};

QTEST_MAIN(TestSignIn)
#include "tst_signin.moc"
