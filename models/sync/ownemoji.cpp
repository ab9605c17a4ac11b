// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/ownemoji.h"

#include "api/pager.h"
#include "models/sync/lookup.h"
#include "models/sync/mapping/customemojimapping.h"
#include "models/sync/mapping/errormapping.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::sync {

OwnEmoji::OwnEmoji(const Services &services, Lookup &lookup, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_lookup(lookup)
{
}

void OwnEmoji::ownEmoji(QObject *context, Handler<QList<CustomEmoji>> handler)
{
    auto found = std::make_shared<QList<CustomEmoji>>();
    api::Pager<api::ListCustomEmojis>::start(
        m_services.client, {.filter = u"creator(\"users/me\")"_s, .pageSize = 200}, context,
        [found](const api::ListCustomEmojisResponse &page) {
            for (const api::CustomEmoji &wire : page.customEmojis) {
                if (const std::optional<CustomEmoji> emoji = toCustomEmoji(wire))
                    found->append(*emoji);
            }
            return api::PageFlow::More;
        },
        [found, handler = std::move(handler)](const api::Result<api::PagesEnd> &end) {
            if (!end)
                return handler(Failure(toError(end.error())));
            std::sort(found->begin(), found->end(), [](const CustomEmoji &a, const CustomEmoji &b) {
                return a.shortName < b.shortName;
            });
            handler(*found);
        });
}

void OwnEmoji::addEmoji(const NewEmoji &emoji, QObject *context, Handler<CustomEmoji> handler)
{
    api::CreateCustomEmoji request;
    request.customEmoji.emojiName = emoji.shortName;
    request.customEmoji.payload
        = api::CustomEmojiPayload{.fileContent = emoji.content, .filename = emoji.fileName};
    m_services.client.send(
        request, context,
        [self = QPointer(this), name = emoji.shortName, context,
         handler = std::move(handler)](const api::Result<api::CustomEmoji> &answer) {
            if (!self)
                return handler(Failure(errorOf(ErrorKind::Cancelled)));
            const std::optional<CustomEmoji> made
                = answer ? toCustomEmoji(*answer) : std::optional<CustomEmoji>();
            if (made) {
                self->m_lookup.noteEmoji(*made);
                return handler(*made);
            }
            const Error why = answer ? errorOf(ErrorKind::BadAnswer) : toError(answer.error());
            if (answer || answer.error().effectUnknown)
                return self->lookFor(name, why, context, handler);
            handler(Failure(why));
        });
}

void OwnEmoji::lookFor(const QString &shortName, const Error &why, QObject *context,
                       const Handler<CustomEmoji> &handler)
{
    ownEmoji(
        context,
        [self = QPointer(this), shortName, why, handler](const Result<QList<CustomEmoji>> &own) {
            for (const CustomEmoji &each : own.value_or(QList<CustomEmoji>())) {
                if (each.shortName == shortName) {
                    if (self)
                        self->m_lookup.noteEmoji(each);
                    return handler(each);
                }
            }
            handler(Failure(why));
        });
}

void OwnEmoji::removeEmoji(const CustomEmoji &emoji, QObject *context, Handler<bool> handler)
{
    m_services.client.send(api::DeleteCustomEmoji{.name = emoji.name}, context,
                           [self = QPointer(this), name = emoji.name,
                            handler = std::move(handler)](const api::Result<api::Empty> &answer) {
                               const std::optional<Error> why
                                   = answer ? std::nullopt : std::optional(toError(answer.error()));
                               if (why && why->kind != ErrorKind::NotFound)
                                   return handler(Failure(*why));
                               if (self)
                                   self->m_lookup.forgetEmoji(name);
                               handler(true);
                           });
}

} // namespace linnet::sync
