// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

namespace linnet::ui {

class ColourScheme;

// Distances in device-independent pixels, on a grid of four.
namespace metrics {
inline constexpr int unit = 4; // inside a group
inline constexpr int group = 8; // between groups
inline constexpr int edge = 16; // at edges
inline constexpr int radius = 8;
inline constexpr int smallRadius = 6; // buttons and fields
inline constexpr int avatar = 36; // timeline
inline constexpr int smallAvatar = 28; // lists
inline constexpr int icon = 20;
} // namespace metrics

enum class TextSize {
    Meta, // 0.85: times, counts, explanations
    Body, // 1.0: names and texts
    Heading, // 1.25
};

// Colours and text sizes, and when they change. One per application, handed by reference to
// whatever paints. GUI thread only. Knows no settings: app/ remembers the mode.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode {
        System,
        Light,
        Dark,
    };
    Q_ENUM(Mode)

    explicit Theme(Mode mode = Mode::System, QObject *parent = nullptr);
    ~Theme() override;

    // Makes the application follow: style, palette, and the desktop's colour scheme while the mode
    // is System (asked over D-Bus, asynchronously; without an answer the palette that the platform
    // gave decides). Call once, before windows are made.
    void applyTo(QApplication &application);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);

    [[nodiscard]] const Tokens &tokens() const;
    [[nodiscard]] QPalette palette() const;
    // From the system's font.
    [[nodiscard]] QFont font(TextSize size, QFont::Weight weight = QFont::Normal) const;
    [[nodiscard]] QFont monospace(TextSize size) const;
    // Reads them from disk, one in a turn of the event loop, for a moment in which the program
    // waits anyway: what is drawn first would read them all at once (some 40 ms). Emits
    // fontsRead().
    void readFonts();
    [[nodiscard]] bool readsFonts() const { return !m_unread.isEmpty(); }

Q_SIGNALS:
    // Colours or the mode are others now: drop cached pixmaps, repaint.
    void changed();
    void fontsRead();

private:
    void refresh();
    void systemChanged();
    void readNextFont();

    Mode m_mode;
    bool m_systemDark = false;
    bool m_dark = false;
    QApplication *m_application = nullptr;
    ColourScheme *m_scheme = nullptr; // child
    QList<QFont> m_unread; // fonts that readFonts() is still to read
};

} // namespace linnet::ui
