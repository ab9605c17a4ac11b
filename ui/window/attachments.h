// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/media/pictureviewer.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

class QWidget;

namespace linnet::ui {

struct Services;

// What happens when an attachment is clicked: a picture is shown large, another file of the service
// is saved where the person says, a Drive file opens on the web. Never starts a program on a file
// that others sent.
class Attachments : public QObject
{
    Q_OBJECT
public:
    Attachments(const Services &services, QWidget &window);
    ~Attachments() override;

    void activate(const Attachment &attachment);
    // In the viewer, one for all.
    void view(const QList<Picture> &pictures, qsizetype at);
    // Asks where to, and writes it there.
    void save(const Attachment &attachment);

Q_SIGNALS:
    // The one that a picture is from.
    void messageRequested(const linnet::MessageId &message);

private:
    void fetch(const Attachment &attachment, const QString &target);
    void copy(const QString &source, const QString &target);
    void fail(const QString &headline, const QString &text);

    const Services &m_services;
    QWidget &m_window;
    QPointer<PictureViewer> m_viewer; // as long as it is open
    QThreadPool m_pool; // copying
};

// A name for a file made of remote text: one path segment without control, bidi and separating
// characters, without dots at its ends, at most 200 bytes with its ending kept. Never empty.
[[nodiscard]] QString safeFileName(const QString &name);

} // namespace linnet::ui
