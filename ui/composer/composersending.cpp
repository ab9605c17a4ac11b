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
    if (m_imagesComing > 0) {
        m_sendThen = true; // with what was pasted just before
        return;
    }
    setSending(true);
    const TimelineScope target = m_drafts->target();
    OutgoingMessage message;
    message.text = m_markup;
    message.files = m_files->files();
    if (m_desk.quote)
        message.quote = m_desk.quote->reference;
    const ComposedText written = m_edit->composed();
    // Up to the last letter: the draft goes with what takes the message in, where both say the
    // same.
    m_drafts->flush();
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
