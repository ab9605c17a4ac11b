// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/changeset.h"
#include "models/domain/clock.h"
#include "models/domain/ports.h"
#include "models/items/avatar.h"
#include "models/items/historyrow.h"
#include "models/items/timelinewindow.h"
#include "models/items/usertable.h"

#include <QAbstractListModel>
#include <QDate>

#include <optional>

namespace linnet::items {

enum class RowKind {
    History, // row 0, always there while a timeline is open
    Message,
};

// A window on one timeline: the history row, then messages, oldest first. Pages come through the
// port, everything else as ChangeSets, in the order in which the store made them. Keeps the window
// only; never resets for content. Knows nothing of views, the store or the network. GUI thread.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole + 1, // RowKind
        // Of the history row only.
        HistoryStateRole, // HistoryState
        HistoryErrorRole, // Error, or invalid
        // Of messages only.
        MessageIdRole, // MessageId
        MessageRole, // Message
        SenderRole, // User; with nothing but the id when not known
        SenderNameRole, // QString, never empty
        SenderAvatarRole, // Avatar
        SenderExternalRole, // bool
        MineRole, // bool
        GroupStartRole, // bool: shows avatar and name
        DayStartRole, // bool: a day line above
        DateRole, // QDate, local
        NewLineRole, // bool: the "New" line above
        SendStateRole, // SendState
        FailureRole, // Error, or invalid
        LinesRole, // QuietLines: what happened around it
        EarlierTextRole, // QString: of an edited message what it said, where that is known
        // Of all rows.
        InThreadRole, // bool: this is a thread's own timeline
        RevisionRole, // quint64: another one whenever anything a layout depends on is different
    };

    struct Limits
    {
        int page = 100; // asked for at once
        int window = 1000; // messages at hand; beyond that the far end is trimmed
    };

    TimelineModel(TimelinePort &port, const UserTable &users, const Clock &clock,
                  QObject *parent = nullptr);
    void setLimits(const Limits &limits) { m_limits = limits; }

    // Shows the newest page of a timeline. What is after lastReadTime and was there at this moment
    // is new: the line stays where it is however much is read or arrives. An unknown lastReadTime
    // gives no line.
    void open(const TimelineScope &scope, Timestamp lastReadTime);
    void close();
    [[nodiscard]] bool isOpen() const { return !m_scope.space.isEmpty(); }
    [[nodiscard]] const TimelineScope &scope() const { return m_scope; }
    // Draws the "New" line anew: before the first message of others after that time.
    void setNewLine(Timestamp lastReadTime);

    // Right for scrolling to ask for more; after a failure only a person's click should.
    [[nodiscard]] bool canRequestOlder() const;
    void requestOlder();
    [[nodiscard]] HistoryState historyState() const { return m_history.state; }

    // False when the newest messages were trimmed away: requestNewer() or jumpToNewest().
    [[nodiscard]] bool atEnd() const { return m_atEnd; }
    [[nodiscard]] bool isLoadingNewer() const { return m_loadingNewer; }
    void requestNewer();
    // Starts again with the newest page (a reset) where the window has left the end; the "New"
    // line stays.
    void jumpToNewest();

    // Shows the messages about a spot, however far back, in place of what is shown (a reset), and
    // leaves the end unless they reach it; where it is at hand already nothing else changes. Ends
    // with reached() or notReached(), unless another jump or timeline comes first.
    void jumpTo(const TimelineSpot &spot);
    [[nodiscard]] bool isJumping() const { return m_jumping; } // it is under way
    // Up to where it was read when it was opened; unknown: nobody said.
    [[nodiscard]] Timestamp lastReadTime() const { return m_lastReadTime; }

    // The user table must have seen the same changes before.
    void apply(const ChangeSet &changes);

    // What the view shows, by row; decides which end is far when the window must be trimmed.
    void setVisibleRows(int first, int last);
    // The key of the newest message that the view shows, for "seen".
    [[nodiscard]] const std::optional<MessageKey> &newestVisibleKey() const
    {
        return m_visibleLast;
    }
    [[nodiscard]] std::optional<MessageKey> newestKey() const;
    // Messages of others in the window that are unread and have not been in view since the timeline
    // was opened: they are below.
    [[nodiscard]] int unseenBelow() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    // Invalid when it is not in the window.
    [[nodiscard]] QModelIndex indexOf(const MessageId &message) const;
    // The row under the "New" line; invalid when there is none in the window.
    [[nodiscard]] QModelIndex newLineIndex() const;
    // The line belongs above what is loaded: requestOlder() brings it nearer.
    [[nodiscard]] bool newLineIsAbove() const;

Q_SIGNALS:
    // The first page after open() is there (or failed): a view may go to its starting place now.
    void opened();
    void historyStateChanged(linnet::items::HistoryState state);
    void atEndChanged(bool atEnd);
    // requestNewer() was not answered; calling it again tries again.
    void newerFailed(const linnet::Error &error);
    // message: the one asked for; for a moment the first after it, or the last there is.
    void reached(const linnet::TimelineSpot &spot, const linnet::MessageId &message);
    void notReached(const linnet::TimelineSpot &spot, const linnet::Error &error);
    void jumpingChanged(bool jumping);
    // Messages came in at the end: so many by others, and whether one sent from here is among them.
    void newestInserted(int others, bool mine);

private:
    enum class Trim {
        Newest,
        Oldest,
        FarFromReader,
    };

    // Paging.
    void restart(const TimelineScope &scope);
    void requestNewest();
    void newestAnswered(const Result<TimelinePage> &answer);
    void olderAnswered(const Result<TimelinePage> &answer, const MessageKey &before);
    void newerAnswered(const Result<TimelinePage> &answer, const MessageKey &after);
    void aroundAnswered(const Result<TimelinePage> &answer, const TimelineSpot &spot);
    void setHistory(HistoryState state, std::optional<Error> error = std::nullopt);
    void setAtEnd(bool atEnd);
    void setJumping(bool jumping);

    // Rows; positions are those of the window, one less than the model's.
    [[nodiscard]] bool belongsHere(const Message &message) const;
    [[nodiscard]] bool isMine(const Message &message) const;
    void put(const QList<Message> &messages);
    void insertRun(int position, const QList<Message> &messages);
    void update(int position, const Message &message);
    void removeRange(int position, int count);
    void reconcile(const ChangeSet &changes);
    void removeMessages(const QList<MessageId> &messages);
    void announceArrivals(const QList<Message> &messages);
    void trim(Trim which);
    void usersChanged(const QList<UserId> &users);

    void takeHappenings(const TimelinePage &page);
    void setHappenings(const QList<Happening> &happenings);
    void edgesMoved();

    void announce(int position, const QList<int> &roles);
    void announceFlags(int position);
    void announceLine(const MessageId &former);
    [[nodiscard]] MessageId locateNewLine() const;
    void refreshNewLine();

    TimelinePort &m_port;
    const UserTable &m_users;
    const Clock &m_clock;
    Limits m_limits;

    TimelineScope m_scope;
    quint64 m_generation = 0; // answers to requests of a former one are dropped
    quint64 m_jump = 0; // likewise, of a former jump
    bool m_jumping = false;
    TimelineWindow m_window;

    HistoryRow m_history;
    bool m_opening = false; // opened() has not told of a page yet
    bool m_loaded = false; // the newest page has come
    bool m_loadingNewest = false;
    bool m_loadingNewer = false;
    bool m_atEnd = true;

    bool m_happeningsTold = false; // by a change: what pages say is no newer

    Timestamp m_lastReadTime;
    Timestamp m_newUntil;

    std::optional<MessageKey> m_visibleFirst;
    std::optional<MessageKey> m_visibleLast;
    std::optional<MessageKey> m_seenUpTo; // the newest sent one in view since opening
};

} // namespace linnet::items

Q_DECLARE_METATYPE(linnet::items::RowKind)
