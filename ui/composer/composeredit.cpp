// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composeredit.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>

#include <cmath>

namespace linnet::ui {

namespace {

constexpr int mostLines = 10;
constexpr int padding = 4; // above and below the text

// Null for keys that mark nothing.
QChar markerOf(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ControlModifier && event.key() == Qt::Key_B)
        return u'*';
    if (modifiers == Qt::ControlModifier && event.key() == Qt::Key_I)
        return u'_';
    if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier) && event.key() == Qt::Key_X)
        return u'~';
    if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier) && event.key() == Qt::Key_C)
        return u'`';
    return {};
}

} // namespace

ComposerEdit::ComposerEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
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
    fitHeight();
}

void ComposerEdit::setHint(const QString &hint)
{
    m_hint = hint;
    elideHint();
}

void ComposerEdit::toggleMarker(QChar marker)
{
    QTextCursor cursor = textCursor();
    const QString text = cursor.selectedText();
    const int start = cursor.selectionStart();
    cursor.beginEditBlock();
    if (text.size() >= 2 && text.startsWith(marker) && text.endsWith(marker)) {
        const QString bare = text.mid(1, text.size() - 2);
        cursor.insertText(bare);
        cursor.setPosition(start);
        cursor.setPosition(start + int(bare.size()), QTextCursor::KeepAnchor);
    } else {
        const QString marked = marker + text + marker;
        cursor.insertText(marked);
        if (text.isEmpty()) {
            cursor.setPosition(start + 1);
        } else {
            cursor.setPosition(start);
            cursor.setPosition(start + int(marked.size()), QTextCursor::KeepAnchor);
        }
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
}

bool ComposerEdit::event(QEvent *event)
{
    // Keys that mean something here must not be taken by a menu of the same name.
    if (event->type() == QEvent::ShortcutOverride
        && !markerOf(*static_cast<QKeyEvent *>(event)).isNull()) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !m_composing) {
        if (modifiers == Qt::NoModifier || modifiers == Qt::ControlModifier) {
            Q_EMIT sendRequested();
            event->accept();
            return;
        }
        if (modifiers == Qt::ShiftModifier && !isReadOnly()) {
            // Qt would insert a line separator; what is sent has line breaks.
            textCursor().insertBlock();
            ensureCursorVisible();
            event->accept();
            return;
        }
    }
    if (event->key() == Qt::Key_Up && modifiers == Qt::NoModifier && !m_composing
        && document()->isEmpty()) {
        Q_EMIT editLastRequested();
        event->accept();
        return;
    }
    const QChar marker = markerOf(*event);
    if (!marker.isNull() && !isReadOnly()) {
        toggleMarker(marker);
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
    elideHint();
}

void ComposerEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fitHeight();
        elideHint();
    }
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        textCursor().insertText(source->text());
    ensureCursorVisible();
}

void ComposerEdit::fitHeight()
{
    // The layout of a plain text document counts its height in lines.
    const int lines
        = qBound(1, int(document()->documentLayout()->documentSize().height()), mostLines);
    const int wanted
        = int(std::ceil(lines * QFontMetricsF(font()).lineSpacing())) + 2 * padding + 2;
    if (height() != wanted || minimumHeight() != wanted)
        setFixedHeight(wanted);
    const bool overflows = document()->documentLayout()->documentSize().height() > mostLines;
    setVerticalScrollBarPolicy(overflows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void ComposerEdit::elideHint()
{
    setPlaceholderText(
        fontMetrics().elidedText(m_hint, Qt::ElideRight, qMax(0, viewport()->width() - 2)));
}

} // namespace linnet::ui
