// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>

namespace linnet::ui {

// What a click on a part of a card changes: the place that the parser numbered takes a value.
struct CardStep
{
    int place = -1;
    int value = 0;

    friend bool operator==(const CardStep &, const CardStep &) = default;
};

// How the reader has left the cards of one message: sections opened (1), the first card of a
// carousel or chip of a row in view, paragraphs shown whole (1). Kept outside of layouts, which
// come and go; a place that is not there any more means nothing.
class CardState
{
public:
    static constexpr int allPictures = -2; // the place of the pictures: 1 for asked for

    [[nodiscard]] int value(int place) const { return m_values.value(place); }
    void apply(const CardStep &step) { m_values.insert(step.place, step.value); }

    friend bool operator==(const CardState &, const CardState &) = default;

private:
    QMap<int, int> m_values;
};

} // namespace linnet::ui
