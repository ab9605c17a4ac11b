// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composertools.h"

#include "ui/composer/composeredit.h"
#include "ui/composer/linkdialog.h"
#include "ui/emoji/emojipicker.h"
#include "ui/emoji/emojishelf.h"

#include <QApplication>
#include <QFileDialog>
#include <QTextBlock>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace linnet::ui {

ComposerTools::ComposerTools(ComposerEdit &edit, const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_edit(edit)
    , m_theme(theme)
{
}

void ComposerTools::perform(CommandId command)
{
    switch (command) {
    case CommandId::Bold:
        return m_edit.toggleStyle(TextStyle::Bold);
    case CommandId::Italic:
        return m_edit.toggleStyle(TextStyle::Italic);
    case CommandId::Strike:
        return m_edit.toggleStyle(TextStyle::Strike);
    case CommandId::InlineCode:
        return m_edit.toggleStyle(TextStyle::Code);
    case CommandId::CodeBlock:
        return m_edit.toggleBlock(MarkupBlock::Kind::Code);
    case CommandId::BulletList:
        return m_edit.toggleBlock(MarkupBlock::Kind::BulletItem);
    case CommandId::BlockQuote:
        return m_edit.toggleBlock(MarkupBlock::Kind::Quote);
    case CommandId::InsertLink:
        return askForLink();
    case CommandId::PasteFormatted:
        return m_edit.pasteFormatted();
    case CommandId::AttachFiles:
        return chooseFiles();
    case CommandId::InsertEmoji:
        return chooseEmoji();
    case CommandId::InsertMention:
        return beginMention();
    default:
        return;
    }
}

void ComposerTools::chooseFiles()
{
    auto *dialog = new QFileDialog(&m_edit, tr("Attach files"));
    dialog->setObjectName(u"attachFiles"_s);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, &ComposerTools::filesChosen);
    connect(dialog, &QDialog::finished, this, &ComposerTools::noticeActivation);
    dialog->open();
}

// When a path was typed, Qt's list of completions is still open while the dialog closes, and Qt
// overlooks that the window is the active one again: nothing would be marked as read in it.
void ComposerTools::noticeActivation()
{
    auto *watch = new QObject(this);
    connect(
        qGuiApp, &QGuiApplication::focusWindowChanged, watch,
        [this, watch](const QWindow *focused) {
            if (!focused || focused != m_edit.window()->windowHandle())
                return;
            if (!m_edit.isActiveWindow())
                QApplication::setActiveWindow(m_edit.window());
            watch->deleteLater();
        },
        Qt::QueuedConnection);
}

void ComposerTools::chooseEmoji()
{
    if (!m_shelf)
        m_shelf = new EmojiShelf(nullptr, nullptr, nullptr, this);
    auto *picker = new EmojiPicker(m_theme, m_shelf->taste(), &m_edit);
    picker->setPictures(m_shelf->pictures());
    picker->setCustom(m_shelf->custom());
    picker->setManageable(m_shelf->isManageable());
    connect(picker, &EmojiPicker::manageRequested, m_shelf, &EmojiShelf::manageRequested);
    connect(m_shelf, &EmojiShelf::changed, picker,
            [this, picker] { picker->setCustom(m_shelf->custom()); });
    m_shelf->refresh();
    connect(picker, &EmojiPicker::picked, this, [this](const Emoji &emoji) {
        MarkupSpan span;
        span.text = emoji.isCustom() ? emoji.customShortName : emoji.unicode;
        if (emoji.isCustom()) {
            span.kind = MarkupSpan::Kind::CustomEmoji;
            span.emoji = emoji;
        }
        m_edit.replaceBefore(0, span);
        m_edit.setFocus();
    });
    picker->openBeside(QRect(m_edit.mapToGlobal(QPoint()), m_edit.size()));
}

// The same as typing "@": what can be mentioned is offered.
void ComposerTools::beginMention()
{
    QTextCursor cursor = m_edit.textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const bool word = !before.isEmpty() && !before.back().isSpace();
    m_edit.insertPlainText(word ? u" @"_s : u"@"_s);
}

void ComposerTools::askForLink()
{
    if (m_edit.currentKind() == MarkupBlock::Kind::Code)
        return;
    const QString address = m_edit.selectLink();
    QString name = m_edit.textCursor().selectedText();
    if (name.contains(QChar::ParagraphSeparator))
        return;
    auto *dialog = new LinkDialog(name, address, &m_edit);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LinkDialog::chosen, &m_edit, &FormattedEdit::setLink);
    connect(dialog, &QDialog::finished, &m_edit, [this] { m_edit.setFocus(); });
    dialog->open();
}

} // namespace linnet::ui
