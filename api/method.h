// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/error.h"
#include "api/wire.h"

#include <QByteArray>
#include <QLatin1StringView>

#include <optional>
#include <span>

namespace linnet::api {

// Which service a method belongs to; Endpoints knows where that is.
enum class Host {
    Chat,
    Upload,
    People,
    OpenId
};

enum class Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete
};

[[nodiscard]] QByteArray verbName(Verb verb);

// Against which of the space's own limits a call counts.
enum class SpaceQuota {
    None,
    Read,
    Write,
    Reaction
};

// What is known of a method before it is called; static data of the generated code.
struct MethodInfo
{
    QLatin1StringView name; // "spaces.messages.list", for logs and budgets
    Verb verb;
    Host host;
    QLatin1StringView quota; // the project's budget it counts against, "messages.read"
    int quotaPerMinute; // 0: no figure is known
    SpaceQuota spaceQuota;
    bool idempotent; // repeating it is harmless, whatever its parameters
    bool asUser, asApp, asAdmin; // who may call it
    int maxPageSize; // 0: not paged, or unknown
    std::span<const QLatin1StringView> scopes; // any one will do
};

// A method with its parameters, ready for the wire but for host and token.
struct Call
{
    const MethodInfo *method = nullptr;
    QByteArray path; // percent-encoded, without a leading slash
    QByteArray query; // percent-encoded, without the question mark
    std::optional<QByteArray> body; // JSON
    QString space; // "spaces/X" when the call counts against a space's budget
    bool repeatable = false; // sending it again cannot double its effect
};

namespace wire {

// Puts a Call together for the generated code; remembers the first thing that is wrong with it.
class CallBuilder
{
public:
    explicit CallBuilder(const MethodInfo &method);

    CallBuilder &path(QLatin1StringView literal);
    // A resource name; each segment is encoded, the slashes stay. One that does not match the
    // pattern ("spaces/*", "**") makes the call an InvalidArgument: it would go elsewhere.
    CallBuilder &name(const QString &value, QLatin1StringView pattern);

    CallBuilder &query(QLatin1StringView key, const std::optional<QString> &value);
    CallBuilder &query(QLatin1StringView key, std::optional<qint32> value);
    CallBuilder &query(QLatin1StringView key, std::optional<bool> value);
    CallBuilder &query(QLatin1StringView key, const QStringList &values);
    template <class E>
    requires requires(const E &e) { e.toString(); }
    CallBuilder &query(QLatin1StringView key, const std::optional<E> &value)
    {
        return value ? query(key, std::optional(value->toString())) : *this;
    }
    template <class E> CallBuilder &query(QLatin1StringView key, const QList<E> &values)
    {
        for (const E &value : values)
            query(key, std::optional(value.toString()));
        return *this;
    }
    CallBuilder &mask(QLatin1StringView key, const FieldMask &mask, bool required);
    CallBuilder &require(QLatin1StringView key, bool present);
    CallBuilder &body(const QJsonObject &object);
    CallBuilder &repeatable(bool yes);

    [[nodiscard]] Result<Call> done();

private:
    void refuse(const QString &why);

    Call m_call;
    std::optional<Error> m_error;
};

} // namespace wire
} // namespace linnet::api
