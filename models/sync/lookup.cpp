// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/lookup.h"

#include "api/pager.h"
#include "models/sync/mapping/customemojimapping.h"
#include "models/sync/mapping/errormapping.h"
#include "models/sync/mapping/reactionmapping.h"
#include "models/sync/mapping/searchmapping.h"
#include "models/sync/mapping/spacemapping.h"
#include "models/sync/mapping/usermapping.h"

#include <QPointer>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::sync {

namespace {

// Their pictures' addresses live longer than this.
constexpr auto rememberEmoji = std::chrono::minutes(5);
constexpr int hitsAPage = 25;
constexpr qsizetype longestQuery = 1000; // what the service takes of one search

// What stands between quotation marks in a filter: there are no escapes.
QString quoted(QString text)
{
    return u'"' + text.replace(u'"', u' ').replace(u'\\', u' ').simplified() + u'"';
}

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression gaps(u"[^\\p{L}\\p{N}]+"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    // Small letters: AND, OR and NOT would be taken for more than words.
    return text.toLower().split(gaps, Qt::SkipEmptyParts);
}

// Told before anything is sent: the service would only say that it is invalid.
template <class T> bool isRefused(const QString &query, QObject *context, const Handler<T> &handler)
{
    if (query.size() <= longestQuery)
        return false;
    Error error = errorOf(ErrorKind::InvalidArgument);
    error.reason = u"QUERY_TOO_LONG"_s;
    QMetaObject::invokeMethod(
        context, [handler, error] { handler(Failure(error)); }, Qt::QueuedConnection);
    return true;
}

bool comesBefore(const CustomEmoji &a, const CustomEmoji &b)
{
    return a.shortName < b.shortName;
}

} // namespace

QString searchFilter(const MessageQuery &query)
{
    QStringList terms = wordsOf(query.words);
    if (!query.phrase.simplified().isEmpty())
        terms.append(quoted(query.phrase));
    if (!query.space.isEmpty())
        terms.append(u"space.name = "_s + quoted(query.space.name()));
    if (!query.sender.isEmpty())
        terms.append(u"sender.name = "_s + quoted(query.sender.name()));
    if (!query.mentions.isEmpty())
        terms.append(u"annotations.user_mentions.user.name:"_s + quoted(query.mentions.name()));
    if (query.after.isKnown())
        terms.append(u"create_time >= "_s + quoted(query.after.toString()));
    if (query.before.isKnown())
        terms.append(u"create_time < "_s + quoted(query.before.toString()));
    if (query.hasFile)
        terms.append(u"attachment:*"_s);
    if (query.hasLink)
        terms.append(u"has_link()"_s);
    if (query.unread)
        terms.append(u"is_unread()"_s);
    return terms.join(u" AND "_s);
}

bool matchesName(const User &user, const QString &text)
{
    const QString wanted = text.simplified();
    if (user.displayName.startsWith(wanted, Qt::CaseInsensitive)
        || user.email.startsWith(wanted, Qt::CaseInsensitive))
        return true;
    const QStringList words = user.displayName.split(u' ');
    return std::any_of(words.begin(), words.end(), [&wanted](const QString &word) {
        return word.startsWith(wanted, Qt::CaseInsensitive);
    });
}

Lookup::Lookup(const Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
}

void Lookup::people(const QString &text, int limit, QObject *context,
                    Handler<QList<Person>> handler)
{
    const QString wanted = text.simplified();
    m_services.store.ownUser(
        context,
        [this, wanted, limit, context, handler = std::move(handler)](const Result<UserId> &own) {
            const UserId me = own.value_or(UserId());
            m_services.store.users(
                context,
                [this, me, wanted, limit, context, handler](const Result<QList<User>> &users) {
                    QList<Person> known;
                    for (const User &user : users.value_or(QList<User>())) {
                        if (user.type == UserType::Human && user.id != me && !user.anonymous
                            && !user.displayName.isEmpty() && matchesName(user, wanted))
                            known.append({.user = user, .known = true});
                    }
                    std::sort(known.begin(), known.end(), [](const Person &a, const Person &b) {
                        return a.user.displayName.localeAwareCompare(b.user.displayName) < 0;
                    });
                    if (wanted.isEmpty()) // the directory wants something to search for
                        return handler(known.first(qMin<qsizetype>(limit, known.size())));
                    askDirectory(wanted, limit, known, me, context, handler);
                });
        });
}

void Lookup::askDirectory(const QString &text, int limit, const QList<Person> &known,
                          const UserId &me, QObject *context, const Handler<QList<Person>> &handler)
{
    m_services.client.send(
        api::SearchDirectoryPeople{
            .pageSize = qBound(1, limit, 500),
            .query = text,
            .readMask = {u"names"_s, u"emailAddresses"_s, u"photos"_s, u"organizations"_s},
            .sources = {api::DirectorySourceType::DomainProfile}},
        context,
        [known, me, limit, handler](const api::Result<api::SearchDirectoryPeopleResponse> &answer) {
            if (!answer && known.isEmpty())
                return handler(Failure(toError(answer.error())));
            QList<Person> all = known;
            QHash<UserId, qsizetype> places;
            for (qsizetype i = 0; i < all.size(); ++i)
                places.insert(all[i].user.id, i);
            for (const api::Person &wire : answer ? answer->people : QList<api::Person>()) {
                const std::optional<Person> person = toPerson(wire);
                if (!person || person->user.id == me)
                    continue;
                const auto place = places.constFind(person->user.id);
                if (place == places.constEnd()) {
                    all.append(*person);
                    continue;
                }
                // Known here, but the directory knows more.
                all[*place].title = person->title;
                all[*place].department = person->department;
                if (all[*place].user.email.isEmpty())
                    all[*place].user.email = person->user.email;
            }
            handler(all.first(qMin<qsizetype>(limit, all.size())));
        });
}

void Lookup::customEmoji(QObject *context, Handler<QList<CustomEmoji>> handler)
{
    const auto now = m_services.environment.clock.now();
    if (m_emojiKnown && now - *m_emojiKnown < rememberEmoji) {
        QMetaObject::invokeMethod(
            context, [handler = std::move(handler), emoji = m_emoji] { handler(emoji); },
            Qt::QueuedConnection);
        return;
    }
    auto found = std::make_shared<QList<CustomEmoji>>();
    api::Pager<api::ListCustomEmojis>::start(
        m_services.client, {.pageSize = 200}, context,
        [found](const api::ListCustomEmojisResponse &page) {
            for (const api::CustomEmoji &wire : page.customEmojis) {
                if (const std::optional<CustomEmoji> emoji = toCustomEmoji(wire))
                    found->append(*emoji);
            }
            return api::PageFlow::More;
        },
        [self = QPointer(this), found, handler = std::move(handler), now,
         changes = m_emojiChanges](const api::Result<api::PagesEnd> &end) {
            if (!end)
                return handler(Failure(toError(end.error())));
            std::sort(found->begin(), found->end(), comesBefore);
            // A list that was asked for before a change does not have it.
            if (self && self->m_emojiChanges == changes) {
                self->m_emoji = *found;
                self->m_emojiKnown = now;
            }
            handler(*found);
        });
}

void Lookup::noteEmoji(const CustomEmoji &emoji)
{
    ++m_emojiChanges;
    const auto same = [&emoji](const CustomEmoji &each) { return each.name == emoji.name; };
    if (!m_emojiKnown || std::any_of(m_emoji.begin(), m_emoji.end(), same))
        return;
    m_emoji.insert(std::upper_bound(m_emoji.begin(), m_emoji.end(), emoji, comesBefore), emoji);
}

void Lookup::forgetEmoji(const QString &name)
{
    ++m_emojiChanges;
    m_emoji.removeIf([&name](const CustomEmoji &each) { return each.name == name; });
}

void Lookup::reactions(const MessageId &message, QObject *context, Handler<QList<Reaction>> handler)
{
    struct Found
    {
        QList<Reaction> reactions;
        store::Batch batch;
    };
    auto found = std::make_shared<Found>();
    api::Pager<api::ListReactions>::start(
        m_services.client, {.parent = message.name(), .pageSize = 200}, context,
        [found](const api::ListReactionsResponse &page) {
            for (const api::Reaction &wire : page.reactions) {
                const std::optional<Reaction> reaction = toReaction(wire);
                if (!reaction)
                    continue;
                found->reactions.append(*reaction);
                if (const std::optional<User> user = toUser(*wire.user))
                    found->batch.users.append(*user);
            }
            return api::PageFlow::More;
        },
        [services = m_services, context, found,
         handler = std::move(handler)](const api::Result<api::PagesEnd> &end) {
            if (!end)
                return handler(Failure(toError(end.error())));
            // So that there are names to show.
            services.store.apply(
                std::move(found->batch), context,
                [found, handler](const Result<ChangeSet> &) { handler(found->reactions); });
        });
}

void Lookup::messages(const MessageQuery &query, const QString &page, QObject *context,
                      Handler<MessageHits> handler)
{
    const QString filter = searchFilter(query);
    if (isRefused(filter, context, handler))
        return;
    api::SearchMessages request{.parent = u"spaces/-"_s,
                                .filter = filter,
                                .orderBy = u"create_time desc"_s,
                                .pageSize = hitsAPage,
                                .view = api::SearchMessagesView::Full};
    if (!page.isEmpty())
        request.pageToken = page;
    m_services.client.send(
        request, context,
        [services = m_services, context,
         handler = std::move(handler)](const api::Result<api::SearchMessagesResponse> &answer) {
            if (!answer)
                return handler(Failure(toError(answer.error())));
            MessageHits hits{.nextPage = answer->nextPageToken.value_or(QString())};
            store::Batch batch;
            for (const api::SearchMessageResult &wire : answer->results) {
                const std::optional<MessageHit> hit = toHit(wire);
                if (!hit)
                    continue;
                hits.hits.append(*hit);
                if (const auto sender
                    = wire.message->sender ? toUser(*wire.message->sender) : std::nullopt)
                    batch.users.append(*sender);
            }
            // The messages themselves stay out of the cache: they are islands without coverage.
            services.store.apply(std::move(batch), context,
                                 [hits, handler](const Result<ChangeSet> &) { handler(hits); });
        });
}

void Lookup::spaces(const QString &text, QObject *context, Handler<QList<Space>> handler)
{
    const QString query = u"space_type = \"SPACE\" AND display_name:"_s + quoted(text);
    if (isRefused(query, context, handler))
        return;
    m_services.client.send(
        api::SearchSpaces{.pageSize = 100, .query = query}, context,
        [handler = std::move(handler)](const api::Result<api::SearchSpacesResponse> &answer) {
            if (!answer)
                return handler(Failure(toError(answer.error())));
            handler(toSpaces(*answer));
        });
}

} // namespace linnet::sync
