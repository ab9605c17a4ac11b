// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/draftkeeper.h"

namespace linnet::ui {

using namespace std::chrono_literals;

namespace {

// What of a text is left when a message is sent that it began with.
QString rest(const QString &text, const QString &sent)
{
    return text.startsWith(sent) ? text.sliced(sent.size()).trimmed() : text;
}

void remove(WrittenDraft &draft, const OutgoingMessage &sent)
{
    draft.text = rest(draft.text, sent.text);
    draft.beside.files.removeIf(
        [&sent](const OutgoingFile &file) { return sent.files.contains(file); });
    if (draft.beside.quote == sent.quote)
        draft.beside.quote.reset();
}

} // namespace

DraftKeeper::DraftKeeper(DraftPort &port, QObject *parent)
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

QString DraftKeeper::joined(const QString &stored, const QString &begun)
{
    if (stored.isEmpty() || begun.isEmpty())
        return stored.isEmpty() ? begun : stored;
    return stored + u'\n' + begun;
}

WrittenDraft DraftKeeper::joined(const WrittenDraft &stored, const WrittenDraft &begun)
{
    WrittenDraft both = stored;
    both.text = joined(stored.text, begun.text);
    for (const OutgoingFile &file : begun.beside.files) {
        if (!both.beside.files.contains(file))
            both.beside.files.append(file);
    }
    if (begun.beside.quote) {
        both.beside.quote = begun.beside.quote;
        both.beside.quotedSender = begun.beside.quotedSender;
        both.beside.quotedText = begun.beside.quotedText;
    }
    if (!begun.beside.editing.isEmpty()) {
        const DraftBeside &former = stored.beside;
        if (former.edited != former.original && former.edited != begun.beside.edited)
            both.text = joined(both.text, former.edited);
        both.beside.editing = begun.beside.editing;
        both.beside.original = begun.beside.original;
        both.beside.edited = begun.beside.edited;
    }
    return both;
}

void DraftKeeper::setTarget(const TimelineScope &target)
{
    if (m_loading && m_dirty)
        m_early[m_draft.scope] = joined(m_early.value(m_draft.scope), m_draft);
    else
        flush();
    m_timer.stop();
    m_draft = {target, {}, {}};
    m_dirty = false;
    m_loading = !target.space.isEmpty();
    ++m_visit;
    if (m_loading)
        load(target);
}

void DraftKeeper::load(const TimelineScope &target)
{
    m_port.draft(target, this, [this, target, visit = m_visit](const Result<WrittenDraft> &stored) {
        if (stored)
            known(*stored, target, visit);
        else // must not be overwritten before it is known
            QTimer::singleShot(1s, this, [this, target] { load(target); });
    });
}

void DraftKeeper::known(const WrittenDraft &stored, const TimelineScope &target, quint64 visit)
{
    const bool present = target == m_draft.scope;
    if (present && (!m_loading || visit != m_visit))
        return; // another answer brings, or brought, what it needs
    WrittenDraft draft = stored;
    for (const OutgoingMessage &sent : m_sent.take(target))
        remove(draft, sent);
    draft = joined(draft, m_early.take(target));
    const bool changed = draft != stored;
    if (!present) {
        if (changed)
            m_port.save(draft);
        return;
    }
    m_loading = false;
    m_dirty = m_dirty || changed;
    m_draft = joined(draft, m_draft);
    Q_EMIT loaded(m_draft);
    if (m_dirty)
        m_timer.start();
}

void DraftKeeper::setText(const QString &text)
{
    if (text == m_draft.text)
        return;
    m_draft.text = text;
    m_dirty = true;
    m_timer.start();
}

void DraftKeeper::setBeside(const DraftBeside &beside)
{
    if (beside == m_draft.beside || m_draft.scope.space.isEmpty())
        return;
    DraftBeside typed = m_draft.beside;
    typed.edited = beside.edited;
    m_draft.beside = beside;
    m_dirty = true;
    if (typed == beside)
        m_timer.start();
    else
        flush();
}

void DraftKeeper::flush()
{
    m_timer.stop();
    if (!m_dirty || m_draft.scope.space.isEmpty())
        return;
    if (m_loading) {
        m_timer.start(); // what is stored must not be overwritten before it is known
        return;
    }
    m_dirty = false;
    m_port.save(m_draft);
}

void DraftKeeper::add(const WrittenDraft &begun)
{
    if (begun.scope != m_draft.scope) {
        m_early[begun.scope] = joined(m_early.value(begun.scope), begun);
        load(begun.scope);
        return;
    }
    m_draft = joined(m_draft, begun);
    m_dirty = true;
    Q_EMIT loaded(m_draft);
    flush();
}

void DraftKeeper::takeAway(const TimelineScope &target, const OutgoingMessage &sent)
{
    if (const auto early = m_early.find(target); early != m_early.end())
        remove(*early, sent);
    m_sent[target].append(sent);
    load(target);
}

} // namespace linnet::ui
