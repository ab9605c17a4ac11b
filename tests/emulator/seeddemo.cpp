// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoscript.h"
#include "pictures.h"
#include "seedcards.h"
#include "seeds.h"
#include "seedtalk.h"
#include "wire.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QString readResource(const QString &name)
{
    QFile file(":/emulator/"_L1 + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing from the program", qPrintable(name));
    return QString::fromUtf8(file.readAll());
}

void addFields(QJsonObject &object, const QJsonObject &fields)
{
    for (auto at = fields.begin(); at != fields.end(); ++at)
        object.insert(at.key(), at.value());
}

/// An id that stays the same whatever else changes in the script.
QString fixedId(const QString &seed)
{
    const QByteArray hash = QCryptographicHash::hash(seed.toUtf8(), QCryptographicHash::Md5);
    return QString::fromLatin1(hash.toBase64(QByteArray::Base64UrlEncoding))
        .left(7)
        .replace(u'-', u'x')
        .prepend("AAQA"_L1);
}

QByteArray fileBytes(const QString &type, int size)
{
    if (type == "text/plain"_L1) {
        QByteArray text;
        for (int n = 0; text.size() < size; ++n)
            text += "I (" + QByteArray::number(48'213 + n * 17) + ") bus: frame crc ok\n";
        return text;
    }
    // The smallest document that viewers accept, padded by a comment to its size.
    QByteArray pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                     "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                     "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
                     "trailer<</Root 1 0 R>>\n";
    if (pdf.size() < size)
        pdf += '%' + QByteArray(size - pdf.size() - 8, '.') + '\n';
    return pdf + "%%EOF\n";
}

/// Plays the script into a world.
class Player
{
public:
    explicit Player(World &world)
        : m_world(world)
    {
    }

    void people(const QString &table);
    void space(const ScriptSpace &script);

private:
    void addMembers(Space &space, const ScriptSpace &script);
    void history(Space &space, int count, Micros until);
    void play(Space &space, const ScriptSpace &script);
    void send(Space &space, const ScriptMessage &message, QString &thread);
    QJsonObject attachment(const Space &space, const ScriptNote &note);
    void setRead(Space &space, const ScriptSpace &script);
    [[nodiscard]] QString text(QString text) const;
    [[nodiscard]] QString id(const QString &key) const;

    World &m_world;
    QHash<QString, QString> m_ids; ///< key -> user id
    int m_cards = 0;
};

QString Player::id(const QString &key) const
{
    QString found = m_ids.value(key);
    if (found.isEmpty())
        qFatal("demonstration script: nobody is called %s", qPrintable(key));
    return found;
}

void Player::people(const QString &table)
{
    for (const QString &line : table.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            continue;
        const QStringList cells = line.split(u'|');
        User user;
        user.id = cells.at(1).trimmed();
        user.displayName = cells.at(2).trimmed();
        user.email = cells.at(3).trimmed();
        const QString &flags = cells.at(4);
        user.bot = flags.contains("bot"_L1);
        user.external = flags.contains("external"_L1);
        user.anonymous = flags.contains("anonymous"_L1);
        m_ids.insert(cells.first().trimmed(), user.id);
        m_world.addUser(user);
    }
    m_world.self = id(u"robin"_s);
}

QString Player::text(QString text) const
{
    static const QRegularExpression at(u"(?<![\\w.])@(\\w+)"_s);
    qsizetype from = 0;
    for (auto match = at.match(text); match.hasMatch(); match = at.match(text, from)) {
        const QString key = match.captured(1);
        const QString user = key == "all"_L1 ? key : m_ids.value(key);
        from = match.capturedEnd();
        if (user.isEmpty())
            continue;
        const QString mention = "<users/"_L1 + user + u'>';
        text.replace(match.capturedStart(), match.capturedLength(), mention);
        from = match.capturedStart() + mention.size();
    }
    return text;
}

void Player::addMembers(Space &space, const ScriptSpace &script)
{
    for (QString key : script.properties.value(u"members"_s).split(u' ')) {
        // "*" owns the space, "+" helps to manage it, "?" is invited.
        const QChar sign = key.back();
        if (!sign.isLetterOrNumber())
            key.chop(1);
        Membership member;
        member.id = id(key);
        member.role = sign == u'*' ? u"ROLE_MANAGER"_s
            : sign == u'+'         ? u"ROLE_ASSISTANT_MANAGER"_s
                                   : u"ROLE_MEMBER"_s;
        if (sign == u'?')
            member.state = u"INVITED"_s;
        member.created = space.created;
        m_world.join(space, member);
        const User *user = m_world.user(member.id);
        if (user->bot && script.type == "DIRECT_MESSAGE"_L1)
            space.appDirect = true;
    }
    const QString group = script.properties.value(u"group"_s);
    if (!group.isEmpty()) {
        const QString groupId = u"01ksv4uv2everyone"_s;
        m_world.groups.insert(groupId, group);
        m_world.join(space, {groupId, true, u"ROLE_MEMBER"_s, u"JOINED"_s, space.created});
    }
}

void Player::space(const ScriptSpace &script)
{
    Space made;
    made.id = fixedId(script.name % script.properties.value(u"members"_s));
    made.type = script.type;
    made.displayName = script.name;
    if (made.type != "SPACE"_L1)
        made.threading = u"UNTHREADED_MESSAGES"_s;
    made.description = script.properties.value(u"description"_s);
    made.guidelines = script.properties.value(u"guidelines"_s);
    made.audience = script.properties.value(u"audience"_s);
    made.external = script.properties.contains(u"external"_s);
    made.announcement = script.properties.contains(u"announcement"_s);
    made.hiddenMembers = script.properties.contains(u"hidden"_s);
    made.created = m_world.clock.now() - 420 * day;
    Space &space = m_world.addSpace(made);
    addMembers(space, script);
    const int past = script.properties.value(u"history"_s).toInt();
    if (past > 0)
        history(space, past, script.messages.front().time - hour);
    play(space, script);
    setRead(space, script);
}

void Player::history(Space &space, int count, Micros until)
{
    std::mt19937_64 random(2024);
    const Micros step = 380 * day / count;
    Micros time = until - step * count;
    QString thread;
    QStringList people;
    for (const Membership &member : space.members)
        people.append(member.id);
    for (int i = 0; i < count; ++i) {
        time += step / 2 + Micros(random() % quint64(step));
        Draft draft;
        draft.at = std::min(time, until - Micros(count - i) * second);
        draft.sender = people.at(qsizetype(random() % quint64(people.size())));
        const bool reply = !thread.isEmpty() && random() % 5 < 2;
        draft.markup = reply ? historyReply(random) : historySentence(random);
        if (reply) {
            draft.thread = thread;
            draft.at = std::min(draft.at, time - step / 2 + 3 * minute);
        }
        Message &message = m_world.addMessage(space, draft);
        if (!reply)
            thread = message.thread;
        if (random() % 9 == 0) {
            static const QStringList emoji{u"👍"_s, u"😂"_s, u"🎉"_s, u"🙏"_s, u"👀"_s};
            for (quint64 n = random() % 4 + 1; n > 0; --n) {
                Reaction reaction;
                reaction.user = people.at(qsizetype(random() % quint64(people.size())));
                reaction.unicode = emoji.at(qsizetype(random() % 3));
                reaction.created = message.created + Micros(n) * minute;
                m_world.addReaction(space, message, reaction);
            }
        }
    }
}

QJsonObject Player::attachment(const Space &space, const ScriptNote &note)
{
    const QString key = fixedId(space.id % note.subject % note.words.join(u'/'));
    const QString browser
        = "https://chat.google.com/u/0/api/get_attachment_url?attachment_token="_L1 + key;
    QJsonObject json{
        {u"name"_s, QString("spaces/"_L1 + space.id + "/messages/-/attachments/"_L1 + key)},
        {u"thumbnailUri"_s, browser},
        {u"downloadUri"_s, browser}};
    if (note.kind == ScriptNote::Kind::Drive) {
        json.insert("contentName"_L1, note.words.at(1));
        json.insert("contentType"_L1, u"application/vnd.google-apps.document"_s);
        json.insert("source"_L1, u"DRIVE_FILE"_s);
        json.insert("driveDataRef"_L1, QJsonObject{{u"driveFileId"_s, note.words.first()}});
        return json;
    }
    Upload upload;
    upload.space = space.id;
    upload.fileName = note.words.first();
    upload.contentType = u"image/png"_s;
    if (note.kind == ScriptNote::Kind::Image) {
        upload.make = [picture = note.subject] { return paintPicture(picture); };
    } else {
        upload.contentType = note.words.at(1);
        upload.make = [type = note.words.at(1), size = note.words.at(2).toInt()] {
            return fileBytes(type, size);
        };
    }
    const QString resource = "ClxzcGFjZXMv"_L1 + key;
    m_world.uploads.insert(resource, upload);
    json.insert("contentName"_L1, upload.fileName);
    json.insert("contentType"_L1, upload.contentType);
    json.insert("source"_L1, u"UPLOADED_CONTENT"_s);
    json.insert("attachmentDataRef"_L1, QJsonObject{{u"resourceName"_s, resource}});
    return json;
}

void Player::send(Space &space, const ScriptMessage &script, QString &thread)
{
    Draft draft;
    draft.sender = id(script.who);
    draft.markup = text(script.text);
    draft.at = script.time;
    if (script.reply)
        draft.thread = thread;
    QJsonArray files;
    for (const ScriptNote &note : script.notes) {
        switch (note.kind) {
        case ScriptNote::Kind::Image:
        case ScriptNote::Kind::File:
        case ScriptNote::Kind::Drive:
            files.append(attachment(space, note));
            break;
        case ScriptNote::Kind::Gif: {
            const QString uri = "emulator:///gif/"_L1 + note.subject + ".gif"_L1;
            draft.extras.insert("attachedGifs"_L1, QJsonArray{QJsonObject{{u"uri"_s, uri}}});
            break;
        }
        case ScriptNote::Kind::Card:
            addFields(draft.extras, demoCard(note.subject, ++m_cards));
            break;
        case ScriptNote::Kind::Quote: {
            const Message &before = space.messages.back();
            const QJsonObject quoted = Wire(m_world, m_world.self, {}).message(space, before);
            draft.extras.insert(
                "quotedMessageMetadata"_L1,
                QJsonObject{{u"name"_s, quoted.value("name"_L1)},
                            {u"lastUpdateTime"_s, toRfc3339(before.created)},
                            {u"quoteType"_s, u"REPLY"_s},
                            {u"quotedMessageSnapshot"_s,
                             QJsonObject{{u"sender"_s, QString("users/"_L1 + before.sender)},
                                         {u"text"_s, quoted.value("text"_L1)},
                                         {u"formattedText"_s, quoted.value("formattedText"_L1)}}}});
            break;
        }
        case ScriptNote::Kind::Silent:
            draft.silent = true;
            break;
        case ScriptNote::Kind::Reaction:
        case ScriptNote::Kind::Edit:
        case ScriptNote::Kind::Delete:
        case ScriptNote::Kind::Pin:
        case ScriptNote::Kind::Join:
            break; // come later, see play()
        }
    }
    if (!files.isEmpty())
        draft.extras.insert("attachment"_L1, files);
    const Message &message = m_world.addMessage(space, draft);
    if (!script.reply)
        thread = message.thread;
}

void Player::play(Space &space, const ScriptSpace &script)
{
    // Everything that happens, in the order in which it happened: events must be chronological.
    std::vector<std::pair<Micros, std::function<void()>>> steps;
    QString thread;
    const size_t first = space.messages.size();
    for (size_t i = 0; i < script.messages.size(); ++i) {
        const ScriptMessage &message = script.messages[i];
        steps.emplace_back(message.time, [&, i] { send(space, script.messages[i], thread); });
        Micros later = message.time + 20 * second;
        const auto target = [&space, first, i]() -> Message & { return space.messages[first + i]; };
        for (const ScriptNote &note : message.notes) {
            const Micros when = std::min(message.time + note.after, m_world.clock.now());
            if (note.kind == ScriptNote::Kind::Edit) {
                steps.emplace_back(when, [this, &space, target, &note, when] {
                    m_world.editMessage(space, target(), text(note.subject), when);
                });
            } else if (note.kind == ScriptNote::Kind::Delete) {
                steps.emplace_back(when, [this, &space, target, when] {
                    m_world.deleteMessage(space, target(), u"CREATOR"_s, when);
                });
            } else if (note.kind == ScriptNote::Kind::Pin) {
                steps.emplace_back(when + second, [&space, target] {
                    space.pins.insert(space.pins.begin(), {target().id, target().created});
                });
            } else if (note.kind == ScriptNote::Kind::Join) {
                for (const QString &who : note.words) {
                    Membership member = *space.member(id(who));
                    member.created = when + 90 * second * note.words.indexOf(who);
                    steps.emplace_back(member.created,
                                       [this, &space, member] { m_world.join(space, member); });
                }
            } else if (note.kind == ScriptNote::Kind::Reaction) {
                for (const QString &who : note.words) {
                    later = std::min(later + 47 * second, m_world.clock.now() - second);
                    Reaction reaction;
                    reaction.user = id(who);
                    reaction.created = later;
                    if (note.subject.startsWith(u':'))
                        reaction.customEmoji = fixedId(note.subject);
                    else
                        reaction.unicode = note.subject;
                    steps.emplace_back(std::max(later, message.time + 1),
                                       [this, &space, target, reaction] {
                                           m_world.addReaction(space, target(), reaction);
                                       });
                }
            }
        }
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[time, step] : steps)
        step();
}

void Player::setRead(Space &space, const ScriptSpace &script)
{
    const size_t unread = script.properties.value(u"unread"_s).toUInt();
    ReadState &state = space.readStates[m_world.self];
    const size_t count = space.messages.size();
    state.lastRead = unread >= count ? space.created : space.messages[count - 1 - unread].created;
    for (const Message &message : space.messages) {
        if (message.created <= state.lastRead)
            state.threads[message.thread] = message.created;
    }
    if (script.properties.contains(u"mute"_s))
        state.mute = u"MUTED"_s;
    state.notification = script.properties.value(u"notify"_s, state.notification);
}

} // namespace

void seedDemo(World &world)
{
    Player player(world);
    player.people(readResource(u"people.txt"_s));
    for (const QString &name : {u":lantern:"_s, u":shipit:"_s, u":facepalm-cat:"_s, u":on-site:"_s})
        world.customEmojis.push_back(
            {fixedId(name), name, name == ":shipit:"_L1 ? world.self : QString(), {}});
    DemoScript script(world.clock.now());
    script.read(readResource(u"named.txt"_s));
    script.read(readResource(u"direct.txt"_s));
    for (const ScriptSpace &space : script.spaces())
        player.space(space);
    Sections &sections = world.sections[world.self];
    sections.order = {{u"customprojects"_s, u"Projects"_s, u"CUSTOM_SECTION"_s},
                      {u"default-direct-messages"_s, {}, u"DEFAULT_DIRECT_MESSAGES"_s},
                      {u"default-spaces"_s, {}, u"DEFAULT_SPACES"_s},
                      {u"default-apps"_s, {}, u"DEFAULT_APPS"_s}};
    for (const auto &space : world.spaces()) {
        if (space->displayName.startsWith("Harrow"_L1) || space->displayName.startsWith("Museum"_L1)
            || space->displayName.startsWith("Release"_L1))
            sections.spaces.insert(space->id, u"customprojects"_s);
    }
}

} // namespace emulator
