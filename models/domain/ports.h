// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backfill.h"
#include "models/domain/outgoing.h"
#include "models/domain/result.h"
#include "models/domain/timeline.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace linnet {

// The ports: what the interface asks of the rest of the program. sync/ and app/ implement them,
// app/ injects them. All calls are made on the GUI thread. A handler is called exactly once, later
// (never before the call returns), on the GUI thread, or never when its context object is gone.
template <class T> using Handler = std::function<void(Result<T>)>;

// Writing. Everything is committed to the outbox before its handler reports success; what becomes
// of it afterwards arrives as changed messages.
class MessagePort
{
public:
    virtual ~MessagePort() = default;

    // Queues a message for a space or a thread. Its files are copied first, so that what becomes
    // of them later does not matter. Refused is: text over maximumMessageBytes (MessageTooLong), a
    // file that cannot be read, is too large or of a blocked type (File…), a full disk
    // (StorageFull), nothing to send (InvalidArgument). Then nothing is queued and the caller keeps
    // everything.
    virtual void send(const TimelineScope &target, const OutgoingMessage &message, QObject *context,
                      Handler<MessageId> handler)
        = 0;
    // How long a message waits before it leaves, 0 to 20 s, from the next one on; while it waits
    // (Message::heldUntil), takeBack() is certain to succeed and retry() sends it at once.
    virtual void setSendDelay(std::chrono::seconds delay) = 0;
    // Sends a failed or waiting one now.
    virtual void retry(const MessageId &message) = 0;
    // Takes a message that is not on the wire out of the outbox and gives it back, files included:
    // their paths lead to the copies, which last until they are sent again or, unless a draft names
    // them, the program ends. An upload under way is cancelled. AlreadyExists: the service has it
    // after all. OutcomeUnknown: it is on the wire.
    virtual void takeBack(const MessageId &message, QObject *context,
                          Handler<OutgoingMessage> handler)
        = 0;

    // Changes and deletions of messages the service has. Only the author may edit. Of a pending
    // message the text is exchanged.
    virtual void edit(const MessageId &message, const QString &text) = 0;
    // Shows at once, and is told to the service after undoTime. A pending message does not leave
    // from now on, keeps its place until then and is given up with its files; one that may have
    // reached the service is deleted there. Ending the program meanwhile hastens nothing.
    virtual void remove(const MessageId &message) = 0;
    // With all replies of its thread, others' too: ask first. The service refuses to delete a
    // message that has replies without them (FailedPrecondition).
    virtual void removeWithReplies(const MessageId &message) = 0;
    // Takes a deletion back that is not carried out yet; else nothing happens.
    virtual void undoRemove(const MessageId &message) = 0;
    static constexpr std::chrono::seconds undoTime{7};
    virtual void setReaction(const MessageId &message, const Emoji &emoji, bool on) = 0;
};

// Reading: pages of a timeline, from the cache where it is complete, else from the service.
class TimelinePort
{
public:
    virtual ~TimelinePort() = default;

    // The newest messages, pending ones included. What the cache has comes at once; what the
    // service has beyond it arrives as changes.
    virtual void newest(const TimelineScope &scope, int limit, QObject *context,
                        Handler<TimelinePage> handler)
        = 0;
    // The messages just before a key, at most limit. An empty page that does not reach the start
    // never comes: it is an error instead (Offline …).
    virtual void older(const TimelineScope &scope, const MessageKey &before, int limit,
                       QObject *context, Handler<TimelinePage> handler)
        = 0;
    // The messages just after a key, for a window that has left the end.
    virtual void newer(const TimelineScope &scope, const MessageKey &after, int limit,
                       QObject *context, Handler<TimelinePage> handler)
        = 0;

    // The messages on both sides of a spot, half of the limit on each, the one it names among
    // them: however far back it is, at a cost that does not grow with the distance. NotFound: it is
    // gone, was never there, or stands in another timeline.
    virtual void around(const TimelineScope &scope, const TimelineSpot &spot, int limit,
                        QObject *context, Handler<TimelinePage> handler)
        = 0;

    // Tells which timelines are in view (a space, perhaps a thread): they are kept up to date
    // every few seconds. Replaces the former set.
    virtual void setWatched(const QList<TimelineScope> &scopes) = 0;

    // Everything in the space is read; shown at once, kept durably until the service has it.
    virtual void markRead(const SpaceId &space) = 0;
    // The person says so: with it the threads in which one was mentioned, seen or not.
    virtual void markAllRead(const SpaceId &space) = 0;
    // Unread from this message on, itself included.
    virtual void markUnreadFrom(const MessageId &message) = 0;

    // Up to where a thread is read, here or elsewhere, whichever is later; unknown: never opened.
    // The service is waited for threadReadPatience at most: what it says later counts next time.
    // What is marked after asking does not count either: ask, then mark.
    virtual void threadRead(const ThreadId &thread, QObject *context, Handler<Timestamp> handler)
        = 0;
    static constexpr std::chrono::milliseconds threadReadPatience{2000};
    // Everything in the thread that is here now is read. Kept on this machine; the service is told
    // in passing, as far as it has a method for it.
    virtual void markThreadRead(const ThreadId &thread) = 0;
};

// A space's whole history for reading without a network, at the person's wish. It costs nobody who
// waits anything: it goes in the background and takes what the service allows beside that.
// Progress arrives as changes (ChangeSet::backfills).
class HistoryPort
{
public:
    virtual ~HistoryPort() = default;

    // Begins, or goes on after a pause or a failure. Kept durably: a restart goes on by itself.
    virtual void startBackfill(const SpaceId &space) = 0;
    virtual void pauseBackfill(const SpaceId &space) = 0;
    // Forgets about it; what was fetched stays.
    virtual void cancelBackfill(const SpaceId &space) = 0;
    // Of every space that has one.
    virtual void backfills(QObject *context, Handler<QList<Backfill>> handler) = 0;
};

// What a picture is fetched by.
struct MediaRef
{
    enum class Kind {
        Avatar, // an https address of a profile picture
        Attachment, // attachmentDataRef.resourceName
        CustomEmoji, // the resource name: customEmojis/E
        CardPicture, // an https address that an app wrote into a card
    };
    Kind kind = Kind::Avatar;
    QString source{};

    friend bool operator==(const MediaRef &, const MediaRef &) = default;
    friend size_t qHash(const MediaRef &ref, size_t seed = 0)
    {
        return qHashMulti(seed, int(ref.kind), ref.source);
    }
};

// What could be had without the reader's word.
struct UnaskedMedia
{
    QString path{}; // empty: it waits to be asked for
    qint64 bytes = -1; // how large what waits is, as far as that is known
};

// How far a fetch is, whenever some of it came; total -1: not known.
using FetchProgress = std::function<void(qint64 received, qint64 total)>;

// Pictures and files. The handler gets the path of a file in the cache directory, readable by this
// user only, complete, of untrusted content.
class MediaPort
{
public:
    virtual ~MediaPort() = default;
    // Whatever its size: the reader wants it, or it is small for certain (a face, an emoji).
    virtual void fetch(const MediaRef &ref, QObject *context, Handler<QString> handler) = 0;
    // What shows by itself: only as far as the person lets that be fetched.
    virtual void fetchUnasked(const MediaRef &ref, QObject *context, Handler<UnaskedMedia> handler)
    {
        fetch(ref, context, [handler = std::move(handler)](const Result<QString> &path) {
            handler(path.map([](const QString &file) { return UnaskedMedia{.path = file}; }));
        });
    }
    // As fetch(), for a file somebody waits for. It is given up by deleting the context, though
    // not while it is told its progress: what nobody else waits for is then fetched no further.
    virtual void fetchWatched(const MediaRef &ref, QObject *context, const FetchProgress &progress,
                              Handler<QString> handler)
    {
        Q_UNUSED(progress)
        fetch(ref, context, std::move(handler));
    }
};

// The account as a whole: the actions of the banner.
class AccountPort
{
public:
    virtual ~AccountPort() = default;
    virtual void retryNow() = 0;
    virtual void signInAgain() = 0;
    virtual void signOut() = 0;
};

} // namespace linnet
