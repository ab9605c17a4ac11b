// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <mutex>
#include <optional>

namespace linnet {

// Values on their way from one thread to another, in order. Who puts one in wakes the other side
// by an event of Qt's. This is the only lock of the program: Qt's event queue would carry the
// values as well, but a thread sanitizer cannot look into Qt, and could no longer tell what is
// wrong.
template <class T> class Mailbox
{
public:
    void put(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_values.push_back(std::move(value));
    }

    [[nodiscard]] std::optional<T> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_values.empty())
            return std::nullopt;
        std::optional<T> value(std::move(m_values.front()));
        m_values.pop_front();
        return value;
    }

private:
    std::mutex m_mutex;
    std::deque<T> m_values;
};

} // namespace linnet
