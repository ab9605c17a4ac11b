// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/suggestions.h"

#include "models/domain/compose.h"
#include "models/domain/emojitable.h"
#include "models/domain/foldedtext.h"
#include "ui/emoji/emojishelf.h"
#include "ui/timeline/thumbnails.h"

#include <QPointer>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using linnet::items::SpaceListModel;

namespace linnet::ui {

namespace {

constexpr int most = 8; // rows
constexpr int mostSpaces = 3; // among people
constexpr int mostCustom = 4; // before the emoji that everybody has
constexpr int longestTyped = 40;
constexpr int fewestForEmoji = 2; // letters: ":)" and ":D" are no names
constexpr int fewestForDirectory = 2;

bool isShortNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'+' || c == u'-';
}

// Without its colons.
QString bareName(const CustomEmoji &emoji)
{
    QString name = emoji.shortName;
    return name.remove(u':');
}

MarkupSpan customSpan(const CustomEmoji &emoji)
{
    MarkupSpan span;
    span.kind = MarkupSpan::Kind::CustomEmoji;
    span.text = emoji.shortName;
    span.emoji.customName = emoji.name;
    span.emoji.customShortName = emoji.shortName;
    return span;
}

} // namespace

std::optional<Trigger> triggerIn(QStringView line)
{
    const qsizetype begin = std::max<qsizetype>(0, line.size() - longestTyped - 1);
    for (qsizetype i = line.size() - 1; i >= begin; --i) {
        const QChar c = line[i];
        const bool sign = c == u'@' || c == u'#' || c == u':';
        if (!sign)
            continue;
        const QStringView typed = line.sliced(i + 1);
        const QChar before = i > 0 ? line[i - 1] : QChar(u' ');
        if (c == u':') {
            const bool name = typed.size() >= fewestForEmoji
                && std::all_of(typed.begin(), typed.end(), isShortNamePart);
            if (!name || !(before.isSpace() || before.isPunct()) || before == u':')
                return std::nullopt;
            return Trigger{Trigger::Kind::Emoji, typed.toString(), int(line.size() - i)};
        }
        if (before.isLetterOrNumber() || (!typed.isEmpty() && typed.front().isSpace())
            || typed.count(u' ') > 2)
            return std::nullopt;
        return Trigger{c == u'@' ? Trigger::Kind::Person : Trigger::Kind::Space, typed.toString(),
                       int(line.size() - i)};
    }
    return std::nullopt;
}

Suggestions::Suggestions(const items::UserTable &users, const items::SpaceListModel &spaces,
                         QObject *parent)
    : QObject(parent)
    , m_users(users)
    , m_spaces(spaces)
{
}

void Suggestions::setSpace(const SpaceId &space)
{
    if (space != m_space) {
        m_members.clear();
        m_membersAsked = false;
    }
    m_space = space;
    m_found.clear();
    m_asked.clear();
    Q_EMIT changed();
}

int Suggestions::audience() const
{
    const Conversation *conversation = m_spaces.find(m_space);
    if (!conversation || conversation->space.type == SpaceType::DirectMessage)
        return 0;
    return std::max(0, conversation->space.memberCount - 1);
}

void Suggestions::setShelf(EmojiShelf *shelf)
{
    m_shelf = shelf;
    connect(shelf, &EmojiShelf::changed, this, &Suggestions::changed);
    if (shelf->pictures())
        connect(shelf->pictures(), &Thumbnails::changed, this, &Suggestions::pictureCame);
}

Thumbnails *Suggestions::pictures() const
{
    return m_shelf ? m_shelf->pictures() : nullptr;
}

std::optional<MarkupSpan> Suggestions::emojiNamed(const QString &shortName) const
{
    if (const EmojiEntry *entry = emojiByShortName(shortName)) {
        MarkupSpan span;
        span.text = entry->unicode(m_shelf ? m_shelf->taste().tone() : SkinTone::None);
        return span;
    }
    for (const CustomEmoji &each : m_shelf ? m_shelf->custom() : QList<CustomEmoji>()) {
        if (bareName(each) == shortName)
            return customSpan(each);
    }
    return std::nullopt;
}

// The organisation's own whose names begin so first: there are few of them, and one knows them.
QList<Suggestion> Suggestions::emoji(const QString &typed)
{
    QList<Suggestion> found;
    QList<Suggestion> further;
    if (m_shelf)
        m_shelf->refresh();
    for (const CustomEmoji &each : m_shelf ? m_shelf->custom() : QList<CustomEmoji>()) {
        Suggestion suggestion;
        suggestion.span = customSpan(each);
        suggestion.title = each.shortName;
        suggestion.detail = tr("of the organisation");
        suggestion.glyph = u"\u2726"_s;
        const QString name = bareName(each);
        if (name.startsWith(typed, Qt::CaseInsensitive) && found.size() < mostCustom)
            found.append(suggestion);
        else if (name.contains(typed, Qt::CaseInsensitive))
            further.append(suggestion);
    }
    for (const EmojiEntry *entry : emojiMatching(typed, most)) {
        Suggestion suggestion;
        suggestion.span.text = entry->unicode(m_shelf ? m_shelf->taste().tone() : SkinTone::None);
        suggestion.title = QString(u':' + entry->shortName() + u':');
        suggestion.glyph = suggestion.span.text;
        found.append(suggestion);
    }
    return (found + further).mid(0, most);
}

QList<Suggestion> Suggestions::matching(const Trigger &trigger)
{
    switch (trigger.kind) {
    case Trigger::Kind::Person:
        return people(trigger.typed);
    case Trigger::Kind::Space:
        return spaces(trigger.typed, most);
    case Trigger::Kind::Emoji:
        return emoji(trigger.typed);
    }
    return {};
}

bool Suggestions::matches(const User &user, const QStringList &words) const
{
    const QStringList names = foldedWords(user.displayName);
    const QString mail = foldedText(user.email);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return mail.startsWith(word)
            || std::any_of(names.begin(), names.end(),
                           [&word](const QString &name) { return name.startsWith(word); });
    });
}

Suggestion Suggestions::personSuggestion(const User &user) const
{
    Suggestion suggestion;
    suggestion.span.kind = MarkupSpan::Kind::UserMention;
    suggestion.span.user = user.id;
    const QString name
        = m_users.hasName(user.id) ? m_users.displayName(user.id) : user.displayName.simplified();
    suggestion.span.text = QString(u'@' + name);
    suggestion.title = name;
    suggestion.detail = user.email;
    suggestion.person = user;
    return suggestion;
}

// Those of the conversation, as far as they are known: who wrote last, then all by their names.
QList<UserId> Suggestions::here() const
{
    QList<UserId> ids = m_present ? m_present() : QList<UserId>();
    if (const Conversation *conversation = m_spaces.find(m_space))
        ids += conversation->others;
    return ids + m_members;
}

QList<Suggestion> Suggestions::people(const QString &typed)
{
    const QStringList words = foldedWords(typed);
    QList<Suggestion> found;
    QSet<UserId> taken{m_users.me()};
    const auto take = [&](const User &user) {
        if (user.id.isEmpty() || user.displayName.isEmpty() || taken.contains(user.id)
            || !matches(user, words))
            return;
        taken.insert(user.id);
        found.append(personSuggestion(user));
    };
    askMembers();
    for (const UserId &id : here()) {
        if (found.size() < most)
            take(m_users.user(id));
    }
    const int everybody = audience();
    if (everybody > 0 && u"all"_s.startsWith(typed.toLower())) {
        Suggestion all;
        all.span.kind = MarkupSpan::Kind::AllMention;
        all.span.text = u"@all"_s;
        all.title = u"all"_s;
        all.detail = everybody == 1 ? tr("notifies one person")
                                    : tr("notifies %n people", nullptr, everybody);
        found.insert(std::min<qsizetype>(found.size(), typed.isEmpty() ? most - 1 : 0), all);
    }
    if (!words.isEmpty()) {
        QList<User> others;
        for (const UserId &id : m_users.ids())
            others.append(m_users.user(id));
        std::sort(others.begin(), others.end(), [](const User &a, const User &b) {
            return a.displayName.localeAwareCompare(b.displayName) < 0;
        });
        for (const User &user : std::as_const(others))
            take(user);
        ask(typed);
        for (const Person &person : std::as_const(m_found))
            take(person.user);
        const QList<Suggestion> rooms = spaces(typed, mostSpaces);
        found = found.mid(0, most - rooms.size()) + rooms;
    }
    return found.mid(0, most);
}

QList<Suggestion> Suggestions::spaces(const QString &typed, int limit) const
{
    const QStringList words = foldedWords(typed);
    QList<Suggestion> found;
    for (int row = 0; row < m_spaces.rowCount() && found.size() < limit; ++row) {
        const Conversation &conversation = *m_spaces.at(row);
        if (conversation.space.type != SpaceType::Space)
            continue;
        const QString title = m_spaces.titleOf(conversation);
        const QStringList names = foldedWords(title);
        const bool fits = std::all_of(words.begin(), words.end(), [&names](const QString &word) {
            return std::any_of(names.begin(), names.end(),
                               [&word](const QString &name) { return name.startsWith(word); });
        });
        const QString address = conversation.space.uri.isEmpty()
            ? QString(u"https://chat.google.com/room/"_s + conversation.space.id.lastSegment())
            : linkAddress(conversation.space.uri);
        if (!fits || address.isEmpty())
            continue;
        Suggestion suggestion;
        suggestion.span.kind = MarkupSpan::Kind::Link;
        suggestion.span.url = address;
        suggestion.span.text = title.simplified();
        suggestion.title = suggestion.span.text;
        suggestion.detail = tr("link to the space");
        found.append(suggestion);
    }
    return found;
}

void Suggestions::ask(const QString &typed)
{
    if (!m_directory || typed.size() < fewestForDirectory || typed == m_asked)
        return;
    m_asked = typed;
    m_directory(typed, [self = QPointer(this), typed](const QList<Person> &found) {
        if (!self || self->m_asked != typed)
            return;
        self->m_found = found;
        Q_EMIT self->changed();
    });
}

// Once for each time that one comes to write there.
void Suggestions::askMembers()
{
    if (!m_membersOf || m_membersAsked || m_space.isEmpty())
        return;
    m_membersAsked = true;
    m_membersOf(m_space, [self = QPointer(this), space = m_space](const QList<UserId> &members) {
        if (!self || self->m_space != space)
            return;
        self->m_members = members;
        std::sort(self->m_members.begin(), self->m_members.end(),
                  [&users = self->m_users](const UserId &a, const UserId &b) {
                      return users.displayName(a).localeAwareCompare(users.displayName(b)) < 0;
                  });
        Q_EMIT self->changed();
    });
}

} // namespace linnet::ui
