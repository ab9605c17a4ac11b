// SPDX-License-Identifier: GPL-3.0-or-later
// What a TimelineView asks for because it is in view or pointed at: pictures, names.
#include "ui/cards/cardlayout.h"
#include "ui/cards/cardrow.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
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
        const MessageLayout &layout = layoutOf(m_timeline->index(row, 0));
        for (const Item &item : layout.items) {
            if (const auto *picture = std::get_if<PictureItem>(&item))
                want(*picture);
        }
        const CardLayout *cards = cardsOf(layout);
        if (!cards)
            continue;
        for (const CardPiece &piece : cards->pieces) {
            if (const auto *picture = std::get_if<CardPicture>(&piece))
                pictures.insert({MediaRef::Kind::CardPicture, picture->address});
        }
    }
    for (const MediaRef &picture : std::as_const(pictures))
        thumbnails().want(picture, devicePixelRatioF());
    thumbnails().setVisible(isVisible() ? pictures : QSet<MediaRef>());
}

void TimelineView::addPictureEntries(QMenu &menu, const QModelIndex &index)
{
    if (!layoutOf(index).withheld)
        return;
    const Tokens &t = context().theme.tokens();
    const auto id = index.data(TimelineModel::MessageIdRole).value<MessageId>();
    menu.addAction(icon(u"image"_s, t.muted), tr("Load pictures"), this, [this, id] {
        applyCardStep(id, {CardState::allPictures, 1});
    });
    if (m_pictureRule)
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
