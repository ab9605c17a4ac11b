// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace linnet::ui {

class IconButton;
class PlainLabel;
class Theme;

// The strip above a timeline: way back (where the window is narrow), face, title, a second line,
// buttons.
class PaneHeader : public QWidget
{
    Q_OBJECT
public:
    static constexpr int standardHeight = 56;

    explicit PaneHeader(const Theme &theme, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &subtitle);
    void setFace(const QPixmap &face); // null: none
    void setOutside(bool outside, const QString &words);
    void setBackVisible(bool visible);
    void addButton(QWidget *button);

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    IconButton *m_back;
    QLabel *m_face;
    PlainLabel *m_title;
    PlainLabel *m_subtitle;
    QLabel *m_outside;
    QHBoxLayout *m_buttons;
};

} // namespace linnet::ui
