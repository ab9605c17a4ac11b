// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/emojitable.h"

#include <QObject>
#include <QStringList>

namespace linnet::ui {

// Which emoji a person uses: the last ones and the skin tone. Kept by whoever has settings, as
// state(). GUI thread.
class EmojiTaste : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void use(const QString &emoji);
    // The last used, then what most people use; never fewer than asked for, up to eight.
    [[nodiscard]] QStringList recent(int count) const;
    [[nodiscard]] const QStringList &used() const { return m_used; }

    void setTone(SkinTone tone);
    [[nodiscard]] SkinTone tone() const { return m_tone; }

    // One text for settings; anything else than what state() gave is ignored.
    [[nodiscard]] QString state() const;
    void restore(const QString &state);

Q_SIGNALS:
    void changed();

private:
    QStringList m_used; // newest first
    SkinTone m_tone = SkinTone::None;
};

} // namespace linnet::ui
