// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <optional>

using namespace linnet;
using namespace linnet::app;
using namespace Qt::StringLiterals;

namespace {

const QString key = u"refresh-token test users/1"_s;

template<class T>
using Call = std::function<void(QObject *, Handler<T>)>;

// Runs a call of the store to its end.
template<class T>
Result<T> wait(const Call<T> &call)
{
    QObject context;
    std::optional<Result<T>> result;
    call(&context, [&](Result<T> r) { result = std::move(r); });
    if (result.has_value())
        qFatal("answered before the call returned");
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000))
        qFatal("never answered");
    return *result;
}

Result<QString> readFrom(SecretStore &store, const QString &k = key)
{
    return wait<QString>([&](QObject *c, Handler<QString> h) { store.read(k, c, std::move(h)); });
}

Result<bool> writeTo(SecretStore &store, const QString &secret)
{
    return wait<bool>(
        [&](QObject *c, Handler<bool> h) { store.write(key, secret, c, std::move(h)); });
}

void lock()
{
    QCOMPARE(QProcess::execute(u"gdbus"_s,
                               {u"call"_s, u"--session"_s, u"--dest"_s, u"org.freedesktop.secrets"_s,
                                u"--object-path"_s, u"/org/freedesktop/secrets"_s, u"--method"_s,
                                u"org.freedesktop.Secret.Service.Lock"_s,
                                u"['/org/freedesktop/secrets/collection/login']"_s}),
             0);
}

} // namespace

// Against the real Secret Service; the order matters: it ends with a stopped daemon.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missing()
    {
        Keychain keychain;
        const Result<QString> secret = readFrom(keychain, u"nobody"_s);
        QVERIFY(!secret);
        QCOMPARE(secret.error().kind, ErrorKind::NotFound);
    }

    void roundTrip()
    {
        Keychain keychain;
        QVERIFY(writeTo(keychain, u"1//one"_s).value_or(false));
        QCOMPARE(readFrom(keychain).value_or(QString()), u"1//one"_s);
        QVERIFY(writeTo(keychain, u"1//two ü 😀"_s).value_or(false));
        QCOMPARE(readFrom(keychain).value_or(QString()), u"1//two ü 😀"_s);
        const Result<bool> removed = wait<bool>(
            [&](QObject *c, Handler<bool> h) { keychain.remove(key, c, std::move(h)); });
        QVERIFY(removed.value_or(false));
        QCOMPARE(readFrom(keychain).error().kind, ErrorKind::NotFound);
    }

    void contextDiesFirst()
    {
        Keychain keychain;
        bool called = false;
        {
            QObject context;
            keychain.read(key, &context, [&](const Result<QString> &) { called = true; });
        }
        // A later call ends after the dropped one would have.
        (void)readFrom(keychain);
        QVERIFY(!called);
    }

    void lockedIsNeitherMissingNorRefused()
    {
        Keychain keychain;
        QVERIFY(writeTo(keychain, u"1//kept"_s).value_or(false));
        lock();
        const Result<QString> secret = readFrom(keychain);
        QVERIFY(!secret);
        QCOMPARE(secret.error().kind, ErrorKind::KeyringLocked);
        const Result<bool> written = writeTo(keychain, u"1//other"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::KeyringLocked);
    }

    void hangingDaemon()
    {
        const int pid = qEnvironmentVariableIntValue("LINNET_KEYRING_PID");
        QVERIFY(pid > 1);
        Keychain keychain(std::chrono::milliseconds(700));
        QCOMPARE(kill(pid, SIGSTOP), 0);
        const Result<QString> secret = readFrom(keychain);
        kill(pid, SIGCONT);
        QVERIFY(!secret);
        QCOMPARE(secret.error().kind, ErrorKind::KeyringUnavailable);
        QCOMPARE(secret.error().reason, u"not-answering"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
