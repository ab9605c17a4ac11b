// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/ports.h"

#include <optional>

namespace linnet::ui {

// Decides when a conversation was really seen, and says so once: the window is active, the newest
// message is in view, and the conversation is unread. Knows no widgets.
class ReadMarker
{
public:
    struct View
    {
        SpaceId space;
        bool windowActive = false;
        bool atBottom = false; // of a timeline that reaches the newest message
        bool unread = false;
        std::optional<MessageKey> newest; // in view; none: nothing is shown yet
        Timestamp activity; // newest known of the conversation, replies too
    };

    explicit ReadMarker(TimelinePort &port);

    void update(const View &view);
    // The person asked for "unread from here": not undone by having it in view, until something
    // new arrives or another conversation was opened.
    void hold(const SpaceId &space);

private:
    struct Seen
    {
        SpaceId space;
        MessageKey newest;
        Timestamp activity;
        friend bool operator==(const Seen &, const Seen &) = default;
    };

    TimelinePort &m_port;
    SpaceId m_space; // of the last view
    std::optional<Seen> m_marked;
    std::optional<Seen> m_held;
    SpaceId m_holdNext; // held before it was known what is in view
};

} // namespace linnet::ui
