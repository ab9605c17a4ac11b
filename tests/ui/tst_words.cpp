// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/errorwords.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"
#include "ui/window/attachments.h"

#include <QApplication>
#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;

class TestWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void links_data();
    void links();
    void shownHostIsAscii();
    void linkTexts_data();
    void linkTexts();
    void sameTextOpensAtOnce();
    void otherTextAsksFirst();
    void misleadingTextWarnsAndStays();
    void trustedHostIsNotAskedAgain();
    void refusedLinkSaysSo();
    void labelsArePlain_data();
    void labelsArePlain();
    void labelElides();
    void sanitisedTakesOut();
    void everyErrorHasWords();
    void deniedSaysWhoCould_data();
    void deniedSaysWhoCould();
    void disabledApiIsNamed();
    void longSearchesAreNotBlamedOnTheService();
    void serviceWordsArePlainAndShort();
    void times_data();
    void times();
    void remainingTimes();
    void fileNames_data();
    void fileNames();
};

namespace {

Error errorOf(int kind)
{
    Error error;
    error.kind = ErrorKind(kind);
    return error;
}

} // namespace

void TestWords::links_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("allowed");
    const char *good[] = {
        "https://example.com",
        "http://example.com/",
        "HTTPS://EXAMPLE.COM/Path",
        "https://example.com:8443/a?b=c#d",
        "https://docs.google.com/document/d/1/edit?usp=sharing",
        "https://example.com/%20space",
        "https://example.com/a,b;c(d)!$&'*+=:~",
        "https://example.com/a@b",
        "https://example.com/?mail=a@b.example",
        "https://[2001:db8::1]/",
        "https://192.168.0.1/router",
        "http://localhost:3000/",
        "https://xn--bcher-kva.example/",
        "https://bücher.example/",
        "https://example.com/bücher",
        "mailto:anna@example.com",
        "mailto:anna@example.com?subject=Hello%20there",
        "https://meet.google.com/abc-defg-hij",
    };
    const char *bad[] = {
        "",
        "example.com",
        "//example.com",
        "/etc/passwd",
        "file:///etc/passwd",
        "file://server/share",
        "FILE:///etc/passwd",
        "smb://server/share",
        "ftp://example.com/",
        "sftp://example.com/",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,hello",
        "vscode://file/etc/passwd",
        "ms-settings:",
        "tel:+3612345",
        "about:blank",
        "view-source:https://example.com",
        "blob:https://example.com/1",
        "chrome://settings",
        "https:evil.example",
        "https:///evil.example",
        "https://",
        "https://:8080/",
        "https://google.com@evil.example/",
        "https://user:password@example.com/",
        "https://@example.com/",
        "https://example.com\\@evil.example/",
        "https:\\\\evil.example",
        "https://exam ple.com/",
        "https://example.com/a b",
        " https://example.com/",
        "https://example.com/\n",
        "https://example.com/\r\nX: y",
        "https://example.com/\t",
        "https://exa\xe2\x80\x8bmple.com/", // zero width space
        "https://example.com/\xe2\x80\xae/gpj.exe", // right-to-left override
        "https://example.com/\xe2\x81\xa6x", // isolate
        "https://example.com/\xc2\xad", // soft hyphen
        "https://example.com/\xef\xbb\xbf",
        "https://example.com/\xc2\xa0",
        "https://example%2ecom/",
        "https://%65xample.com%00.evil.example/",
        "https://exa<mple.com/",
        "https://example.com:99999/",
        "mailto:",
        "mailto://server/share@x",
        "mailto:noone",
        "http//example.com",
        "ht tps://example.com",
    };
    for (const char *address : good)
        QTest::addRow("good %s", address) << QString::fromUtf8(address) << true;
    for (const char *address : bad)
        QTest::addRow("bad %s", address) << QString::fromUtf8(address) << false;
    QTest::newRow("bad NUL") << QString(u"https://example.com/"_s + QChar(u'\0') + u"x"_s) << false;
    QTest::newRow("good 4096") << QString(u"https://example.com/"_s + QString(4076, u'a')) << true;
    QTest::newRow("bad 4097") << QString(u"https://example.com/"_s + QString(4077, u'a')) << false;
    QTest::newRow("bad million") << QString(u"https://example.com/"_s + QString(1'000'000, u'a'))
                                 << false;
}

void TestWords::links()
{
    QFETCH(QString, address);
    QFETCH(bool, allowed);
    QCOMPARE(safeUrl(address).has_value(), allowed);
}

void TestWords::shownHostIsAscii()
{
    // A Cyrillic "а": looks like apple.com.
    const auto url = safeUrl(u"https://\u0430pple.com/id"_s);
    QVERIFY(url.has_value());
    QCOMPARE(shownHost(*url), u"xn--pple-43d.com"_s);
    QVERIFY(shownAddress(*url).startsWith(u"https://xn--pple-43d.com/"_s));
}

void TestWords::linkTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    QTest::addColumn<LinkText>("expected");
    const auto row = [](const char *name, const QString &text, const QString &target, LinkText is) {
        QTest::newRow(name) << text << target << is;
    };
    row("same", u"https://example.com/a"_s, u"https://example.com/a"_s, LinkText::Same);
    row("without scheme", u"example.com/a"_s, u"https://example.com/a"_s, LinkText::Same);
    row("www", u"www.example.com"_s, u"https://example.com/"_s, LinkText::Same);
    row("case of host", u"Example.COM/A"_s, u"https://example.com/A"_s, LinkText::Same);
    row("words", u"our plan"_s, u"https://example.com/plan"_s, LinkText::Words);
    row("one word", u"plan"_s, u"https://example.com/plan"_s, LinkText::Words);
    row("other page", u"example.com/a"_s, u"https://example.com/b"_s, LinkText::Words);
    row("other host", u"https://bank.example"_s, u"https://evil.example"_s, LinkText::Misleading);
    row("bare host", u"bank.example"_s, u"https://evil.example/bank.example"_s,
        LinkText::Misleading);
    row("subdomain", u"bank.example"_s, u"https://bank.example.evil.example/"_s,
        LinkText::Misleading);
    row("scheme only differs", u"http://example.com"_s, u"https://example.com"_s, LinkText::Same);
    row("homograph", u"https://apple.com"_s, u"https://\u0430pple.com"_s, LinkText::Misleading);
    row("homograph as text", u"https://\u0430pple.com"_s, u"https://\u0430pple.com"_s,
        LinkText::Misleading);
    row("ace as text", u"https://xn--pple-43d.com"_s, u"https://xn--pple-43d.com"_s,
        LinkText::Same);
    row("file scheme text", u"file:///etc/passwd"_s, u"https://example.com"_s,
        LinkText::Misleading);
    row("mail", u"anna@example.com"_s, u"mailto:anna@example.com"_s, LinkText::Same);
}

void TestWords::linkTexts()
{
    QFETCH(QString, text);
    QFETCH(QString, target);
    QFETCH(LinkText, expected);
    QCOMPARE(compareLink(text, QUrl(target)), expected);
}

namespace {

struct Gate
{
    QList<QUrl> opened;
    QWidget window;
    LinkGate gate{[this](const QUrl &url) {
        opened << url;
        return true;
    }};

    [[nodiscard]] QMessageBox *question() const
    {
        return window.findChild<QMessageBox *>(u"linkQuestion"_s);
    }
    void answer(QMessageBox::ButtonRole role) const
    {
        QMessageBox *box = question();
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == role)
                button->click();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
};

} // namespace

void TestWords::sameTextOpensAtOnce()
{
    Gate gate;
    gate.gate.openExternal(u"https://example.com/a"_s, u"example.com/a"_s, &gate.window);
    gate.gate.openExternal(u"https://example.com/b"_s, &gate.window);
    QCOMPARE(gate.opened.size(), 2);
    QVERIFY(!gate.question());
}

void TestWords::otherTextAsksFirst()
{
    Gate gate;
    gate.gate.openExternal(u"https://\u0430pple.com/<img src=/dev/zero>"_s, u"our plan"_s,
                           &gate.window);
    QVERIFY(gate.opened.isEmpty());
    QVERIFY(!gate.question()); // not an address at all: refused
    gate.gate.openExternal(u"https://\u0430pple.com/a"_s, u"our plan"_s, &gate.window);
    QVERIFY(gate.opened.isEmpty());
    QVERIFY(gate.question());
    QVERIFY(gate.question()->text().contains(u"xn--pple-43d.com"_s));
    QCOMPARE(gate.question()->textFormat(), Qt::PlainText);
    gate.answer(QMessageBox::AcceptRole);
    QCOMPARE(gate.opened.size(), 1);
}

void TestWords::misleadingTextWarnsAndStays()
{
    Gate gate;
    gate.gate.openExternal(u"https://evil.example/"_s, u"https://bank.example/"_s, &gate.window);
    QVERIFY(gate.question());
    QVERIFY(!gate.question()->checkBox()); // asked every time
    QCOMPARE(gate.question()->buttonRole(gate.question()->defaultButton()),
             QMessageBox::RejectRole);
    gate.answer(QMessageBox::RejectRole);
    QVERIFY(gate.opened.isEmpty());
}

void TestWords::trustedHostIsNotAskedAgain()
{
    Gate gate;
    gate.gate.openExternal(u"https://example.com/1"_s, u"one"_s, &gate.window);
    gate.question()->checkBox()->setChecked(true);
    gate.answer(QMessageBox::AcceptRole);
    gate.gate.openExternal(u"https://example.com/2"_s, u"two"_s, &gate.window);
    QCOMPARE(gate.opened.size(), 2);
    gate.gate.openExternal(u"https://other.example/2"_s, u"two"_s, &gate.window);
    QCOMPARE(gate.opened.size(), 2);
}

void TestWords::refusedLinkSaysSo()
{
    Gate gate;
    QSignalSpy refused(&gate.gate, &LinkGate::refused);
    gate.gate.openExternal(u"file:///etc/passwd"_s, &gate.window);
    gate.gate.openExternal(u"javascript:alert(1)"_s, u"our plan"_s, &gate.window);
    QCOMPARE(refused.size(), 2);
    QVERIFY(gate.opened.isEmpty());
    QVERIFY(gate.window.findChild<QMessageBox *>(u"linkRefusal"_s));
}

void TestWords::labelsArePlain_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("image of a device") << u"<img src=/dev/zero>"_s;
    QTest::newRow("image of a file") << u"<b>x</b><img src=\"file:///etc/passwd\">"_s;
    QTest::newRow("comparison") << u"a < b and c > d"_s;
    QTest::newRow("link") << u"<a href='https://evil.example'>x</a>"_s;
}

// A rich text label would read the device and never come back.
void TestWords::labelsArePlain()
{
    QFETCH(QString, text);
    PlainLabel label(text);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.text(), text);
    label.setElideMode(Qt::ElideRight);
    QCOMPARE(label.text(), text);
    (void)label.grab();
    const QString tip = plainToolTip(text);
    QVERIFY(tip.startsWith(u"<qt>"_s));
    QVERIFY(!tip.contains(u"<img"_s) && !tip.contains(u"<a"_s) && !tip.contains(u"<b>"_s));
    QCOMPARE(plainAction(u"Q&A\tx"_s), u"Q&&A x"_s);
}

void TestWords::labelElides()
{
    PlainLabel label(QString(1'000'000, u'w'));
    label.setElideMode(Qt::ElideRight);
    QVERIFY(label.text().size() <= 512);
    QVERIFY(label.minimumSizeHint().width() < 100);
    label.resize(80, 20);
    (void)label.grab();
    label.setText(u"two\nlines"_s);
    QCOMPARE(label.text(), u"two lines"_s);
}

void TestWords::sanitisedTakesOut()
{
    QCOMPARE(sanitised(u"a\u202eb\u2066c\u0007d\u0085e\nf\tg"_s), u"abcde\nf\tg"_s);
    QCOMPARE(sanitised(u"ab\U0001F600"_s, 3), u"ab"_s); // no half emoji
    QCOMPARE(sanitised(u"سلام"_s), u"سلام"_s);
}

void TestWords::everyErrorHasWords()
{
    QSet<QString> headlines;
    for (int kind = 0; kind <= int(ErrorKind::FileTypeBlocked); ++kind) {
        const ErrorWords words = errorWords(errorOf(kind));
        QVERIFY2(!words.headline.isEmpty(), qPrintable(QString::number(kind)));
        QVERIFY2(!words.safe.isEmpty(), qPrintable(QString::number(kind)));
        QVERIFY2(!words.action.isEmpty(), qPrintable(QString::number(kind)));
        QVERIFY(!words.headline.endsWith(u'.'));
        QVERIFY(words.safe.endsWith(u'.'));
        QVERIFY(!headlines.contains(words.headline));
        headlines << words.headline;
        QVERIFY(errorLine(errorOf(kind)).startsWith(words.headline));
    }
}

void TestWords::deniedSaysWhoCould_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("who");
    QTest::newRow("app") << u"NEEDS_APP"_s << u"Only Chat apps"_s;
    QTest::newRow("administrator") << u"NEEDS_ADMINISTRATOR"_s << u"Only an administrator"_s;
    QTest::newRow("delegation") << u"NEEDS_DELEGATION"_s << u"Only an import"_s;
    QTest::newRow("another") << u"SOMETHING_ELSE"_s << u"You are not allowed"_s;
}

void TestWords::deniedSaysWhoCould()
{
    QFETCH(QString, reason);
    QFETCH(QString, who);
    Error error = errorOf(int(ErrorKind::PermissionDenied));
    error.reason = reason;
    QVERIFY(errorLine(error).startsWith(who));
}

void TestWords::disabledApiIsNamed()
{
    Error error = errorOf(int(ErrorKind::ApiDisabled));
    error.reason = u"SERVICE_DISABLED"_s;
    QVERIFY(errorLine(error).startsWith(u"The Google Chat API is switched off"_s));
    error.reason = u"PEOPLE_API"_s;
    QVERIFY(errorLine(error).startsWith(u"The People API is switched off"_s));
}

void TestWords::longSearchesAreNotBlamedOnTheService()
{
    Error error = errorOf(int(ErrorKind::InvalidArgument));
    error.reason = u"QUERY_TOO_LONG"_s;
    const ErrorWords words = errorWords(error);
    QCOMPARE(words.headline, u"The search is too long"_s);
    QVERIFY(words.action.contains(u"fewer words"_s));
}

void TestWords::serviceWordsArePlainAndShort()
{
    Error error = errorOf(int(ErrorKind::PermissionDenied));
    error.detail = u"<img src=/dev/zero>\u202e "_s + QString(5000, u'x');
    const ErrorWords words = errorWords(error);
    QVERIFY(words.action.size() < 400);
    QVERIFY(words.action.contains(u"<img src=/dev/zero>"_s));
    QVERIFY(!words.action.contains(QChar(0x202e)));
}

void TestWords::times_data()
{
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("words");
    // The tests' time zone is Europe/Berlin; "now" is Thursday 15:00 UTC.
    QTest::newRow("now") << u"2026-03-12T15:00:00Z"_s << u"16:00"_s;
    QTest::newRow("this morning") << u"2026-03-11T23:30:00Z"_s << u"00:30"_s;
    QTest::newRow("late yesterday") << u"2026-03-11T22:59:00Z"_s << u"Yesterday"_s;
    QTest::newRow("two days") << u"2026-03-10T12:00:00Z"_s << u"Tue"_s;
    QTest::newRow("six days") << u"2026-03-06T12:00:00Z"_s << u"Fri"_s;
    QTest::newRow("a week") << u"2026-03-05T12:00:00Z"_s << u"5 Mar"_s;
    QTest::newRow("other clock") << u"2026-03-12T15:04:00Z"_s << u"16:04"_s; // theirs is ahead
    QTest::newRow("unknown") << QString() << QString();
}

void TestWords::times()
{
    QFETCH(QString, time);
    QFETCH(QString, words);
    const Timestamp now = Timestamp::fromString(u"2026-03-12T15:00:00Z");
    QCOMPARE(shortTime(Timestamp::fromString(time), now, QLocale::c()), words);
    QCOMPARE(fullTime(Timestamp::fromString(time), QLocale::c()).isEmpty(), time.isEmpty());
}

void TestWords::remainingTimes()
{
    using namespace std::chrono_literals;
    const auto plain
        = [](std::chrono::seconds left) { return remaining(left).replace(QChar(0xa0), u' '); };
    QCOMPARE(plain(-5s), u"0 s"_s);
    QCOMPARE(plain(59s), u"59 s"_s);
    QCOMPARE(plain(65s), u"1 min 05 s"_s);
    QCOMPARE(plain(7800s), u"2 h 10 min"_s);
    const Timestamp time = Timestamp::fromString(u"2026-03-12T15:05:00Z");
    QCOMPARE(clockTime(time, QLocale::c()), u"16:05"_s);
    QVERIFY(clockTime(time, QLocale(QLocale::English, QLocale::UnitedStates)).contains(u"4:05"_s));
    QCOMPARE(dayWords(QDate(2026, 3, 12), QDate(2026, 3, 12)), u"Today"_s);
    QVERIFY(!dayWords(QDate(2026, 1, 5), QDate(2026, 3, 12), QLocale::c()).contains(u"2026"_s));
    QVERIFY(dayWords(QDate(2025, 1, 5), QDate(2026, 3, 12), QLocale::c()).contains(u"2025"_s));
}

void TestWords::fileNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("plain") << u"plan.pdf"_s << u"plan.pdf"_s;
    QTest::newRow("path") << u"../../.ssh/authorized_keys"_s << u"authorized_keys"_s;
    QTest::newRow("windows path") << u"C:\\x\\y.txt"_s << u"y.txt"_s;
    QTest::newRow("hidden") << u"...profile"_s << u"profile"_s;
    QTest::newRow("dots") << u".."_s << u"attachment"_s;
    QTest::newRow("empty") << QString() << u"attachment"_s;
    QTest::newRow("turned") << u"Fil\u202exgepj.exe"_s << u"Filxgepj.exe"_s;
    QTest::newRow("marks") << u"a\u200e\u200fb\nc.txt"_s << u"abc.txt"_s;
    QTest::newRow("signs") << u"a:b*c?d\"e<f>g|h"_s << u"abcdefgh"_s;
    QTest::newRow("long") << QString(QString(500, u'ä') + u".pdf"_s)
                          << QString(QString(98, u'ä') + u".pdf"_s);
}

void TestWords::fileNames()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    QCOMPARE(safeFileName(name), safe);
}

QTEST_MAIN(TestWords)
#include "tst_words.moc"
