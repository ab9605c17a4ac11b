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

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int mostSuggestions = 5;
// Some milliseconds of work: letters, of which a word that the dictionaries must be asked for
// counts as many more.
constexpr int sliceLetters = 8000;
constexpr int lookUpLetters = 40;

QString languageName(const QString &code)
{
    const QLocale locale(code);
    const QString language = locale.nativeLanguageName();
    return language.isEmpty() ? code : u"%1 (%2)"_s.arg(language, locale.nativeCountryName());
}

} // namespace

// What is known of a block: the words of its beginning that no dictionary knows.
class Spelling::Read : public QTextBlockUserData
{
public:
    QString text;
    int done = 0; // so far it was read
    int opinion = -1; // Speller::opinion() at that time
    QList<WordPlace> wrong;
    QList<WordPlace> marked; // of them, what is shown

    // Takes the block's text as it is now. What lies outside of what changed keeps its marks; what
    // changed is to be read again: at once, or if that is too much, with all behind it in slices.
    void take(const QString &now, int mostAtOnce)
    {
        if (now == text)
            return;
        const auto differ = std::mismatch(text.cbegin(), text.cend(), now.cbegin(), now.cend());
        const auto behind = std::mismatch(text.crbegin(), std::make_reverse_iterator(differ.first),
                                          now.crbegin(), std::make_reverse_iterator(differ.second));
        auto begin = int(differ.second - now.cbegin());
        auto end = int(now.size() - (behind.second - now.crbegin()));
        while (begin > 0 && !now[begin - 1].isSpace())
            --begin;
        while (end < now.size() && !now[end].isSpace())
            ++end;
        const int shift = int(now.size() - text.size());
        const bool atOnce = end - begin <= mostAtOnce && done >= end - shift;
        QList<WordPlace> kept;
        for (const WordPlace &word : std::as_const(wrong)) {
            if (word.start + word.length <= begin)
                kept.append(word);
            else if (atOnce && word.start >= end - shift)
                kept.append({word.start + shift, word.length});
        }
        wrong = kept;
        text = now;
        again = {begin, atOnce ? end - begin : 0};
        done = atOnce ? done + shift : std::min(done, begin);
    }
    WordPlace again{}; // changed in what was read already
};

Spelling::Spelling(ComposerEdit &edit, Speller &speller, WritingSettings &settings,
                   const Theme &theme)
    : QSyntaxHighlighter(edit.document())
    , m_edit(edit)
    , m_speller(speller)
    , m_settings(settings)
    , m_theme(theme)
    , m_budget(sliceLetters)
{
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &Spelling::readOn);
    connect(&m_speller, &Speller::changed, this, &QSyntaxHighlighter::rehighlight);
    connect(&m_theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
    connect(&m_edit, &QTextEdit::cursorPositionChanged, this, &Spelling::cursorMoved);
    connect(&m_edit, &ComposerEdit::menuWanted, this, &Spelling::fillMenu);
}

// No mention, link or code.
bool Spelling::isText(const QTextBlock &block, const WordPlace &word) const
{
    if (composedocument::kindOf(block) == MarkupBlock::Kind::Code)
        return false;
    QTextCursor inside(block);
    inside.setPosition(block.position() + word.start + 1);
    const QTextCharFormat format = inside.charFormat();
    return composedocument::kindOf(format) == MarkupSpan::Kind::Text
        && !composedocument::stylesOf(format).testFlag(TextStyle::Code);
}

Spelling::Read &Spelling::readBlock(const QString &text)
{
    auto *read = static_cast<Read *>(currentBlockUserData());
    if (!read || read->opinion != m_speller.opinion()) {
        read = new Read;
        read->opinion = m_speller.opinion();
        setCurrentBlockUserData(read);
    }
    read->take(text, m_budget);
    const auto look = [this, &text, read](int from, int to) {
        const int before = m_speller.lookUps();
        for (const WordPlace &word : wordsOf(text, from, to)) {
            if (!m_speller.isRight(text.mid(word.start, word.length)))
                read->wrong.append(word);
        }
        m_budget -= to - from + (m_speller.lookUps() - before) * lookUpLetters;
        m_next.start();
    };
    const WordPlace again = std::exchange(read->again, {});
    if (again.length > 0)
        look(again.start, again.start + again.length);
    while (read->done < text.size() && m_budget > 0) {
        // A hundred letters at a time, to the end of a word.
        int end = std::min(read->done + 100, int(text.size()));
        while (end < text.size() && !text[end].isSpace())
            ++end;
        look(read->done, end);
        read->done = end;
    }
    m_waiting = m_waiting || read->done < text.size();
    return *read;
}

void Spelling::highlightBlock(const QString &text)
{
    if (!m_speller.isReady())
        return;
    QTextCharFormat wrong;
    wrong.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
    wrong.setUnderlineColor(m_theme.tokens().danger);
    Read &read = readBlock(text);
    read.marked = marks(currentBlock(), read);
    for (const WordPlace &word : std::as_const(read.marked))
        setFormat(word.start, word.length, wrong);
}

QList<WordPlace> Spelling::marks(const QTextBlock &block, const Read &read) const
{
    const QTextCursor cursor = m_edit.textCursor();
    const int typing = cursor.block() == block && m_edit.hasFocus() ? cursor.positionInBlock() : -1;
    QList<WordPlace> marks;
    for (const WordPlace &word : read.wrong) {
        if (word.start + word.length != typing && isText(block, word))
            marks.append(word);
    }
    return marks;
}

// The next slice of what was not read yet.
void Spelling::readOn()
{
    m_budget = sliceLetters;
    if (!std::exchange(m_waiting, false))
        return;
    QTextCursor all(document());
    all.beginEditBlock(); // the document is laid out once, and says once that it changed
    for (QTextBlock block = document()->begin(); block.isValid() && !m_waiting;
         block = block.next()) {
        const auto *read = static_cast<const Read *>(block.userData());
        const bool whole
            = read && read->opinion == m_speller.opinion() && read->done >= block.length() - 1;
        if (whole)
            continue;
        if (m_budget > 0)
            rehighlightBlock(block);
        else
            m_waiting = true;
    }
    all.endEditBlock();
}

// The word that was left may be marked now.
void Spelling::cursorMoved()
{
    if (!m_speller.isReady())
        return;
    const QTextBlock block = m_edit.textCursor().block();
    const QTextBlock former = document()->findBlockByNumber(qMax(0, m_cursorBlock));
    m_cursorBlock = block.blockNumber();
    for (const QTextBlock &each : {former, block}) {
        // Only where it makes a difference: marks are laid out with all of the block.
        const auto *read = static_cast<const Read *>(each.userData());
        const bool known = read && read->text.size() == each.length() - 1;
        if (each.isValid() && (!known || read->marked != marks(each, *read)))
            rehighlightBlock(each);
    }
}

WordPlace Spelling::wordAt(const QTextCursor &cursor) const
{
    const QString text = cursor.block().text();
    for (const WordPlace &word : wordsOf(text)) {
        const bool here = word.start <= cursor.positionInBlock()
            && cursor.positionInBlock() <= word.start + word.length;
        if (here && isText(cursor.block(), word)
            && !m_speller.isRight(text.mid(word.start, word.length)))
            return word;
    }
    return {};
}

void Spelling::fillMenu(QMenu *menu, const QTextCursor &at)
{
    const WordPlace place = wordAt(at);
    if (place.length > 0 && !m_edit.isReadOnly()) {
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
