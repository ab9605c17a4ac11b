// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/formattededit.h"

#include "ui/composer/pasting.h"
#include "ui/composer/settling.h"

#include <QMimeData>
#include <QTextBlock>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using Kind = MarkupBlock::Kind;

namespace {

constexpr int mostSettled = 100'000; // characters; more cannot be sent by far
constexpr int longestWord = 2000; // characters

// Without the white space at the ends that nobody means.
QString trimmedMarkup(const QString &markup)
{
    qsizetype begin = 0;
    while (begin < markup.size() && (markup[begin] == u'\n' || markup[begin] == u'\r'))
        ++begin;
    qsizetype end = markup.size();
    while (end > begin && markup[end - 1].isSpace())
        --end;
    const QString cut = markup.mid(begin, end - begin);
    return cut.trimmed().isEmpty() ? QString() : cut;
}

// Of the character before a position, whatever is to be typed there.
QTextCharFormat formatAt(const QTextCursor &cursor)
{
    QTextCursor bare(cursor.document());
    bare.setPosition(cursor.position());
    return bare.charFormat();
}

// Longer than any that is read. Formats within a word do not count.
bool hasLongWord(const QList<MarkupSpan> &spans)
{
    return std::any_of(spans.begin(), spans.end(), [](const MarkupSpan &span) {
        qsizetype length = 0;
        return std::any_of(span.text.begin(), span.text.end(), [&length](QChar c) {
            length = c.isSpace() ? 0 : length + 1;
            return length > longestWord;
        });
    });
}

QString plainOf(const ComposedText &text)
{
    QStringList lines;
    for (const ComposedLine &line : text)
        lines.append(line.text());
    return lines.join(u'\n');
}

} // namespace

FormattedEdit::FormattedEdit(QWidget *parent)
    : QTextEdit(parent)
    , m_lines(*document())
{
    setAcceptRichText(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(0);
    connect(document(), &QTextDocument::contentsChange, this, &FormattedEdit::contentsChanged);
    connect(this, &QTextEdit::textChanged, this, &FormattedEdit::settle);
    connect(this, &QTextEdit::cursorPositionChanged, this, [this] {
        keepTypingFormat();
        Q_EMIT formatChanged();
    });
    connect(this, &QTextEdit::currentCharFormatChanged, this, &FormattedEdit::formatChanged);
}

void FormattedEdit::setLook(const composedocument::Look &look)
{
    m_look = look;
    setFont(look.body);
    m_settling = true;
    composedocument::restyle(*document(), look);
    m_settling = false;
    document()->clearUndoRedoStacks();
    keepTypingFormat();
}

QString FormattedEdit::markup() const
{
    return trimmedMarkup(m_lines.markup());
}

void FormattedEdit::setComposed(const ComposedText &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    composedocument::insert(cursor, text.isEmpty() ? ComposedText{ComposedLine()} : text, m_look,
                            false);
    moveCursor(QTextCursor::End);
    setTypingStyles({});
    document()->clearUndoRedoStacks();
}

void FormattedEdit::appendComposed(const ComposedText &text)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    if (!document()->isEmpty())
        cursor.insertBlock(QTextBlockFormat());
    composedocument::insert(cursor, text, m_look);
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
}

void FormattedEdit::replaceBefore(int characters, const MarkupSpan &span)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    // Not PreviousCharacter: what is seen as one character may be several units.
    cursor.setPosition(cursor.position() - characters, QTextCursor::KeepAnchor);
    cursor.insertText(span.text, composedocument::charFormat(span, m_look));
    const QString rest = cursor.block().text().mid(cursor.positionInBlock(), 1);
    if (rest != u" "_s)
        cursor.insertText(u" "_s, composedocument::charFormat(TextStyles(), m_look));
    else
        cursor.movePosition(QTextCursor::NextCharacter);
    cursor.endEditBlock();
    setTextCursor(cursor);
}

TextStyles FormattedEdit::currentStyles() const
{
    return composedocument::stylesOf(currentCharFormat());
}

Kind FormattedEdit::currentKind() const
{
    return composedocument::kindOf(textCursor().block());
}

void FormattedEdit::setTypingStyles(TextStyles styles)
{
    setCurrentCharFormat(currentKind() == Kind::Code
                             ? composedocument::plainFormat(Kind::Code, m_look)
                             : composedocument::charFormat(styles, m_look));
}

// What is typed after a mention or a link is no part of it.
void FormattedEdit::keepTypingFormat()
{
    if (textCursor().hasSelection())
        return;
    const QTextCharFormat format = formatAt(textCursor());
    const auto kind = composedocument::kindOf(format);
    if (kind == MarkupSpan::Kind::Text)
        return;
    if (kind == MarkupSpan::Kind::Link) {
        QTextCursor next = textCursor();
        if (next.movePosition(QTextCursor::NextCharacter)
            && composedocument::targetOf(next.charFormat()) == composedocument::targetOf(format)
            && next.block() == textCursor().block())
            return;
    }
    setTypingStyles(composedocument::stylesOf(format) & ~TextStyles(TextStyle::Code));
}

void FormattedEdit::toggleStyle(TextStyle style)
{
    if (isReadOnly() || currentKind() == Kind::Code)
        return;
    QTextCursor cursor = textCursor();
    if (!cursor.hasSelection()) {
        setTypingStyles(currentStyles() ^ style);
        Q_EMIT formatChanged();
        return;
    }
    ComposedText text = composedocument::read(cursor);
    bool all = true;
    for (const ComposedLine &line : text) {
        for (const MarkupSpan &span : line.spans)
            all = all && (span.styles.testFlag(style) || span.text.trimmed().isEmpty());
    }
    for (ComposedLine &line : text) {
        for (MarkupSpan &span : line.spans)
            span.styles.setFlag(style, !all);
    }
    const int start = cursor.selectionStart();
    const int length = cursor.selectionEnd() - start;
    composedocument::insert(cursor, text, m_look);
    cursor.setPosition(start);
    cursor.setPosition(qMin(start + length, document()->characterCount() - 1),
                       QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    Q_EMIT formatChanged();
}

void FormattedEdit::toggleBlock(Kind kind)
{
    if (isReadOnly())
        return;
    const Kind wanted = currentKind() == kind ? Kind::Paragraph : kind;
    QTextCursor cursor = textCursor();
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    const int end = cursor.selectionEnd();
    cursor.beginEditBlock();
    for (; block.isValid() && block.position() <= end; block = block.next()) {
        QTextCursor line(block);
        line.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        ComposedText text = composedocument::read(line);
        text[0].kind = wanted;
        text[0].level = 0;
        if (wanted == Kind::Code) {
            MarkupSpan bare;
            bare.text = text[0].text();
            text[0].spans = {bare};
        }
        composedocument::insert(line, text, m_look, false);
    }
    cursor.endEditBlock();
    setTypingStyles({});
    Q_EMIT formatChanged();
}

void FormattedEdit::setLink(const QString &name, const QString &address)
{
    QTextCursor cursor = textCursor();
    MarkupSpan span;
    span.text = name;
    if (!address.isEmpty()) {
        span.kind = MarkupSpan::Kind::Link;
        span.url = address;
        if (span.text.trimmed().isEmpty())
            span.text = address;
    }
    cursor.insertText(span.text, composedocument::charFormat(span, m_look));
    setTextCursor(cursor);
    keepTypingFormat();
}

QString FormattedEdit::selectLink()
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return composedocument::targetOf(cursor.charFormat());
    const QTextCharFormat format = formatAt(cursor);
    QString address = composedocument::kindOf(format) == MarkupSpan::Kind::Link
        ? composedocument::targetOf(format)
        : QString();
    if (address.isEmpty())
        return {};
    for (auto it = cursor.block().begin(); !it.atEnd(); ++it) {
        const QTextFragment part = it.fragment();
        const bool around = part.position() <= cursor.position()
            && cursor.position() <= part.position() + part.length();
        if (around && composedocument::targetOf(part.charFormat()) == address) {
            cursor.setPosition(part.position());
            cursor.setPosition(part.position() + part.length(), QTextCursor::KeepAnchor);
            setTextCursor(cursor);
            break;
        }
    }
    return address;
}

bool FormattedEdit::cursorIsInAtom() const
{
    const auto kind = composedocument::kindOf(formatAt(textCursor()));
    return kind != MarkupSpan::Kind::Text && kind != MarkupSpan::Kind::Link;
}

void FormattedEdit::contentsChanged(int position, int, int added)
{
    const qsizetype before = m_lines.text().size();
    const LineRange range = m_lines.changed(position, added);
    chooseWrapping(range);
    const qsizetype more = m_lines.text().size() - before;
    if (m_changed == LineRange()) {
        m_changed = range;
        return;
    }
    // What was changed before and lies below has moved.
    m_changed.end += m_changed.end > range.first ? more : 0;
    m_changed.first = std::min(m_changed.first, range.first);
    m_changed.end = std::max(m_changed.end, range.end);
}

// Where Qt may break a word, it looks for its end once for each line that the word takes: with one
// of 32,000 letters that is 76 ms at every key. Where it may break anywhere, it does not.
void FormattedEdit::chooseWrapping(const LineRange &changed)
{
    constexpr auto usual = QTextOption::WrapAtWordBoundaryOrAnywhere;
    const auto hasLong = [this](const LineRange &range) {
        const ComposedText &text = m_lines.text();
        return std::any_of(text.begin() + range.first, text.begin() + range.end,
                           [](const ComposedLine &line) { return hasLongWord(line.spans); });
    };
    if (wordWrapMode() == usual && hasLong(changed))
        setWordWrapMode(QTextOption::WrapAnywhere);
    else if (wordWrapMode() != usual && !hasLong({0, m_lines.text().size()}))
        setWordWrapMode(usual);
}

void FormattedEdit::settle()
{
    // What undo brings back was settled when it was there first.
    if (m_settling || m_composing || document()->isRedoAvailable()
        || document()->characterCount() > mostSettled || m_changed == LineRange())
        return;
    settleRange(settlingRange(m_lines.text(), m_lines.inlines(), m_changed));
}

void FormattedEdit::settleRange(const LineRange &range)
{
    const ComposedText now = m_lines.text().mid(range.first, range.size());
    const int cursorLine = textCursor().blockNumber() - int(range.first);
    const ComposedText will
        = settled(now, m_lines.inlines().mid(range.first, range.size()), cursorLine, m_names);
    if (!looksSame(now, will)) {
        m_settling = true;
        const TextStyles styles = currentStyles();
        showLines(now, will, range.first);
        setTypingStyles(styles);
        m_settling = false;
    }
    // An empty bullet stays only as long as one is about to write into it.
    const QTextBlock block = textCursor().block();
    const bool begun = composedocument::kindOf(block) != Kind::Paragraph
        && QStringView(block.text()).trimmed().isEmpty();
    m_changed = begun ? LineRange{block.blockNumber(), block.blockNumber() + 1} : LineRange();
}

// Exchanges the lines that differ, in one step of undo with what was typed.
void FormattedEdit::showLines(const ComposedText &now, const ComposedText &will, qsizetype above)
{
    qsizetype first = 0;
    while (first < now.size() && first < will.size() && looksSame({now[first]}, {will[first]}))
        ++first;
    qsizetype tail = 0;
    while (tail < now.size() - first && tail < will.size() - first
           && looksSame({now[now.size() - 1 - tail]}, {will[will.size() - 1 - tail]}))
        ++tail;
    if (first > 0 && (now.size() - tail == first || will.size() - tail == first))
        --first; // there must be a line to put something into
    else if (now.size() - tail == first || will.size() - tail == first)
        --tail;
    const ComposedText before = now.mid(first, now.size() - tail - first);
    const ComposedText after = will.mid(first, will.size() - tail - first);
    const QTextBlock begin = document()->findBlockByNumber(int(above + first));
    const QTextBlock end = document()->findBlockByNumber(int(above + now.size() - tail) - 1);
    const int from = begin.position();
    const int to = end.position() + end.length() - 1;
    const int place = textCursor().position();

    QTextCursor cursor(document());
    cursor.joinPreviousEditBlock();
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    composedocument::insert(cursor, after, m_look, false);
    cursor.endEditBlock();
    const QString text = plainOf(after);
    int position = place;
    if (place > to)
        position = place + int(text.size()) - (to - from);
    else if (place > from)
        position = from + positionIn(text, plainOf(before), place - from);
    cursor.setPosition(qBound(0, position, document()->characterCount() - 1));
    setTextCursor(cursor);
}

// An address pasted over words makes them a link.
void FormattedEdit::insertPlain(const QString &text)
{
    QTextCursor cursor = textCursor();
    const QString words = cursor.selectedText();
    if (!words.isEmpty() && !words.contains(QChar::ParagraphSeparator)
        && currentKind() != Kind::Code && pasting::isAddress(text)) {
        setLink(words, linkAddress(text));
        return;
    }
    QString clean = text;
    clean.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    // With the format of the place, not as Qt would read it.
    cursor.insertText(clean,
                      currentKind() == Kind::Code
                          ? composedocument::plainFormat(Kind::Code, m_look)
                          : composedocument::charFormat(currentStyles(), m_look));
    setTextCursor(cursor);
}

void FormattedEdit::pasteFormatted()
{
    const ComposedText text = pasting::formattedClipboard();
    if (text.isEmpty() || isReadOnly()) {
        paste();
        return;
    }
    QTextCursor cursor = textCursor();
    composedocument::insert(cursor, text, m_look);
    setTextCursor(cursor);
    ensureCursorVisible();
}

QMimeData *FormattedEdit::createMimeDataFromSelection() const
{
    return pasting::mimeOf(composedocument::read(textCursor())).release();
}

} // namespace linnet::ui
