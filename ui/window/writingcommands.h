// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

namespace linnet::ui {

class Commands;
class Composer;

// Carries the commands of the group Writing to the composer that is being written in: the one with
// the focus, else the first that is open.
class WritingCommands : public QObject
{
    Q_OBJECT
public:
    WritingCommands(const Commands &commands, const QList<Composer *> &composers,
                    QObject *parent = nullptr);

private:
    [[nodiscard]] Composer *current() const;

    QList<Composer *> m_composers;
};

} // namespace linnet::ui
