// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardlayout.h"

#include <functional>

class QMenu;
class QWidget;

namespace linnet::ui {

struct TimelineContext;

// What a click on a control of a card opens that only the app could serve: what there would be to
// choose from (links work), why nothing else does, and the way to the web. address: of the
// conversation there; empty for none. follow: opens a link of the card. The menu is the caller's.
[[nodiscard]] QMenu *cardMenu(
    const CardControl &control, const TimelineContext &context, const QString &address,
    const std::function<void(const QString &address, const QString &text)> &follow,
    QWidget *parent);

} // namespace linnet::ui
