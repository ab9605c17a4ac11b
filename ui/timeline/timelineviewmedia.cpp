// SPDX-License-Identifier: GPL-3.0-or-later
// What a TimelineView asks for because it is in view or pointed at: pictures, names.
#include "ui/cards/cardlayout.h"
#include "ui/cards/cardrow.h"
#include "ui/media/mediarule.h"
#include "ui/media/withheldpicture.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/filedrag.h"
#include "ui/timeline/reactionwords.h"
#include "ui/timeline/reactors.h"
#include "ui/timeline/thumbnails.h"
#include "ui/timeline/timelineview.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using items::TimelineModel;

void TimelineView::setPictureRule(PictureRule *rule)
{
    if (m_pictureRule)
        disconnect(m_pictureRule, nullptr, this, nullptr);
    m_pictureRule = rule;
    const auto take = [this] {
        setCardPictures(m_pictureRule && m_pictureRule->loadsAll() ? CardPictures::All
                                                                   : CardPictures::Asked);
    };
    if (rule)
        connect(rule, &PictureRule::changed, this, take);
    take();
}

void TimelineView::setMediaRule(const MediaRule *rule)
{
    if (m_mediaRule)
        disconnect(m_mediaRule, nullptr, this, nullptr);
    m_mediaRule = rule;
    if (rule)
        connect(rule, &MediaRule::changed, this, [this] {
            thumbnails().forgetWithheld();
            m_after.start(); // whoever fetches has heard of it by then
        });
}

void TimelineView::setFetches(FileFetches *fetches)
{
    m_fetches = fetches;
    showFetches(fetches);
}

// Files and pictures can be dragged to other programs.
bool TimelineView::startsOwnDrag(const QPoint &point)
{
    const QModelIndex index = indexAt(point);
    if (!index.isValid() || !m_fetches)
        return false;
    const MessageLayout &layout = layoutOf(index);
    const Area *area = layout.area(layout.areaAt(point - visualRect(index).topLeft()));
    if (!area || (area->part != Part::File && area->part != Part::Image))
        return false;
    const Message message = messageAt(index);
    if (area->index >= message.attachments.size())
        return false;
    if (!m_fileDrag)
        m_fileDrag = std::make_unique<FileDrag>(*m_fetches, *this);
    m_fileDrag->start(message.attachments[area->index]);
    return true;
}

std::optional<MediaRef> TimelineView::withheldIn(const Message &message, const Area &area) const
{
    MediaRef media;
    if (area.part == Part::Image && area.index >= 0 && area.index < message.attachments.size())
        media = {MediaRef::Kind::Attachment, message.attachments[area.index].mediaName};
    else if (area.part == Part::Link)
        media = {MediaRef::Kind::CardPicture, area.address};
    return thumbnails().isWithheld(media) ? std::optional(media) : std::nullopt;
}

QList<MediaRef> TimelineView::withheldIn(const QModelIndex &index)
{
    QList<MediaRef> withheld;
    const MessageLayout &layout = layoutOf(index);
    const auto add = [&](const MediaRef &media) {
        if (thumbnails().isWithheld(media) && !withheld.contains(media))
            withheld.append(media);
    };
    for (const Item &item : layout.items) {
        if (const auto *picture = std::get_if<PictureItem>(&item))
            add(picture->media);
    }
    const CardLayout *cards = cardsOf(layout);
    for (const CardPiece &piece : cards ? cards->pieces : std::vector<CardPiece>()) {
        if (const auto *picture = std::get_if<CardPicture>(&piece))
            add({MediaRef::Kind::CardPicture, picture->address});
    }
    return withheld;
}

// "Load holiday.jpg, 12.4 MB"; empty where nothing waits.
QString TimelineView::loadWords(const Message &message, const Area &area) const
{
    const auto media = withheldIn(message, area);
    if (!media)
        return {};
    const QString name = area.part == Part::Image ? area.text : tr("GIF");
    return tr("Load %1").arg(withheldWords(name, thumbnails().withheldBytes(*media)));
}

// Of rows in view only.
void TimelineView::wantPictures(int first, int last)
{
    QSet<MediaRef> pictures;
    const auto want = [&](const PictureItem &picture) {
        pictures.insert(picture.media);
        if (!picture.localPath.isEmpty())
            thumbnails().want(picture.media, devicePixelRatioF(), picture.localPath);
    };
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_timeline->index(row, 0);
        const MessageLayout &layout = layoutOf(index);
        const bool asked
            = m_askedFor.contains(index.data(TimelineModel::MessageIdRole).value<MessageId>());
        const auto wantOfTheNet = [&](const MediaRef &picture) {
            pictures.insert(picture);
            if (asked)
                thumbnails().load(picture, devicePixelRatioF());
        };
        for (const Item &item : layout.items) {
            const auto *picture = std::get_if<PictureItem>(&item);
            if (picture && picture->media.kind == MediaRef::Kind::CardPicture)
                wantOfTheNet(picture->media);
            else if (picture)
                want(*picture);
        }
        const CardLayout *cards = cardsOf(layout);
        if (!cards)
            continue;
        for (const CardPiece &piece : cards->pieces) {
            if (const auto *picture = std::get_if<CardPicture>(&piece))
                wantOfTheNet({MediaRef::Kind::CardPicture, picture->address});
        }
    }
    for (const MediaRef &picture : std::as_const(pictures))
        thumbnails().want(picture, devicePixelRatioF());
    thumbnails().setVisible(isVisible() ? pictures : QSet<MediaRef>());
}

// Those of the net get their place.
void TimelineView::loadPicturesOf(const MessageId &message)
{
    m_askedFor.insert(message);
    applyCardStep(message, {CardState::allPictures, 1});
}

void TimelineView::addPictureEntries(QMenu &menu, const QModelIndex &index)
{
    const bool ofTheNet = layoutOf(index).withheld;
    const QList<MediaRef> withheld = withheldIn(index);
    if (!ofTheNet && withheld.isEmpty())
        return;
    const Tokens &t = context().theme.tokens();
    const auto id = index.data(TimelineModel::MessageIdRole).value<MessageId>();
    menu.addAction(icon(u"image"_s, t.muted), tr("Load pictures"), this,
                   [this, id, ofTheNet, withheld] {
                       if (ofTheNet)
                           loadPicturesOf(id);
                       for (const MediaRef &media : withheld)
                           thumbnails().load(media, devicePixelRatioF());
                   });
    if (ofTheNet && m_pictureRule)
        menu.addAction(tr("Always load pictures of cards"), m_pictureRule,
                       [rule = m_pictureRule.data()] { rule->setLoadsAll(true); });
    menu.addSeparator();
}

QString TimelineView::reactionToolTip(const Message &message, const ReactionSummary &reaction) const
{
    QStringList names;
    if (m_reactors && !message.isPending()) {
        const QList<UserId> users = m_reactors->of(message, reaction.emoji);
        for (const UserId &user : users) {
            if (!context().users.isMe(user) && context().users.hasName(user))
                names.append(context().users.displayName(user));
        }
    }
    return reactionWords(reaction, names);
}

} // namespace linnet::ui
