// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/lookup.h"
#include "models/sync/ownemoji.h"
#include "models/sync/rooms.h"
#include "tests/service/stage.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::StringLiterals;
using namespace linnet;

// A result that must be there, or the end of the test function.
#define GOOD(result)                                                                               \
    QVERIFY2((result).has_value(),                                                                 \
             qPrintable((result).has_value() ? QString() : (result).error().detail))

#define BAD(result, wanted)                                                                        \
    QVERIFY(!(result).has_value());                                                                \
    QCOMPARE((result).error().kind, ErrorKind::wanted)

Q_DECLARE_METATYPE(linnet::MessageQuery)

class ServicePortsTest : public QObject
{
    Q_OBJECT

private:
    Stage m_stage;
    QTemporaryDir m_dir;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<sync::Rooms> m_rooms;
    std::unique_ptr<sync::Lookup> m_lookup;
    UserId m_me;
    UserId m_hana;
    UserId m_yael;

    // Calls a port and waits for its handler, which must not come before the call returns.
    template <class T, class Ask> Result<T> wait(Ask ask)
    {
        std::optional<Result<T>> answer;
        int calls = 0;
        ask(this, [&](const Result<T> &result) {
            answer = result;
            ++calls;
        });
        if (answer)
            qWarning("the handler was called from within");
        (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000);
        QTest::qWait(0);
        if (calls > 1)
            qWarning("the handler was called %d times", calls);
        return answer.value_or(Failure(Error{.kind = ErrorKind::Timeout}));
    }

    template <class T, class Port, class... Parameters, class... Arguments>
    Result<T> call(Port *port, void (Port::*method)(Parameters...), const Arguments &...arguments)
    {
        return wait<T>([&](QObject *context, const Handler<T> &handler) {
            (port->*method)(arguments..., context, handler);
        });
    }

    SpaceId newSpace(const QStringList &members = {}) { return SpaceId(m_stage.newSpace(members)); }

    std::optional<Conversation> cached(const SpaceId &space)
    {
        const auto all = wait<QList<Conversation>>([this](QObject *context, const auto &handler) {
            m_store->conversations(context, handler);
        });
        for (const Conversation &one : all.value_or(QList<Conversation>())) {
            if (one.space.id == space)
                return one;
        }
        return std::nullopt;
    }

    void offline(bool on) { m_stage.act({{u"action"_s, u"offline"_s}, {u"on"_s, on}}); }

    Result<QList<Member>> members(const SpaceId &space)
    {
        return call<QList<Member>>(m_rooms.get(), &sync::Rooms::members, space);
    }

    Member memberOf(const SpaceId &space, const UserId &user)
    {
        for (const Member &one : members(space).value_or(QList<Member>())) {
            if (one.membership.user == user)
                return one;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_stage.open(u"demo"_s));
        m_me = UserId(m_stage.me());
        m_hana = UserId(m_stage.userNamed(u"Hana Sato"_s));
        m_yael = UserId(m_stage.userNamed(u"Yael Shapira"_s));
        m_store = std::make_unique<store::Store>(
            store::Paths{m_dir.filePath(u"d/cache.db"_s), m_dir.filePath(u"d/outbox.db"_s)});
        m_store->open(this, [](const Result<store::OpenReport> &report) { QVERIFY(report); });
        m_store->setOwnUser(m_me, this, [](const Result<UserId> &owner) { QVERIFY(owner); });
        const sync::Services services{m_stage.client(), *m_store, m_stage.environment()};
        m_rooms = std::make_unique<sync::Rooms>(services);
        m_lookup = std::make_unique<sync::Lookup>(services);
    }

    void cleanupTestCase()
    {
        m_lookup.reset();
        m_rooms.reset();
        m_store.reset();
    }

    void directMessagesAreFoundOrMade()
    {
        m_stage.act(
            {{u"action"_s, u"user"_s}, {u"id"_s, u"555001"_s}, {u"displayName"_s, u"New One"_s}});
        const UserId person(u"users/555001"_s);
        const auto made = call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage, person);
        GOOD(made);
        QCOMPARE(m_stage.truth(made->name()).value(u"spaceType"_s).toString(), u"DIRECT_MESSAGE"_s);
        const auto conversation = cached(*made);
        QVERIFY(conversation);
        QCOMPARE(conversation->others, QList<UserId>{person});
        // What is cached is found without a network.
        offline(true);
        QCOMPARE(call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage, person), made);
        BAD(call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage, UserId(u"users/1"_s)),
            Offline);
        offline(false);
        BAD(call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage,
                          UserId(u"users/404404"_s)),
            NotFound);
        BAD(call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage, m_me), InvalidArgument);
    }

    // Somebody of whom only the mail address is known.
    void mailAddressesStandForPeople()
    {
        m_stage.act({{u"action"_s, u"user"_s},
                     {u"id"_s, u"555009"_s},
                     {u"displayName"_s, u"By Mail"_s},
                     {u"email"_s, u"by.mail@elsewhere.example"_s}});
        const UserId alias(u"users/by.mail@elsewhere.example"_s);
        const auto made = call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage, alias);
        GOOD(made);
        QVERIFY(cached(*made));
        QVERIFY(!cached(*made)->others.contains(alias)); // it is no id
        GOOD(call<QList<Member>>(m_rooms.get(), &sync::Rooms::members, *made));
        QCOMPARE(cached(*made)->others, QList<UserId>{UserId(u"users/555009"_s)});
        QCOMPARE(call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage, alias), made);
        BAD(call<SpaceId>(m_rooms.get(), &sync::Rooms::openDirectMessage,
                          UserId(u"users/nobody@elsewhere.example"_s)),
            NotFound);
    }

    void groupChatsAreFoundOrMade()
    {
        m_stage.act(
            {{u"action"_s, u"user"_s}, {u"id"_s, u"555002"_s}, {u"displayName"_s, u"Third"_s}});
        const QList<UserId> people{m_hana, m_yael, UserId(u"users/555002"_s)};
        const QString theirs = m_stage
                                   .act({{u"action"_s, u"space"_s},
                                         {u"type"_s, u"GROUP_CHAT"_s},
                                         {u"members"_s,
                                          QJsonArray{u"me"_s, m_hana.lastSegment(),
                                                     m_yael.lastSegment(), u"555002"_s}}})
                                   .value(u"name"_s)
                                   .toString();
        const auto found = call<SpaceId>(m_rooms.get(), &sync::Rooms::openGroupChat, people);
        GOOD(found);
        QCOMPARE(found->name(), theirs);
        const auto other = call<SpaceId>(m_rooms.get(), &sync::Rooms::openGroupChat,
                                         QList<UserId>{m_hana, UserId(u"users/555002"_s), m_me});
        GOOD(other);
        QVERIFY(other->name() != theirs);
        QCOMPARE(m_stage.truth(other->name()).value(u"members"_s).toArray().size(), 3);
        BAD(call<SpaceId>(m_rooms.get(), &sync::Rooms::openGroupChat, QList<UserId>()),
            InvalidArgument);
    }

    void spacesAreMade()
    {
        const NewSpace wanted{.displayName = u"Ports of ink"_s,
                              .description = u"for tests"_s,
                              .guidelines = u"be kind"_s,
                              .announcements = true,
                              .members = {m_hana}};
        const auto made = call<SpaceId>(m_rooms.get(), &sync::Rooms::createSpace, wanted);
        GOOD(made);
        const QJsonObject truth = m_stage.truth(made->name());
        QCOMPARE(truth.value(u"displayName"_s).toString(), wanted.displayName);
        QCOMPARE(truth.value(u"spaceDetails"_s).toObject().value(u"guidelines"_s).toString(),
                 u"be kind"_s);
        QCOMPARE(truth.value(u"members"_s).toArray().size(), 2);
        const auto conversation = cached(*made);
        QVERIFY(conversation);
        QVERIFY(conversation->space.permissions
                && conversation->space.permissions->isAnnouncement());
        BAD(call<SpaceId>(m_rooms.get(), &sync::Rooms::createSpace, wanted), AlreadyExists);
    }

    void spacesAreChanged()
    {
        const SpaceId space = newSpace();
        const auto change = [&](const SpaceChange &wanted) {
            return call<Space>(m_rooms.get(), &sync::Rooms::change, space, wanted);
        };
        GOOD(change({.description = u"d1"_s, .guidelines = u"g1"_s}));
        // One of the two leaves the other as it is.
        const auto described = change({.description = u"d2"_s});
        GOOD(described);
        QCOMPARE(described->guidelines, u"g1"_s);
        QCOMPARE(described->description, u"d2"_s);
        // Everything at once, in as many requests as it takes.
        const auto all
            = change({.displayName = u"Changed by a port"_s,
                      .history = HistoryState::Off,
                      .permissions = SpacePermissions{.mentionAll = PermissionLevel::Owners},
                      .audience = u"audiences/default"_s});
        GOOD(all);
        const QJsonObject truth = m_stage.truth(space.name());
        QCOMPARE(truth.value(u"displayName"_s).toString(), u"Changed by a port"_s);
        QCOMPARE(truth.value(u"spaceHistoryState"_s).toString(), u"HISTORY_OFF"_s);
        QCOMPARE(truth.value(u"spaceDetails"_s).toObject().value(u"guidelines"_s).toString(),
                 u"g1"_s);
        QCOMPARE(truth.value(u"accessSettings"_s).toObject().value(u"audience"_s).toString(),
                 u"audiences/default"_s);
        QCOMPARE(all->permissions->mentionAll, PermissionLevel::Owners);
        QCOMPARE(cached(space)->space.history, HistoryState::Off);
        // Levels that are only told are not asked for, whatever is asked for beside them.
        const auto told
            = change({.permissions = SpacePermissions{.postMessages = PermissionLevel::Owners,
                                                      .replyMessages = PermissionLevel::Managers,
                                                      .viewMembers = PermissionLevel::Owners}});
        GOOD(told);
        QCOMPARE(told->permissions->replyMessages, PermissionLevel::Managers);
        QCOMPARE(told->permissions->postMessages, PermissionLevel::Everyone);
        GOOD(change({.permissions = SpacePermissions{.viewMembers = PermissionLevel::Owners}}));
        // Nothing to change: the space as it is.
        const auto same = change({.permissions = SpacePermissions()});
        GOOD(same);
        QCOMPARE(same->displayName, u"Changed by a port"_s);
        QCOMPARE(call<Space>(m_rooms.get(), &sync::Rooms::refresh, space), same);
        BAD(change({.displayName = u"Ports of ink"_s}), AlreadyExists);
        // As a member like others one may not.
        m_stage.act({{u"action"_s, u"role"_s},
                     {u"space"_s, space.name()},
                     {u"user"_s, u"me"_s},
                     {u"role"_s, u"ROLE_MEMBER"_s}});
        BAD(change({.audience = QString()}), PermissionDenied);
        BAD(call<SpaceId>(m_rooms.get(), &sync::Rooms::deleteSpace, space), PermissionDenied);
    }

    void membersComeAndGo()
    {
        const SpaceId space = newSpace({m_yael.name()});
        GOOD(call<Space>(m_rooms.get(), &sync::Rooms::refresh, space));
        const auto invited = call<Member>(m_rooms.get(), &sync::Rooms::invite, space, m_hana);
        GOOD(invited);
        QCOMPARE(invited->user.displayName, u"Hana Sato"_s);
        BAD(call<Member>(m_rooms.get(), &sync::Rooms::invite, space, m_hana), AlreadyExists);
        QCOMPARE(members(space).value_or(QList<Member>()).size(), 3);

        const auto manager
            = call<Member>(m_rooms.get(), &sync::Rooms::setRole, *invited, MembershipRole::Manager);
        GOOD(manager);
        QCOMPARE(manager->membership.role, MembershipRole::Manager);
        QCOMPARE(m_stage.member(invited->name).value(u"role"_s).toString(),
                 u"ROLE_ASSISTANT_MANAGER"_s);

        GOOD(call<Member>(m_rooms.get(), &sync::Rooms::removeMember, *manager));
        QVERIFY(m_stage.member(invited->name).isEmpty());
        BAD(call<Member>(m_rooms.get(), &sync::Rooms::removeMember, *manager), NotFound);

        // Offline those that are cached, with the names that are known.
        offline(true);
        const auto here = members(space);
        const auto nowhere = members(SpaceId(u"spaces/NEVERSEEN"_s));
        offline(false);
        GOOD(here);
        QCOMPARE(here->size(), 2);
        QVERIFY(std::any_of(here->begin(), here->end(), [](const Member &member) {
            return member.user.displayName == u"Yael Shapira"_s && !member.name.isEmpty();
        }));
        BAD(nowhere, Offline);
        // A hidden list is a refusal, cached or not.
        m_stage.act({{u"action"_s, u"set"_s}, {u"hideMembers"_s, true}});
        const auto hidden = members(space);
        m_stage.act({{u"action"_s, u"set"_s}, {u"hideMembers"_s, false}});
        BAD(hidden, PermissionDenied);

        m_stage.act({{u"action"_s, u"user"_s},
                     {u"id"_s, u"555009"_s},
                     {u"displayName"_s, u"Out Side"_s},
                     {u"external"_s, true}});
        BAD(call<Member>(m_rooms.get(), &sync::Rooms::invite, space, UserId(u"users/555009"_s)),
            FailedPrecondition);
    }

    void leavingAndDeleting()
    {
        const SpaceId left = newSpace({m_hana.name()});
        GOOD(call<Space>(m_rooms.get(), &sync::Rooms::refresh, left));
        QVERIFY(cached(left));
        GOOD(call<SpaceId>(m_rooms.get(), &sync::Rooms::leave, left));
        QVERIFY(!cached(left));
        QCOMPARE(m_stage.truth(left.name()).value(u"members"_s).toArray().size(), 1);

        const SpaceId deleted = newSpace();
        GOOD(call<Space>(m_rooms.get(), &sync::Rooms::refresh, deleted));
        GOOD(call<SpaceId>(m_rooms.get(), &sync::Rooms::deleteSpace, deleted));
        QVERIFY(!cached(deleted));
        QVERIFY(m_stage.truth(deleted.name()).isEmpty());
    }

    void notifications()
    {
        const SpaceId space = newSpace();
        GOOD(call<Space>(m_rooms.get(), &sync::Rooms::refresh, space));
        const SpaceNotification quiet{.level = NotificationLevel::ForYou, .muted = true};
        const auto set
            = call<SpaceNotification>(m_rooms.get(), &sync::Rooms::setNotification, space, quiet);
        GOOD(set);
        QVERIFY(*set == quiet);
        const QJsonObject truth = m_stage.truth(space.name())
                                      .value(u"readStates"_s)
                                      .toObject()
                                      .value(m_me.lastSegment())
                                      .toObject();
        QCOMPARE(truth.value(u"muteSetting"_s).toString(), u"MUTED"_s);
        QVERIFY(cached(space)->muted);
        QVERIFY(*call<SpaceNotification>(m_rooms.get(), &sync::Rooms::notification, space)
                == quiet);
    }

    void pins()
    {
        const SpaceId space = newSpace();
        const MessageId first(m_stage.newMessage(space.name(), u"first"_s));
        const MessageId second(m_stage.newMessage(space.name(), u"second"_s));
        GOOD(call<MessagePin>(m_rooms.get(), &sync::Rooms::pin, first));
        GOOD(call<MessagePin>(m_rooms.get(), &sync::Rooms::pin, second));
        BAD(call<MessagePin>(m_rooms.get(), &sync::Rooms::pin, first), AlreadyExists);
        const auto list = call<QList<PinnedMessage>>(m_rooms.get(), &sync::Rooms::pins, space);
        GOOD(list);
        QCOMPARE(list->size(), 2);
        QVERIFY(list->at(0).message && list->at(1).message);
        QCOMPARE(list->at(0).message->text, u"second"_s); // the newest pin is first
        QCOMPARE(list->at(1).message->text, u"first"_s);
        GOOD(call<MessagePin>(m_rooms.get(), &sync::Rooms::unpin, list->at(0).pin));
        QCOMPARE(m_stage.truth(space.name()).value(u"pins"_s).toArray().size(), 1);
        BAD(call<MessagePin>(m_rooms.get(), &sync::Rooms::unpin, list->at(0).pin), NotFound);
        // A space without any.
        const auto none = call<QList<PinnedMessage>>(m_rooms.get(), &sync::Rooms::pins, newSpace());
        GOOD(none);
        QVERIFY(none->isEmpty());
    }

    void peopleAreFound()
    {
        const auto people = [this](const QString &text) {
            return call<QList<Person>>(m_lookup.get(), &sync::Lookup::people, text, 10);
        };
        const auto hana = people(u"han"_s);
        GOOD(hana);
        QVERIFY(!hana->isEmpty());
        QCOMPARE(hana->at(0).user.id, m_hana);
        QVERIFY(hana->at(0).known); // met as a member above
        // Colleagues one has never met, by their family name, too.
        const auto all = people(u"s"_s);
        GOOD(all);
        QVERIFY(std::any_of(all->begin(), all->end(),
                            [](const Person &person) { return !person.known; }));
        for (const Person &person : *all)
            QVERIFY(person.user.id != m_me && person.user.type == UserType::Human);
        // The directory is switched off: those that are known, or the reason.
        m_stage.act({{u"action"_s, u"set"_s}, {u"directoryOff"_s, true}});
        const auto known = people(u"han"_s);
        const auto nobody = people(u"qqq"_s);
        m_stage.act({{u"action"_s, u"set"_s}, {u"directoryOff"_s, false}});
        GOOD(known);
        QCOMPARE(known->size(), 1);
        BAD(nobody, PermissionDenied);
        const auto none = people(u"qqq"_s);
        GOOD(none);
        QVERIFY(none->isEmpty());
    }

    void emojiAreListedOnce()
    {
        const auto ask = [this] {
            return call<QList<CustomEmoji>>(m_lookup.get(), &sync::Lookup::customEmoji);
        };
        const auto first = ask();
        GOOD(first);
        QVERIFY(!first->isEmpty());
        QVERIFY(std::is_sorted(
            first->begin(), first->end(),
            [](const CustomEmoji &a, const CustomEmoji &b) { return a.shortName < b.shortName; }));
        offline(true);
        const auto second = ask(); // remembered
        offline(false);
        QCOMPARE(second, first);
    }

    // Made, known at once, refused where the service refuses, deleted.
    void emojiOfOnesOwn()
    {
        sync::OwnEmoji own({m_stage.client(), *m_store, m_stage.environment()}, *m_lookup);
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(
            network.get(QNetworkRequest(m_stage.root().resolved(QUrl(
                QString(u"/emulator/avatar/"_s + m_hana.name().section(u'/', 1) + u".png"_s))))));
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 10'000);
        const QByteArray picture = reply->readAll();
        const auto listed = [this](const QString &name) {
            const auto all = call<QList<CustomEmoji>>(m_lookup.get(), &sync::Lookup::customEmoji);
            return all && std::any_of(all->begin(), all->end(), [&name](const CustomEmoji &each) {
                       return each.shortName == name;
                   });
        };
        QVERIFY(!listed(u":test-bird:"_s));
        const NewEmoji bird{u":test-bird:"_s, u"bird.png"_s, picture};
        const auto made = call<CustomEmoji>(&own, &sync::OwnEmoji::addEmoji, bird);
        GOOD(made);
        QVERIFY(listed(u":test-bird:"_s));
        BAD(call<CustomEmoji>(&own, &sync::OwnEmoji::addEmoji, bird), AlreadyExists);
        const NewEmoji badName{u":Bird:"_s, u"bird.png"_s, picture};
        const NewEmoji badPicture{u":bee:"_s, u"bee.png"_s, "no picture"};
        BAD(call<CustomEmoji>(&own, &sync::OwnEmoji::addEmoji, badName), InvalidArgument);
        BAD(call<CustomEmoji>(&own, &sync::OwnEmoji::addEmoji, badPicture), InvalidArgument);
        m_stage.act({{u"action"_s, u"set"_s}, {u"emojiLocked"_s, true}});
        const NewEmoji bee{u":bee:"_s, u"bee.png"_s, picture};
        const auto locked = call<CustomEmoji>(&own, &sync::OwnEmoji::addEmoji, bee);
        m_stage.act({{u"action"_s, u"set"_s}, {u"emojiLocked"_s, false}});
        BAD(locked, PermissionDenied);
        const auto mine = call<QList<CustomEmoji>>(&own, &sync::OwnEmoji::ownEmoji);
        GOOD(mine);
        QVERIFY(std::any_of(mine->begin(), mine->end(),
                            [&made](const CustomEmoji &each) { return each.name == made->name; }));
        // Somebody else's.
        const auto all = call<QList<CustomEmoji>>(m_lookup.get(), &sync::Lookup::customEmoji);
        GOOD(all);
        const auto foreign
            = std::find_if(all->begin(), all->end(), [&mine](const CustomEmoji &each) {
                  return std::none_of(mine->begin(), mine->end(), [&each](const CustomEmoji &one) {
                      return one.name == each.name;
                  });
              });
        QVERIFY(foreign != all->end());
        BAD(call<bool>(&own, &sync::OwnEmoji::removeEmoji, *foreign), PermissionDenied);
        GOOD(call<bool>(&own, &sync::OwnEmoji::removeEmoji, *made));
        QVERIFY(!listed(u":test-bird:"_s));
        GOOD(call<bool>(&own, &sync::OwnEmoji::removeEmoji, *made)); // gone is gone
    }

    void whoReacted()
    {
        const SpaceId space = newSpace({m_hana.name()});
        const MessageId message(m_stage.newMessage(space.name(), u"react"_s));
        for (const UserId &user : {m_hana, m_me}) {
            m_stage.act({{u"action"_s, u"react"_s},
                         {u"user"_s, user.lastSegment()},
                         {u"message"_s, message.name()},
                         {u"emoji"_s, u"🙂"_s}});
        }
        const auto reactions
            = call<QList<Reaction>>(m_lookup.get(), &sync::Lookup::reactions, message);
        GOOD(reactions);
        QCOMPARE(reactions->size(), 2);
        QCOMPARE(reactions->at(0).user, m_hana);
        QCOMPARE(reactions->at(1).user, m_me);
        QCOMPARE(reactions->at(0).emoji.unicode, u"🙂"_s);
        BAD(call<QList<Reaction>>(m_lookup.get(), &sync::Lookup::reactions,
                                  MessageId(space.name() + u"/messages/none"_s)),
            NotFound);
    }

    void messagesAreFound()
    {
        const SpaceId space = newSpace({m_hana.name()});
        for (int i = 0; i < 30; ++i)
            m_stage.newMessage(space.name(), u"quokka number "_s + QString::number(i),
                               m_hana.name());
        const auto search = [this](const MessageQuery &query, const QString &page) {
            return call<MessageHits>(m_lookup.get(), &sync::Lookup::messages, query, page);
        };
        const MessageQuery query{.words = u"QUOKKA"_s, .space = space, .sender = m_hana};
        const auto first = search(query, QString());
        GOOD(first);
        QCOMPARE(first->hits.size(), 25);
        QCOMPARE(first->hits.at(0).message.text, u"quokka number 29"_s);
        QVERIFY(!first->nextPage.isEmpty());
        const auto second = search(query, first->nextPage);
        GOOD(second);
        QCOMPARE(second->hits.size(), 5);
        QVERIFY(second->nextPage.isEmpty());
        QCOMPARE(search({.phrase = u"quokka number 7"_s}, QString())->hits.size(), 1);
        QCOMPARE(search({.words = u"quokka"_s, .mentions = m_me}, QString())->hits.size(), 0);
        BAD(search({}, QString()), InvalidArgument);
        // Longer than the service takes: said before it is asked.
        const QString words = QString(u"quokka "_s).repeated(92); // with AND between them 1,007
        const qsizetype asked = m_stage.log().size();
        const auto tooLong = search({.words = words}, QString());
        BAD(tooLong, InvalidArgument);
        QCOMPARE(tooLong.error().reason, u"QUERY_TOO_LONG"_s);
        QCOMPARE(m_stage.log().size(), asked);
        GOOD(search({.words = words.left(words.size() - 7)}, QString()));
    }

    void spacesAreFound()
    {
        const auto spaces = call<QList<Space>>(m_lookup.get(), &sync::Lookup::spaces, u"Gen"_s);
        GOOD(spaces);
        QVERIFY(!spaces->isEmpty());
        QVERIFY(spaces->at(0).displayName.contains(u"Gen"_s));
        const auto tooLong
            = call<QList<Space>>(m_lookup.get(), &sync::Lookup::spaces, QString(1000, u'x'));
        BAD(tooLong, InvalidArgument);
        QCOMPARE(tooLong.error().reason, u"QUERY_TOO_LONG"_s);
    }

    void filters_data()
    {
        QTest::addColumn<MessageQuery>("query");
        QTest::addColumn<QString>("filter");
        QTest::newRow("nothing") << MessageQuery() << QString();
        QTest::newRow("words; nothing of the grammar")
            << MessageQuery{.words = u" Ink AND (paper) \"x\" has:link "_s}
            << u"ink AND and AND paper AND x AND has AND link"_s;
        QTest::newRow("a phrase cannot break out")
            << MessageQuery{.phrase = u"a \"b\" \\ c"_s} << u"\"a b c\""_s;
        QTest::newRow("all") << MessageQuery{.words = u"w"_s,
                                             .space = SpaceId(u"spaces/S"_s),
                                             .sender = UserId(u"users/1"_s),
                                             .mentions = UserId(u"users/me"_s),
                                             .after = Timestamp(1'000'000),
                                             .before = Timestamp(2'000'000),
                                             .hasFile = true,
                                             .hasLink = true,
                                             .unread = true}
                             << u"w AND space.name = \"spaces/S\" AND sender.name = \"users/1\" "
                                "AND annotations.user_mentions.user.name:\"users/me\" AND "
                                "create_time >= \"1970-01-01T00:00:01Z\" AND create_time < "
                                "\"1970-01-01T00:00:02Z\" AND attachment:* AND has_link() AND "
                                "is_unread()"_s;
    }

    void filters()
    {
        QFETCH(MessageQuery, query);
        QFETCH(QString, filter);
        QCOMPARE(sync::searchFilter(query), filter);
    }
};

QTEST_GUILESS_MAIN(ServicePortsTest)
#include "tst_service_ports.moc"
