// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/compose.h"

#include <QColor>
#include <QFont>
#include <QTextBlockFormat>
#include <QTextCharFormat>

class QTextBlock;
class QTextCursor;
class QTextDocument;

namespace linnet::ui {

class Theme;

// A composed text as a document: what a span means is kept in properties of the format, what it
// looks like is made from them. Knows no widgets; takes nothing from anybody's rich text.
namespace composedocument {

struct Look
{
    QFont body;
    QFont code;
    QColor text;
    QColor link;
    QColor chip; // behind mentions
    QColor codeBackground;
};
[[nodiscard]] Look lookOf(const Theme &theme);

[[nodiscard]] ComposedText read(const QTextDocument &document);
// Its lines from first until before end.
[[nodiscard]] ComposedText read(const QTextDocument &document, qsizetype first, qsizetype end);
// Of what is selected; a line of which only a part is selected keeps its kind.
[[nodiscard]] ComposedText read(const QTextCursor &selection);

// Replaces what is selected; the first line goes into the block at hand, whose kind becomes the
// line's if the block was empty before or keepKind is false. Leaves the cursor after it.
void insert(QTextCursor &cursor, const ComposedText &text, const Look &look, bool keepKind = true);

[[nodiscard]] QTextCharFormat charFormat(const MarkupSpan &span, const Look &look);
[[nodiscard]] QTextCharFormat charFormat(TextStyles styles, const Look &look);
// Of text without any style in a block of that kind.
[[nodiscard]] QTextCharFormat plainFormat(MarkupBlock::Kind kind, const Look &look);
[[nodiscard]] QTextBlockFormat blockFormat(MarkupBlock::Kind kind, int level, const Look &look);

[[nodiscard]] TextStyles stylesOf(const QTextCharFormat &format);
[[nodiscard]] MarkupSpan::Kind kindOf(const QTextCharFormat &format);
// The address of a link.
[[nodiscard]] QString targetOf(const QTextCharFormat &format);
[[nodiscard]] MarkupBlock::Kind kindOf(const QTextBlock &block);
[[nodiscard]] int levelOf(const QTextBlock &block);

// Gives everything the look anew.
void restyle(QTextDocument &document, const Look &look);

} // namespace composedocument

} // namespace linnet::ui
