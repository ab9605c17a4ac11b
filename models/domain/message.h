// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"
#include "models/domain/ids.h"
#include "models/domain/richlink.h"
#include "models/domain/timestamp.h"

#include <QList>

#include <optional>

namespace linnet {

// One emoji: a Unicode sequence, or one of the organisation's own.
struct Emoji
{
    QString unicode{}; // empty for a custom emoji
    QString customName{}; // resource name customEmojis/E
    QString customShortName{}; // ":name:"

    [[nodiscard]] bool isCustom() const { return unicode.isEmpty(); }
    friend bool operator==(const Emoji &, const Emoji &) = default;
};

struct ReactionSummary
{
    Emoji emoji{};
    int count = 0;
    bool mine = false; // the service's summaries do not say; kept from our own knowledge

    friend bool operator==(const ReactionSummary &, const ReactionSummary &) = default;
};

enum class AnnotationType {
    UserMention,
    AllMention,
    RichLink,
    CustomEmoji,
    SlashCommand,
};

// A part of Message::text that means something. Positions are UTF-16 units, checked against the
// text before use.
struct Annotation
{
    AnnotationType type = AnnotationType::UserMention;
    int start = 0;
    int length = 0;
    UserId user{}; // mentions
    QString uri{}; // rich links
    QString title{}; // rich links, where the service knows one
    Emoji emoji{};
    std::optional<RichLink> link{}; // rich links whose kind is told
    std::optional<SlashCommand> command{}; // slash commands
    bool joins = false; // user mentions: it added the person to the space

    friend bool operator==(const Annotation &, const Annotation &) = default;
};

enum class AttachmentSource {
    Uploaded,
    Drive,
};

struct Attachment
{
    QString name{}; // resource name
    QString contentName{}; // file name: remote text
    QString contentType{}; // MIME type
    QString mediaName{}; // attachmentDataRef.resourceName, for media download; empty for Drive
    QString driveFileId{};
    AttachmentSource source = AttachmentSource::Uploaded;

    // Derived: of a pending message's file only.
    QString localPath{}; // the copy that is sent; readable until the message is sent
    qint64 bytesSent = 0; // equal to bytesTotal: it is with the service
    qint64 bytesTotal = 0;

    friend bool operator==(const Attachment &, const Attachment &) = default;
};

enum class QuoteType {
    Reply,
    Forward,
};

struct Quote
{
    MessageId message{};
    Timestamp lastUpdateTime{};
    QuoteType type = QuoteType::Reply;
    UserId sender{}; // from the snapshot; may be empty
    QString senderName{}; // as far as the snapshot tells
    QString text{};
    QString formattedText{};
    QList<Annotation> annotations{};
    QList<Attachment> attachments{};
    SpaceId forwardedFrom{}; // forwards: where it came from, as far as one may know
    QString forwardedFromName{};

    friend bool operator==(const Quote &, const Quote &) = default;
};

enum class DeletedBy {
    Nobody,
    Creator,
    SpaceOwner,
    Admin,
    AppExpiry,
    Creation, // a creation that failed on the service's side
    Unknown,
    SpaceMember,
};

// A source that an app's answer names.
struct Citation
{
    QString title{};
    QString uri{};

    friend bool operator==(const Citation &, const Citation &) = default;
};

// Where a message of our own stands on its way out. Sent is also every message that came in.
enum class SendState {
    Sent,
    Queued, // committed to the outbox, not on the wire
    Sending,
    WaitingForEarlier, // an earlier one in its lane is refused
    Failed, // refused: waits for Retry, Edit or Delete
};

struct Message
{
    MessageId id{};
    MessageId clientId{}; // spaces/S/messages/client-… when this client (or another) gave one
    SpaceId space{};
    ThreadId thread{};
    bool threadReply = false;
    UserId sender{};
    Timestamp createTime{}; // of a pending message: when it was written
    Timestamp lastUpdateTime{}; // unknown: never edited
    Timestamp deleteTime{};
    DeletedBy deletedBy = DeletedBy::Nobody;
    QString text{}; // plain
    QString formattedText{}; // with Chat's markup
    QString fallbackText{};
    QList<Annotation> annotations{};
    QList<Attachment> attachments{};
    QList<QString> gifUris{};
    QList<ReactionSummary> reactions{};
    std::optional<Quote> quote{};
    QByteArray cards{}; // {"cardsV2":[…]} or {"cards":[…]}, compact JSON as it came; empty: none
    UserId privateViewer{}; // set: only this person sees it
    bool silent = false; // nobody was to be notified
    bool markdown = false; // formattedText is CommonMark, not Chat's markup
    QString argumentText{}; // text without the mention of the app it is for
    QString matchedUrl{}; // the address for which an app made a preview
    qint64 slashCommand = 0; // id of the command, 0: none
    QList<Citation> citations{};

    // Derived by the store, not part of the resource.
    int replyCount = 0; // of a thread's first message: cached replies
    Timestamp lastReplyTime{};
    QList<UserId> replySenders{}; // newest first, at most three
    int failedReplies = 0; // of a thread's first message: replies of mine that were refused
    bool mentionsMe = false;
    SendState sendState = SendState::Sent;
    qint64 outboxSequence = 0; // order of pending messages; 0 once sent
    std::optional<Error> failure{}; // with SendState::Failed, or why it waits
    // What it said before it was last edited, as far as that was seen here; the beginning of it.
    QString earlierText{};
    // Held back on purpose until then: a pending message by the send delay, a deletion while
    // MessagePort::undoRemove() can still take it back.
    Timestamp heldUntil{};

    [[nodiscard]] bool isPending() const { return sendState != SendState::Sent; }
    [[nodiscard]] bool isDeleted() const { return deleteTime.isKnown(); }
    [[nodiscard]] bool isDeletionUndoable() const { return isDeleted() && heldUntil.isKnown(); }
    [[nodiscard]] bool isEdited() const { return lastUpdateTime.isKnown() && !isDeleted(); }

    friend bool operator==(const Message &, const Message &) = default;
};

// The order of a timeline: what was sent by time and name, then what is still pending in the order
// it was written.
struct MessageKey
{
    qint64 outboxSequence = 0; // 0 for everything the service has
    Timestamp createTime{};
    MessageId id{};

    friend bool operator==(const MessageKey &, const MessageKey &) = default;
    friend bool operator<(const MessageKey &a, const MessageKey &b)
    {
        if (a.outboxSequence != b.outboxSequence) {
            if (a.outboxSequence == 0 || b.outboxSequence == 0)
                return a.outboxSequence == 0;
            return a.outboxSequence < b.outboxSequence;
        }
        if (a.createTime != b.createTime)
            return a.createTime < b.createTime;
        return a.id < b.id;
    }
};

[[nodiscard]] MessageKey keyOf(const Message &message);

// The longest message the service takes, in UTF-8 bytes (Chat API, Message.text).
inline constexpr qsizetype maximumMessageBytes = 32'000;

// The most of Message::earlierText that is kept, in UTF-16 units.
inline constexpr qsizetype longestEarlierText = 2'000;

} // namespace linnet

Q_DECLARE_METATYPE(linnet::Message)
