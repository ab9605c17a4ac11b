// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/composedocument.h"

#include <QTextEdit>

namespace linnet::ui {

// The field one writes in: grows with its text up to ten lines, shows formats while one types, and
// turns keys into requests. What it shows is always what the service will make of it: markup that
// is typed becomes what it means, and what the markup cannot say does not stay (models/domain
// compose.h). Takes plain text from outside, and its own formats. Knows nothing of conversations,
// drafts or sending.
class ComposerEdit : public QTextEdit
{
    Q_OBJECT
public:
    explicit ComposerEdit(QWidget *parent = nullptr);

    void setLook(const composedocument::Look &look);
    void setNames(const ComposeNames &names) { m_names = names; }
    // Enter sends and Shift+Enter makes a line, or the other way round; Ctrl+Enter always sends.
    void setEnterSends(bool enterSends) { m_enterSends = enterSends; }
    // One line, in the width there is: a longer one is elided.
    void setHint(const QString &hint);

    [[nodiscard]] ComposedText composed() const;
    // What is sent of it: without the white space at the ends that nobody means.
    [[nodiscard]] QString markup() const;
    void setComposed(const ComposedText &text);
    void appendComposed(const ComposedText &text); // on a line of its own
    // Takes away as many characters before the cursor and puts the span there, and a blank.
    void replaceBefore(int characters, const MarkupSpan &span);

    // An input method composes: keys belong to it.
    [[nodiscard]] bool isComposing() const { return m_composing; }

    void toggleStyle(TextStyle style);
    // The lines of the selection, or the one with the cursor, become that or paragraphs again.
    void toggleBlock(MarkupBlock::Kind kind);
    // On the selection, or with the name as text; an empty address takes the link away.
    void setLink(const QString &name, const QString &address);
    [[nodiscard]] TextStyles currentStyles() const;
    [[nodiscard]] MarkupBlock::Kind currentKind() const;
    // The link at the cursor, all of it selected; else an empty address.
    QString selectLink();
    void pasteFormatted();

Q_SIGNALS:
    void sendRequested();
    void editLastRequested(); // Up in an empty field
    void quoteRequested(int step); // Ctrl+Up: -1, Ctrl+Down: 1
    void filesPasted(const QStringList &paths);
    void imagePasted(const QImage &image);
    void formatChanged(); // currentStyles() and currentKind() may be others now
    void menuWanted(QMenu *menu, const QTextCursor &at); // about to be shown: add to it

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    bool sendKey(const QKeyEvent &event);
    bool structureKey(const QKeyEvent &event);
    void newLine();
    bool backspace();
    void afterTyping(const QString &typed);
    void settle();
    void showLines(const ComposedText &now, const ComposedText &will);
    void keepTypingFormat();
    void setTypingStyles(TextStyles styles);
    void insertPlain(const QString &text);
    void fitHeight();
    void elideHint();
    void paintMarks(const QRect &area);

    composedocument::Look m_look;
    ComposeNames m_names;
    QString m_hint;
    bool m_enterSends = true;
    bool m_composing = false;
    bool m_settling = false;
};

} // namespace linnet::ui
