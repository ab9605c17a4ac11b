// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace emulator {

/// Pictures of the demonstration, painted by the program so that none has to be shipped. The same
/// name gives the same picture. PNG bytes; need no display.
QByteArray paintAvatar(const QString &displayName, bool app);
QByteArray paintEmoji(const QString &name);
/// "chart…", "plan…", "screen…" or anything else (a landscape); the rest of the name varies it.
QByteArray paintPicture(const QString &name);
/// An animated GIF (bytes); the name varies its ground.
QByteArray paintGif(const QString &name);

} // namespace emulator
