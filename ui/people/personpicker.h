// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/person.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QStandardItemModel;

namespace linnet {
class LookupPort;
}

namespace linnet::items {
class UserTable;
}

namespace linnet::ui {

class Avatars;
class FlowLayout;
class PeopleList;
class PlainLabel;
class Theme;

// Choosing people: a field, what has been chosen as chips above it, and below it who is meant:
// those known here at once, the directory's a moment later, a mail address as it is typed. GUI
// thread.
class PersonPicker : public QWidget
{
    Q_OBJECT
public:
    // lookup: null where there is none; all others must outlive it.
    PersonPicker(const Theme &theme, Avatars &avatars, const items::UserTable &users,
                 LookupPort *lookup, QWidget *parent = nullptr);

    [[nodiscard]] const QList<User> &chosen() const { return m_chosen; }
    void choose(const User &user);
    void giveUp(const UserId &user);
    // At most so many; beyond that it says so, with these words.
    void setLimit(int limit, const QString &words);
    // Those are not offered.
    void leaveOut(const QSet<UserId> &people);
    [[nodiscard]] QLineEdit &field() { return *m_field; }

Q_SIGNALS:
    void chosenChanged();
    // Enter with nothing typed: go on.
    void accepted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const Theme &theme, Avatars &avatars);
    bool takeKey(const QKeyEvent &event);
    void take(const QModelIndex &index);
    void typed();
    void ask();
    void fill();
    [[nodiscard]] QList<Person> candidates() const;
    void addRow(const Person &person);
    void updateChips();
    void say(const QString &words);

    const Theme &m_theme;
    Avatars &m_avatars;
    const items::UserTable &m_users;
    LookupPort *m_lookup;
    QWidget *m_chips = nullptr;
    FlowLayout *m_flow = nullptr;
    QLineEdit *m_field = nullptr;
    PlainLabel *m_words = nullptr;
    PeopleList *m_list = nullptr;
    QStandardItemModel *m_model = nullptr;
    QTimer m_pause; // between keys
    QList<User> m_chosen;
    QSet<UserId> m_leftOut;
    QList<Person> m_found; // by the directory, for m_asked
    QString m_asked;
    QString m_trouble; // of the directory
    bool m_waiting = false;
    int m_limit = 0;
    QString m_limitWords;
};

// Somebody who is meant by a mail address only. The service takes it in place of an id.
[[nodiscard]] std::optional<User> userByMail(const QString &typed);

} // namespace linnet::ui
