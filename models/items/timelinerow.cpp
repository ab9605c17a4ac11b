// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timelinerow.h"

#include "models/domain/cardsummary.h"
#include "models/items/timelinemodel.h"
#include "models/items/timewords.h"

#include <algorithm>

namespace linnet::items {

namespace {

QString stateWords(SendState state)
{
    switch (state) {
    case SendState::Sent:
        return QString();
    case SendState::Queued:
        return TimelineModel::tr("waiting to be sent");
    case SendState::Sending:
        return TimelineModel::tr("sending");
    case SendState::WaitingForEarlier:
        return TimelineModel::tr("waiting for an earlier message");
    case SendState::Failed:
        return TimelineModel::tr("not sent");
    }
    return QString();
}

QString deletedWords(DeletedBy by)
{
    switch (by) {
    case DeletedBy::SpaceOwner:
        return TimelineModel::tr("message deleted by a manager of the space");
    case DeletedBy::SpaceMember:
        return TimelineModel::tr("message deleted by a member of the space");
    case DeletedBy::Admin:
        return TimelineModel::tr("message deleted by an administrator");
    case DeletedBy::AppExpiry:
        return TimelineModel::tr("expired message");
    case DeletedBy::Creator: // who it is from is said already
    case DeletedBy::Creation:
    case DeletedBy::Nobody:
    case DeletedBy::Unknown:
        return TimelineModel::tr("deleted message");
    }
    return QString();
}

int reactionCount(const Message &message)
{
    int count = 0;
    for (const ReactionSummary &reaction : message.reactions)
        count += reaction.count;
    return count;
}

// By their names, as far as there are any.
QString fileWords(const QList<Attachment> &attachments)
{
    constexpr qsizetype mostNamed = 3;
    constexpr qsizetype longest = 100;
    const int count = int(attachments.size());
    QStringList names;
    for (const Attachment &attachment : attachments) {
        const QString name = attachment.contentName.simplified().left(longest);
        if (!name.isEmpty() && names.size() < mostNamed)
            names << name;
    }
    if (names.isEmpty()) {
        return count == 1 ? TimelineModel::tr("one attachment")
                          : TimelineModel::tr("%n attachments", nullptr, count);
    }
    const QString separator = TimelineModel::tr(", ", "between parts of a sentence");
    if (count == 1)
        return TimelineModel::tr("file %1").arg(names[0]);
    return names.size() == count
        ? TimelineModel::tr("%n files: %1", nullptr, count).arg(names.join(separator))
        : TimelineModel::tr("%n files, among them %1", nullptr, count).arg(names.join(separator));
}

QStringList failedReplyWords(int count)
{
    if (count == 0)
        return {};
    return {count == 1 ? TimelineModel::tr("one reply not sent")
                       : TimelineModel::tr("%n replies not sent", nullptr, count)};
}

QStringList factsOfDeleted(const Message &message)
{
    QStringList facts{deletedWords(message.deletedBy)};
    if (message.isDeletionUndoable())
        facts << TimelineModel::tr("can be undone");
    return facts << failedReplyWords(message.failedReplies);
}

QStringList facts(const Message &message)
{
    QStringList facts;
    if (message.threadReply)
        facts << TimelineModel::tr("reply in thread");
    if (message.quote) {
        facts << (message.quote->type == QuoteType::Forward
                      ? TimelineModel::tr("forwarded")
                      : TimelineModel::tr("quotes a message"));
    }
    if (message.mentionsMe)
        facts << TimelineModel::tr("mentions you");
    if (message.privateViewer != UserId())
        facts << TimelineModel::tr("only visible to you");
    if (message.replyCount == 1)
        facts << TimelineModel::tr("one reply");
    else if (message.replyCount > 1)
        facts << TimelineModel::tr("%n replies", nullptr, message.replyCount);
    facts << failedReplyWords(message.failedReplies);
    const int reactions = reactionCount(message);
    if (reactions == 1)
        facts << TimelineModel::tr("one reaction");
    else if (reactions > 1)
        facts << TimelineModel::tr("%n reactions", nullptr, reactions);
    if (!message.attachments.isEmpty())
        facts << fileWords(message.attachments);
    if (message.isEdited())
        facts << TimelineModel::tr("edited");
    if (message.isPending())
        facts << stateWords(message.sendState);
    return facts;
}

} // namespace

bool startsDay(const TimelineRow *above, const TimelineRow &row)
{
    return !above || above->date != row.date;
}

bool startsGroup(const TimelineRow *above, const TimelineRow &row)
{
    if (!above || row.dayStart || row.newLine || above->message.sender != row.message.sender)
        return true;
    if (above->message.threadReply != row.message.threadReply)
        return true; // the first reply of a thread
    using namespace std::chrono_literals;
    return row.message.createTime - above->message.createTime > 5min;
}

QList<int> changedRoles(const Message &before, const Message &after)
{
    QList<int> roles{TimelineModel::MessageRole, TimelineModel::RevisionRole,
                     Qt::AccessibleTextRole};
    if (before.id != after.id)
        roles << TimelineModel::MessageIdRole;
    if (plainText(before) != plainText(after))
        roles << Qt::DisplayRole;
    if (before.sender != after.sender) {
        roles << TimelineModel::SenderRole << TimelineModel::SenderNameRole
              << TimelineModel::SenderAvatarRole << TimelineModel::SenderExternalRole;
    }
    if (before.sender != after.sender || before.isPending() != after.isPending())
        roles << TimelineModel::MineRole;
    if (before.sendState != after.sendState)
        roles << TimelineModel::SendStateRole;
    if (before.failure != after.failure)
        roles << TimelineModel::FailureRole;
    if (before.earlierText != after.earlierText)
        roles << TimelineModel::EarlierTextRole;
    return roles;
}

bool mentionsAnyOf(const Message &message, const QSet<UserId> &users)
{
    const auto known = [&users](const UserId &user) { return users.contains(user); };
    if (message.quote && known(message.quote->sender))
        return true;
    return std::any_of(message.replySenders.begin(), message.replySenders.end(), known)
        || std::any_of(message.annotations.begin(), message.annotations.end(),
                       [&known](const Annotation &a) { return known(a.user); });
}

bool tellsOfAnyOf(const TimelineRow &row, const QSet<UserId> &users)
{
    const auto known = [&users](const Happening &each) { return users.contains(each.user); };
    return std::any_of(row.before.begin(), row.before.end(), known)
        || std::any_of(row.after.begin(), row.after.end(), known);
}

QString plainText(const Message &message)
{
    if (message.isDeleted())
        return QString();
    if (!message.text.isEmpty())
        return message.text;
    QStringList names;
    for (const Attachment &attachment : message.attachments)
        names << attachment.contentName;
    return names.isEmpty() ? message.fallbackText : names.join(QLatin1String(", "));
}

namespace {

// A screen reader reads a sentence, not a book: the text is there to be opened.
QString spokenText(const Message &message)
{
    constexpr qsizetype longest = 1000;
    constexpr qsizetype longestCard = 300;
    const QString card = message.isDeleted() ? QString() : cardSummary(message.cards, longestCard);
    // What stands in for a card is not needed beside it; the names of files are told already.
    const bool told = !card.isEmpty() || !message.attachments.isEmpty();
    QString text = told && !message.isDeleted() ? message.text : plainText(message);
    text = text.left(4 * longest).simplified();
    if (text.size() > longest)
        text = text.left(longest) + QChar(0x2026);
    if (card.isEmpty())
        return text;
    const QString shown = TimelineModel::tr("card: %1", "what an app shows").arg(card);
    return text.isEmpty()
        ? shown
        : TimelineModel::tr("%1, %2", "text of a message, card below it").arg(text, shown);
}

} // namespace

QString messageSentence(const Message &message, const UserTable &users, const Clock &clock)
{
    const bool mine = message.isPending() || users.isMe(message.sender);
    QStringList parts{mine ? TimelineModel::tr("You") : users.displayName(message.sender)};
    if (users.isExternal(message.sender))
        parts << TimelineModel::tr("from outside");
    const QString time = spokenTime(message.createTime, clock);
    if (!time.isEmpty())
        parts << time;
    parts << (message.isDeleted() ? factsOfDeleted(message) : facts(message));
    const QString head = parts.join(TimelineModel::tr(", ", "between parts of a sentence"));
    const QString text = spokenText(message);
    return text.isEmpty() ? head : TimelineModel::tr("%1: %2", "facts: text").arg(head, text);
}

QuietLines linesOf(const TimelineRow &row, const UserTable &users)
{
    const auto ofThatDay
        = std::find_if(row.before.begin(), row.before.end(), [&row](const Happening &happening) {
              return !row.dayStart || happening.time.toLocalTime().date() >= row.date;
          });
    const auto earlier = qsizetype(ofThatDay - row.before.begin());
    return {quietLines(row.before.first(earlier), users),
            quietLines(row.before.mid(earlier), users), quietLines(row.after, users)};
}

namespace {

// With what stands above and below the message.
QString rowSentence(const TimelineRow &row, const UserTable &users, const Clock &clock)
{
    QString message = messageSentence(row.message, users, clock);
    if (row.before.isEmpty() && row.after.isEmpty())
        return message;
    const QuietLines lines = linesOf(row, users);
    QStringList sentences;
    for (const QList<QuietLine> *some : {&lines.aboveDay, &lines.above}) {
        for (const QuietLine &line : *some)
            sentences << line.words;
    }
    sentences << message;
    for (const QuietLine &line : lines.below)
        sentences << line.words;
    return sentences.join(TimelineModel::tr(". ", "between sentences"));
}

} // namespace

QVariant valueOf(const TimelineRow &row, int role, const UserTable &users, const Clock &clock)
{
    const Message &message = row.message;
    switch (role) {
    case Qt::DisplayRole:
        return plainText(message);
    case Qt::AccessibleTextRole:
        return rowSentence(row, users, clock);
    case TimelineModel::KindRole:
        return QVariant::fromValue(RowKind::Message);
    case TimelineModel::MessageIdRole:
        return QVariant::fromValue(message.id);
    case TimelineModel::MessageRole:
        return QVariant::fromValue(message);
    case TimelineModel::SenderRole:
        return QVariant::fromValue(users.user(message.sender));
    case TimelineModel::SenderNameRole:
        return users.displayName(message.sender);
    case TimelineModel::SenderAvatarRole:
        return QVariant::fromValue(avatarOf(message.sender, users));
    case TimelineModel::SenderExternalRole:
        return users.isExternal(message.sender);
    case TimelineModel::MineRole:
        return message.isPending() || users.isMe(message.sender);
    case TimelineModel::GroupStartRole:
        return row.groupStart;
    case TimelineModel::DayStartRole:
        return row.dayStart;
    case TimelineModel::DateRole:
        return row.date;
    case TimelineModel::NewLineRole:
        return row.newLine;
    case TimelineModel::SendStateRole:
        return QVariant::fromValue(message.sendState);
    case TimelineModel::FailureRole:
        return message.failure ? QVariant::fromValue(*message.failure) : QVariant();
    case TimelineModel::EarlierTextRole:
        return message.earlierText;
    case TimelineModel::LinesRole:
        return QVariant::fromValue(linesOf(row, users));
    case TimelineModel::RevisionRole:
        return row.revision;
    default:
        return QVariant();
    }
}

} // namespace linnet::items
