// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/account.h"
#include "models/domain/timeline.h"
#include "models/sync/backoff.h"
#include "models/sync/outbox.h"
#include "models/sync/tasks/pollspaces.h"
#include "models/sync/upkeep.h"

namespace linnet::sync {

// Keeps one account's cache up to date: one listing of all spaces per poll, after which Upkeep
// fetches what it shows to have changed. It decides how often, says how the account stands and
// tells the outbox when the way is clear again. It knows no model and no widget; what is fetched
// reaches the interface through the store alone. GUI thread.
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
    // Forgets all waits: for a button, and for the moment the network is back. Says at once what
    // comes of it.
    void retryNow();

    // A window that is not in front for ten minutes counts as nobody there.
    void setActive(bool windowActive);
    // For who knows better (a locked screen), also while the window is in front.
    void setUserIdle(bool idle);
    // Which timelines are in view. TimelineLoader passes it on.
    void setWatched(const QList<TimelineScope> &scopes);
    // What others call people, from pages that were fetched elsewhere.
    void learn(const QHash<UserId, QString> &mentionNames) { m_upkeep.learn(mentionNames); }
    // A fetch of somebody else's had this trouble, or none: spares the next poll.
    void reportTrouble(const Error &error);

    [[nodiscard]] const AccountStatus &status() const { return m_status; }
    // Nothing can be fetched for now.
    [[nodiscard]] bool isHeld() const { return !m_running || m_trouble.has_value(); }

Q_SIGNALS:
    void statusChanged(const linnet::AccountStatus &status);
    // isHeld() has changed.
    void heldChanged();

private:
    void poll(int attempts = 0);
    void polled(const PollSpaces &task);
    void troubled(const Error &error);
    void reachable();
    void schedule(std::chrono::milliseconds delay);
    void followActivity();
    void keepSyncTime();
    void updateStatus();
    [[nodiscard]] Activity activity() const;
    [[nodiscard]] Rhythm rhythm() const { return rhythmOf(activity(), m_upkeep.spaceCount()); }
    [[nodiscard]] std::chrono::milliseconds now() const;

    Services m_services;
    Outbox &m_outbox;
    Upkeep m_upkeep;
    Backoff m_backoff;

    bool m_running = false;
    bool m_active = true;
    bool m_userIdle = false;
    bool m_retrying = false;
    int m_pages = 1; // of a listing
    QPointer<PollSpaces> m_poll;
    api::Timer m_timer;
    api::Timer m_idleTimer;
    std::chrono::milliseconds m_lastPoll{};
    SpaceListing m_listing;
    Timestamp m_syncTimeKept;
    AccountStatus m_status;
    std::optional<Error> m_trouble;
};

// Trouble that only the person can mend.
[[nodiscard]] bool isBlocking(ErrorKind kind);

} // namespace linnet::sync
