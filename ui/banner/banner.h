// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "ui/banner/bannercontent.h"

#include <QFrame>
#include <QTimer>

class QBoxLayout;
class QLabel;

namespace linnet::ui {

class IconButton;
class PlainLabel;
class Theme;

// The account's state as one strip inside the window, never a dialog. What passes by itself shows
// only after it has lasted for the delay. Can be put away, until the case is another one. Read out
// by screen readers.
class Banner : public QFrame
{
    Q_OBJECT
public:
    Banner(const Theme &theme, const Clock &clock,
           std::chrono::milliseconds delay = std::chrono::seconds(2), QWidget *parent = nullptr);

    void setStatus(const AccountStatus &status);
    // To the first thing that can be done about it, else to the cross.
    void focusButton();
    // What it shows or would show after the delay.
    [[nodiscard]] const std::optional<BannerContent> &content() const { return m_content; }

Q_SIGNALS:
    void retryRequested();
    void signInRequested();
    void linkRequested(const QUrl &url);
    void setAsideRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void announce();
    void restyle();
    void rebuildActions();
    void trigger(BannerAction action);
    [[nodiscard]] QString label(BannerAction action) const;

    const Theme &m_theme;
    const Clock &m_clock;
    AccountStatus m_status;
    std::optional<BannerContent> m_content;
    QString m_dismissed; // headline of what was put away
    QTimer m_delay; // runs while something transient is not shown yet
    QTimer m_tick; // runs while the text counts down
    QLabel *m_icon;
    PlainLabel *m_headline;
    PlainLabel *m_text;
    QBoxLayout *m_body; // words and actions: side by side, or below each other
    QBoxLayout *m_actions;
    IconButton *m_close;
};

} // namespace linnet::ui
