// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPixmap>

class QAbstractButton;
class QAction;

namespace linnet::ui {

class Theme;

// Our icons (:/icons/ui/NAME.svg, drawn in one colour) in the colour that is wanted. Sharp at any
// device pixel ratio; an unknown name gives an empty one. A name that begins with ":" is the path
// of another resource of one colour.
[[nodiscard]] QIcon icon(const QString &name, const QColor &colour);
// For painting: size in device-independent pixels; cached in QPixmapCache.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal ratio);

// Gives a button or an action its icon and keeps its colour with the theme.
void setThemedIcon(QAbstractButton *button, const QString &name, const Theme &theme);
void setThemedIcon(QAction *action, const QString &name, const Theme &theme);

} // namespace linnet::ui
