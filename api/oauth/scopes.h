// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace linnet::api {

// What the client asks for: one broad scope for each part of the service that it uses, names of
// colleagues, and who the user is. chat.users.sections and chat.users.availability are asked for
// when there is something that uses them.
[[nodiscard]] QStringList defaultScopes();

// openid, email and profile come back as addresses; this is the spelling both are compared in.
[[nodiscard]] QString canonicalScope(const QString &scope);

// Of those asked for, the ones that were not granted, in the asker's spelling. Consent is granular:
// a missing scope switches one feature off and is no error.
[[nodiscard]] QStringList missingScopes(const QStringList &asked, const QStringList &granted);

} // namespace linnet::api
