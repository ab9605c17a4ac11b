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
        both.beside.editing = begun.beside.editing;
        both.beside.original = begun.beside.original;
        both.beside.edited = begun.beside.edited;
    }
    return both;
}

void DraftKeeper::setTarget(const TimelineScope &target)
{
    if (m_loading && m_dirty)
        m_early.insert(m_draft.scope, m_draft);
    else
        flush();
    m_timer.stop();
    m_draft = {target, {}, {}};
    m_dirty = false;
    m_loading = !target.space.isEmpty();
    const quint64 visit = ++m_visit;
    if (!m_loading)
        return;
    m_port.draft(target, this, [this, target, visit](const Result<WrittenDraft> &draft) {
        const WrittenDraft stored = draft.value_or(WrittenDraft{target, {}, {}});
        if (visit == m_visit) {
            m_loading = false;
            const bool early = m_early.contains(target);
            m_draft = joined(joined(stored, m_early.take(target)), m_draft);
            m_dirty = m_dirty || early;
            Q_EMIT loaded(m_draft);
            if (m_dirty)
                m_timer.start();
        } else if (target != m_draft.scope && m_early.contains(target)) {
            m_port.save(joined(stored, m_early.take(target)));
        }
    });
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

void DraftKeeper::change(const TimelineScope &target,
                         const std::function<void(WrittenDraft &)> &change)
{
    if (const auto early = m_early.find(target); early != m_early.end())
        change(*early);
    m_port.draft(target, this, [this, change](const Result<WrittenDraft> &stored) {
        if (!stored)
            return;
        WrittenDraft draft = *stored;
        change(draft);
        if (draft != *stored)
            m_port.save(draft);
    });
}

void DraftKeeper::takeAway(const TimelineScope &target, const OutgoingMessage &sent)
{
    change(target, [sent](WrittenDraft &draft) {
        draft.text = rest(draft.text, sent.text);
        draft.beside.files.removeIf(
            [&sent](const OutgoingFile &file) { return sent.files.contains(file); });
        if (draft.beside.quote == sent.quote)
            draft.beside.quote.reset();
    });
}

void DraftKeeper::addFile(const TimelineScope &target, const OutgoingFile &file)
{
    change(target, [file](WrittenDraft &draft) {
        if (!draft.beside.files.contains(file))
            draft.beside.files.append(file);
    });
}

} // namespace linnet::ui
