// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/availabilitymapping.h"
#include "models/sync/mapping/customemojimapping.h"
#include "models/sync/mapping/notificationmapping.h"
#include "models/sync/mapping/readstatemapping.h"
#include "models/sync/mapping/sectionmapping.h"
#include "models/sync/mapping/usermapping.h"
#include "models/sync/mapping/wiretime.h"
#include "tests/service/servicetest.h"

#include <QBuffer>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace linnet::api;
using linnet::NotificationLevel;
using linnet::SpaceId;
using linnet::SpaceNotification;
using linnet::ThreadId;
namespace api = linnet::api;
namespace mapping = linnet::sync;

void ServiceTest::readStates()
{
    const QString space = m_stage.newSpace({m_hana});
    const QString first = m_stage.newMessage(space, u"one"_s, m_hana);
    const QString name = mapping::readStateName(SpaceId(space));
    const auto before = m_stage.call(GetSpaceReadState{.name = name});
    SUCCEEDED(before);
    QVERIFY(mapping::toReadState(*before));
    QCOMPARE(mapping::toReadState(*before)->space.name(), space);

    const QString created = m_stage.message(first).value(u"createTime"_s).toString();
    const auto later = api::Timestamp::fromMicroseconds(
        linnet::Timestamp::fromString(created).microseconds() + 60'000'000);
    const auto read = m_stage.call(
        UpdateSpaceReadState{.name = name, .spaceReadState = {.lastReadTime = later}});
    SUCCEEDED(read);
    // A time after the newest message becomes its time.
    QCOMPARE(mapping::toReadState(*read)->lastReadTime, linnet::Timestamp::fromString(created));
    const QString mine = m_stage.me().mid(6);
    const auto truth = [&] {
        return m_stage.truth(space).value(u"readStates"_s).toObject().value(mine).toObject();
    };
    QCOMPARE(truth().value(u"lastReadTime"_s).toString(), created);
    REFUSED(m_stage.call(UpdateSpaceReadState{.name = name, .updateMask = {u"name"_s}}),
            InvalidArgument);
    REFUSED(m_stage.call(
                GetSpaceReadState{.name = QString(m_hana + u'/' + space + u"/spaceReadState"_s)}),
            PermissionDenied);

    const QString thread
        = m_stage.message(first).value(u"thread"_s).toObject().value(u"name"_s).toString();
    m_stage.act({{u"action"_s, u"read"_s},
                 {u"space"_s, space},
                 {u"thread"_s, thread},
                 {u"time"_s, created}});
    const auto ofThread
        = m_stage.call(GetThreadReadState{.name = mapping::readStateName(ThreadId(thread))});
    SUCCEEDED(ofThread);
    QCOMPARE(mapping::toReadState(*ofThread)->thread.name(), thread);
    QCOMPARE(mapping::toReadState(*ofThread)->lastReadTime, linnet::Timestamp::fromString(created));
    // The update of a thread's is announced only; here it is on demand.
    const UpdateThreadReadState update{.name = mapping::readStateName(ThreadId(thread)),
                                       .threadReadState = {.lastReadTime = later}};
    REFUSED(m_stage.call(update), NotFound);
    m_stage.act({{u"action"_s, u"set"_s}, {u"threadReadUpdate"_s, true}});
    const auto told = m_stage.call(update);
    m_stage.act({{u"action"_s, u"set"_s}, {u"threadReadUpdate"_s, false}});
    SUCCEEDED(told);
    QCOMPARE(mapping::toReadState(*told)->lastReadTime, linnet::Timestamp::fromString(created));
    REFUSED(m_stage.call(GetThreadReadState{
                .name = mapping::readStateName(ThreadId(space + u"/threads/none"_s))}),
            NotFound);
}

void ServiceTest::notificationSettings()
{
    const QString space = m_stage.newSpace();
    const QString name = mapping::notificationName(SpaceId(space));
    const auto before = m_stage.call(GetSpaceNotificationSetting{.name = name});
    SUCCEEDED(before);
    QVERIFY(mapping::toNotification(*before) == SpaceNotification());
    SUCCEEDED(m_stage.call(PatchSpaceNotificationSetting{
        .name = name,
        .spaceNotificationSetting
        = {.muteSetting = MuteSetting::Muted,
           .notificationSetting = mapping::toWire(NotificationLevel::ForYou)}}));
    const QJsonObject truth = m_stage.truth(space)
                                  .value(u"readStates"_s)
                                  .toObject()
                                  .value(m_stage.me().mid(6))
                                  .toObject();
    QCOMPARE(truth.value(u"muteSetting"_s).toString(), u"MUTED"_s);
    QCOMPARE(truth.value(u"notificationSetting"_s).toString(), u"FOR_YOU"_s);
    const auto after = m_stage.call(GetSpaceNotificationSetting{.name = name});
    SUCCEEDED(after);
    QVERIFY(mapping::toNotification(*after)
            == (SpaceNotification{.level = NotificationLevel::ForYou, .muted = true}));
    REFUSED(
        m_stage.call(PatchSpaceNotificationSetting{.name = name, .updateMask = {u"muteSetting"_s}}),
        InvalidArgument);
}

void ServiceTest::sections()
{
    const QString me = u"users/me"_s;
    const auto before = m_stage.call(ListSections{.parent = me, .pageSize = 100});
    SUCCEEDED(before);
    QVERIFY(before->sections.size() >= 3);
    const auto made = m_stage.call(CreateSection{
        .parent = me,
        .section = {.displayName = u"Ink"_s, .type = api::SectionType::CustomSection}});
    SUCCEEDED(made);
    const auto section = mapping::toSection(*made);
    QVERIFY(section);
    const QString name = section->id.name();
    // The emulator's state does not tell sections; the same by the side of the typed client does.
    const auto raw = [&]() -> QJsonObject {
        const QJsonArray all
            = m_stage.raw(u"users/me/sections?pageSize=100"_s).value(u"sections"_s).toArray();
        for (const QJsonValue &one : all) {
            if (one.toObject().value(u"name"_s).toString() == name)
                return one.toObject();
        }
        return {};
    };
    QCOMPARE(raw().value(u"displayName"_s).toString(), u"Ink"_s);
    REFUSED(m_stage.call(
                CreateSection{.parent = me, .section = {.type = api::SectionType::CustomSection}}),
            InvalidArgument);
    SUCCEEDED(m_stage.call(PatchSection{.name = name, .section = {.displayName = u"Paper"_s}}));
    QCOMPARE(raw().value(u"displayName"_s).toString(), u"Paper"_s);
    REFUSED(m_stage.call(PatchSection{.name = u"users/me/sections/default-spaces"_s,
                                      .section = {.displayName = u"x"_s}}),
            InvalidArgument);
    const auto moved
        = m_stage.call(PositionSection{.name = name, .relativePosition = RelativePosition::End});
    SUCCEEDED(moved);
    QCOMPARE(raw().value(u"sortOrder"_s).toInt(), before->sections.size() + 1);
    REFUSED(m_stage.call(PositionSection{.name = name, .sortOrder = 0}), InvalidArgument);

    const QString space = m_stage.newSpace();
    const QString filter = u"space = \""_s + space + u'"';
    const auto item = m_stage.call(
        ListSectionItems{.parent = u"users/me/sections/-"_s, .filter = filter, .pageSize = 10});
    SUCCEEDED(item);
    QCOMPARE(item->sectionItems.size(), 1);
    const auto inDefault = mapping::toSectionItem(item->sectionItems[0]);
    QVERIFY(inDefault);
    QCOMPARE(inDefault->space.name(), space);
    const auto there
        = m_stage.call(MoveSectionItem{.name = inDefault->name, .targetSection = name});
    SUCCEEDED(there);
    const QJsonArray items
        = m_stage.raw(QString(name + u"/items"_s)).value(u"sectionItems"_s).toArray();
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0].toObject().value(u"space"_s).toString(), space);
    REFUSED(m_stage.call(MoveSectionItem{.name = inDefault->name, .targetSection = name}),
            NotFound);
    SUCCEEDED(m_stage.call(DeleteSection{.name = name}));
    QVERIFY(raw().isEmpty());
    REFUSED(m_stage.call(DeleteSection{.name = name}), NotFound);
}

void ServiceTest::availability()
{
    const QString name = u"users/me/availability"_s;
    const auto raw = [&] { return m_stage.raw(name); };
    SUCCEEDED(m_stage.call(GetAvailability{.name = name}));
    SUCCEEDED(m_stage.call(MarkAsAway{.name = name}));
    QCOMPARE(raw().value(u"state"_s).toString(), u"AWAY"_s);
    const auto quiet
        = m_stage.call(MarkAsDoNotDisturb{.name = name, .ttl = std::chrono::minutes(10)});
    SUCCEEDED(quiet);
    QVERIFY(mapping::toAvailability(*quiet).doNotDisturbUntil.isKnown());
    QCOMPARE(raw().value(u"state"_s).toString(), u"DO_NOT_DISTURB"_s);
    REFUSED(m_stage.call(MarkAsDoNotDisturb{.name = name}), InvalidArgument);
    SUCCEEDED(m_stage.call(MarkAsActive{.name = name, .ttl = std::chrono::minutes(5)}));
    QCOMPARE(raw().value(u"state"_s).toString(), u"ACTIVE"_s);
    const linnet::CustomStatus sea{.emoji = {.unicode = u"🏖"_s}, .text = u"at the sea"_s};
    SUCCEEDED(m_stage.call(
        PatchAvailability{.name = name, .availability = {.customStatus = mapping::toWire(sea)}}));
    QCOMPARE(raw().value(u"customStatus"_s).toObject().value(u"text"_s).toString(),
             u"at the sea"_s);
    const auto got = m_stage.call(GetAvailability{.name = name});
    SUCCEEDED(got);
    QVERIFY(mapping::toAvailability(*got).status == sea);
    // A field that is named and not given is cleared.
    SUCCEEDED(m_stage.call(PatchAvailability{.name = name, .updateMask = {u"customStatus"_s}}));
    QVERIFY(!raw().contains(u"customStatus"_s));
    REFUSED(m_stage.call(GetAvailability{.name = QString(m_hana + u"/availability"_s)}),
            PermissionDenied);
}

void ServiceTest::customEmoji()
{
    QNetworkAccessManager network;
    QNetworkReply *reply = network.get(QNetworkRequest(
        m_stage.root().resolved(QUrl(u"/emulator/avatar/"_s + m_hana.mid(6) + u".png"_s))));
    QSignalSpy finished(reply, &QNetworkReply::finished);
    QVERIFY(finished.wait(10'000));
    const QByteArray picture = reply->readAll();
    reply->deleteLater();
    const CreateCustomEmoji create{
        .customEmoji
        = {.emojiName = u":service-test:"_s,
           .payload = CustomEmojiPayload{.fileContent = picture, .filename = u"e.png"_s}}};
    const auto made = m_stage.call(create);
    SUCCEEDED(made);
    const auto emoji = mapping::toCustomEmoji(*made);
    QVERIFY(emoji);
    QCOMPARE(m_stage.raw(emoji->name).value(u"emojiName"_s).toString(), u":service-test:"_s);
    REFUSED(m_stage.call(create), AlreadyExists);
    REFUSED(m_stage.call(CreateCustomEmoji{.customEmoji = {.emojiName = u"no colons"_s}}),
            InvalidArgument);
    const auto got = m_stage.call(GetCustomEmoji{.name = emoji->name});
    SUCCEEDED(got);
    QVERIFY(!mapping::toCustomEmoji(*got)->imageUrl.isEmpty());
    const auto own
        = m_stage.call(ListCustomEmojis{.filter = u"creator(\"users/me\")"_s, .pageSize = 200});
    SUCCEEDED(own);
    QVERIFY(std::any_of(own->customEmojis.begin(), own->customEmojis.end(),
                        [&](const api::CustomEmoji &one) { return one.name == emoji->name; }));
    REFUSED(m_stage.call(ListCustomEmojis{.filter = u"colour = 3"_s}), InvalidArgument);
    const auto all = m_stage.call(ListCustomEmojis{});
    SUCCEEDED(all);
    QVERIFY(all->customEmojis.size() > own->customEmojis.size());
    for (const api::CustomEmoji &one : all->customEmojis) {
        const bool mine
            = std::any_of(own->customEmojis.begin(), own->customEmojis.end(),
                          [&](const api::CustomEmoji &other) { return other.name == one.name; });
        if (!mine) {
            REFUSED(m_stage.call(DeleteCustomEmoji{.name = *one.name}), PermissionDenied);
            break;
        }
    }
    SUCCEEDED(m_stage.call(DeleteCustomEmoji{.name = emoji->name}));
    QVERIFY(!m_stage.raw(emoji->name).contains(u"emojiName"_s));
    REFUSED(m_stage.call(GetCustomEmoji{.name = emoji->name}), NotFound);
}

// Not of the 54, but the client calls it: the neighbouring People service.
void ServiceTest::directory()
{
    const auto found = m_stage.call(
        SearchDirectoryPeople{.query = u"Hana"_s,
                              .readMask = {u"names"_s, u"emailAddresses"_s, u"photos"_s},
                              .sources = {DirectorySourceType::DomainProfile}});
    SUCCEEDED(found);
    QVERIFY(!found->people.isEmpty());
    const auto person = mapping::toPerson(found->people[0]);
    QVERIFY(person);
    QCOMPARE(person->user.id.name(), m_hana);
    const auto listed = m_stage.call(ListDirectoryPeople{
        .pageSize = 2, .readMask = {u"names"_s}, .sources = {DirectorySourceType::DomainProfile}});
    SUCCEEDED(listed);
    QCOMPARE(listed->people.size(), 2);
    const auto batch = m_stage.call(BatchGetPeople{
        .personFields = {u"names"_s},
        .resourceNames = {QString(u"people/"_s + m_hana.mid(6)), u"people/404404"_s}});
    SUCCEEDED(batch);
    QCOMPARE(batch->responses.size(), 2);
    QVERIFY(batch->responses[0].person);
    QVERIFY(!batch->responses[1].person);
    m_stage.act({{u"action"_s, u"set"_s}, {u"directoryOff"_s, true}});
    const auto off
        = m_stage.call(SearchDirectoryPeople{.query = u"Hana"_s,
                                             .readMask = {u"names"_s},
                                             .sources = {DirectorySourceType::DomainProfile}});
    m_stage.act({{u"action"_s, u"set"_s}, {u"directoryOff"_s, false}});
    REFUSED(off, PermissionDenied);
}
