// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "models/domain/timeline.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace linnet::ui {

// Keeps what is written for one target at a time: loads it when the target changes, saves it half
// a second after the last change and at once before the target changes or the keeper dies. Knows
// no widgets. The port must outlive it.
class DraftKeeper : public QObject
{
    Q_OBJECT
public:
    explicit DraftKeeper(MessagePort &port, QObject *parent = nullptr);
    ~DraftKeeper() override;

    [[nodiscard]] const TimelineScope &target() const { return m_target; }
    // Saves what is unsaved and asks for the new target's draft: loaded() brings it, unless the
    // target has changed again by then.
    void setTarget(const TimelineScope &target);
    // The text as it is now.
    void setText(const QString &text);
    // Saves at once what is not saved yet, unless the stored draft is still being read.
    void flush();
    // What was stored and what was written before it was known, in this order.
    [[nodiscard]] static QString joined(const QString &stored, const QString &written);
    // The text was sent: what is kept for that target goes.
    void forget(const TimelineScope &target);

Q_SIGNALS:
    void loaded(const QString &text);

private:
    MessagePort &m_port;
    TimelineScope m_target;
    QString m_text;
    bool m_dirty = false;
    bool m_loading = false;
    quint64 m_visit = 0; // counts targets, to know an answer for a former one
    QHash<TimelineScope, QString> m_early; // written and left before the stored draft was known
    QTimer m_timer;
};

} // namespace linnet::ui
