// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/message.h"
#include "models/domain/ports.h"
#include "ui/timeline/animations.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace linnet::ui {

class EmptyState;
class PictureView;
class PlainLabel;
class Theme;

// A picture of a conversation, and where it is from.
struct Picture
{
    Attachment attachment{};
    MessageId message{};
    QString sender{}; // remote text
    Timestamp time{};
};

// A window for the pictures of a conversation, one at a time: the next and the former by key and
// button, zoom, copy, save, back to the message. Beside the conversation, not over it: one can go
// on reading and writing. Deletes itself when it is closed. GUI thread.
class PictureViewer : public QWidget
{
    Q_OBJECT
public:
    // parent: the window it belongs to, and stays in front of.
    PictureViewer(MediaPort &media, const Theme &theme, QWidget *parent);
    ~PictureViewer() override;

    // In the order of the conversation; at: which one is shown first.
    void setPictures(const QList<Picture> &pictures, qsizetype at);
    [[nodiscard]] qsizetype at() const { return m_at; }
    [[nodiscard]] PictureView &view() { return *m_view; }

Q_SIGNALS:
    void saveRequested(const linnet::Attachment &attachment);
    void messageRequested(const linnet::MessageId &message);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    QAction *addTool(QHBoxLayout &row, const QString &icon, const QString &label,
                     const QList<QKeySequence> &keys);
    void buildTools(QHBoxLayout &row);
    void goTo(qsizetype at);
    void load();
    void decode(const QString &path);
    void decoded(const QImage &image);
    void fail(const QString &headline, const QString &text);
    void copy();
    void updateWords();
    void restyle();
    [[nodiscard]] MediaRef current() const;

    MediaPort &m_media;
    const Theme &m_theme;
    QList<Picture> m_pictures;
    qsizetype m_at = 0;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_from = nullptr;
    QLabel *m_zoom = nullptr;
    QStackedWidget *m_stack = nullptr;
    PictureView *m_view = nullptr;
    EmptyState *m_state = nullptr;
    QAction *m_former = nullptr;
    QAction *m_next = nullptr;
    QList<QAction *> m_ofPicture; // what needs one that is shown
    Animations m_animations;
    QTimer m_slow;
    QThreadPool m_pool;
};

} // namespace linnet::ui
