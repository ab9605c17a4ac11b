// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composedlines.h"

#include "ui/composer/composedocument.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace linnet::ui {

ComposedLines::ComposedLines(const QTextDocument &document)
    : m_document(document)
{
    readAll();
}

LineRange ComposedLines::readAll()
{
    replace(0, m_text.size(), composedocument::read(m_document));
    return {0, m_text.size()};
}

// The lines beside the change are read too: what joins or parts them may give them another kind.
LineRange ComposedLines::changed(int position, int added)
{
    const int blocks = m_document.blockCount();
    const int last = std::max(0, m_document.characterCount() - 1);
    const QTextBlock begin = m_document.findBlock(std::min(position, last));
    const QTextBlock end = m_document.findBlock(std::min(position + added, last));
    if (!begin.isValid() || !end.isValid())
        return readAll();
    const qsizetype first = std::max(0, begin.blockNumber() - 1);
    const qsizetype after = std::max(0, blocks - 2 - end.blockNumber()); // lines that stay below
    const qsizetype old = m_text.size() - after - first;
    if (old < 0)
        return readAll();
    const LineRange range{first, blocks - after};
    replace(first, old, composedocument::read(m_document, range.first, range.end));
    return range;
}

const QString &ComposedLines::markup() const
{
    if (!m_markup)
        m_markup = markupFor(m_text, m_inlines);
    return *m_markup;
}

void ComposedLines::replace(qsizetype first, qsizetype old, const ComposedText &lines)
{
    if (old == lines.size() && std::equal(lines.begin(), lines.end(), m_text.begin() + first))
        return;
    m_markup.reset();
    const qsizetype more = lines.size() - old;
    if (more > 0) {
        m_text.insert(first + old, more, ComposedLine());
        m_inlines.insert(first + old, more, QString());
    } else {
        m_text.remove(first + lines.size(), -more);
        m_inlines.remove(first + lines.size(), -more);
    }
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (m_text[first + i] == lines[i])
            continue;
        m_text[first + i] = lines[i];
        m_inlines[first + i] = lineMarkup(lines[i]);
    }
}

} // namespace linnet::ui
