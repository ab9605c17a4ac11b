// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "ui/banner/banner.h"
#include "ui/text/plainlabel.h"
#include "ui/widgets/iconbutton.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

class TestBanner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysNothingWhenAllIsWell();
    void everyKindSaysSomething();
    void actionsFit_data();
    void actionsFit();
    void blockedComesBeforeStorageBeforePassing();
    void shortTroubleIsNotShown();
    void lastingTroubleIsShown();
    void whatNeedsAPersonShowsAtOnce();
    void countsDown();
    void putAwayUntilTheCaseChanges();
    void buttonsSignal();
    void statusLine();
};

namespace {

AccountStatus statusOf(Connection connection, ErrorKind kind)
{
    AccountStatus status;
    status.connection = connection;
    status.error = Error{.kind = kind};
    return status;
}

constexpr auto brief = std::chrono::milliseconds(30);
constexpr auto never = std::chrono::hours(1);

} // namespace

void TestBanner::saysNothingWhenAllIsWell()
{
    const SteadyClock clock;
    for (const auto connection : {Connection::Starting, Connection::Syncing, Connection::Online}) {
        AccountStatus status;
        status.connection = connection;
        QVERIFY(!bannerFor(status, clock.now()));
    }
}

void TestBanner::everyKindSaysSomething()
{
    const SteadyClock clock;
    for (int kind = 0; kind <= int(ErrorKind::FileTypeBlocked); ++kind) {
        const auto content = bannerFor(statusOf(Connection::Blocked, ErrorKind(kind)), clock.now());
        QVERIFY(content);
        QVERIFY2(!content->headline.isEmpty() && !content->text.isEmpty(),
                 qPrintable(QString::number(kind)));
        QVERIFY2(!content->icon.isEmpty(), qPrintable(QString::number(kind)));
        QVERIFY(!content->transient);
    }
}

void TestBanner::actionsFit_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("first"); // BannerAction; -1: none
    const auto row = [](const char *name, ErrorKind kind, int first) {
        QTest::newRow(name) << int(kind) << first;
    };
    row("offline", ErrorKind::Offline, int(BannerAction::RetryNow));
    row("signed out", ErrorKind::SignedOut, int(BannerAction::SignInAgain));
    row("locked", ErrorKind::KeyringLocked, int(BannerAction::RetryNow));
    row("no app", ErrorKind::AppNotConfigured, int(BannerAction::OpenLink));
    row("no api", ErrorKind::ApiDisabled, int(BannerAction::OpenLink));
    row("disk full", ErrorKind::StorageFull, int(BannerAction::RetryNow));
    row("limited", ErrorKind::RateLimited, -1); // trying again now would make it worse
    row("damaged", ErrorKind::StorageDamaged, -1);
}

void TestBanner::actionsFit()
{
    QFETCH(int, kind);
    QFETCH(int, first);
    const SteadyClock clock;
    const auto content = bannerFor(statusOf(Connection::Blocked, ErrorKind(kind)), clock.now());
    QVERIFY(content);
    QCOMPARE(content->actions.isEmpty() ? -1 : int(content->actions.first()), first);
    QCOMPARE(content->actions.contains(BannerAction::OpenLink), content->link.isValid());
    if (content->link.isValid())
        QCOMPARE(content->link.host(), u"console.cloud.google.com"_s);
}

void TestBanner::blockedComesBeforeStorageBeforePassing()
{
    const SteadyClock clock;
    AccountStatus status = statusOf(Connection::Impaired, ErrorKind::Offline);
    const QString offline = bannerFor(status, clock.now())->headline;
    status.storageError = Error{.kind = ErrorKind::StorageFull};
    const QString full = bannerFor(status, clock.now())->headline;
    QVERIFY(full != offline);
    status.connection = Connection::Blocked;
    status.error = Error{.kind = ErrorKind::SignedOut};
    QVERIFY(bannerFor(status, clock.now())->headline != full);
}

void TestBanner::shortTroubleIsNotShown()
{
    House house;
    Banner banner(house.theme, house.clock, never);
    banner.setStatus(statusOf(Connection::Impaired, ErrorKind::Offline));
    QVERIFY(banner.isHidden());
    QVERIFY(banner.content());
    banner.setStatus({});
    QVERIFY(!banner.content());
    QVERIFY(banner.isHidden());
}

void TestBanner::lastingTroubleIsShown()
{
    House house;
    Banner banner(house.theme, house.clock, brief);
    banner.setStatus(statusOf(Connection::Impaired, ErrorKind::Offline));
    QVERIFY(banner.isHidden());
    QTRY_VERIFY(!banner.isHidden());
    banner.setStatus({});
    QVERIFY(banner.isHidden());
}

void TestBanner::whatNeedsAPersonShowsAtOnce()
{
    House house;
    Banner banner(house.theme, house.clock, never);
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::SignedOut));
    QVERIFY(!banner.isHidden());
    QVERIFY(!banner.accessibleDescription().isEmpty());
}

void TestBanner::countsDown()
{
    House house;
    AccountStatus status = statusOf(Connection::Impaired, ErrorKind::RateLimited);
    status.nextAttempt = house.clock.now() + std::chrono::seconds(75);
    auto content = bannerFor(status, house.clock.now());
    QVERIFY(content->countsDown);
    QVERIFY(content->text.contains(u"1\u00a0min\u00a015\u00a0s"_s));
    house.clock.time = house.clock.time + std::chrono::seconds(70);
    content = bannerFor(status, house.clock.now());
    QVERIFY(content->text.contains(u"5\u00a0s"_s));
    house.clock.time = house.clock.time + std::chrono::seconds(60);
    QVERIFY(!bannerFor(status, house.clock.now())->countsDown);
}

void TestBanner::putAwayUntilTheCaseChanges()
{
    House house;
    Banner banner(house.theme, house.clock, never);
    auto *close = banner.findChild<IconButton *>();
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::KeyringLocked));
    QVERIFY(!close->isHidden());
    close->click();
    QVERIFY(banner.isHidden());
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::KeyringLocked));
    QVERIFY(banner.isHidden());
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::ApiDisabled));
    QVERIFY(!banner.isHidden());
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::KeyringLocked));
    QVERIFY(!banner.isHidden());
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::SignedOut));
    QVERIFY(close->isHidden()); // without signing in nothing goes on
}

void TestBanner::buttonsSignal()
{
    House house;
    Banner banner(house.theme, house.clock, never);
    QSignalSpy retry(&banner, &Banner::retryRequested);
    QSignalSpy signIn(&banner, &Banner::signInRequested);
    QSignalSpy link(&banner, &Banner::linkRequested);
    const auto first = [&banner] {
        House::settle();
        return banner.findChild<QPushButton *>();
    };
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::SignedOut));
    first()->click();
    QCOMPARE(signIn.size(), 1);
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::StorageFull));
    first()->click();
    QCOMPARE(retry.size(), 1);
    banner.setStatus(statusOf(Connection::Blocked, ErrorKind::ApiDisabled));
    first()->click();
    QCOMPARE(link.size(), 1);
    QVERIFY(link.first().first().toUrl().isValid());
}

void TestBanner::statusLine()
{
    const SteadyClock clock;
    AccountStatus status;
    QVERIFY(statusWords(status, clock.now()).contains(u"Connecting"_s));
    status.connection = Connection::Syncing;
    status.progress = 3;
    status.progressTotal = 9;
    QVERIFY(statusWords(status, clock.now()).contains(u"3 of 9"_s));
    status.connection = Connection::Online;
    status.lastSynced = clock.now();
    status.queued = 2;
    status.failed = 1;
    QCOMPARE(statusWords(status, clock.now()),
             u"Updated 16:00 · 2 waiting to be sent · 1 not sent"_s);
}

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
