// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace linnet::ui {

class Theme;

// Several lines to type into, framed like the one-line fields.
class TextArea : public QWidget
{
    Q_OBJECT
public:
    TextArea(const Theme &theme, const QString &name, int lines, QWidget *parent = nullptr);

    [[nodiscard]] QPlainTextEdit &editor() { return *m_editor; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme &m_theme;
    QPlainTextEdit *m_editor;
};

} // namespace linnet::ui
