// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/cards/cardlayouter.h"
#include "ui/theme/theme.h"
#include "ui/timeline/rowbuilder.h"

#include <QJsonObject>

// What the tests and pictures of cards share: a card of every kind, and the fonts to lay it out.
namespace linnet::ui::test {

struct SampleCard
{
    QString name;
    QByteArray json; // as Message::cards
};

// Every widget in every form that looks different, both generations, and what should not be.
[[nodiscard]] QList<SampleCard> everyCard();
// The names of icons that the service knows (Chat API, Icon.knownIcon).
[[nodiscard]] QList<const char *> serviceIcons();
// {"cardsV2": […]} of one section of such widgets.
[[nodiscard]] QByteArray cardOf(const QByteArray &widgets);
// Any card, widget, section or message of the service's documentation, as Message::cards.
[[nodiscard]] QByteArray cardsIn(const QJsonObject &object);

class CardStage
{
public:
    explicit CardStage(Theme::Mode mode = Theme::Mode::Light);

    [[nodiscard]] CardLayout layout(const QByteArray &cards, int width = 480,
                                    const CardState &state = {}) const;
    // All of it: every section opened, every card of a carousel once in view. In reading order as
    // far as one can see it at once; names and choices of what can be pointed at included.
    [[nodiscard]] QString everyWord(const QByteArray &cards, int width = 480) const;
    [[nodiscard]] QImage paint(const CardLayout &layout, int control = -1) const;

    Theme theme;
    RowFonts fonts;
};

} // namespace linnet::ui::test
