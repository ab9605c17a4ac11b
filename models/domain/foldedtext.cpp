// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/foldedtext.h"

namespace linnet {

namespace {

// Letters that Unicode does not decompose, as people without them on the keyboard type them.
QLatin1StringView nearest(QChar letter)
{
    switch (letter.unicode()) {
    case u'ø':
        return QLatin1StringView("o");
    case u'ł':
        return QLatin1StringView("l");
    case u'đ':
    case u'ð':
        return QLatin1StringView("d");
    case u'ħ':
        return QLatin1StringView("h");
    case u'ı':
        return QLatin1StringView("i");
    case u'ŧ':
        return QLatin1StringView("t");
    case u'þ':
        return QLatin1StringView("th");
    case u'æ':
        return QLatin1StringView("ae");
    case u'œ':
        return QLatin1StringView("oe");
    case u'ß':
        return QLatin1StringView("ss");
    default:
        return {};
    }
}

} // namespace

QString foldedText(QStringView text)
{
    const QString decomposed
        = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c.category() == QChar::Mark_NonSpacing)
            continue;
        const QLatin1StringView other = nearest(c);
        if (other.isEmpty())
            folded += c;
        else
            folded += other;
    }
    return folded;
}

QStringList foldedWords(QStringView text)
{
    return foldedText(text).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace linnet
