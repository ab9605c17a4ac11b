// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojifile.h"

#include "ui/media/imagedecoder.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QPainter>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int leastSide = 64;
constexpr int mostSide = 500;
constexpr qsizetype mostBytes = 256LL * 1024;
constexpr qint64 mostRead = 20'000'000;
constexpr qint64 mostUnpacked = 64LL * 1024 * 1024;

bool fits(const QSize &size, qsizetype bytes)
{
    return size.width() == size.height() && size.width() >= leastSide && size.width() <= mostSide
        && bytes <= mostBytes;
}

QImage squared(const QImage &image, int side)
{
    const QImage inside = image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QImage square(side, side, QImage::Format_ARGB32_Premultiplied);
    square.fill(Qt::transparent);
    QPainter painter(&square);
    painter.drawImage((side - inside.width()) / 2, (side - inside.height()) / 2, inside);
    return square;
}

QByteArray asPng(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        return {};
    return bytes;
}

} // namespace

EmojiFile emojiFileFrom(const QImage &image)
{
    EmojiFile file;
    if (image.isNull())
        return file;
    file.changed
        = image.width() != image.height() || image.width() < leastSide || image.width() > mostSide;
    int side = qBound(leastSide, qMax(image.width(), image.height()), mostSide);
    // A photo without flat parts packs badly: smaller then.
    for (;; side = qMax(leastSide, side * 3 / 4)) {
        file.shown = squared(image, side);
        file.content = asPng(file.shown);
        if (file.content.size() <= mostBytes || side == leastSide)
            break;
        file.changed = true;
    }
    if (file.content.isEmpty() || file.content.size() > mostBytes)
        return {};
    file.ending = u".png"_s;
    file.trouble = EmojiFile::Trouble::None;
    return file;
}

EmojiFile emojiFileFrom(const QByteArray &bytes)
{
    const QByteArray format = imageFormat(bytes.first(qMin<qsizetype>(16, bytes.size())));
    if (format.isEmpty())
        return {};
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() * 4 > mostUnpacked)
        return {};
    const bool moves = reader.supportsAnimation() && reader.imageCount() > 1;
    const QImage image = reader.read();
    if (image.isNull())
        return {};
    const bool known = format == "png" || format == "jpeg" || format == "gif";
    const bool turned = reader.transformation() != QImageIOHandler::TransformationNone;
    if (known && !turned && fits(image.size(), bytes.size())) {
        const QString ending
            = format == "jpeg" ? u".jpg"_s : QString(u'.' + QString::fromLatin1(format));
        return {EmojiFile::Trouble::None, bytes, ending, image, false};
    }
    if (moves) {
        EmojiFile file;
        file.trouble = EmojiFile::Trouble::DoesNotFit;
        return file;
    }
    return emojiFileFrom(image);
}

EmojiFile emojiFileAt(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.isSequential() || file.size() > mostRead)
        return {};
    return emojiFileFrom(file.readAll());
}

bool isEmojiName(const QString &name)
{
    static const QRegularExpression form(u"\\A[a-z0-9]+(?:[-_][a-z0-9]+)*\\z"_s);
    return form.match(name).hasMatch();
}

QString asEmojiName(const QString &typed)
{
    QString name;
    for (const QChar c : typed.toLower()) {
        const bool good = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
        if (good)
            name += c;
        else if (!name.isEmpty() && (c == u'-' || c.isSpace()))
            name += u'-';
    }
    static const QRegularExpression doubled(u"[-_]{2,}"_s);
    return name.replace(doubled, u"-"_s);
}

} // namespace linnet::ui
