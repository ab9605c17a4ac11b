// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardtext.h"

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr int mostOpen = 32; // delimiters waiting for their partner

// A piece of a line: text, a delimiter that may open or close a style, or an end of a link.
struct Token
{
    enum class Kind {
        Text,
        Delimiter,
        Code,
        LinkStart,
        LinkEnd,
    };
    Kind kind = Kind::Text;
    QString text; // as written; of a link its address
    Style style = Style::Bold; // of delimiters
    bool opens = false;
    bool closes = false;
    int partner = -1;
};

class InlineReader
{
public:
    explicit InlineReader(const QString &line)
        : m_line(line)
    {
    }

    void read(TextMaker &maker, Styles base)
    {
        scan();
        match();
        emitTo(maker, base);
    }

private:
    void addText(QStringView text)
    {
        if (m_tokens.isEmpty() || m_tokens.last().kind != Token::Kind::Text)
            m_tokens.append(Token());
        m_tokens.last().text += text;
    }

    void scan()
    {
        for (qsizetype i = 0; i < m_line.size();) {
            if (i == m_linkEnd) {
                m_tokens.append({Token::Kind::LinkEnd, {}});
                i = m_behindLink;
                m_linkEnd = -1;
                continue;
            }
            const QChar c = m_line[i];
            if (c == u'\\' && i + 1 < m_line.size() && m_line[i + 1].isPunct()) {
                addText(QStringView(m_line).mid(i + 1, 1));
                i += 2;
            } else if (c == u'`') {
                i = scanCode(i);
            } else if (c == u'*' || c == u'_' || c == u'~') {
                i = scanDelimiter(i);
            } else if (c == u'[' && m_linkEnd < 0 && scanLink(i)) {
                ++i;
            } else {
                addText(QStringView(m_line).mid(i, 1));
                ++i;
            }
        }
    }

    qsizetype scanCode(qsizetype at)
    {
        qsizetype ticks = at;
        while (ticks < m_line.size() && m_line[ticks] == u'`')
            ++ticks;
        const QString fence(ticks - at, u'`');
        const qsizetype end = fence.size() > 3 || m_noCode ? -1 : m_line.indexOf(fence, ticks);
        if (end < 0 || end == ticks || (m_linkEnd >= 0 && end > m_linkEnd)) {
            m_noCode = m_noCode || (end < 0 && fence.size() == 1); // nor will another one close
            addText(fence);
            return ticks;
        }
        m_tokens.append({Token::Kind::Code, m_line.mid(ticks, end - ticks)});
        return end + fence.size();
    }

    qsizetype scanDelimiter(qsizetype at)
    {
        const QChar c = m_line[at];
        qsizetype end = at;
        while (end < m_line.size() && m_line[end] == c)
            ++end;
        const QChar before = at > 0 ? m_line[at - 1] : QChar(u' ');
        const QChar after = end < m_line.size() ? m_line[end] : QChar(u' ');
        bool opens = !after.isSpace();
        bool closes = !before.isSpace();
        if (c == u'_') { // within words it is a letter
            opens = opens && !before.isLetterOrNumber();
            closes = closes && !after.isLetterOrNumber();
        }
        qsizetype left = end - at;
        if (left > 3 || (c == u'~' && left != 2) || (!opens && !closes)) {
            addText(QStringView(m_line).mid(at, left));
            return end;
        }
        while (left > 0) {
            const qsizetype length = left >= 2 ? 2 : 1;
            Token token{Token::Kind::Delimiter, QString(length, c)};
            token.style = c == u'~' ? Style::Strike : length == 2 ? Style::Bold : Style::Italic;
            token.opens = opens;
            token.closes = closes;
            m_tokens.append(token);
            left -= length;
        }
        return end;
    }

    // [words](address): words without brackets, no white space in the address.
    bool scanLink(qsizetype at)
    {
        qsizetype close = at + 1;
        while (close < m_line.size() && m_line[close] != u']' && m_line[close] != u'[')
            ++close;
        if (close + 1 >= m_line.size() || close == at + 1 || m_line[close] != u']'
            || m_line[close + 1] != u'(')
            return false;
        qsizetype end = close + 2;
        int depth = 0;
        while (end < m_line.size() && !m_line[end].isSpace()
               && (m_line[end] != u')' || depth > 0)) {
            depth += m_line[end] == u'(' ? 1 : m_line[end] == u')' ? -1 : 0;
            ++end;
        }
        if (end >= m_line.size() || m_line[end] != u')' || end == close + 2)
            return false;
        m_tokens.append({Token::Kind::LinkStart, m_line.mid(close + 2, end - close - 2)});
        m_linkEnd = close;
        m_behindLink = end + 1;
        return true;
    }

    // Each closing delimiter takes the nearest open one of its kind; pairs may cross.
    void match()
    {
        QList<int> open;
        for (int i = 0; i < int(m_tokens.size()); ++i) {
            Token &token = m_tokens[i];
            if (token.kind != Token::Kind::Delimiter)
                continue;
            qsizetype at = token.closes ? open.size() - 1 : -1;
            while (at >= 0 && (m_tokens[open[at]].text != token.text || open[at] == i - 1))
                --at;
            if (at >= 0) {
                token.partner = open[at];
                m_tokens[open[at]].partner = i;
                open.removeAt(at);
            } else if (token.opens) {
                open.append(i);
                if (open.size() > mostOpen)
                    open.removeFirst();
            }
        }
    }

    void emitTo(TextMaker &maker, Styles base) const
    {
        int depth[5] = {};
        Run run;
        const auto update = [&] {
            run.styles = base;
            const Style styles[] = {Style::Bold, Style::Italic, Style::Strike};
            for (int i = 0; i < 3; ++i) {
                if (depth[i] > 0)
                    run.styles |= styles[i];
            }
        };
        update();
        for (int i = 0; i < int(m_tokens.size()); ++i) {
            const Token &token = m_tokens[i];
            switch (token.kind) {
            case Token::Kind::Text:
                maker.add(token.text, run);
                break;
            case Token::Kind::Delimiter:
                if (token.partner < 0) {
                    maker.add(token.text, run);
                } else {
                    const int which = token.style == Style::Bold ? 0
                        : token.style == Style::Italic           ? 1
                                                                 : 2;
                    depth[which] += token.partner > i ? 1 : -1;
                    update();
                }
                break;
            case Token::Kind::Code: {
                Run code = run;
                code.styles |= Style::Code;
                maker.add(token.text, code);
                break;
            }
            case Token::Kind::LinkStart:
                run.address = token.text;
                break;
            case Token::Kind::LinkEnd:
                run.address.clear();
                break;
            }
        }
    }

    const QString m_line;
    QList<Token> m_tokens;
    qsizetype m_linkEnd = -1; // where the "]" of the link stands that was begun
    qsizetype m_behindLink = 0;
    bool m_noCode = false;
};

// What a line begins with.
struct Lead
{
    Block::Kind kind = Block::Kind::Paragraph;
    int level = 0;
    QString marker;
    qsizetype length = 0; // of what is not text
};

Lead leadOf(const QString &line)
{
    Lead lead;
    qsizetype i = 0;
    while (i < line.size() && (line[i] == u' ' || line[i] == u'\t'))
        lead.level += line[i++] == u'\t' ? 4 : 1;
    lead.length = i;
    const int indent = lead.level;
    lead.level = 0;
    const auto spaceAt = [&line](qsizetype at) { return at < line.size() && line[at] == u' '; };
    if (i >= line.size())
        return lead;
    if (line[i] == u'#') {
        qsizetype end = i;
        while (end < line.size() && line[end] == u'#')
            ++end;
        if (end - i <= 6 && spaceAt(end))
            return {Block::Kind::Heading, 0, {}, end + 1};
    } else if (line[i] == u'>') {
        return {Block::Kind::Quote, 0, {}, spaceAt(i + 1) ? i + 2 : i + 1};
    } else if ((line[i] == u'-' || line[i] == u'*' || line[i] == u'+') && spaceAt(i + 1)) {
        return {Block::Kind::Item, (indent + 2) / 4, u"•"_s, i + 2};
    } else if (line[i].isDigit()) {
        qsizetype end = i;
        while (end < line.size() && end - i < 9 && line[end].isDigit())
            ++end;
        if (end < line.size() && (line[end] == u'.' || line[end] == u')') && spaceAt(end + 1))
            return {Block::Kind::Item, (indent + 2) / 4, QString(line.mid(i, end - i) + u'.'),
                    end + 2};
    }
    return lead;
}

} // namespace

Text textOfMarkdown(const QString &source)
{
    TextMaker maker;
    const QStringList lines = shownText(source, longestText).split(u'\n');
    bool fenced = false;
    bool fresh = true; // nothing of the block is there yet
    Block::Kind kind = Block::Kind::Paragraph;
    for (const QString &line : lines) {
        if (line.trimmed().startsWith("```"_L1)) {
            const QString rest = line.trimmed().mid(3);
            maker.begin(fenced ? Block::Kind::Paragraph : Block::Kind::Code);
            if (!fenced && rest.contains("```"_L1)) { // all on one line
                maker.add(QString(rest).remove("```"_L1), {});
                maker.begin(Block::Kind::Paragraph);
            } else {
                fenced = !fenced;
            }
            fresh = true;
            kind = Block::Kind::Paragraph;
            continue;
        }
        if (fenced) {
            maker.add(line, {});
            maker.addBreak();
            continue;
        }
        if (line.trimmed().isEmpty()) {
            maker.begin(Block::Kind::Paragraph);
            fresh = true;
            kind = Block::Kind::Paragraph;
            continue;
        }
        const Lead lead = leadOf(line);
        const bool goesOn = !fresh && lead.kind == kind
            && (kind == Block::Kind::Paragraph || kind == Block::Kind::Quote);
        if (goesOn)
            maker.addBreak();
        else
            maker.begin(lead.kind, lead.level, lead.marker);
        InlineReader(line.mid(lead.length))
            .read(maker, lead.kind == Block::Kind::Heading ? Styles(Style::Bold) : Styles());
        kind = lead.kind;
        fresh = false;
    }
    return maker.take();
}

} // namespace linnet::ui::cards
