// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sync/accountworld.h"

using namespace Qt::StringLiterals;

namespace linnet::test {

QString spaceName(int number)
{
    return u"S%1"_s.arg(number, 4, 10, QLatin1Char('0'));
}

AccountWorld::~AccountWorld()
{
    stop();
}

void AccountWorld::start()
{
    outbox = std::make_unique<sync::Outbox>(services());
    account = std::make_unique<sync::AccountSync>(services(), *outbox);
    history = std::make_unique<sync::Backfiller>(services(), *account);
    outbox->start(me);
    account->start(me);
    history->start();
    drain();
}

void AccountWorld::stop()
{
    history.reset();
    account.reset();
    outbox.reset();
}

void AccountWorld::startAgain()
{
    if (account)
        account->stop();
    drain();
    stop();
    restart();
    chat.requests.clear();
    start();
}

void AccountWorld::populate(int spaces)
{
    for (int i = 0; i < spaces; ++i) {
        const QString id = spaceName(i);
        chat.addSpace(id, i % 2 ? u"DIRECT_MESSAGE"_s : u"SPACE"_s, i);
        chat.addMessage(id, u"m0"_s, u"users/u%1"_s.arg(i), u"hello %1"_s.arg(i), i);
        chat.spaces[u"spaces/"_s + id].lastRead = FakeChat::time(i);
        chat.addMember(id, me.name(), u"Me"_s);
        chat.addMember(id, u"users/u%1"_s.arg(i), u"Person %1"_s.arg(i));
    }
}

void AccountWorld::watch(const QString &space)
{
    QList<TimelineScope> scopes;
    if (!space.isEmpty())
        scopes.append({SpaceId(u"spaces/"_s + space), ThreadId()});
    account->setWatched(scopes);
    drain();
}

QJsonObject *AccountWorld::find(const QString &space, const QString &message)
{
    for (QJsonObject &one : chat.spaces[u"spaces/"_s + space].messages) {
        if (one.value(u"name"_s).toString().endsWith(QString(u'/' + message)))
            return &one;
    }
    qFatal("no such message");
}

void AccountWorld::edit(const QString &space, const QString &message, const QString &text, int at)
{
    QJsonObject *found = find(space, message);
    found->insert(u"text"_s, text);
    found->insert(u"lastUpdateTime"_s, FakeChat::time(at));
    chat.addEvent(space, u"message.v1.updated"_s,
                  {{u"messageUpdatedEventData"_s, QJsonObject{{u"message"_s, *found}}}}, at);
}

// The service tells four fields of what is gone.
void AccountWorld::remove(const QString &space, const QString &message, int at)
{
    QJsonObject *found = find(space, message);
    *found = QJsonObject{
        {u"name"_s, found->value(u"name"_s)},
        {u"createTime"_s, found->value(u"createTime"_s)},
        {u"deleteTime"_s, FakeChat::time(at)},
        {u"deletionMetadata"_s, QJsonObject{{u"deletionType"_s, u"CREATOR"_s}}},
    };
    chat.addEvent(space, u"message.v1.deleted"_s,
                  {{u"messageDeletedEventData"_s, QJsonObject{{u"message"_s, *found}}}}, at);
}

void AccountWorld::count(QJsonObject *message, const QJsonObject &emoji, int change)
{
    QJsonArray sums;
    int count = change;
    const QJsonArray before = message->value(u"emojiReactionSummaries"_s).toArray();
    for (const QJsonValue &sum : before) {
        if (sum.toObject().value(u"emoji"_s) == emoji)
            count += sum.toObject().value(u"reactionCount"_s).toInt();
        else
            sums.append(sum);
    }
    if (count > 0)
        sums.append(QJsonObject{{u"emoji"_s, emoji}, {u"reactionCount"_s, count}});
    message->insert(u"emojiReactionSummaries"_s, sums);
}

void AccountWorld::react(const QString &space, const QString &message, const QString &user, int at,
                         const QString &emoji)
{
    QJsonObject *found = find(space, message);
    const QJsonObject face{{u"unicode"_s, emoji}};
    const QJsonObject reaction{
        {u"name"_s,
         QString(found->value(u"name"_s).toString() + u"/reactions/"_s + user.section(u'/', 1)
                 + QString::fromLatin1(emoji.toUtf8().toHex()))},
        {u"emoji"_s, face},
        {u"user"_s, QJsonObject{{u"name"_s, user}}}};
    QList<QJsonObject> &all = chat.spaces[u"spaces/"_s + space].reactions;
    if (all.contains(reaction))
        return;
    all.append(reaction);
    count(found, face, 1);
    chat.addEvent(space, u"reaction.v1.created"_s,
                  {{u"reactionCreatedEventData"_s, QJsonObject{{u"reaction"_s, reaction}}}}, at);
}

void AccountWorld::unreact(const QString &space, const QString &message, const QString &user,
                           int at, const QString &emoji)
{
    QJsonObject *found = find(space, message);
    QList<QJsonObject> &all = chat.spaces[u"spaces/"_s + space].reactions;
    const QString name = found->value(u"name"_s).toString() + u"/reactions/"_s
        + user.section(u'/', 1) + QString::fromLatin1(emoji.toUtf8().toHex());
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all[i].value(u"name"_s).toString() != name)
            continue;
        const QJsonObject reaction = all.takeAt(i);
        count(found, QJsonObject{{u"unicode"_s, emoji}}, -1);
        chat.addEvent(space, u"reaction.v1.deleted"_s,
                      {{u"reactionDeletedEventData"_s, QJsonObject{{u"reaction"_s, reaction}}}},
                      at);
        return;
    }
}

void AccountWorld::join(const QString &space, const QString &user, int at)
{
    chat.addMember(space, user, u"Person "_s + user.section(u'/', 1));
    const QJsonObject member = chat.spaces[u"spaces/"_s + space].members.constLast();
    chat.addEvent(space, u"membership.v1.created"_s,
                  {{u"membershipCreatedEventData"_s, QJsonObject{{u"membership"_s, member}}}}, at);
}

void AccountWorld::leave(const QString &space, const QString &user, int at, bool named)
{
    QList<QJsonObject> &members = chat.spaces[u"spaces/"_s + space].members;
    const QString name = u"spaces/"_s + space + u"/members/"_s + user.section(u'/', 1);
    members.removeIf(
        [&name](const QJsonObject &member) { return member.value(u"name"_s) == name; });
    QJsonObject gone;
    if (named)
        gone = {{u"name"_s, name}, {u"state"_s, u"NOT_A_MEMBER"_s}};
    chat.addEvent(space, u"membership.v1.deleted"_s,
                  {{u"membershipDeletedEventData"_s, QJsonObject{{u"membership"_s, gone}}}}, at);
}

void AccountWorld::rename(const QString &space, const QString &name, int at)
{
    QJsonObject &resource = chat.spaces[u"spaces/"_s + space].resource;
    resource.insert(u"displayName"_s, name);
    // A payload is what its resource is now, those of before too.
    const QJsonObject latest{{u"space"_s, resource}};
    for (QJsonObject &event : chat.spaces[u"spaces/"_s + space].events) {
        if (event.contains(u"spaceUpdatedEventData"_s))
            event.insert(u"spaceUpdatedEventData"_s, latest);
    }
    chat.addEvent(space, u"space.v1.updated"_s, {{u"spaceUpdatedEventData"_s, latest}}, at);
}

Message AccountWorld::message(const QString &space, const QString &id)
{
    const TimelinePage all = page(space);
    for (const Message &message : all.messages) {
        if (message.id.lastSegment() == id)
            return message;
    }
    return {};
}

Conversation AccountWorld::conversation(const QString &space)
{
    const QList<Conversation> all = conversations();
    for (const Conversation &conversation : all) {
        if (conversation.space.id.name() == u"spaces/"_s + space)
            return conversation;
    }
    return {};
}

} // namespace linnet::test
