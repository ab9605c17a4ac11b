// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/account.h"
#include "models/domain/timeline.h"
#include "models/sync/backoff.h"
#include "models/sync/fetchplan.h"
#include "models/sync/outbox.h"
#include "models/sync/peoplenames.h"
#include "models/sync/rhythm.h"
#include "models/sync/spacewatch.h"
#include "models/sync/taskqueue.h"
#include "models/sync/tasks/pollspaces.h"

namespace linnet::sync {

// Keeps one account's cache up to date: the first sign-in, then one listing of all spaces per poll
// and what it shows to have changed, the spaces in view more often. It says how the account stands
// and tells the outbox when the way is clear again. It knows no model and no widget; what it
// fetches reaches the interface through the store alone. GUI thread.
class AccountSync : public QObject
{
    Q_OBJECT

public:
    // The outbox is started and stopped by the session; here it is only nudged.
    AccountSync(const Services &services, Outbox &outbox, QObject *parent = nullptr);
    ~AccountSync() override;

    // Once the store is open and belongs to this user.
    void start(const UserId &me);
    // Ends all network work of this room but the outbox's.
    void stop();
    // Forgets all waits: for a button, and for the moment the network is back.
    void retryNow();

    // A window that is not in front for ten minutes counts as nobody there.
    void setActive(bool windowActive);
    // For who knows sooner (a locked screen).
    void setUserIdle(bool idle);
    // Which timelines are in view. TimelineLoader passes it on.
    void setWatched(const QList<TimelineScope> &scopes);
    // What others call people, from pages that were fetched elsewhere.
    void learn(const QHash<UserId, QString> &mentionNames);
    // A fetch of somebody else's had this trouble, or none: spares the next poll.
    void reportTrouble(const Error &error);

    [[nodiscard]] const AccountStatus &status() const { return m_status; }

Q_SIGNALS:
    void statusChanged(const linnet::AccountStatus &status);

private:
    void poll();
    void polled(const PollSpaces &task);
    void plan();
    void planWith(const QList<store::SpaceState> &states);
    void warm();
    void fetch(const FetchPlan &plan);
    void fetchMessages(const MessageRange &planned);
    void fetchReadState(const SpaceId &space);
    void fetchMembers(const SpaceId &space, bool atOnce);
    void taskEnded(const QString &key, const std::optional<Error> &error);
    void troubled(const Error &error);
    void reachable();
    void schedule(std::chrono::milliseconds delay);
    void followActivity();
    void updateStatus();
    void reportProgress();
    [[nodiscard]] FetchSituation situation(const QList<store::SpaceState> &states) const;
    [[nodiscard]] FetchLimits limits();
    [[nodiscard]] Activity activity() const;
    [[nodiscard]] std::chrono::milliseconds now() const;

    Services m_services;
    Outbox &m_outbox;
    TaskQueue m_tasks;
    PeopleNames m_names;
    SpaceWatch m_watch;
    Backoff m_backoff;
    Budget m_messageBudget; // unasked fetches while nobody looks, an hour
    Budget m_readStateBudget;
    Budget m_memberBudget;

    bool m_running = false;
    bool m_active = true;
    bool m_userIdle = false;
    bool m_first = true; // the next plan is to warm up
    bool m_warm = false; // it has been carried out
    bool m_firstSignIn = false; // the cache was empty
    bool m_more = false; // the last plan was cut short
    int m_pages = 1; // of a listing
    QPointer<PollSpaces> m_poll;
    api::Timer m_timer;
    api::Timer m_idleTimer;
    std::chrono::milliseconds m_lastPoll{};

    SpaceFingerprints m_fingerprints;
    QHash<SpaceId, Timestamp> m_activeBefore; // lastActiveTime at the last plan
    QSet<SpaceId> m_moved;
    QHash<SpaceId, Timestamp> m_askedFor; // the activity for which messages were asked
    QSet<SpaceId> m_membersHidden;
    QHash<SpaceId, std::chrono::milliseconds> m_readStateAsked;
    QHash<SpaceId, std::chrono::milliseconds> m_leaveAloneUntil;
    AccountStatus m_status;
    std::optional<Error> m_trouble;
};

// Trouble that only the person can mend.
[[nodiscard]] bool isBlocking(ErrorKind kind);

} // namespace linnet::sync
