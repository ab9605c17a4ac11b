// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostiletexts.h"

using namespace Qt::StringLiterals;

namespace linnet::bench {

namespace {

QString repeated(const QString &text, qsizetype length)
{
    return text.repeated(length / text.size() + 1).left(length);
}

QString zalgo(int letters, int marks)
{
    QString text;
    for (int i = 0; i < letters; ++i) {
        text += QChar(u'a' + i % 26);
        for (int k = 0; k < marks; ++k)
            text += QChar(0x0300 + (i * 7 + k) % 0x70);
    }
    return text;
}

// Every script in turn: each needs a font of its own.
QString everyScript(int length)
{
    QString text;
    const QList<char16_t> firsts{0x0391, 0x0410, 0x0531, 0x05d0, 0x0627, 0x0905,
                                 0x0985, 0x0a05, 0x0b85, 0x0e01, 0x10d0, 0x1100,
                                 0x1200, 0x13a0, 0x1780, 0x3041, 0x4e00, 0xac00};
    for (int i = 0; text.size() < length; ++i)
        text += QChar(firsts[i % firsts.size()] + (i / 18) % 24);
    return text;
}

void add(QList<HostileText> &all, const QString &name, const QString &text)
{
    all.append({name, text, text.toUtf8().size() <= maximumMessageBytes});
}

void addLong(QList<HostileText> &all)
{
    add(all, u"a million letters, one word"_s, QString(1'000'000, u'x'));
    add(all, u"a million characters of words"_s, repeated(u"word and another "_s, 1'000'000));
    add(all, u"32,000 letters, one word"_s, QString(32'000, u'x'));
    add(all, u"32,000 characters of words"_s, repeated(u"word and another "_s, 32'000));
    add(all, u"50,000 lines"_s, u"a\n"_s.repeated(50'000));
    add(all, u"16,000 lines"_s, u"a\n"_s.repeated(16'000));
    add(all, u"16,000 empty lines"_s, u"\n"_s.repeated(16'000) + u"a"_s);
    add(all, u"8,000 bullets"_s, u"* a\n"_s.repeated(8'000));
    add(all, u"code of 8,000 lines"_s, u"```\n"_s + u"i++\n"_s.repeated(7'900) + u"```"_s);
    add(all, u"code of one long line"_s, u"```\n"_s + QString(31'900, u'x') + u"```"_s);
    add(all, u"4,000 code blocks"_s, u"```a```\n"_s.repeated(3'900));
    add(all, u"tabs"_s, QString(32'000, u'\t') + u"a"_s);
}

void addLetters(QList<HostileText> &all)
{
    add(all, u"60,000 direction overrides"_s, u"\u202ea\u202db"_s.repeated(15'000));
    add(all, u"10,000 direction overrides"_s, u"\u202ea\u202db"_s.repeated(2'500));
    add(all, u"10,000 isolates, nested"_s, u"\u2067a"_s.repeated(5'000));
    add(all, u"letters of both directions"_s, u"a\u05d0"_s.repeated(10'000));
    add(all, u"words of both directions"_s, u"abc \u05d0\u05d1 "_s.repeated(3'000));
    add(all, u"50,000 marks on one letter"_s, u"a"_s + QString(50'000, QChar(0x0301)));
    add(all, u"zalgo, 40 marks a letter"_s, zalgo(400, 40));
    add(all, u"zalgo, 4 marks a letter"_s, zalgo(3'200, 4));
    add(all, u"8,000 emoji"_s, u"\U0001f604"_s.repeated(8'000));
    add(all, u"8,000 different emoji"_s, [] {
        QString text;
        for (int i = 0; i < 8'000; ++i)
            text += QString::fromUcs4(std::array{char32_t(0x1f300 + i % 700)}.data(), 1);
        return text;
    }());
    add(all, u"10,000 joined emoji"_s, u"\U0001f468\u200d"_s.repeated(10'000));
    add(all, u"families"_s,
        u"\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"_s.repeated(1'280));
    add(all, u"flags"_s, u"\U0001f1e9\U0001f1ea"_s.repeated(4'000));
    add(all, u"skin tones"_s, u"\U0001f44d\U0001f3fd"_s.repeated(4'000));
    add(all, u"variation selectors"_s, u"a\ufe0f"_s.repeated(8'000));
    add(all, u"flag tags without end"_s, u"\U0001f3f4"_s + u"\U000e0067"_s.repeated(7'900));
    add(all, u"emoji and letters in turn"_s, u"a\U0001f604"_s.repeated(6'000));
    add(all, u"every script in turn"_s, everyScript(10'000));
    add(all, u"Arabic, 16,000 letters"_s,
        repeated(u"\u0627\u0644\u0639\u0631\u0628\u064a\u0629 "_s, 16'000));
    add(all, u"Arabic, one word"_s, QString(16'000, QChar(0x0628)));
    add(all, u"one long ligature"_s, u"\ufdfa"_s.repeated(10'000));
    add(all, u"lone surrogates"_s, QString(16'000, QChar(0xd83d)));
    add(all, u"soft hyphens"_s, u"a\u00ad"_s.repeated(10'000));
    add(all, u"zero-width spaces"_s, u"\u200b"_s.repeated(10'000) + u"a"_s);
}

void addMarkup(QList<HostileText> &all)
{
    add(all, u"nested styles"_s, u"*_~a~_* "_s.repeated(3'900));
    add(all, u"styles never closed"_s, u"*a _b ~c "_s.repeated(3'500));
    add(all, u"styles in turn"_s, u"*a* _b_ "_s.repeated(4'000));
    add(all, u"openers, then closers"_s, u"*_~ "_s.repeated(4'000) + u" ~_*"_s.repeated(4'000));
    add(all, u"inline code"_s, u"`a` "_s.repeated(8'000));
    add(all, u"back quotes"_s, QString(32'000, u'`'));
    add(all, u"angles"_s, QString(32'000, u'<'));
    add(all, u"links never closed"_s, u"<https://a|"_s.repeated(2'900));
    add(all, u"links"_s, u"<https://a.b|c> "_s.repeated(2'000));
    add(all, u"addresses"_s, u"https://a.b "_s.repeated(2'600));
    add(all, u"one address"_s, u"https://a.b/"_s + QString(31'000, u'x'));
    add(all, u"addresses in brackets"_s, u"(https://a.b/"_s + QString(30'000, u'('));
    add(all, u"mail never finished"_s, u"mailto:"_s.repeated(4'500));
    add(all, u"mentions"_s, u"<users/1>"_s.repeated(3'500));
    add(all, u"custom emoji"_s, u"<customEmojis/1>"_s.repeated(1'900));
    add(all, u"HTML"_s, u"<table><tr><td><img src=file:///etc/passwd>"_s.repeated(700));
    add(all, u"deep bullets"_s, [] {
        QString text;
        for (int i = 0; i < 240; ++i)
            text += QString(i, u' ') + u"* a\n"_s;
        return text;
    }());
    add(all, u"quotes in quotes"_s, QString(16'000, u'>') + u" a"_s);
    add(all, u"quoted lines"_s, u"> a\n"_s.repeated(8'000));
}

} // namespace

QList<HostileText> hostileTexts()
{
    QList<HostileText> all;
    addLong(all);
    addLetters(all);
    addMarkup(all);
    return all;
}

} // namespace linnet::bench
