// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringConverter>
#include <QStringList>
#include <QThreadPool>

#include <memory>
#include <vector>

class Hunspell;

namespace linnet::ui {

// Whether words are spelt right in one of several languages, by Hunspell's dictionaries as the
// system has them installed. They are read on a thread of their own; until then every word is
// right. GUI thread; knows no widgets.
class Speller : public QObject
{
    Q_OBJECT
public:
    // Where dictionaries lie: /usr/share/hunspell, and what XDG_DATA_DIRS adds.
    [[nodiscard]] static QStringList folders();
    // "de_DE" …, those that are installed.
    [[nodiscard]] static QStringList installed(const QStringList &folders = Speller::folders());

    explicit Speller(const QStringList &folders = Speller::folders(), QObject *parent = nullptr);
    ~Speller() override;

    // Those that are not installed are left out; "de" finds the first "de_…".
    void setLanguages(const QStringList &languages);
    void setOwnWords(const QStringList &words);
    [[nodiscard]] bool isReady() const { return !m_dictionaries.empty(); }

    // Remembers what it was asked: a word that is known costs next to nothing.
    [[nodiscard]] bool isRight(const QString &word) const;
    // How often the dictionaries had to be asked so far.
    [[nodiscard]] int lookUps() const { return m_lookUps; }
    // Counts what changed() tells.
    [[nodiscard]] int opinion() const { return m_opinion; }
    [[nodiscard]] QStringList suggestions(const QString &word, int limit) const;

Q_SIGNALS:
    // Other words are right now.
    void changed();

private:
    struct Dictionary
    {
        std::shared_ptr<Hunspell> hunspell;
        QByteArray encoding;
    };
    [[nodiscard]] QString pathOf(const QString &language) const;
    [[nodiscard]] bool lookUp(const QString &word) const;
    void forget();
    static std::string encoded(const QString &word, const QByteArray &encoding, bool &possible);

    QStringList m_folders;
    QStringList m_languages;
    std::vector<Dictionary> m_dictionaries;
    QSet<QString> m_ownWords;
    mutable QHash<QString, bool> m_known; // what the dictionaries said
    mutable int m_lookUps = 0;
    int m_generation = 0;
    int m_opinion = 0;
    QThreadPool m_pool;
};

// A word of a text, as positions in it.
struct WordPlace
{
    int start = 0;
    int length = 0;

    friend bool operator==(const WordPlace &, const WordPlace &) = default;
};
// What can be looked up: no addresses, numbers, names with digits, single letters.
[[nodiscard]] QList<WordPlace> wordsOf(const QString &text);
// Of a part of it that begins and ends where white space does, or the text.
[[nodiscard]] QList<WordPlace> wordsOf(const QString &text, int from, int to);

} // namespace linnet::ui
