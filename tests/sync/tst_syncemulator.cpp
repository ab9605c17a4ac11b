// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/networktransport.h"
#include "api/oauth/scopes.h"
#include "models/sync/timelineloader.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

// The room against the service emulator, a program of its own that shares no code with us: what
// the other tests' service in memory may have misread in the same way shows here.
class TestSyncEmulator : public QObject
{
    Q_OBJECT

private:
    QProcess emulator;
    QTemporaryDir dir;
    QUrl root;
    QNetworkAccessManager network;

    api::SystemClock clock;
    api::SystemRandom random;
    api::NetworkTransport transport{u"linnet-test"_s};
    api::Limiter limiter{clock};
    std::unique_ptr<api::TokenProvider> tokens;
    std::unique_ptr<api::Client> client;
    std::unique_ptr<store::Store> cache;
    std::unique_ptr<sync::Outbox> outbox;
    std::unique_ptr<sync::AccountSync> account;
    std::unique_ptr<sync::TimelineLoader> loader;
    UserId me;

    QJsonObject ask(const QByteArray &verb, const QString &path, const QJsonObject &body = {})
    {
        QNetworkRequest request(root.resolved(QUrl(path)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        QNetworkReply *reply
            = network.sendCustomRequest(request, verb, QJsonDocument(body).toJson());
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(10'000);
        reply->deleteLater();
        return QJsonDocument::fromJson(reply->readAll()).object();
    }

    QJsonObject act(const QJsonObject &action) { return ask("POST", u"/emulator/act"_s, action); }

    void open(const QString &accessToken)
    {
        const auto endpoints = api::Endpoints::underRoot(root);
        QVERIFY(endpoints);
        tokens = std::make_unique<api::TokenProvider>(transport, clock, *endpoints,
                                                      api::ClientConfig());
        tokens->setTokens({.accessToken = accessToken, .refreshToken = u"none"_s});
        client = std::make_unique<api::Client>(transport, *tokens, limiter,
                                               api::Environment{clock, random}, *endpoints);
        cache = std::make_unique<store::Store>(
            store::Paths{dir.filePath(u"data/cache.db"_s), dir.filePath(u"data/outbox.db"_s)});
        cache->open(this, [](const Result<store::OpenReport> &report) { QVERIFY(report); });
        cache->setOwnUser(me, this, [](const Result<UserId> &owner) { QVERIFY(owner); });
        const sync::Services services{*client, *cache, {clock, random}};
        outbox = std::make_unique<sync::Outbox>(services);
        account = std::make_unique<sync::AccountSync>(services, *outbox);
        loader = std::make_unique<sync::TimelineLoader>(services, *account, *outbox);
        outbox->start(me);
        account->start(me);
    }

    Result<TimelinePage> newest(const TimelineScope &scope, int limit)
    {
        std::optional<Result<TimelinePage>> answer;
        loader->newest(scope, limit, this,
                       [&answer](const Result<TimelinePage> &page) { answer = page; });
        (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000);
        return answer.value_or(Failure(Error{.kind = ErrorKind::Timeout}));
    }

    QList<Conversation> conversations()
    {
        std::optional<QList<Conversation>> all;
        cache->conversations(
            this, [&all](const Result<QList<Conversation>> &result) { all = result.value(); });
        (void)QTest::qWaitFor([&all] { return all.has_value(); }, 10'000);
        return all.value_or(QList<Conversation>());
    }

    // The space's messages as the emulator holds them.
    QJsonArray truth(const SpaceId &space)
    {
        const QJsonObject state = ask("GET", u"/emulator/state?space="_s + space.name());
        return state.value(u"spaces"_s).toArray().at(0).toObject().value(u"messages"_s).toArray();
    }

    bool truthHas(const SpaceId &space, const QString &text)
    {
        for (const QJsonValue &message : truth(space)) {
            if (message.toObject().value(u"text"_s).toString() == text)
                return true;
        }
        return false;
    }

    // The most recently active named space.
    SpaceId busySpace()
    {
        const Conversation *best = nullptr;
        const QList<Conversation> all = conversations();
        for (const Conversation &conversation : all) {
            if (conversation.space.type == SpaceType::Space
                && (!best || conversation.lastMessageTime > best->lastMessageTime))
                best = &conversation;
        }
        return best ? best->space.id : SpaceId();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString port = dir.filePath(u"port"_s);
        emulator.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        emulator.start(QString::fromLocal8Bit(LINNET_EMULATOR),
                       {u"--port-file"_s, port, u"--seed"_s, u"demo"_s, u"--no-quota"_s,
                        u"--die-with-parent"_s});
        QVERIFY(emulator.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(port), 30'000);
        QFile file(port);
        QVERIFY(file.open(QIODevice::ReadOnly));
        root = QUrl(u"http://127.0.0.1:"_s + QString::fromLatin1(file.readAll().trimmed()));
        const QJsonObject answer
            = act({{u"action"_s, u"token"_s},
                   {u"user"_s, u"me"_s},
                   {u"scopes"_s, QJsonArray::fromStringList(api::defaultScopes())}});
        const QString token = answer.value(u"results"_s)
                                  .toArray()
                                  .at(0)
                                  .toObject()
                                  .value(u"access_token"_s)
                                  .toString();
        QVERIFY(!token.isEmpty());
        const QJsonObject state = ask("GET", u"/emulator/state?messages=0"_s);
        me = UserId(state.value(u"self"_s).toString());
        QVERIFY(me.name().startsWith(u"users/"_s));
        open(token);
    }

    void cleanupTestCase()
    {
        loader.reset();
        account.reset();
        outbox.reset();
        cache.reset();
        client.reset();
        emulator.kill();
        emulator.waitForFinished();
    }

    void signsInForTheFirstTime()
    {
        QTRY_COMPARE_WITH_TIMEOUT(account->status().connection, Connection::Online, 30'000);
        const QList<Conversation> all = conversations();
        QVERIFY(all.size() >= 20);
        int named = 0;
        int unread = 0;
        for (const Conversation &conversation : all) {
            named += !conversation.space.displayName.isEmpty() || !conversation.others.isEmpty();
            unread += conversation.unread;
        }
        QCOMPARE(named, all.size());
        QVERIFY(unread > 0 && unread < all.size());
    }

    // Thousands of messages back, in a handful of requests; what is shown there is what is there.
    void aFarMessageIsReached()
    {
        SpaceId largest;
        QJsonArray all;
        const QList<Conversation> known = conversations();
        for (const Conversation &conversation : known) {
            const QJsonArray messages = truth(conversation.space.id);
            if (messages.size() > all.size()) {
                all = messages;
                largest = conversation.space.id;
            }
        }
        const TimelineScope room{largest, ThreadId()};
        QVERIFY(newest(room, 50));
        QList<QJsonObject> top;
        for (const QJsonValue &message : std::as_const(all)) {
            if (!message.toObject().value(u"threadReply"_s).toBool())
                top.append(message.toObject());
        }
        QVERIFY(top.size() > 1500);
        std::sort(top.begin(), top.end(), [](const QJsonObject &a, const QJsonObject &b) {
            return a.value(u"createTime"_s).toString() < b.value(u"createTime"_s).toString();
        });
        const QString wanted = top[200].value(u"name"_s).toString();
        act({{u"action"_s, u"clearLog"_s}});
        std::optional<Result<TimelinePage>> page;
        loader->around(room, {.message = MessageId(wanted)}, 100, this,
                       [&page](const Result<TimelinePage> &result) { page = result; });
        QTRY_VERIFY_WITH_TIMEOUT(page.has_value(), 20'000);
        QVERIFY(*page);
        const QJsonObject log = ask("GET", u"/emulator/log?method=GET&path=/messages"_s);
        // One for the time, one for each side; the account's own business is beside it.
        QVERIFY(log.value(u"count"_s).toInt() <= 3 + 6);
        const QList<Message> shown = (*page)->messages;
        const auto at = std::find_if(shown.begin(), shown.end(), [&wanted](const Message &each) {
            return each.id.name() == wanted;
        });
        QVERIFY(at != shown.end());
        const qsizetype place = at - shown.begin();
        QVERIFY(place > 10 && shown.size() - place > 10);
        for (qsizetype i = 0; i < shown.size(); ++i)
            QCOMPARE(shown[i].id.name(), top[200 - place + i].value(u"name"_s).toString());
    }

    void readsToTheStart()
    {
        const TimelineScope room{busySpace(), ThreadId()};
        QSet<QString> expected;
        for (const QJsonValue &message : truth(room.space)) {
            if (!message.toObject().value(u"threadReply"_s).toBool())
                expected.insert(message.toObject().value(u"name"_s).toString());
        }
        Result<TimelinePage> page = newest(room, 60);
        QVERIFY(page);
        QSet<QString> seen;
        for (int i = 0; i < 200; ++i) {
            for (const Message &message : page->messages)
                seen.insert(message.id.name());
            if (page->reachesStart)
                break;
            std::optional<Result<TimelinePage>> older;
            loader->older(room, keyOf(page->messages.constFirst()), 200, this,
                          [&older](const Result<TimelinePage> &result) { older = result; });
            QTRY_VERIFY_WITH_TIMEOUT(older.has_value(), 20'000);
            QVERIFY(*older);
            page = *older;
        }
        QCOMPARE(seen, expected);
    }

    void writesArrive()
    {
        const TimelineScope room{busySpace(), ThreadId()};
        std::optional<Result<MessageId>> sent;
        outbox->send(room, {.text = u"*one* line of mine"_s}, this,
                     [&sent](const Result<MessageId> &result) { sent = result; });
        QTRY_VERIFY(sent && *sent);
        QTRY_VERIFY_WITH_TIMEOUT(truthHas(room.space, u"*one* line of mine"_s)
                                     || truthHas(room.space, u"one line of mine"_s),
                                 10'000);
        QTRY_COMPARE(outbox->queued(), 0);
        outbox->edit(**sent, u"changed"_s);
        QTRY_VERIFY_WITH_TIMEOUT(truthHas(room.space, u"changed"_s), 10'000);
        outbox->setReaction(**sent, {.unicode = u"👍"_s}, true);
        outbox->remove(**sent);
        QTRY_VERIFY_WITH_TIMEOUT(!truthHas(room.space, u"changed"_s), 10'000);
        const QJsonObject state = ask("GET", u"/emulator/state?messages=0"_s);
        QVERIFY(state.value(u"violations"_s).toArray().isEmpty());
    }

    // Both protocols of the upload, and what the service then gives back is what was sent.
    void filesArrive_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::newRow("in one request") << qint64(100'000);
        QTest::newRow("in pieces") << qint64(20'000'000);
    }

    void filesArrive()
    {
        QFETCH(qint64, size);
        const TimelineScope room{busySpace(), ThreadId()};
        QByteArray content(size, Qt::Uninitialized);
        for (qint64 i = 0; i < size; ++i)
            content[i] = char(i * 2654435761U >> 7);
        QFile original(dir.filePath(u"bytes.bin"_s));
        QVERIFY(original.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(original.write(content), size);
        original.close();
        const OutgoingMessage message{.text = u"file of %1"_s.arg(size),
                                      .files = {{original.fileName(), {}, u"application/x-b"_s}},
                                      .quote = {}};
        std::optional<Result<MessageId>> sent;
        outbox->send(room, message, this,
                     [&sent](const Result<MessageId> &result) { sent = result; });
        QTRY_VERIFY(sent && *sent);
        QVERIFY(original.remove());
        QTRY_VERIFY_WITH_TIMEOUT(truthHas(room.space, message.text), 30'000);
        QTRY_COMPARE(outbox->queued(), 0);
        const Result<TimelinePage> page = newest(room, 5);
        QVERIFY(page && !page->messages.isEmpty());
        const Message arrived = page->messages.constLast();
        QCOMPARE(arrived.attachments.size(), 1);
        QCOMPARE(arrived.attachments[0].contentName, u"bytes.bin"_s);
        QCOMPARE(arrived.attachments[0].contentType, u"application/x-b"_s);
        std::optional<api::Result<api::DownloadResult>> fetched;
        QBuffer back;
        QVERIFY(back.open(QIODevice::WriteOnly));
        client->download(
            {.resourceName = arrived.attachments[0].mediaName}, {.device = &back}, this,
            [&fetched](const api::Result<api::DownloadResult> &result) { fetched = result; });
        QTRY_VERIFY_WITH_TIMEOUT(fetched.has_value(), 20'000);
        QVERIFY(*fetched);
        QVERIFY(back.data() == content);
    }

    // The connection is reset in the last piece: it goes on there, or, when the service had it all
    // and has closed the upload, from the beginning.
    void brokenUploadsGoOn_data()
    {
        QTest::addColumn<QString>("phase");
        QTest::addColumn<int>("begun");
        QTest::newRow("before") << u"before"_s << 1;
        QTest::newRow("after") << u"after"_s << 2;
    }

    void brokenUploadsGoOn()
    {
        QFETCH(QString, phase);
        QFETCH(int, begun);
        act({{u"action"_s, u"clearLog"_s}});
        act({{u"action"_s, u"faults"_s},
             {u"faults"_s,
              QJsonArray{QJsonObject{{u"match"_s, u"^PUT /resumable/"_s},
                                     {u"phase"_s, phase},
                                     {u"kind"_s, u"reset"_s},
                                     {u"nth"_s, QJsonArray{2}}}}}});
        const TimelineScope room{busySpace(), ThreadId()};
        QFile original(dir.filePath(u"broken.bin"_s));
        QVERIFY(original.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QVERIFY(original.resize(20'000'000));
        original.close();
        const QString text = u"broken "_s + phase;
        outbox->send(room, {.text = text, .files = {{original.fileName(), {}, {}}}, .quote = {}},
                     this, [](const Result<MessageId> &) {});
        QTRY_VERIFY_WITH_TIMEOUT(truthHas(room.space, text), 30'000);
        act({{u"action"_s, u"faults"_s}, {u"faults"_s, QJsonArray()}});
        const QJsonObject log = ask("GET", u"/emulator/log?method=POST&path=%5E/resumable"_s);
        QCOMPARE(log.value(u"count"_s).toInt(), begun);
    }

    void quotesArrive_data()
    {
        QTest::addColumn<bool>("forward");
        QTest::newRow("reply") << false;
        QTest::newRow("forward") << true;
    }

    void quotesArrive()
    {
        QFETCH(bool, forward);
        const TimelineScope room{busySpace(), ThreadId()};
        const Result<TimelinePage> page = newest(room, 20);
        QVERIFY(page);
        const Message *quoted = nullptr;
        for (const Message &each : page->messages) {
            if (!each.isDeleted() && !each.isPending() && !each.text.isEmpty())
                quoted = &each;
        }
        QVERIFY(quoted);
        // Forwards go to another conversation.
        TimelineScope target = room;
        const QList<Conversation> all = conversations();
        for (const Conversation &conversation : all) {
            if (forward && conversation.space.type == SpaceType::Space
                && conversation.space.id != room.space)
                target.space = conversation.space.id;
        }
        QCOMPARE(target.space != room.space, forward);
        OutgoingMessage message;
        message.text = forward ? u"forwarded words"_s : u"quoted words"_s;
        message.quote = QuoteReference{quoted->id, quotedTime(*quoted),
                                       forward ? QuoteType::Forward : QuoteType::Reply};
        std::optional<Result<MessageId>> sent;
        outbox->send(target, message, this,
                     [&sent](const Result<MessageId> &result) { sent = result; });
        QTRY_VERIFY(sent && *sent);
        QTRY_VERIFY_WITH_TIMEOUT(truthHas(target.space, message.text), 10'000);
        QTRY_COMPARE(outbox->queued(), 0);
        QCOMPARE(outbox->failed(), 0);
    }

    void reactionsComeAndGo()
    {
        const TimelineScope room{busySpace(), ThreadId()};
        loader->setWatched({room});
        const Result<TimelinePage> page = newest(room, 20);
        QVERIFY(page && !page->messages.isEmpty());
        MessageId message; // the newest that is not deleted
        for (const Message &each : page->messages) {
            if (!each.isDeleted())
                message = each.id;
        }
        const Emoji emoji{.unicode = u"🦜"_s};
        const auto mine = [&] {
            const Result<TimelinePage> now = newest(room, 20);
            for (const Message &each : now->messages) {
                for (const ReactionSummary &reaction : each.reactions) {
                    if (each.id == message && reaction.emoji == emoji)
                        return reaction.mine;
                }
            }
            return false;
        };
        outbox->setReaction(message, emoji, true);
        QTRY_VERIFY_WITH_TIMEOUT(mine(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            ask("GET", u"/emulator/log?method=POST&path=reactions"_s).value(u"count"_s).toInt() > 0,
            10'000);
        outbox->setReaction(message, emoji, false);
        QTRY_VERIFY_WITH_TIMEOUT(
            ask("GET", u"/emulator/log?method=DELETE&path=reactions"_s).value(u"count"_s).toInt()
                > 0,
            10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!mine(), 10'000);
    }

    // A colleague's message shows within one poll of the open space.
    void watchedSpacesFollow()
    {
        const TimelineScope room{busySpace(), ThreadId()};
        loader->setWatched({room});
        QVERIFY(newest(room, 20));
        QTest::qWait(0);
        QSignalSpy changed(cache.get(), &store::Store::changed);
        const QJsonObject colleague = ask("GET", u"/emulator/state?space="_s + room.space.name())
                                          .value(u"spaces"_s)
                                          .toArray()
                                          .at(0)
                                          .toObject();
        QString author;
        for (const QJsonValue &message : colleague.value(u"messages"_s).toArray()) {
            const QString sender = message.toObject()
                                       .value(u"sender"_s)
                                       .toObject()
                                       .value(u"name"_s)
                                       .toString(message.toObject().value(u"sender"_s).toString());
            if (!sender.isEmpty() && sender != me.name())
                author = sender;
        }
        act({{u"action"_s, u"message"_s},
             {u"user"_s, author},
             {u"space"_s, room.space.name()},
             {u"text"_s, u"hot off the press"_s}});
        QVERIFY(truthHas(room.space, u"hot off the press"_s));
        const auto shown = [&] {
            const Result<TimelinePage> page = newest(room, 5);
            return page && !page->messages.isEmpty()
                && page->messages.constLast().text == u"hot off the press"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(shown(), 5'000);
    }

    void marksRead()
    {
        SpaceId space;
        for (const Conversation &conversation : conversations()) {
            if (conversation.unread && conversation.unreadCount > 0)
                space = conversation.space.id;
        }
        QVERIFY(!space.isEmpty());
        QVERIFY(newest({space, ThreadId()}, 20));
        loader->markRead(space);
        const auto isUnread = [&] {
            for (const Conversation &conversation : conversations()) {
                if (conversation.space.id == space)
                    return conversation.unread;
            }
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(!isUnread(), 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(ask("GET", u"/emulator/log?method=PATCH&path=spaceReadState"_s)
                                         .value(u"count"_s)
                                         .toInt()
                                     > 0,
                                 10'000);
    }

    void nothingWasAskedWrongly()
    {
        const QJsonObject log = ask("GET", u"/emulator/log"_s);
        for (const QJsonValue &entry : log.value(u"requests"_s).toArray()) {
            const int status = entry.toObject().value(u"status"_s).toInt();
            const QString path = entry.toObject().value(u"path"_s).toString();
            if (path.startsWith(u"/emulator"_s))
                continue;
            // A list of members may be hidden, a message may be gone; no request is malformed.
            QVERIFY2(status != 400 && status != 401 && status < 500,
                     QJsonDocument(entry.toObject()).toJson());
        }
    }
};

QTEST_GUILESS_MAIN(TestSyncEmulator)
#include "tst_syncemulator.moc"
