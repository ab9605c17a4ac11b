// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace linnet::ui::test {

namespace {

template <class T> void later(QObject *context, const Handler<T> &handler, const Result<T> &result)
{
    QMetaObject::invokeMethod(
        context, [handler, result] { handler(result); }, Qt::QueuedConnection);
}

User user(const QString &id, const QString &name, UserType type = UserType::Human)
{
    User made;
    made.id = userId(id);
    made.displayName = name;
    made.type = type;
    made.email = QString(id + u"@example.com"_s);
    made.domainId = id == "guest"_L1 ? u"elsewhere"_s : u"ours"_s;
    return made;
}

Timestamp ago(const SteadyClock &clock, std::chrono::minutes minutes)
{
    return clock.now() - minutes;
}

Conversation conversation(const QString &id, SpaceType type, const QString &name,
                          const QString &preview, Timestamp time)
{
    Conversation made;
    made.space.id = spaceId(id);
    made.space.type = type;
    made.space.displayName = name;
    made.space.uri = QString(u"https://chat.google.com/room/"_s + id);
    made.space.memberCount = type == SpaceType::DirectMessage ? 2 : 12;
    made.preview = preview;
    made.lastMessageTime = time;
    made.lastReadTime = time;
    made.lastSender = userId(u"anna"_s);
    return made;
}

} // namespace

UserId userId(const QString &id)
{
    return UserId(QString(u"users/"_s + id));
}
SpaceId spaceId(const QString &id)
{
    return SpaceId(QString(u"spaces/"_s + id));
}

Message note(const QString &space, const QString &sender, int minute, const QString &text)
{
    Message message;
    message.id
        = MessageId(u"spaces/%1/messages/m%2"_s.arg(space).arg(minute, 5, 10, QLatin1Char('0')));
    message.space = spaceId(space);
    message.thread
        = ThreadId(u"spaces/%1/threads/m%2"_s.arg(space).arg(minute, 5, 10, QLatin1Char('0')));
    message.sender = userId(sender);
    message.text = text;
    message.formattedText = text;
    message.createTime
        = Timestamp::fromString(u"2026-03-12T08:00:00Z") + std::chrono::minutes(minute);
    return message;
}

void NotedMessages::send(const TimelineScope &target, const OutgoingMessage &message,
                         QObject *context, Handler<MessageId> handler)
{
    outgoing << message;
    calls << u"send %1 %2: %3"_s.arg(target.space.name(), target.thread.name(), message.text);
    if (refusal) {
        later<MessageId>(context, handler, Failure(*refusal));
        return;
    }
    later<MessageId>(context, handler,
                     MessageId(QString(target.space.name() + u"/messages/client-1"_s)));
}
void NotedMessages::setSendDelay(std::chrono::seconds delay)
{
    sendDelay = delay;
}
void NotedMessages::retry(const MessageId &message)
{
    calls << u"retry "_s + message.name();
}
void NotedMessages::takeBack(const MessageId &message, QObject *context,
                             Handler<OutgoingMessage> handler)
{
    calls << u"takeBack "_s + message.name();
    later<OutgoingMessage>(context, handler, takenBack);
}
void NotedMessages::edit(const MessageId &message, const QString &)
{
    calls << u"edit "_s + message.name();
}
void NotedMessages::remove(const MessageId &message)
{
    calls << u"remove "_s + message.name();
}
void NotedMessages::removeWithReplies(const MessageId &message)
{
    calls << u"removeWithReplies "_s + message.name();
}
void NotedMessages::undoRemove(const MessageId &message)
{
    calls << u"undoRemove "_s + message.name();
}
void NotedMessages::setReaction(const MessageId &message, const Emoji &, bool)
{
    calls << u"reaction "_s + message.name();
}
void NotedMessages::save(const WrittenDraft &draft)
{
    if (draft.isEmpty())
        written.remove(draft.scope);
    else
        written.insert(draft.scope, draft);
}
void NotedMessages::draft(const TimelineScope &target, QObject *context,
                          Handler<WrittenDraft> handler)
{
    later<WrittenDraft>(context, handler, written.value(target, {target, {}, {}}));
}
void NotedMessages::drafts(QObject *context, Handler<QList<ListedDraft>> handler)
{
    QList<ListedDraft> listed;
    for (const WrittenDraft &each : std::as_const(written)) {
        ListedDraft one{.draft = each};
        if (roots.contains(each.scope.thread))
            one.root = roots.value(each.scope.thread);
        listed << one;
    }
    for (ListedDraft each : std::as_const(unsent)) {
        if (roots.contains(each.draft.scope.thread))
            each.root = roots.value(each.draft.scope.thread);
        listed << each;
    }
    later<QList<ListedDraft>>(context, handler, listed);
}
void NotedMessages::keepFile(const QByteArray &, const QString &, const QString &, QObject *context,
                             Handler<OutgoingFile> handler)
{
    later<OutgoingFile>(context, handler, Failure(Error{.kind = ErrorKind::StorageFull}));
}

void NotedTimelines::newest(const TimelineScope &scope, int, QObject *context,
                            Handler<TimelinePage> handler)
{
    if (hold)
        return;
    if (failure) {
        later<TimelinePage>(context, handler, Failure(*failure));
        return;
    }
    TimelinePage page{scope, {}, true, true};
    for (const Message &message : std::as_const(messages)) {
        if (scope.contains(message))
            page.messages << message;
    }
    later<TimelinePage>(context, handler, page);
}

void NotedTimelines::older(const TimelineScope &scope, const MessageKey &, int, QObject *context,
                           Handler<TimelinePage> handler)
{
    if (failure)
        later<TimelinePage>(context, handler, Failure(*failure));
    else
        later<TimelinePage>(context, handler, TimelinePage{scope, {}, true, false});
}

void NotedTimelines::newer(const TimelineScope &scope, const MessageKey &, int, QObject *context,
                           Handler<TimelinePage> handler)
{
    later<TimelinePage>(context, handler, TimelinePage{scope, {}, false, true});
}

void NotedTimelines::around(const TimelineScope &scope, const TimelineSpot &spot, int,
                            QObject *context, Handler<TimelinePage> handler)
{
    spots << spot;
    if (failure) {
        later<TimelinePage>(context, handler, Failure(*failure));
        return;
    }
    for (const Message &message : std::as_const(farBack)) {
        if (message.id == spot.message && scope.contains(message)) {
            later<TimelinePage>(context, handler, TimelinePage{scope, {message}, false, false});
            return;
        }
    }
    later<TimelinePage>(context, handler, Failure(Error{.kind = ErrorKind::NotFound}));
}

void NoMedia::fetch(const MediaRef &ref, QObject *context, Handler<QString> handler)
{
    ++fetched;
    if (const QString file = files.value(ref.source); !file.isEmpty())
        later<QString>(context, handler, file);
    else
        later<QString>(context, handler, Failure(Error{.kind = ErrorKind::Offline}));
}

void NoMedia::fetchWatched(const MediaRef &ref, QObject *context, const FetchProgress &progress,
                           Handler<QString> handler)
{
    watched.insert(ref.source, {context, progress, handler});
    if (!hold)
        fetch(ref, context, std::move(handler));
}

void NoMedia::release(const QString &source)
{
    const Watched released = watched.take(source);
    if (released.context)
        released.handler(files.value(source));
}

House::House(Theme::Mode mode)
    : theme(mode)
    , spaces(users, clock)
    , links([this](const QUrl &url) {
        opened << url;
        return true;
    })
    , files(folder.filePath(QStringLiteral("opened")), [this](const QUrl &url) {
        handedOver << url;
        return hasPrograms;
    })
{
}

Services House::services()
{
    Services all{spaces,  users, messages, messages, timelines, media,
                 account, theme, links,    clock,    nullptr};
    all.rooms = &rooms;
    all.history = &history;
    all.files = &files;
    return all;
}

MainWindow &House::window()
{
    if (!m_window)
        m_window = std::make_unique<MainWindow>(services());
    return *m_window;
}

void House::settle()
{
    for (int i = 0; i < 10; ++i)
        QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void House::apply(const ChangeSet &changes)
{
    users.apply(changes);
    spaces.apply(changes);
    if (m_window)
        m_window->applyChanges(changes);
}

void House::change(const QString &space, const std::function<void(Conversation &)> &edit)
{
    Conversation conversation = *spaces.find(spaceId(space));
    edit(conversation);
    ChangeSet changes;
    changes.conversations << conversation;
    apply(changes);
}

void House::furnish()
{
    using namespace std::chrono_literals;
    users.reset({user(u"me"_s, u"Mira Lindqvist"_s), user(u"anna"_s, u"Anna Berg"_s),
                 user(u"tomas"_s, u"Tomáš Novák"_s), user(u"ines"_s, u"Inês Carvalho"_s),
                 user(u"guest"_s, u"Guillaume Lefèvre"_s), user(u"noor"_s, u"نور الهاشمي"_s),
                 user(u"bot"_s, u"Build Robot"_s, UserType::App)});
    users.setMe(userId(u"me"_s));

    QList<Conversation> all;
    const auto dm = [&](const QString &id, const QString &who, const QString &preview,
                        std::chrono::minutes minutes) -> Conversation & {
        all << conversation(id, SpaceType::DirectMessage, {}, preview, ago(clock, minutes));
        all.last().others = {userId(who)};
        all.last().lastSender = userId(who);
        return all.last();
    };
    const auto space = [&](const QString &id, const QString &name, const QString &preview,
                           std::chrono::minutes minutes) -> Conversation & {
        all << conversation(id, SpaceType::Space, name, preview, ago(clock, minutes));
        return all.last();
    };
    Conversation &anna
        = dm(u"anna"_s, u"anna"_s, u"Can you look at the drawings before noon?"_s, 4min);
    anna.unread = true;
    anna.unreadCount = 3;
    Conversation &tomas = dm(u"tomas"_s, u"tomas"_s, u"thanks, that helps a lot"_s, 52min);
    tomas.lastSender = userId(u"me"_s);
    Conversation &guest = dm(u"guest"_s, u"guest"_s, u"The contract is on its way to you"_s, 26h);
    guest.failedCount = 1;
    messages.unsent << ListedDraft{.draft = {.scope = {guest.space.id, {}}}, .failed = 1};
    dm(u"noor"_s, u"noor"_s, u"شكرا جزيلا، أراك غدا"_s, 50h);
    Conversation &bot = dm(u"bot"_s, u"bot"_s, u"Nightly build 4182 passed"_s, 9h);
    bot.space.appDirectMessage = true;
    Conversation &group
        = dm(u"group"_s, u"anna"_s, u"Lunch at the usual place? I can book for six"_s, 75min);
    group.space.type = SpaceType::GroupChat;
    group.space.memberCount = 4;
    group.others = {userId(u"anna"_s), userId(u"tomas"_s), userId(u"ines"_s)};
    group.draft = u"I would love to, but"_s;

    Conversation &launch
        = space(u"launch"_s, u"Spring launch"_s, u"@Mira could you confirm the date?"_s, 11min);
    launch.unread = true;
    launch.unreadCount = 12;
    launch.mentionCount = 1;
    Conversation &design
        = space(u"design"_s, u"Design reviews"_s, u"New version of the poster"_s, 31min);
    design.unread = true;
    design.queuedCount = 1;
    messages.unsent << ListedDraft{.draft = {.scope = {design.space.id, {}}}, .queued = 1};
    Conversation &random
        = space(u"random"_s, u"Random"_s, u"🐦 look who sat on my window today"_s, 3h);
    random.muted = true;
    random.unread = true;
    random.unreadCount = 148;
    space(u"ops"_s, u"Operations and incident response, northern warehouses"_s,
          u"All clear since this morning, see the report for what happened"_s, 5h);
    Conversation &partners = space(u"partners"_s, u"Partners"_s, u"Welcome everyone"_s, 80h);
    partners.others = {userId(u"guest"_s)};
    partners.space.externalUserAllowed = true;
    space(u"old"_s, u"Office move 2024"_s, {}, 700 * 24h);
    spaces.reset(all);

    const auto say = [this](const QString &where, const QString &who, int minute,
                            const QString &text) -> Message & {
        timelines.messages << note(where, who, minute, text);
        return timelines.messages.last();
    };
    say(u"launch"_s, u"anna"_s, 20, u"Good morning! The posters came back from the printer."_s);
    say(u"launch"_s, u"anna"_s, 21, u"They look *great*, the red is exactly the bird's."_s);
    Message &root = say(u"launch"_s, u"tomas"_s, 95,
                        u"Where do we put the second banner? The gate or the hall?"_s);
    root.replyCount = 2;
    root.lastReplyTime = root.createTime + 20min;
    root.replySenders = {userId(u"ines"_s), userId(u"anna"_s)};
    const ThreadId thread = root.thread;
    for (const auto &[who, minute, text] :
         {std::tuple{u"anna"_s, 104, u"The hall, the gate is too windy."_s},
          std::tuple{u"ines"_s, 115, u"Agreed. I will ask the caretaker for hooks."_s}}) {
        Message &reply = say(u"launch"_s, who, minute, text);
        reply.thread = thread;
        reply.threadReply = true;
    }
    Message &mine = say(u"launch"_s, u"me"_s, 180, u"I can bring the long ladder on Friday."_s);
    mine.reactions = {{{u"👍"_s, {}, {}}, 3, false}, {{u"❤️"_s, {}, {}}, 1, true}};
    say(u"launch"_s, u"ines"_s, 400, u"Perfect. Shall we say the 20th, then?"_s);
    say(u"launch"_s, u"anna"_s, 409, u"Fine with me. Mira, could you confirm the date?"_s);
    say(u"anna"_s, u"anna"_s, 416, u"Can you look at the drawings before noon?"_s);
}

} // namespace linnet::ui::test
