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

// Of the character before a position, whatever is to be typed there.
QTextCharFormat formatAt(const QTextCursor &cursor)
{
    QTextCursor bare(cursor.document());
    bare.setPosition(cursor.position());
    return bare.charFormat();
}

} // namespace

ComposerEdit::ComposerEdit(QWidget *parent)
    : FormattedEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setViewportMargins(0, padding, 0, padding);
    // Asking the layout for the size would have all of a long text laid out at once.
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            [this](const QSizeF &size) {
                m_textHeight = size.height();
                fitHeight();
            });
    fitHeight();
}

void ComposerEdit::setLook(const composedocument::Look &look)
{
    FormattedEdit::setLook(look);
    fitHeight();
}

void ComposerEdit::setHint(const QString &hint)
{
    m_hint = hint;
    elideHint();
}

bool ComposerEdit::sendKey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    if (!enter || isComposing())
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
        cursor.setBlockFormat(composedocument::blockFormat(Kind::Paragraph, 0, look()));
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
        cursor.setBlockFormat(composedocument::blockFormat(Kind::Paragraph, 0, look()));
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
        cursor.setBlockFormat(composedocument::blockFormat(Kind::BulletItem, level, look()));
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
        if (tab && !isComposing() && structureKey(*key)) {
            key->accept();
            return true;
        }
    }
    return FormattedEdit::event(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    if (sendKey(*event) || (!isComposing() && structureKey(*event))) {
        event->accept();
        return;
    }
    FormattedEdit::keyPressEvent(event);
    if (event->isAccepted() && !isReadOnly() && !isComposing() && event->text().size() == 1)
        afterTyping(event->text());
}

void ComposerEdit::afterTyping(const QString &typed)
{
    if (!u"*_~)` "_s.contains(typed) || currentKind() == Kind::Code
        || currentStyles().testFlag(TextStyle::Code))
        return;
    const QTextCursor cursor = textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    if (const auto kind = blockHabit(line); kind && currentKind() == Kind::Paragraph)
        makeBlock(*kind);
    else if (const auto habit = markdownHabit(line))
        makeMarkdown(*habit);
}

void ComposerEdit::makeBlock(Kind kind)
{
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.setBlockFormat(composedocument::blockFormat(kind, 0, look()));
    cursor.endEditBlock();
    setTextCursor(cursor);
    setTypingStyles({});
}

// A step of undo of its own: it gives back what was typed.
void ComposerEdit::makeMarkdown(const MarkdownHabit &habit)
{
    QTextCursor cursor = textCursor();
    const int start = cursor.block().position() + habit.start;
    const int end = cursor.position();
    QTextCursor inner(document());
    inner.setPosition(start + habit.before);
    inner.setPosition(end - habit.after, QTextCursor::KeepAnchor);
    ComposedText text = composedocument::read(inner);
    for (MarkupSpan &span : text[0].spans) {
        span.styles |= habit.styles;
        if (!habit.url.isEmpty() && span.kind == MarkupSpan::Kind::Text) {
            span.kind = MarkupSpan::Kind::Link;
            span.url = habit.url;
        }
    }
    const TextStyles after = currentStyles();
    cursor.setPosition(start);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    composedocument::insert(cursor, text, look());
    setTextCursor(cursor);
    setTypingStyles(after);
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    const bool was = isComposing();
    setComposing(!event->preeditString().isEmpty());
    FormattedEdit::inputMethodEvent(event);
    if (was && !isComposing())
        settle();
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    FormattedEdit::resizeEvent(event);
    fitHeight();
    elideHint();
}

void ComposerEdit::changeEvent(QEvent *event)
{
    FormattedEdit::changeEvent(event);
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
        composedocument::insert(cursor, composedFrom(own, names()), look());
        setTextCursor(cursor);
    } else if (source->hasText() && !source->text().isEmpty()) {
        insertPlain(source->text());
    } else if (source->hasImage()) {
        Q_EMIT imagePasted(qvariant_cast<QImage>(source->imageData()));
    }
    ensureCursorVisible();
}

void ComposerEdit::paintEvent(QPaintEvent *event)
{
    FormattedEdit::paintEvent(event);
    paintMarks(event->rect());
}

// Bullets and the lines beside quotes.
void ComposerEdit::paintMarks(const QRect &area)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    const QRectF seen = QRectF(area).translated(0, verticalScrollBar()->value());
    QColor muted = look().text;
    muted.setAlphaF(0.55F);
    const int first = document()->documentLayout()->hitTest(seen.topLeft(), Qt::FuzzyHit);
    for (QTextBlock block = document()->findBlock(qMax(0, first)); block.isValid();
         block = block.next()) {
        const Kind kind = composedocument::kindOf(block);
        const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
        if (rect.top() > seen.bottom())
            break;
        if (kind != Kind::BulletItem && kind != Kind::Quote)
            continue;
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
    const int wanted = int(std::ceil(qBound(line, m_textHeight, most))) + 2 * padding + 2;
    if (this->height() != wanted || minimumHeight() != wanted)
        setFixedHeight(wanted);
    setVerticalScrollBarPolicy(m_textHeight > most + 1 ? Qt::ScrollBarAsNeeded
                                                       : Qt::ScrollBarAlwaysOff);
}

void ComposerEdit::elideHint()
{
    setPlaceholderText(
        fontMetrics().elidedText(m_hint, Qt::ElideRight, qMax(0, viewport()->width() - 2)));
}

} // namespace linnet::ui
