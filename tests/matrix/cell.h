// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/accountsync.h"
#include "models/sync/medialoader.h"
#include "models/sync/timelineloader.h"
#include "tests/matrix/faultkinds.h"
#include "tests/sync/syncworld.h"

namespace linnet::test {

// How something stands, for the person and for the program. Every cell is in one of these at any
// time; Lagging at its end fails it.
enum class State {
    Settled, // as if nothing had been
    WaitingForTheWay, // the banner says why; goes on by itself
    WaitingInLine, // a write waits for its next try
    BlockedRefused, // a text was refused: its lane waits for the person
    BlockedAccount, // only the person can mend it
    SignedOut,
    Undone, // a write was refused, told, and does not show any more
    Told, // who asked was told that it failed
    Lagging, // something of the service does not show yet
};
inline constexpr int stateCount = 9;
[[nodiscard]] const char *stateName(State state);

enum class Phase {
    Before, // the fault, and no effect
    After, // the effect, and then the fault
};

class Cell;

// What is asked for in a cell, and what must have become of it.
struct Endpoint
{
    QByteArray name;
    QString pattern{}; // of "VERB /path"
    bool write = false;
    int pageSize = 0; // of a list: so many of its items at a time
    bool listedOnce = false; // each stretch: what the service leaves out is believed
    bool anyBody = false; // a file: nothing tells a wrong body
    QByteArray saysDone{}; // the kind by which the service says that it is so already: believed
    std::function<void(Cell &)> begin{}; // asks
    std::function<bool(Cell &)> isDone{}; // it shows, and the service has it, as it should be
    std::function<void(Cell &)> arrange{}; // before the account starts
};

[[nodiscard]] const std::vector<Endpoint> &endpoints();

// A wrong way of dealing with trouble, to see that the matrix sees it.
enum class WrongPolicy {
    None,
    NewIds, // each attempt at a creation has new ids
    TakeAsDone, // a creation that fails is taken as done
};

// One account in virtual time, one thing asked for, one kind of trouble.
class Cell : public QObject
{
    Q_OBJECT

public:
    struct Outcome
    {
        State first = State::Settled; // soon after the trouble began
        State end = State::Settled; // when the program has done what it can by itself
        State last = State::Settled; // after the person's word, where it waits for that
        int faults = 0;
        int lost = 0;
        int doubled = 0;
        QStringList complaints;
    };

    Cell(const Endpoint &endpoint, Phase phase, WrongPolicy policy = WrongPolicy::None);
    ~Cell() override;

    [[nodiscard]] Outcome run(const FaultKind &kind);
    [[nodiscard]] Outcome run(const AnswerKind &kind);

    // For the endpoints.
    SyncWorld world;
    std::unique_ptr<sync::Outbox> outbox;
    std::unique_ptr<sync::AccountSync> account;
    std::unique_ptr<sync::TimelineLoader> loader;
    std::unique_ptr<sync::MediaLoader> media;
    std::optional<Result<QString>> told; // what somebody waited for: a file's path, or nothing
    QTemporaryDir files; // the person's
    int expired = 0; // so many of the next calls find their token refused
    [[nodiscard]] QStringList shown(const QString &space);
    [[nodiscard]] int countShown(const QString &text);
    [[nodiscard]] int countThere(const QString &text) const;

private:
    using Answer = SyncWorld::Answer;
    // The fault's answer; @p serve asks the service.
    using Faulty = std::function<Answer(const api::HttpRequest &, const std::function<Answer()> &)>;

    void start();
    [[nodiscard]] Outcome run(const Faulty &faulty, int times);
    [[nodiscard]] Answer answer(const api::HttpRequest &request,
                                const std::function<Answer()> &serve);
    [[nodiscard]] Answer served(const api::HttpRequest &request,
                                const std::function<Answer()> &serve);
    [[nodiscard]] Answer withNewIds(api::HttpRequest request);
    [[nodiscard]] Answer wrongly(const api::HttpRequest &request,
                                 const std::function<Answer()> &serve);
    [[nodiscard]] State state();
    void waitFor(std::chrono::milliseconds most);
    void speak(State state);
    void compare(Outcome &outcome);

    const Endpoint &m_endpoint;
    const Phase m_phase;
    const WrongPolicy m_policy;
    QTemporaryDir m_media;
    Faulty m_faulty;
    int m_faultsLeft = 0;
    int m_faults = 0;
    int m_newIds = 0;
    QList<OutboxKind> m_refused;
};

} // namespace linnet::test
