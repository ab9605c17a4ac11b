// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace linnet::ui {

class IconButton;
class PlainLabel;
class Theme;

// What a message that is being written is about: the message it quotes, or the one it replaces.
// One line of title, one of text, and a button that takes it away.
class ComposerBanner : public QWidget
{
    Q_OBJECT
public:
    explicit ComposerBanner(const Theme &theme, QWidget *parent = nullptr);

    // title and text are plain, also when others wrote them.
    void show(const QString &iconName, const QString &title, const QString &text,
              const QString &cancelLabel);

Q_SIGNALS:
    void cancelled();
    void clicked();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    QString m_iconName;
    QLabel *m_icon;
    PlainLabel *m_title;
    PlainLabel *m_text;
    IconButton *m_cancel;
};

} // namespace linnet::ui
