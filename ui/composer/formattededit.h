// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/composedlines.h"
#include "ui/composer/composedocument.h"

#include <QTextEdit>

namespace linnet::ui {

// A field that shows formats while one types. What it shows is always what the service will make
// of it: markup that is typed becomes what it means, and what the markup cannot say does not stay
// (models/domain/compose.h). Takes plain text from outside, and its own formats. Knows no keys.
class FormattedEdit : public QTextEdit
{
    Q_OBJECT
public:
    explicit FormattedEdit(QWidget *parent = nullptr);

    virtual void setLook(const composedocument::Look &look);
    void setNames(const ComposeNames &names) { m_names = names; }

    [[nodiscard]] const ComposedText &composed() const { return m_lines.text(); }
    // What is sent of it: without the white space at the ends that nobody means.
    [[nodiscard]] QString markup() const;
    void setComposed(const ComposedText &text);
    void appendComposed(const ComposedText &text); // on a line of its own
    // Takes as many UTF-16 units before the cursor away and puts the span there, and a blank.
    void replaceBefore(int characters, const MarkupSpan &span);

    // In the middle or at the end of a mention or emoji.
    [[nodiscard]] bool cursorIsInAtom() const;
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
    // The clipboard's rich text as far as Chat knows it.
    void pasteFormatted();

Q_SIGNALS:
    void formatChanged(); // currentStyles() and currentKind() may be others now

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    [[nodiscard]] const composedocument::Look &look() const { return m_look; }
    [[nodiscard]] const ComposeNames &names() const { return m_names; }
    void setComposing(bool composing) { m_composing = composing; }
    void settle();
    void setTypingStyles(TextStyles styles);
    void insertPlain(const QString &text);

private:
    void contentsChanged(int position, int removed, int added);
    void chooseWrapping(const LineRange &changed);
    void settleRange(const LineRange &range);
    void showLines(const ComposedText &now, const ComposedText &will, qsizetype above);
    void keepTypingFormat();

    composedocument::Look m_look;
    ComposeNames m_names;
    ComposedLines m_lines; // of the document, at all times
    LineRange m_changed; // since everything was settled
    bool m_composing = false;
    bool m_settling = false;
};

} // namespace linnet::ui
