// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/attachments.h"

#include "ui/text/errorwords.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/window/services.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qsizetype longestName = 200; // bytes; file systems take 255
constexpr qint64 chunk = 1 << 20;

// Runs on a worker: plain values only.
bool copyFile(const QString &source, const QString &target)
{
    QFile in(source);
    QSaveFile out(target);
    if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly))
        return false;
    while (!in.atEnd()) {
        const QByteArray part = in.read(chunk);
        if (part.isEmpty() || out.write(part) != part.size())
            return false;
    }
    return out.commit();
}

} // namespace

QString safeFileName(const QString &name)
{
    QString clean = sanitised(name, 1024);
    clean.replace(u'\\', u'/');
    clean = clean.section(u'/', -1);
    clean.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        // Marks that turn the direction of what follows, and what other systems refuse.
        return u == 0x200e || u == 0x200f || u == 0x061c || u == u'\n' || u == u'\t'
            || QStringView(u":*?\"<>|").contains(c);
    });
    while (!clean.isEmpty() && (clean.front() == u'.' || clean.front().isSpace()))
        clean.remove(0, 1);
    while (!clean.isEmpty() && (clean.back() == u'.' || clean.back().isSpace()))
        clean.chop(1);
    const qsizetype dot = clean.lastIndexOf(u'.');
    const QString ending = dot > 0 && clean.size() - dot <= 16 ? clean.mid(dot) : QString();
    QString stem = clean.left(clean.size() - ending.size());
    while (!stem.isEmpty() && stem.toUtf8().size() + ending.toUtf8().size() > longestName)
        stem.chop(stem.back().isLowSurrogate() && stem.size() > 1 ? 2 : 1);
    clean = QString(stem + ending);
    return clean.isEmpty() ? u"attachment"_s : clean;
}

Attachments::Attachments(const Services &services, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_window(window)
{
    m_pool.setMaxThreadCount(1);
}

Attachments::~Attachments()
{
    // What is being copied answers to this object.
    m_pool.clear();
    m_pool.waitForDone();
}

void Attachments::activate(const Attachment &attachment)
{
    if (attachment.source == AttachmentSource::Drive) {
        const auto id = QString::fromLatin1(QUrl::toPercentEncoding(attachment.driveFileId));
        m_services.links.openExternal(QString(u"https://drive.google.com/open?id="_s + id),
                                      &m_window);
        return;
    }
    if (attachment.mediaName.isEmpty() && attachment.localPath.isEmpty()) {
        fail(tr("This file cannot be fetched"),
             tr("Google Chat does not say where it is. Open the conversation in the browser."));
        return;
    }
    save(attachment);
}

void Attachments::view(const QList<Picture> &pictures, qsizetype at)
{
    if (!m_viewer) {
        m_viewer = new PictureViewer(m_services.media, m_services.theme, &m_window);
        connect(m_viewer, &PictureViewer::saveRequested, this, &Attachments::save);
        connect(m_viewer, &PictureViewer::messageRequested, this, [this](const MessageId &message) {
            m_window.activateWindow();
            Q_EMIT messageRequested(message);
        });
    }
    m_viewer->setPictures(pictures, at);
    m_viewer->show();
    m_viewer->raise();
    m_viewer->activateWindow();
}

void Attachments::save(const Attachment &attachment)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog = new QFileDialog(&m_window, tr("Save file"), folder);
    dialog->setObjectName(u"saveAttachment"_s);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(safeFileName(attachment.contentName));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, attachment](const QString &target) { fetch(attachment, target); });
    dialog->open();
}

void Attachments::fetch(const Attachment &attachment, const QString &target)
{
    if (attachment.mediaName.isEmpty()) { // it is on its way out
        copy(attachment.localPath, target);
        return;
    }
    m_services.media.fetch({MediaRef::Kind::Attachment, attachment.mediaName}, this,
                           [this, target](const Result<QString> &path) {
                               if (path)
                                   copy(*path, target);
                               else
                                   fail(tr("The file could not be fetched"),
                                        errorLine(path.error()));
                           });
}

void Attachments::copy(const QString &source, const QString &target)
{
    m_pool.start([this, source, target] {
        if (copyFile(source, target))
            return;
        QMetaObject::invokeMethod(
            this,
            [this, target] {
                fail(tr("The file could not be saved"),
                     tr("Nothing was written to %1.").arg(QDir::toNativeSeparators(target)));
            },
            Qt::QueuedConnection);
    });
}

void Attachments::fail(const QString &headline, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Save file"), headline, QMessageBox::Ok,
                                &m_window);
    box->setObjectName(u"saveFailed"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(plainToolTip(text));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace linnet::ui
