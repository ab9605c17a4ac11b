// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ports.h"
#include "ui/theme/tokens.h"

#include <QPointF>
#include <QRectF>
#include <QTextLayout>

#include <compare>
#include <limits>
#include <memory>
#include <variant>
#include <vector>

namespace linnet::ui {

struct CardLayout;

// What of a row can be pointed at: hit-testing, tooltips, clicks and menus speak of these.
enum class Part {
    None, // the row itself
    Happening, // a line of what happened between messages
    Day, // the line above the first message of one
    Avatar,
    Sender,
    Time, // or what stands for one: "edited"
    Link,
    Mention, // of a person, in the text
    Emoji, // one of the organisation's own, in the text
    Quote,
    Image,
    File,
    LoadPictures, // the reader's word for those of the net
    Card, // a control of an app's card that is no link
    Code, // a block of it; text: the code
    CopyCode, // its button
    Reaction,
    AddReaction,
    Replies,
    ShowMore,
    Retry,
    Edit,
    Delete,
    Undo, // of a deletion
    HistoryRetry,
    StopFetch, // the button of a file that is being fetched
};

struct Area
{
    Part part = Part::None;
    QRectF rect;
    int index = -1; // which reaction, attachment … of the message; the areas of one link share it
    QString text; // the whole of what is shown elided, or the shown text of a link. Remote text.
    QString address = {}; // of a link, unchecked; of a file: what it is fetched by
    UserId user = {}; // avatar, sender, mention: who it is
};

// A colour by its name, so that a change of theme paints anew without laying out anew.
using Colour = QColor Tokens::*;

struct BoxItem
{
    QRectF rect;
    qreal radius = 0;
    Colour fill = nullptr;
    Colour border = nullptr;
    int area = -1; // the area it lights up with under the pointer
};

struct TextItem
{
    std::shared_ptr<QTextLayout> layout = nullptr; // of one paragraph, or of a piece of a long one
    QPointF origin; // of the layout in the row
    QRectF rect; // what it covers
    Colour colour = &Tokens::text; // where a format names no other
    struct Link
    {
        int start = 0;
        int length = 0;
        int index = -1; // of its areas: underlined while one is under the pointer
    };
    QList<Link> links = {};
    bool clip = false; // reaches beyond rect
    bool stamp = false; // an emoji as one sees often: painted once, then stamped
    int area = -1; // underlined as a whole with this area
    int scroller = -1; // it is moved sideways by this one
    bool continues = false; // the paragraph began with the selectable text before
    bool painted = true; // else only its selection is: what it shows is painted elsewhere
    // What people wrote can be selected and copied; what we write around it cannot.
    bool selectable = false;
    int selectableLength = -1; // of the text, when words of ours follow; -1: all of it
    QString copyPrefix = {}; // stands before it when it is copied from its beginning
    struct Swap
    {
        int start = 0;
        int length = 0;
        QString text; // what is copied instead
    };
    QList<Swap> swaps = {}; // in order
    // Where its chips stand, relative to the layout: for laying out again.
    struct Chip
    {
        int number = 0;
        QRectF rect;
    };
    QList<Chip> chips = {};

    [[nodiscard]] int selectableEnd() const;
};

// A part of the row that is wider than its place: moved sideways by the reader.
struct Scroller
{
    QRectF view; // what shows of it, bar included
    qreal content = 0; // its whole width

    [[nodiscard]] qreal farthest() const { return qMax<qreal>(0, content - view.width()); }
    // The handle of its bar, when it was moved so far.
    [[nodiscard]] QRectF handle(qreal offset) const;
};

// A place in the texts of a row that can be selected: between two characters.
struct TextPlace
{
    int text = 0; // number among the row's selectable texts
    int offset = 0;

    friend auto operator<=>(const TextPlace &, const TextPlace &) = default;
};
inline constexpr TextPlace rowBegin{0, 0};
inline constexpr TextPlace rowEnd{std::numeric_limits<int>::max(), 0};

struct IconItem
{
    QRectF rect;
    QString name;
    Colour colour = &Tokens::muted;
    int button = -1; // stands on a small button of this area, shown while the pointer is on the row
};

struct FaceItem
{
    QRectF rect;
    UserId user;
    bool ring = false; // overlaps a neighbour: needs an edge in the background's colour
};

struct PictureItem
{
    QRectF rect;
    MediaRef media;
    bool fill = false; // cut to the box rather than fitted into it
    bool bare = false; // among letters: without a frame
    QString localPath = {}; // of a file of ours on its way out: nothing is fetched
    QString name = {}; // remote text
    int area = -1; // lights up with this one
};

// The cards of an app: laid out and painted by ui/cards.
struct CardItem
{
    QRectF rect;
    std::shared_ptr<const CardLayout> layout;
};

using Item = std::variant<BoxItem, TextItem, IconItem, FaceItem, PictureItem, CardItem>;

// One row, laid out once: painting, hit-testing, tooltips and menus read this and compute nothing.
// Coordinates are those of the row, device-independent; items are painted in order.
struct MessageLayout
{
    int width = 0;
    int height = 0;
    int top = 0; // where the message begins, below history line, day line and "New" line
    int below = 0; // what stands below the message and is none of it
    std::vector<Item> items;
    std::vector<Area> areas;
    std::vector<Scroller> scrollers;
    QRectF timeOnHover; // left of a grouped row; empty when the time is always shown
    QString hoverTime; // already as it is shown
    bool clipped = false; // a part of the text is not shown
    bool withheld = false; // there are pictures that wait for the reader's word

    // The last area that contains the point (later ones lie above), or -1.
    [[nodiscard]] int areaAt(const QPointF &point) const;
    [[nodiscard]] const Area *area(int index) const;
    [[nodiscard]] const Area *find(Part part, int index = -1) const;
    // The place in a selectable text that is nearest to the point; scrolled: how far each scroller
    // was moved, none where it is shorter.
    [[nodiscard]] TextPlace placeAt(const QPointF &point, const QList<qreal> &scrolled) const;
    // The point lies on such a text.
    [[nodiscard]] bool isOnText(const QPointF &point) const;
    // A selectable text by its number, or null.
    [[nodiscard]] const TextItem *selectableText(int number) const;
    // Everything painted, for tests and for the height.
    [[nodiscard]] QRectF bounds() const;
};

[[nodiscard]] QRectF rectOf(const Item &item);

} // namespace linnet::ui
