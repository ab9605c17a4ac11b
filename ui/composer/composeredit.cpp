// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composeredit.h"

#include "ui/composer/pasting.h"
#include "ui/composer/settling.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using Kind = MarkupBlock::Kind;

namespace {

constexpr int mostLines = 10;
constexpr int padding = 4; // above and below the text
constexpr int mostSettled = 100'000; // characters; more cannot be sent by far

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

QString plainOf(const ComposedText &text)
{
    QStringList lines;
    for (const ComposedLine &line : text)
        lines.append(line.text());
    return lines.join(u'\n');
}

} // namespace

ComposerEdit::ComposerEdit(QWidget *parent)
    : QTextEdit(parent)
{
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    setViewportMargins(0, padding, 0, padding);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            [this] { fitHeight(); });
    connect(this, &QTextEdit::textChanged, this, &ComposerEdit::settle);
    connect(this, &QTextEdit::cursorPositionChanged, this, [this] {
        keepTypingFormat();
        Q_EMIT formatChanged();
    });
    connect(this, &QTextEdit::currentCharFormatChanged, this, &ComposerEdit::formatChanged);
    fitHeight();
}

void ComposerEdit::setLook(const composedocument::Look &look)
{
    m_look = look;
    setFont(look.body);
    m_settling = true;
    composedocument::restyle(*document(), look);
    m_settling = false;
    document()->clearUndoRedoStacks();
    keepTypingFormat();
    fitHeight();
}

void ComposerEdit::setHint(const QString &hint)
{
    m_hint = hint;
    elideHint();
}

ComposedText ComposerEdit::composed() const
{
    return composedocument::read(*document());
}

QString ComposerEdit::markup() const
{
    return trimmedMarkup(markupFor(composed()));
}

void ComposerEdit::setComposed(const ComposedText &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    composedocument::insert(cursor, text.isEmpty() ? ComposedText{ComposedLine()} : text, m_look,
                            false);
    moveCursor(QTextCursor::End);
    setTypingStyles({});
    document()->clearUndoRedoStacks();
}

void ComposerEdit::appendComposed(const ComposedText &text)
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

void ComposerEdit::replaceBefore(int characters, const MarkupSpan &span)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.clearSelection();
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor, characters);
    cursor.insertText(span.text, composedocument::charFormat(span, m_look));
    const QString rest = cursor.block().text().mid(cursor.positionInBlock(), 1);
    if (rest != u" "_s)
        cursor.insertText(u" "_s, composedocument::charFormat(TextStyles(), m_look));
    else
        cursor.movePosition(QTextCursor::NextCharacter);
    cursor.endEditBlock();
    setTextCursor(cursor);
}

TextStyles ComposerEdit::currentStyles() const
{
    return composedocument::stylesOf(currentCharFormat());
}

Kind ComposerEdit::currentKind() const
{
    return composedocument::kindOf(textCursor().block());
}

void ComposerEdit::setTypingStyles(TextStyles styles)
{
    setCurrentCharFormat(currentKind() == Kind::Code
                             ? composedocument::plainFormat(Kind::Code, m_look)
                             : composedocument::charFormat(styles, m_look));
}

// What is typed after a mention or a link is no part of it.
void ComposerEdit::keepTypingFormat()
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

void ComposerEdit::toggleStyle(TextStyle style)
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

void ComposerEdit::toggleBlock(Kind kind)
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

void ComposerEdit::setLink(const QString &name, const QString &address)
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

QString ComposerEdit::selectLink()
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return composedocument::targetOf(cursor.charFormat());
    const QTextCharFormat format = formatAt(cursor);
    const QString address = composedocument::kindOf(format) == MarkupSpan::Kind::Link
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

bool ComposerEdit::sendKey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    if (!enter || m_composing)
        return false;
    const bool plain = modifiers == Qt::NoModifier;
    if (modifiers == Qt::ControlModifier || (plain && m_enterSends)) {
        Q_EMIT sendRequested();
        return true;
    }
    if (plain || modifiers == Qt::ShiftModifier) {
        if (!isReadOnly())
            newLine();
        return true;
    }
    return false;
}

// In a list, a quote or code the next line is of the same kind; an empty one ends it.
void ComposerEdit::newLine()
{
    QTextCursor cursor = textCursor();
    const Kind kind = currentKind();
    const QTextBlock next = cursor.block().next();
    const bool last = !next.isValid() || composedocument::kindOf(next) != kind;
    if (kind != Kind::Paragraph && cursor.block().length() <= 1 && last) {
        cursor.setBlockFormat(composedocument::blockFormat(Kind::Paragraph, 0, m_look));
        setTextCursor(cursor);
        setTypingStyles({});
    } else {
        // Qt would insert a line separator for Shift+Enter; what is sent has line breaks.
        const TextStyles styles = currentStyles() & ~TextStyles(TextStyle::Code);
        cursor.insertBlock();
        setTextCursor(cursor);
        setTypingStyles(styles);
    }
    ensureCursorVisible();
}

// Takes the kind of a line away at its beginning, and a mention as a whole.
bool ComposerEdit::backspace()
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return false;
    if (cursor.atBlockStart()) {
        if (currentKind() == Kind::Paragraph)
            return false;
        cursor.setBlockFormat(composedocument::blockFormat(Kind::Paragraph, 0, m_look));
        setTypingStyles({});
        Q_EMIT formatChanged();
        return true;
    }
    const auto kind = composedocument::kindOf(formatAt(cursor));
    if (kind == MarkupSpan::Kind::Text || kind == MarkupSpan::Kind::Link)
        return false;
    for (auto it = cursor.block().begin(); !it.atEnd(); ++it) {
        const QTextFragment part = it.fragment();
        if (part.position() + part.length() == cursor.position()) {
            cursor.setPosition(part.position(), QTextCursor::KeepAnchor);
            cursor.removeSelectedText();
            return true;
        }
    }
    return false;
}

bool ComposerEdit::structureKey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    const bool empty = document()->isEmpty();
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (modifiers == Qt::ControlModifier) {
            Q_EMIT quoteRequested(event.key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
        if (plain && empty && event.key() == Qt::Key_Up) {
            Q_EMIT editLastRequested();
            return true;
        }
        return false;
    case Qt::Key_Backspace:
        return plain && !isReadOnly() && backspace();
    case Qt::Key_Tab:
    case Qt::Key_Backtab: {
        QTextCursor cursor = textCursor();
        if (currentKind() != Kind::BulletItem || !cursor.atBlockStart() || isReadOnly())
            return false;
        const int step = event.key() == Qt::Key_Tab ? 1 : -1;
        const int level = composedocument::levelOf(cursor.block()) + step;
        if (level < 0 || level > maximumListLevel)
            return false;
        cursor.setBlockFormat(composedocument::blockFormat(Kind::BulletItem, level, m_look));
        return true;
    }
    default:
        return false;
    }
}

bool ComposerEdit::event(QEvent *event)
{
    // Qt would move the focus before anybody sees the key.
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool tab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
        if (tab && !m_composing && structureKey(*key)) {
            key->accept();
            return true;
        }
    }
    return QTextEdit::event(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    if (sendKey(*event) || (!m_composing && structureKey(*event))) {
        event->accept();
        return;
    }
    QTextEdit::keyPressEvent(event);
    if (event->isAccepted() && !m_composing && event->text().size() == 1)
        afterTyping(event->text());
}

void ComposerEdit::afterTyping(const QString &typed)
{
    if (!u"*_~)` "_s.contains(typed) || currentKind() == Kind::Code
        || currentStyles().testFlag(TextStyle::Code))
        return;
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    if (const auto kind = blockHabit(line); kind && currentKind() == Kind::Paragraph) {
        cursor.beginEditBlock();
        cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        cursor.setBlockFormat(composedocument::blockFormat(*kind, 0, m_look));
        cursor.endEditBlock();
        setTextCursor(cursor);
        setTypingStyles({});
        return;
    }
    const auto habit = markdownHabit(line);
    if (!habit)
        return;
    const int start = cursor.block().position() + habit->start;
    const int end = cursor.position();
    QTextCursor inner(document());
    inner.setPosition(start + habit->before);
    inner.setPosition(end - habit->after, QTextCursor::KeepAnchor);
    ComposedText text = composedocument::read(inner);
    for (MarkupSpan &span : text[0].spans) {
        span.styles |= habit->styles;
        if (!habit->url.isEmpty() && span.kind == MarkupSpan::Kind::Text) {
            span.kind = MarkupSpan::Kind::Link;
            span.url = habit->url;
        }
    }
    const TextStyles after = currentStyles();
    cursor.setPosition(start);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    composedocument::insert(cursor, text, m_look);
    setTextCursor(cursor);
    setTypingStyles(after);
}

void ComposerEdit::settle()
{
    // What undo brings back was settled when it was there first.
    if (m_settling || m_composing || document()->isRedoAvailable()
        || document()->characterCount() > mostSettled)
        return;
    const ComposedText now = composed();
    const ComposedText will = settled(now, textCursor().blockNumber(), m_names);
    if (looksSame(now, will))
        return;
    m_settling = true;
    const TextStyles styles = currentStyles();
    showLines(now, will);
    setTypingStyles(styles);
    m_settling = false;
}

// Exchanges the lines that differ, in one step of undo with what was typed.
void ComposerEdit::showLines(const ComposedText &now, const ComposedText &will)
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
    const QTextBlock begin = document()->findBlockByNumber(int(first));
    const QTextBlock end = document()->findBlockByNumber(int(now.size() - tail) - 1);
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

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    const bool was = m_composing;
    m_composing = !event->preeditString().isEmpty();
    QTextEdit::inputMethodEvent(event);
    if (was && !m_composing)
        settle();
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
    elideHint();
}

void ComposerEdit::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fitHeight();
        elideHint();
    }
}

void ComposerEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QTextCursor at = event->reason() == QContextMenuEvent::Mouse
        ? cursorForPosition(event->pos())
        : textCursor();
    Q_EMIT menuWanted(menu, at);
    menu->popup(event->globalPos());
}

bool ComposerEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return pasting::understands(*source);
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (isReadOnly())
        return;
    if (const QStringList files = pasting::filesOf(*source); !files.isEmpty()) {
        Q_EMIT filesPasted(files);
    } else if (const QString own = pasting::markupOf(*source); !own.isEmpty()) {
        QTextCursor cursor = textCursor();
        composedocument::insert(cursor, composedFrom(own, m_names), m_look);
        setTextCursor(cursor);
    } else if (source->hasText() && !source->text().isEmpty()) {
        insertPlain(source->text());
    } else if (source->hasImage()) {
        Q_EMIT imagePasted(qvariant_cast<QImage>(source->imageData()));
    }
    ensureCursorVisible();
}

// An address pasted over words makes them a link.
void ComposerEdit::insertPlain(const QString &text)
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

void ComposerEdit::pasteFormatted()
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

QMimeData *ComposerEdit::createMimeDataFromSelection() const
{
    return pasting::mimeOf(composedocument::read(textCursor())).release();
}

void ComposerEdit::paintEvent(QPaintEvent *event)
{
    QTextEdit::paintEvent(event);
    paintMarks(event->rect());
}

// Bullets and the lines beside quotes.
void ComposerEdit::paintMarks(const QRect &area)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    const QRectF seen = QRectF(area).translated(0, verticalScrollBar()->value());
    QColor muted = m_look.text;
    muted.setAlphaF(0.55F);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const Kind kind = composedocument::kindOf(block);
        if (kind != Kind::BulletItem && kind != Kind::Quote)
            continue;
        const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
        if (rect.top() > seen.bottom())
            break;
        if (!rect.intersects(seen.adjusted(-1000, 0, 1000, 0)) || block.layout()->lineCount() == 0)
            continue;
        const qreal left = block.blockFormat().leftMargin();
        painter.setPen(Qt::NoPen);
        painter.setBrush(muted);
        if (kind == Kind::Quote) {
            painter.drawRect(QRectF(2, rect.top(), 3, rect.height()));
        } else {
            const QTextLine line = block.layout()->lineAt(0);
            const qreal middle = rect.top() + line.y() + line.ascent() * 0.66;
            painter.drawEllipse(QPointF(left - 9, middle), 2.4, 2.4);
        }
    }
}

void ComposerEdit::fitHeight()
{
    const qreal line = QFontMetricsF(font()).lineSpacing();
    const qreal most = mostLines * line;
    const qreal height = document()->documentLayout()->documentSize().height();
    const int wanted = int(std::ceil(qBound(line, height, most))) + 2 * padding + 2;
    if (this->height() != wanted || minimumHeight() != wanted)
        setFixedHeight(wanted);
    setVerticalScrollBarPolicy(height > most + 1 ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void ComposerEdit::elideHint()
{
    setPlaceholderText(
        fontMetrics().elidedText(m_hint, Qt::ElideRight, qMax(0, viewport()->width() - 2)));
}

} // namespace linnet::ui
