// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/emojifont.h"

#include <QFontDatabase>

using namespace Qt::StringLiterals;

namespace linnet::ui {

QString emojiFamily()
{
    static const QString family = [] {
        for (const QString &name :
             {u"Noto Color Emoji"_s, u"Apple Color Emoji"_s, u"Twemoji"_s, u"Twitter Color Emoji"_s,
              u"JoyPixels"_s, u"EmojiOne"_s, u"Noto Emoji"_s}) {
            if (QFontDatabase::hasFamily(name))
                return name;
        }
        return QString();
    }();
    return family;
}

} // namespace linnet::ui
