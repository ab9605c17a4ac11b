// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/eventsweep.h"
#include "models/sync/fetchplan.h"
#include "models/sync/peoplenames.h"
#include "models/sync/spacewatch.h"
#include "models/sync/taskqueue.h"

namespace linnet::sync {

// Everything that is fetched unasked: what a listing shows to have changed, the spaces in view, the
// quiet ones in turn, what is missing (names, members, read states, notification settings, own
// reactions, gaps). Does as much of it as the hour allows. Does not decide when to list, nor what
// trouble means for the account.
class Upkeep : public QObject
{
    Q_OBJECT

public:
    Upkeep(const Services &services, QObject *parent);
    ~Upkeep() override;

    // With what is stored: what moves from there is news.
    void start(const UserId &me, const QList<store::SpaceState> &states);
    void stop();
    // The service cannot be reached: ends what is under way, which is planned again.
    void hold();
    // A listing succeeded. @p changed: it told something new.
    void polled(bool changed);
    // Whatever failed or was refused may work now.
    void tryAgain();

    void setActivity(Activity activity) { m_activity = activity; }
    void setWatchInterval(std::chrono::milliseconds interval) { m_watch.setInterval(interval); }
    void setWatched(const QList<SpaceId> &spaces);
    void learn(const QHash<UserId, QString> &mentionNames);

    [[nodiscard]] const SpaceWatch &watch() const { return m_watch; }
    // Why no space tells its events.
    [[nodiscard]] const std::optional<Error> &eventsRefusal() const { return m_events.refusal(); }
    [[nodiscard]] int spaceCount() const { return int(m_activeBefore.size()); }
    [[nodiscard]] bool isFirst() const { return m_first; } // nothing is planned yet
    // The cache was empty and is being filled.
    [[nodiscard]] bool isFirstSignIn() const { return m_firstSignIn; }
    [[nodiscard]] int done() const { return m_tasks.done(); }
    [[nodiscard]] int total() const { return m_tasks.total(); }

Q_SIGNALS:
    void progressed();
    void watchTroubleChanged();
    void eventsRefusalChanged();
    // A fetch failed in a way that says something of the way to the service or of the account.
    void failed(const linnet::Error &error);

private:
    void plan();
    void planWith(const QList<store::SpaceState> &states);
    void sweep(const FetchLimits &limits);
    void askReactions(int limit);
    void warm();
    void fetch(const FetchPlan &plan);
    void fetchMessages(const MessageRange &planned);
    void fetchGap(const MessageRange &range);
    void fetchReadState(const SpaceId &space);
    [[nodiscard]] bool mayBeUnreadElsewhere(const store::SpaceState &state) const;
    // This kind of fetch is not granted, or failed lately in this space.
    [[nodiscard]] bool isHeldBack(const QString &kind, const SpaceId &space) const;
    void noteFailure(const QString &key, ErrorKind error);
    void fetchMembers(const SpaceId &space, bool atOnce);
    void fetchMembersAnew(const SpaceId &space);
    [[nodiscard]] TaskQueue::Make membersTask(const SpaceId &space, api::Lane lane);
    void fetchNotification(const SpaceId &space, bool atOnce);
    void eventsAnswered(const SpaceId &space, bool news);
    void eventsFailed(const SpaceId &space, const Error &error);
    void taskEnded(const QString &key, const std::optional<Error> &error);
    [[nodiscard]] FetchSituation situation(const QList<store::SpaceState> &states) const;
    [[nodiscard]] std::chrono::milliseconds now() const;
    [[nodiscard]] Rhythm rhythm() const { return rhythmOf(m_activity, spaceCount()); }

    Services m_services;
    TaskQueue m_tasks;
    PeopleNames m_names;
    SpaceEvents m_events;
    SpaceWatch m_watch;
    EventSweep m_sweep;
    Allowance m_allowance;
    UserId m_me;

    Activity m_activity = Activity::Active;
    bool m_running = false;
    bool m_held = false;
    bool m_first = true; // the next plan is to warm up
    bool m_warm = false; // it has been carried out
    bool m_firstSignIn = false;
    bool m_more = false; // the last plan was cut short
    bool m_reactionsDue = true; // there may be questions
    QSet<QString> m_notGranted; // kinds of fetches whose scope is missing

    QHash<SpaceId, Timestamp> m_activeBefore; // lastActiveTime at the last plan
    QSet<SpaceId> m_moved;
    QHash<SpaceId, Timestamp> m_askedFor; // the activity for which messages were asked
    QSet<SpaceId> m_membersHidden;
    QHash<QString, std::chrono::milliseconds> m_heldBackUntil; // single fetches, by key
    QHash<SpaceId, std::chrono::milliseconds> m_readStateAsked;
    QHash<SpaceId, std::chrono::milliseconds> m_notificationAsked;
    QHash<SpaceId, std::chrono::milliseconds> m_fetched;
    QHash<SpaceId, std::chrono::milliseconds> m_leaveAloneUntil;
};

// It says something of the way to the service or of the account, not of one space.
[[nodiscard]] bool concernsAccount(const Error &error);
[[nodiscard]] bool isStorage(ErrorKind kind);

} // namespace linnet::sync
