// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace linnet::ui {

const Tokens &lightTokens()
{
    static const Tokens tokens{
        .dark = false,
        .surface = QColor(0xff, 0xff, 0xff),
        .sunken = QColor(0xf3, 0xf6, 0xf6),
        .raised = QColor(0xf6, 0xf8, 0xf8),
        .hover = QColor(0xe8, 0xee, 0xef),
        .selected = QColor(0xd5, 0xe7, 0xe9),
        .mention = QColor(0xfd, 0xf1, 0xd2),
        .codeBackground = QColor(0xf0, 0xf3, 0xf4),
        .infoBackground = QColor(0xe6, 0xf1, 0xf3),
        .warningBackground = QColor(0xfd, 0xf1, 0xdb),
        .dangerBackground = QColor(0xfb, 0xe9, 0xe7),
        .border = QColor(0xdb, 0xe1, 0xe2),
        .fieldBorder = QColor(0x87, 0x92, 0x95),
        .text = QColor(0x1b, 0x21, 0x22),
        .muted = QColor(0x54, 0x5e, 0x61),
        .accent = QColor(0x0b, 0x62, 0x6d),
        .accentHover = QColor(0x09, 0x52, 0x5c),
        .accentText = QColor(0xff, 0xff, 0xff),
        .link = QColor(0x0b, 0x62, 0x6d),
        .danger = QColor(0xa8, 0x24, 0x1b),
        .warning = QColor(0x7a, 0x49, 0x00),
        .success = QColor(0x1a, 0x66, 0x37),
    };
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens{
        .dark = true,
        .surface = QColor(0x1b, 0x1f, 0x20),
        .sunken = QColor(0x15, 0x18, 0x19),
        .raised = QColor(0x25, 0x2a, 0x2c),
        .hover = QColor(0x26, 0x2c, 0x2e),
        .selected = QColor(0x20, 0x3e, 0x44),
        .mention = QColor(0x42, 0x37, 0x15),
        .codeBackground = QColor(0x12, 0x15, 0x16),
        .infoBackground = QColor(0x1c, 0x34, 0x39),
        .warningBackground = QColor(0x3f, 0x31, 0x12),
        .dangerBackground = QColor(0x46, 0x22, 0x1f),
        .border = QColor(0x34, 0x3b, 0x3d),
        .fieldBorder = QColor(0x72, 0x7d, 0x80),
        .text = QColor(0xe5, 0xea, 0xeb),
        .muted = QColor(0xa6, 0xb1, 0xb3),
        .accent = QColor(0x74, 0xc8, 0xd3),
        .accentHover = QColor(0x93, 0xd7, 0xe0),
        .accentText = QColor(0x06, 0x25, 0x2a),
        .link = QColor(0x74, 0xc8, 0xd3),
        .danger = QColor(0xf5, 0x97, 0x8e),
        .warning = QColor(0xf1, 0xbd, 0x63),
        .success = QColor(0x81, 0xd1, 0x9d),
    };
    return tokens;
}

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](float x, float y) { return float(x * share + y * (1.0 - share)); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()),
                            mix(a.blueF(), b.blueF()));
}

} // namespace linnet::ui
