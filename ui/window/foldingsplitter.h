// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

class QSettings;

namespace linnet::ui {

// The three panes side by side while there is room; else fewer, the one wanted last on top. Below
// oneBelow pixels one pane; below threeFrom the thread takes the list's place. Remembers the
// widths of the outer panes.
class FoldingSplitter : public QSplitter
{
    Q_OBJECT
public:
    static constexpr int oneBelow = 640;
    static constexpr int threeFrom = 900;

    FoldingSplitter(QWidget *list, QWidget *timeline, QWidget *thread, QSettings *settings,
                    QWidget *parent = nullptr);

    [[nodiscard]] bool isNarrow() const { return width() < oneBelow; }
    void setSideOpen(bool open);
    // Where there is room for one pane only: the timeline rather than the list.
    void setTimelineInFront(bool front);
    [[nodiscard]] bool isTimelineInFront() const { return m_timelineInFront; }

Q_SIGNALS:
    void narrowChanged(bool narrow);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void remember();

    QSettings *m_settings;
    QWidget *m_list;
    QWidget *m_timeline;
    QWidget *m_thread;
    int m_listWidth;
    int m_threadWidth;
    bool m_threadOpen = false;
    bool m_timelineInFront = false;
    bool m_wasNarrow = false;
    bool m_arranged = false;
};

} // namespace linnet::ui
