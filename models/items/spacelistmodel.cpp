// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/spacelistmodel.h"

#include "models/domain/compose.h"
#include "models/domain/foldedtext.h"
#include "models/items/timewords.h"

namespace linnet::items {

namespace {

constexpr qsizetype longestTitle = 200;

constexpr std::array allRoles{
    int(Qt::DisplayRole),
    int(Qt::AccessibleTextRole),
    int(SpaceListModel::SpaceIdRole),
    int(SpaceListModel::ConversationRole),
    int(SpaceListModel::TitleRole),
    int(SpaceListModel::PreviewRole),
    int(SpaceListModel::TimeRole),
    int(SpaceListModel::UnreadRole),
    int(SpaceListModel::UnreadCountRole),
    int(SpaceListModel::MentionCountRole),
    int(SpaceListModel::MutedRole),
    int(SpaceListModel::SectionRole),
    int(SpaceListModel::SpaceTypeRole),
    int(SpaceListModel::AvatarRole),
    int(SpaceListModel::DraftRole),
    int(SpaceListModel::FailedCountRole),
    int(SpaceListModel::QueuedCountRole),
    int(SpaceListModel::ExternalRole),
    int(SpaceListModel::SearchTextRole),
};

bool involves(const Conversation &conversation, const QSet<UserId> &users)
{
    if (users.contains(conversation.lastSender))
        return true;
    return std::any_of(conversation.others.begin(), conversation.others.end(),
                       [&users](const UserId &user) { return users.contains(user); });
}

} // namespace

Section sectionOf(const Conversation &conversation)
{
    return conversation.space.type == SpaceType::Space ? Section::Spaces : Section::DirectMessages;
}

SpaceListModel::SpaceListModel(const UserTable &users, const Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_users(users)
    , m_clock(clock)
{
    connect(&users, &UserTable::changed, this, &SpaceListModel::usersChanged);
}

void SpaceListModel::reset(const QList<Conversation> &conversations)
{
    // arrows: allow model-reset: the list of an account at its start
    beginResetModel();
    m_conversations.clear();
    m_rows.clear();
    for (const Conversation &conversation : conversations) {
        const SpaceId &id = conversation.space.id;
        if (m_rows.contains(id))
            continue;
        m_rows.insert(id, int(m_conversations.size()));
        m_conversations.append(conversation);
    }
    endResetModel();
}

void SpaceListModel::apply(const ChangeSet &changes)
{
    removeSpaces(changes.removedSpaces);
    putConversations(changes.conversations);
}

void SpaceListModel::removeSpaces(const QList<SpaceId> &spaces)
{
    QList<int> rows;
    for (const SpaceId &space : spaces) {
        const auto it = m_rows.constFind(space);
        if (it != m_rows.constEnd())
            rows.append(*it);
    }
    if (rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    // Runs of neighbours from the end, so that the rows before stay what they are.
    for (qsizetype end = rows.size(); end > 0;) {
        qsizetype begin = end - 1;
        while (begin > 0 && rows[begin - 1] == rows[begin] - 1)
            --begin;
        const int first = rows[begin];
        const int last = rows[end - 1];
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_rows.remove(m_conversations[row].space.id);
        m_conversations.remove(first, last - first + 1);
        for (qsizetype row = first; row < m_conversations.size(); ++row)
            m_rows[m_conversations[row].space.id] = int(row);
        endRemoveRows();
        end = begin;
    }
}

void SpaceListModel::putConversations(const QList<Conversation> &conversations)
{
    QList<Conversation> fresh;
    QHash<SpaceId, int> freshRows;
    for (const Conversation &conversation : conversations) {
        const SpaceId &id = conversation.space.id;
        const auto it = m_rows.constFind(id);
        if (it == m_rows.constEnd()) {
            const auto twice = freshRows.constFind(id);
            if (twice != freshRows.constEnd()) {
                fresh[*twice] = conversation;
                continue;
            }
            freshRows.insert(id, int(fresh.size()));
            fresh.append(conversation);
            continue;
        }
        const Conversation before = std::exchange(m_conversations[*it], conversation);
        if (before == conversation)
            continue;
        QList<int> roles;
        for (const int role : allRoles) {
            if (value(before, role) != value(conversation, role))
                roles.append(role);
        }
        const QModelIndex changed = index(*it);
        Q_EMIT dataChanged(changed, changed, roles);
    }
    if (fresh.isEmpty())
        return;
    const int first = int(m_conversations.size());
    beginInsertRows({}, first, first + int(fresh.size()) - 1);
    for (const Conversation &conversation : std::as_const(fresh)) {
        m_rows.insert(conversation.space.id, int(m_conversations.size()));
        m_conversations.append(conversation);
    }
    endInsertRows();
}

void SpaceListModel::usersChanged(const QList<UserId> &users)
{
    const QSet<UserId> changed(users.begin(), users.end());
    for (qsizetype row = 0; row < m_conversations.size(); ++row) {
        if (!involves(m_conversations[row], changed))
            continue;
        const QModelIndex where = index(int(row));
        Q_EMIT dataChanged(where, where,
                           {Qt::DisplayRole, Qt::AccessibleTextRole, TitleRole, PreviewRole,
                            AvatarRole, ExternalRole, SearchTextRole});
    }
}

int SpaceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_conversations.size());
}

QVariant SpaceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return QVariant();
    return value(m_conversations[index.row()], role);
}

QVariant SpaceListModel::value(const Conversation &conversation, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return titleOf(conversation);
    case Qt::AccessibleTextRole:
        return sentence(conversation);
    case SpaceIdRole:
        return QVariant::fromValue(conversation.space.id);
    case ConversationRole:
        return QVariant::fromValue(conversation);
    case PreviewRole:
        return previewLine(conversation);
    case TimeRole:
        return QVariant::fromValue(conversation.lastMessageTime);
    case UnreadRole:
        return conversation.unread;
    case UnreadCountRole:
        return conversation.unreadCount;
    case MentionCountRole:
        return conversation.mentionCount;
    case MutedRole:
        return conversation.muted;
    case SectionRole:
        return QVariant::fromValue(sectionOf(conversation));
    case SpaceTypeRole:
        return QVariant::fromValue(conversation.space.type);
    case AvatarRole:
        return QVariant::fromValue(avatar(conversation));
    case DraftRole:
        return draftLine(conversation);
    case FailedCountRole:
        return conversation.failedCount;
    case QueuedCountRole:
        return conversation.queuedCount;
    case ExternalRole:
        return hasExternal(conversation);
    case SearchTextRole:
        return searchText(conversation);
    default:
        return QVariant();
    }
}

QModelIndex SpaceListModel::indexOf(const SpaceId &space) const
{
    const auto it = m_rows.constFind(space);
    return it == m_rows.constEnd() ? QModelIndex() : index(*it);
}

const Conversation *SpaceListModel::find(const SpaceId &space) const
{
    const auto it = m_rows.constFind(space);
    return it == m_rows.constEnd() ? nullptr : &m_conversations[*it];
}

const Conversation *SpaceListModel::at(int row) const
{
    return row < 0 || row >= m_conversations.size() ? nullptr : &m_conversations[row];
}

int SpaceListModel::unreadConversations() const
{
    return int(std::count_if(m_conversations.begin(), m_conversations.end(),
                             [](const Conversation &c) { return c.unread && !c.muted; }));
}

int SpaceListModel::mentions() const
{
    int sum = 0;
    for (const Conversation &conversation : m_conversations)
        sum += conversation.mentionCount;
    return sum;
}

QString SpaceListModel::draftLine(const Conversation &conversation) const
{
    if (conversation.draft.isEmpty())
        return {};
    const ComposeNames names{[this](const UserId &user) { return m_users.displayName(user); }, {}};
    return plainText(composedFrom(conversation.draft, names)).simplified();
}

QString SpaceListModel::titleOf(const Conversation &conversation) const
{
    const Space &space = conversation.space;
    QString given = space.displayName.left(4 * longestTitle).simplified().left(longestTitle);
    if (!given.isEmpty())
        return given;
    switch (space.type) {
    case SpaceType::Space:
        return tr("Unnamed space");
    case SpaceType::GroupChat:
        return conversation.others.isEmpty() ? tr("Group chat") : groupTitle(conversation);
    case SpaceType::DirectMessage:
        break;
    }
    if (!conversation.others.isEmpty()) {
        const UserId &other = conversation.others.constFirst();
        if (space.appDirectMessage && !m_users.hasName(other))
            return tr("Unknown app");
        return m_users.displayName(other);
    }
    if (space.appDirectMessage)
        return tr("App");
    if (space.memberCount == 1 && m_users.hasName(m_users.me()))
        return tr("%1 (you)").arg(m_users.displayName(m_users.me()));
    return tr("Direct message");
}

QString SpaceListModel::groupTitle(const Conversation &conversation) const
{
    // Two of them called Anna are told apart by their full names.
    QHash<QString, int> given;
    for (const UserId &user : conversation.others)
        ++given[m_users.shortName(user)];
    QStringList names;
    for (const UserId &user : conversation.others) {
        const QString name = m_users.shortName(user);
        names.append(given.value(name) > 1 ? m_users.displayName(user) : name);
    }
    constexpr qsizetype most = 5;
    const qsizetype known = qMax<qsizetype>(names.size(), conversation.space.memberCount - 1);
    const qsizetype shown = qMin(names.size(), known > most ? most - 1 : most);
    QString title = names.mid(0, shown).join(tr(", ", "between names"));
    if (known > shown)
        title = tr("%1 and %n more", nullptr, int(known - shown)).arg(title);
    return title;
}

QString SpaceListModel::previewLine(const Conversation &conversation) const
{
    const QString &text = conversation.preview;
    if (text.isEmpty())
        return QString();
    const UserId &sender = conversation.lastSender;
    if (m_users.isMe(sender))
        return tr("You: %1").arg(text);
    if (conversation.space.type == SpaceType::DirectMessage || !m_users.hasName(sender))
        return text;
    return tr("%1: %2", "sender: text").arg(m_users.shortName(sender), text);
}

QString SpaceListModel::sentence(const Conversation &conversation) const
{
    QStringList parts{titleOf(conversation)};
    switch (conversation.space.type) {
    case SpaceType::Space:
        parts << tr("space");
        break;
    case SpaceType::GroupChat:
        parts << tr("group chat");
        break;
    case SpaceType::DirectMessage:
        parts << (conversation.space.appDirectMessage ? tr("app") : tr("direct message"));
        break;
    }
    if (conversation.unreadCount > 0)
        parts << tr("%n unread", nullptr, conversation.unreadCount);
    else if (conversation.unread)
        parts << tr("unread");
    if (conversation.mentionCount == 1)
        parts << tr("mentions you");
    else if (conversation.mentionCount > 1)
        parts << tr("mentions you %n times", nullptr, conversation.mentionCount);
    if (conversation.failedCount > 0)
        parts << tr("%n not sent", nullptr, conversation.failedCount);
    if (conversation.queuedCount > 0)
        parts << tr("%n waiting to be sent", nullptr, conversation.queuedCount);
    if (!conversation.draft.isEmpty())
        parts << tr("has a draft");
    if (hasExternal(conversation))
        parts << tr("with people from outside");
    if (conversation.muted)
        parts << tr("muted");
    const QString time = spokenTime(conversation.lastMessageTime, m_clock);
    if (!time.isEmpty())
        parts << time;
    const QString head = parts.join(tr(", ", "between parts of a sentence"));
    const QString preview = previewLine(conversation);
    return preview.isEmpty() ? head : tr("%1: %2", "facts: text").arg(head, preview);
}

QString SpaceListModel::searchText(const Conversation &conversation) const
{
    QString text = titleOf(conversation);
    for (const UserId &user : conversation.others) {
        if (m_users.hasName(user))
            text += QLatin1Char('\n') + m_users.displayName(user);
    }
    return foldedText(text);
}

bool SpaceListModel::hasExternal(const Conversation &conversation) const
{
    return std::any_of(conversation.others.begin(), conversation.others.end(),
                       [this](const UserId &user) { return m_users.isExternal(user); });
}

Avatar SpaceListModel::avatar(const Conversation &conversation) const
{
    Avatar avatar;
    const Space &space = conversation.space;
    if (space.type == SpaceType::DirectMessage && !conversation.others.isEmpty()) {
        avatar = avatarOf(conversation.others.constFirst(), m_users);
        if (space.appDirectMessage)
            avatar.kind = AvatarKind::App;
        return avatar;
    }
    switch (space.type) {
    case SpaceType::Space:
        avatar.kind = AvatarKind::Space;
        break;
    case SpaceType::GroupChat:
        avatar.kind = AvatarKind::Group;
        break;
    case SpaceType::DirectMessage:
        avatar.kind = space.appDirectMessage ? AvatarKind::App : AvatarKind::Person;
        break;
    }
    avatar.initials = initialsOf(titleOf(conversation), avatar.kind);
    avatar.colourSeed = colourSeedOf(space.id.name());
    return avatar;
}

} // namespace linnet::items
