// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsspaces.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace linnet::items {
class SpaceListModel;
class UserTable;
} // namespace linnet::items

namespace linnet::ui {

// How far something that is asked for has come.
struct Asked
{
    enum class State {
        Not,
        Waiting,
        Known,
        Failed, // see error
    };
    State state = State::Not;
    std::optional<Error> error{};
};

// What is known of the conversation that is open, beyond the list's row: its members, its pins,
// my role. Asks the port, and asks again after what was changed here. Answers for a conversation
// that is no longer open are dropped. GUI thread.
class Room : public QObject
{
    Q_OBJECT
public:
    // port: null where there is none; then nothing ever comes.
    Room(SpacePort *port, const items::SpaceListModel &spaces, const items::UserTable &users,
         QObject *parent = nullptr);

    void open(const SpaceId &space); // empty: none
    [[nodiscard]] const SpaceId &space() const { return m_space; }
    // Null while it is not in the list.
    [[nodiscard]] const Space *value() const;

    void askMembers();
    [[nodiscard]] const Asked &membersAsked() const { return m_membersAsked; }
    [[nodiscard]] const QList<Member> &members() const { return m_members; }
    // Absent until the members are known.
    [[nodiscard]] std::optional<MembershipRole> ownRole() const;

    void askPins();
    // Unless they were asked for before, since the program started.
    void askPinsOnce();
    [[nodiscard]] const Asked &pinsAsked() const { return m_pinsAsked; }
    [[nodiscard]] const QList<PinnedMessage> &pins() const { return m_pins; }
    // Of a message that the service may have named since.
    [[nodiscard]] const MessagePin *pinOf(const MessageId &message) const;
    void pin(const MessageId &message);
    void unpin(const MessageId &message);

    // After something was changed here: as the service now has it.
    void memberChanged(const Member &member);

Q_SIGNALS:
    void opened();
    void membersChanged();
    void pinsChanged();
    // Of pinning and unpinning, in passing.
    void pinned(bool pinned);
    void pinRefused(bool pinned, const linnet::Error &error);

private:
    SpacePort *m_port;
    const items::SpaceListModel &m_spaces;
    const items::UserTable &m_users;
    SpaceId m_space;
    std::unique_ptr<QObject> m_here; // context of what is asked about this conversation
    QList<Member> m_members;
    Asked m_membersAsked;
    QList<PinnedMessage> m_pins;
    Asked m_pinsAsked;
    QHash<SpaceId, QList<PinnedMessage>> m_formerPins; // of conversations that were open
};

} // namespace linnet::ui
