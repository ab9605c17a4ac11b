// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/refusalreason.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::api {

void nameRefusal(Error &error, const Call &call)
{
    if (!call.method)
        return;
    if (error.kind == Error::Kind::ApiDisabled && call.method->host == Host::People)
        error.reason = u"PEOPLE_API"_s;
    if (error.kind != Error::Kind::PermissionDenied || !error.reason.isEmpty())
        return;
    const auto &scopes = call.method->scopes;
    if (!call.method->asUser)
        error.reason = u"NEEDS_APP"_s;
    else if (call.query.contains("useAdminAccess=true"))
        error.reason = u"NEEDS_ADMINISTRATOR"_s;
    else if (std::all_of(scopes.begin(), scopes.end(),
                         [](QLatin1StringView scope) { return scope.endsWith("/chat.import"_L1); }))
        error.reason = u"NEEDS_DELEGATION"_s;
}

} // namespace linnet::api
