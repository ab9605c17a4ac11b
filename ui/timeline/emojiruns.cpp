// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/emojiruns.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

// Emoji_Presentation of Unicode 15 below U+1F000 (emoji-data.txt).
constexpr std::array pictures{
    Range{0x231a, 0x231b}, Range{0x23e9, 0x23ec}, Range{0x23f0, 0x23f0}, Range{0x23f3, 0x23f3},
    Range{0x25fd, 0x25fe}, Range{0x2614, 0x2615}, Range{0x2648, 0x2653}, Range{0x267f, 0x267f},
    Range{0x2693, 0x2693}, Range{0x26a1, 0x26a1}, Range{0x26aa, 0x26ab}, Range{0x26bd, 0x26be},
    Range{0x26c4, 0x26c5}, Range{0x26ce, 0x26ce}, Range{0x26d4, 0x26d4}, Range{0x26ea, 0x26ea},
    Range{0x26f2, 0x26f3}, Range{0x26f5, 0x26f5}, Range{0x26fa, 0x26fa}, Range{0x26fd, 0x26fd},
    Range{0x2705, 0x2705}, Range{0x270a, 0x270b}, Range{0x2728, 0x2728}, Range{0x274c, 0x274c},
    Range{0x274e, 0x274e}, Range{0x2753, 0x2755}, Range{0x2757, 0x2757}, Range{0x2795, 0x2797},
    Range{0x27b0, 0x27b0}, Range{0x27bf, 0x27bf}, Range{0x2b1b, 0x2b1c}, Range{0x2b50, 0x2b50},
    Range{0x2b55, 0x2b55},
};

bool isPicture(char32_t c)
{
    if (c >= 0x1f000)
        return c == 0x1f004 || c == 0x1f0cf || c == 0x1f18e || (c >= 0x1f191 && c <= 0x1f19a)
            || (c >= 0x1f1e6 && c <= 0x1f1ff) || (c >= 0x1f201 && c <= 0x1f64f)
            || (c >= 0x1f680 && c <= 0x1f6ff) || (c >= 0x1f7e0 && c <= 0x1f7eb)
            || (c >= 0x1f90c && c <= 0x1faff);
    return std::any_of(pictures.begin(), pictures.end(),
                       [c](const Range &range) { return c >= range.first && c <= range.last; });
}

// What prolongs a sequence: selectors, joiner, skin tones, keycap, tags of flags.
bool isContinuation(char32_t c)
{
    return c == 0xfe0f || c == 0x200d || c == 0x20e3 || (c >= 0x1f3fb && c <= 0x1f3ff)
        || (c >= 0xe0020 && c <= 0xe007f);
}

constexpr QChar keycap(0x20e3);

bool isKey(char32_t c)
{
    return (c >= u'0' && c <= u'9') || c == u'#' || c == u'*';
}

char32_t codeAt(const QString &text, qsizetype i)
{
    if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(text[i], text[i + 1]);
    return text[i].unicode();
}

// The end of a sequence beginning at i, or i.
qsizetype sequenceEnd(const QString &text, qsizetype i)
{
    const char32_t first = codeAt(text, i);
    qsizetype at = i + (first > 0xffff ? 2 : 1);
    const bool selected = at < text.size()
        && ((text[at] == QChar(0xfe0f) && first > 0x20) || (text[at] == keycap && isKey(first)));
    if (!isPicture(first) && !selected)
        return i;
    while (at < text.size()) {
        const char32_t c = codeAt(text, at);
        const bool joined = c != 0x200d && text[at - 1] == QChar(0x200d);
        if (!isContinuation(c) && !joined)
            break;
        at += c > 0xffff ? 2 : 1;
    }
    return at;
}

} // namespace

QList<EmojiRun> emojiRuns(const QString &text)
{
    QList<EmojiRun> runs;
    for (qsizetype i = 0; i < text.size();) {
        // Nearly every character is decided here.
        if (text[i].unicode() < 0x2000
            && (i + 1 == text.size() || (text[i + 1] != QChar(0xfe0f) && text[i + 1] != keycap))) {
            ++i;
            continue;
        }
        const qsizetype end = sequenceEnd(text, i);
        if (end == i) {
            i += codeAt(text, i) > 0xffff ? 2 : 1;
            continue;
        }
        if (!runs.isEmpty() && runs.last().start + runs.last().length == i)
            runs.last().length += int(end - i);
        else
            runs.append({int(i), int(end - i)});
        i = end;
    }
    return runs;
}

QString drawableEmoji(const QString &text)
{
    return QString(text).replace(u"\ufe0f\u20e3"_s, u"\u20e3"_s);
}

} // namespace linnet::ui
