// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/attachments.h"

#include "ui/text/errorwords.h"
#include "ui/text/filegate.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/widgets/notice.h"
#include "ui/window/services.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr qsizetype longestName = 200; // bytes; file systems take 255
constexpr qint64 chunk = 1 << 20;
constexpr qsizetype shownLength = 60; // of a name in a sentence
constexpr auto offeredFor = std::chrono::seconds(8);
// What another program writes into a copy would be lost with it: it says so and saves elsewhere.
constexpr QFile::Permissions toLookAt = QFile::ReadOwner;

// Runs on a worker: plain values only. No permissions: the usual ones.
bool copyFile(const QString &source, const QString &target, QFile::Permissions permissions)
{
    QFile in(source);
    QSaveFile out(target);
    if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly))
        return false;
    if (permissions && !out.setPermissions(permissions))
        return false;
    while (!in.atEnd()) {
        const QByteArray part = in.read(chunk);
        if (part.isEmpty() || out.write(part) != part.size())
            return false;
    }
    return out.commit();
}

// Of the service's, or of this machine while it is on its way out.
QString keyOf(const Attachment &attachment)
{
    return attachment.mediaName.isEmpty() ? attachment.localPath : attachment.mediaName;
}

QString shownName(const Attachment &attachment)
{
    return sanitised(safeFileName(attachment.contentName), shownLength);
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

Attachments::Attachments(const Services &services, Notice &notice, QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_notice(notice)
    , m_window(window)
    , m_fetches(services.media)
{
    m_pool.setMaxThreadCount(1);
    connect(&m_fetches, &FileFetches::slow, this, &Attachments::tellSlow);
    connect(&m_fetches, &FileFetches::changed, this, [this](const QString &mediaName) {
        if (m_fetches.isFetching(mediaName))
            return;
        m_opening.remove(mediaName); // it may have been stopped
        m_notice.withdraw(m_told.take(mediaName));
    });
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
    if (!m_services.files)
        save(attachment);
    else if (!FileGate::mayOpen(safeFileName(attachment.contentName), attachment.contentType))
        offerSaving(attachment, tr("Linnet does not open this kind of file"),
                    tr("Files of this kind can run programs or change things on this computer. "
                       "You can save it and decide for yourself."));
    else
        open(attachment);
}

void Attachments::open(const Attachment &attachment)
{
    const QString key = keyOf(attachment);
    if (m_opening.contains(key))
        return;
    m_opening.insert(key);
    fetch(attachment, [this, attachment](const QString &path) { openCopy(attachment, path); });
}

void Attachments::openCopy(const Attachment &attachment, const QString &path)
{
    // The second click of two comes when the file is long open.
    QTimer::singleShot(QApplication::doubleClickInterval(), this,
                       [this, key = keyOf(attachment)] { m_opening.remove(key); });
    const QString name = safeFileName(attachment.contentName);
    if (!FileGate::mayOpenContent(name, path)) {
        offerSaving(attachment, tr("Linnet does not open this file"),
                    tr("It is not what its name says. You can save it and decide for yourself."));
        return;
    }
    const QString target = m_services.files->placeFor(keyOf(attachment), name);
    copy(path, target, toLookAt, [this, attachment, target](bool done) {
        if (done)
            opened(attachment, target);
        else
            fail(tr("The file could not be opened"),
                 tr("There is no room for a copy of it. Free some space and try again."));
    });
}

void Attachments::opened(const Attachment &attachment, const QString &copy)
{
    if (!m_services.files->open(copy))
        offerSaving(attachment, tr("No program opened this file"),
                    tr("You can save it and open it from there."));
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
            [this, attachment](const QString &target) { saveAt(attachment, target); });
    dialog->open();
}

void Attachments::fetch(const Attachment &attachment, const Then &then)
{
    if (attachment.mediaName.isEmpty()) { // it is on its way out
        then(attachment.localPath);
        return;
    }
    m_fetches.fetch(attachment, this, [this, attachment, then](const Result<QString> &path) {
        if (path) {
            then(*path);
            return;
        }
        m_opening.remove(keyOf(attachment));
        fail(tr("The file could not be fetched"), errorLine(path.error()));
    });
}

void Attachments::copy(const QString &source, const QString &target, QFile::Permissions permissions,
                       const std::function<void(bool)> &done)
{
    m_pool.start([this, source, target, permissions, done] {
        const bool copied = !target.isEmpty() && copyFile(source, target, permissions);
        QMetaObject::invokeMethod(
            this, [done, copied] { done(copied); }, Qt::QueuedConnection);
    });
}

void Attachments::saveAt(const Attachment &attachment, const QString &target)
{
    fetch(attachment, [this, target](const QString &path) {
        copy(path, target, {}, [this, target](bool done) {
            if (done)
                saved(target);
            else
                fail(tr("The file could not be saved"),
                     tr("Nothing was written to %1.").arg(QDir::toNativeSeparators(target)));
        });
    });
}

void Attachments::saved(const QString &target)
{
    const QString sentence
        = tr("Saved %1").arg(sanitised(QFileInfo(target).fileName(), shownLength));
    if (!m_services.files) {
        m_notice.say(sentence);
        return;
    }
    m_notice.offer(sentence, tr("Open folder"), offeredFor, [this, target] {
        if (!m_services.files->openFolderOf(target))
            fail(tr("The folder could not be opened"),
                 QDir::toNativeSeparators(QFileInfo(target).absolutePath()));
    });
}

// The chip shows more, where it is in view; this is heard, and stands for files in lists.
void Attachments::tellSlow(const Attachment &attachment)
{
    const QString sentence = tr("Fetching %1").arg(shownName(attachment));
    m_told.insert(attachment.mediaName, sentence);
    m_notice.offer(sentence, tr("Stop"), offeredFor,
                   [this, name = attachment.mediaName] { m_fetches.stop(name); });
}

void Attachments::offerSaving(const Attachment &attachment, const QString &headline,
                              const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::Information, tr("Open file"), headline,
                                QMessageBox::NoButton, &m_window);
    box->setObjectName(u"saveInstead"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(plainToolTip(QString(shownName(attachment) + u"\n"_s + text)));
    const QPushButton *saving = box->addButton(tr("Save as…"), QMessageBox::AcceptRole);
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this,
            [this, saving, attachment](const QAbstractButton *button) {
                if (button == saving)
                    save(attachment);
            });
    box->open();
}

void Attachments::fail(const QString &headline, const QString &text)
{
    auto *box
        = new QMessageBox(QMessageBox::Warning, tr("File"), headline, QMessageBox::Ok, &m_window);
    box->setObjectName(u"saveFailed"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(plainToolTip(text));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace linnet::ui
