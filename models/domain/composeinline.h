// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/markup.h"

namespace linnet {

// The part of compose.cpp that works within a line; see compose.h for the rules.

// Without empty spans, neighbours that look the same joined, links of their own address as text.
[[nodiscard]] QList<MarkupSpan> tidied(const QList<MarkupSpan> &spans);

// Chat's markup of one line.
[[nodiscard]] QString inlineMarkup(const QList<MarkupSpan> &spans);

[[nodiscard]] bool lookSame(const QList<MarkupSpan> &a, const QList<MarkupSpan> &b);

// With what the grammar has no place for written as %XX; empty: not https, http or mailto.
[[nodiscard]] QString cleanAddress(const QString &address);

} // namespace linnet
