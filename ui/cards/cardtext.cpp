// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardtext.h"

#include "ui/text/plainlabel.h"
#include "ui/timeline/emojiruns.h"
#include "ui/timeline/textpieces.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

QString Text::plain() const
{
    QStringList lines;
    for (const Block &block : blocks)
        lines.append(block.text);
    QString all = lines.join(u'\n');
    all.replace(QChar(QChar::LineSeparator), u'\n');
    return all;
}

QString shownText(const QString &text, qsizetype maximum)
{
    QString shown = sanitised(text, maximum);
    shown.replace(QChar(QChar::ParagraphSeparator), u'\n');
    if (text.size() > maximum)
        shown += u'…';
    return drawableEmoji(withoutStackedMarks(shown));
}

QString shownLabel(const QString &text)
{
    return shownText(text).simplified();
}

void TextMaker::begin(Block::Kind kind, int level, const QString &marker)
{
    end();
    m_block.kind = kind;
    m_block.level = qBound(0, level, 3);
    m_block.marker = marker;
}

void TextMaker::add(QStringView text, const Run &style)
{
    if (text.isEmpty())
        return;
    const int start = int(m_block.text.size());
    m_block.text += text;
    if (!style.styles && !style.colour.isValid() && style.address.isEmpty())
        return;
    Run run = style;
    run.start = start;
    run.length = int(text.size());
    if (!m_block.runs.isEmpty()) {
        Run &last = m_block.runs.last();
        if (last.start + last.length == start && last.styles == run.styles
            && last.colour == run.colour && last.address == run.address) {
            last.length += run.length;
            return;
        }
    }
    m_block.runs.append(run);
}

void TextMaker::end()
{
    QString &text = m_block.text;
    const auto isBlank = [](QChar c) { return c.isSpace(); };
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    // What a code block is indented by belongs to it.
    qsizetype lead = 0;
    for (qsizetype i = 0; i < text.size() && isBlank(text[i]); ++i) {
        if (m_block.kind != Block::Kind::Code || text[i] == QChar::LineSeparator)
            lead = i + 1;
    }
    text.remove(0, lead);
    QList<Run> kept;
    for (Run run : std::as_const(m_block.runs)) {
        const int from = qMax(0, run.start - int(lead));
        const int to = qMin(int(text.size()), run.start + run.length - int(lead));
        if (to <= from)
            continue;
        run.start = from;
        run.length = to - from;
        kept.append(run);
    }
    m_block.runs = kept;
    if (!text.isEmpty())
        m_text.blocks.append(m_block);
    m_block = {};
}

Text TextMaker::take()
{
    end();
    return std::exchange(m_text, {});
}

Text textOfPlain(const QString &source)
{
    TextMaker maker;
    QString text = shownText(source, longestText);
    text.replace(u'\n', QChar(QChar::LineSeparator));
    maker.add(text, {});
    return maker.take();
}

} // namespace linnet::ui::cards
