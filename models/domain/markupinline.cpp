// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/markupinline.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array delimiters{u'*', u'_', u'~'};
constexpr std::array delimiterStyles{TextStyle::Bold, TextStyle::Italic, TextStyle::Strike};
constexpr int longestUrl = 4096;
constexpr int longestName = 128; // of what stands between <> and ::, but links

int delimiterIndex(QChar c)
{
    const auto it = std::find(delimiters.begin(), delimiters.end(), c.unicode());
    return it == delimiters.end() ? -1 : int(it - delimiters.begin());
}

// The length of an address's scheme with what belongs to it; 0: none that may be a link.
int schemeLength(QStringView text)
{
    for (const auto scheme : {"https://"_L1, "http://"_L1, "mailto:"_L1}) {
        if (text.size() > scheme.size() && text.startsWith(scheme, Qt::CaseInsensitive))
            return int(scheme.size());
    }
    return 0;
}

bool endsUrl(QChar c)
{
    return c.isSpace() || c == u'<' || c == u'>' || c == u'"' || c == u'`' || c == u'|'
        || c.category() == QChar::Other_Control;
}

bool isTrailingPunctuation(QChar c)
{
    return u".,;:!?'\u2019\u201c\u201d\u2026\u00bb"_s.contains(c);
}

} // namespace

MarkupInline::MarkupInline(const QString &source, const QList<Annotation> &annotations,
                           const QString &plainText)
    : m_source(source)
    , m_annotations(annotations)
{
    readAnnotations(plainText);
}

void MarkupInline::readAnnotations(const QString &plainText)
{
    const bool placed = plainText == m_source;
    constexpr qsizetype most = 1000;
    for (qsizetype i = 0; i < qMin(most, m_annotations.size()); ++i) {
        const Annotation &annotation = m_annotations[i];
        const QStringView text = annotatedText(plainText, annotation);
        switch (annotation.type) {
        case AnnotationType::UserMention:
            m_mentionNames.insert(annotation.user, text.toString());
            break;
        case AnnotationType::AllMention:
            m_allName = text.toString();
            break;
        case AnnotationType::CustomEmoji: {
            Emoji emoji = annotation.emoji;
            if (emoji.customShortName.isEmpty())
                emoji.customShortName = text.toString();
            m_emojiByName.insert(emoji.customShortName, emoji);
            m_emojiByResource.insert(emoji.customName, emoji);
            continue; // found by its name
        }
        case AnnotationType::RichLink:
            if (schemeLength(annotation.uri) == 0)
                continue;
            break;
        case AnnotationType::SlashCommand:
            continue;
        }
        if (placed && !text.isEmpty()) {
            const int start = int(text.data() - plainText.constData());
            m_placed.append({start, start + int(text.size()), i});
        }
    }
    std::stable_sort(m_placed.begin(), m_placed.end(),
                     [](const Placed &a, const Placed &b) { return a.start < b.start; });
    int end = 0;
    m_placed.removeIf([&end](const Placed &p) {
        const bool overlaps = p.start < end;
        end = qMax(end, p.end);
        return overlaps;
    });
}

void MarkupInline::parse(int begin, int end, QList<MarkupSpan> &spans, int &budget)
{
    m_pieces.clear();
    m_spans.clear();
    m_open.clear();
    m_openCount = {};
    m_nextBacktick = -1;
    m_nextGreater = -1;
    m_noMailBefore = -1;
    cut(begin, end, budget);
    emitPieces(begin, end, spans);
}

void MarkupInline::cut(int begin, int end, int &budget)
{
    int i = begin;
    while (i < end && budget > 0) {
        const int taken = takeAt(i, end);
        if (taken > i) {
            i = taken;
            --budget;
            continue;
        }
        if (takeDelimiter(i, begin, end)) {
            --budget;
        } else if (!wordBefore(i, begin)) {
            const int url = takeUrl(i, end);
            if (url > i) {
                i = url;
                --budget;
                continue;
            }
        }
        ++i;
    }
}

// Returns where what begins here ends, or i.
int MarkupInline::takeAt(int i, int end)
{
    const int placed = takePlaced(i, end);
    if (placed > i)
        return placed;
    switch (m_source[i].unicode()) {
    case u'`':
        return takeCode(i, end);
    case u'<':
        return takeAngle(i, end);
    case u':':
        return takeEmojiName(i, end);
    default:
        return i;
    }
}

int MarkupInline::takePlaced(int i, int end)
{
    while (m_nextPlaced < m_placed.size() && m_placed[m_nextPlaced].start < i)
        ++m_nextPlaced;
    if (m_nextPlaced >= m_placed.size() || m_placed[m_nextPlaced].start != i
        || m_placed[m_nextPlaced].end > end) {
        return i;
    }
    const Placed placed = m_placed[m_nextPlaced++];
    const Annotation &annotation = m_annotations[placed.annotation];
    MarkupSpan span;
    span.text = view(placed.start, placed.end).toString();
    switch (annotation.type) {
    case AnnotationType::UserMention:
        span.kind = MarkupSpan::Kind::UserMention;
        span.user = annotation.user;
        break;
    case AnnotationType::AllMention:
        span.kind = MarkupSpan::Kind::AllMention;
        break;
    case AnnotationType::RichLink:
        span.kind = MarkupSpan::Kind::Link;
        span.url = annotation.uri;
        break;
    case AnnotationType::CustomEmoji:
    case AnnotationType::SlashCommand:
        return i;
    }
    return keep(std::move(span), placed.start, placed.end);
}

int MarkupInline::takeCode(int i, int end)
{
    const int close = next(u'`', i + 1, end, m_nextBacktick);
    if (close < 0 || view(i + 1, close).trimmed().isEmpty())
        return i;
    MarkupSpan span;
    span.text = view(i + 1, close).toString();
    span.styles = TextStyle::Code;
    span.start = i + 1;
    span.length = close - i - 1;
    return keep(std::move(span), i, close + 1);
}

int MarkupInline::takeAngle(int i, int end)
{
    if (i + 1 >= end)
        return i;
    const QChar c = m_source[i + 1];
    if (c == u'u' || c == u'c') {
        const QStringView rest = view(i + 1, qMin(end, i + 1 + longestName));
        const qsizetype close = rest.indexOf(u'>');
        if (close < 0)
            return i;
        return c == u'u' ? takeMention(i, i + 1 + int(close))
                         : takeCustomEmoji(i, i + 1 + int(close));
    }
    return takeLink(i, end);
}

// <https://…|text>: the address ends at the first "|", the text at the first ">".
int MarkupInline::takeLink(int i, int end)
{
    if (schemeLength(view(i + 1, qMin(end, i + 10))) == 0)
        return i;
    int bar = i + 1;
    while (bar < end && !endsUrl(m_source[bar]))
        ++bar;
    if (bar >= end || m_source[bar] != u'|' || bar - i > longestUrl)
        return i;
    const int close = next(u'>', bar + 1, end, m_nextGreater);
    if (close < 0)
        return i;
    MarkupSpan span;
    span.kind = MarkupSpan::Kind::Link;
    span.url = view(i + 1, bar).toString();
    const bool named = !view(bar + 1, close).trimmed().isEmpty();
    span.start = named ? bar + 1 : i + 1;
    span.length = named ? close - bar - 1 : bar - i - 1;
    span.text = m_source.mid(span.start, span.length);
    return keep(std::move(span), i, close + 1);
}

int MarkupInline::takeMention(int i, int close)
{
    const QStringView name = view(i + 1, close);
    constexpr auto prefix = "users/"_L1;
    if (!name.startsWith(prefix) || name.size() == prefix.size())
        return i;
    const QStringView id = name.sliced(prefix.size());
    if (std::any_of(id.begin(), id.end(), [](QChar c) { return c.isSpace() || c == u'<'; }))
        return i;
    MarkupSpan span;
    if (id == "all"_L1) {
        span.kind = MarkupSpan::Kind::AllMention;
        span.text = m_allName.isEmpty() ? u"@all"_s : m_allName;
    } else {
        span.kind = MarkupSpan::Kind::UserMention;
        span.user = UserId(name.toString());
        span.text = m_mentionNames.value(span.user);
    }
    return keep(std::move(span), i, close + 1);
}

int MarkupInline::takeCustomEmoji(int i, int close)
{
    const QStringView name = view(i + 1, close);
    constexpr auto prefix = "customEmojis/"_L1;
    if (!name.startsWith(prefix) || name.size() == prefix.size()
        || std::any_of(name.begin(), name.end(),
                       [](QChar c) { return c.isSpace() || c == u'<'; })) {
        return i;
    }
    MarkupSpan span;
    span.kind = MarkupSpan::Kind::CustomEmoji;
    span.emoji = m_emojiByResource.value(name.toString());
    span.emoji.customName = name.toString();
    span.text = span.emoji.customShortName;
    return keep(std::move(span), i, close + 1);
}

int MarkupInline::takeEmojiName(int i, int end)
{
    if (m_emojiByName.isEmpty())
        return i;
    const qsizetype close = view(i + 1, qMin(end, i + 1 + longestName)).indexOf(u':');
    if (close < 1)
        return i;
    const int after = i + int(close) + 2;
    const auto it = m_emojiByName.constFind(view(i, after).toString());
    if (it == m_emojiByName.constEnd())
        return i;
    MarkupSpan span;
    span.kind = MarkupSpan::Kind::CustomEmoji;
    span.emoji = *it;
    span.text = it.key();
    return keep(std::move(span), i, after);
}

int MarkupInline::takeUrl(int i, int end)
{
    const QChar c = m_source[i].toLower();
    if (c != u'h' && c != u'm')
        return i;
    const bool mail = c == u'm';
    const int scheme = schemeLength(view(i, qMin(end, i + 10)));
    if (scheme == 0 || (mail && i < m_noMailBefore))
        return i;
    const QChar first = m_source[i + scheme];
    if (!mail && !first.isLetterOrNumber() && first != u'[' && !first.isSurrogate())
        return i;
    int stop = i + scheme;
    while (stop < end && !endsUrl(m_source[stop]))
        ++stop;
    if (mail && !view(i, stop).contains(u'@')) {
        m_noMailBefore = stop;
        return i;
    }
    stop = trimmedUrlEnd(i + scheme, stop);
    MarkupSpan span;
    span.text = view(i, stop).toString();
    if (stop - i <= longestUrl) {
        span.kind = MarkupSpan::Kind::Link;
        span.url = span.text;
    }
    return keep(std::move(span), i, stop);
}

// What people write after an address does not belong to it: punctuation, the bracket that was
// opened before it, the end of a style.
int MarkupInline::trimmedUrlEnd(int start, int end) const
{
    std::array<int, 3> excess{}; // closing less opening ones
    constexpr std::array opening{u'(', u'[', u'{'};
    constexpr std::array closing{u')', u']', u'}'};
    const auto indexIn = [](const std::array<char16_t, 3> &set, QChar c) {
        return int(std::find(set.begin(), set.end(), c.unicode()) - set.begin());
    };
    for (int i = start; i < end; ++i) {
        const int opened = indexIn(opening, m_source[i]);
        const int closed = indexIn(closing, m_source[i]);
        if (opened < 3)
            --excess[size_t(opened)];
        else if (closed < 3)
            ++excess[size_t(closed)];
    }
    for (; end > start; --end) {
        const QChar c = m_source[end - 1];
        if (isTrailingPunctuation(c))
            continue;
        const int delimiter = delimiterIndex(c);
        if (delimiter >= 0 && m_openCount[size_t(delimiter)] > 0)
            continue;
        const int closed = indexIn(closing, c);
        if (closed < 3 && excess[size_t(closed)] > 0) {
            --excess[size_t(closed)];
            continue;
        }
        break;
    }
    return end;
}

// A delimiter counts at the edge of a word only, and never beside another of its kind.
bool MarkupInline::takeDelimiter(int i, int begin, int end)
{
    const QChar c = m_source[i];
    const int style = delimiterIndex(c);
    if (style < 0)
        return false;
    const bool first = i == begin;
    const bool last = i + 1 == end;
    if ((!first && m_source[i - 1] == c) || (!last && m_source[i + 1] == c))
        return false;
    const bool closes = !first && !m_source[i - 1].isSpace() && !wordAt(i + 1, end);
    if (closes && m_openCount[size_t(style)] > 0) {
        // What was opened in between and not closed is text.
        while (true) {
            Piece &opener = m_pieces[m_open.takeLast()];
            --m_openCount[opener.style];
            if (opener.style != style)
                continue;
            opener.partner = int(m_pieces.size());
            break;
        }
        m_pieces.append({Piece::Kind::Closer, quint8(style), i, i + 1, -1});
        return true;
    }
    const bool opens = !last && !m_source[i + 1].isSpace() && !wordBefore(i, begin);
    if (!opens)
        return false;
    m_open.append(int(m_pieces.size()));
    ++m_openCount[size_t(style)];
    m_pieces.append({Piece::Kind::Opener, quint8(style), i, i + 1, -1});
    return true;
}

int MarkupInline::keep(MarkupSpan span, int start, int end)
{
    if (span.length == 0) {
        span.start = start;
        span.length = end - start;
    }
    m_pieces.append({Piece::Kind::Span, 0, start, end, int(m_spans.size())});
    m_spans.append(std::move(span));
    return end;
}

void MarkupInline::emitPieces(int begin, int end, QList<MarkupSpan> &spans) const
{
    std::array<int, 3> depth{};
    const auto styles = [&depth] {
        TextStyles set;
        for (size_t i = 0; i < depth.size(); ++i)
            set.setFlag(delimiterStyles[i], depth[i] > 0);
        return set;
    };
    int done = begin; // what comes before is in spans
    for (const Piece &piece : m_pieces) {
        if (piece.kind == Piece::Kind::Opener && piece.partner < 0)
            continue; // text
        appendPlain(done, piece.start, styles(), spans);
        done = piece.end;
        switch (piece.kind) {
        case Piece::Kind::Span:
            spans.append(m_spans[piece.partner]);
            spans.last().styles |= styles();
            break;
        case Piece::Kind::Opener:
            ++depth[piece.style];
            break;
        case Piece::Kind::Closer:
            --depth[piece.style];
            break;
        }
    }
    appendPlain(done, end, styles(), spans);
}

void MarkupInline::appendPlain(int begin, int end, TextStyles styles,
                               QList<MarkupSpan> &spans) const
{
    if (begin >= end)
        return;
    if (!spans.isEmpty()) {
        MarkupSpan &last = spans.last();
        if (last.kind == MarkupSpan::Kind::Text && last.styles == styles
            && last.start + last.length == begin) {
            last.text += view(begin, end);
            last.length += end - begin;
            return;
        }
    }
    MarkupSpan span;
    span.text = view(begin, end).toString();
    span.styles = styles;
    span.start = begin;
    span.length = end - begin;
    spans.append(std::move(span));
}

bool MarkupInline::wordBefore(int i, int begin) const
{
    if (i <= begin)
        return false;
    const QChar c = m_source[i - 1];
    if (c.isLowSurrogate() && i - 1 > begin && m_source[i - 2].isHighSurrogate())
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(m_source[i - 2], c));
    return c.isLetterOrNumber() || c.isMark();
}

bool MarkupInline::wordAt(int i, int end) const
{
    if (i >= end)
        return false;
    const QChar c = m_source[i];
    if (c.isHighSurrogate() && i + 1 < end && m_source[i + 1].isLowSurrogate())
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(c, m_source[i + 1]));
    return c.isLetterOrNumber();
}

QStringView MarkupInline::view(int start, int end) const
{
    return QStringView(m_source).sliced(start, end - start);
}

int MarkupInline::next(QChar c, int from, int end, int &memory) const
{
    if (memory == -2)
        return -1;
    if (memory < from) {
        const qsizetype found = view(from, end).indexOf(c);
        memory = found < 0 ? -2 : from + int(found);
    }
    return memory == -2 ? -1 : memory;
}

} // namespace linnet
