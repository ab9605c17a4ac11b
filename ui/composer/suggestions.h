// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/markup.h"
#include "models/domain/person.h"
#include "models/domain/ports.h"
#include "models/items/spacelistmodel.h"
#include "models/items/usertable.h"

#include <QObject>

#include <functional>
#include <optional>

namespace linnet::ui {

class EmojiShelf;
class Thumbnails;

// What is being typed that can be completed: the sign that began it and what follows.
struct Trigger
{
    enum class Kind {
        Person, // "@": people, everybody, spaces
        Space, // "#"
        Emoji, // ":"
    };
    Kind kind = Kind::Person;
    QString typed{}; // without the sign
    int length = 0; // with it, in UTF-16 units

    friend bool operator==(const Trigger &, const Trigger &) = default;
};
// Of a line up to the cursor.
[[nodiscard]] std::optional<Trigger> triggerIn(QStringView line);

struct Suggestion
{
    MarkupSpan span{}; // what is put in
    QString title{}; // remote text, like detail
    QString detail{};
    QString glyph{}; // an emoji to show in front
    User person{}; // or a face; without id: none
};

// What can be put in for what is being typed: those who are here first, then everybody known, then
// what the directory answers. Emoji by their short names, spaces as links of their names. GUI
// thread.
class Suggestions : public QObject
{
    Q_OBJECT
public:
    // Asks for colleagues by the beginning of a name; may answer never.
    using Directory
        = std::function<void(const QString &text, std::function<void(const QList<Person> &)>)>;

    // Asks who is in a space; may answer never.
    using Members
        = std::function<void(const SpaceId &space, std::function<void(const QList<UserId> &)>)>;

    Suggestions(const items::UserTable &users, const items::SpaceListModel &spaces,
                QObject *parent = nullptr);

    void setDirectory(const Directory &directory) { m_directory = directory; }
    void setMembers(const Members &members) { m_membersOf = members; }
    // Where one writes, and who writes there, as far as the caller knows.
    void setSpace(const SpaceId &space);
    void setPresent(const std::function<QList<UserId>()> &present) { m_present = present; }

    [[nodiscard]] QList<Suggestion> matching(const Trigger &trigger);
    // The organisation's own emoji are offered too; must outlive it.
    void setShelf(EmojiShelf *shelf);
    // What the organisation's own look like; null: only their names are known.
    [[nodiscard]] Thumbnails *pictures() const;
    // Of an emoji that is typed in full, ":joy:", by what stands between; none: there is no such.
    [[nodiscard]] std::optional<MarkupSpan> emojiNamed(const QString &shortName) const;
    // How many others "@all" reaches here; 0: not known, or there is no such mention.
    [[nodiscard]] int audience() const;

Q_SIGNALS:
    // The members, the directory or the organisation's emoji are there, or one writes elsewhere:
    // matching() may give something else now.
    void changed();
    // An emoji of the organisation's can be shown now.
    void pictureCame(const linnet::MediaRef &picture);

private:
    [[nodiscard]] QList<Suggestion> people(const QString &typed);
    [[nodiscard]] QList<Suggestion> emoji(const QString &typed);
    [[nodiscard]] QList<Suggestion> spaces(const QString &typed, int limit) const;
    [[nodiscard]] bool matches(const User &user, const QStringList &words) const;
    [[nodiscard]] Suggestion personSuggestion(const User &user) const;
    [[nodiscard]] QList<UserId> here() const;
    void ask(const QString &typed);
    void askMembers();

    const items::UserTable &m_users;
    const items::SpaceListModel &m_spaces;
    Directory m_directory;
    Members m_membersOf;
    std::function<QList<UserId>()> m_present;
    EmojiShelf *m_shelf = nullptr;
    SpaceId m_space;
    bool m_membersAsked = false; // of this space
    QList<UserId> m_members;
    QString m_asked;
    QList<Person> m_found;
};

} // namespace linnet::ui
