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
#include <QTcpSocket>
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

const QByteArray desktopRefusal = R"({"error":"invalid_client","error_description":"Only clients of
    type 'TVs and Limited Input devices' can use the OAuth 2.0 flow for TV and Limited-Input Device
    Applications. Please create and use an appropriate client."})";

// As the browser does once the person has allowed it.
void comeBack(QTcpSocket &browser, const QUrlQuery &asked)
{
    const QUrl redirect(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
    const QByteArray port = QByteArray::number(redirect.port());
    const QByteArray state = asked.queryItemValue(u"state"_s).toLatin1();
    browser.connectToHost(redirect.host(), quint16(redirect.port()));
    QObject::connect(&browser, &QTcpSocket::connected, &browser, [&browser, port, state] {
        browser.write("GET /?code=c&state=" + state + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                      + "\r\n\r\n");
    });
}

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
    void refusedCodeLeadsToTheBrowser_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("Chat scopes") << 400 << QByteArray(R"({"error":"invalid_scope"})");
        QTest::newRow("Desktop client") << 401 << desktopRefusal;
        QTest::newRow("other client") << 400 << QByteArray(R"({"error":"unauthorized_client"})");
        QTest::newRow("request") << 400 << QByteArray(R"({"error":"invalid_request"})");
        QTest::newRow("policy") << 400 << QByteArray(R"({"error":"admin_policy_enforced"})");
        QTest::newRow("rate") << 403 << QByteArray(R"({"error_code":"rate_limit_exceeded"})");
        QTest::newRow("as a success") << 200 << QByteArray(R"({"error":"invalid_client"})");
        QTest::newRow("no such address") << 404 << QByteArray();
    }

    // With the hint whose account it is.
    void refusedCodeLeadsToTheBrowser()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, json);
        World world;
        world.transport.then(jsonAnswer(json, status));
        SignIn signIn(world.wire(), world.client);
        QSignalSpy ready(&signIn, &SignIn::browserReady);
        signIn.startDevice(u"anna@example.com"_s);
        QTRY_COMPARE(ready.size(), 1);
        QCOMPARE(ready[0][1].toBool(), true);
        QCOMPARE(QUrlQuery(ready[0][0].toUrl()).queryItemValue(u"login_hint"_s, QUrl::FullyDecoded),
                 u"anna@example.com"_s);
    }

    void troubleIsNoRefusal_data()
    {
        QTest::addColumn<int>("broken"); // an api::Error::Kind; -1: there is an answer
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        using Kind = api::Error::Kind;
        QTest::newRow("offline") << int(Kind::Offline) << 0 << QByteArray();
        QTest::newRow("timeout") << int(Kind::Timeout) << 0 << QByteArray();
        QTest::newRow("certificate") << int(Kind::Tls) << 0 << QByteArray();
        QTest::newRow("portal") << -1 << 200 << QByteArray("<html>");
        QTest::newRow("503") << -1 << 503 << QByteArray(R"({"error":"invalid_client"})");
        QTest::newRow("not now") << -1 << 400
                                 << QByteArray(R"({"error":"temporarily_unavailable"})");
    }

    void troubleIsNoRefusal()
    {
        QFETCH(int, broken);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        World world;
        if (broken < 0)
            world.transport.then(jsonAnswer(body, status));
        else
            world.transport.then(tl::unexpected(api::Error{.kind = api::Error::Kind(broken)}));
        SignIn signIn(world.wire(), world.client);
        QSignalSpy ready(&signIn, &SignIn::browserReady);
        QSignalSpy failed(&signIn, &SignIn::failed);
        signIn.startDevice();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].value<Error>().kind != ErrorKind::ClientInvalid);
        QCOMPARE(ready.size(), 0);
    }

    // A code was given: what the token endpoint says then is the end.
    void refusalAfterTheCodeIsSaid()
    {
        World world;
        world.transport.then(jsonAnswer(code))
            .then(jsonAnswer(R"({"error":"invalid_client"})", 401));
        SignIn signIn(world.wire(), world.client);
        QSignalSpy ready(&signIn, &SignIn::browserReady);
        QSignalSpy failed(&signIn, &SignIn::failed);
        signIn.startDevice();
        world.clock.advance(5s);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<Error>().kind, ErrorKind::ClientInvalid);
        QCOMPARE(ready.size(), 0);
    }

    void wrongClientShowsInTheBrowserFlow_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("secret") << 401 << QByteArray(R"({"error":"invalid_client"})");
        QTest::newRow("no secret") << 400 << QByteArray(R"({"error":"invalid_request",
                                       "error_description":"client_secret is missing."})");
    }

    void wrongClientShowsInTheBrowserFlow()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, json);
        World world;
        world.transport.then(jsonAnswer(desktopRefusal, 401)).then(jsonAnswer(json, status));
        SignIn signIn(world.wire(), world.client);
        QSignalSpy ready(&signIn, &SignIn::browserReady);
        QSignalSpy failed(&signIn, &SignIn::failed);
        signIn.startDevice();
        QTRY_COMPARE(ready.size(), 1);
        QTcpSocket browser;
        comeBack(browser, QUrlQuery(ready[0][0].toUrl()));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<Error>().kind, ErrorKind::ClientInvalid);
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
