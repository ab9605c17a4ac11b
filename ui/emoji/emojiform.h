// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsemoji.h"
#include "ui/emoji/emojifile.h"

#include <QThreadPool>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMimeData;
class QPushButton;

namespace linnet::ui {

class BusyBar;
class PlainLabel;
class Refusal;
class Theme;

// A new emoji: its picture (chosen, dropped or pasted), its name, what it will look like, and the
// request. What is wrong is said while it is written. The port and the theme outlive it.
class EmojiForm : public QWidget
{
    Q_OBJECT
public:
    EmojiForm(EmojiPort &port, const Theme &theme, QWidget *parent = nullptr);
    ~EmojiForm() override;

    // Names that are taken, without colons, as far as they are known.
    void setTaken(const QStringList &names);
    // A file of this person's; a picture that was copied.
    void takeFile(const QString &path);
    void takeImage(const QImage &image);
    // From the clipboard; false: there is no picture.
    bool paste();

Q_SIGNALS:
    void added(const linnet::CustomEmoji &emoji);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *buildPreview();
    bool takeMime(const QMimeData &data);
    void prepare(std::function<EmojiFile()> make);
    void prepared(const EmojiFile &file);
    void choose();
    void typed(const QString &text);
    void updateState();
    void add();
    void finished(const Result<CustomEmoji> &made);
    void restyle();

    EmojiPort &m_port;
    const Theme &m_theme;
    QStringList m_taken;
    EmojiFile m_file;
    bool m_preparing = false;
    bool m_sending = false;
    quint64 m_turn = 0; // of what was chosen last
    QPushButton *m_choose = nullptr; // this and the following: children
    QLabel *m_large = nullptr;
    QLabel *m_small = nullptr;
    PlainLabel *m_line = nullptr;
    PlainLabel *m_hint = nullptr; // about the picture
    QLineEdit *m_name = nullptr;
    PlainLabel *m_nameHint = nullptr;
    Refusal *m_refusal = nullptr;
    BusyBar *m_busy = nullptr;
    QPushButton *m_add = nullptr;
    QThreadPool m_pool; // decoding
};

} // namespace linnet::ui
