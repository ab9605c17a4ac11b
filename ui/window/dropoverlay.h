// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>

class QMimeData;

namespace linnet::ui {

class Theme;

// Lets files be dropped anywhere on a pane, and says meanwhile, over the part of it that is
// covered, where they will go. Files that were dragged out of the same pane are not taken.
class DropOverlay : public QWidget
{
    Q_OBJECT
public:
    // words: where they would go, as a sentence, which may hold remote text; empty: nowhere now.
    // Theme and covered outlive this; the pane owns it.
    DropOverlay(const Theme &theme, QWidget &pane, const QWidget &covered,
                std::function<QString()> words);

    // What it says now, or said last.
    [[nodiscard]] QString words() const { return m_shown; }

Q_SIGNALS:
    void dropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void begin(const QString &words);

    const Theme &m_theme;
    QWidget &m_pane;
    const QWidget &m_covered;
    std::function<QString()> m_words;
    QString m_shown;
};

} // namespace linnet::ui
