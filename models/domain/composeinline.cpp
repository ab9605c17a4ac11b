// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/composeinline.h"

#include "models/domain/markupinline.h"

#include <QUrl>
#include <QVarLengthArray>

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array styleOrder{TextStyle::Bold, TextStyle::Italic, TextStyle::Strike};
constexpr std::array delimiters{u'*', u'_', u'~'};
constexpr TextStyles delimited = TextStyle::Bold | TextStyle::Italic | TextStyle::Strike;
constexpr int longestAddress = 4000;
constexpr int longestLine = 50'000; // beyond, styles are not looked at: it cannot be sent anyway

// One UTF-16 unit of text, or a whole mention, link, emoji or piece of code.
struct Cell
{
    QStringView text; // one unit of text, or what is shown of the whole
    QStringView target; // address, user or emoji
    MarkupSpan::Kind kind = MarkupSpan::Kind::Text;
    TextStyles styles;

    [[nodiscard]] bool isText() const
    {
        return kind == MarkupSpan::Kind::Text && !styles.testFlag(TextStyle::Code);
    }
    [[nodiscard]] bool isSpace() const { return isText() && text.front().isSpace(); }
    [[nodiscard]] bool isWord() const
    {
        return isText()
            && (text.front().isLetterOrNumber() || text.front().isMark()
                || text.front().isSurrogate());
    }
};

QStringView targetOf(const MarkupSpan &span)
{
    switch (span.kind) {
    case MarkupSpan::Kind::Link:
        return span.url;
    case MarkupSpan::Kind::UserMention:
        return span.user.name();
    case MarkupSpan::Kind::CustomEmoji:
        return span.emoji.customName;
    case MarkupSpan::Kind::AllMention:
    case MarkupSpan::Kind::Text:
        return {};
    }
    return {};
}

bool isAtom(MarkupSpan::Kind kind)
{
    return kind != MarkupSpan::Kind::Text && kind != MarkupSpan::Kind::Link;
}

// The cells of a line, in order, with the spans that their texts are pieces of: a line may have
// tens of thousands.
class Cells
{
public:
    explicit Cells(const QList<MarkupSpan> &spans)
        : m_spans(tidied(spans))
    {
        for (MarkupSpan &span : m_spans) {
            if (span.kind == MarkupSpan::Kind::Link)
                span.text.replace(u'>', u'\u203a'); // there a ">" ends the name
        }
        for (const MarkupSpan &span : std::as_const(m_spans))
            append(span);
    }

    [[nodiscard]] qsizetype size() const { return m_cells.size(); }
    [[nodiscard]] const Cell &operator[](qsizetype i) const { return m_cells[i]; }
    [[nodiscard]] Cell &operator[](qsizetype i) { return m_cells[i]; }
    [[nodiscard]] auto begin() const { return m_cells.begin(); }
    [[nodiscard]] auto end() const { return m_cells.end(); }
    [[nodiscard]] auto begin() { return m_cells.begin(); }
    [[nodiscard]] auto end() { return m_cells.end(); }

private:
    void append(const MarkupSpan &span)
    {
        const TextStyles styles = span.styles & delimited;
        if (span.kind == MarkupSpan::Kind::Text && span.styles.testFlag(TextStyle::Code)) {
            appendCode(span);
        } else if (!isAtom(span.kind) && (span.url.isEmpty() || span.text.trimmed().isEmpty())) {
            appendUnits(span.text, span.styles);
        } else {
            m_cells.append({span.text, targetOf(span), span.kind, styles});
        }
    }

    void appendUnits(QStringView text, TextStyles styles)
    {
        for (qsizetype i = 0; i < text.size(); ++i)
            m_cells.append({text.sliced(i, 1), {}, MarkupSpan::Kind::Text, styles});
    }

    // Code that the grammar can hold: not blank, without a backtick. What is left of other code is
    // text.
    void appendCode(const MarkupSpan &span)
    {
        const TextStyles bare = span.styles & delimited;
        const QStringView text = span.text;
        for (qsizetype begin = 0; begin <= text.size();) {
            const qsizetype tick = text.indexOf(u'`', begin);
            const qsizetype end = tick < 0 ? text.size() : tick;
            const QStringView part = text.sliced(begin, end - begin);
            if (part.trimmed().isEmpty())
                appendUnits(part, bare);
            else
                m_cells.append({part, {}, MarkupSpan::Kind::Text, span.styles});
            if (tick >= 0)
                appendUnits(text.sliced(tick, 1), bare);
            begin = end + 1;
        }
    }

    QList<MarkupSpan> m_spans;
    QVarLengthArray<Cell, 128> m_cells;
};

// White space has the styles that both its neighbours have: a delimiter beside it would be text.
void smooth(Cells &cells)
{
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (!cells[i].isSpace())
            continue;
        qsizetype end = i;
        while (end < cells.size() && cells[end].isSpace())
            ++end;
        TextStyles styles;
        if (i > 0 && end < cells.size())
            styles = cells[i - 1].styles & cells[end].styles & delimited;
        for (; i < end; ++i)
            cells[i].styles = styles;
    }
}

// A word of which a part has a style has it as a whole.
void widen(Cells &cells)
{
    for (qsizetype i = 0; i < cells.size(); ++i) {
        TextStyles styles;
        qsizetype end = i;
        for (; end < cells.size() && cells[end].isWord(); ++end)
            styles |= cells[end].styles;
        for (; i < end; ++i)
            cells[i].styles |= styles;
    }
}

void write(const Cell &cell, QString &text)
{
    switch (cell.kind) {
    case MarkupSpan::Kind::Text:
        if (cell.isText())
            text += cell.text;
        else
            text += u'`' + cell.text + u'`';
        break;
    case MarkupSpan::Kind::Link:
        text += u'<' + cell.target + u'|' + cell.text + u'>';
        break;
    case MarkupSpan::Kind::UserMention:
    case MarkupSpan::Kind::CustomEmoji:
        text += u'<' + cell.target + u'>';
        break;
    case MarkupSpan::Kind::AllMention:
        text += "<users/all>"_L1;
        break;
    }
}

// Writes cells with one way of nesting styles: those that last longer outside, or by order only.
class Writer
{
public:
    Writer(const Cells &cells, const QList<int> &order, bool longestOutside)
        : m_cells(cells)
        , m_order(order)
        , m_longestOutside(longestOutside)
    {
    }

    QString written()
    {
        TextStyles styles;
        for (qsizetype i = 0; i < m_cells.size(); ++i) {
            const TextStyles wanted = m_cells[i].styles & delimited;
            if (wanted != styles)
                close(wanted);
            // White space looks the same in any style: what continues after it begins after it.
            if (!m_cells[i].isSpace())
                open(wanted, i);
            styles = wanted;
            write(m_cells[i], m_text);
        }
        close({});
        return m_text;
    }

private:
    void close(TextStyles wanted)
    {
        qsizetype kept = 0;
        while (kept < m_open.size() && wanted.testFlag(styleOrder[size_t(m_open[kept])]))
            ++kept;
        while (m_open.size() > kept)
            m_text += delimiters[size_t(m_open.takeLast())];
    }

    void open(TextStyles wanted, qsizetype at)
    {
        QList<int> opening;
        for (const int style : m_order) {
            if (wanted.testFlag(styleOrder[size_t(style)]) && !m_open.contains(style))
                opening.append(style);
        }
        if (m_longestOutside) {
            std::stable_sort(opening.begin(), opening.end(),
                             [this, at](int a, int b) { return extent(a, at) > extent(b, at); });
        }
        for (const int style : opening) {
            m_text += delimiters[size_t(style)];
            m_open.append(style);
        }
    }

    [[nodiscard]] qsizetype extent(int style, qsizetype from) const
    {
        qsizetype end = from;
        while (end < m_cells.size() && m_cells[end].styles.testFlag(styleOrder[size_t(style)]))
            ++end;
        return end - from;
    }

    const Cells &m_cells;
    const QList<int> &m_order;
    bool m_longestOutside;
    QList<int> m_open; // outermost first
    QString m_text;
};

QList<MarkupSpan> parsed(const QString &line)
{
    QList<MarkupSpan> spans;
    int budget = longestLine;
    MarkupInline(line, {}, {}).parse(0, int(line.size()), spans, budget);
    return spans;
}

bool same(const Cell &a, const Cell &b)
{
    if (a.kind != b.kind || a.target != b.target || (!isAtom(a.kind) && a.text != b.text))
        return false;
    return a.styles == b.styles || (a.isSpace() && b.isSpace());
}

bool sameCells(const Cells &a, const Cells &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

// The way of writing it that reads as it is; empty when there is none.
QString exactMarkup(const Cells &cells)
{
    TextStyles used;
    for (const Cell &cell : cells)
        used |= cell.styles;
    QList<int> order;
    for (int style = 0; style < int(styleOrder.size()); ++style) {
        if (used.testFlag(styleOrder[size_t(style)]))
            order.append(style);
    }
    do {
        for (const bool longest : {true, false}) {
            QString text = Writer(cells, order, longest).written();
            if (sameCells(Cells(parsed(text)), cells))
                return text;
            if (order.size() < 2)
                return {};
        }
    } while (std::next_permutation(order.begin(), order.end()));
    return {};
}

QString plainMarkup(const Cells &cells)
{
    QString text;
    for (const Cell &cell : cells)
        write(cell, text);
    return text;
}

} // namespace

QList<MarkupSpan> tidied(const QList<MarkupSpan> &spans)
{
    QList<MarkupSpan> tidy;
    for (MarkupSpan span : spans) {
        if (span.text.isEmpty() && !isAtom(span.kind))
            continue;
        if (span.kind == MarkupSpan::Kind::Link && (span.url == span.text || span.url.isEmpty())) {
            span.kind = MarkupSpan::Kind::Text;
            span.url.clear();
        }
        if (!tidy.isEmpty() && !isAtom(span.kind)) {
            MarkupSpan &last = tidy.last();
            if (last.kind == span.kind && last.styles == span.styles && last.url == span.url
                && !span.styles.testFlag(TextStyle::Code)) {
                last.text += span.text;
                continue;
            }
        }
        tidy.append(std::move(span));
    }
    return tidy;
}

QString inlineMarkup(const QList<MarkupSpan> &spans)
{
    Cells cells(spans);
    const bool styled = std::any_of(cells.begin(), cells.end(),
                                    [](const Cell &c) { return bool(c.styles & delimited); });
    if (!styled || cells.size() > longestLine)
        return plainMarkup(cells);
    smooth(cells);
    if (QString text = exactMarkup(cells); !text.isEmpty())
        return text;
    widen(cells);
    smooth(cells);
    if (QString text = exactMarkup(cells); !text.isEmpty())
        return text;
    // Something in it reads otherwise in any case. Fewer styles may help; none always can be said.
    for (const TextStyles left : {TextStyles(TextStyle::Bold | TextStyle::Italic),
                                  TextStyles(TextStyle::Bold), TextStyles(TextStyle::Italic)}) {
        Cells fewer = cells;
        for (Cell &cell : fewer)
            cell.styles &= left | TextStyle::Code;
        if (QString text = exactMarkup(fewer); !text.isEmpty())
            return text;
    }
    return plainMarkup(cells);
}

bool lookSame(const QList<MarkupSpan> &a, const QList<MarkupSpan> &b)
{
    return a == b || sameCells(Cells(a), Cells(b));
}

QString cleanAddress(const QString &address)
{
    constexpr std::array schemes{"https://"_L1, "http://"_L1, "mailto:"_L1};
    const bool known = std::any_of(schemes.begin(), schemes.end(), [&](QLatin1StringView scheme) {
        return address.size() > scheme.size() && address.startsWith(scheme, Qt::CaseInsensitive);
    });
    if (!known)
        return {};
    QString clean;
    for (const QChar c : address) {
        if (c.isSpace() || c.category() == QChar::Other_Control || u"<>|\"`"_s.contains(c))
            clean += QString::fromLatin1(QUrl::toPercentEncoding(c));
        else
            clean += c;
    }
    return clean.size() > longestAddress ? QString() : clean;
}

} // namespace linnet
