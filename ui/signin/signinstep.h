// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace linnet::ui {

class PlainLabel;
class Theme;

// A page of the sign-in: headline, sentences, whatever the step adds, buttons at the end. Keeps
// fonts and colours with the theme.
class SignInStep : public QWidget
{
    Q_OBJECT
public:
    explicit SignInStep(const Theme &theme, QWidget *parent = nullptr);

protected:
    enum class Tone {
        Normal,
        Muted,
        Danger,
    };

    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }

    PlainLabel *addHeadline(const QString &text);
    PlainLabel *addParagraph(const QString &text, Tone tone = Tone::Normal);
    // The row of buttons; the first is the one to take.
    QHBoxLayout *addButtons(const QList<QPushButton *> &buttons);
    [[nodiscard]] QPushButton *primaryButton(const QString &text);
    [[nodiscard]] QPushButton *button(const QString &text);
    // A way to somewhere else, without a frame.
    [[nodiscard]] QPushButton *linkButton(const QString &text);
    void tint(QLabel *label, Tone tone);

private:
    void applyTone(QLabel *label, Tone tone);

    const Theme &m_theme;
    QVBoxLayout *m_column;
};

} // namespace linnet::ui
