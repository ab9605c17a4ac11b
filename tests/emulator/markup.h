// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>

#include <functional>

namespace emulator {

/// What the service makes of the text a client sends: plain text, formatted text, annotations.
/// The grammar (no escapes; a link's address ends at the first '|', its label at the first '>')
/// follows the service's guide to formatting messages.
struct RenderedText
{
    QString text;
    QString formatted;
    QJsonArray annotations; ///< offsets in UTF-16 units of text
};

struct MarkupNames
{
    /// The User resource for an id ("all" included); an empty object: unknown, stays literal.
    std::function<QJsonObject(const QString &userId)> user;
    /// The CustomEmoji resource for an id or a :name:; empty: stays literal.
    std::function<QJsonObject(const QString &idOrName)> emoji;
};

RenderedText renderMarkup(const QString &markup, const MarkupNames &names);

/// The same in CommonMark, for markupSyntax=MARKUP_SYNTAX_MARKDOWN.
QString toMarkdown(const QString &formatted);

} // namespace emulator
