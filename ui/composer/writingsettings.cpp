// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/writingsettings.h"

#include <QLocale>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

const auto enterKey = u"writing/enterSends"_s;
const auto delayKey = u"writing/sendDelay"_s;
const auto languagesKey = u"writing/languages"_s;
const auto wordsKey = u"writing/ownWords"_s;
constexpr qsizetype mostWords = 5000;

std::chrono::seconds bounded(std::chrono::seconds delay)
{
    return std::clamp(delay, std::chrono::seconds(0), WritingSettings::longestDelay);
}

} // namespace

WritingSettings::WritingSettings(QSettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_languages(QLocale().name())
{
    if (!settings)
        return;
    m_enterSends = settings->value(enterKey, true).toBool();
    m_sendDelay = bounded(std::chrono::seconds(settings->value(delayKey, 0).toInt()));
    m_languages = settings->value(languagesKey, m_languages).toStringList();
    m_ownWords = settings->value(wordsKey).toStringList().mid(0, mostWords);
}

void WritingSettings::keep(const QString &key, const QVariant &value)
{
    if (m_settings)
        m_settings->setValue(key, value);
    Q_EMIT changed();
}

void WritingSettings::setEnterSends(bool enterSends)
{
    m_enterSends = enterSends;
    keep(enterKey, enterSends);
}

void WritingSettings::setSendDelay(std::chrono::seconds delay)
{
    m_sendDelay = bounded(delay);
    keep(delayKey, int(m_sendDelay.count()));
}

void WritingSettings::setLanguages(const QStringList &languages)
{
    m_languages = languages;
    keep(languagesKey, languages);
}

void WritingSettings::addOwnWord(const QString &word)
{
    if (word.isEmpty() || m_ownWords.contains(word) || m_ownWords.size() >= mostWords)
        return;
    m_ownWords.append(word);
    keep(wordsKey, m_ownWords);
}

} // namespace linnet::ui
