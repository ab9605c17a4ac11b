// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/media/filefetches.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

class QWidget;

namespace linnet::ui {

// Files of messages dragged out of the window: fetched first if they are not there, which shows,
// and given away under their own name, made harmless. Nothing is dragged when the button was let go
// of meanwhile; the next drag finds the file there. GUI thread.
class FileDrag : public QObject
{
    Q_OBJECT
public:
    // Both outlive this, or are not used after they went.
    FileDrag(FileFetches &fetches, QWidget &source);
    ~FileDrag() override;

    void start(const Attachment &attachment);

    // The file under a name of the attachment's own, beside the original; empty when that cannot be
    // had. Another name for the same bytes: nothing is copied. It lives as long as this.
    [[nodiscard]] QString named(const QString &path, const QString &name);

private:
    FileFetches &m_fetches;
    QWidget &m_source;
    std::vector<std::unique_ptr<QTemporaryDir>> m_folders;
};

} // namespace linnet::ui
