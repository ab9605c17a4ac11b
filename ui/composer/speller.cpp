// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/speller.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTextBoundaryFinder>

#include <hunspell.hxx>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int longestWord = 64;
constexpr int mostKnown = 20'000; // words

// Hunspell's names of encodings lack a hyphen that others have.
QByteArray encodingName(const char *name)
{
    QByteArray clean(name);
    if (clean.startsWith("ISO8859"))
        clean.insert(3, '-');
    return clean;
}

bool isAddress(QStringView piece)
{
    return piece.contains(u'@') || piece.contains("://"_L1) || piece.startsWith("www."_L1)
        || piece.startsWith(u'/') || piece.contains(u'\\') || piece.contains(u'_');
}

} // namespace

QStringList Speller::folders()
{
    QStringList all{u"/usr/share/hunspell"_s};
    all += QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, u"hunspell"_s,
                                     QStandardPaths::LocateDirectory);
    all.removeDuplicates();
    return all;
}

QStringList Speller::installed(const QStringList &folders)
{
    QStringList found;
    for (const QString &folder : folders) {
        for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.dic"_s}, QDir::Files)) {
            const QString name = file.completeBaseName();
            if (!name.startsWith("hyph_"_L1)
                && QFileInfo::exists(QString(folder + u'/' + name + u".aff"_s)))
                found.append(name);
        }
    }
    found.removeDuplicates();
    found.sort();
    return found;
}

Speller::Speller(const QStringList &folders, QObject *parent)
    : QObject(parent)
    , m_folders(folders)
{
    m_pool.setMaxThreadCount(1);
}

Speller::~Speller()
{
    m_pool.clear();
    m_pool.waitForDone();
}

QString Speller::pathOf(const QString &language) const
{
    const QStringList names = installed(m_folders);
    QString name = names.contains(language) ? language : QString();
    for (const QString &each : names) {
        if (name.isEmpty() && each.section(u'_', 0, 0) == language.section(u'_', 0, 0))
            name = each;
    }
    for (const QString &folder : m_folders) {
        QString path = QString(folder + u'/' + name);
        if (!name.isEmpty() && QFileInfo::exists(QString(path + u".dic"_s)))
            return path;
    }
    return {};
}

void Speller::setLanguages(const QStringList &languages)
{
    if (languages == m_languages)
        return;
    m_languages = languages;
    QStringList paths;
    for (const QString &language : languages)
        paths.append(pathOf(language));
    paths.removeAll(QString());
    paths.removeDuplicates();
    const int generation = ++m_generation;
    m_pool.start([this, paths, generation] {
        std::vector<Dictionary> read;
        for (const QString &path : paths) {
            const QByteArray aff = QFile::encodeName(QString(path + u".aff"_s));
            const QByteArray dic = QFile::encodeName(QString(path + u".dic"_s));
            auto hunspell = std::make_shared<Hunspell>(aff.constData(), dic.constData());
            const QByteArray encoding = encodingName(hunspell->get_dict_encoding().c_str());
            if (QStringEncoder(encoding.constData()).isValid())
                read.push_back({std::move(hunspell), encoding});
        }
        QMetaObject::invokeMethod(
            this,
            [this, read, generation] {
                if (generation != m_generation)
                    return;
                m_dictionaries = read;
                forget();
            },
            Qt::QueuedConnection);
    });
}

void Speller::setOwnWords(const QStringList &words)
{
    m_ownWords = QSet<QString>(words.begin(), words.end());
    forget();
}

void Speller::forget()
{
    m_known.clear();
    ++m_opinion;
    Q_EMIT changed();
}

std::string Speller::encoded(const QString &word, const QByteArray &encoding, bool &possible)
{
    QString plain = word;
    plain.replace(u'\u2019', u'\'');
    QStringEncoder encoder(encoding.constData());
    const QByteArray bytes = encoder(plain);
    possible = !encoder.hasError();
    return bytes.toStdString();
}

bool Speller::isRight(const QString &word) const
{
    if (m_dictionaries.empty() || word.size() > longestWord || m_ownWords.contains(word))
        return true;
    if (const auto known = m_known.constFind(word); known != m_known.cend())
        return *known;
    if (m_known.size() >= mostKnown)
        m_known.clear();
    ++m_lookUps;
    const bool right = lookUp(word);
    m_known.insert(word, right);
    return right;
}

bool Speller::lookUp(const QString &word) const
{
    return std::any_of(m_dictionaries.begin(), m_dictionaries.end(),
                       [&word](const Dictionary &dictionary) {
                           bool possible = false;
                           const std::string bytes = encoded(word, dictionary.encoding, possible);
                           return possible && dictionary.hunspell->spell(bytes);
                       });
}

QStringList Speller::suggestions(const QString &word, int limit) const
{
    // In turns, so that no language pushes the others out.
    QList<QStringList> each;
    for (const Dictionary &dictionary : m_dictionaries) {
        bool possible = false;
        const std::string bytes = encoded(word, dictionary.encoding, possible);
        QStringList found;
        if (possible) {
            QStringDecoder decoder(dictionary.encoding.constData());
            for (const std::string &suggestion : dictionary.hunspell->suggest(bytes))
                found.append(decoder(QByteArray::fromStdString(suggestion)));
        }
        each.append(found);
    }
    QStringList merged;
    for (int i = 0; merged.size() < limit; ++i) {
        bool any = false;
        for (const QStringList &found : std::as_const(each)) {
            if (i >= found.size())
                continue;
            any = true;
            if (!merged.contains(found[i]) && merged.size() < limit)
                merged.append(found[i]);
        }
        if (!any)
            break;
    }
    return merged;
}

// A piece between white space that is one word of an alphabet, with punctuation after it or not:
// what nearly all are, so that looking for boundaries is for the others. 0: no such piece.
static qsizetype simpleWord(QStringView piece)
{
    qsizetype end = 0;
    while (end < piece.size() && piece[end].unicode() < 0x250 && piece[end].isLetter())
        ++end;
    for (qsizetype i = end; i < piece.size(); ++i) {
        if (!u".,;:!?"_s.contains(piece[i]))
            return 0;
    }
    return end;
}

QList<WordPlace> wordsOf(const QString &text)
{
    return wordsOf(text, 0, int(text.size()));
}

QList<WordPlace> wordsOf(const QString &text, int from, int to)
{
    QList<WordPlace> words;
    qsizetype begin = from;
    while (begin < to) {
        while (begin < to && text[begin].isSpace())
            ++begin;
        qsizetype end = begin;
        while (end < to && !text[end].isSpace())
            ++end;
        const QStringView piece = QStringView(text).sliced(begin, end - begin);
        if (const qsizetype simple = simpleWord(piece); simple > 0) {
            if (simple > 1)
                words.append({int(begin), int(simple)});
        } else if (!piece.isEmpty() && !isAddress(piece)) {
            QTextBoundaryFinder finder(QTextBoundaryFinder::Word, piece.data(), piece.size());
            while (finder.position() >= 0 && finder.position() < piece.size()) {
                const qsizetype start = finder.position();
                const bool starts
                    = finder.boundaryReasons().testFlag(QTextBoundaryFinder::StartOfItem);
                const qsizetype stop = finder.toNextBoundary();
                if (!starts || stop < 0)
                    continue;
                const QStringView word = piece.sliced(start, stop - start);
                const bool letters = std::all_of(word.begin(), word.end(), [](QChar c) {
                    return c.isLetter() || c.isMark() || c == u'\'' || c == u'\u2019';
                });
                if (letters && word.size() > 1)
                    words.append({int(begin + start), int(word.size())});
            }
        }
        begin = end;
    }
    return words;
}

} // namespace linnet::ui
