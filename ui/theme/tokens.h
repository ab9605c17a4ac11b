// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace linnet::ui {

// The colours of the interface by what they are for. No other place names a colour. Text colours
// have a contrast of at least 4.5:1 on every background they are used on (tst_theme computes it).
struct Tokens
{
    bool dark = false;

    // Backgrounds
    QColor surface; // timeline, pages, input fields
    QColor sunken; // side pane
    QColor raised; // chips, cards, popups, composer
    QColor hover; // a row or button under the pointer
    QColor selected; // the current row
    QColor mention; // a message or chip that mentions me
    QColor codeBackground;
    QColor infoBackground; // banners
    QColor warningBackground;
    QColor dangerBackground;

    // Lines
    QColor border; // between panes, around chips
    QColor fieldBorder; // around what can be typed into (3:1 on surface)

    // Texts and marks
    QColor text;
    QColor muted;
    QColor accent; // unread, links, focus
    QColor accentHover; // an accent-filled button under the pointer
    QColor accentText; // on accent
    QColor link;
    QColor danger;
    QColor warning;
    QColor success;
};

[[nodiscard]] const Tokens &lightTokens();
[[nodiscard]] const Tokens &darkTokens();

// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);
// a over b with the given share of a (0 to 1): for tints.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double share);

} // namespace linnet::ui
