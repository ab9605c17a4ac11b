// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace emulator {

struct User
{
    QString id; ///< digits, without "users/"
    QString displayName;
    QString email;
    bool bot = false;
    bool external = false; ///< belongs to another organisation
    bool anonymous = false; ///< deleted or invisible: only isAnonymous is told
};

struct Membership
{
    QString id; ///< the user's or group's id
    bool group = false;
    QString role = QStringLiteral("ROLE_MEMBER");
    QString state = QStringLiteral("JOINED");
    Micros created = 0;
};

struct Reaction
{
    QString id;
    QString user;
    QString unicode; ///< empty for a custom emoji
    QString customEmoji; ///< its id
    Micros created = 0;
};

struct Message
{
    QString id; ///< "thread.message"
    QString thread;
    QString clientId; ///< client-… or empty
    QString requestId;
    QString sender; ///< user id
    QString markup; ///< as it was sent: text and formattedText derive from it
    Micros created = 0;
    Micros updated = 0; ///< 0: never edited
    Micros deleted = 0; ///< 0: lives
    QString deletionType;
    bool reply = false;
    bool silent = false;
    /// Output fields that no rule looks into: cardsV2, attachment, attachedGifs, …
    QJsonObject extras;
    std::vector<Reaction> reactions;
};

enum class EventKind {
    MessageCreated,
    MessageUpdated,
    MessageDeleted,
    MembershipCreated,
    MembershipUpdated,
    MembershipDeleted,
    ReactionCreated,
    ReactionDeleted,
    SpaceUpdated,
};

/// Who or what an event was about; the payload is looked up when it is listed (latest state).
struct EventSubject
{
    QString message;
    QString reaction; ///< id
    QJsonObject snapshot; ///< of a reaction, which cannot be looked up once it is gone
    QString member;
};

struct Event
{
    QString id;
    quint64 number = 0; ///< over all spaces
    Micros time = 0;
    EventKind kind = EventKind::MessageCreated;
    std::vector<EventSubject> subjects; ///< more than one: a batch
};

struct Pin
{
    QString message;
    Micros created = 0;
};

/// What one user has seen of one space, and how it may disturb.
struct ReadState
{
    Micros lastRead = 0;
    QHash<QString, Micros> threads;
    QString notification = QStringLiteral("ALL");
    QString mute = QStringLiteral("UNMUTED");
};

struct Space
{
    QString id;
    QString type = QStringLiteral("SPACE"); ///< SPACE, GROUP_CHAT, DIRECT_MESSAGE
    QString displayName;
    QString threading = QStringLiteral("THREADED_MESSAGES");
    QString history = QStringLiteral("HISTORY_ON");
    QString description;
    QString guidelines;
    QString audience;
    bool external = false;
    bool appDirect = false;
    bool announcement = false; ///< only managers post, members reply
    bool hiddenMembers = false;
    bool importMode = false;
    Micros created = 0;
    Micros lastActive = 0;
    QJsonObject permissionSettings; ///< as set, over the defaults
    QJsonObject accessPermissions;

    std::vector<Membership> members;
    std::deque<Message> messages; ///< by created, strictly increasing; tombstones stay
    QHash<QString, int> messageIndex; ///< id and clientId
    QHash<QString, int> threadRoots; ///< thread id -> index of its first message
    QHash<QString, QString> threadKeys; ///< key -> thread id
    std::vector<Event> events; ///< by time
    std::vector<Pin> pins;
    QHash<QString, ReadState> readStates; ///< by user id
    /// Set for generated load: makes the messages when somebody first asks for them.
    std::function<void()> fill;

    [[nodiscard]] const Membership *member(const QString &id) const;
    Membership *member(const QString &id);
    [[nodiscard]] bool joined(const QString &user) const;
    [[nodiscard]] bool manages(const QString &user) const;
    [[nodiscard]] bool threaded() const { return threading == QLatin1String("THREADED_MESSAGES"); }
};

struct Upload
{
    QByteArray bytes;
    QString fileName;
    QString contentType;
    QString space;
    qint64 total = -1; ///< of a session that has said so
    std::function<QByteArray()> make; ///< pictures of the demonstration are painted on demand
};

/// The unique key of an emoji, which is documented beside its name, not as a part of it.
inline QString customEmojiUid(const QString &id)
{
    return QStringLiteral("uid-") + id;
}

struct CustomEmoji
{
    QString id;
    QString name; ///< ":name:"
    QString creator;
    QByteArray image;
};

struct Section
{
    QString id;
    QString name;
    QString type = QStringLiteral("CUSTOM_SECTION");
};

/// Sections of one user, in order, and which space lies in a custom one.
struct Sections
{
    std::vector<Section> order;
    QHash<QString, QString> spaces; ///< space id -> section id
};

struct Availability
{
    QString state = QStringLiteral("ACTIVE");
    Micros doNotDisturbUntil = 0;
    QJsonObject customStatus;
    Micros customStatusUntil = 0;
};

/// What a request id came with first, and what came of it.
struct FirstRequest
{
    QString user;
    QString space;
    QString message; ///< empty: the space was made
    QByteArray target; ///< where it was sent
    QByteArray body;
};

/// What a new message is made of, when all rules about who may send it are satisfied.
struct Draft
{
    QString sender;
    QString markup;
    QString thread; ///< empty: a new one
    QString threadKey;
    QString clientId;
    QString requestId;
    QJsonObject extras;
    bool silent = false;
    Micros at = 0; ///< 0: now
};

/// The truth: what the service knows. Pure data and its invariants (times strictly increase per
/// space, messages are never removed, every change leaves an event). Who may do what, the wire and
/// its words are not known here.
class World
{
public:
    explicit World(Clock clock = Clock(), quint64 seed = 1);

    Clock clock;
    QString self; ///< id of the user who signs in when nobody else is named
    std::map<QString, User> users;
    QHash<QString, QString> groups; ///< id -> name
    QHash<QString, Upload> uploads; ///< by resource name
    QHash<QString, QString> uploadTokens; ///< attachmentUploadToken -> resource name
    std::vector<CustomEmoji> customEmojis;
    QHash<QString, Sections> sections; ///< by user id
    QHash<QString, Availability> availability; ///< by user id
    QHash<QString, FirstRequest> spaceRequests; ///< by requestId
    QHash<QString, FirstRequest> messageRequests; ///< by requestId
    /// Broken promises of the client that the service itself lets pass, for the tests to find.
    QStringList violations;

    /// Grows with every change; a request that left it alone had no effect.
    [[nodiscard]] quint64 revision() const { return m_revision; }
    void touch() { ++m_revision; }
    std::mt19937_64 &random() { return m_random; }
    QString newId(int length = 11);

    User &addUser(const User &user);
    [[nodiscard]] const User *user(const QString &id) const;
    [[nodiscard]] const User *userByEmail(const QString &email) const;

    Space &addSpace(const Space &space);
    bool removeSpace(const QString &id);
    /// With its messages made (see Space::fill); nullptr when unknown.
    Space *space(const QString &id);
    /// Without filling: for lists of spaces.
    [[nodiscard]] const std::vector<std::unique_ptr<Space>> &spaces() const { return m_spaces; }
    Space *directMessage(const QString &one, const QString &other);

    Message &addMessage(Space &space, const Draft &draft);
    Message *message(Space &space, const QString &idOrClientId);
    void editMessage(Space &space, Message &message, const QString &markup, Micros at = 0);
    void deleteMessage(Space &space, Message &message, const QString &deletionType, Micros at = 0);
    /// The user's reaction: the one there already, or a new one.
    Reaction &addReaction(Space &space, Message &message, const Reaction &reaction);
    bool removeReaction(Space &space, Message &message, const QString &reactionId);
    Membership &join(Space &space, const Membership &membership);
    void changeRole(Space &space, Membership &membership, const QString &role);
    bool leave(Space &space, const QString &memberId);
    void spaceChanged(Space &space);
    /// Coerced to the newest message's time when later, in a space that of the top level: replies
    /// have the read state of their thread. Returns what is now set.
    Micros setRead(Space &space, const QString &user, Micros time);
    Micros setThreadRead(Space &space, const QString &thread, const QString &user, Micros time);
    [[nodiscard]] bool hasReplies(const Space &space, const Message &message) const;
    /// Of the top level.
    [[nodiscard]] Micros newestTime(const Space &space) const;

    /// While set, events of the same kind go into one batch event per space.
    void setBatching(bool on);

private:
    void record(Space &space, EventKind kind, const EventSubject &subject, Micros time);

    std::mt19937_64 m_random;
    std::vector<std::unique_ptr<Space>> m_spaces;
    QHash<QString, Space *> m_byId;
    quint64 m_revision = 0;
    quint64 m_eventCount = 0;
    bool m_batching = false;
    quint64 m_batchFrom = 0; ///< m_eventCount when batching began
};

} // namespace emulator
