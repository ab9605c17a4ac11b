// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/eventmapping.h"
#include "models/sync/mapping/membershipmapping.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/names.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "models/sync/mapping/usermapping.h"
#include "tests/mapping/json.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;

// JSON that nobody here wrote, if it lies beside the project: every resource in it, wherever it is
// in its file, has a value in our language, and every card comes through unharmed.
class TestMappingSamples : public QObject
{
    Q_OBJECT

private:
    QDir m_folder{qEnvironmentVariable(
        "LINNET_SAMPLES", QStringLiteral(QT_TESTCASE_SOURCEDIR "/../../../shared/samples"))};
    int m_messages = 0;
    int m_spaces = 0;
    int m_users = 0;
    int m_reactions = 0;
    int m_cards = 0;

    void readMessage(const QJsonObject &json)
    {
        ++m_messages;
        const auto wire = api::Message::fromJson(json);
        const auto message = sync::toMessage(wire);
        QVERIFY(message);
        QCOMPARE(message->text, json.value(u"text"_s).toString());
        QCOMPARE(message->threadReply, json.value(u"threadReply"_s).toBool());
        const QJsonArray annotations = json.value(u"annotations"_s).toArray();
        QCOMPARE(message->annotations.size(), annotations.size());
        for (qsizetype i = 0; i < annotations.size(); ++i) {
            if (message->annotations[i].type != AnnotationType::UserMention)
                continue;
            QCOMPARE(message->annotations[i].user.name(),
                     annotations[i]
                         .toObject()
                         .value(u"userMention"_s)
                         .toObject()
                         .value(u"user"_s)
                         .toObject()
                         .value(u"name"_s)
                         .toString());
        }
        // As an event it tells the same.
        api::SpaceEvent event;
        event.messageUpdatedEventData = api::MessageUpdatedEventData{.message = wire};
        QCOMPARE(sync::toEvents({event}, UserId()).batch.messages.size(), 1);
    }

    void readNamed(const QJsonObject &json)
    {
        const QString name = json.value(u"name"_s).toString();
        if (sync::hasForm(name, u"spaces/*/messages/*")) {
            readMessage(json);
        } else if (sync::hasForm(name, u"spaces/*/messages/*/reactions/*")) {
            ++m_reactions;
            QVERIFY(!sync::messageOfReaction(name).isEmpty());
            if (json.contains(u"emoji"_s))
                QVERIFY(sync::toReaction(api::Reaction::fromJson(json)));
        } else if (sync::hasForm(name, u"spaces/*")) {
            ++m_spaces;
            const auto space = sync::toSpace(api::Space::fromJson(json));
            QVERIFY(space);
            if (json.value(u"type"_s) == u"ROOM"_s)
                QCOMPARE(space->type, SpaceType::Space);
            if (json.value(u"type"_s) == u"DM"_s)
                QCOMPARE(space->type, SpaceType::DirectMessage);
        } else if (sync::hasForm(name, u"users/*") && name != u"users/all"_s) {
            ++m_users;
            const auto user = sync::toUser(api::User::fromJson(json));
            QVERIFY(user);
            QCOMPARE(user->displayName, json.value(u"displayName"_s).toString().simplified());
        } else if (sync::hasForm(name, u"spaces/*/members/*")) {
            QVERIFY(sync::toMember(api::Membership::fromJson(json)));
        }
    }

    // Resources lie at any depth: inside payloads, attributes, whole conversations.
    void visit(const QJsonValue &value)
    {
        if (value.isArray()) {
            const QJsonArray array = value.toArray();
            for (const QJsonValue &one : array)
                visit(one);
        }
        if (!value.isObject())
            return;
        const QJsonObject object = value.toObject();
        readNamed(object);
        for (const QJsonValue &one : object)
            visit(one);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_folder.exists())
            QSKIP("no ../shared/samples beside the project, and LINNET_SAMPLES names no folder");
    }

    void reads_data()
    {
        QTest::addColumn<QString>("file");
        const QStringList files = m_folder.entryList({u"*.json"_s}, QDir::Files);
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << file;
    }

    void reads()
    {
        QFETCH(QString, file);
        QFile source(m_folder.filePath(file));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QJsonDocument document = QJsonDocument::fromJson(source.readAll());
        QVERIFY(!document.isNull());
        if (document.isArray())
            visit(document.array());
        else
            visit(document.object());
        // Whatever it is, as part of a message it arrives as it was, and harms nobody.
        const QJsonObject object = document.object();
        const auto whole = sync::toMessage(api::Message::fromJson(
            {{u"name"_s, u"spaces/A/messages/M"_s},
             {u"cardsV2"_s, QJsonArray{QJsonObject{{u"cardId"_s, u"c"_s}, {u"card"_s, object}}}}}));
        QVERIFY(whole);
        ++m_cards;
        const QJsonObject back = QJsonDocument::fromJson(whole->cards).object();
        QCOMPARE(back.value(u"cardsV2"_s).toArray().at(0).toObject().value(u"card"_s).toObject(),
                 object);
        (void)sync::toMessage(api::Message::fromJson(object));
        (void)sync::toSpace(api::Space::fromJson(object));
        (void)sync::toEvents({api::SpaceEvent::fromJson(object)}, UserId());
    }

    // Had nothing been found, nothing would have been read.
    void somethingWasFound()
    {
        qInfo("%d messages, %d spaces, %d users, %d reactions, %d files as cards", m_messages,
              m_spaces, m_users, m_reactions, m_cards);
        QVERIFY(m_messages >= 8);
        QVERIFY(m_spaces >= 5);
        QVERIFY(m_users >= 10);
        QVERIFY(m_reactions >= 1);
        QVERIFY(m_cards >= 60);
    }
};

QTEST_GUILESS_MAIN(TestMappingSamples)
#include "tst_mapping_samples.moc"
