// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world.h"

#include <QObject>
#include <QTimer>

namespace emulator {

/// Colleagues at work: every few seconds (seeded) one of them posts, answers, reacts or edits
/// somewhere plausible.
class Live : public QObject
{
    Q_OBJECT
public:
    explicit Live(World &world, QObject *parent = nullptr);

    void run(bool on);
    /// One thing happens now. Returns false when there is nobody to act.
    bool step();

private:
    void schedule();
    void post(Space &space, const QString &sender);
    [[nodiscard]] Space *somewhere();
    [[nodiscard]] QString somebody(const Space &space);

    World &m_world;
    QTimer m_timer;
    std::mt19937_64 m_random{42};
};

} // namespace emulator
