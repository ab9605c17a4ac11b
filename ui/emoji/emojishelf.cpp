// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojishelf.h"

#include "models/domain/ports.h"
#include "models/domain/portslookup.h"
#include "ui/timeline/thumbnails.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

const auto tasteKey = u"emoji/taste"_s;

} // namespace

EmojiShelf::EmojiShelf(QSettings *settings, LookupPort *lookup, MediaPort *media, QObject *parent)
    : QObject(parent)
    , m_lookup(lookup)
    , m_pictures(media ? new Thumbnails(*media, this) : nullptr)
{
    if (!settings)
        return;
    m_taste.restore(settings->value(tasteKey).toString());
    connect(&m_taste, &EmojiTaste::changed, this,
            [this, settings] { settings->setValue(tasteKey, m_taste.state()); });
}

// Asking often costs nothing: the port remembers.
void EmojiShelf::refresh()
{
    if (!m_lookup)
        return;
    m_askAgain = m_asking;
    if (m_asking)
        return;
    m_asking = true;
    m_lookup->customEmoji(this, [this](const Result<QList<CustomEmoji>> &answer) {
        m_asking = false;
        if (std::exchange(m_askAgain, false))
            refresh();
        if (!answer || *answer == m_custom)
            return;
        m_custom = *answer;
        Q_EMIT changed();
    });
}

MediaRef EmojiShelf::pictureOf(const QString &resource)
{
    return {MediaRef::Kind::CustomEmoji, resource};
}

QString EmojiShelf::nameOf(const QString &resource) const
{
    for (const CustomEmoji &each : m_custom) {
        if (each.name == resource)
            return each.shortName;
    }
    return {};
}

} // namespace linnet::ui
