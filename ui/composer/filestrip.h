// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outgoing.h"

#include <QTemporaryDir>
#include <QThreadPool>
#include <QWidget>

class QHBoxLayout;
class QImage;

namespace linnet::ui {

class Theme;

// The files that will go with the message being written: a preview, name and size of each, and a
// button that takes it away. What the service would refuse is not taken at all. Reads files only to
// show them; sending is somebody else's.
class FileStrip : public QWidget
{
    Q_OBJECT
public:
    explicit FileStrip(const Theme &theme, QWidget *parent = nullptr);
    ~FileStrip() override;

    // Returns why some of them were not taken, in words, one after the other; empty: all were.
    [[nodiscard]] QString add(const QStringList &paths);
    // A picture that is no file yet: a pasted screenshot.
    [[nodiscard]] QString addImage(const QImage &image);
    [[nodiscard]] const QList<OutgoingFile> &files() const { return m_files; }
    void setFiles(const QList<OutgoingFile> &files);

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    QWidget *chip(const OutgoingFile &file);
    void preview(const QString &path);
    void remove(const QString &path);

    const Theme &m_theme;
    QList<OutgoingFile> m_files;
    QHBoxLayout *m_row = nullptr; // of the chips
    QWidget *m_inner = nullptr;
    QTemporaryDir m_pasted;
    int m_pastedCount = 0;
    QThreadPool m_pool; // previews
};

} // namespace linnet::ui
