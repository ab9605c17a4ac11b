// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/outgoing.h"

#include <QHash>
#include <QPixmap>
#include <QThreadPool>
#include <QWidget>

#include <functional>

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
    // Those that were attached before: as they were named then. What is gone is told like that.
    [[nodiscard]] QString addBack(const QList<OutgoingFile> &files);
    // A picture that is no file yet, a pasted screenshot, as PNG with a name for it: later, once;
    // empty when that failed.
    void encode(const QImage &image,
                const std::function<void(const QByteArray &png, const QString &name)> &done);
    [[nodiscard]] const QList<OutgoingFile> &files() const { return m_files; }
    void setFiles(const QList<OutgoingFile> &files);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool has(const QString &path) const;
    // In words; empty: nothing speaks against it.
    [[nodiscard]] static QString refusalOf(const OutgoingFile &file);
    void rebuild();
    QWidget *chip(const OutgoingFile &file);
    void preview(const QString &path);
    void showPreview(const QString &path, const QImage &image, qreal ratio);
    void remove(const QString &path);

    const Theme &m_theme;
    QList<OutgoingFile> m_files;
    QHBoxLayout *m_row = nullptr; // of the chips
    QWidget *m_inner = nullptr;
    QHash<QString, QPixmap> m_previews; // by path
    int m_pastedCount = 0;
    QThreadPool m_pool; // previews and pasted pictures
};

} // namespace linnet::ui
