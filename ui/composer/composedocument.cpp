// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composedocument.h"

#include "ui/theme/theme.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <array>
#include <optional>

namespace linnet::ui::composedocument {

using Kind = MarkupBlock::Kind;

namespace {

enum Property {
    Styles = QTextFormat::UserProperty + 1,
    SpanKind,
    Target, // address, user or emoji
    Whole, // what a mention or emoji is called: with any letter changed it is none any more
    BlockKind,
    Level,
};

constexpr int indentStep = 20;

bool isAtom(MarkupSpan::Kind kind)
{
    return kind != MarkupSpan::Kind::Text && kind != MarkupSpan::Kind::Link;
}

// How often the text consists of the whole; 0: not of it alone.
qsizetype repeats(const QString &text, const QString &whole)
{
    if (whole.isEmpty() || text.size() % whole.size() != 0)
        return 0;
    const qsizetype times = text.size() / whole.size();
    return text == whole.repeated(times) ? times : 0;
}

// The same mention twice without anything between is one run of the document.
void addSpans(const QString &text, const QTextCharFormat &format, QList<MarkupSpan> &spans)
{
    MarkupSpan span;
    span.text = text;
    span.styles = stylesOf(format);
    const MarkupSpan::Kind kind = kindOf(format);
    qsizetype times = 1;
    if (isAtom(kind)) {
        const QString whole = format.stringProperty(Whole);
        times = repeats(text, whole);
        if (times == 0) {
            spans.append(span); // a letter of it was changed
            return;
        }
        span.text = whole;
    }
    span.kind = kind;
    switch (kind) {
    case MarkupSpan::Kind::Link:
        span.url = targetOf(format);
        break;
    case MarkupSpan::Kind::UserMention:
        span.user = UserId(targetOf(format));
        break;
    case MarkupSpan::Kind::CustomEmoji:
        span.emoji.customName = targetOf(format);
        span.emoji.customShortName = span.text;
        break;
    case MarkupSpan::Kind::AllMention:
    case MarkupSpan::Kind::Text:
        break;
    }
    for (; times > 0; --times)
        spans.append(span);
}

// The part of a block between two positions of the document.
ComposedLine lineOf(const QTextBlock &block, int from, int to)
{
    ComposedLine line;
    line.kind = kindOf(block);
    line.level = levelOf(block);
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        const int begin = std::max(fragment.position(), from);
        const int end = std::min(fragment.position() + fragment.length(), to);
        if (begin >= end)
            continue;
        QString text = fragment.text().mid(begin - fragment.position(), end - begin);
        text.replace(QChar::LineSeparator, u' ');
        text.replace(QChar::ObjectReplacementCharacter, u' ');
        addSpans(text, line.kind == Kind::Code ? QTextCharFormat() : fragment.charFormat(),
                 line.spans);
    }
    return line;
}

// Formats of plain text, each made once: a long text has thousands of pieces.
class StyleFormats
{
public:
    explicit StyleFormats(const Look &look)
        : m_look(look)
    {
    }

    const QTextCharFormat &of(TextStyles styles)
    {
        auto &format = m_formats[styles.toInt()];
        if (!format)
            format = charFormat(styles, m_look);
        return *format;
    }
    const QTextCharFormat &plain(Kind kind)
    {
        if (kind != Kind::Code)
            return of({});
        if (!m_code)
            m_code = plainFormat(kind, m_look);
        return *m_code;
    }

private:
    const Look &m_look;
    std::array<std::optional<QTextCharFormat>, 16> m_formats;
    std::optional<QTextCharFormat> m_code;
};

} // namespace

Look lookOf(const Theme &theme)
{
    const Tokens &t = theme.tokens();
    return {theme.font(TextSize::Body),
            theme.monospace(TextSize::Body),
            t.text,
            t.link,
            t.mention,
            t.codeBackground};
}

ComposedText read(const QTextDocument &document)
{
    return read(document, 0, document.blockCount());
}

ComposedText read(const QTextDocument &document, qsizetype first, qsizetype end)
{
    ComposedText text;
    QTextBlock block = document.findBlockByNumber(int(first));
    for (; first < end && block.isValid(); ++first, block = block.next())
        text.append(lineOf(block, block.position(), block.position() + block.length()));
    return text;
}

ComposedText read(const QTextCursor &selection)
{
    ComposedText text;
    const int from = selection.selectionStart();
    const int to = selection.selectionEnd();
    for (QTextBlock block = selection.document()->findBlock(from);
         block.isValid() && block.position() <= to; block = block.next())
        text.append(lineOf(block, from, to));
    return text;
}

void insert(QTextCursor &cursor, const ComposedText &text, const Look &look, bool keepKind)
{
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    StyleFormats styles(look);
    bool first = true;
    for (const ComposedLine &line : text) {
        const QTextCharFormat &plain = styles.plain(line.kind);
        if (!first)
            cursor.insertBlock(blockFormat(line.kind, line.level, look), plain);
        else if (!keepKind || cursor.block().length() <= 1)
            cursor.setBlockFormat(blockFormat(line.kind, line.level, look));
        const Kind kind = first ? kindOf(cursor.block()) : line.kind;
        if (first)
            cursor.setBlockCharFormat(styles.plain(kind));
        first = false;
        for (const MarkupSpan &span : line.spans) {
            if (kind == Kind::Code)
                cursor.insertText(span.text, styles.plain(kind));
            else if (span.kind == MarkupSpan::Kind::Text)
                cursor.insertText(span.text, styles.of(span.styles));
            else
                cursor.insertText(span.text, charFormat(span, look));
        }
        cursor.setCharFormat(styles.plain(kind));
    }
    cursor.endEditBlock();
}

QTextCharFormat plainFormat(MarkupBlock::Kind kind, const Look &look)
{
    QTextCharFormat format = charFormat(TextStyles(), look);
    if (kind == Kind::Code)
        format.setFont(look.code);
    return format;
}

QTextCharFormat charFormat(TextStyles styles, const Look &look)
{
    QTextCharFormat format;
    const bool code = styles.testFlag(TextStyle::Code);
    format.setFont(code ? look.code : look.body);
    if (styles.testFlag(TextStyle::Bold))
        format.setFontWeight(QFont::Bold);
    format.setFontItalic(styles.testFlag(TextStyle::Italic));
    format.setFontStrikeOut(styles.testFlag(TextStyle::Strike));
    format.setForeground(look.text);
    if (code)
        format.setBackground(look.codeBackground);
    if (styles)
        format.setProperty(Styles, int(styles));
    return format;
}

QTextCharFormat charFormat(const MarkupSpan &span, const Look &look)
{
    QTextCharFormat format = charFormat(span.styles, look);
    if (span.kind == MarkupSpan::Kind::Text)
        return format;
    format.setProperty(SpanKind, int(span.kind));
    if (isAtom(span.kind)) {
        format.setProperty(Whole, span.text);
    }
    switch (span.kind) {
    case MarkupSpan::Kind::Link:
        format.setProperty(Target, span.url);
        format.setForeground(look.link);
        format.setFontUnderline(true);
        break;
    case MarkupSpan::Kind::UserMention:
        format.setProperty(Target, span.user.name());
        break;
    case MarkupSpan::Kind::CustomEmoji:
        format.setProperty(Target, span.emoji.customName);
        break;
    case MarkupSpan::Kind::AllMention:
    case MarkupSpan::Kind::Text:
        break;
    }
    if (span.kind == MarkupSpan::Kind::UserMention || span.kind == MarkupSpan::Kind::AllMention) {
        format.setForeground(look.link);
        format.setBackground(look.chip);
    }
    return format;
}

QTextBlockFormat blockFormat(MarkupBlock::Kind kind, int level, const Look &look)
{
    QTextBlockFormat format;
    format.setProperty(BlockKind, int(kind));
    switch (kind) {
    case Kind::Paragraph:
        break;
    case Kind::BulletItem:
        format.setProperty(Level, level);
        format.setLeftMargin(indentStep * (1 + level));
        break;
    case Kind::Quote:
        format.setLeftMargin(indentStep * 0.75);
        break;
    case Kind::Code:
        format.setLeftMargin(metrics::group);
        format.setRightMargin(metrics::group);
        format.setBackground(look.codeBackground);
        break;
    }
    return format;
}

TextStyles stylesOf(const QTextCharFormat &format)
{
    return TextStyles::fromInt(uint(format.intProperty(Styles)));
}

MarkupSpan::Kind kindOf(const QTextCharFormat &format)
{
    return MarkupSpan::Kind(format.intProperty(SpanKind));
}

QString targetOf(const QTextCharFormat &format)
{
    return format.stringProperty(Target);
}

MarkupBlock::Kind kindOf(const QTextBlock &block)
{
    return Kind(block.blockFormat().intProperty(BlockKind));
}

int levelOf(const QTextBlock &block)
{
    return block.blockFormat().intProperty(Level);
}

void restyle(QTextDocument &document, const Look &look)
{
    const ComposedText text = read(document);
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    insert(cursor, text, look, false);
}

} // namespace linnet::ui::composedocument
