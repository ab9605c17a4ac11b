// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/composeredit.h"
#include "ui/composer/draftkeeper.h"
#include "ui/text/errorwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using namespace std::chrono_literals;

namespace {

constexpr int longestName = 512;

// What goes out: without the white space at the ends that nobody means.
QString outgoing(const QString &written)
{
    qsizetype begin = 0;
    while (begin < written.size() && (written[begin] == u'\n' || written[begin] == u'\r'))
        ++begin;
    qsizetype end = written.size();
    while (end > begin && written[end - 1].isSpace())
        --end;
    const QString cut = written.mid(begin, end - begin);
    return cut.trimmed().isEmpty() ? QString() : cut;
}

QLabel *noticeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

} // namespace

Composer::Composer(const Theme &theme, MessagePort &port, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_port(port)
    , m_drafts(new DraftKeeper(port, this))
{
    build();
    restyle();
    connect(&m_theme, &Theme::changed, this, &Composer::restyle);
    connect(m_drafts, &DraftKeeper::loaded, this, &Composer::takeDraft);
    connect(m_edit, &ComposerEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &ComposerEdit::editLastRequested, this, &Composer::editLastRequested);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_drafts->setText(m_edit->toPlainText());
        m_failure->hide();
        updateState();
    });
    connect(m_send, &QToolButton::clicked, this, &Composer::send);
    m_slowTimer.setSingleShot(true);
    m_slowTimer.setInterval(300ms);
    connect(&m_slowTimer, &QTimer::timeout, this, [this] {
        m_slow = true;
        updateState();
    });
    updateState();
}

Composer::~Composer() = default;

void Composer::build()
{
    m_edit = new ComposerEdit(this);
    m_edit->setAccessibleName(tr("Message composer"));
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);

    m_send = new QToolButton(this);
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Send (Enter)"));
    m_send->setAutoRaise(true);
    m_send->setIconSize(QSize(metrics::icon, metrics::icon));
    m_send->setFixedSize(32, 32);

    m_failure = noticeLabel(this);
    m_notice = noticeLabel(this);

    auto *field = new QHBoxLayout;
    field->setContentsMargins(12, metrics::unit, metrics::unit, metrics::unit);
    field->setSpacing(metrics::unit);
    field->addWidget(m_edit, 1, Qt::AlignVCenter);
    field->addWidget(m_send, 0, Qt::AlignBottom);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::unit, metrics::edge,
                               metrics::edge - metrics::unit);
    column->setSpacing(metrics::unit);
    column->addWidget(m_failure);
    m_frame = new QWidget(this);
    m_frame->setLayout(field);
    column->addWidget(m_frame);
    column->addWidget(m_notice);
}

void Composer::restyle()
{
    const Tokens &t = m_theme.tokens();
    m_edit->setFont(m_theme.font(TextSize::Body));
    QPalette field = m_edit->palette();
    field.setColor(QPalette::Base, Qt::transparent);
    field.setColor(QPalette::Text, t.text);
    field.setColor(QPalette::PlaceholderText, t.muted);
    m_edit->setPalette(field);
    m_edit->viewport()->setAutoFillBackground(false);
    for (QLabel *label : {m_failure, m_notice}) {
        label->setFont(m_theme.font(TextSize::Meta));
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, t.danger);
        label->setPalette(palette);
    }
    updateState();
    update();
}

void Composer::setTarget(const TimelineScope &target, const QString &name)
{
    m_name = name.left(longestName).simplified();
    const bool same = target == m_drafts->target();
    if (!same) {
        // Saves first: emptying the field below must not empty the former target's draft.
        m_drafts->setTarget(target);
        const QSignalBlocker quiet(m_edit);
        m_edit->clear();
        setSending(false);
        m_failure->hide();
    }
    const QString shown = m_name.isEmpty() ? tr("this conversation") : m_name;
    m_edit->setHint(target.isThread() ? tr("Reply in thread in %1").arg(shown)
                                      : tr("Message %1").arg(shown));
    updateState();
}

TimelineScope Composer::target() const
{
    return m_drafts->target();
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::insertText(const QString &text)
{
    QTextCursor cursor = m_edit->textCursor();
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(m_edit->document()->isEmpty() ? text : QString(u'\n' + text));
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
}

void Composer::focusEditor()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void Composer::setDisabledReason(const QString &reason)
{
    m_reason = reason;
    updateState();
}

void Composer::flushDraft()
{
    m_drafts->flush();
}

void Composer::takeDraft(const QString &draft)
{
    const QString written = m_edit->toPlainText();
    const QString whole = DraftKeeper::joined(draft, written);
    if (whole == written)
        return;
    m_edit->setPlainText(whole);
    m_edit->moveCursor(QTextCursor::End);
}

void Composer::send()
{
    const QString written = m_edit->toPlainText();
    const QString text = outgoing(written);
    if (!m_send->isEnabled() || text.isEmpty())
        return;
    setSending(true);
    m_failure->hide();
    const TimelineScope target = m_drafts->target();
    m_port.send(target, {.text = text}, this, [this, target, written](const Result<MessageId> &result) {
        sendEnded(target, written, result);
    });
}

void Composer::sendEnded(const TimelineScope &target, const QString &written,
                         const Result<MessageId> &result)
{
    const bool here = target == m_drafts->target();
    if (here)
        setSending(false);
    if (result) {
        m_drafts->forget(target);
        if (here)
            takeAway(written);
        Q_EMIT sent(*result);
    } else if (here) {
        showFailure(errorLine(result.error()));
    }
}

void Composer::takeAway(const QString &written)
{
    const QString now = m_edit->toPlainText();
    if (now == written) {
        m_edit->clear();
    } else if (now.startsWith(written)) {
        // Keys pressed since Enter are the beginning of the next message.
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(int(written.size()), QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }
    m_drafts->setText(m_edit->toPlainText());
}

void Composer::setSending(bool sending)
{
    m_sending = sending;
    m_slow = false;
    if (sending)
        m_slowTimer.start();
    else
        m_slowTimer.stop();
    updateState();
}

void Composer::showFailure(const QString &words)
{
    m_failure->setText(tr("Not sent. %1").arg(words));
    m_failure->show();
}

void Composer::updateState()
{
    const QString written = m_edit->toPlainText();
    const qsizetype bytes = outgoing(written).toUtf8().size();
    const bool tooLong = bytes > maximumMessageBytes;
    const bool possible = !m_drafts->target().space.isEmpty() && m_reason.isEmpty();
    m_edit->setEnabled(possible);
    m_send->setEnabled(possible && !m_sending && bytes > 0 && !tooLong);

    const Tokens &t = m_theme.tokens();
    m_send->setIcon(
        icon(m_slow ? u"pending"_s : u"send"_s, m_send->isEnabled() ? t.accent : t.muted));
    QPalette palette = m_notice->palette();
    palette.setColor(QPalette::WindowText, m_reason.isEmpty() ? t.danger : t.muted);
    m_notice->setPalette(palette);
    if (!m_reason.isEmpty()) {
        m_notice->setText(m_reason);
    } else if (tooLong) {
        const QLocale locale;
        m_notice->setText(tr("Too long by %1 bytes: a message may have %2, this one has %3. "
                             "Shorten it or send it in parts.")
                              .arg(locale.toString(bytes - maximumMessageBytes),
                                   locale.toString(maximumMessageBytes), locale.toString(bytes)));
    }
    m_notice->setVisible(!m_reason.isEmpty() || tooLong);
}

void Composer::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_edit->hasFocus();
    const qreal width = focused ? 2.0 : 1.0;
    painter.setPen(QPen(focused ? t.accent : t.fieldBorder, width));
    painter.setBrush(m_edit->isEnabled() ? t.surface : t.raised);
    painter.drawRoundedRect(QRectF(m_frame->geometry()).adjusted(1, 1, -1, -1), metrics::radius,
                            metrics::radius);
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_edit->setFont(m_theme.font(TextSize::Body));
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update(); // the frame shows the focus
    return QWidget::eventFilter(watched, event);
}

} // namespace linnet::ui
