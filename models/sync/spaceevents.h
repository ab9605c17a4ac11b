// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"
#include "models/sync/tasks/task.h"

#include <QMap>
#include <QPointer>
#include <QSet>

namespace linnet::sync {

class FetchMessages;

// Follows spaces by their events: one request tells all that happened in a space since the last
// one, edits, deletions and reactions included. Keeps where each space stands. Where that is longer
// ago than the service remembers, the newest messages are listed anew; where events are refused (a
// scope is missing, no Chat app is configured, the space does not allow it), they always are. Does
// not decide when to ask.
class SpaceEvents : public QObject
{
    Q_OBJECT

public:
    enum class Asking {
        Watched, // somebody looks at it, and it is asked again in seconds
        Unasked, // in the background
    };

    SpaceEvents(const Services &services, QObject *parent);
    ~SpaceEvents() override;

    void setOwnUser(const UserId &me) { m_me = me; }
    // What is stored of a space; where it is followed already nothing goes back.
    void follow(const store::SpaceState &state);
    void keepOnly(const QSet<SpaceId> &spaces);
    [[nodiscard]] bool isFollowed(const SpaceId &space) const { return m_spaces.contains(space); }

    // True when events are the cheap way to what is new in a space: it is followed closely enough.
    [[nodiscard]] bool canTell(const SpaceId &space) const;
    // Nothing while the former question is under way; but nobody who looks waits for one that may
    // stand in a queue of the background.
    void ask(const SpaceId &space, Asking asking);
    // Drops a question about a space that nobody looks at any more.
    void abort(const SpaceId &space);
    // Why events are refused everywhere, until some are told.
    [[nodiscard]] const std::optional<Error> &refusal() const { return m_refusal; }
    // Events that were refused are tried again: the person may have mended it.
    void tryAgain();
    void stop();

Q_SIGNALS:
    void answered(const linnet::SpaceId &space, bool news); // news: something was told
    void failed(const linnet::SpaceId &space, const linnet::Error &error);
    void learned(const QHash<linnet::UserId, QString> &mentionNames);
    void refusalChanged();
    void membersChanged(const linnet::SpaceId &space);
    // The newest messages were listed for the first time in this run; what events would have told
    // besides is to be fetched.
    void listedAnew(const linnet::SpaceId &space);

private:
    struct Followed
    {
        Timestamp cursor; // everything up to here was told, or listed
        Timestamp stored; // the cursor as the store has it
        Timestamp active; // lastActiveTime
        QSet<QString> known; // events applied of late
        bool refused = false;
        bool listedAnew = false; // in this run: its age is no reason to do it again
        int memberCount = 0;
        std::optional<int> membersDueAt; // the count with which they were marked so, in this run
        bool pastAsked = false; // what happened before it was followed
        QPointer<Task> task;
        Asking taskAsking = Asking::Unasked;
        QPointer<Task> past;
    };

    void askEvents(const SpaceId &space, Followed &followed, Asking asking);
    void askPast(const SpaceId &space, Followed &followed);
    void listNewest(const SpaceId &space, Followed &followed, Asking asking);
    void listed(const SpaceId &space, const FetchMessages &task, bool insteadOfEvents);
    void markMembersDue(const SpaceId &space);
    void refused(const SpaceId &space, const Error &error, Asking asking);
    void refusedEverywhere(const Error &error);
    [[nodiscard]] bool isRefused(const Followed &followed) const;
    void advance(const SpaceId &space, Timestamp cursor);
    [[nodiscard]] bool isTooOld(const Followed &followed) const;

    Services m_services;
    UserId m_me;
    QMap<SpaceId, Followed> m_spaces;
    // The newest activity of any space that was told: the service's clock was at least here.
    Timestamp m_serviceTime;
    std::optional<Error> m_refusal;
    std::chrono::milliseconds m_refusedUntil{};
};

} // namespace linnet::sync
