// SPDX-License-Identifier: GPL-3.0-or-later
// What lies on a Composer's desk: edit, quote, files, and the draft under them.
#include "ui/composer/composer.h"

#include "ui/composer/composerbanner.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/draftkeeper.h"
#include "ui/composer/filestrip.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"

using namespace Qt::StringLiterals;

namespace linnet::ui {

// For another target, whose draft brings what lies there.
void Composer::clearDesk()
{
    m_desk = {};
    m_imagesComing = 0;
    m_sendThen = false;
    m_files->setFiles({});
    updateBanner();
}

// All that is begun there, which may be on the desk already in part.
void Composer::takeDraft(const WrittenDraft &draft)
{
    const DraftBeside &beside = draft.beside;
    if (isEditing())
        m_desk.under = composedFrom(draft.text, m_names);
    else if (draft.text != m_markup)
        m_edit->setComposed(composedFrom(draft.text, m_names));
    if (beside.quote && !m_desk.quote)
        m_desk.quote = Quoted{*beside.quote, beside.quotedSender, beside.quotedText};
    QString trouble;
    {
        const QSignalBlocker whole(m_files); // half of it must not be taken for all
        trouble = m_files->addBack(beside.files);
    }
    if (!beside.editing.isEmpty() && !isEditing())
        beginEdit(beside.editing, beside.original, composedFrom(beside.edited, m_names));
    updateBanner();
    updateState();
    noteDesk();
    if (!trouble.isEmpty())
        complain(trouble);
}

// What of the desk is to survive the program.
void Composer::noteDesk()
{
    DraftBeside beside;
    beside.files = m_files->files();
    if (m_desk.quote) {
        beside.quote = m_desk.quote->reference;
        beside.quotedSender = m_desk.quote->sender;
        beside.quotedText = m_desk.quote->text;
    }
    if (isEditing()) {
        beside.editing = m_desk.editing;
        beside.original = m_desk.original;
        beside.edited = m_markup;
    }
    m_drafts->setBeside(beside);
}

void Composer::insertText(const QString &markup)
{
    m_edit->appendComposed(composedFrom(markup, m_names));
}

void Composer::insertMessage(const TimelineScope &target, const OutgoingMessage &message,
                             const QString &sender, const QString &quoted)
{
    WrittenDraft back{target, message.text, {}};
    back.beside.files = message.files;
    back.beside.quote = message.quote;
    back.beside.quotedSender = sender;
    back.beside.quotedText = quoted;
    m_drafts->add(back);
}

void Composer::insertEdit(const TimelineScope &target, const MessageId &message,
                          const QString &text, const QString &original)
{
    WrittenDraft back{target, {}, {}};
    if (target == m_drafts->target() && isEditing()) {
        back.text = text;
    } else {
        back.beside.editing = message;
        back.beside.original = original;
        back.beside.edited = text;
    }
    m_drafts->add(back);
}

bool Composer::takesFiles() const
{
    return canWrite() && !isEditing();
}

void Composer::addFiles(const QStringList &paths)
{
    if (isEditing()) {
        complain(tr("Files cannot be added to a message that was sent."));
        return;
    }
    complain(m_files->add(paths));
    focusEditor();
}

// A screenshot is a file before it is attached: it must be there after the program ended, however
// that happens.
void Composer::keepImage(const QImage &image)
{
    if (isEditing()) {
        complain(tr("Files cannot be added to a message that was sent."));
        return;
    }
    ++m_imagesComing;
    updateState();
    const TimelineScope target = m_drafts->target();
    m_files->encode(image, [this, target](const QByteArray &png, const QString &name) {
        if (png.isEmpty()) {
            imageKept(target, Failure(Error{.kind = ErrorKind::FileUnreadable, .detail = name}));
            return;
        }
        m_kept.keepFile(
            png, name, u"image/png"_s, this,
            [this, target](const Result<OutgoingFile> &file) { imageKept(target, file); });
    });
}

void Composer::imageKept(const TimelineScope &target, const Result<OutgoingFile> &file)
{
    const bool waiting = m_waiting.contains(target);
    if (waiting || target != m_drafts->target()) {
        if (file)
            m_drafts->add({target, {}, {.files = {*file}}});
        if (waiting)
            waitedFor(target, file);
        return;
    }
    m_imagesComing = qMax(0, m_imagesComing - 1);
    if (!file) {
        m_sendThen = false;
        updateState();
        complain(errorLine(file.error()));
        return;
    }
    complain(m_files->addBack({*file}));
    if (m_imagesComing > 0 || !std::exchange(m_sendThen, false))
        return;
    if (isEditing()) // it began after Send was pressed
        sendWritten();
    else
        send();
}

void Composer::setQuote(const std::optional<Quoted> &quoted)
{
    m_desk.quote = quoted;
    updateBanner();
    updateState();
    noteDesk();
}

void Composer::startEditing(const Message &message)
{
    focusEditor();
    if (isEditing() && m_markup != m_desk.original) {
        if (message.id != m_desk.editing)
            complain(tr("Another message is being edited. Save that change or cancel it first."));
        return;
    }
    const bool formatted = !message.formattedText.isEmpty();
    const QString original = formatted ? message.formattedText : message.text;
    beginEdit(message.id, original,
              composedFrom(original, m_names, message.annotations, message.text));
    // As it is written here: other marks for the same are no change that others must be told of.
    m_desk.original = m_markup;
    noteDesk();
}

void Composer::beginEdit(const MessageId &message, const QString &original,
                         const ComposedText &edited)
{
    if (!isEditing())
        m_desk.under = m_edit->composed();
    m_desk.editing = message;
    m_desk.original = original;
    m_edit->setComposed(edited);
    updateBanner();
    updateState();
}

// What was under the edit comes back.
void Composer::finishEdit()
{
    const ComposedText under = std::exchange(m_desk.under, {});
    m_desk.editing = {};
    m_desk.original.clear();
    m_edit->setComposed(under);
    updateBanner();
    updateState();
    noteDesk();
}

void Composer::cancelEdit()
{
    const WrittenDraft edit{
        m_drafts->target(),
        {},
        {.editing = m_desk.editing, .original = m_desk.original, .edited = m_markup}};
    finishEdit();
    if (edit.beside.edited != edit.beside.original)
        Q_EMIT editCancelled(edit);
}

bool Composer::leaveLayer()
{
    if (isEditing())
        cancelEdit();
    else if (m_desk.quote)
        setQuote(std::nullopt);
    else
        return false;
    return true;
}

bool Composer::isForwarding() const
{
    return !isEditing() && m_desk.quote && m_desk.quote->reference.type == QuoteType::Forward;
}

void Composer::showQuote(const Quoted &quote)
{
    const bool known = !quote.sender.isEmpty();
    if (isForwarding())
        m_banner->show(u"forward"_s,
                       known ? tr("Forwarding from %1").arg(quote.sender) : tr("Forwarding"),
                       quote.text, tr("Do not forward"));
    else
        m_banner->show(u"quote"_s, known ? tr("Quoting %1").arg(quote.sender) : tr("Quoting"),
                       quote.text, tr("Do not quote"));
}

void Composer::updateBanner()
{
    m_to->setVisible(m_threaded && !isEditing() && m_reason.isEmpty());
    m_files->setVisible(!isEditing() && !m_files->files().isEmpty());
    if (isEditing()) {
        m_banner->show(u"edit"_s, tr("Editing"), plainText(composedFrom(m_desk.original, m_names)),
                       tr("Cancel the edit"));
    } else if (m_desk.quote) {
        showQuote(*m_desk.quote);
    } else {
        m_banner->hide();
    }
}

} // namespace linnet::ui
