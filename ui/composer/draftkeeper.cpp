// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/draftkeeper.h"

namespace linnet::ui {

using namespace std::chrono_literals;

DraftKeeper::DraftKeeper(MessagePort &port, QObject *parent)
    : QObject(parent)
    , m_port(port)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(500ms);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::flush);
}

DraftKeeper::~DraftKeeper()
{
    flush();
}

QString DraftKeeper::joined(const QString &stored, const QString &written)
{
    if (stored.isEmpty() || written.isEmpty())
        return stored.isEmpty() ? written : stored;
    return stored + u'\n' + written;
}

void DraftKeeper::setTarget(const TimelineScope &target)
{
    if (m_loading && m_dirty)
        m_early.insert(m_target, m_text);
    else
        flush();
    m_timer.stop();
    m_target = target;
    m_text.clear();
    m_dirty = false;
    m_loading = !target.space.isEmpty();
    const quint64 visit = ++m_visit;
    if (!m_loading)
        return;
    m_port.draft(target, this, [this, target, visit](const Result<QString> &draft) {
        const QString stored = draft.value_or(QString());
        if (visit == m_visit) {
            m_loading = false;
            Q_EMIT loaded(joined(stored, m_early.take(target)));
        } else if (target != m_target && m_early.contains(target)) {
            m_port.saveDraft(target, joined(stored, m_early.take(target)));
        }
    });
}

void DraftKeeper::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_dirty = true;
    m_timer.start();
}

void DraftKeeper::flush()
{
    m_timer.stop();
    if (!m_dirty || m_target.space.isEmpty())
        return;
    if (m_loading) {
        m_timer.start(); // what is stored must not be overwritten before it is known
        return;
    }
    m_dirty = false;
    m_port.saveDraft(m_target, m_text);
}

void DraftKeeper::forget(const TimelineScope &target)
{
    if (target == m_target) {
        m_timer.stop();
        m_text.clear();
        m_dirty = false;
    }
    m_port.saveDraft(target, QString());
}

} // namespace linnet::ui
