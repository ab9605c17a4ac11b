// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/media/filefetches.h"
#include "ui/media/pictureviewer.h"

#include <QFile>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>

class QWidget;

namespace linnet::ui {

class Notice;
struct Services;

// What happens when an attachment is clicked: a picture is shown large, a Drive file opens on the
// web, another file of the service is fetched and a copy of it handed to the desktop, unless it
// could run something: that is saved where the person says, as any file can be.
class Attachments : public QObject
{
    Q_OBJECT
public:
    Attachments(const Services &services, Notice &notice, QWidget &window);
    ~Attachments() override;

    // What is being fetched, for those who show it.
    [[nodiscard]] FileFetches &fetches() { return m_fetches; }

    void activate(const Attachment &attachment);
    // In the viewer, one for all.
    void view(const QList<Picture> &pictures, qsizetype at);
    // Asks where to, and writes it there.
    void save(const Attachment &attachment);

Q_SIGNALS:
    // The one that a picture is from.
    void messageRequested(const linnet::MessageId &message);

private:
    using Then = std::function<void(const QString &path)>;

    void open(const Attachment &attachment);
    void openCopy(const Attachment &attachment, const QString &path);
    void opened(const Attachment &attachment, const QString &copy);
    void fetch(const Attachment &attachment, const Then &then);
    // done: with whether it went well.
    void copy(const QString &source, const QString &target, QFile::Permissions permissions,
              const std::function<void(bool)> &done);
    void saveAt(const Attachment &attachment, const QString &target);
    void saved(const QString &target);
    void tellSlow(const Attachment &attachment);
    void offerSaving(const Attachment &attachment, const QString &headline, const QString &text);
    void fail(const QString &headline, const QString &text);

    const Services &m_services;
    Notice &m_notice;
    QWidget &m_window;
    FileFetches m_fetches;
    QSet<QString> m_opening; // a second click opens nothing twice
    QHash<QString, QString> m_told; // what was said of slow ones, by media name
    QPointer<PictureViewer> m_viewer; // as long as it is open
    QThreadPool m_pool; // copying
};

// A name for a file made of remote text: one path segment without control, bidi and separating
// characters, without dots at its ends, at most 200 bytes with its ending kept. Never empty.
[[nodiscard]] QString safeFileName(const QString &name);

} // namespace linnet::ui
