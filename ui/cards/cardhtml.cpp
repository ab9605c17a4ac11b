// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cards/cardtext.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace linnet::ui::cards {

namespace {

constexpr int deepest = 32; // open tags; deeper ones style nothing

struct Tag
{
    QString name; // lower case
    bool closing = false;
    QString address; // of a
    QColor colour; // of font
    qsizetype end = 0; // behind the ">"
};

bool isKnown(const QString &name)
{
    static const QStringList known{u"b"_s,    u"strong"_s, u"i"_s,    u"em"_s,   u"u"_s,
                                   u"ins"_s,  u"s"_s,      u"del"_s,  u"a"_s,    u"strike"_s,
                                   u"font"_s, u"br"_s,     u"time"_s, u"code"_s, u"pre"_s,
                                   u"ul"_s,   u"ol"_s,     u"li"_s};
    return known.contains(name);
}

// The length of the entity at "&", or 0; what it stands for.
qsizetype readEntity(QStringView text, QString &meaning)
{
    const qsizetype end = text.left(12).indexOf(u';');
    if (end < 2)
        return 0;
    const QStringView name = text.mid(1, end - 1);
    if (name.startsWith(u'#')) {
        const bool hex = name.size() > 1 && name[1].toLower() == u'x';
        bool good = false;
        const uint code = name.mid(hex ? 2 : 1).toUInt(&good, hex ? 16 : 10);
        const bool shown = good && code >= 0x20 && code <= 0x10ffff && (code < 0x7f || code >= 0xa0)
            && (code < 0xd800 || code > 0xdfff) && (code < 0x202a || code > 0x202e)
            && (code < 0x2066 || code > 0x2069);
        if (!shown)
            return 0;
        const char32_t letter = code;
        meaning = QString::fromUcs4(&letter, 1);
        return end + 1;
    }
    static const QHash<QString, QString> names{
        {u"lt"_s, u"<"_s},         {u"gt"_s, u">"_s},          {u"amp"_s, u"&"_s},
        {u"quot"_s, u"\""_s},      {u"apos"_s, u"'"_s},        {u"nbsp"_s, u"\u00a0"_s},
        {u"mdash"_s, u"\u2014"_s}, {u"ndash"_s, u"\u2013"_s},  {u"hellip"_s, u"\u2026"_s},
        {u"bull"_s, u"\u2022"_s},  {u"middot"_s, u"\u00b7"_s}, {u"copy"_s, u"\u00a9"_s},
        {u"reg"_s, u"\u00ae"_s},   {u"trade"_s, u"\u2122"_s},  {u"euro"_s, u"\u20ac"_s},
        {u"times"_s, u"\u00d7"_s}, {u"laquo"_s, u"\u00ab"_s},  {u"raquo"_s, u"\u00bb"_s},
        {u"lsquo"_s, u"\u2018"_s}, {u"rsquo"_s, u"\u2019"_s},  {u"ldquo"_s, u"\u201c"_s},
        {u"rdquo"_s, u"\u201d"_s}, {u"rarr"_s, u"\u2192"_s},   {u"larr"_s, u"\u2190"_s},
        {u"deg"_s, u"\u00b0"_s}};
    const auto found = names.constFind(name.toString());
    if (found == names.constEnd())
        return 0;
    meaning = *found;
    return end + 1;
}

QString decoded(QStringView text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        QString meaning;
        const qsizetype length = text[i] == u'&' ? readEntity(text.mid(i), meaning) : 0;
        if (length > 0) {
            plain += meaning;
            i += length - 1;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

// "#rgb", "#rrggbb" and the names every browser knows; nothing that QColor alone understands.
QColor colourOf(const QString &text)
{
    static const QStringList names{u"black"_s, u"red"_s,  u"green"_s,  u"blue"_s,   u"yellow"_s,
                                   u"white"_s, u"gray"_s, u"grey"_s,   u"orange"_s, u"purple"_s,
                                   u"navy"_s,  u"teal"_s, u"maroon"_s, u"olive"_s,  u"brown"_s};
    const QString name = text.trimmed().toLower();
    const bool hex = name.startsWith(u'#') && (name.size() == 4 || name.size() == 7);
    return hex || names.contains(name) ? QColor(name) : QColor();
}

// The tag at "<", if it is one of ours and ends before the next "<".
bool readTag(const QString &text, qsizetype at, Tag &tag)
{
    qsizetype i = at + 1;
    tag.closing = i < text.size() && text[i] == u'/';
    if (tag.closing)
        ++i;
    const qsizetype nameStart = i;
    while (i < text.size() && i - nameStart < 8 && text[i].unicode() < 0x80 && text[i].isLetter())
        ++i;
    tag.name = text.mid(nameStart, i - nameStart).toLower();
    if (i >= text.size() || !isKnown(tag.name)
        || (text[i] != u'>' && text[i] != u'/' && !text[i].isSpace()))
        return false;
    while (i < text.size() && text[i] != u'>') {
        if (text[i] == u'<')
            return false;
        if (text[i].isSpace() || text[i] == u'/') {
            ++i;
            continue;
        }
        const qsizetype key = i;
        while (i < text.size() && text[i] != u'=' && text[i] != u'>' && text[i] != u'<'
               && !text[i].isSpace())
            ++i;
        const QString attribute = text.mid(key, i - key).toLower();
        while (i < text.size() && text[i].isSpace())
            ++i;
        if (i >= text.size() || text[i] != u'=')
            continue;
        ++i;
        while (i < text.size() && text[i].isSpace())
            ++i;
        const QChar quote
            = i < text.size() && (text[i] == u'"' || text[i] == u'\'') ? text[i] : QChar();
        const qsizetype value = quote.isNull() ? i : i + 1;
        i = value;
        while (i < text.size()
               && (quote.isNull() ? text[i] != u'>' && text[i] != u'<' && !text[i].isSpace()
                                  : text[i] != quote))
            ++i;
        const QStringView content = QStringView(text).mid(value, i - value);
        if (attribute == "href"_L1 && tag.name == "a"_L1)
            tag.address = decoded(content.left(4096)).trimmed();
        else if (attribute == "color"_L1 && tag.name == "font"_L1)
            tag.colour = colourOf(content.left(32).toString());
        if (!quote.isNull() && i < text.size())
            ++i;
    }
    tag.end = i + 1;
    return i < text.size();
}

class HtmlReader
{
public:
    explicit HtmlReader(const QString &source)
        : m_source(shownText(source, longestText))
    {
    }

    Text read()
    {
        for (qsizetype i = 0; i < m_source.size();) {
            const QChar c = m_source[i];
            Tag tag;
            if (c == u'<' && readTag(m_source, i, tag)) {
                take(tag);
                i = tag.end;
                continue;
            }
            QString meaning;
            const qsizetype entity
                = c == u'&' ? readEntity(QStringView(m_source).mid(i), meaning) : 0;
            if (entity > 0) {
                m_maker.add(meaning, style());
                i += entity;
            } else if (c == u'\n') {
                m_maker.addBreak();
                ++i;
            } else {
                qsizetype end = i + 1;
                while (end < m_source.size() && m_source[end] != u'<' && m_source[end] != u'&'
                       && m_source[end] != u'\n')
                    ++end;
                m_maker.add(QStringView(m_source).mid(i, end - i), style());
                i = end;
            }
        }
        return m_maker.take();
    }

private:
    struct Open
    {
        QString name;
        Run style; // with all that are around it
    };
    struct Level
    {
        bool numbered = false;
        int count = 0;
    };

    [[nodiscard]] Run style() const { return m_open.isEmpty() ? Run() : m_open.last().style; }

    void take(const Tag &tag)
    {
        if (tag.name == "br"_L1) {
            m_maker.addBreak();
        } else if (tag.name == "ul"_L1 || tag.name == "ol"_L1) {
            m_maker.end();
            if (!tag.closing && m_lists.size() < deepest)
                m_lists.append({tag.name == "ol"_L1, 0});
            else if (tag.closing && !m_lists.isEmpty())
                m_lists.removeLast();
            if (tag.closing && !m_lists.isEmpty())
                return;
        } else if (tag.name == "li"_L1) {
            if (tag.closing) {
                m_maker.end();
                return;
            }
            QString marker = u"•"_s;
            if (!m_lists.isEmpty() && m_lists.last().numbered)
                marker = u"%1."_s.arg(++m_lists.last().count);
            m_maker.begin(Block::Kind::Item, int(m_lists.size()) - 1, marker);
        } else if (tag.name == "pre"_L1) {
            m_maker.begin(tag.closing ? Block::Kind::Paragraph : Block::Kind::Code);
        } else if (tag.closing) {
            close(tag.name);
        } else {
            open(tag);
        }
    }

    void open(const Tag &tag)
    {
        if (m_open.size() >= deepest)
            return;
        Run run = style();
        const QString &name = tag.name;
        if (name == "b"_L1 || name == "strong"_L1)
            run.styles |= Style::Bold;
        else if (name == "i"_L1 || name == "em"_L1)
            run.styles |= Style::Italic;
        else if (name == "u"_L1 || name == "ins"_L1)
            run.styles |= Style::Underline;
        else if (name == "s"_L1 || name == "strike"_L1 || name == "del"_L1)
            run.styles |= Style::Strike;
        else if (name == "code"_L1)
            run.styles |= Style::Code;
        else if (name == "font"_L1 && tag.colour.isValid())
            run.colour = tag.colour;
        else if (name == "a"_L1)
            run.address = tag.address;
        m_open.append({name, run});
    }

    // The innermost of the name; what lies in it and is still open stays open.
    void close(const QString &name)
    {
        qsizetype at = m_open.size() - 1;
        while (at >= 0 && m_open[at].name != name)
            --at;
        if (at < 0)
            return;
        const Run outer = at == 0 ? Run() : m_open[at - 1].style;
        const Run inner = m_open[at].style;
        m_open.removeAt(at);
        for (qsizetype i = at; i < m_open.size(); ++i) {
            Run &run = m_open[i].style;
            const Styles own = inner.styles & ~outer.styles;
            run.styles &= ~own;
            if (run.colour == inner.colour)
                run.colour = outer.colour;
            if (run.address == inner.address)
                run.address = outer.address;
        }
    }

    const QString m_source;
    TextMaker m_maker;
    QList<Open> m_open;
    QList<Level> m_lists;
};

} // namespace

Text textOfHtml(const QString &source)
{
    return HtmlReader(source).read();
}

} // namespace linnet::ui::cards
