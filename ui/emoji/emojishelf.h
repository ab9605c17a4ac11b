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
}

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
    // ":name:" of customEmojis/E; empty: not known.
    [[nodiscard]] QString nameOf(const QString &resource) const;
    // What the custom ones look like; null: only their names are known.
    [[nodiscard]] Thumbnails *pictures() { return m_pictures; }
    [[nodiscard]] static MediaRef pictureOf(const QString &resource);

Q_SIGNALS:
    void changed();

private:
    LookupPort *m_lookup;
    EmojiTaste m_taste;
    QList<CustomEmoji> m_custom;
    Thumbnails *m_pictures = nullptr; // child
    bool m_asking = false;
};

} // namespace linnet::ui
