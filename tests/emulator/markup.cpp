// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

bool isWord(QChar c)
{
    return c.isLetterOrNumber();
}

/// One pass over the markup; appends to the plain and the formatted text in step.
class Renderer
{
public:
    Renderer(const QString &in, const MarkupNames &names)
        : m_in(in)
        , m_names(names)
    {
    }

    RenderedText run()
    {
        static constexpr QStringView special = u"*_~`<:";
        const auto marks = [](QChar c) { return special.contains(c); };
        if (std::none_of(m_in.begin(), m_in.end(), marks))
            plain(m_in); // most messages, and large worlds have many
        else
            inlines(0, m_in.size());
        if (m_out.text.contains("https://"_L1))
            links();
        return m_out;
    }

private:
    void plain(QStringView s)
    {
        m_out.text += s;
        m_out.formatted += s;
    }

    void inlines(qsizetype from, qsizetype to)
    {
        for (qsizetype i = from; i < to;) {
            const qsizetype next = element(i, from, to);
            if (next > i) {
                i = next;
                continue;
            }
            plain(QStringView(m_in).mid(i, 1));
            ++i;
        }
    }

    /// The end of what begins at i, or i when nothing does.
    qsizetype element(qsizetype i, qsizetype from, qsizetype to)
    {
        const QChar c = m_in.at(i);
        if (c == u'`')
            return code(i, to);
        if (c == u'<')
            return angle(i, to);
        if (c == u':')
            return emoji(i, to);
        if (c == u'*' || c == u'_' || c == u'~')
            return span(i, from, to);
        return i;
    }

    qsizetype code(qsizetype i, qsizetype to)
    {
        const QString fence = QStringView(m_in).mid(i).startsWith("```"_L1) ? u"```"_s : u"`"_s;
        const qsizetype begin = i + fence.size();
        const qsizetype end = m_in.indexOf(fence, begin);
        if (end <= begin || end + fence.size() > to)
            return i;
        const QStringView inner = QStringView(m_in).mid(begin, end - begin);
        if (fence.size() == 1 && inner.contains(u'\n'))
            return i;
        m_out.text += inner;
        m_out.formatted += fence + inner + fence;
        return end + fence.size();
    }

    qsizetype span(qsizetype i, qsizetype from, qsizetype to)
    {
        const QChar mark = m_in.at(i);
        const bool opens = (i == from || !isWord(m_in.at(i - 1))) && i + 1 < to
            && !m_in.at(i + 1).isSpace() && m_in.at(i + 1) != mark;
        if (!opens)
            return i;
        for (qsizetype end = i + 2; end < to && m_in.at(end) != u'\n'; ++end) {
            if (m_in.at(end) != mark || m_in.at(end - 1).isSpace()
                || (end + 1 < to && isWord(m_in.at(end + 1))))
                continue;
            m_out.formatted += mark;
            inlines(i + 1, end);
            m_out.formatted += mark;
            return end + 1;
        }
        return i;
    }

    qsizetype angle(qsizetype i, qsizetype to)
    {
        const qsizetype end = m_in.indexOf(u'>', i);
        if (end < 0 || end >= to)
            return i;
        const QString inner = m_in.mid(i + 1, end - i - 1);
        if (inner.startsWith("users/"_L1))
            return mention(inner.mid(6)) ? end + 1 : i;
        if (inner.startsWith("customEmojis/"_L1))
            return customEmoji(inner.mid(13)) ? end + 1 : i;
        const qsizetype bar = inner.indexOf(u'|');
        static const QRegularExpression scheme(u"^(https?|mailto):[^\\s|]+$"_s);
        const QString url = bar < 0 ? inner : inner.left(bar);
        if (!scheme.match(url).hasMatch() || (bar >= 0 && bar + 1 == inner.size()))
            return i;
        m_out.text += bar < 0 ? url : inner.mid(bar + 1);
        m_out.formatted += u'<' + inner + u'>';
        return end + 1;
    }

    bool mention(const QString &id)
    {
        const QJsonObject user = m_names.user(id);
        if (user.isEmpty())
            return false;
        const QString name = user.value("displayName"_L1).toString(u"unknown user"_s);
        const QString shown = id == "all"_L1 ? u"@all"_s : QString(u'@' + name);
        const QJsonObject detail{{u"user"_s, user}, {u"type"_s, u"MENTION"_s}};
        annotate(u"USER_MENTION"_s, shown.size(), u"userMention"_s, detail);
        m_out.text += shown;
        m_out.formatted += "<users/"_L1 + id + u'>';
        return true;
    }

    bool customEmoji(const QString &idOrName)
    {
        const QJsonObject emoji = m_names.emoji(idOrName);
        if (emoji.isEmpty())
            return false;
        const QString shown = emoji.value("emojiName"_L1).toString();
        annotate(u"CUSTOM_EMOJI"_s, shown.size(), u"customEmojiMetadata"_s,
                 QJsonObject{{u"customEmoji"_s, emoji}});
        plain(shown);
        return true;
    }

    qsizetype emoji(qsizetype i, qsizetype to)
    {
        static const QRegularExpression form(u":[a-z0-9_-]+:"_s);
        const QRegularExpressionMatch match
            = form.match(m_in, i, QRegularExpression::NormalMatch,
                         QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch() || match.capturedEnd() > to || !customEmoji(match.captured()))
            return i;
        return match.capturedEnd();
    }

    void annotate(const QString &type, qsizetype length, const QString &key,
                  const QJsonObject &detail)
    {
        QJsonObject annotation{{u"type"_s, type}, {u"length"_s, length}, {key, detail}};
        if (!m_out.text.isEmpty()) // proto3 JSON leaves a zero out
            annotation.insert("startIndex"_L1, m_out.text.size());
        m_out.annotations.append(annotation);
    }

    /// Links into Google's own services are annotated as rich links.
    void links()
    {
        static const QRegularExpression form(
            u"https://(?:meet\\.google\\.com/([a-z]{3}-[a-z]{4}-[a-z]{3})"
            u"|docs\\.google\\.com/(document|spreadsheets|presentation)/d/([A-Za-z0-9_-]+)\\S*"
            u"|chat\\.google\\.com/(?:room|dm)/([A-Za-z0-9_-]+)(?:/([A-Za-z0-9_-]+))?)"_s);
        for (auto at = form.globalMatch(m_out.text); at.hasNext();) {
            const QRegularExpressionMatch match = at.next();
            QJsonObject link{{u"uri"_s, match.captured()}};
            if (!match.captured(1).isEmpty()) {
                link.insert("richLinkType"_L1, u"MEET_SPACE"_s);
                link.insert(
                    "meetSpaceLinkData"_L1,
                    QJsonObject{{u"meetingCode"_s, match.captured(1)}, {u"type"_s, u"MEETING"_s}});
            } else if (!match.captured(3).isEmpty()) {
                const QString mime = "application/vnd.google-apps."_L1
                    + (match.captured(2) == "spreadsheets"_L1 ? u"spreadsheet"_s
                                                              : match.captured(2));
                link.insert("richLinkType"_L1, u"DRIVE_FILE"_s);
                link.insert("driveLinkData"_L1,
                            QJsonObject{{u"driveDataRef"_s,
                                         QJsonObject{{u"driveFileId"_s, match.captured(3)}}},
                                        {u"mimeType"_s, mime}});
            } else {
                QJsonObject data{{u"space"_s, QString("spaces/"_L1 + match.captured(4))}};
                if (!match.captured(5).isEmpty())
                    data.insert("thread"_L1,
                                QString("spaces/"_L1 + match.captured(4) + "/threads/"_L1
                                        + match.captured(5)));
                link.insert("richLinkType"_L1, u"CHAT_SPACE"_s);
                link.insert("chatSpaceLinkData"_L1, data);
            }
            QJsonObject annotation{{u"type"_s, u"RICH_LINK"_s},
                                   {u"length"_s, match.capturedLength()},
                                   {u"richLinkMetadata"_s, link}};
            if (match.capturedStart() > 0)
                annotation.insert("startIndex"_L1, match.capturedStart());
            m_out.annotations.append(annotation);
        }
    }

    const QString &m_in;
    const MarkupNames &m_names;
    RenderedText m_out;
};

} // namespace

RenderedText renderMarkup(const QString &markup, const MarkupNames &names)
{
    return Renderer(markup, names).run();
}

QString toMarkdown(const QString &formatted)
{
    static const QRegularExpression code(u"```[\\s\\S]*?```|`[^`\\n]+`"_s);
    static const QRegularExpression link(u"<((?:https?|mailto):[^|>\\s]+)\\|([^>]+)>"_s);
    static const QRegularExpression bold(
        u"(?<![\\w*])\\*(?=[^\\s*])([^*\\n]*[^\\s*])\\*(?![\\w*])"_s);
    static const QRegularExpression strike(
        u"(?<![\\w~])~(?=[^\\s~])([^~\\n]*[^\\s~])~(?![\\w~])"_s);
    QString result;
    qsizetype done = 0;
    const auto prose = [&](QString part) {
        part.replace(bold, u"**\\1**"_s);
        part.replace(strike, u"~~\\1~~"_s);
        part.replace(link, u"[\\2](\\1)"_s);
        return part;
    };
    for (auto at = code.globalMatch(formatted); at.hasNext();) {
        const QRegularExpressionMatch match = at.next();
        result += prose(formatted.mid(done, match.capturedStart() - done));
        result += match.captured();
        done = match.capturedEnd();
    }
    result += prose(formatted.mid(done));
    return result;
}

} // namespace emulator
