// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/filedrag.h"

#include "ui/window/attachments.h"

#include <QDrag>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace linnet::ui {

FileDrag::FileDrag(FileFetches &fetches, QWidget &source)
    : m_fetches(fetches)
    , m_source(source)
{
}

FileDrag::~FileDrag() = default;

void FileDrag::start(const Attachment &attachment)
{
    if (attachment.mediaName.isEmpty())
        return;
    m_fetches.fetch(attachment, this,
                    [this, name = attachment.contentName](const Result<QString> &path) {
                        if (!path || !(QGuiApplication::mouseButtons() & Qt::LeftButton))
                            return;
                        const QString file = named(*path, name);
                        if (file.isEmpty())
                            return;
                        auto *data = new QMimeData;
                        data->setUrls({QUrl::fromLocalFile(file)});
                        auto *drag = new QDrag(&m_source); // Qt's to delete
                        drag->setMimeData(data);
                        drag->exec(Qt::CopyAction);
                    });
}

QString FileDrag::named(const QString &path, const QString &name)
{
    auto folder
        = std::make_unique<QTemporaryDir>(QFileInfo(path).absolutePath() + u"/drag-XXXXXX"_s);
    if (!folder->isValid())
        return {};
    QString target = folder->filePath(safeFileName(name));
    std::error_code error;
    std::filesystem::create_hard_link(QFile::encodeName(path).toStdString(),
                                      QFile::encodeName(target).toStdString(), error);
    if (error)
        return {};
    m_folders.push_back(std::move(folder));
    return target;
}

} // namespace linnet::ui
