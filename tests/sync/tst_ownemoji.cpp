// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/lookup.h"
#include "models/sync/ownemoji.h"
#include "tests/sync/syncworld.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using linnet::test::jsonAnswer;
using linnet::test::SyncWorld;

namespace {

QByteArray wire(const QByteArray &id, const QByteArray &name)
{
    return R"({"name":"customEmojis/)" + id + R"(","uid":")" + id + R"(","emojiName":")" + name
        + R"("})";
}

QByteArray refusal(int code, const QByteArray &status)
{
    return R"({"error":{"code":)" + QByteArray::number(code) + R"(,"status":")" + status
        + R"(","message":"No."}})";
}

struct Lost
{
    api::Result<api::HttpResponse> answer;
};

} // namespace

Q_DECLARE_METATYPE(Lost)

// Emoji that a person makes and deletes: what is asked, what the shared list has then, and what
// becomes of lost answers.
class TestOwnEmoji : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyncWorld> world;
    std::unique_ptr<sync::Lookup> lookup;
    std::unique_ptr<sync::OwnEmoji> emoji;

    template <class T> Result<T> wait(const std::function<void(Handler<T>)> &ask)
    {
        std::optional<Result<T>> answer;
        ask([&answer](const Result<T> &got) { answer = got; });
        world->drain();
        return answer.value_or(Failure(Error{.kind = ErrorKind::Cancelled}));
    }
    Result<CustomEmoji> add(const QString &name)
    {
        return wait<CustomEmoji>([&](auto handler) {
            emoji->addEmoji({.shortName = name, .fileName = u"bird.png"_s, .content = "picture"},
                            this, handler);
        });
    }
    Result<bool> remove(const CustomEmoji &one)
    {
        return wait<bool>([&](auto handler) { emoji->removeEmoji(one, this, handler); });
    }
    QStringList listed()
    {
        const auto all
            = wait<QList<CustomEmoji>>([&](auto handler) { lookup->customEmoji(this, handler); });
        QStringList names;
        for (const CustomEmoji &each : all.value_or(QList<CustomEmoji>()))
            names << each.shortName;
        return names;
    }
    void knowTheList()
    {
        world->transport().then(jsonAnswer(R"({"customEmojis":[)" + wire("A", ":ant:") + ','
                                           + wire("C", ":cat:") + "]}"));
        QCOMPARE(listed(), (QStringList{u":ant:"_s, u":cat:"_s}));
    }

private Q_SLOTS:
    void init()
    {
        world = std::make_unique<SyncWorld>();
        lookup = std::make_unique<sync::Lookup>(world->services());
        emoji = std::make_unique<sync::OwnEmoji>(world->services(), *lookup);
    }

    void cleanup()
    {
        emoji.reset();
        lookup.reset();
        world.reset();
    }

    void oneThatIsMadeIsListedAtOnce()
    {
        knowTheList();
        world->transport().then(jsonAnswer(wire("B", ":bird:")));
        const Result<CustomEmoji> made = add(u":bird:"_s);
        QVERIFY(made);
        QCOMPARE(made->name, u"customEmojis/B"_s);
        const auto &sent = world->transport().sent().back();
        QCOMPARE(sent.request.verb, "POST"_qba);
        QCOMPARE(sent.request.url.path(), u"/v1/customEmojis"_s);
        const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
        QCOMPARE(body.value("emojiName"_L1).toString(), u":bird:"_s);
        const QJsonObject payload = body.value("payload"_L1).toObject();
        QCOMPARE(payload.value("filename"_L1).toString(), u"bird.png"_s);
        QCOMPARE(QByteArray::fromBase64(payload.value("fileContent"_L1).toString().toLatin1()),
                 "picture"_qba);
        // In its place, without asking again.
        const auto requests = world->transport().sent().size();
        QCOMPARE(listed(), (QStringList{u":ant:"_s, u":bird:"_s, u":cat:"_s}));
        QCOMPARE(world->transport().sent().size(), requests);
    }

    void oneThatIsDeletedIsListedNoMore()
    {
        knowTheList();
        world->transport().then(jsonAnswer("{}"));
        QVERIFY(remove({.name = u"customEmojis/A"_s, .shortName = u":ant:"_s}));
        QCOMPARE(world->transport().sent().back().request.verb, "DELETE"_qba);
        QCOMPARE(world->transport().sent().back().request.url.path(), u"/v1/customEmojis/A"_s);
        QCOMPARE(listed(), QStringList{u":cat:"_s});
        // Gone already is what was wanted.
        world->transport().then(jsonAnswer(refusal(404, "NOT_FOUND"), 404));
        QVERIFY(remove({.name = u"customEmojis/C"_s, .shortName = u":cat:"_s}));
        QCOMPARE(listed(), QStringList());
    }

    void refusalsChangeNothing_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("the organisation")
            << 403 << "PERMISSION_DENIED"_qba << ErrorKind::PermissionDenied;
        QTest::newRow("the name") << 409 << "ALREADY_EXISTS"_qba << ErrorKind::AlreadyExists;
        QTest::newRow("the picture") << 400 << "INVALID_ARGUMENT"_qba << ErrorKind::InvalidArgument;
    }

    void refusalsChangeNothing()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, status);
        QFETCH(ErrorKind, kind);
        knowTheList();
        world->transport().then(jsonAnswer(refusal(code, status), code));
        const Result<CustomEmoji> made = add(u":bird:"_s);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, kind);
        world->transport().then(jsonAnswer(refusal(code, status), code));
        const Result<bool> gone = remove({.name = u"customEmojis/A"_s, .shortName = u":ant:"_s});
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, kind);
        const auto requests = world->transport().sent().size();
        QCOMPARE(listed(), (QStringList{u":ant:"_s, u":cat:"_s}));
        QCOMPARE(world->transport().sent().size(), requests);
    }

    // The request left and its answer did not come: the name tells whether it was made.
    void aLostAnswerIsLookedUp_data()
    {
        QTest::addColumn<Lost>("lost");
        QTest::addColumn<bool>("made");
        const Lost broken{tl::unexpected(
            api::Error{.kind = api::Error::Kind::OutcomeUnknown, .effectUnknown = true})};
        QTest::newRow("made") << broken << true;
        QTest::newRow("not made") << broken << false;
        const Lost trouble{jsonAnswer(refusal(503, "UNAVAILABLE"), 503)};
        QTest::newRow("503, made") << trouble << true;
        QTest::newRow("503, not made") << trouble << false;
    }

    void aLostAnswerIsLookedUp()
    {
        QFETCH(Lost, lost);
        QFETCH(bool, made);
        knowTheList();
        world->transport().then(lost.answer);
        world->transport().then(
            jsonAnswer(R"({"customEmojis":[)" + wire("B", made ? ":bird:" : ":bee:") + "]}"));
        const Result<CustomEmoji> answer = add(u":bird:"_s);
        QCOMPARE(answer.has_value(), made);
        const auto &sent = world->transport().sent().back();
        QCOMPARE(sent.request.verb, "GET"_qba);
        QVERIFY(
            sent.request.url.query(QUrl::FullyDecoded).contains(u"filter=creator(\"users/me\")"_s));
        QCOMPARE(world->transport().count("POST", u"/customEmojis"_s), 1);
        if (made)
            QCOMPARE(answer->name, u"customEmojis/B"_s);
        else
            QCOMPARE(answer.error().kind,
                     lost.answer ? ErrorKind::ServerTrouble : ErrorKind::OutcomeUnknown);
        QCOMPARE(listed().contains(u":bird:"_s), made);
    }

    // A list that was asked for before the change says nothing about it.
    void anOlderListIsNotKept()
    {
        world->transport().thenHang();
        std::optional<Result<QList<CustomEmoji>>> early;
        lookup->customEmoji(this, [&early](const Result<QList<CustomEmoji>> &got) { early = got; });
        world->drain();
        world->transport().then(jsonAnswer(wire("B", ":bird:")));
        QVERIFY(add(u":bird:"_s));
        QVERIFY(world->transport().resume(
            jsonAnswer(R"({"customEmojis":[)" + wire("A", ":ant:") + "]}")));
        world->drain();
        QVERIFY(early && *early);
        world->transport().then(jsonAnswer(R"({"customEmojis":[)" + wire("A", ":ant:") + ','
                                           + wire("B", ":bird:") + "]}"));
        QCOMPARE(listed(), (QStringList{u":ant:"_s, u":bird:"_s}));
    }
};

QTEST_GUILESS_MAIN(TestOwnEmoji)
#include "tst_ownemoji.moc"
