// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSettings;

namespace linnet::ui {

// Whether the pictures that apps put into cards are fetched. An app chooses their addresses, so
// whoever fetches one tells it when a message was read, and from where. GUI thread.
enum class CardPictures {
    None, // nobody could fetch them
    Asked, // those of the service's own hosts, and of messages for which the reader has said so
    All,
};

// How pictures get their place in a layout.
class PictureShapes;
struct PictureTerms
{
    CardPictures allowed = CardPictures::None;
    const PictureShapes *shapes = nullptr; // null: none is known
};

// The person's choice, kept in the program's settings.
class PictureRule : public QObject
{
    Q_OBJECT
public:
    // Null: nothing is remembered. The settings must outlive it.
    explicit PictureRule(QSettings *settings, QObject *parent = nullptr);

    [[nodiscard]] bool loadsAll() const { return m_all; }
    void setLoadsAll(bool all);

Q_SIGNALS:
    void changed();

private:
    QSettings *m_settings;
    bool m_all = false;
};

// Https on a named host, or a service on this machine: nothing else is ever fetched for a card.
[[nodiscard]] bool isFetchable(const QString &address);
// Of hosts of Google's that tell nobody else who fetches from them.
[[nodiscard]] bool isOfService(const QString &address);

} // namespace linnet::ui
