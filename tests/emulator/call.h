// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http.h"
#include "refusal.h"
#include "schema.h"
#include "settings.h"
#include "wire.h"
#include "world.h"

#include <functional>

namespace emulator {

/// One authenticated call of one method: what handlers read their arguments from. The query and
/// the body have passed the schema; whatever a handler finds wrong it throws as a Refusal.
class Call
{
public:
    Call(const HttpRequest &request, const Method &method, World &world, const Settings &settings);

    const HttpRequest &request;
    const Method &method;
    World &world;
    const Settings &settings;
    QString user; ///< id of the caller
    QStringList scopes;
    QHash<QString, QString> path; ///< the path's parameters, decoded
    QJsonObject body;

    [[nodiscard]] Wire wire() const;
    [[nodiscard]] QString text(const char *name) const; ///< a query parameter, empty when absent
    [[nodiscard]] bool has(const char *name) const;
    [[nodiscard]] bool flag(const char *name) const;
    [[nodiscard]] bool hasScope(QLatin1StringView last) const;

    /// The space of "spaces/S/…": 404 when unknown, PERMISSION_DENIED when the caller is no member.
    Space &space(const QString &name) const;
    /// The message of "spaces/S/messages/M/…" in that space, living or not; 404 when unknown.
    Message &message(Space &space, const QString &name) const;
    Message &livingMessage(Space &space, const QString &name) const;
    /// Whether the space's permission settings let the caller do it ("manageMembersAndGroups", …).
    /// Conversations without settings let everybody.
    [[nodiscard]] bool may(const Space &space, QLatin1StringView permission) const;
    /// The id behind "users/me", "users/ID" or "users/MAIL"; empty when nobody has it.
    [[nodiscard]] QString userId(const QString &name) const;
    /// The caller's id, refusing a path that names somebody else.
    QString ownUser(const QString &name) const;

    /// The update mask in snake_case, refused when empty or with a path not allowed. "*" stands for
    /// all that is allowed, where it is itself.
    QStringList mask(const QStringList &allowed) const;

    /// What an earlier request of this id made, if any. Another user's id is refused; that this one
    /// is not the same request is a violation, and changes nothing, as documented.
    [[nodiscard]] std::optional<FirstRequest> repeated(const QHash<QString, FirstRequest> &requests,
                                                       const QString &requestId) const;
    /// The present request as one that made something, for those that repeat it.
    [[nodiscard]] FirstRequest made(const QString &space, const QString &message = {}) const;

    /// Page size by the method's default and maximum; negative is refused.
    [[nodiscard]] int pageSize() const;
    /// Where a page begins: what next() wrote into the token, "" for the first page.
    [[nodiscard]] QString position() const;
    [[nodiscard]] QString tokenFor(const QString &position) const;
    /// Lists anything that can be counted, under `key`; the token holds an offset.
    [[nodiscard]] QJsonObject page(const QString &key, qsizetype count,
                                   const std::function<QJsonValue(qsizetype)> &item) const;
    /// With Settings::emptyPages: an empty page to answer with before the real one.
    [[nodiscard]] std::optional<QJsonObject> emptyPage() const;

private:
    [[nodiscard]] QByteArray fingerprint() const;
    [[nodiscard]] QString rawToken() const;
};

/// The n-th segment of a resource name: segment("spaces/A/messages/B", 3) is "B".
QString segment(const QString &name, int n);

using MethodHandler = std::function<HttpResponse(Call &)>;
using Handlers = QHash<QString, MethodHandler>;

} // namespace emulator
