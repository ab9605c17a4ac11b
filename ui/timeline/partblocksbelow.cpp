// SPDX-License-Identifier: GPL-3.0-or-later
// What stands below a message: reactions, replies, why it was not sent.
#include "ui/text/errorwords.h"
#include "ui/text/timewords.h"
#include "ui/timeline/emojiruns.h"
#include "ui/timeline/partblocks.h"
#include "ui/timeline/textpieces.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qreal pillHeight = 26;
constexpr qreal morePill = 34;
constexpr qreal smallIcon = 16;
constexpr qreal face = 20;
constexpr int mostReactions = 30;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Timeline)
};

QString replyWords(int count)
{
    if (count <= 0)
        return {};
    return count == 1 ? Words::tr("1 reply")
                      : Words::tr("%1 replies").arg(QLocale().toString(count));
}

QString failedReplyWords(const Message &message)
{
    const int count = message.failedReplies;
    if (count <= 0)
        return {};
    if (message.replyCount > 0) // beside "3 replies"
        return Words::tr("%1 not sent").arg(QLocale().toString(count));
    return count == 1 ? Words::tr("1 reply not sent")
                      : Words::tr("%1 replies not sent").arg(QLocale().toString(count));
}

} // namespace

void PartBlocks::addReactions(const Message &message)
{
    if (message.reactions.isEmpty())
        return;
    m_row.skip(metrics::unit);
    const RowFonts::Face &face = m_row.fonts().meta;
    const qreal width = measure();
    qreal x = m_row.left();
    for (int i = 0; i < qMin(int(message.reactions.size()), mostReactions); ++i) {
        const ReactionSummary &reaction = message.reactions[i];
        const QString emoji = reaction.emoji.isCustom()
            ? oneLine(reaction.emoji.customShortName.isEmpty() ? u":emoji:"_s
                                                               : reaction.emoji.customShortName)
            : drawableEmoji(withoutStackedMarks(oneLine(reaction.emoji.unicode))).left(40);
        const RowFonts::Face &emojiFace = reaction.emoji.isCustom() ? face : m_row.fonts().body;
        const QString count = QLocale().toString(reaction.count);
        const RowFonts::Face &countFace = reaction.mine ? m_row.fonts().metaBold : face;
        const qreal countWidth = widthOf(count, countFace);
        const bool pictured = !reaction.emoji.customName.isEmpty();
        const qreal emojiWidth = pictured
            ? emojiSide(m_row.fonts().body)
            : qMin(widthOf(emoji, emojiFace), qMin<qreal>(120, width / 2));
        const qreal pill = 8 + emojiWidth + 6 + countWidth + 8;
        if (x > m_row.left() && x + pill > m_row.left() + width) {
            x = m_row.left();
            m_row.skip(pillHeight + metrics::unit);
        }
        const QRectF frame(x, m_row.y(), pill, pillHeight);
        const int area = m_row.addArea({Part::Reaction, frame, i, emoji, {}});
        m_row.addBox({frame, pillHeight / 2, reaction.mine ? &Tokens::selected : &Tokens::raised,
                      reaction.mine ? &Tokens::accent : &Tokens::border, area});
        const qreal y = frame.top() + std::floor((pillHeight - face.pitch) / 2);
        if (pictured) {
            PictureItem picture;
            picture.rect = QRectF(x + 8, frame.top() + std::round((pillHeight - emojiWidth) / 2),
                                  emojiWidth, emojiWidth);
            picture.media = {MediaRef::Kind::CustomEmoji, reaction.emoji.customName};
            picture.bare = true;
            m_row.row().items.emplace_back(picture);
        } else {
            m_row.addLine(
                emoji, emojiFace,
                QPointF(x + 8, frame.top() + std::floor((pillHeight - emojiFace.pitch) / 2)),
                emojiWidth, &Tokens::text);
            if (auto *text = std::get_if<TextItem>(&m_row.row().items.back()))
                text->stamp = true;
        }
        m_row.addLine(count, countFace, QPointF(x + 8 + emojiWidth + 6, y), countWidth,
                      reaction.mine ? &Tokens::accent : &Tokens::muted);
        x += pill + metrics::unit;
    }
    // One more of another kind.
    if (!message.isPending() && x + morePill <= m_row.left() + width) {
        const QRectF frame(x, m_row.y(), morePill, pillHeight);
        const int area = m_row.addArea({Part::AddReaction, frame, 0, {}, {}});
        m_row.addBox({frame, pillHeight / 2, &Tokens::surface, &Tokens::border, area});
        QRectF mark(0, 0, smallIcon, smallIcon);
        mark.moveCenter(frame.center());
        m_row.addIcon(u"emoji"_s, mark.toRect(), &Tokens::muted);
    }
    m_row.skip(pillHeight);
}

void PartBlocks::addReplyLine(const QString &count)
{
    const RowFonts::Face &face = m_row.fonts().metaBold;
    m_row.skip(metrics::group);
    const QRectF words = m_row.addLine(count, face, QPointF(m_row.left(), m_row.y()), m_row.width(),
                                       &Tokens::muted);
    const qreal from = words.right() + 12;
    m_row.addBox(
        {QRectF(from, std::floor(words.center().y()), qMax<qreal>(0, m_row.right() - from), 1), 0,
         &Tokens::border});
    m_row.skip(face.pitch);
}

void PartBlocks::addReplies(const Message &message, bool inThread)
{
    const QString count = replyWords(message.replyCount);
    if (inThread) {
        if (!count.isEmpty())
            addReplyLine(count);
        return;
    }
    const QString failed = failedReplyWords(message);
    if (count.isEmpty() && failed.isEmpty())
        return;
    m_row.skip(metrics::unit);
    const RowFonts &fonts = m_row.fonts();
    constexpr qreal height = 32;
    const qreal top = m_row.y();
    const size_t box = m_row.row().items.size();
    m_row.addBox({});
    qreal x = m_row.left() + 8;
    // The newest stands first and lies on top.
    const int faces = qMin(3, int(message.replySenders.size()));
    constexpr qreal step = face - 5;
    for (int i = faces - 1; i >= 0; --i)
        m_row.row().items.emplace_back(
            FaceItem{QRectF(x + i * step, top + (height - face) / 2, face, face),
                     message.replySenders[i], i + 1 < faces});
    if (faces > 0)
        x += (faces - 1) * step + face + 8;
    const qreal end = m_row.left() + measure() - 8;
    const qreal textTop = top + std::floor((height - fonts.metaBold.pitch) / 2);
    if (!count.isEmpty())
        x = m_row.addLine(count, fonts.metaBold, QPointF(x, textTop), end - x, &Tokens::link)
                .right();
    if (!failed.isEmpty()) {
        x += count.isEmpty() ? 0 : 8;
        m_row.addIcon(u"failed"_s, QRectF(x, top + (height - smallIcon) / 2, smallIcon, smallIcon),
                      &Tokens::danger);
        x += smallIcon + 4;
        x = m_row.addLine(failed, fonts.metaBold, QPointF(x, textTop), end - x, &Tokens::danger)
                .right();
    }
    const QString last = shortTime(message.lastReplyTime, m_clock.now());
    if (!last.isEmpty() && !count.isEmpty()) {
        const QString when = Words::tr("Last reply %1", "a time or a day").arg(last);
        const qreal wanted = widthOf(when, fonts.meta);
        if (x + 8 + wanted <= end)
            x = m_row.addLine(when, fonts.meta, QPointF(x + 8, textTop), wanted + 1, &Tokens::muted)
                    .right();
    }
    const QRectF frame(m_row.left(), top, qMin(measure(), x + 12 - m_row.left()), height);
    const int area = m_row.addArea({Part::Replies, frame, 0, {}, {}});
    m_row.row().items[box]
        = BoxItem{frame, metrics::radius, &Tokens::surface, &Tokens::border, area};
    m_row.moveTo(frame.bottom());
}

QRectF PartBlocks::addAction(Part part, const QString &words, qreal x, qreal y)
{
    const RowFonts::Face &face = m_row.fonts().metaBold;
    const int area = m_row.addArea({part, {}, 0, {}, {}});
    const QRectF covered
        = m_row.addLine(words, face, QPointF(x, y), m_row.right() - x, &Tokens::link);
    std::get<TextItem>(m_row.row().items.back()).area = area;
    m_row.row().areas[size_t(area)].rect = covered.adjusted(-4, -2, 4, 2);
    return covered;
}

void PartBlocks::addSendState(const Message &message)
{
    const RowFonts::Face &face = m_row.fonts().meta;
    const bool failed = message.sendState == SendState::Failed;
    if (!failed && message.sendState != SendState::WaitingForEarlier)
        return;
    m_row.skip(2);
    const QString why = failed
        ? (message.failure ? Words::tr("Not sent. %1").arg(errorLine(*message.failure))
                           : Words::tr("Not sent."))
        : Words::tr("Waits for an earlier message that was not sent.");
    const Colour colour = failed ? &Tokens::danger : &Tokens::muted;
    m_row.addIcon(failed ? u"failed"_s : u"pending"_s,
                  QRectF(m_row.left(), m_row.y() + std::floor((face.pitch - smallIcon) / 2),
                         smallIcon, smallIcon),
                  colour);
    Paragraph paragraph;
    paragraph.text = why;
    paragraph.face = &face;
    paragraph.maximumLines = 4;
    const qreal indent = smallIcon + 6;
    addParagraph(paragraph, indent, measure() - indent, colour);
    if (failed) {
        m_row.skip(2);
        const qreal y = m_row.y();
        const qreal gap = 16;
        qreal x = m_row.left() + indent;
        x = addAction(Part::Retry, Words::tr("Retry"), x, y).right() + gap;
        x = addAction(Part::Edit, Words::tr("Edit"), x, y).right() + gap;
        addAction(Part::Delete, Words::tr("Delete"), x, y);
        m_row.skip(face.pitch + 2);
    }
}

} // namespace linnet::ui
