// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/layoutcache.h"

#include "ui/cards/cardlayout.h"
#include "ui/cards/cardrow.h"

#include <algorithm>

namespace linnet::ui {

namespace {
constexpr int mostLayouts = 1'000; // a window of messages; a row's layout takes some kilobytes
constexpr int mostHeights = 4'000; // a model keeps at most a thousand rows
} // namespace

LayoutCache::LayoutCache(const MessageLayouter &layouter)
    : m_layouter(layouter)
    , m_layouts(mostLayouts)
{
}

void LayoutCache::setWidth(int width)
{
    m_width = width;
}

LayoutCache::Key LayoutCache::keyOf(const QModelIndex &index, const MessageId &id) const
{
    return {index.data(items::TimelineModel::RevisionRole).toULongLong(), m_width,
            m_limits.value(id), m_cards.value(id)};
}

void LayoutCache::setGuessing(bool guessing)
{
    m_guessing = guessing;
    m_guessed = false;
}

LayoutCache::Height LayoutCache::guess(const QModelIndex &index) const
{
    // A line for every so many characters, and about as much again for what surrounds it.
    const auto message = index.data(items::TimelineModel::MessageRole).value<Message>();
    const RowFonts &fonts = m_layouter.fonts();
    const qreal perLine
        = qBound(10.0, (m_width - 80) / fonts.body.metrics.averageCharWidth(), 72.0);
    const int lines = 1 + int(qMin<qsizetype>(message.text.size(), 4000) / perLine);
    Height height;
    height.key.width = -1;
    height.height = int(lines * fonts.body.pitch) + 24 + (message.attachments.isEmpty() ? 0 : 200)
        + (message.reactions.isEmpty() ? 0 : 30);
    return height;
}

LayoutCache::Height LayoutCache::heightOf(const QModelIndex &index)
{
    const auto id = index.data(items::TimelineModel::MessageIdRole).value<MessageId>();
    const auto it = m_heights.constFind(id);
    if (it != m_heights.constEnd() && it->key == keyOf(index, id))
        return *it;
    if (m_guessing && !id.isEmpty()) {
        m_guessed = true;
        if (it != m_heights.constEnd())
            return *it;
        Height guessed = guess(index);
        m_heights.insert(id, guessed);
        return guessed;
    }
    static_cast<void>(layout(index));
    return m_heights.value(id);
}

bool LayoutCache::settle(const QModelIndex &index)
{
    const auto id = index.data(items::TimelineModel::MessageIdRole).value<MessageId>();
    const auto it = m_heights.constFind(id);
    if (it != m_heights.constEnd() && it->key == keyOf(index, id))
        return false;
    const Height before = it == m_heights.constEnd() ? Height() : *it;
    static_cast<void>(layout(index));
    const Height now = m_heights.value(id);
    return now.height != before.height || now.top != before.top;
}

int LayoutCache::height(const QModelIndex &index)
{
    return heightOf(index).height;
}

int LayoutCache::top(const QModelIndex &index)
{
    return heightOf(index).top;
}

const MessageLayout &LayoutCache::layout(const QModelIndex &index)
{
    const auto id = index.data(items::TimelineModel::MessageIdRole).value<MessageId>();
    const Key key = keyOf(index, id);
    if (const Kept *kept = m_layouts.object(id); kept && kept->key == key) {
        // It may be a guess again since all heights were forgotten.
        m_heights.insert(id, {key, kept->layout.height, kept->layout.top});
        return kept->layout;
    }
    const Kept *former = m_layouts.object(id);
    auto *kept = new Kept{key,
                          m_layouter.layout(index, m_width, key.limit, key.cards,
                                            former ? &former->layout : nullptr)};
    if (m_heights.size() >= mostHeights)
        m_heights.clear(); // of timelines left behind; those in use come again
    m_heights.insert(id, {key, kept->layout.height, kept->layout.top});
    m_layouts.insert(id, kept); // owns it
    const Kept *newest = m_layouts.object(id);
    Q_ASSERT(newest); // never the one thrown out: each costs one, and there is room for one
    return newest->layout;
}

void LayoutCache::showMore(const MessageId &message)
{
    m_limits.insert(message, m_limits.value(message).more());
}

void LayoutCache::applyCardStep(const MessageId &message, const CardStep &step)
{
    m_cards[message].apply(step);
}

namespace {

bool holds(const MessageLayout &layout, const QString &source)
{
    if (std::any_of(layout.areas.begin(), layout.areas.end(), [&source](const Area &area) {
            return area.part == Part::File && area.address == source;
        }))
        return true;
    const auto isIt = [&source](const auto &piece) {
        const auto *shown = std::get_if<CardPicture>(&piece);
        return shown && shown->address == source;
    };
    if (const CardLayout *cards = cardsOf(layout);
        cards && std::any_of(cards->pieces.begin(), cards->pieces.end(), isIt))
        return true;
    return std::any_of(layout.items.begin(), layout.items.end(), [&source](const Item &item) {
        const auto *shown = std::get_if<PictureItem>(&item);
        return shown && shown->media.kind == MediaRef::Kind::CardPicture
            && shown->media.source == source;
    });
}

} // namespace

bool LayoutCache::forget(const QString &source)
{
    bool any = false;
    const QList<MessageId> ids = m_layouts.keys();
    for (const MessageId &id : ids) {
        Kept *kept = m_layouts.object(id);
        if (!holds(kept->layout, source))
            continue;
        any = true;
        kept->key.width = -1; // still a guess, and its texts can be taken over
        if (const auto height = m_heights.find(id); height != m_heights.end())
            height->key.width = -1;
    }
    return any;
}

void LayoutCache::clear()
{
    m_heights.clear();
    m_layouts.clear();
}

} // namespace linnet::ui
