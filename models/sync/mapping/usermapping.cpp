// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/mapping/usermapping.h"

#include "models/sync/mapping/names.h"

using namespace Qt::StringLiterals;

namespace linnet::sync {

UserId toUserId(const api::User &wire)
{
    const QString name = wire.name.value_or(QString());
    return hasForm(name, u"users/*") ? UserId(name) : UserId();
}

std::optional<User> toUser(const api::User &wire)
{
    User user;
    user.id = toUserId(wire);
    if (user.id.isEmpty() || user.id.name() == "users/all"_L1)
        return std::nullopt;
    if (wire.type && *wire.type == api::UserType::Bot)
        user.type = UserType::App;
    user.displayName = wire.displayName.value_or(QString()).simplified();
    user.email = wire.email.value_or(QString());
    user.avatarUrl = wire.avatarUrl.value_or(QString());
    user.domainId = wire.domainId.value_or(QString());
    user.anonymous = wire.isAnonymous.value_or(false);
    return user;
}

namespace {

// The entry marked primary, else the first that says something.
template <class T, class Text> QString best(const QList<T> &entries, Text text)
{
    QString first;
    for (const T &entry : entries) {
        QString value = text(entry);
        if (value.isEmpty())
            continue;
        if (entry.metadata && entry.metadata->primary.value_or(false))
            return value;
        if (first.isEmpty())
            first = value;
    }
    return first;
}

} // namespace

std::optional<User> toUser(const api::Person &wire)
{
    const QString resource = wire.resourceName.value_or(QString());
    if (!hasForm(resource, u"people/*"))
        return std::nullopt;
    User user;
    user.id = UserId(u"users/"_s + resource.mid(7));
    user.displayName = best(wire.names, [](const api::PersonName &name) {
        const QString display = name.displayName.value_or(QString());
        return (display.isEmpty() ? name.unstructuredName.value_or(QString()) : display)
            .simplified();
    });
    user.email = best(wire.emailAddresses,
                      [](const api::PersonEmail &mail) { return mail.value.value_or(QString()); });
    user.avatarUrl = best(wire.photos, [](const api::PersonPhoto &photo) {
        // The letter on a coloured ground that stands in for a picture: we draw our own.
        return photo.default_.value_or(false) ? QString() : photo.url.value_or(QString());
    });
    if (user.displayName.isEmpty() && user.email.isEmpty() && user.avatarUrl.isEmpty())
        return std::nullopt;
    return user;
}

std::optional<Person> toPerson(const api::Person &wire)
{
    const std::optional<User> user = toUser(wire);
    if (!user)
        return std::nullopt;
    Person person;
    person.user = *user;
    person.title = best(wire.organizations, [](const api::PersonOrganization &place) {
        return place.title.value_or(QString()).simplified();
    });
    person.department = best(wire.organizations, [](const api::PersonOrganization &place) {
        return place.department.value_or(QString()).simplified();
    });
    return person;
}

} // namespace linnet::sync
