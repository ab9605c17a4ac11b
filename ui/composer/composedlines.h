// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/compose.h"

#include <QStringList>

#include <optional>

class QTextDocument;

namespace linnet::ui {

// Lines of a text, from first until before end.
struct LineRange
{
    qsizetype first = 0;
    qsizetype end = 0;

    [[nodiscard]] qsizetype size() const { return end - first; }
    friend bool operator==(const LineRange &, const LineRange &) = default;
};

// What stands in a document and what each of its lines is written as, kept so that a change costs
// what it changed and not the whole text. Knows no widgets.
class ComposedLines
{
public:
    // The document must outlive it; tell of its changes with changed().
    explicit ComposedLines(const QTextDocument &document);

    // As QTextDocument::contentsChange tells it. Gives back the lines that are new.
    LineRange changed(int position, int added);

    [[nodiscard]] const ComposedText &text() const { return m_text; }
    [[nodiscard]] const QStringList &inlines() const { return m_inlines; }
    [[nodiscard]] const QString &markup() const;

private:
    LineRange readAll();
    void replace(qsizetype first, qsizetype old, const ComposedText &lines);

    const QTextDocument &m_document;
    ComposedText m_text;
    QStringList m_inlines;
    mutable std::optional<QString> m_markup; // once somebody asked
};

} // namespace linnet::ui
