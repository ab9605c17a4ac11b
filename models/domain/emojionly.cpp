// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/emojionly.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace linnet {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

// Emoji_Presentation below U+1F000, and the blocks above that are emoji through and through.
constexpr std::array emojiByDefault{
    Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},   Range{0x23F0, 0x23F0},
    Range{0x23F3, 0x23F3},   Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},
    Range{0x2648, 0x2653},   Range{0x267F, 0x267F},   Range{0x2693, 0x2693},
    Range{0x26A1, 0x26A1},   Range{0x26AA, 0x26AB},   Range{0x26BD, 0x26BE},
    Range{0x26C4, 0x26C5},   Range{0x26CE, 0x26CE},   Range{0x26D4, 0x26D4},
    Range{0x26EA, 0x26EA},   Range{0x26F2, 0x26F3},   Range{0x26F5, 0x26F5},
    Range{0x26FA, 0x26FA},   Range{0x26FD, 0x26FD},   Range{0x2705, 0x2705},
    Range{0x270A, 0x270B},   Range{0x2728, 0x2728},   Range{0x274C, 0x274C},
    Range{0x274E, 0x274E},   Range{0x2753, 0x2755},   Range{0x2757, 0x2757},
    Range{0x2795, 0x2797},   Range{0x27B0, 0x27B0},   Range{0x27BF, 0x27BF},
    Range{0x2B1B, 0x2B1C},   Range{0x2B50, 0x2B50},   Range{0x2B55, 0x2B55},
    Range{0x1F004, 0x1F004}, Range{0x1F0CF, 0x1F0CF}, Range{0x1F18E, 0x1F18E},
    Range{0x1F191, 0x1F19A}, Range{0x1F201, 0x1F201}, Range{0x1F21A, 0x1F21A},
    Range{0x1F22F, 0x1F22F}, Range{0x1F232, 0x1F236}, Range{0x1F238, 0x1F23A},
    Range{0x1F250, 0x1F251}, Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F7E0, 0x1F7EB}, Range{0x1F7F0, 0x1F7F0}, Range{0x1F900, 0x1F9FF},
    Range{0x1FA70, 0x1FAFF},
};

constexpr std::array emojiBySelector{
    Range{0x00A9, 0x00A9},   Range{0x00AE, 0x00AE},   Range{0x203C, 0x203C},
    Range{0x2049, 0x2049},   Range{0x2122, 0x2122},   Range{0x2139, 0x2139},
    Range{0x2194, 0x2199},   Range{0x21A9, 0x21AA},   Range{0x2328, 0x2328},
    Range{0x23CF, 0x23CF},   Range{0x23ED, 0x23EF},   Range{0x23F1, 0x23F2},
    Range{0x23F8, 0x23FA},   Range{0x24C2, 0x24C2},   Range{0x25AA, 0x25AB},
    Range{0x25B6, 0x25B6},   Range{0x25C0, 0x25C0},   Range{0x25FB, 0x25FC},
    Range{0x2600, 0x27BF},   Range{0x2934, 0x2935},   Range{0x2B05, 0x2B07},
    Range{0x3030, 0x3030},   Range{0x303D, 0x303D},   Range{0x3297, 0x3297},
    Range{0x3299, 0x3299},   Range{0x1F170, 0x1F171}, Range{0x1F17E, 0x1F17F},
    Range{0x1F202, 0x1F202}, Range{0x1F237, 0x1F237},
};

template <size_t n> bool isIn(const std::array<Range, n> &ranges, char32_t c)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const Range &range) { return c >= range.first && c <= range.last; });
}

constexpr char32_t joiner = 0x200D;
constexpr char32_t emojiSelector = 0xFE0F;
constexpr char32_t keycap = 0x20E3;

bool isRegionalIndicator(char32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

bool isSkinTone(char32_t c)
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

bool isTag(char32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

// Takes code points off the front of a text.
class Reader
{
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    [[nodiscard]] char32_t peek(qsizetype *size = nullptr) const
    {
        if (m_text.isEmpty())
            return 0;
        const bool pair
            = m_text.size() > 1 && m_text[0].isHighSurrogate() && m_text[1].isLowSurrogate();
        if (size)
            *size = pair ? 2 : 1;
        return pair ? QChar::surrogateToUcs4(m_text[0], m_text[1]) : m_text[0].unicode();
    }
    char32_t take()
    {
        qsizetype size = 0;
        const char32_t c = peek(&size);
        m_text = m_text.sliced(size);
        return c;
    }
    template <class Predicate> bool takeIf(Predicate predicate)
    {
        if (m_text.isEmpty() || !predicate(peek()))
            return false;
        take();
        return true;
    }
    bool takeIf(char32_t c)
    {
        return takeIf([c](char32_t next) { return next == c; });
    }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

private:
    QStringView m_text;
};

// A pictograph with what modifies it.
bool takePictograph(Reader &reader)
{
    const char32_t c = reader.take();
    const bool selected = reader.takeIf(emojiSelector);
    const bool toned = reader.takeIf(isSkinTone);
    if (!isIn(emojiByDefault, c) && !((selected || toned) && isIn(emojiBySelector, c)))
        return false;
    while (reader.takeIf(isTag)) { }
    return true;
}

bool takeEmoji(Reader &reader)
{
    const char32_t c = reader.peek();
    if (isRegionalIndicator(c)) {
        reader.take();
        return reader.takeIf(isRegionalIndicator);
    }
    if ((c >= U'0' && c <= U'9') || c == U'#' || c == U'*') {
        reader.take();
        reader.takeIf(emojiSelector);
        return reader.takeIf(keycap);
    }
    do {
        if (reader.isEmpty() || !takePictograph(reader))
            return false;
    } while (reader.takeIf(joiner));
    return true;
}

} // namespace

int emojiOnlyCount(QStringView text, int maximum)
{
    Reader reader(text);
    int count = 0;
    while (!reader.isEmpty()) {
        if (reader.takeIf([](char32_t c) { return QChar::isSpace(c); }))
            continue;
        if (++count > maximum || !takeEmoji(reader))
            return 0;
    }
    return count;
}

} // namespace linnet
