// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/filestrip.h"

#include "ui/media/imagedecoder.h"
#include "ui/media/pictureframe.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/filewords.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/panel.h"

#include <QBuffer>
#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QLocale>
#include <QMimeDatabase>
#include <QScrollArea>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int previewSide = 40;
constexpr int chipWidth = 208;
constexpr int chipHeight = 52;
const auto pictureName = u"filePicture"_s;

QString refusal(ErrorKind kind, const QString &name)
{
    Error error;
    error.kind = kind;
    error.detail = name;
    return errorLine(error);
}

} // namespace

FileStrip::FileStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    m_pool.setMaxThreadCount(1);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    area->setFixedHeight(chipHeight + 2 * metrics::unit + 8);
    m_inner = new QWidget;
    m_inner->setAutoFillBackground(false);
    m_row = new QHBoxLayout(m_inner);
    m_row->setContentsMargins(metrics::group, metrics::group, metrics::group, 0);
    m_row->setSpacing(metrics::group);
    m_row->addStretch(1);
    area->setWidget(m_inner);
    m_inner->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area);
    setAccessibleName(tr("Attached files"));
    connect(&m_theme, &Theme::changed, this, &FileStrip::rebuild);
    hide();
}

FileStrip::~FileStrip()
{
    m_pool.clear();
    m_pool.waitForDone();
}

bool FileStrip::has(const QString &path) const
{
    return std::any_of(m_files.begin(), m_files.end(),
                       [&path](const OutgoingFile &file) { return file.path == path; });
}

QString FileStrip::refusalOf(const OutgoingFile &file)
{
    const QFileInfo info(file.path);
    if (!info.isFile() || !info.isReadable())
        return refusal(ErrorKind::FileUnreadable, file.name);
    if (info.size() > maximumFileBytes)
        return refusal(ErrorKind::FileTooLarge, file.name);
    if (isBlockedFileName(file.name))
        return refusal(ErrorKind::FileTypeBlocked, file.name);
    return {};
}

QString FileStrip::add(const QStringList &paths)
{
    QStringList refused;
    const QMimeDatabase types;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        OutgoingFile file{info.absoluteFilePath(), info.fileName(), {}};
        if (has(file.path))
            continue;
        const QString why = refusalOf(file);
        if (!why.isEmpty()) {
            refused.append(why);
            continue;
        }
        file.contentType = types.mimeTypeForFile(info).name();
        m_files.append(file);
    }
    rebuild();
    Q_EMIT changed();
    return refused.join(u' ');
}

QString FileStrip::addBack(const QList<OutgoingFile> &files)
{
    QStringList troubles;
    for (const OutgoingFile &file : files) {
        if (has(file.path))
            continue;
        const bool gone = !QFileInfo::exists(file.path);
        const QString why = gone
            ? tr("%1 is not where it was any more, so it was taken off.").arg(file.name)
            : refusalOf(file);
        if (why.isEmpty())
            m_files.append(file);
        else
            troubles.append(why);
    }
    rebuild();
    Q_EMIT changed();
    return troubles.join(u' ');
}

void FileStrip::encode(const QImage &image,
                       const std::function<void(const QByteArray &png, const QString &name)> &done)
{
    const QString stamp = QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH.mm.ss"_s);
    const QString name = ++m_pastedCount == 1
        ? tr("Screenshot %1.png", "file name").arg(stamp)
        : tr("Screenshot %1 (%2).png", "file name").arg(stamp).arg(m_pastedCount);
    m_pool.start([this, image, name, done] {
        QBuffer png;
        if (!png.open(QIODevice::WriteOnly) || !image.save(&png, "PNG"))
            png.buffer().clear();
        QMetaObject::invokeMethod(
            this, [done, bytes = png.data(), name] { done(bytes, name); }, Qt::QueuedConnection);
    });
}

void FileStrip::setFiles(const QList<OutgoingFile> &files)
{
    if (files == m_files)
        return;
    m_files = files;
    rebuild();
    Q_EMIT changed();
}

void FileStrip::remove(const QString &path)
{
    m_files.removeIf([&path](const OutgoingFile &file) { return file.path == path; });
    rebuild();
    Q_EMIT changed();
}

void FileStrip::rebuild()
{
    while (m_row->count() > 1) {
        QLayoutItem *item = m_row->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one whose button was pressed
        delete item;
    }
    m_previews.removeIf(
        [this](QHash<QString, QPixmap>::iterator each) { return !has(each.key()); });
    for (const OutgoingFile &file : std::as_const(m_files))
        m_row->insertWidget(m_row->count() - 1, chip(file));
    setVisible(!m_files.isEmpty());
}

QWidget *FileStrip::chip(const OutgoingFile &file)
{
    auto *chip = new Panel(m_theme, m_inner);
    chip->setObjectName(u"fileChip"_s);
    chip->setFixedSize(chipWidth, chipHeight);
    auto *picture = new QLabel(chip);
    picture->setObjectName(pictureName);
    picture->setProperty("path", file.path);
    picture->setFixedSize(previewSide, previewSide);
    picture->setAlignment(Qt::AlignCenter);
    Attachment shown;
    shown.contentName = file.name;
    shown.contentType = file.contentType;
    if (const auto seen = m_previews.constFind(file.path); seen != m_previews.cend()) {
        picture->setPixmap(*seen);
    } else {
        picture->setPixmap(
            iconPixmap(fileIcon(shown), m_theme.tokens().muted, 24, devicePixelRatioF()));
        if (isPictureType(file.contentType))
            preview(file.path);
    }

    auto *name = new PlainLabel(file.name, chip);
    name->setElideMode(Qt::ElideMiddle);
    name->setFont(m_theme.font(TextSize::Meta));
    auto *size = new PlainLabel(QLocale().formattedDataSize(QFileInfo(file.path).size()), chip);
    size->setFont(m_theme.font(TextSize::Meta));
    QPalette muted = size->palette();
    muted.setColor(QPalette::WindowText, m_theme.tokens().muted);
    size->setPalette(muted);
    auto *away
        = new IconButton(u"close"_s, tr("Remove %1").arg(sanitised(file.name, 200)), m_theme, chip);
    away->setFixedSize(24, 24);
    away->setIconSize(QSize(16, 16));
    connect(away, &IconButton::clicked, this, [this, path = file.path] { remove(path); });

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(size);
    auto *row = new QHBoxLayout(chip);
    row->setContentsMargins(6, 6, metrics::unit, 6);
    row->setSpacing(metrics::group);
    row->addWidget(picture);
    row->addLayout(words, 1);
    row->addWidget(away, 0, Qt::AlignTop);
    return chip;
}

void FileStrip::preview(const QString &path)
{
    const qreal ratio = devicePixelRatioF();
    // Larger than its box: what is cut to fill it is still sharp.
    const QSize bounds = QSize(previewSide, previewSide) * ratio * 3;
    m_pool.start([this, path, bounds, ratio] {
        const QImage image = decodeImage(path, bounds, 256);
        if (image.isNull())
            return;
        QMetaObject::invokeMethod(
            this, [this, path, image, ratio] { showPreview(path, image, ratio); },
            Qt::QueuedConnection);
    });
}

void FileStrip::showPreview(const QString &path, const QImage &image, qreal ratio)
{
    if (!has(path))
        return;
    const PictureFrame frame{QSizeF(previewSide, previewSide), metrics::smallRadius, true};
    m_previews.insert(path, framed(image, frame, ratio));
    for (QLabel *label : m_inner->findChildren<QLabel *>(pictureName)) {
        if (label->property("path").toString() == path)
            label->setPixmap(m_previews[path]);
    }
}

} // namespace linnet::ui
