// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QString spaceName(const Space &space)
{
    return "spaces/"_L1 + space.id;
}

QString messageName(const Space &space, const QString &messageId)
{
    return "spaces/"_L1 + space.id + "/messages/"_L1 + messageId;
}

QJsonObject permission(bool managers, bool assistants, bool members)
{
    QJsonObject setting;
    if (managers)
        setting.insert("managersAllowed"_L1, true);
    if (assistants)
        setting.insert("assistantManagersAllowed"_L1, true);
    if (members)
        setting.insert("membersAllowed"_L1, true);
    return setting;
}

/// Pictures in cards and GIFs are kept as "emulator:///…": where they are served is known only
/// here.
QJsonArray withPictures(const QJsonArray &list, const QString &base)
{
    QByteArray text = QJsonDocument(list).toJson(QJsonDocument::Compact);
    text.replace("emulator:///", QByteArray(base.toUtf8() + "/emulator/"));
    return QJsonDocument::fromJson(text).array();
}

/// The name of an event's payload field and of the resource in it.
QPair<QString, QString> eventNames(EventKind kind)
{
    switch (kind) {
    case EventKind::MessageCreated:
    case EventKind::MessageUpdated:
    case EventKind::MessageDeleted:
        return {u"message"_s, u"messages"_s};
    case EventKind::MembershipCreated:
    case EventKind::MembershipUpdated:
    case EventKind::MembershipDeleted:
        return {u"membership"_s, u"memberships"_s};
    case EventKind::ReactionCreated:
    case EventKind::ReactionDeleted:
        return {u"reaction"_s, u"reactions"_s};
    case EventKind::SpaceUpdated:
        return {u"space"_s, u"spaces"_s};
    }
    return {};
}

QString eventVerb(EventKind kind)
{
    switch (kind) {
    case EventKind::MessageCreated:
    case EventKind::MembershipCreated:
    case EventKind::ReactionCreated:
        return u"created"_s;
    case EventKind::MessageUpdated:
    case EventKind::MembershipUpdated:
    case EventKind::SpaceUpdated:
        return u"updated"_s;
    case EventKind::MessageDeleted:
    case EventKind::MembershipDeleted:
    case EventKind::ReactionDeleted:
        return u"deleted"_s;
    }
    return {};
}

QString capitalised(const QString &word)
{
    return word.left(1).toUpper() + word.mid(1);
}

} // namespace

Wire::Wire(World &world, const QString &viewer, const QString &baseUrl)
    : m_world(world)
    , m_viewer(viewer)
    , m_base(baseUrl)
{
}

QJsonObject Wire::user(const QString &id) const
{
    if (id == "all"_L1)
        return {{u"name"_s, u"users/all"_s}, {u"type"_s, u"HUMAN"_s}};
    const User *known = m_world.user(id);
    QJsonObject json{{u"name"_s, QString("users/"_L1 + id)},
                     {u"type"_s, known && known->bot ? u"BOT"_s : u"HUMAN"_s}};
    if (!known)
        return json;
    if (known->anonymous) {
        json.insert("isAnonymous"_L1, true);
        return json;
    }
    if (m_hideNames)
        return json;
    json.insert("displayName"_L1, known->displayName);
    json.insert("avatarUrl"_L1, QString(m_base + "/emulator/avatar/"_L1 + id + ".png"_L1));
    if (!known->email.isEmpty())
        json.insert("email"_L1, known->email);
    return json;
}

QJsonObject Wire::permissions(const Space &space)
{
    const bool open = !space.announcement;
    QJsonObject result{
        {u"manageMembersAndGroups"_s, permission(true, true, open)},
        {u"modifySpaceDetails"_s, permission(true, true, open)},
        {u"toggleHistory"_s, permission(true, true, open)},
        {u"useAtMentionAll"_s, permission(true, true, open)},
        {u"manageApps"_s, permission(true, true, open)},
        {u"manageWebhooks"_s, permission(true, true, open)},
        {u"postMessages"_s, permission(true, true, open)},
        {u"replyMessages"_s, permission(true, true, true)},
    };
    for (auto at = space.permissionSettings.begin(); at != space.permissionSettings.end(); ++at)
        result.insert(at.key(), at.value());
    return result;
}

QJsonObject Wire::space(const Space &space) const
{
    const bool named = space.type == "SPACE"_L1;
    const bool direct = space.type == "DIRECT_MESSAGE"_L1;
    QJsonObject json{{u"name"_s, spaceName(space)},
                     {u"type"_s, direct ? u"DM"_s : u"ROOM"_s},
                     {u"spaceType"_s, space.type},
                     {u"spaceThreadingState"_s, space.threading},
                     {u"spaceHistoryState"_s, space.history},
                     {u"createTime"_s, toRfc3339(space.created)},
                     {u"lastActiveTime"_s, toRfc3339(space.lastActive)},
                     {u"spaceUri"_s,
                      QString("https://chat.google.com/"_L1 + (direct ? "dm/"_L1 : "room/"_L1)
                              + space.id + "?cls=11"_L1)}};
    int people = 0;
    int groups = 0;
    for (const Membership &member : space.members) {
        const User *user = m_world.user(member.id);
        if (member.group)
            ++groups;
        else if (member.state == "JOINED"_L1 && !(user && user->bot))
            ++people;
    }
    QJsonObject count{{u"joinedDirectHumanUserCount"_s, people}};
    if (groups > 0)
        count.insert("joinedGroupCount"_L1, groups);
    json.insert("membershipCount"_L1, count);
    if (space.external)
        json.insert("externalUserAllowed"_L1, true);
    if (space.importMode)
        json.insert("importMode"_L1, true);
    if (space.appDirect)
        json.insert("singleUserBotDm"_L1, true);
    if (space.threaded())
        json.insert("threaded"_L1, true);
    if (!named)
        return json;
    json.insert("displayName"_L1, space.displayName);
    if (!space.description.isEmpty() || !space.guidelines.isEmpty()) {
        json.insert("spaceDetails"_L1,
                    QJsonObject{{u"description"_s, space.description},
                                {u"guidelines"_s, space.guidelines}});
    }
    QJsonObject access{
        {u"accessState"_s, space.audience.isEmpty() ? u"PRIVATE"_s : u"DISCOVERABLE"_s}};
    if (!space.audience.isEmpty())
        access.insert("audience"_L1, space.audience);
    if (!space.accessPermissions.isEmpty())
        access.insert("accessPermissionSettings"_L1, space.accessPermissions);
    json.insert("accessSettings"_L1, access);
    json.insert("permissionSettings"_L1, permissions(space));
    return json;
}

QJsonObject Wire::membership(const Space &space, const Membership &membership) const
{
    QJsonObject json{
        {u"name"_s, QString(spaceName(space) + "/members/"_L1 + membership.id)},
        {u"state"_s, membership.state},
        {u"role"_s, membership.role},
        {u"createTime"_s, toRfc3339(membership.created)},
    };
    if (membership.group) {
        json.insert("groupMember"_L1,
                    QJsonObject{{u"name"_s, QString("groups/"_L1 + membership.id)}});
        json.insert("affiliation"_L1, u"INTERNAL"_s);
        return json;
    }
    json.insert("member"_L1, user(membership.id));
    const User *person = m_world.user(membership.id);
    json.insert("affiliation"_L1, person && person->external ? u"EXTERNAL"_s : u"INTERNAL"_s);
    return json;
}

RenderedText Wire::rendered(const Message &message) const
{
    MarkupNames names;
    names.user = [this](const QString &id) {
        if (id == "all"_L1)
            return user(id);
        const User *known = m_world.user(id);
        return known ? Wire(m_world, m_viewer, m_base).user(id) : QJsonObject();
    };
    names.emoji = [this](const QString &idOrName) {
        for (const CustomEmoji &emoji : m_world.customEmojis) {
            if (emoji.id == idOrName || emoji.name == idOrName)
                return customEmoji(emoji);
        }
        return QJsonObject();
    };
    RenderedText result = renderMarkup(message.markup, names);
    if (m_hideNames) {
        QJsonArray annotations;
        for (const QJsonValue value : std::as_const(result.annotations)) {
            QJsonObject annotation = value.toObject();
            QJsonObject mention = annotation.value("userMention"_L1).toObject();
            if (!mention.isEmpty()) {
                const QJsonObject full = mention.value("user"_L1).toObject();
                mention.insert("user"_L1,
                               QJsonObject{{u"name"_s, full.value("name"_L1)},
                                           {u"type"_s, full.value("type"_L1)}});
                annotation.insert("userMention"_L1, mention);
            }
            annotations.append(annotation);
        }
        result.annotations = annotations;
    }
    return result;
}

QJsonObject Wire::tombstone(const Space &space, const Message &message) const
{
    return {{u"name"_s, messageName(space, message.id)},
            {u"createTime"_s, toRfc3339(message.created)},
            {u"deleteTime"_s, toRfc3339(message.deleted)},
            {u"deletionMetadata"_s, QJsonObject{{u"deletionType"_s, message.deletionType}}}};
}

QJsonObject Wire::message(const Space &space, const Message &message) const
{
    const QString thread = spaceName(space) + "/threads/"_L1 + message.thread;
    if (message.deleted) {
        QJsonObject json = tombstone(space, message);
        json.insert("sender"_L1, user(message.sender));
        json.insert("thread"_L1, QJsonObject{{u"name"_s, thread}});
        json.insert("space"_L1, QJsonObject{{u"name"_s, spaceName(space)}});
        if (message.reply)
            json.insert("threadReply"_L1, true);
        if (!message.clientId.isEmpty())
            json.insert("clientAssignedMessageId"_L1, message.clientId);
        return json;
    }
    QJsonObject json = message.extras;
    for (const auto field : {"cardsV2"_L1, "attachedGifs"_L1}) {
        if (json.contains(field))
            json.insert(field, withPictures(json.value(field).toArray(), m_base));
    }
    json.insert("name"_L1, messageName(space, message.id));
    json.insert("sender"_L1, user(message.sender));
    json.insert("createTime"_L1, toRfc3339(message.created));
    if (message.updated)
        json.insert("lastUpdateTime"_L1, toRfc3339(message.updated));
    json.insert("thread"_L1, QJsonObject{{u"name"_s, thread}});
    json.insert("space"_L1, QJsonObject{{u"name"_s, spaceName(space)}});
    if (message.reply)
        json.insert("threadReply"_L1, true);
    if (message.silent)
        json.insert("silent"_L1, true);
    if (!message.clientId.isEmpty())
        json.insert("clientAssignedMessageId"_L1, message.clientId);
    if (!message.markup.isEmpty()) {
        const RenderedText text = rendered(message);
        json.insert("text"_L1, text.text);
        json.insert("argumentText"_L1, text.text);
        json.insert("formattedText"_L1, m_markdown ? toMarkdown(text.formatted) : text.formatted);
        QJsonArray annotations = text.annotations;
        for (const QJsonValue more : message.extras.value("annotations"_L1).toArray())
            annotations.append(more);
        if (!annotations.isEmpty())
            json.insert("annotations"_L1, annotations);
    }
    const QJsonArray reactions = summaries(message);
    if (!reactions.isEmpty())
        json.insert("emojiReactionSummaries"_L1, reactions);
    return json;
}

QJsonArray Wire::summaries(const Message &message) const
{
    QList<QPair<QString, QString>> order;
    QHash<QPair<QString, QString>, int> counts;
    for (const Reaction &reaction : message.reactions) {
        const QPair<QString, QString> key(reaction.unicode, reaction.customEmoji);
        if (++counts[key] == 1)
            order.append(key);
    }
    QJsonArray result;
    for (const auto &key : std::as_const(order)) {
        result.append(QJsonObject{{u"emoji"_s, emoji(key.first, key.second)},
                                  {u"reactionCount"_s, counts.value(key)}});
    }
    return result;
}

QJsonObject Wire::emoji(const QString &unicode, const QString &customId) const
{
    if (!unicode.isEmpty())
        return {{u"unicode"_s, unicode}};
    for (const CustomEmoji &custom : m_world.customEmojis) {
        if (custom.id == customId)
            return {{u"customEmoji"_s, customEmoji(custom)}};
    }
    return {{u"customEmoji"_s, QJsonObject{{u"uid"_s, customEmojiUid(customId)}}}};
}

QJsonObject Wire::reaction(const Space &space, const QString &messageId,
                           const Reaction &reaction) const
{
    return {{u"name"_s, QString(messageName(space, messageId) + "/reactions/"_L1 + reaction.id)},
            {u"user"_s, user(reaction.user)},
            {u"emoji"_s, emoji(reaction.unicode, reaction.customEmoji)}};
}

QJsonObject Wire::customEmoji(const CustomEmoji &emoji) const
{
    return {
        {u"name"_s, QString("customEmojis/"_L1 + emoji.id)},
        {u"uid"_s, customEmojiUid(emoji.id)},
        {u"emojiName"_s, emoji.name},
        {u"temporaryImageUri"_s, QString(m_base + "/emulator/emoji/"_L1 + emoji.id + ".png"_L1)}};
}

QString Wire::eventType(EventKind kind, bool batch)
{
    const QString verb
        = batch ? QString("batch"_L1 + capitalised(eventVerb(kind))) : eventVerb(kind);
    return "google.workspace.chat."_L1 + eventNames(kind).first + ".v1."_L1 + verb;
}

QJsonObject Wire::eventSubject(Space &space, EventKind kind, const EventSubject &subject) const
{
    switch (kind) {
    case EventKind::MessageCreated:
    case EventKind::MessageUpdated:
    case EventKind::MessageDeleted: {
        const Message *message = m_world.message(space, subject.message);
        if (!message)
            return {};
        return message->deleted ? tombstone(space, *message) : this->message(space, *message);
    }
    case EventKind::MembershipCreated:
    case EventKind::MembershipUpdated:
    case EventKind::MembershipDeleted: {
        const Membership *member = space.member(subject.member);
        return member && kind != EventKind::MembershipDeleted ? membership(space, *member)
                                                              : QJsonObject();
    }
    case EventKind::ReactionCreated:
    case EventKind::ReactionDeleted: {
        const QJsonObject &s = subject.snapshot;
        const Reaction was{subject.reaction, s.value("user"_L1).toString(),
                           s.value("unicode"_L1).toString(), s.value("customEmoji"_L1).toString(),
                           0};
        return reaction(space, subject.message, was);
    }
    case EventKind::SpaceUpdated:
        return this->space(space);
    }
    return {};
}

QJsonObject Wire::event(Space &space, const Event &event) const
{
    const bool batch = event.subjects.size() > 1;
    const auto [single, plural] = eventNames(event.kind);
    const QString verb = capitalised(eventVerb(event.kind));
    QJsonObject payload;
    if (batch) {
        QJsonArray all;
        for (const EventSubject &subject : event.subjects)
            all.append(QJsonObject{{single, eventSubject(space, event.kind, subject)}});
        payload.insert(plural, all);
    } else {
        payload.insert(single, eventSubject(space, event.kind, event.subjects.front()));
    }
    const QString field = single + (batch ? "Batch"_L1 : ""_L1) + verb + "EventData"_L1;
    return {{u"name"_s, QString(spaceName(space) + "/spaceEvents/"_L1 + event.id)},
            {u"eventTime"_s, toRfc3339(event.time)},
            {u"eventType"_s, eventType(event.kind, batch)},
            {field, payload}};
}

} // namespace emulator
