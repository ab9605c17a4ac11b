// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customemoji.h"
#include "ui/emoji/emojitaste.h"

#include <QList>

class QSettings;

namespace linnet {
class LookupPort;
class MediaPort;
struct MediaRef;
} // namespace linnet

namespace linnet::ui {

class Thumbnails;

// What all pickers and completions of a window share: what this person uses, kept in the settings,
// and the organisation's own emoji, asked for when first wanted. GUI thread.
class EmojiShelf : public QObject
{
    Q_OBJECT
public:
    // All may be null (nothing is remembered; there are no custom emoji, or only their names); else
    // they outlive it.
    EmojiShelf(QSettings *settings, LookupPort *lookup, MediaPort *media,
               QObject *parent = nullptr);

    [[nodiscard]] EmojiTaste &taste() { return m_taste; }
    // As far as they are known; refresh() asks, and changed() tells of others.
    [[nodiscard]] const QList<CustomEmoji> &custom() const { return m_custom; }
    void refresh();
    // Whether emoji of one's own can be made: pickers offer it then, and manageRequested() tells
    // that somebody wants to.
    [[nodiscard]] bool isManageable() const { return m_manageable; }
    void setManageable(bool manageable) { m_manageable = manageable; }
    // ":name:" of customEmojis/E; empty: not known.
    [[nodiscard]] QString nameOf(const QString &resource) const;
    // What the custom ones look like; null: only their names are known.
    [[nodiscard]] Thumbnails *pictures() { return m_pictures; }
    [[nodiscard]] static MediaRef pictureOf(const QString &resource);

Q_SIGNALS:
    void changed();
    void manageRequested();

private:
    LookupPort *m_lookup;
    EmojiTaste m_taste;
    QList<CustomEmoji> m_custom;
    Thumbnails *m_pictures = nullptr; // child
    bool m_asking = false;
    bool m_askAgain = false; // something changed while it was asked
    bool m_manageable = false;
};

} // namespace linnet::ui
