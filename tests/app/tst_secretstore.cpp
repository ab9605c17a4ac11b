// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accounts.h"
#include "app/keychain.h"
#include "app/secretstore.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace linnet;
using namespace linnet::app;
using namespace Qt::StringLiterals;

namespace {

Result<QString> readFrom(SecretStore &store, const QString &key)
{
    std::optional<Result<QString>> result;
    store.read(key, &store, [&](Result<QString> r) { result = std::move(r); });
    Q_ASSERT(!result.has_value());
    return QTest::qWaitFor([&] { return result.has_value(); }, 15'000)
        ? *result
        : Result<QString>(Failure(Error{.kind = ErrorKind::Timeout}));
}

Result<bool> writeTo(SecretStore &store, const QString &key, const QString &secret)
{
    std::optional<Result<bool>> result;
    store.write(key, secret, &store, [&](Result<bool> r) { result = std::move(r); });
    return QTest::qWaitFor([&] { return result.has_value(); }, 15'000)
        ? *result
        : Result<bool>(Failure(Error{.kind = ErrorKind::Timeout}));
}

} // namespace

class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void session()
    {
        SessionSecretStore store;
        QCOMPARE(readFrom(store, u"k"_s).error().kind, ErrorKind::NotFound);
        QVERIFY(writeTo(store, u"k"_s, u"s"_s).has_value());
        QCOMPARE(readFrom(store, u"k"_s).value_or(QString()), u"s"_s);
    }

    void fileIsPrivateAndLasts()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"sign-in.json"_s);
        {
            FileSecretStore store(path);
            QCOMPARE(readFrom(store, u"k"_s).error().kind, ErrorKind::NotFound);
            QVERIFY(writeTo(store, u"k"_s, u"s"_s).has_value());
            QVERIFY(writeTo(store, u"other"_s, u"t"_s).has_value());
        }
        QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        FileSecretStore store(path);
        QCOMPARE(readFrom(store, u"k"_s).value_or(QString()), u"s"_s);
        std::optional<Result<bool>> removed;
        store.remove(u"k"_s, &store, [&](Result<bool> r) { removed = std::move(r); });
        QTRY_VERIFY(removed.has_value());
        QCOMPARE(readFrom(store, u"k"_s).error().kind, ErrorKind::NotFound);
        QCOMPARE(readFrom(store, u"other"_s).value_or(QString()), u"t"_s);
    }

    void damagedFileIsToldApartFromMissing()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"sign-in.json"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("{\"k\": ");
        file.close();
        FileSecretStore store(path);
        QCOMPARE(readFrom(store, u"k"_s).error().kind, ErrorKind::StorageDamaged);
        QVERIFY(writeTo(store, u"k"_s, u"new"_s).has_value());
        QCOMPARE(readFrom(store, u"k"_s).value_or(QString()), u"new"_s);
    }

    void keychainWithoutABus()
    {
        if (qgetenv("DBUS_SESSION_BUS_ADDRESS") != "disabled:")
            QSKIP("needs DBUS_SESSION_BUS_ADDRESS=disabled:, as ctest sets it");
        Keychain keychain;
        const Result<QString> secret = readFrom(keychain, u"k"_s);
        QVERIFY(!secret);
        QCOMPARE(secret.error().kind, ErrorKind::KeyringUnavailable);
        const Result<bool> written = writeTo(keychain, u"k"_s, u"s"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::KeyringUnavailable);
    }

    void accountsAreKeptByUserAndService()
    {
        QTemporaryDir directory;
        const Accounts accounts(directory.filePath(u"accounts.json"_s));
        QVERIFY(accounts.load().value().isEmpty());
        const Account one{.user = UserId(u"users/1"_s),
                          .name = u"One"_s,
                          .email = u"one@example.com"_s,
                          .clientId = u"c"_s,
                          .serviceRoot = {},
                          .storage = TokenStorage::File,
                          .grantedScopes = {u"a"_s, u"b"_s}};
        Account two = one;
        two.serviceRoot = u"http://127.0.0.1:1234"_s;
        QVERIFY(accounts.save(one).has_value());
        QVERIFY(accounts.save(two).has_value());
        QCOMPARE(accounts.load().value(), (QList<Account>{two, one})); // the last one is shown
        // Another port on this machine is the same service.
        two.serviceRoot = u"http://127.0.0.1:99"_s;
        QVERIFY(accounts.save(two).has_value());
        QCOMPARE(accounts.load().value(), (QList<Account>{two, one}));
        QVERIFY(accounts.save(one).has_value());
        QCOMPARE(accounts.load().value(), (QList<Account>{one, two}));
        QVERIFY(accounts.remove(one).has_value());
        QCOMPARE(accounts.load().value(), (QList<Account>{two}));
    }

    void damagedAccountsFileIsSetAside()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(u"accounts.json"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("not json");
        file.close();
        const Accounts accounts(path);
        QCOMPARE(accounts.load().error().kind, ErrorKind::StorageDamaged);
        QVERIFY(QFile::exists(path + u".damaged"_s));
        QVERIFY(accounts.load().value().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
