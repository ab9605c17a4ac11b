// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace linnet;
using namespace linnet::app;
using namespace Qt::StringLiterals;

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingUnderOneDirectory()
    {
        QTemporaryDir directory;
        const QString root = directory.filePath(u"p"_s);
        const Result<Profile> profile = Profile::open(root);
        QVERIFY(profile.has_value());
        const UserId me(u"users/123"_s);
        for (const QString &path :
             {profile->settingsFile(), profile->accountsFile(), profile->clientFile(),
              profile->tokenFile(), profile->lockFile(), profile->socketFile(),
              profile->dataDirectory(me), profile->cacheDirectory(me)})
            QVERIFY2(path.startsWith(root + u'/'), qPrintable(path));
        QCOMPARE(QFileInfo(root).permissions()
                     & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther),
                 QFile::Permissions());
    }

    void accountIdsFromTheServiceStayInside_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("dots") << u"users/.."_s;
        QTest::newRow("empty") << u"users/"_s;
        QTest::newRow("nul") << u"users/a%1b"_s.arg(QChar(0));
        QTest::newRow("backslash") << u"users/..\\..\\x"_s;
        QTest::newRow("letters outside ASCII") << u"users/ñandú"_s;
    }

    void accountIdsFromTheServiceStayInside()
    {
        QFETCH(QString, id);
        QTemporaryDir directory;
        const Result<Profile> profile = Profile::open(directory.path());
        QVERIFY(profile.has_value());
        const QString name = profile->dataDirectory(UserId(id)).section(u'/', -1);
        QCOMPARE(name.size(), 64);
    }

    void longRootsGetAShortSocket()
    {
        QTemporaryDir directory;
        const Result<Profile> profile
            = Profile::open(directory.filePath(QString(150, u'p')));
        QVERIFY(profile.has_value());
        QVERIFY(QFile::encodeName(profile->socketFile()).size() < 108);
    }

    void unusableRoot()
    {
        QTemporaryDir directory;
        QFile file(directory.filePath(u"file"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        const Result<Profile> profile = Profile::open(file.fileName() + u"/below"_s);
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::StorageFailed);
        QVERIFY(profile.error().detail.contains(u"file"_s));
    }

    void readOnlyRoot()
    {
        if (::geteuid() == 0)
            QSKIP("root writes everywhere: run as a plain user");
        QTemporaryDir directory;
        QFile::setPermissions(directory.path(), QFile::ReadOwner | QFile::ExeOwner);
        QVERIFY(!Profile::open(directory.filePath(u"p"_s)));
        QFile::setPermissions(directory.path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
};

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
