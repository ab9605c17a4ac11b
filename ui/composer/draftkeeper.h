// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsdrafts.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace linnet::ui {

// Keeps what is begun for one target at a time: loads it when the target changes; saves what was
// typed half a second after the last key, everything else at once, and all of it before the target
// changes or the keeper dies. Knows no widgets. The port must outlive it.
class DraftKeeper : public QObject
{
    Q_OBJECT
public:
    explicit DraftKeeper(DraftPort &port, QObject *parent = nullptr);
    ~DraftKeeper() override;

    [[nodiscard]] const TimelineScope &target() const { return m_draft.scope; }
    // Saves what is unsaved and asks for the new target's draft: loaded() brings it, unless the
    // target has changed again by then.
    void setTarget(const TimelineScope &target);
    // The text as it is now, and what goes with it.
    void setText(const QString &text);
    void setBeside(const DraftBeside &beside);
    // Saves at once what is not saved yet, unless the stored draft is still being read.
    void flush();

    // Comes to what is begun for its scope, whether that is the present target (loaded() brings all
    // of it then) or becomes it before the stored draft is known.
    void add(const WrittenDraft &begun);
    // Of a target that is not the present one: what was sent goes from the draft, what else is
    // there stays.
    void takeAway(const TimelineScope &target, const OutgoingMessage &sent);

    // What was stored and what was begun before it was known: texts in this order; of quotes and
    // edits the later one, where the words of the other edit become text.
    [[nodiscard]] static WrittenDraft joined(const WrittenDraft &stored, const WrittenDraft &begun);
    [[nodiscard]] static QString joined(const QString &stored, const QString &begun);

Q_SIGNALS:
    // All that is begun for the target.
    void loaded(const linnet::WrittenDraft &draft);

private:
    void load(const TimelineScope &target);
    void known(const WrittenDraft &stored, const TimelineScope &target, quint64 visit);

    DraftPort &m_port;
    WrittenDraft m_draft;
    bool m_dirty = false;
    bool m_loading = false;
    quint64 m_visit = 0; // counts targets, to know an answer for a former one
    // Until the stored draft is known: what was begun there, what was sent from it.
    QHash<TimelineScope, WrittenDraft> m_early;
    QHash<TimelineScope, QList<OutgoingMessage>> m_sent;
    QTimer m_timer;
};

} // namespace linnet::ui
