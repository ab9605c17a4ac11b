// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <chrono>

class QSettings;

namespace linnet::ui {

// How a person likes to write, kept in the program's settings. GUI thread.
class WritingSettings : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds longestDelay{20};

    // Null: nothing is remembered. The settings must outlive it.
    explicit WritingSettings(QSettings *settings, QObject *parent = nullptr);

    // Enter sends and Shift+Enter makes a line; else both make a line. Ctrl+Enter always sends.
    [[nodiscard]] bool enterSends() const { return m_enterSends; }
    void setEnterSends(bool enterSends);
    // How long a message can be taken back before it leaves; 0: not at all.
    [[nodiscard]] std::chrono::seconds sendDelay() const { return m_sendDelay; }
    void setSendDelay(std::chrono::seconds delay);
    // Of the dictionaries ("de_DE"); a word is right that one of them knows. Until the person has
    // chosen: the one of the desktop's language.
    [[nodiscard]] const QStringList &languages() const { return m_languages; }
    void setLanguages(const QStringList &languages);
    // Words that are right whatever the dictionaries say.
    [[nodiscard]] const QStringList &ownWords() const { return m_ownWords; }
    void addOwnWord(const QString &word);

Q_SIGNALS:
    void changed();

private:
    void keep(const QString &key, const QVariant &value);

    QSettings *m_settings;
    bool m_enterSends = true;
    std::chrono::seconds m_sendDelay{0};
    QStringList m_languages;
    QStringList m_ownWords;
};

} // namespace linnet::ui
