// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oauth/scopes.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace linnet::api {

QStringList defaultScopes()
{
    static constexpr QLatin1StringView parts[] = {
        "chat.messages"_L1, // read, write, react, search, attachments
        "chat.spaces"_L1, // spaces and pins
        "chat.memberships"_L1,   "chat.users.readstate"_L1, "chat.users.spacesettings"_L1,
        "chat.customemojis"_L1,
        "chat.delete"_L1, // deleting a space one manages
        "directory.readonly"_L1, // names of colleagues
    };
    QStringList scopes{u"openid"_s, u"email"_s, u"profile"_s};
    for (const QLatin1StringView part : parts)
        scopes.append("https://www.googleapis.com/auth/"_L1 + part);
    return scopes;
}

QString canonicalScope(const QString &scope)
{
    if (scope == "email"_L1 || scope == "profile"_L1)
        return "https://www.googleapis.com/auth/userinfo."_L1 + scope;
    return scope;
}

QStringList missingScopes(const QStringList &asked, const QStringList &granted)
{
    QSet<QString> have;
    for (const QString &scope : granted)
        have.insert(canonicalScope(scope));
    QStringList missing;
    for (const QString &scope : asked) {
        if (!have.contains(canonicalScope(scope)))
            missing.append(scope);
    }
    return missing;
}

} // namespace linnet::api
