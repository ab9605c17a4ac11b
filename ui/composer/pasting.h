// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/compose.h"

#include <QStringList>

#include <memory>

class QDropEvent;
class QMimeData;

namespace linnet::ui::pasting {

// What goes through the clipboard and what is dropped: our own formats as markup, everybody else's
// as plain text; rich text only when the person asks for it, and then read as text with styles.
// Fetches nothing.

[[nodiscard]] bool understands(const QMimeData &data);
// Files of this machine that are offered as such.
[[nodiscard]] QStringList filesOf(const QMimeData &data);
// Files are copied, whatever is proposed: who is told that they were moved may delete them.
void acceptCopy(QDropEvent &event);
// Chat's markup as another composer of ours put it there; empty: none.
[[nodiscard]] QString markupOf(const QMimeData &data);
[[nodiscard]] std::unique_ptr<QMimeData> mimeOf(const ComposedText &text);
// A single https or http address.
[[nodiscard]] bool isAddress(const QString &text);

// What the clipboard has as rich text, as far as Chat knows it; empty: it has none.
[[nodiscard]] ComposedText formattedClipboard();
[[nodiscard]] ComposedText composedFromHtml(const QString &html);

} // namespace linnet::ui::pasting
