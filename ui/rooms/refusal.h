// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QWidget>

class QLabel;

namespace linnet::ui {

class PlainLabel;
class Theme;

// Why something was not done, in place, where the person stands: in a dialog, on a page. Hidden
// while there is nothing to say. Read out by screen readers.
class Refusal : public QWidget
{
    Q_OBJECT
public:
    explicit Refusal(const Theme &theme, QWidget *parent = nullptr);

    void say(const QString &sentence);
    void say(const Error &error);
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    QLabel *m_icon;
    PlainLabel *m_words;
};

} // namespace linnet::ui
