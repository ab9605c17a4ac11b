// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/eventmapping.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/searchmapping.h"
#include "tests/service/servicetest.h"

using namespace Qt::StringLiterals;
using namespace linnet::api;
using linnet::DeletedBy;
using linnet::UserId;
namespace api = linnet::api;
namespace mapping = linnet::sync;

void ServiceTest::messagesAreWritten()
{
    const QString space = m_stage.newSpace({m_hana});
    const CreateMessage create{.parent = space,
                               .messageId = u"client-service-1"_s,
                               .requestId = u"service-1"_s,
                               .message = {.text = u"*bold* <users/all>"_s}};
    const auto sent = m_stage.call(create);
    SUCCEEDED(sent);
    const QString name = *sent->name;
    QJsonObject truth = m_stage.message(name);
    QCOMPARE(truth.value(u"formattedText"_s).toString(), u"*bold* <users/all>"_s);
    QCOMPARE(truth.value(u"requestId"_s).toString(), u"service-1"_s);
    QCOMPARE(truth.value(u"clientAssignedMessageId"_s).toString(), u"client-service-1"_s);
    const auto mapped = mapping::toMessage(*sent);
    QVERIFY(mapped);
    QCOMPARE(mapped->text, u"bold @all"_s);
    QCOMPARE(mapped->annotations.size(), 1);
    QCOMPARE(mapped->annotations[0].type, linnet::AnnotationType::AllMention);

    // The same request is the same message, the same id another one's.
    const auto again = m_stage.call(create);
    SUCCEEDED(again);
    QCOMPARE(again->name, sent->name);
    REFUSED(m_stage.call(CreateMessage{.parent = space,
                                       .messageId = u"client-service-1"_s,
                                       .message = {.text = u"other"_s}}),
            AlreadyExists);
    QCOMPARE(m_stage.truth(space).value(u"messages"_s).toArray().size(), 1);

    // A reply, silently, and a quote with the exact time.
    const auto reply = m_stage.call(CreateMessage{
        .parent = space,
        .notificationType = CreateMessageNotificationType::NotificationTypeSilent,
        .messageReplyOption = MessageReplyOption::ReplyMessageFallbackToNewThread,
        .message = {.quotedMessageMetadata
                    = QuotedMessageMetadata{.lastUpdateTime = sent->createTime, .name = name},
                    .text = u"reply"_s,
                    .thread = Thread{.name = sent->thread->name}}});
    SUCCEEDED(reply);
    truth = m_stage.message(*reply->name);
    QVERIFY(truth.value(u"threadReply"_s).toBool());
    QCOMPARE(truth.value(u"quotedMessageMetadata"_s).toObject().value(u"name"_s).toString(), name);
    QVERIFY(mapping::toMessage(*reply)->silent);
    QCOMPARE(mapping::toMessage(*reply)->quote->text, u"bold @all"_s);
    REFUSED(m_stage.call(CreateMessage{
                .parent = space,
                .messageReplyOption = MessageReplyOption::ReplyMessageOrFail,
                .message = {.text = u"x"_s, .thread = Thread{.name = space + u"/threads/no"_s}}}),
            NotFound);

    REFUSED(m_stage.call(CreateMessage{.parent = space}), InvalidArgument);
    REFUSED(
        m_stage.call(CreateMessage{.parent = space, .message = {.text = QString(32'001, u'x')}}),
        InvalidArgument);
    // Announcements are for those who manage the space.
    const QString announcements = m_stage
                                      .act({{u"action"_s, u"space"_s},
                                            {u"name"_s, u"Only managers write"_s},
                                            {u"announcement"_s, true},
                                            {u"members"_s, QJsonArray{u"me"_s, m_hana.mid(6)}},
                                            {u"manager"_s, m_hana.mid(6)}})
                                      .value(u"name"_s)
                                      .toString();
    REFUSED(m_stage.call(CreateMessage{.parent = announcements, .message = {.text = u"x"_s}}),
            PermissionDenied);
}

void ServiceTest::messagesAreRead()
{
    const QString space = m_stage.newSpace({m_hana});
    QStringList names;
    for (int i = 0; i < 5; ++i)
        names.append(m_stage.newMessage(space, u"message "_s + QString::number(i), m_hana));
    const auto page = m_stage.call(ListMessages{
        .parent = space, .orderBy = u"createTime desc"_s, .pageSize = 2, .showDeleted = true});
    SUCCEEDED(page);
    QCOMPARE(page->messages.size(), 2);
    QCOMPARE(page->messages[0].name, names[4]);
    const auto next = m_stage.call(ListMessages{.parent = space,
                                                .orderBy = u"createTime desc"_s,
                                                .pageSize = 2,
                                                .pageToken = page->nextPageToken,
                                                .showDeleted = true});
    SUCCEEDED(next);
    QCOMPARE(next->messages[0].name, names[2]);
    // A page's token belongs to its parameters.
    REFUSED(m_stage.call(ListMessages{.parent = space,
                                      .orderBy = u"createTime desc"_s,
                                      .pageToken = page->nextPageToken}),
            InvalidArgument);
    const auto since = m_stage.call(ListMessages{
        .parent = space,
        .filter = QString(u"createTime > \""_s + page->messages[1].createTime->toString() + u'"')});
    SUCCEEDED(since);
    QCOMPARE(since->messages.size(), 1);
    REFUSED(m_stage.call(ListMessages{.parent = space, .filter = u"text = \"x\""_s}),
            InvalidArgument);

    const auto got
        = m_stage.call(GetMessage{.name = names[0], .markupSyntax = MarkupSyntax::Markdown});
    SUCCEEDED(got);
    const auto mapped = mapping::toMessage(*got);
    QVERIFY(mapped);
    QCOMPARE(mapped->text, u"message 0"_s);
    QCOMPARE(mapped->sender.name(), m_hana);
    REFUSED(m_stage.call(GetMessage{.name = space + u"/messages/none"_s}), NotFound);
    // A space one is not in cannot be read.
    const QString foreign = m_stage
                                .act({{u"action"_s, u"space"_s},
                                      {u"name"_s, u"Without me"_s},
                                      {u"members"_s, QJsonArray{m_hana.mid(6)}}})
                                .value(u"name"_s)
                                .toString();
    REFUSED(m_stage.call(ListMessages{.parent = foreign}), PermissionDenied);
}

void ServiceTest::messagesAreChangedAndDeleted()
{
    const QString space = m_stage.newSpace({m_hana});
    const QString mine = m_stage.newMessage(space, u"first"_s);
    const QString theirs = m_stage.newMessage(space, u"hers"_s, m_hana);
    SUCCEEDED(m_stage.call(PatchMessage{.name = mine, .message = {.text = u"second"_s}}));
    QCOMPARE(m_stage.message(mine).value(u"text"_s).toString(), u"second"_s);
    SUCCEEDED(m_stage.call(
        UpdateMessage{.name = mine, .updateMask = {u"text"_s}, .message = {.text = u"third"_s}}));
    QCOMPARE(m_stage.message(mine).value(u"text"_s).toString(), u"third"_s);
    QVERIFY(m_stage.message(mine).contains(u"lastUpdateTime"_s));
    REFUSED(m_stage.call(PatchMessage{.name = theirs, .message = {.text = u"mine now"_s}}),
            PermissionDenied);
    REFUSED(m_stage.call(PatchMessage{.name = mine, .updateMask = {u"sender"_s}}), InvalidArgument);
    REFUSED(m_stage.call(
                PatchMessage{.name = space + u"/messages/none"_s, .message = {.text = u"x"_s}}),
            NotFound);
    // Missing ones are made when that is allowed.
    const auto made = m_stage.call(PatchMessage{.name = space + u"/messages/client-missing"_s,
                                                .allowMissing = true,
                                                .message = {.text = u"made"_s}});
    SUCCEEDED(made);
    QCOMPARE(m_stage.message(*made->name).value(u"text"_s).toString(), u"made"_s);

    m_stage.act(
        {{u"action"_s, u"message"_s},
         {u"space"_s, space},
         {u"user"_s, m_hana.mid(6)},
         {u"text"_s, u"a reply"_s},
         {u"thread"_s, m_stage.message(mine).value(u"thread"_s).toObject().value(u"name"_s)}});
    REFUSED(m_stage.call(DeleteMessage{.name = mine}), FailedPrecondition);
    SUCCEEDED(m_stage.call(DeleteMessage{.name = mine, .force = true}));
    QVERIFY(m_stage.message(mine).contains(u"deleteTime"_s));
    REFUSED(m_stage.call(DeleteMessage{.name = mine}), NotFound);
    SUCCEEDED(m_stage.call(DeleteMessage{.name = theirs})); // I manage the space
    const auto list = m_stage.call(ListMessages{.parent = space, .showDeleted = true});
    SUCCEEDED(list);
    const mapping::MappedMessages mapped = mapping::toMessages(list->messages);
    const auto tombstone
        = std::find_if(mapped.messages.begin(), mapped.messages.end(),
                       [&](const linnet::Message &m) { return m.id.name() == theirs; });
    QVERIFY(tombstone != mapped.messages.end() && tombstone->isDeleted());
    QCOMPARE(tombstone->deletedBy, DeletedBy::SpaceOwner);
}

void ServiceTest::messagesAreSearched()
{
    const QString space = m_stage.newSpace({m_hana});
    const QString name = m_stage.newMessage(space, u"the zyzzyva is a weevil"_s, m_hana);
    const auto found = m_stage.call(SearchMessages{.parent = u"spaces/-"_s,
                                                   .filter = u"zyzzyva"_s,
                                                   .orderBy = u"create_time desc"_s,
                                                   .pageSize = 5,
                                                   .view = SearchMessagesView::Full});
    SUCCEEDED(found);
    QCOMPARE(found->results.size(), 1);
    const auto hit = mapping::toHit(found->results[0]);
    QVERIFY(hit);
    QCOMPARE(hit->message.id.name(), name);
    QVERIFY(hit->read.has_value() && !*hit->read);
    QVERIFY(!hit->muted);
    const auto none
        = m_stage.call(SearchMessages{.parent = u"spaces/-"_s, .filter = u"qwertyuiopasdf"_s});
    SUCCEEDED(none);
    QVERIFY(none->results.isEmpty());
    REFUSED(m_stage.call(SearchMessages{.parent = space, .filter = u"x"_s}), InvalidArgument);
    REFUSED(m_stage.call(SearchMessages{.parent = u"spaces/-"_s, .filter = u"shoe_size = 3"_s}),
            InvalidArgument);
}

void ServiceTest::reactions()
{
    const QString space = m_stage.newSpace({m_hana});
    const QString message = m_stage.newMessage(space, u"react"_s, m_hana);
    const linnet::Emoji smile{.unicode = u"🙂"_s};
    const auto made = m_stage.call(
        CreateReaction{.parent = message, .reaction = {.emoji = mapping::toWire(smile)}});
    SUCCEEDED(made);
    QCOMPARE(m_stage.message(message).value(u"reactions"_s).toArray().size(), 1);
    const auto mapped = mapping::toReaction(*made);
    QVERIFY(mapped);
    QCOMPARE(mapped->user.name(), m_stage.me());
    REFUSED(m_stage.call(
                CreateReaction{.parent = message, .reaction = {.emoji = mapping::toWire(smile)}}),
            AlreadyExists);
    REFUSED(m_stage.call(CreateReaction{.parent = message,
                                        .reaction = {.emoji = api::Emoji{.unicode = u"smile"_s}}}),
            InvalidArgument);
    m_stage.act({{u"action"_s, u"react"_s},
                 {u"user"_s, m_hana.mid(6)},
                 {u"message"_s, message},
                 {u"emoji"_s, u"🙂"_s}});
    const auto all = m_stage.call(ListReactions{.parent = message, .pageSize = 1});
    SUCCEEDED(all);
    QCOMPARE(all->reactions.size(), 1);
    QVERIFY(all->nextPageToken);
    const auto own = m_stage.call(ListReactions{
        .parent = message, .filter = mapping::reactionFilter(smile, UserId(m_stage.me()))});
    SUCCEEDED(own);
    QCOMPARE(own->reactions.size(), 1);
    QCOMPARE(own->reactions[0].name, made->name);
    REFUSED(m_stage.call(ListReactions{.parent = message, .filter = u"mood = 1"_s}),
            InvalidArgument);
    const auto theirs = m_stage.call(
        ListReactions{.parent = message, .filter = mapping::reactionFilter(smile, UserId(m_hana))});
    SUCCEEDED(theirs);
    REFUSED(m_stage.call(DeleteReaction{.name = *theirs->reactions[0].name}), PermissionDenied);
    SUCCEEDED(m_stage.call(DeleteReaction{.name = *made->name}));
    QCOMPARE(m_stage.message(message).value(u"reactions"_s).toArray().size(), 1);
    REFUSED(m_stage.call(DeleteReaction{.name = *made->name}), NotFound);

    // One of the organisation's own: reacted with by its name, found again by comparing.
    const auto emojis = m_stage.call(ListCustomEmojis{});
    SUCCEEDED(emojis);
    const linnet::Emoji badge{.customName
                              = emojis->customEmojis.constFirst().name.value_or(QString())};
    SUCCEEDED(m_stage.call(
        CreateReaction{.parent = message, .reaction = {.emoji = mapping::toWire(badge)}}));
    const auto mine = m_stage.call(ListReactions{
        .parent = message, .filter = mapping::reactionFilter(badge, UserId(m_stage.me()))});
    SUCCEEDED(mine);
    QCOMPARE(mine->reactions.size(), 1);
    QVERIFY(mapping::isSameEmoji(mapping::toReaction(mine->reactions[0])->emoji, badge));
}

void ServiceTest::files()
{
    const QString space = m_stage.newSpace();
    const QByteArray bytes = "eight of ink\r\n--linnet";
    const auto uploaded
        = m_stage.upload({.parent = space, .filename = u"ink.txt"_s}, bytes, u"text/plain"_s);
    SUCCEEDED(uploaded);
    QVERIFY(uploaded->attachmentDataRef);
    const auto sent = m_stage.call(CreateMessage{
        .parent = space,
        .message
        = {.attachment = {api::Attachment{.attachmentDataRef = uploaded->attachmentDataRef}},
           .text = u"a file"_s}});
    SUCCEEDED(sent);
    const auto mapped = mapping::toMessage(*sent);
    QVERIFY(mapped);
    QCOMPARE(mapped->attachments.size(), 1);
    QCOMPARE(mapped->attachments[0].contentName, u"ink.txt"_s);
    QCOMPARE(mapped->attachments[0].contentType, u"text/plain"_s);
    QCOMPARE(m_stage.message(*sent->name).value(u"attachment"_s).toArray().size(), 1);
    const auto back = m_stage.download(mapped->attachments[0].mediaName);
    SUCCEEDED(back);
    QCOMPARE(*back, bytes);
    REFUSED(m_stage.download(u"nothing-like-it"_s), NotFound);
    REFUSED(m_stage.upload({.parent = u"spaces/NOWHERE"_s, .filename = u"x"_s}, bytes, {}),
            NotFound);
}

void ServiceTest::attachmentsAreForApps()
{
    const QString space = m_stage.newSpace();
    const QString message = m_stage.newMessage(space, u"x"_s);
    const auto refused = m_stage.call(GetAttachment{.name = message + u"/attachments/a"_s});
    REFUSED(refused, PermissionDenied);
    QCOMPARE(refused.error().reason, u"NEEDS_APP"_s);
}

void ServiceTest::events()
{
    const QString space = m_stage.newSpace();
    const QString message = m_stage.newMessage(space, u"first"_s);
    m_stage.act({{u"action"_s, u"react"_s},
                 {u"user"_s, u"me"_s},
                 {u"message"_s, message},
                 {u"emoji"_s, u"🙂"_s}});
    m_stage.act({{u"action"_s, u"join"_s}, {u"space"_s, space}, {u"user"_s, m_yael.mid(6)}});
    m_stage.act({{u"action"_s, u"rename"_s}, {u"space"_s, space}, {u"name"_s, u"Renamed"_s}});
    const QString filter = u"event_types:\"google.workspace.chat.message.v1.created\" OR "
                           "event_types:\"google.workspace.chat.reaction.v1.created\" OR "
                           "event_types:\"google.workspace.chat.membership.v1.created\" OR "
                           "event_types:\"google.workspace.chat.space.v1.updated\""_s;
    const auto list
        = m_stage.call(ListSpaceEvents{.parent = space, .filter = filter, .pageSize = 100});
    SUCCEEDED(list);
    const mapping::MappedEvents mapped = mapping::toEvents(list->spaceEvents, UserId(m_stage.me()));
    QVERIFY(std::any_of(
        mapped.batch.messages.begin(), mapped.batch.messages.end(),
        [&](const linnet::Message &m) { return m.id.name() == message && m.text == u"first"_s; }));
    QCOMPARE(mapped.batch.reactions.size(), 1);
    QVERIFY(mapped.batch.reactions[0].mine);
    QVERIFY(std::any_of(mapped.batch.memberships.begin(), mapped.batch.memberships.end(),
                        [&](const linnet::Membership &m) { return m.user.name() == m_yael; }));
    QVERIFY(!mapped.batch.spaces.isEmpty());
    QCOMPARE(mapped.batch.spaces.constLast().displayName, u"Renamed"_s);

    const auto one = m_stage.call(GetSpaceEvent{.name = *list->spaceEvents.constLast().name});
    SUCCEEDED(one);
    QCOMPARE(one->name, list->spaceEvents.constLast().name);
    REFUSED(m_stage.call(GetSpaceEvent{.name = space + u"/spaceEvents/none"_s}), NotFound);
    REFUSED(m_stage.call(ListSpaceEvents{.parent = space, .filter = u"weather = \"wet\""_s}),
            InvalidArgument);
    REFUSED(m_stage.call(ListSpaceEvents{
                .parent = space,
                .filter = QString(filter.section(u" OR "_s, 0, 0)
                                  + u" AND start_time=\"2020-01-01T00:00:00Z\""_s)}),
            InvalidArgument);
}
