// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "tests/service/servicetest.h"

#include <QScopeGuard>

using namespace Qt::StringLiterals;
using namespace linnet::api;
namespace mapping = linnet::sync;

namespace {

// The numbers of an answer, which have to be the same however they are written.
QList<int> peopleIn(const QList<Space> &spaces)
{
    QList<int> counts;
    for (const Space &space : spaces)
        counts.append(space.membershipCount->joinedDirectHumanUserCount.value_or(-1));
    return counts;
}

QList<int> placesIn(const QList<Message> &messages)
{
    QList<int> places;
    for (const Message &message : messages) {
        for (const Annotation &annotation : message.annotations) {
            if (annotation.type && annotation.type->text != u"ANNOTATION_OF_TOMORROW"_s)
                places << annotation.startIndex.value_or(-1) << annotation.length.value_or(-1);
        }
    }
    return places;
}

} // namespace

// A service that writes its answers carelessly, and knows values that we do not: field by field in
// their turns, by the types of the schema.
void ServiceTest::carelessAnswers()
{
    const QString space = m_stage.newSpace({m_hana});
    for (int i = 0; i < 3; ++i)
        m_stage.newMessage(space, u"see <%1>, and https://a.example/%2"_s.arg(m_hana).arg(i));
    const ListSpaces listSpaces{.pageSize = 1000};
    const ListMessages listMessages{.parent = space, .pageSize = 100};
    const auto spaces = m_stage.call(listSpaces);
    const auto messages = m_stage.call(listMessages);
    SUCCEEDED(spaces);
    SUCCEEDED(messages);
    QVERIFY(!placesIn(messages->messages).isEmpty());
    m_stage.act({{u"action"_s, u"set"_s}, {u"sloppyJson"_s, true}});
    const auto careful = qScopeGuard([this] {
        m_stage.act({{u"action"_s, u"set"_s}, {u"sloppyJson"_s, false}});
    });
    for (int turn = 0; turn < 12; ++turn) {
        const auto theSpaces = m_stage.call(listSpaces);
        const auto theMessages = m_stage.call(listMessages);
        SUCCEEDED(theSpaces);
        SUCCEEDED(theMessages);
        QCOMPARE(peopleIn(theSpaces->spaces), peopleIn(spaces->spaces));
        QCOMPARE(placesIn(theMessages->messages), placesIn(messages->messages));
        for (qsizetype i = 0; i < theMessages->messages.size(); ++i) {
            const auto mapped = mapping::toMessage(theMessages->messages[i]);
            QVERIFY(mapped);
            QCOMPARE(mapped->text, *messages->messages[i].text);
        }
        for (const Space &each : theSpaces->spaces)
            QVERIFY(mapping::toAnySpace(each));
        SUCCEEDED(m_stage.call(ListMemberships{.parent = space}));
        SUCCEEDED(
            m_stage.call(GetSpaceReadState{.name = u"users/me/"_s + space + u"/spaceReadState"_s}));
        SUCCEEDED(m_stage.call(GetSpaceNotificationSetting{.name = u"users/me/"_s + space
                                                               + u"/spaceNotificationSetting"_s}));
        SUCCEEDED(m_stage.call(ListSections{.parent = u"users/me"_s}));
        SUCCEEDED(m_stage.call(GetAvailability{.name = u"users/me/availability"_s}));
        SUCCEEDED(m_stage.call(ListSpaceEvents{
            .parent = space,
            .filter = u"event_types:\"google.workspace.chat.message.v1.created\""_s}));
    }
}
