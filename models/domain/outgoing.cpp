// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/outgoing.h"

#include <algorithm>
#include <iterator>

namespace linnet {
namespace {

// Google's published list of file types that its mail and chat refuse.
constexpr QLatin1StringView blockedSuffixes[] = {
    QLatin1StringView("ade"),     QLatin1StringView("adp"),        QLatin1StringView("apk"),
    QLatin1StringView("appx"),    QLatin1StringView("appxbundle"), QLatin1StringView("bat"),
    QLatin1StringView("cab"),     QLatin1StringView("chm"),        QLatin1StringView("cmd"),
    QLatin1StringView("com"),     QLatin1StringView("cpl"),        QLatin1StringView("diagcab"),
    QLatin1StringView("diagcfg"), QLatin1StringView("diagpkg"),    QLatin1StringView("dll"),
    QLatin1StringView("dmg"),     QLatin1StringView("ex"),         QLatin1StringView("ex_"),
    QLatin1StringView("exe"),     QLatin1StringView("hta"),        QLatin1StringView("img"),
    QLatin1StringView("ins"),     QLatin1StringView("iso"),        QLatin1StringView("isp"),
    QLatin1StringView("jar"),     QLatin1StringView("jnlp"),       QLatin1StringView("js"),
    QLatin1StringView("jse"),     QLatin1StringView("lib"),        QLatin1StringView("lnk"),
    QLatin1StringView("mde"),     QLatin1StringView("mjs"),        QLatin1StringView("msc"),
    QLatin1StringView("msi"),     QLatin1StringView("msix"),       QLatin1StringView("msixbundle"),
    QLatin1StringView("msp"),     QLatin1StringView("mst"),        QLatin1StringView("nsh"),
    QLatin1StringView("pif"),     QLatin1StringView("ps1"),        QLatin1StringView("scr"),
    QLatin1StringView("sct"),     QLatin1StringView("shb"),        QLatin1StringView("sys"),
    QLatin1StringView("vb"),      QLatin1StringView("vbe"),        QLatin1StringView("vbs"),
    QLatin1StringView("vhd"),     QLatin1StringView("vxd"),        QLatin1StringView("wsc"),
    QLatin1StringView("wsf"),     QLatin1StringView("wsh"),        QLatin1StringView("xll"),
};

} // namespace

bool isBlockedFileName(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    if (dot < 0)
        return false;
    const QString suffix = name.sliced(dot + 1).trimmed().toLower();
    return std::any_of(std::begin(blockedSuffixes), std::end(blockedSuffixes),
                       [&](QLatin1StringView blocked) { return suffix == blocked; });
}

} // namespace linnet
