// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textarea.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace linnet::ui {

TextArea::TextArea(const Theme &theme, const QString &name, int lines, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(new QPlainTextEdit(this))
{
    m_editor->setAccessibleName(name);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setTabChangesFocus(true);
    m_editor->viewport()->setAutoFillBackground(false);
    m_editor->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::unit, metrics::unit, 2, metrics::unit);
    column->addWidget(m_editor);
    setFocusProxy(m_editor);
    setFixedHeight(lines * m_editor->fontMetrics().lineSpacing() + 2 * (metrics::unit + 4));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

bool TextArea::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

void TextArea::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.fieldBorder);
    painter.setBrush(t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::smallRadius,
                            metrics::smallRadius);
    if (m_editor->hasFocus())
        Style::drawFocusRing(&painter, rect(), metrics::smallRadius, t.accent);
}

} // namespace linnet::ui
