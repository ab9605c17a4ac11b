// SPDX-License-Identifier: GPL-3.0-or-later
// How what is written leaves a Composer, and what becomes of it there.
#include "ui/composer/composer.h"

#include "ui/composer/composeredit.h"
#include "ui/composer/draftkeeper.h"
#include "ui/composer/filestrip.h"
#include "ui/text/errorwords.h"

#include <QLabel>
#include <QToolButton>

namespace linnet::ui {

void Composer::send()
{
    if (!m_send->isEnabled() || m_edit->isComposing())
        return;
    m_failure->hide();
    if (isEditing()) {
        if (m_markup != m_desk.original)
            m_port.edit(m_desk.editing, m_markup);
        finishEdit();
        return;
    }
    if (m_waiting.contains(m_drafts->target()))
        return; // one left after pressing Send and came back
    if (m_imagesComing > 0) {
        m_sendThen = true; // with what was pasted just before
        return;
    }
    sendWritten();
}

void Composer::sendWritten()
{
    setSending(true);
    // Up to the last letter: the draft goes with what takes the message in, where both say the
    // same.
    m_drafts->flush();
    post(m_drafts->target(), written(), outgoing());
}

// What is written to others, also while an edit lies over it.
ComposedText Composer::written() const
{
    return isEditing() ? m_desk.under : m_edit->composed();
}

OutgoingMessage Composer::outgoing() const
{
    OutgoingMessage message;
    message.text = isEditing() ? markupFor(m_desk.under) : m_markup;
    message.files = m_files->files();
    if (m_desk.quote)
        message.quote = m_desk.quote->reference;
    return message;
}

// Send was pressed while a picture was being kept: it holds, wherever one goes.
void Composer::leaveWaiting()
{
    if (m_sendThen)
        m_waiting.insert(m_drafts->target(), {outgoing(), written(), m_imagesComing});
}

void Composer::waitedFor(const TimelineScope &target, const Result<OutgoingFile> &file)
{
    if (!file) {
        m_waiting.remove(target);
        Q_EMIT notSent(target, file.error());
        return;
    }
    Waiting &waiting = m_waiting[target];
    waiting.message.files.append(*file);
    if (--waiting.images > 0)
        return;
    const Waiting whole = m_waiting.take(target);
    post(target, whole.written, whole.message);
}

void Composer::post(const TimelineScope &target, const ComposedText &written,
                    const OutgoingMessage &message)
{
    m_port.send(target, message, this,
                [this, target, written, message](const Result<MessageId> &result) {
                    sendEnded(target, written, message, result);
                });
}

// What was begun since Enter stays.
void Composer::sendEnded(const TimelineScope &target, const ComposedText &written,
                         const OutgoingMessage &message, const Result<MessageId> &result)
{
    const bool here = target == m_drafts->target();
    if (here)
        setSending(false);
    if (result) {
        if (here) {
            if (m_desk.quote && m_desk.quote->reference == message.quote)
                m_desk.quote.reset();
            QList<OutgoingFile> files = m_files->files();
            files.removeIf(
                [&message](const OutgoingFile &file) { return message.files.contains(file); });
            m_files->setFiles(files);
            takeAway(written);
            updateBanner();
            updateState();
            noteDesk();
            m_drafts->flush();
        } else {
            m_drafts->takeAway(target, message);
        }
        Q_EMIT sent(*result, target);
    } else if (here) {
        complain(tr("Not sent. %1").arg(errorLine(result.error())));
    } else {
        Q_EMIT notSent(target, result.error());
    }
}

void Composer::takeAway(const ComposedText &written)
{
    if (isEditing()) { // it began meanwhile, over what was sent
        if (looksSame(m_desk.under, written))
            m_desk.under.clear();
        m_drafts->setText(markupFor(m_desk.under));
        return;
    }
    const QString plain = plainText(written);
    if (looksSame(m_edit->composed(), written)) {
        m_edit->setComposed({});
    } else if (m_edit->toPlainText().startsWith(plain)) {
        // Keys pressed since Enter are the beginning of the next message.
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(int(plain.size()), QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }
    m_drafts->setText(m_markup);
}

void Composer::setSending(bool sending)
{
    m_sending = sending;
    m_slow = false;
    if (sending)
        m_slowTimer.start();
    else
        m_slowTimer.stop();
    updateState();
}

} // namespace linnet::ui
