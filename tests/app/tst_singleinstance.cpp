// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace linnet::app;
using namespace Qt::StringLiterals;

// QLockFile knows its own process, so the second instance is played by the socket alone; the
// flow test starts a real second process.
class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_first = std::make_unique<SingleInstance>(m_directory->filePath(u"lock"_s), socketFile());
        QCOMPARE(m_first->start({}, {}), SingleInstance::Role::First);
    }

    void socketIsPrivate()
    {
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(socketFile()).permissions() & others));
    }

    void messages_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<bool>("understood");
        QTest::addColumn<QString>("open");
        QTest::newRow("activate") << QByteArray("{\"verb\":\"activate\"}\n") << true << QString();
        QTest::newRow("open") << QByteArray("{\"verb\":\"activate\",\"open\":\"spaces/A\"}\n")
                              << true << u"spaces/A"_s;
        QTest::newRow("other verb") << QByteArray("{\"verb\":\"quit\"}\n") << false << QString();
        QTest::newRow("not JSON") << QByteArray("activate\n") << false << QString();
        QTest::newRow("too long") << QByteArray(5000, 'x') << false << QString();
    }

    void messages()
    {
        QFETCH(QByteArray, sent);
        QFETCH(bool, understood);
        QFETCH(QString, open);
        QSignalSpy activated(m_first.get(), &SingleInstance::activated);
        QLocalSocket socket;
        socket.connectToServer(socketFile());
        QVERIFY(socket.waitForConnected(1000));
        socket.write(sent);
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(activated.size(), understood ? 1 : 0);
        if (understood)
            QCOMPARE(activated.constFirst().constFirst().toString(), open);
    }

    void aSocketLeftBehindDoesNotMatter()
    {
        m_first.reset();
        QFile left(socketFile());
        QVERIFY(left.open(QFile::WriteOnly));
        left.close();
        SingleInstance next(m_directory->filePath(u"lock"_s), socketFile());
        QCOMPARE(next.start({}, {}), SingleInstance::Role::First);
        QLocalSocket socket;
        socket.connectToServer(socketFile());
        QVERIFY(socket.waitForConnected(1000));
    }

private:
    [[nodiscard]] QString socketFile() const { return m_directory->filePath(u"socket"_s); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<SingleInstance> m_first;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
