// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/spelling.h"

#include "ui/composer/composeredit.h"
#include "ui/composer/writingsettings.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QMenu>
#include <QTextBlock>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostSuggestions = 5;
constexpr int longestBlock = 20'000;

QString languageName(const QString &code)
{
    const QLocale locale(code);
    const QString language = locale.nativeLanguageName();
    return language.isEmpty() ? code : u"%1 (%2)"_s.arg(language, locale.nativeCountryName());
}

} // namespace

Spelling::Spelling(ComposerEdit &edit, Speller &speller, WritingSettings &settings,
                   const Theme &theme)
    : QSyntaxHighlighter(edit.document())
    , m_edit(edit)
    , m_speller(speller)
    , m_settings(settings)
    , m_theme(theme)
{
    connect(&m_speller, &Speller::changed, this, &QSyntaxHighlighter::rehighlight);
    connect(&m_theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
    connect(&m_edit, &QTextEdit::cursorPositionChanged, this, &Spelling::cursorMoved);
    connect(&m_edit, &ComposerEdit::menuWanted, this, &Spelling::fillMenu);
}

bool Spelling::isMisspelt(const QTextBlock &block, const QString &text, const WordPlace &word) const
{
    if (composedocument::kindOf(block) == MarkupBlock::Kind::Code)
        return false;
    QTextCursor inside(block);
    inside.setPosition(block.position() + word.start + 1);
    const QTextCharFormat format = inside.charFormat();
    if (composedocument::kindOf(format) != MarkupSpan::Kind::Text
        || composedocument::stylesOf(format).testFlag(TextStyle::Code))
        return false;
    return !m_speller.isRight(text.mid(word.start, word.length));
}

void Spelling::highlightBlock(const QString &text)
{
    if (!m_speller.isReady() || text.size() > longestBlock)
        return;
    QTextCharFormat wrong;
    wrong.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
    wrong.setUnderlineColor(m_theme.tokens().danger);
    const QTextBlock block = currentBlock();
    const QTextCursor cursor = m_edit.textCursor();
    const int typing = cursor.block() == block && m_edit.hasFocus() ? cursor.positionInBlock() : -1;
    for (const WordPlace &word : wordsOf(text)) {
        if (word.start + word.length == typing)
            continue;
        if (isMisspelt(block, text, word))
            setFormat(word.start, word.length, wrong);
    }
}

// The word that was left may be marked now.
void Spelling::cursorMoved()
{
    if (!m_speller.isReady())
        return;
    const QTextBlock block = m_edit.textCursor().block();
    if (m_cursorBlock >= 0 && m_cursorBlock != block.blockNumber())
        rehighlightBlock(document()->findBlockByNumber(m_cursorBlock));
    m_cursorBlock = block.blockNumber();
    rehighlightBlock(block);
}

WordPlace Spelling::wordAt(const QTextCursor &cursor) const
{
    const QString text = cursor.block().text();
    for (const WordPlace &word : wordsOf(text)) {
        const bool here = word.start <= cursor.positionInBlock()
            && cursor.positionInBlock() <= word.start + word.length;
        if (here && isMisspelt(cursor.block(), text, word))
            return word;
    }
    return {};
}

void Spelling::fillMenu(QMenu *menu, const QTextCursor &at)
{
    const WordPlace place = wordAt(at);
    if (place.length > 0) {
        const QString word = at.block().text().mid(place.start, place.length);
        QAction *before = menu->actions().value(0);
        const QStringList found = m_speller.suggestions(word, mostSuggestions);
        for (const QString &suggestion : found) {
            auto *action = new QAction(plainAction(suggestion), menu);
            QFont bold = action->font();
            bold.setBold(true);
            action->setFont(bold);
            const int start = at.block().position() + place.start;
            connect(action, &QAction::triggered, &m_edit, [this, start, word, suggestion] {
                QTextCursor cursor(m_edit.document());
                cursor.setPosition(start);
                cursor.setPosition(start + int(word.size()), QTextCursor::KeepAnchor);
                if (cursor.selectedText() == word)
                    cursor.insertText(suggestion);
            });
            menu->insertAction(before, action);
        }
        if (found.isEmpty()) {
            auto *none = new QAction(tr("No suggestions"), menu);
            none->setEnabled(false);
            menu->insertAction(before, none);
        }
        auto *add = new QAction(tr("Add “%1” to my words").arg(plainAction(word)), menu);
        connect(add, &QAction::triggered, this, [this, word] { m_settings.addOwnWord(word); });
        menu->insertAction(before, add);
        menu->insertSeparator(before);
    }
    menu->addSeparator();
    addLanguages(*menu->addMenu(tr("Spelling")));
}

void Spelling::addLanguages(QMenu &menu)
{
    const QStringList installed = Speller::installed();
    if (installed.isEmpty()) {
        menu.addAction(tr("No dictionaries are installed"))->setEnabled(false);
        return;
    }
    for (const QString &code : installed) {
        QAction *action = menu.addAction(plainAction(languageName(code)));
        action->setCheckable(true);
        action->setChecked(m_settings.languages().contains(code));
        connect(action, &QAction::toggled, this, [this, code](bool on) {
            QStringList languages = m_settings.languages();
            languages.removeAll(code);
            if (on)
                languages.append(code);
            m_settings.setLanguages(languages);
        });
    }
}

} // namespace linnet::ui
