// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/outboxbench.h"

#include "models/sync/drafts.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace linnet;
using linnet::test::OutboxBench;

// A pasted picture, from the clipboard to the service.
class TestDrafts : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OutboxBench> m_bench;
    std::unique_ptr<sync::Drafts> m_drafts;

    void restart()
    {
        m_drafts.reset();
        m_bench->restart();
        m_drafts = std::make_unique<sync::Drafts>(m_bench->world.store());
    }
    template <class T> Result<T> answer(const std::function<void(Handler<T>)> &ask)
    {
        std::optional<Result<T>> result;
        ask([&result](const Result<T> &got) { result = got; });
        [&] { QTRY_VERIFY(result); }();
        return result.value_or(Failure(Error()));
    }
    Result<OutgoingFile> keep(const QByteArray &content)
    {
        return answer<OutgoingFile>([&](const Handler<OutgoingFile> &handler) {
            m_drafts->keepFile(content, u"Screenshot.png"_s, u"image/png"_s, &m_bench->context,
                               handler);
        });
    }
    WrittenDraft draft()
    {
        return answer<WrittenDraft>([&](const Handler<WrittenDraft> &handler) {
                   m_drafts->draft(m_bench->room, &m_bench->context, handler);
               })
            .value_or(WrittenDraft());
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<OutboxBench>();
        m_drafts = std::make_unique<sync::Drafts>(m_bench->world.store());
    }
    void cleanup()
    {
        m_drafts.reset();
        m_bench.reset();
    }

    void pastedPictureIsSentAfterARestart()
    {
        const Result<OutgoingFile> kept = keep("picture");
        QVERIFY(kept);
        QCOMPARE(kept->name, u"Screenshot.png"_s);
        QCOMPARE(kept->contentType, u"image/png"_s);
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(kept->path).constData(), &status), 0);
        QCOMPARE(int(status.st_mode & 0777), 0600);
        WrittenDraft written{m_bench->room, u"look"_s, {}};
        written.beside.files = {*kept};
        m_drafts->save(written);
        restart();
        QCOMPARE(m_bench->copies().size(), 1); // its directory is swept at a start
        QCOMPARE(draft(), written);

        OutgoingMessage message{.text = written.text, .files = written.beside.files, .quote = {}};
        QVERIFY(m_bench->send(message));
        QVERIFY(draft().isEmpty());
        m_bench->world.advance(10s);
        QCOMPARE(m_bench->filesOf(u"A"_s), QByteArrayList{"picture"});
        QCOMPARE(m_bench->copies(), QStringList());
    }

    void whatNoDraftNamesIsGoneAfterARestart()
    {
        QVERIFY(keep("picture"));
        QCOMPARE(m_bench->copies().size(), 1);
        restart();
        QCOMPARE(m_bench->copies(), QStringList());
    }

    void brokenCharactersAreNotStored()
    {
        WrittenDraft written{m_bench->room, u"a"_s + QChar(0xd800), {}};
        written.beside.editing = MessageId(u"spaces/A/messages/1"_s);
        written.beside.edited = u"b"_s + QChar(0xd800);
        m_drafts->save(written);
        QVERIFY(!draft().text.contains(QChar(0xd800)));
        QVERIFY(!draft().beside.edited.contains(QChar(0xd800)));
    }
};

QTEST_GUILESS_MAIN(TestDrafts)
#include "tst_drafts.moc"
