// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>

namespace linnet {

// A resource name of the service as a type of its own, so that a message cannot be asked for by
// the name of a space. The value is the full resource name ("spaces/S/messages/M").
template<class Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString name)
        : m_name(std::move(name))
    {
    }

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] bool isEmpty() const { return m_name.isEmpty(); }
    // The last segment: "M" of "spaces/S/messages/M".
    [[nodiscard]] QString lastSegment() const { return m_name.section(QLatin1Char('/'), -1); }

    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &a, const Id &b) { return a.m_name < b.m_name; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_name, seed); }

private:
    QString m_name;
};

using SpaceId = Id<struct SpaceTag>; // spaces/S
using MessageId = Id<struct MessageTag>; // spaces/S/messages/M
using ThreadId = Id<struct ThreadTag>; // spaces/S/threads/T
using UserId = Id<struct UserTag>; // users/U

// The service accepts "client-…" ids of our making in place of its own (Chat API, "Name a message");
// that prefix is therefore the reserved range in which messages live that it has not named yet.
[[nodiscard]] inline bool isLocal(const MessageId &id)
{
    return id.lastSegment().startsWith(QLatin1String("client-"));
}

// "spaces/S" of "spaces/S/messages/M" or "spaces/S/threads/T"; empty when there is none.
template<class Tag>
[[nodiscard]] SpaceId spaceOf(const Id<Tag> &id)
{
    if (!id.name().startsWith(QLatin1String("spaces/")))
        return SpaceId();
    return SpaceId(id.name().section(QLatin1Char('/'), 0, 1));
}

} // namespace linnet

Q_DECLARE_METATYPE(linnet::SpaceId)
Q_DECLARE_METATYPE(linnet::MessageId)
Q_DECLARE_METATYPE(linnet::ThreadId)
Q_DECLARE_METATYPE(linnet::UserId)
