// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/partblocks.h"

#include "ui/cards/cardrow.h"
#include "ui/media/filefetches.h"
#include "ui/media/pictureshapes.h"
#include "ui/text/linkgate.h"
#include "ui/timeline/filewords.h"
#include "ui/timeline/textpieces.h"
#include "ui/timeline/thumbnails.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qreal chipHeight = 52;
constexpr qreal chipWidth = 340;
constexpr qreal uploadWidth = 200;
constexpr qreal smallIcon = 16;
constexpr qreal stopButton = 28;
constexpr int mostAttachments = 20;
constexpr int mostCitations = 12;
constexpr QSizeF usualGif(240, 180); // until its own shape is known

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::Timeline)
};

QString tombstoneWords(const Message &message, const items::UserTable &users)
{
    switch (message.deletedBy) {
    case DeletedBy::Creator:
        if (users.isMe(message.sender))
            return Words::tr("You deleted this message");
        return users.hasName(message.sender)
            ? Words::tr("Message deleted by %1").arg(oneLine(users.displayName(message.sender)))
            : Words::tr("Message deleted by its author");
    case DeletedBy::SpaceOwner:
        return Words::tr("Message deleted by a manager of the space");
    case DeletedBy::Admin:
        return Words::tr("Message deleted by an administrator");
    case DeletedBy::AppExpiry:
        return Words::tr("Message expired");
    case DeletedBy::SpaceMember:
        return Words::tr("Message deleted by a member of the space");
    case DeletedBy::Creation:
        return Words::tr("Message could not be created");
    case DeletedBy::Nobody:
    case DeletedBy::Unknown:
        return Words::tr("Message deleted");
    }
    return {};
}

// The address tells best what it is; where it does not, the service does.
LinkKind chipKind(const Annotation &annotation, const QUrl &url)
{
    const LinkKind byAddress = linkKind(url);
    if (!annotation.link || byAddress != LinkKind::Other)
        return byAddress;
    switch (annotation.link->kind) {
    case linnet::LinkKind::DriveFile:
        return LinkKind::Drive;
    case linnet::LinkKind::ChatSpace:
        return LinkKind::Chat;
    case linnet::LinkKind::MeetSpace:
        return LinkKind::Meeting;
    case linnet::LinkKind::CalendarEvent:
        return LinkKind::Calendar;
    case linnet::LinkKind::GmailMessage:
    case linnet::LinkKind::Other:
        return LinkKind::Other;
    }
    return LinkKind::Other;
}

QString chipWords(const Annotation &annotation, LinkKind kind, const QUrl &url)
{
    if (annotation.link && annotation.link->huddle) {
        switch (annotation.link->huddleState) {
        case HuddleState::Started:
            return Words::tr("Huddle, under way");
        case HuddleState::Ended:
            return Words::tr("Huddle, over");
        case HuddleState::Missed:
            return Words::tr("Huddle, missed");
        case HuddleState::Unknown:
            return Words::tr("Huddle");
        }
    }
    return kind == LinkKind::Other ? shownHost(url) : linkWords(kind);
}

QString uploadWords(const Attachment &attachment)
{
    QString total = QLocale().formattedDataSize(attachment.bytesTotal);
    if (attachment.bytesSent <= 0 || attachment.bytesSent >= attachment.bytesTotal)
        return total;
    return Words::tr("%1 of %2 sent").arg(QLocale().formattedDataSize(attachment.bytesSent), total);
}

qreal progressOf(const Attachment &attachment)
{
    return qBound<qreal>(0, qreal(attachment.bytesSent) / qreal(attachment.bytesTotal), 1);
}

} // namespace

PartBlocks::PartBlocks(RowBuilder &row, const items::UserTable &users, const Clock &clock)
    : m_row(row)
    , m_users(users)
    , m_clock(clock)
{
}

qreal PartBlocks::measure() const
{
    return qMin(m_row.width(), m_row.fonts().measure);
}

void PartBlocks::addIconLine(const QString &icon, const QString &words,
                             const RowFonts::Face &textFace, Colour colour)
{
    const qreal y = m_row.y();
    m_row.addIcon(icon,
                  QRectF(m_row.left(), y + std::floor((textFace.pitch - smallIcon) / 2), smallIcon,
                         smallIcon),
                  colour);
    m_row.addLine(words, textFace, QPointF(m_row.left() + smallIcon + 6, y),
                  measure() - smallIcon - 6, colour);
    m_row.skip(textFace.pitch);
}

void PartBlocks::addPrivateMark(const Message &message)
{
    if (message.privateViewer.isEmpty())
        return;
    addIconLine(
        u"lock"_s,
        m_users.isMe(message.privateViewer)
            ? Words::tr("Only visible to you")
            : Words::tr("Only visible to %1").arg(m_users.displayName(message.privateViewer)),
        m_row.fonts().meta, &Tokens::muted);
    m_row.skip(2);
}

void PartBlocks::addParagraph(Paragraph paragraph, qreal indent, qreal width, Colour colour)
{
    paragraph.text = withoutStackedMarks(paragraph.text);
    LaidParagraph laid = lay(paragraph, width);
    TextItem item;
    item.origin = QPointF(m_row.left() + indent, m_row.y());
    item.rect = QRectF(item.origin, QSizeF(width, laid.size.height()));
    item.colour = colour;
    item.layout = std::move(laid.layout);
    m_row.skip(laid.size.height());
    m_row.addText(std::move(item));
}

void PartBlocks::addTombstone(const Message &message)
{
    Paragraph paragraph;
    paragraph.text = tombstoneWords(message, m_users);
    paragraph.face = &m_row.fonts().body;
    QTextCharFormat format;
    format.setFontItalic(true);
    paragraph.formats = {{0, int(paragraph.text.size()), format}};
    const qreal top = m_row.y();
    addParagraph(paragraph, 0, measure(), &Tokens::muted);
    if (message.isDeletionUndoable())
        addUndo(widthOf(paragraph.text, *paragraph.face), top);
}

// Behind the words, where nothing moves when it goes.
void PartBlocks::addUndo(qreal wordsWidth, qreal top)
{
    const QString undo = Words::tr("Undo");
    const RowFonts &fonts = m_row.fonts();
    const qreal x = m_row.left() + wordsWidth + 12;
    if (x + widthOf(undo, fonts.metaBold) <= m_row.right()) {
        addAction(Part::Undo, undo, x, top + fonts.body.ascent - fonts.metaBold.ascent);
        return;
    }
    addAction(Part::Undo, undo, m_row.left(), m_row.y());
    m_row.skip(fonts.metaBold.pitch);
}

void PartBlocks::addFallback(const Message &message)
{
    Paragraph paragraph;
    paragraph.text = message.fallbackText.isEmpty()
        ? Words::tr("This message can only be seen in Google Chat on the web.")
        : oneLine(message.fallbackText);
    paragraph.face = &m_row.fonts().body;
    addParagraph(paragraph, 0, measure(), &Tokens::muted);
}

void PartBlocks::addQuote(const Message &message)
{
    if (!message.quote)
        return;
    const Quote &quote = *message.quote;
    m_row.skip(metrics::unit);
    const RowFonts::Face &meta = m_row.fonts().meta;
    const qreal inset = 12;
    const qreal top = m_row.y();
    const qreal width = measure();
    QString name = quote.senderName;
    if (!quote.sender.isEmpty() && m_users.hasName(quote.sender))
        name = m_users.displayName(quote.sender);
    if (name.isEmpty())
        name = Words::tr("Unknown person");
    if (quote.type == QuoteType::Forward) {
        name = quote.forwardedFromName.isEmpty()
            ? Words::tr("Forwarded from %1").arg(name)
            : Words::tr("Forwarded from %1, %2", "a person, a conversation")
                  .arg(name, quote.forwardedFromName);
    }

    const int box = int(m_row.row().items.size());
    m_row.addBox({});
    m_row.addBox({});
    const QPointF at(m_row.left() + inset, top + metrics::unit);
    m_row.addLine(name, m_row.fonts().metaBold, at, width - inset - 8, &Tokens::text);
    Paragraph paragraph;
    paragraph.text = oneLine(quote.text);
    if (paragraph.text.isEmpty()) {
        QStringList names;
        for (const Attachment &each : quote.attachments.mid(0, mostAttachments))
            names << each.contentName;
        paragraph.text = oneLine(names.join(u", "_s));
    }
    if (paragraph.text.isEmpty())
        paragraph.text = Words::tr("Attachment");
    paragraph.face = &meta;
    paragraph.maximumLines = 3;
    m_row.moveTo(at.y() + meta.pitch);
    addParagraph(paragraph, inset, width - inset - 8, &Tokens::muted);
    const qreal height = m_row.y() + metrics::unit - top;

    const QRectF frame(m_row.left(), top, width, height);
    const int area = m_row.addArea({Part::Quote, frame, 0, {}});
    m_row.row().items[size_t(box)]
        = BoxItem{frame, metrics::smallRadius, &Tokens::raised, nullptr, area};
    m_row.row().items[size_t(box) + 1]
        = BoxItem{QRectF(frame.left(), top, 3, height), 1.5, &Tokens::accent};
    m_row.moveTo(frame.bottom() + metrics::unit);
}

void PartBlocks::addAttachments(const Message &message, const CardState &state,
                                const PictureTerms &pictures)
{
    QList<int> images;
    for (int i = 0; i < qMin(int(message.attachments.size()), mostAttachments); ++i) {
        const Attachment &attachment = message.attachments[i];
        if (isPicture(attachment) || (message.isPending() && isOutgoingPicture(attachment)))
            images.append(i);
    }
    addImages(message, images);
    for (int i = 0; i < qMin(int(message.attachments.size()), mostAttachments); ++i) {
        if (!images.contains(i))
            addChip(fileChip(message, i));
    }
    const bool asked = state.value(CardState::allPictures) > 0;
    for (const QString &address : message.gifUris.mid(0, mostAttachments))
        addGif(address, asked, pictures);
}

PartBlocks::Chip PartBlocks::fileChip(const Message &message, int index) const
{
    const Attachment &attachment = message.attachments[index];
    const QString name = attachment.contentName.isEmpty() ? Words::tr("File without a name")
                                                          : attachment.contentName;
    Chip chip{fileIcon(attachment),
              name,
              fileWords(attachment),
              {Part::File, {}, index, name, attachment.mediaName}};
    if (message.isPending() && attachment.bytesTotal > 0) {
        chip.detail = uploadWords(attachment);
        chip.progress = progressOf(attachment);
    } else if (const auto fetched
               = m_fetches ? m_fetches->progressOf(attachment.mediaName) : std::nullopt) {
        chip.detail = fetched->words();
        chip.progress = fetched->share();
        chip.stoppable = true;
    }
    return chip;
}

// Fetching it tells its host who reads this: only those who may know it, and those the reader has
// said so for, are drawn.
void PartBlocks::addGif(const QString &address, bool asked, const PictureTerms &pictures)
{
    const auto url = safeUrl(address);
    const QString name = Words::tr("GIF");
    const bool can = pictures.allowed != CardPictures::None && isFetchable(address);
    if (can && (asked || pictures.allowed == CardPictures::All || isOfService(address))) {
        // No higher than what is kept free for it.
        const QSizeF box(qMin<qreal>(m_row.width(), Thumbnails::largest.width()),
                         usualGif.height());
        const QSizeF usual(qMin(box.width(), usualGif.width()), usualGif.height());
        const PictureShapes none;
        const PictureShapes &shapes = pictures.shapes ? *pictures.shapes : none;
        m_row.skip(metrics::unit);
        const QRectF frame(QPointF(m_row.left(), m_row.y()), shapes.within(address, box, usual));
        const int area = m_row.addArea({Part::Link, frame, m_chipLinks++, address, address});
        m_row.row().items.emplace_back(PictureItem{.rect = frame,
                                                   .media = {MediaRef::Kind::CardPicture, address},
                                                   .name = name,
                                                   .area = area});
        m_row.moveTo(std::ceil(frame.bottom()));
        return;
    }
    const QString host = url ? shownHost(*url) : QString();
    if (can) {
        m_row.row().withheld = true;
        addChip({u"image"_s,
                 name,
                 Words::tr("Load from %1", "a host").arg(host),
                 {Part::LoadPictures,
                  {},
                  m_chipLinks++,
                  Words::tr("Load the pictures of this message, this one from %1: it learns that "
                            "you read it.")
                      .arg(host)}});
        return;
    }
    addChip({u"image"_s, name, host, {Part::Link, {}, m_chipLinks++, address, address}});
}

void PartBlocks::addImages(const Message &message, const QList<int> &indexes)
{
    if (indexes.isEmpty())
        return;
    // The box is the same before and after the picture is there: nothing moves when it arrives.
    const bool single = indexes.size() == 1;
    const qreal gap = metrics::unit;
    const qreal available = qMin<qreal>(m_row.width(), Thumbnails::largest.width());
    const qreal width = single ? available : std::floor((available - gap) / 2);
    const qreal height = std::floor(width * 2 / 3);
    m_row.skip(metrics::unit);
    for (qsizetype i = 0; i < indexes.size(); ++i) {
        const Attachment &attachment = message.attachments[indexes[i]];
        const qreal x = m_row.left() + (i % 2) * (width + gap);
        const QRectF frame(x, m_row.y(), width, height);
        const bool local = message.isPending() && !attachment.localPath.isEmpty();
        PictureItem picture{frame, {MediaRef::Kind::Attachment, attachment.mediaName}, !single};
        if (local) {
            picture.media.source = attachment.localPath;
            picture.localPath = attachment.localPath;
        }
        picture.name = attachment.contentName;
        picture.area = m_row.addArea({Part::Image, frame, indexes[i], attachment.contentName, {}});
        m_row.row().items.emplace_back(picture);
        if (local)
            addUploading(attachment, frame);
        if (i % 2 == 1 || i + 1 == indexes.size())
            m_row.skip(height + gap);
    }
}

// How far a picture is, over its lower edge: it takes the place it will have when it is sent.
void PartBlocks::addUploading(const Attachment &attachment, const QRectF &frame)
{
    if (attachment.bytesTotal <= 0)
        return;
    const RowFonts::Face &meta = m_row.fonts().meta;
    const qreal inset = 10;
    const QRectF plate(frame.left() + metrics::group,
                       frame.bottom() - metrics::group - meta.pitch - 2 * metrics::unit,
                       qMin(frame.width() - 2 * metrics::group, uploadWidth),
                       meta.pitch + 2 * metrics::unit);
    m_row.addBox({plate, metrics::smallRadius, &Tokens::raised, &Tokens::border});
    const qreal room = plate.width() - 2 * inset;
    m_row.addLine(uploadWords(attachment), meta,
                  QPointF(plate.left() + inset, plate.top() + metrics::unit - 1), room,
                  &Tokens::text);
    addTrack(progressOf(attachment), QRectF(plate.left() + inset, plate.bottom() - 5, room, 3));
}

void PartBlocks::addTrack(qreal done, const QRectF &track)
{
    m_row.addBox({track, 1.5, &Tokens::border});
    if (done > 0)
        m_row.addBox({QRectF(track.topLeft(), QSizeF(track.width() * done, track.height())), 1.5,
                      &Tokens::accent});
}

void PartBlocks::addChip(const Chip &chip)
{
    m_row.skip(metrics::unit);
    const qreal width = qMin(chipWidth, m_row.width());
    const QRectF frame(m_row.left(), m_row.y(), width, chipHeight);
    Area area = chip.area;
    area.rect = frame;
    m_row.addBox({frame, metrics::radius, &Tokens::raised, &Tokens::border, m_row.addArea(area)});
    m_row.addIcon(chip.icon,
                  QRectF(frame.left() + 14, frame.top() + (chipHeight - metrics::icon) / 2,
                         metrics::icon, metrics::icon));
    const qreal x = frame.left() + 14 + metrics::icon + 12;
    const RowFonts &fonts = m_row.fonts();
    const qreal room = frame.right() - 12 - x - (chip.stoppable ? stopButton + 4 : 0);
    const qreal lines = fonts.body.pitch + (chip.detail.isEmpty() ? 0 : fonts.meta.pitch);
    const qreal y = frame.top() + std::floor((chipHeight - lines) / 2);
    m_row.addLine(chip.name, fonts.body, QPointF(x, y), room, &Tokens::text, Qt::ElideMiddle);
    if (!chip.detail.isEmpty())
        m_row.addLine(chip.detail, fonts.meta, QPointF(x, y + fonts.body.pitch), room,
                      &Tokens::muted);
    if (chip.progress >= 0)
        addTrack(chip.progress, QRectF(x, frame.bottom() - 7, room, 3));
    if (chip.stoppable)
        addStopButton(area,
                      QRectF(frame.right() - 10 - stopButton,
                             frame.top() + (chipHeight - stopButton) / 2, stopButton, stopButton));
    m_row.moveTo(frame.bottom());
}

void PartBlocks::addStopButton(const Area &file, const QRectF &button)
{
    Area area = file;
    area.part = Part::StopFetch;
    area.rect = button;
    m_row.addBox({button, metrics::smallRadius, &Tokens::raised, nullptr, m_row.addArea(area)});
    const qreal inset = (stopButton - smallIcon) / 2;
    m_row.addIcon(u"close"_s, button.adjusted(inset, inset, -inset, -inset));
}

void PartBlocks::addLinkChips(const Message &message)
{
    for (const Annotation &annotation : message.annotations) {
        if (annotation.type != AnnotationType::RichLink || annotation.uri.isEmpty())
            continue;
        const auto url = safeUrl(annotation.uri);
        const LinkKind kind = chipKind(annotation, url.value_or(QUrl()));
        const bool told = annotation.link && annotation.link->kind != linnet::LinkKind::Other;
        if (!url || (annotation.title.isEmpty() && kind == LinkKind::Other && !told))
            continue;
        const QString name = annotation.title.isEmpty() ? shownAddress(*url) : annotation.title;
        addChip({linkIcon(kind),
                 name,
                 chipWords(annotation, kind, *url),
                 {Part::Link, {}, m_chipLinks++, annotation.uri, annotation.uri}});
    }
}

void PartBlocks::addAppMark(const Message &message)
{
    if (message.cards.isEmpty() || m_users.user(message.sender).type == UserType::App)
        return;
    const auto url = safeUrl(message.matchedUrl);
    m_row.skip(metrics::unit);
    addIconLine(u"app"_s,
                url ? Words::tr("An app shows what is at %1").arg(shownHost(*url))
                    : Words::tr("Added by an app"),
                m_row.fonts().meta, &Tokens::muted);
}

void PartBlocks::addCitations(const Message &message)
{
    const RowFonts &fonts = m_row.fonts();
    bool first = true;
    for (const Citation &citation : message.citations.mid(0, mostCitations)) {
        const auto url = safeUrl(citation.uri);
        const QString title = citation.title.isEmpty() && url ? shownAddress(*url) : citation.title;
        if (title.isEmpty())
            continue;
        if (first) {
            m_row.skip(metrics::unit);
            m_row.addLine(Words::tr("Sources"), fonts.metaBold, QPointF(m_row.left(), m_row.y()),
                          measure(), &Tokens::muted);
            m_row.skip(fonts.metaBold.pitch);
        }
        first = false;
        const QRectF line = m_row.addLine(title, fonts.meta, QPointF(m_row.left(), m_row.y()),
                                          measure(), url ? &Tokens::link : &Tokens::muted);
        if (url) {
            const int area = m_row.addArea({Part::Link, line, m_chipLinks++, title, citation.uri});
            std::get<TextItem>(m_row.row().items.back()).area = area;
        }
        m_row.skip(fonts.meta.pitch);
    }
}

void PartBlocks::addCards(const Message &message, const CardState &state,
                          const PictureTerms &pictures)
{
    if (message.cards.isEmpty())
        return;
    m_row.skip(metrics::unit);
    ui::addCards(m_row, message.cards, state, pictures);
}

void PartBlocks::addShowMore()
{
    m_row.skip(2);
    addAction(Part::ShowMore, Words::tr("Show more"), m_row.left(), m_row.y());
    m_row.skip(m_row.fonts().metaBold.pitch + 2);
}

} // namespace linnet::ui
