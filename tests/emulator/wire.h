// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markup.h"
#include "world.h"

#include <QJsonObject>

namespace emulator {

/// Writes the world as the service's JSON resources, as one user sees them. Decides nothing.
class Wire
{
public:
    /// baseUrl: where pictures are fetched from, "http://127.0.0.1:PORT".
    Wire(World &world, const QString &viewer, const QString &baseUrl);

    /// Leave out displayName, avatarUrl and email, as answers before September 2026 did.
    void hideNames(bool hide) { m_hideNames = hide; }
    void useMarkdown(bool markdown) { m_markdown = markdown; }

    [[nodiscard]] QJsonObject user(const QString &id) const;
    [[nodiscard]] QJsonObject space(const Space &space) const;
    [[nodiscard]] QJsonObject membership(const Space &space, const Membership &membership) const;
    [[nodiscard]] QJsonObject message(const Space &space, const Message &message) const;
    [[nodiscard]] QJsonObject reaction(const Space &space, const QString &messageId,
                                       const Reaction &reaction) const;
    [[nodiscard]] QJsonObject customEmoji(const CustomEmoji &emoji) const;
    [[nodiscard]] QJsonObject event(Space &space, const Event &event) const;
    [[nodiscard]] RenderedText rendered(const Message &message) const;
    [[nodiscard]] QJsonObject emoji(const QString &unicode, const QString &customId) const;

    static QString eventType(EventKind kind, bool batch);

    /// The permission settings in force: what was set over the defaults of the kind of space.
    [[nodiscard]] static QJsonObject permissions(const Space &space);

private:
    [[nodiscard]] QJsonObject tombstone(const Space &space, const Message &message) const;
    [[nodiscard]] QJsonArray summaries(const Message &message) const;
    [[nodiscard]] QJsonObject eventSubject(Space &space, EventKind kind,
                                           const EventSubject &subject) const;

    World &m_world;
    QString m_viewer;
    QString m_base;
    bool m_hideNames = false;
    bool m_markdown = false;
};

} // namespace emulator
