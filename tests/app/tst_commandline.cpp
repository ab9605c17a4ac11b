// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QTest>

using namespace linnet::app;
using namespace Qt::StringLiterals;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everything()
    {
        const CommandLine line = parseCommandLine(
            {u"linnet"_s, u"--profile"_s, u"/tmp/p/../q"_s, u"--service-root"_s,
             u"http://127.0.0.1:8080"_s, u"--sign-in"_s, u"--screenshot"_s, u"x.png"_s,
             u"--size"_s, u"1280x800"_s, u"--theme"_s, u"dark"_s, u"--open"_s, u"spaces/A"_s,
             u"--token-store"_s, u"file"_s});
        QCOMPARE(line.outcome, CommandLine::Outcome::Run);
        QCOMPARE(line.options.profile, u"/tmp/q"_s);
        QCOMPARE(line.options.serviceRoot, QUrl(u"http://127.0.0.1:8080"_s));
        QVERIFY(line.options.signIn);
        QVERIFY(!line.options.demo);
        QCOMPARE(line.options.screenshot, u"x.png"_s);
        QCOMPARE(line.options.size, QSize(1280, 800));
        QCOMPARE(line.options.theme, ThemeChoice::Dark);
        QCOMPARE(line.options.open, u"spaces/A"_s);
        QCOMPARE(line.options.tokenStorage, TokenStorage::File);
    }

    void nothing()
    {
        const CommandLine line = parseCommandLine({u"linnet"_s});
        QCOMPARE(line.outcome, CommandLine::Outcome::Run);
        QVERIFY(line.options.profile.isEmpty());
        QVERIFY(!line.options.serviceRoot);
        QVERIFY(!line.options.size.isValid());
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named"); // what the sentence must name
        QTest::newRow("unknown") << QStringList {u"--colour"_s} << u"colour"_s;
        QTest::newRow("positional") << QStringList {u"spaces/A"_s} << u"spaces/A"_s;
        QTest::newRow("size text") << QStringList {u"--size"_s, u"big"_s} << u"--size"_s;
        QTest::newRow("size zero") << QStringList {u"--size"_s, u"0x0"_s} << u"--size"_s;
        QTest::newRow("size huge") << QStringList {u"--size"_s, u"99999x10"_s} << u"--size"_s;
        QTest::newRow("theme") << QStringList {u"--theme"_s, u"blue"_s} << u"blue"_s;
        QTest::newRow("token store") << QStringList {u"--token-store"_s, u"paper"_s} << u"paper"_s;
        QTest::newRow("http abroad")
            << QStringList {u"--service-root"_s, u"http://example.com"_s} << u"example.com"_s;
        QTest::newRow("no host") << QStringList {u"--service-root"_s, u"https:"_s} << u"https"_s;
        QTest::newRow("file") << QStringList {u"--service-root"_s, u"file:///etc"_s} << u"file"_s;
        QTest::newRow("empty profile") << QStringList {u"--profile"_s, QString()} << u"profile"_s;
        QTest::newRow("no value") << QStringList {u"--screenshot"_s} << u"screenshot"_s;
        QTest::newRow("two services")
            << QStringList {u"--demo"_s, u"--service-root"_s, u"https://example.com"_s}
            << u"--demo"_s;
    }

    void refused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const CommandLine line = parseCommandLine(QStringList {u"linnet"_s} + arguments);
        QCOMPARE(line.outcome, CommandLine::Outcome::Refuse);
        QVERIFY2(line.text.contains(named), qPrintable(line.text));
        QVERIFY(line.text.contains(u"--help"_s));
    }

    void printed()
    {
        const CommandLine help = parseCommandLine({u"linnet"_s, u"--help"_s});
        QCOMPARE(help.outcome, CommandLine::Outcome::Print);
        for (const char *option : {"--demo", "--sign-in", "--profile", "--service-root",
                                   "--screenshot", "--size", "--theme", "--open"})
            QVERIFY2(help.text.contains(QLatin1String(option)), option);
        QCOMPARE(parseCommandLine({u"linnet"_s, u"--version"_s}).outcome,
                 CommandLine::Outcome::Print);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
