// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/plainlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr qsizetype longestLine = 512; // eliding a million characters takes 142 ms
} // namespace

PlainLabel::PlainLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setOpenExternalLinks(false);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent)
    : PlainLabel(parent)
{
    setText(text);
}

void PlainLabel::setText(const QString &text)
{
    QString clean = sanitised(text);
    if (m_elide != Qt::ElideNone) {
        clean.replace(u'\n', u' ');
        clean.truncate(longestLine);
    }
    QLabel::setText(clean);
}

void PlainLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    setWordWrap(false);
    setText(text());
    updateGeometry();
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    if (m_elide == Qt::ElideNone)
        return hint;
    return {qMin(hint.width(), fontMetrics().averageCharWidth() * 4), hint.height()};
}

bool PlainLabel::isElided() const
{
    return m_elide != Qt::ElideNone
        && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

bool PlainLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isElided())
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(text()),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QLabel::event(event);
}

void PlainLabel::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const QRect rect = contentsRect();
    const Qt::Alignment aligned = QStyle::visualAlignment(
        text().isRightToLeft() ? Qt::RightToLeft : layoutDirection(), alignment());
    style()->drawItemText(&painter, rect, int(aligned) | Qt::TextSingleLine, option.palette,
                          isEnabled(), fontMetrics().elidedText(text(), m_elide, rect.width()),
                          foregroundRole());
}

QString sanitised(const QString &text, qsizetype maximum)
{
    QString clean = text.left(maximum);
    if (!clean.isEmpty() && clean.back().isHighSurrogate())
        clean.chop(1);
    clean.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        const bool control = (u < 0x20 && u != u'\n' && u != u'\t') || (u >= 0x7f && u < 0xa0);
        const bool bidi = (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
        return control || bidi;
    });
    return clean;
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    QString escaped = sanitised(text, 1024).toHtmlEscaped();
    escaped.replace(u'\n', u"<br/>"_s);
    return u"<qt>%1</qt>"_s.arg(escaped);
}

QString plainAction(const QString &text)
{
    QString label = sanitised(text, 256);
    label.replace(u'&', u"&&"_s);
    label.replace(u'\t', u' ');
    label.replace(u'\n', u' ');
    return label;
}

} // namespace linnet::ui
