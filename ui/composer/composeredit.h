// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/formattededit.h"

class QMenu;

namespace linnet::ui {

// The field one writes in: grows with its text up to ten lines, turns keys into requests, and
// Markdown that people type by habit into formats. Knows nothing of conversations, drafts or
// sending.
class ComposerEdit : public FormattedEdit
{
    Q_OBJECT
public:
    explicit ComposerEdit(QWidget *parent = nullptr);

    void setLook(const composedocument::Look &look) override;
    // Enter sends and Shift+Enter makes a line, or both make a line; Ctrl+Enter always sends.
    void setEnterSends(bool enterSends) { m_enterSends = enterSends; }
    // One line, in the width there is: a longer one is elided.
    void setHint(const QString &hint);

Q_SIGNALS:
    void sendRequested();
    void editLastRequested(); // Up in an empty field
    void quoteRequested(int step); // Ctrl+Up: -1, Ctrl+Down: 1
    void filesPasted(const QStringList &paths);
    void imagePasted(const QImage &image);
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

private:
    bool sendKey(const QKeyEvent &event);
    bool structureKey(const QKeyEvent &event);
    void newLine();
    bool backspace();
    void afterTyping(const QString &typed);
    void makeBlock(MarkupBlock::Kind kind);
    void makeMarkdown(const MarkdownHabit &habit);
    void fitHeight();
    void elideHint();
    void paintMarks(const QRect &area);

    QString m_hint;
    bool m_enterSends = true;
    qreal m_textHeight = 0; // as far as it is laid out
};

} // namespace linnet::ui
