// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/copiedtext.h"

#include "models/domain/markup.h"
#include "models/items/timelinerow.h"
#include "ui/cards/cardlayout.h"
#include "ui/cards/cardrow.h"
#include "ui/text/timewords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

QString spanText(const MarkupSpan &span, const items::UserTable &users)
{
    if (!span.text.isEmpty())
        return span.text;
    if (span.kind == MarkupSpan::Kind::UserMention)
        return u'@' + users.displayName(span.user);
    if (span.kind == MarkupSpan::Kind::AllMention)
        return u"@all"_s;
    return span.emoji.customShortName;
}

// The part of one text, with what stands for pictures in it and without our air around chips.
QString partOf(const TextItem &item, int from, int to)
{
    const QString &text = item.layout->text();
    to = qMin(to, item.selectableEnd());
    QString part = from <= 0 ? item.copyPrefix : QString();
    int at = qMax(0, from);
    for (const TextItem::Swap &swap : item.swaps) {
        if (swap.start + swap.length <= at)
            continue;
        if (swap.start >= to)
            break;
        part += QStringView(text).mid(at, qMax(0, swap.start - at));
        part += swap.text;
        at = swap.start + swap.length;
    }
    if (at < to)
        part += QStringView(text).mid(at, to - at);
    return part.replace(QChar(QChar::LineSeparator), u'\n');
}

} // namespace

QString copiedText(const Message &message, const items::UserTable &users)
{
    if (message.isDeleted())
        return {};
    if (message.text.isEmpty() && message.formattedText.isEmpty())
        return items::plainText(message);
    const QList<MarkupBlock> blocks = markupOf(message);
    QString text;
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        const MarkupBlock &block = blocks[i];
        if (i > 0)
            text += u'\n';
        QString words;
        for (const MarkupSpan &span : block.spans)
            words += spanText(span, users);
        switch (block.kind) {
        case MarkupBlock::Kind::BulletItem:
            text += QString(qsizetype(block.level) * 2, u' ') + u"\u2022 "_s;
            break;
        case MarkupBlock::Kind::Quote:
            text += u"> "_s;
            words.replace(u"\n"_s, u"\n> "_s);
            break;
        case MarkupBlock::Kind::Paragraph:
        case MarkupBlock::Kind::Code:
            break;
        }
        text += words;
    }
    return text;
}

QString copiedText(const Message &message, const items::UserTable &users,
                   const MessageLayout &layout)
{
    const CardLayout *cards = message.isDeleted() ? nullptr : cardsOf(layout);
    QString card = cards ? cards->readingText() : QString();
    if (card.isEmpty())
        return copiedText(message, users);
    if (message.text.isEmpty() && message.formattedText.isEmpty())
        return card;
    return QString(copiedText(message, users) + u'\n' + card);
}

QString copiedText(const MessageLayout &layout, TextPlace from, TextPlace to)
{
    QString all;
    int number = -1;
    for (const Item &item : layout.items) {
        const auto *text = std::get_if<TextItem>(&item);
        if (!text || !text->selectable || ++number < from.text)
            continue;
        if (number > to.text)
            break;
        const int end = number == to.text ? to.offset : text->selectableEnd();
        const int begin = number == from.text ? from.offset : 0;
        if (number == to.text && end == 0 && number > from.text)
            break; // ends before this line
        if (number > from.text && !text->continues)
            all += u'\n';
        all += partOf(*text, begin, end);
    }
    return all;
}

QString withNameAndTime(const QString &text, const QString &name, Timestamp time)
{
    return u"[%1] %2:\n%3"_s.arg(fullTime(time), name, text);
}

} // namespace linnet::ui
