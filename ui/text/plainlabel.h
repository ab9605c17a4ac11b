// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace linnet::ui {

// A label for text that others wrote: never rich text (QLabel would open local files that a name
// mentions in an <img>), control and bidi-override characters taken out, at most 4,096 characters.
// All remote text in labels goes through this class.
class PlainLabel : public QLabel
{
    Q_OBJECT
public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    // Hides QLabel's: sanitises.
    void setText(const QString &text);
    // One line cut with an ellipsis where there is no room, the whole text as tooltip then.
    // ElideNone (the default) leaves QLabel's behaviour.
    void setElideMode(Qt::TextElideMode mode);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool isElided() const;

    Qt::TextElideMode m_elide = Qt::ElideNone;
};

// Remote text without what would act on its surroundings: control characters (but tab and line
// feed), bidi overrides and embeddings; at most maximum UTF-16 units.
[[nodiscard]] QString sanitised(const QString &text, qsizetype maximum = 4096);
// For setToolTip and QToolTip::showText, which guess rich text: escaped inside <qt>, so that Qt
// wraps it and shows it literally. Empty stays empty.
[[nodiscard]] QString plainToolTip(const QString &text);
// For menu entries and buttons made of remote text: "&" is doubled.
[[nodiscard]] QString plainAction(const QString &text);

} // namespace linnet::ui
