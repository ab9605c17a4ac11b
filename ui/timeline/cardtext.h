// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace linnet::ui {

// What can be read of an app's card without drawing it: its header, its texts, its link buttons.
// All of it is remote, plain text.
struct CardText
{
    QString title;
    QString subtitle;
    QStringList lines;
    struct Button
    {
        QString text;
        QString address; // unchecked

        friend bool operator==(const Button &, const Button &) = default;
    };
    QList<Button> buttons; // those that open a link; the others only the app's own page can do

    [[nodiscard]] bool isEmpty() const
    {
        return title.isEmpty() && subtitle.isEmpty() && lines.isEmpty() && buttons.isEmpty();
    }
    friend bool operator==(const CardText &, const CardText &) = default;
};

// From Message::cards, both generations of cards. At most five cards, eight lines and four buttons
// each; what cannot be read gives an empty card, so that no card ever vanishes without a trace.
[[nodiscard]] QList<CardText> readCards(const QByteArray &cards);

// Text of a card's small HTML subset without its tags.
[[nodiscard]] QString withoutTags(const QString &text);

} // namespace linnet::ui
