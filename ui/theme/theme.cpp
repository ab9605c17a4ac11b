// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/colourscheme.h"
#include "ui/theme/emojifont.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QTextLayout>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
// Not 0: that is a posted event, and what is posted while others are delivered comes with them.
constexpr auto nextTurn = std::chrono::milliseconds(1);

// Emoji from their own font, at once: without being told, Qt opens one installed font after the
// other until one has the letter (16 ms for each size on a machine with 400). The first family by
// the name that it was found under: in a list, Qt does not look up names such as "monospace".
QFont withEmoji(QFont font)
{
    if (!emojiFamily().isEmpty())
        font.setFamilies({QFontInfo(font).family(), emojiFamily()});
    return font;
}

} // namespace

Theme::Theme(Mode mode, QObject *parent)
    : QObject(parent)
    , m_mode(mode)
    , m_dark(mode == Mode::Dark)
{
}

Theme::~Theme() = default;

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    const QPalette given = application.palette();
    m_systemDark = given.color(QPalette::Window).lightnessF() < 0.5F;

    m_scheme = new ColourScheme(this);
    connect(m_scheme, &ColourScheme::changed, this, [this] {
        // GNOME's way of saying light is to take its wish for dark back.
        m_systemDark = m_scheme->dark().value_or(false);
        systemChanged();
    });
    m_scheme->start();

    application.setStyle(new Style(*this)); // owned by the application
    m_dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_systemDark);
    application.setPalette(palette());
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    refresh();
    Q_EMIT changed(); // the colours may be the same, the choice is not
}

void Theme::systemChanged()
{
    const bool before = m_dark;
    refresh();
    if (m_dark != before)
        Q_EMIT changed();
}

void Theme::refresh()
{
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_systemDark);
    if (dark == m_dark)
        return;
    m_dark = dark;
    if (m_application)
        m_application->setPalette(palette());
}

const Tokens &Theme::tokens() const
{
    return m_dark ? darkTokens() : lightTokens();
}

QPalette Theme::palette() const
{
    const Tokens &t = tokens();
    QPalette p;
    p.setColor(QPalette::Window, t.surface);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.raised);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Button, t.raised);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.accentText);
    p.setColor(QPalette::Link, t.link);
    p.setColor(QPalette::LinkVisited, t.link);
    p.setColor(QPalette::ToolTipBase, t.text);
    p.setColor(QPalette::ToolTipText, t.surface);
    p.setColor(QPalette::Light, t.raised);
    p.setColor(QPalette::Midlight, t.hover);
    p.setColor(QPalette::Mid, t.border);
    p.setColor(QPalette::Dark, t.fieldBorder);
    p.setColor(QPalette::Shadow, t.dark ? QColor(0, 0, 0) : t.fieldBorder);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, mixed(t.muted, t.surface, 0.6));
    p.setColor(QPalette::Disabled, QPalette::Highlight, t.border);
    return p;
}

QFont Theme::font(TextSize size, QFont::Weight weight) const
{
    QFont font = withEmoji(QGuiApplication::font());
    const auto scale = [size] {
        switch (size) {
        case TextSize::Meta:
            return 0.85;
        case TextSize::Body:
            return 1.0;
        case TextSize::Heading:
            return 1.25;
        }
        return 1.0;
    }();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * scale);
    else
        font.setPixelSize(qRound(font.pixelSize() * scale));
    font.setWeight(weight);
    return font;
}

QFont Theme::monospace(TextSize size) const
{
    QFont fixed = withEmoji(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const QFont like = font(size);
    if (like.pointSizeF() > 0)
        fixed.setPointSizeF(like.pointSizeF());
    else
        fixed.setPixelSize(like.pixelSize());
    return fixed;
}

void Theme::readFonts()
{
    m_unread = {QGuiApplication::font(),
                font(TextSize::Body),
                font(TextSize::Body, QFont::DemiBold),
                font(TextSize::Meta),
                font(TextSize::Meta, QFont::DemiBold),
                font(TextSize::Heading, QFont::DemiBold),
                monospace(TextSize::Body)};
    QTimer::singleShot(nextTurn, this, &Theme::readNextFont);
}

void Theme::readNextFont()
{
    const QString sample = u"Aa…🙂"_s;
    QTextLayout layout(sample, m_unread.constFirst());
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    m_unread.removeFirst();
    QTimer::singleShot(nextTurn, this, [this] {
        if (m_unread.isEmpty())
            Q_EMIT fontsRead();
        else
            readNextFont();
    });
}

} // namespace linnet::ui
