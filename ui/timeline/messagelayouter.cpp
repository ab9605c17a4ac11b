// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messagelayouter.h"

#include "ui/text/errorwords.h"
#include "ui/text/timewords.h"
#include "ui/timeline/partblocks.h"
#include "ui/timeline/quietblock.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using items::HistoryState;
using items::RowKind;
using items::TimelineModel;

namespace {

constexpr int narrow = 420; // below it, edges and gaps are halved
constexpr int historyHeight = 48;
constexpr int dayLineHeight = 32;
constexpr int newLineHeight = 24;
constexpr qreal stateIcon = 14;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Timeline)
};

qreal edgeOf(int width)
{
    return width < narrow ? metrics::group : metrics::edge;
}

// When, and what it was, where that is known.
QString editedWords(const QModelIndex &index, const Message &message)
{
    constexpr qsizetype longest = 600;
    QString when = Words::tr("Edited %1").arg(fullTime(message.lastUpdateTime));
    QString before = index.data(TimelineModel::EarlierTextRole).toString().left(longest + 1);
    if (before.isEmpty())
        return when;
    if (before.size() > longest)
        before = QString(before.left(longest) + u'\u2026');
    return Words::tr("%1\nBefore: %2").arg(when, before);
}

qreal bodyLeft(int width)
{
    return edgeOf(width) + metrics::avatar + (width < narrow ? metrics::group : 12);
}

} // namespace

MessageLayouter::MessageLayouter(const Theme &theme, const items::UserTable &users,
                                 const Clock &clock)
    : m_theme(theme)
    , m_users(users)
    , m_clock(clock)
    , m_fonts(theme)
{
}

void MessageLayouter::refreshFonts()
{
    m_fonts = RowFonts(m_theme);
}

MessageLayout MessageLayouter::layout(const QModelIndex &index, int width, const TextLimit &limit,
                                      const CardState &cards, const MessageLayout *former) const
{
    if (index.data(TimelineModel::KindRole).value<RowKind>() == RowKind::History)
        return historyRow(index, width);
    return messageRow(index, width, limit, cards, former);
}

MessageLayout MessageLayouter::historyRow(const QModelIndex &index, int width) const
{
    RowBuilder row(m_fonts, m_theme.tokens(), width);
    const qreal edge = edgeOf(width);
    row.setColumn(edge, width - 2 * edge);
    const RowFonts::Face &face = m_fonts.meta;
    QString words;
    QString icon;
    Colour colour = &Tokens::muted;
    bool retry = false;
    const bool thread = index.data(TimelineModel::InThreadRole).toBool();
    switch (index.data(TimelineModel::HistoryStateRole).value<HistoryState>()) {
    case HistoryState::Idle:
        break;
    case HistoryState::Loading:
        if (index.model()->rowCount() == 1)
            break; // nothing there yet to be earlier than
        words = Words::tr("Loading earlier messages…");
        icon = u"clock"_s;
        break;
    case HistoryState::Complete:
        if (thread)
            break; // its first message says so itself
        words = Words::tr("Beginning of the conversation");
        break;
    case HistoryState::Failed: {
        const QVariant error = index.data(TimelineModel::HistoryErrorRole);
        words = error.canConvert<Error>() ? Words::tr("Earlier messages are missing: %1")
                                                .arg(errorWords(error.value<Error>()).headline)
                                          : Words::tr("Earlier messages are missing");
        icon = u"warning"_s;
        colour = &Tokens::danger;
        retry = true;
        break;
    }
    }
    if (!words.isEmpty()) {
        const QString again = Words::tr("Retry");
        const qreal iconWidth = icon.isEmpty() ? 0 : 16 + 6;
        const qreal retryWidth = retry ? widthOf(again, m_fonts.metaBold) + 12 : 0;
        const qreal room = row.width() - iconWidth - retryWidth;
        const qreal textWidth = qMin(room, widthOf(words, face) + 1);
        qreal x = std::round(edge + (row.width() - iconWidth - textWidth - retryWidth) / 2);
        const qreal y = std::floor((historyHeight - face.pitch) / 2);
        if (!icon.isEmpty())
            row.addIcon(icon, QRectF(x, y + std::floor((face.pitch - 16) / 2), 16, 16), colour);
        x = row.addLine(words, face, QPointF(x + iconWidth, y), textWidth, colour).right();
        if (retry) {
            const int area = row.addArea({Part::HistoryRetry, {}, 0, {}, {}});
            const QRectF covered = row.addLine(again, m_fonts.metaBold, QPointF(x + 12, y),
                                               retryWidth, &Tokens::link);
            std::get<TextItem>(row.row().items.back()).area = area;
            row.row().areas[size_t(area)].rect = covered.adjusted(-4, -4, 4, 4);
        }
    }
    row.moveTo(thread && words.isEmpty() ? metrics::group : historyHeight);
    return row.finish(0);
}

MessageLayout MessageLayouter::messageRow(const QModelIndex &index, int width,
                                          const TextLimit &limit, const CardState &cards,
                                          const MessageLayout *former) const
{
    const auto message = index.data(TimelineModel::MessageRole).value<Message>();
    const bool groupStart = index.data(TimelineModel::GroupStartRole).toBool();
    RowBuilder row(m_fonts, m_theme.tokens(), width, former);
    const qreal edge = edgeOf(width);
    row.setColumn(edge, width - 2 * edge);
    const auto quiet = index.data(TimelineModel::LinesRole).value<items::QuietLines>();
    const QDate day = index.data(TimelineModel::DateRole).toDate();
    const Timestamp now = m_clock.now();
    addQuietLines(row, quiet.aboveDay, QDate(), now);
    // The "New" line stands right above its message, a day's above all of the day.
    const bool dayStart = index.data(TimelineModel::DayStartRole).toBool();
    if (!dayStart)
        addQuietLines(row, quiet.above, day, now);
    addLines(row, index);
    if (dayStart)
        addQuietLines(row, quiet.above, day, now);
    row.row().top = int(row.y());

    const qreal left = bodyLeft(width);
    row.setColumn(left, width - edge - left);
    if (groupStart) {
        row.skip(metrics::group);
        row.row().items.emplace_back(
            FaceItem{QRectF(edge, row.y() + 2, metrics::avatar, metrics::avatar), message.sender});
        row.addArea({Part::Avatar,
                     QRectF(edge, row.y() + 2, metrics::avatar, metrics::avatar),
                     0,
                     index.data(TimelineModel::SenderNameRole).toString(),
                     {},
                     message.sender});
        addHeader(row, index, message);
    } else {
        row.skip(2);
        const QString time = clockTime(message.createTime);
        const qreal wanted = widthOf(time, m_fonts.meta) + 1;
        if (wanted <= left - 6) {
            row.row().hoverTime = time;
            row.row().timeOnHover = QRectF(left - 8 - wanted + (wanted > left - 8 ? 2 : 0), row.y(),
                                           wanted, m_fonts.body.pitch);
        }
    }
    const bool framed = addBody(row, index, message, limit, cards);
    if (groupStart) // a short message must not end above its avatar's lower edge
        row.moveTo(qMax(row.y(), row.row().top + metrics::group + 2 + metrics::avatar - 2.0));
    // A frame needs more air below it than a line of text, which brings its own.
    row.skip(framed ? 6 : 2);
    const qreal end = std::ceil(row.y());
    row.moveTo(end);
    row.setColumn(edge, width - 2 * edge);
    addQuietLines(row, quiet.below, day, now);
    row.row().below = int(std::ceil(row.y() - end));
    return row.finish(0);
}

// Day line and "New" line; where both are due they are one.
void MessageLayouter::addLines(RowBuilder &row, const QModelIndex &index) const
{
    const bool day = index.data(TimelineModel::DayStartRole).toBool();
    const bool news = index.data(TimelineModel::NewLineRole).toBool();
    if (!day && !news)
        return;
    const RowFonts::Face &face = m_fonts.metaBold;
    const qreal height = day ? dayLineHeight : newLineHeight;
    if (day)
        row.skip(metrics::unit);
    const qreal middle = row.y() + height / 2;
    const qreal lineTop = std::floor(middle);
    const qreal textTop = row.y() + std::floor((height - face.pitch) / 2);
    const Colour colour = news ? &Tokens::accent : &Tokens::border;
    qreal from = row.left();
    qreal to = row.right();

    if (news) {
        const QString words = Words::tr("New");
        const qreal wanted = widthOf(words, face) + 1;
        row.addLine(words, face, QPointF(to - wanted, textTop), wanted, &Tokens::accent);
        to -= wanted + 8;
    }
    if (day) {
        const QString words = dayWords(index.data(TimelineModel::DateRole).toDate(),
                                       m_clock.now().toLocalTime().date());
        const qreal wanted = qMin(widthOf(words, face) + 1, row.width() / 2);
        const qreal x = std::round(row.left() + (row.width() - wanted) / 2);
        const QRectF named = row.addLine(words, face, QPointF(x, textTop), wanted, &Tokens::muted);
        const int area = row.addArea(
            {Part::Day, named.adjusted(-8, -2, 8, 2), 0, Words::tr("Jump to a date"), {}});
        std::get<TextItem>(row.row().items.back()).area = area;
        row.addBox({QRectF(from, lineTop, x - 12 - from, 1), 0, colour});
        from = x + wanted + 12;
    }
    row.addBox({QRectF(from, lineTop, qMax<qreal>(0, to - from), 1), 0, colour});
    row.skip(height);
}

void MessageLayouter::addHeader(RowBuilder &row, const QModelIndex &index,
                                const Message &message) const
{
    const RowFonts::Face &face = m_fonts.bold;
    const qreal y = row.y();
    const QString time = clockTime(message.createTime);
    const qreal timeWidth = widthOf(time, m_fonts.meta) + 1;
    const auto sender = index.data(TimelineModel::SenderRole).value<User>();
    const bool app = sender.type == UserType::App;
    const bool external = index.data(TimelineModel::SenderExternalRole).toBool();
    const QString badge = app ? Words::tr("App") : external ? Words::tr("External") : QString();
    const qreal badgeWidth = badge.isEmpty() ? 0 : widthOf(badge, m_fonts.meta) + 2 * 6 + 8;

    const QString name = index.data(TimelineModel::SenderNameRole).toString();
    // The time never wraps and never goes: the name gives way.
    const qreal room = qMax<qreal>(24, row.width() - timeWidth - 8 - badgeWidth);
    const QRectF named = row.addLine(name, face, QPointF(row.left(), y), room, &Tokens::text);
    std::get<TextItem>(row.row().items.back()).area
        = row.addArea({Part::Sender, named, 0, name, {}, message.sender});
    qreal x = named.right() + 8;
    const qreal metaTop = y + face.ascent - m_fonts.meta.ascent;
    if (!badge.isEmpty() && x + badgeWidth + timeWidth <= row.right() + 1)
        x = addBadge(row, badge, x, metaTop, external && !app ? &Tokens::warning : &Tokens::muted)
            + 8;
    if (x + timeWidth <= row.right() + 1) {
        const QRectF timed
            = row.addLine(time, m_fonts.meta, QPointF(x, metaTop), timeWidth, &Tokens::muted);
        row.addArea({Part::Time, timed, 0, fullTime(message.createTime), {}});
    }
    row.skip(face.pitch);
}

qreal MessageLayouter::addBadge(RowBuilder &row, const QString &words, qreal x, qreal y,
                                Colour colour) const
{
    const RowFonts::Face &face = m_fonts.meta;
    const qreal width = widthOf(words, face) + 1;
    const QRectF frame(x, y, width + 2 * 6, face.pitch);
    row.addBox({frame, 4, colour == &Tokens::warning ? &Tokens::warningBackground : &Tokens::raised,
                colour == &Tokens::warning ? nullptr : &Tokens::border});
    row.addLine(words, face, QPointF(x + 6, y), width, colour);
    return frame.right();
}

// True when the last of it is framed.
bool MessageLayouter::addBody(RowBuilder &row, const QModelIndex &index, const Message &message,
                              const TextLimit &limit, const CardState &cards) const
{
    PartBlocks parts(row, m_users, m_clock);
    const bool inThread = index.data(TimelineModel::InThreadRole).toBool();
    if (message.isDeleted()) {
        parts.addTombstone(message);
        parts.addReplies(message, inThread);
        return message.replyCount > 0 || message.failedReplies > 0;
    }
    parts.addPrivateMark(message);
    parts.addQuote(message);

    const bool onItsWay
        = message.sendState == SendState::Queued || message.sendState == SendState::Sending;
    TextBlocks text(row, m_users);
    text.setMuted(message.isPending());
    if (message.isEdited())
        text.setTrailing(Words::tr("edited"), editedWords(index, message));
    const bool hasText = !message.text.isEmpty() || !message.formattedText.isEmpty();
    if (hasText || message.isEdited()) {
        row.row().clipped = text.add(message, limit);
        if (row.row().clipped)
            parts.addShowMore();
    }
    if (onItsWay && hasText) {
        // Behind the text, where nothing moves when it goes.
        const qreal x = qMin(text.end().x() + 6, row.right() - stateIcon + 8);
        row.addIcon(u"pending"_s,
                    QRectF(std::round(x), std::round(text.end().y() - stateIcon / 2), stateIcon,
                           stateIcon));
    }
    qreal textEnd = row.y();
    const PictureTerms pictures{m_cardPictures, m_shapes};
    parts.setFetches(m_fetches);
    parts.addAttachments(message, cards, pictures);
    parts.addLinkChips(message);
    parts.addAppMark(message);
    parts.addCards(message, cards, pictures);
    parts.addCitations(message);
    const bool nothing = !hasText && message.attachments.isEmpty() && message.gifUris.isEmpty()
        && message.cards.isEmpty() && !message.quote;
    if (nothing) {
        parts.addFallback(message);
        textEnd = row.y();
    }
    parts.addReactions(message);
    parts.addReplies(message, inThread);
    const bool framed = row.y() > textEnd || text.endsFramed();
    parts.addSendState(message);
    return framed && !message.isPending();
}

} // namespace linnet::ui
