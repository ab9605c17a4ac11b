// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/messagelayouter.h"

#include <QCache>
#include <QHash>

namespace linnet::ui {

// Heights of all rows and layouts of the recent ones. QListView asks every row's height on any
// change: with the heights at hand that costs 1 ms where laying out anew would cost 200. An entry
// holds for one revision of the row, one width and one length of text; what does not hold any more
// may still serve as a guess for rows out of view. Fonts and colours are the caller's: clear() when
// they change. GUI thread.
class LayoutCache
{
public:
    explicit LayoutCache(const MessageLayouter &layouter);

    void setWidth(int width);
    [[nodiscard]] int width() const { return m_width; }

    // While guessing, height() answers with what was last known or seems likely, and lays nothing
    // out. Beginning anew forgets that anything was guessed.
    void setGuessing(bool guessing);
    [[nodiscard]] bool hasGuessed() const { return m_guessed; }
    // Makes the row exact; true when the height told last was another.
    bool settle(const QModelIndex &index);

    [[nodiscard]] int height(const QModelIndex &index);
    // From the row's upper edge to where the message begins, below day line and "New" line.
    [[nodiscard]] int top(const QModelIndex &index);
    // Valid until the next call for another row.
    [[nodiscard]] const MessageLayout &layout(const QModelIndex &index);

    // Shows the next piece of a clipped text.
    void showMore(const MessageId &message);
    void applyCardStep(const MessageId &message, const CardStep &step);

    // What holds the picture with this address, or the file fetched by it, has to be laid out
    // again; false: nothing does.
    bool forget(const QString &source);
    void clear();

private:
    struct Key
    {
        quint64 revision = 0;
        int width = 0;
        TextLimit limit;
        CardState cards;

        friend bool operator==(const Key &, const Key &) = default;
    };
    struct Height
    {
        Key key; // with a width of -1: a guess
        int height = 0;
        int top = 0;
    };
    struct Kept
    {
        Key key;
        MessageLayout layout;
    };
    [[nodiscard]] Key keyOf(const QModelIndex &index, const MessageId &id) const;
    [[nodiscard]] Height heightOf(const QModelIndex &index);
    [[nodiscard]] Height guess(const QModelIndex &index) const;

    const MessageLayouter &m_layouter;
    int m_width = 0;
    bool m_guessing = false;
    bool m_guessed = false;
    QHash<MessageId, Height> m_heights; // the history row has no id
    QCache<MessageId, Kept> m_layouts;
    QHash<MessageId, TextLimit> m_limits; // of those that show more
    QHash<MessageId, CardState> m_cards; // of those the reader has opened
};

} // namespace linnet::ui
