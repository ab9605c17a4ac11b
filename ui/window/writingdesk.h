// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/timeline.h"

#include <QList>
#include <QObject>

class QWidget;

namespace linnet::ui {

class Commands;
class Notice;
class Speller;
class TimelinePane;
class WritingSettings;
struct Services;

// What all panes of a window share of writing: the person's habits, the commands, the offer to
// undo, forwarding. A child of the window.
class WritingDesk : public QObject
{
    Q_OBJECT
public:
    WritingDesk(const Services &services, const Commands &commands,
                const QList<TimelinePane *> &panes, Notice &notice, QWidget &window);

Q_SIGNALS:
    void timelineRequested(const linnet::TimelineScope &scope);

private:
    void takeSettings();
    void showDrafts();
    void showHabits();
    void askForward(const Message &message);
    void sayNotSent(const TimelineScope &target, const Error &error);
    [[nodiscard]] QString nameOf(const SpaceId &space) const;
    void forward(const Message &message, const SpaceId &space, const QString &comment);

    const Services &m_services;
    QList<TimelinePane *> m_panes;
    Notice &m_notice;
    QWidget &m_window;
    WritingSettings *m_settings; // child
    Speller *m_speller; // child
};

} // namespace linnet::ui
