// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/filestrip.h"

#include "ui/media/imagedecoder.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/timeline/filewords.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/panel.h"

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

QString FileStrip::add(const QStringList &paths)
{
    QStringList refused;
    const QMimeDatabase types;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        const QString name = info.fileName();
        const bool known = std::any_of(m_files.begin(), m_files.end(), [&](const OutgoingFile &f) {
            return f.path == info.absoluteFilePath();
        });
        if (known)
            continue;
        if (!info.isFile() || !info.isReadable())
            refused.append(refusal(ErrorKind::FileUnreadable, name));
        else if (info.size() > maximumFileBytes)
            refused.append(refusal(ErrorKind::FileTooLarge, name));
        else if (isBlockedFileName(name))
            refused.append(refusal(ErrorKind::FileTypeBlocked, name));
        else
            m_files.append({info.absoluteFilePath(), name, types.mimeTypeForFile(info).name()});
    }
    rebuild();
    Q_EMIT changed();
    return refused.join(u' ');
}

QString FileStrip::addImage(const QImage &image)
{
    if (image.isNull() || !m_pasted.isValid())
        return refusal(ErrorKind::FileUnreadable, {});
    const QString stamp = QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH.mm.ss"_s);
    const QString name = ++m_pastedCount == 1
        ? tr("Screenshot %1.png", "file name").arg(stamp)
        : tr("Screenshot %1 (%2).png", "file name").arg(stamp).arg(m_pastedCount);
    const QString path = m_pasted.filePath(name);
    if (!image.save(path, "PNG"))
        return refusal(ErrorKind::FileUnreadable, name);
    return add({path});
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
    picture->setPixmap(
        iconPixmap(fileIcon(shown), m_theme.tokens().muted, 24, devicePixelRatioF()));
    if (file.contentType.startsWith("image/"_L1))
        preview(file.path);

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
    const QSize bounds = QSize(previewSide, previewSide) * ratio;
    m_pool.start([this, path, bounds, ratio] {
        QImage image = decodeImage(path, bounds, 256);
        if (image.isNull())
            return;
        image.setDevicePixelRatio(ratio);
        QMetaObject::invokeMethod(
            this,
            [this, path, image] {
                for (QLabel *label : m_inner->findChildren<QLabel *>(pictureName)) {
                    if (label->property("path").toString() == path)
                        label->setPixmap(QPixmap::fromImage(image));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace linnet::ui
