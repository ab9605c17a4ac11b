// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsdrafts.h"
#include "models/domain/timeline.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace linnet::ui {

class TimelinePane;
class WritingSettings;
struct Services;

// Something that was done and can be undone for a while, in words.
struct Undoable
{
    QString sentence;
    QString action;
    std::chrono::milliseconds time;
    std::function<void()> undo;
};

// What a pane's rows and its composer have to do with each other: quote, edit, forward, delete and
// take back. Turns what the timeline asks for into calls of the ports and of the composer.
class MessageDesk : public QObject
{
    Q_OBJECT
public:
    MessageDesk(const Services &services, const WritingSettings &writing, TimelinePane &pane);

Q_SIGNALS:
    void undoOffered(const linnet::ui::Undoable &undoable);
    void forwardRequested(const linnet::Message &message);

private:
    [[nodiscard]] Message message(const MessageId &id) const;
    void editLast();
    void edit(const MessageId &id);
    void quote(const MessageId &id);
    void stepQuote(int step);
    void setQuote(const Message &message);
    void offerEditAgain(const WrittenDraft &edit);
    void remove(const MessageId &id);
    void askForReplies(const MessageId &id, int replies);
    void removeUnsent(const MessageId &id);
    void offerUndo(const MessageId &id, const QString &sentence);
    void takeBack(const MessageId &id, const TimelineScope &target);
    void offerTakeBack(const MessageId &id, const TimelineScope &target);

    const Services &m_services;
    const WritingSettings &m_writing;
    TimelinePane &m_pane;
};

} // namespace linnet::ui
