// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostilecards.h"

using namespace Qt::StringLiterals;

namespace linnet::bench {

namespace {

constexpr qsizetype most = 32'000;

QByteArray card(const QByteArray &widgets)
{
    return QByteArray(R"({"cardsV2":[{"card":{"sections":[{"widgets":[)").append(widgets)
        + "]}]}}]}";
}

// As many of them as fit.
QByteArray many(const QByteArray &widget)
{
    QByteArray all = widget;
    while (all.size() + widget.size() + 100 < most)
        all.append(',').append(widget);
    return card(all);
}

QByteArray paragraph(const QString &text)
{
    return QByteArray(R"({"textParagraph":{"text":")").append(text.toUtf8()) + R"("}})";
}

} // namespace

QList<HostileCard> hostileCards()
{
    QByteArray deep = paragraph(u"a"_s);
    for (int i = 0; i < 300; ++i)
        deep = R"({"columns":{"columnItems":[{"widgets":[)" + deep + "]}]}}";
    return {
        {u"one word"_s, card(paragraph(QString(most - 200, u'x')))},
        {u"words"_s, card(paragraph(u"word and another "_s.repeated(1'850)))},
        {u"emoji"_s, card(paragraph(u"\U0001f604"_s.repeated(7'900)))},
        {u"tags"_s, card(paragraph(u"<b>a</b><i>b</i>"_s.repeated(1'950)))},
        {u"links"_s, card(paragraph(u"<a href='https://e.example'>a</a> "_s.repeated(900)))},
        {u"letters of both directions"_s, card(paragraph(u"a\u05d0"_s.repeated(10'000)))},
        {u"marks"_s, card(paragraph(u"a"_s + QString(15'000, QChar(0x0301))))},
        {u"paragraphs"_s, many(R"({"textParagraph":{"text":"a"}})")},
        {u"pictures"_s, many(R"({"image":{"imageUrl":"https://e.example/a.png"}})")},
        {u"labels with icons"_s,
         many(R"({"decoratedText":{"topLabel":"a","text":"b","startIcon":{"knownIcon":"STAR"}}})")},
        {u"buttons"_s, many(R"({"buttonList":{"buttons":[{"text":"a"},{"text":"b"}]}})")},
        {u"grids"_s, many(R"({"grid":{"columnCount":3,"items":[{"title":"a"},{"title":"b"}]}})")},
        {u"columns in columns"_s, card(deep)},
        {u"fields"_s,
         many(R"({"selectionInput":{"label":"a","items":[{"text":"b"},{"text":"c"}]}})")},
    };
}

} // namespace linnet::bench
