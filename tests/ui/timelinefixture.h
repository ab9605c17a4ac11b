// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/ports.h"
#include "models/items/timelinemodel.h"
#include "models/items/usertable.h"
#include "ui/text/linkgate.h"
#include "ui/theme/avatars.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelineview.h"

#include <QHash>
#include <QTemporaryDir>

class QMenu;

// What the tests and pictures of the timeline share: ports that answer from lists, and a message of
// every kind.
namespace linnet::ui::test {

class FixedClock : public Clock
{
public:
    // 2026-03-12 15:00:00 UTC, a Thursday.
    [[nodiscard]] Timestamp now() const override { return m_now; }
    void set(Timestamp now) { m_now = now; }

private:
    Timestamp m_now = Timestamp::fromString(u"2026-03-12T15:00:00Z");
};

// Pages of a list of messages, oldest first. Answers later, as the port promises.
class FakeTimelinePort : public TimelinePort
{
public:
    QList<Message> messages;
    QList<Happening> happenings; // with every page
    std::optional<Error> failure; // what older pages answer
    bool holdOlder = false; // older pages are not answered
    int olderRequests = 0;

    void newest(const TimelineScope &scope, int limit, QObject *context,
                Handler<TimelinePage> handler) override;
    void older(const TimelineScope &scope, const MessageKey &before, int limit, QObject *context,
               Handler<TimelinePage> handler) override;
    void newer(const TimelineScope &scope, const MessageKey &after, int limit, QObject *context,
               Handler<TimelinePage> handler) override;
    void around(const TimelineScope &scope, const TimelineSpot &spot, int limit, QObject *context,
                Handler<TimelinePage> handler) override;
    int jumps = 0; // requests of around()
    bool holdJumps = false; // they are answered by releaseJump()
    void releaseJump();
    void setWatched(const QList<TimelineScope> &) override { }
    void markRead(const SpaceId &) override { }
    void markAllRead(const SpaceId &) override { }
    void markUnreadFrom(const MessageId &) override { }
    void threadRead(const ThreadId &, QObject *, Handler<Timestamp>) override { }
    void markThreadRead(const ThreadId &) override { }

private:
    std::function<void()> m_heldJump;
};

// Files made for the purpose; what has none fails.
class FakeMediaPort : public MediaPort
{
public:
    QHash<QString, QString> files; // path by source
    bool hold = false; // answers wait for release()
    int fetched = 0;
    QList<MediaRef> asked;
    QHash<QString, qint64> withheld; // bytes by source: these come to those who ask only

    void fetchUnasked(const MediaRef &ref, QObject *context,
                      Handler<UnaskedMedia> handler) override;
    void fetch(const MediaRef &ref, QObject *context, Handler<QString> handler) override;
    void release();

private:
    void answer(const MediaRef &ref, QObject *context, const Handler<QString> &handler);

    QList<std::function<void()>> m_held;
};

struct Sample
{
    QString name;
    Message message;
};

[[nodiscard]] SpaceId sampleSpace();
[[nodiscard]] UserId person(const QString &id); // "anna", "me", "tomas", "bot", "guest", "long"
// A message of "anna" so many minutes after the day's 08:00 UTC.
[[nodiscard]] Message textMessage(int number, const QString &text);
// Every kind of message and state, in a believable order.
[[nodiscard]] QList<Sample> everyKind();

// A view with all it needs, on messages of the caller's.
class Stage
{
public:
    explicit Stage(Theme::Mode mode = Theme::Mode::Light);
    ~Stage();

    // Opens the timeline and waits until everything is laid out. Times are those of the messages.
    void open(const QList<Message> &messages, Timestamp lastRead = {});
    void resize(int width, int height);
    void settle(); // events, timers of no length and layout
    void apply(const QList<Message> &changed);

    FixedClock clock;
    Theme theme;
    FakeMediaPort media;
    FakeTimelinePort port;
    items::UserTable users;
    Avatars avatars;
    QList<QUrl> openedLinks;
    LinkGate links;
    items::TimelineModel model;
    std::unique_ptr<TimelineView> view;

    // Makes a picture of this size and lets the media port have it.
    void addPicture(const QString &source, const QSize &size);

private:
    QTemporaryDir m_folder;
};

// A message of every kind on a stage, found by the name of its sample.
class SampleStage : public Stage
{
public:
    // The first so many are read; none: nothing is known of what was read.
    explicit SampleStage(int read = 0);
    [[nodiscard]] MessageId idOf(const QString &sample) const { return m_ids.value(sample); }
    [[nodiscard]] QModelIndex indexOf(const QString &sample) const;
    // One more, under this name.
    void add(const QString &sample, const Message &message);
    // In view, current and with the keyboard.
    void select(const QString &sample);

private:
    QHash<QString, MessageId> m_ids;
};

[[nodiscard]] QStringList entriesOf(const QMenu &menu);
// Everything that is laid out, and of it what people wrote.
[[nodiscard]] QString textsOf(const MessageLayout &layout);
[[nodiscard]] QString writtenIn(const MessageLayout &layout);
// What a text really covers, line by line.
[[nodiscard]] QList<QRectF> linesOf(const TextItem &text);

} // namespace linnet::ui::test
