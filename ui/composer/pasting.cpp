// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/pasting.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet::ui::pasting {

using Kind = MarkupBlock::Kind;

namespace {

const auto markupType = u"application/x-linnet-markup"_s;
constexpr qsizetype longest = 200'000;

// A document that never gets anything it refers to.
class BareDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

MarkupSpan spanOf(const QTextFragment &fragment, bool heading)
{
    const QTextCharFormat format = fragment.charFormat();
    MarkupSpan span;
    span.text = fragment.text();
    span.text.replace(QChar::ObjectReplacementCharacter, u' ');
    span.text.replace(QChar::LineSeparator, u' ');
    span.text.replace(QChar::Nbsp, u' ');
    span.styles.setFlag(TextStyle::Bold, format.fontWeight() >= QFont::DemiBold || heading);
    span.styles.setFlag(TextStyle::Italic, format.fontItalic());
    span.styles.setFlag(TextStyle::Strike, format.fontStrikeOut());
    span.styles.setFlag(TextStyle::Code, format.fontFixedPitch());
    const QString address = linkAddress(format.anchorHref());
    if (format.isAnchor() && !address.isEmpty()) {
        span.kind = MarkupSpan::Kind::Link;
        span.url = address;
        span.styles.setFlag(TextStyle::Code, false);
    }
    return span;
}

ComposedLine lineOf(const QTextBlock &block)
{
    ComposedLine line;
    const QTextBlockFormat format = block.blockFormat();
    if (const QTextList *list = block.textList()) {
        line.kind = Kind::BulletItem;
        line.level = qBound(0, list->format().indent() - 1, maximumListLevel);
    } else if (format.hasProperty(QTextFormat::BlockQuoteLevel)
               && format.intProperty(QTextFormat::BlockQuoteLevel) > 0) {
        line.kind = Kind::Quote;
    } else if (format.nonBreakableLines()) {
        line.kind = Kind::Code;
    }
    for (auto it = block.begin(); !it.atEnd(); ++it)
        line.spans.append(spanOf(it.fragment(), format.headingLevel() > 0));
    return line;
}

} // namespace

bool understands(const QMimeData &data)
{
    return data.hasText() || data.hasImage() || data.hasFormat(markupType)
        || !filesOf(data).isEmpty();
}

QStringList filesOf(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile())
            files.append(url.toLocalFile());
    }
    return files;
}

void acceptCopy(QDropEvent &event)
{
    event.setDropAction(Qt::CopyAction);
    event.accept();
}

QString markupOf(const QMimeData &data)
{
    return QString::fromUtf8(data.data(markupType).left(longest));
}

std::unique_ptr<QMimeData> mimeOf(const ComposedText &text)
{
    QStringList lines;
    for (const ComposedLine &line : text)
        lines.append(line.kind == Kind::BulletItem ? QString(u"\u2022 "_s + line.text())
                                                   : line.text());
    auto data = std::make_unique<QMimeData>();
    data->setText(lines.join(u'\n'));
    data->setData(markupType, markupFor(text).toUtf8());
    return data;
}

bool isAddress(const QString &text)
{
    const QString bare = text.trimmed();
    const bool web = bare.startsWith("https://"_L1) || bare.startsWith("http://"_L1);
    return web && !bare.contains(u' ') && !bare.contains(u'\n') && !linkAddress(bare).isEmpty();
}

ComposedText formattedClipboard()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data && data->hasHtml() ? composedFromHtml(data->html()) : ComposedText();
}

ComposedText composedFromHtml(const QString &html)
{
    BareDocument document;
    // arrows: allow rich-text: asked for by the person, read as text with styles, never shown
    document.setHtml(html.left(longest));
    ComposedText text;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        text.append(lineOf(block));
    return text;
}

} // namespace linnet::ui::pasting
