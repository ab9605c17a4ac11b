// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/completer.h"
#include "ui/composer/composerbanner.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/composertools.h"
#include "ui/composer/draftkeeper.h"
#include "ui/composer/filestrip.h"
#include "ui/composer/formatbar.h"
#include "ui/composer/pasting.h"
#include "ui/composer/suggestions.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace linnet::ui {

using namespace std::chrono_literals;

namespace {

constexpr int longestName = 512;
constexpr qsizetype nearlyFull = maximumMessageBytes * 9 / 10;

QLabel *noticeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void colour(QLabel *label, const QColor &colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

void alert(QLabel *label)
{
    QAccessibleEvent event(label, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString lettersOf(QString words)
{
    return words.removeIf([](QChar c) { return !c.isLetter(); });
}

QString bytesWords(qsizetype bytes)
{
    return bytes == 1 ? Composer::tr("1 byte")
                      : Composer::tr("%1 bytes").arg(QLocale().toString(bytes));
}

// Of a message so large; nothing while there is room.
QString sizeWords(qsizetype bytes)
{
    const QLocale locale;
    const QString most = locale.toString(maximumMessageBytes);
    if (bytes <= nearlyFull)
        return {};
    if (bytes <= maximumMessageBytes)
        return Composer::tr("%1 left of %2", "so many bytes, a number")
            .arg(bytesWords(maximumMessageBytes - bytes), most);
    return Composer::tr("Too long by %1: a message may have %2, this one has %3. Shorten it or "
                        "send it in parts.",
                        "so many bytes, numbers")
        .arg(bytesWords(bytes - maximumMessageBytes), most, locale.toString(bytes));
}

} // namespace

Composer::Composer(const Theme &theme, MessagePort &port, DraftPort &drafts, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_port(port)
    , m_kept(drafts)
    , m_drafts(new DraftKeeper(drafts, this))
{
    setAcceptDrops(true);
    build();
    restyle();
    connectParts();
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
    m_tools = new ComposerTools(*m_edit, m_theme, this);
    setFocusProxy(m_edit);

    m_send = new QToolButton(this);
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Send (Enter)"));
    m_send->setAutoRaise(true);
    m_send->setIconSize(QSize(metrics::icon, metrics::icon));
    m_send->setFixedSize(32, 32);

    m_to = new PlainLabel(this);
    m_to->setElideMode(Qt::ElideMiddle);
    m_to->hide();
    m_failure = noticeLabel(this);
    m_notice = noticeLabel(this);
    m_banner = new ComposerBanner(m_theme, this);
    m_files = new FileStrip(m_theme, this);
    m_bar = new FormatBar(m_theme, this);

    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(metrics::unit, 0, metrics::unit, metrics::unit);
    bottom->addWidget(m_bar, 1);
    bottom->addWidget(m_send);
    auto *field = new QHBoxLayout;
    field->setContentsMargins(12, metrics::unit, 12, 0);
    field->addWidget(m_edit);
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(2, 2, 2, 0);
    inside->setSpacing(0);
    inside->addWidget(m_banner);
    inside->addWidget(m_files);
    inside->addLayout(field);
    inside->addLayout(bottom);
    m_frame = new QWidget(this);
    m_frame->setLayout(inside);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::unit, metrics::edge,
                               metrics::edge - metrics::unit);
    column->setSpacing(metrics::unit);
    column->addWidget(m_to);
    column->addWidget(m_failure);
    column->addWidget(m_frame);
    column->addWidget(m_notice);
    // Tab goes from the field to Send first, then to what is used less.
    setTabOrder(m_edit, m_send);
    setTabOrder(m_send, m_bar);
}

void Composer::connectParts()
{
    connect(&m_theme, &Theme::changed, this, &Composer::restyle);
    connect(m_drafts, &DraftKeeper::loaded, this, &Composer::takeDraft);
    connect(m_edit, &ComposerEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &ComposerEdit::editLastRequested, this, [this] {
        if (!isEditing())
            Q_EMIT editLastRequested();
    });
    connect(m_edit, &ComposerEdit::quoteRequested, this, [this](int step) {
        if (!isEditing())
            Q_EMIT quoteStepRequested(step);
    });
    connect(m_edit, &ComposerEdit::filesPasted, this, &Composer::addFiles);
    connect(m_edit, &ComposerEdit::imagePasted, this, &Composer::keepImage);
    connect(m_edit, &ComposerEdit::formatChanged, this,
            [this] { m_bar->setState(m_edit->currentStyles(), m_edit->currentKind()); });
    connect(m_edit, &QTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_send, &QToolButton::clicked, this, &Composer::send);
    connect(m_bar, &FormatBar::chosen, this, &Composer::perform);
    connect(m_tools, &ComposerTools::filesChosen, this, &Composer::addFiles);
    connect(m_files, &FileStrip::changed, this, [this] {
        m_failure->hide();
        updateState();
        noteDesk();
    });
    connect(m_banner, &ComposerBanner::cancelled, this, [this] {
        leaveLayer();
        focusEditor();
    });
    connect(m_banner, &ComposerBanner::clicked, this, [this] {
        if (isEditing())
            Q_EMIT bannerClicked(m_desk.editing);
        else if (m_desk.quote)
            Q_EMIT bannerClicked(m_desk.quote->reference.message);
    });
}

void Composer::textChanged()
{
    const QString markup = m_edit->markup();
    if (markup == m_markup)
        return; // marks of spelling and the like
    m_markup = markup;
    m_failure->hide();
    if (isEditing())
        noteDesk();
    else
        m_drafts->setText(m_markup);
    updateState();
}

void Composer::restyle()
{
    const Tokens &t = m_theme.tokens();
    m_edit->setLook(composedocument::lookOf(m_theme));
    QPalette field = m_edit->palette();
    field.setColor(QPalette::Base, Qt::transparent);
    field.setColor(QPalette::Text, t.text);
    field.setColor(QPalette::PlaceholderText, t.muted);
    m_edit->setPalette(field);
    m_edit->viewport()->setAutoFillBackground(false);
    for (QLabel *label : {m_failure, m_notice}) {
        label->setFont(m_theme.font(TextSize::Meta));
        colour(label, t.danger);
    }
    m_to->setFont(m_theme.font(TextSize::Meta));
    colour(m_to, t.muted);
    updateState();
    update();
}

void Composer::setNames(const ComposeNames &names)
{
    m_names = names;
    m_edit->setNames(names);
}

void Composer::setEnterSends(bool enterSends)
{
    m_edit->setEnterSends(enterSends);
    m_send->setToolTip(enterSends ? tr("Send (Enter)") : tr("Send (Ctrl+Enter)"));
}

void Composer::setSuggestions(Suggestions *suggestions,
                              const std::function<QPixmap(const User &, int)> &face)
{
    m_suggestions = suggestions;
    suggestions->setParent(this);
    new Completer(*m_edit, *suggestions, m_theme, face);
}

void Composer::setTarget(const TimelineScope &target, const QString &name, bool threaded)
{
    const QString clean = name.left(longestName).simplified();
    if (target != m_drafts->target()) {
        leaveWaiting();
        // Saves first: emptying the field below must not empty the former target's draft.
        m_drafts->setTarget(target);
        {
            const QSignalBlocker quiet(m_edit);
            m_edit->setComposed({});
        }
        m_markup.clear();
        if (m_suggestions)
            m_suggestions->setSpace(target.space);
        setSending(false);
        m_failure->hide();
        clearDesk();
    }
    const QString shown = clean.isEmpty() ? tr("this conversation") : clean;
    const QString hint
        = target.isThread() ? tr("Reply in thread in %1").arg(shown) : tr("Message %1").arg(shown);
    m_hint = hint;
    updateHint();
    m_to->setText(target.isThread() ? tr("Reply in this thread of %1").arg(shown)
                                    : tr("New message in %1").arg(shown));
    m_threaded = threaded && !target.space.isEmpty();
    updateBanner();
    updateState();
}

TimelineScope Composer::target() const
{
    return m_drafts->target();
}

void Composer::focusEditor()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void Composer::setDisabledReason(const QString &reason)
{
    if (m_reason == reason)
        return;
    m_reason = reason;
    updateHint();
    updateBanner();
    updateState();
}

bool Composer::canWrite() const
{
    return !m_drafts->target().space.isEmpty() && (m_reason.isEmpty() || isEditing());
}

// An invitation to write would contradict the reason below the field.
void Composer::updateHint()
{
    m_edit->setHint(m_reason.isEmpty() ? m_hint : QString());
    m_edit->setAccessibleDescription(m_reason.isEmpty() ? m_hint : m_reason);
}

void Composer::flushDraft()
{
    m_drafts->flush();
}

void Composer::complain(const QString &sentence)
{
    m_failure->setText(sentence);
    m_failure->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        alert(m_failure);
}

void Composer::notify(const QString &words)
{
    // What is counted down is told once, not at every key.
    const bool news = lettersOf(words) != lettersOf(m_notice->text());
    m_notice->setText(words);
    m_notice->setVisible(!words.isEmpty());
    if (news && !words.isEmpty())
        alert(m_notice);
}

// A mention of everybody says whom it reaches before it is sent.
QString Composer::audienceWords() const
{
    const int others = m_suggestions ? m_suggestions->audience() : 0;
    if (others <= 0 || !m_markup.contains("<users/all>"_L1))
        return {};
    return others == 1 ? tr("@all notifies one person.")
                       : tr("@all notifies %n people.", nullptr, others);
}

void Composer::perform(CommandId command)
{
    if (!canWrite())
        return;
    focusEditor();
    m_tools->perform(command);
}

void Composer::updateState()
{
    const qsizetype bytes = m_markup.toUtf8().size();
    const bool tooLong = bytes > maximumMessageBytes;
    const bool possible = canWrite();
    const bool files = !isEditing() && (!m_files->files().isEmpty() || m_imagesComing > 0);
    m_edit->setEnabled(!m_drafts->target().space.isEmpty());
    if (m_edit->isReadOnly() == possible)
        m_edit->setReadOnly(!possible);
    m_bar->setEnabled(possible);
    m_send->setEnabled(possible && !m_sending && (bytes > 0 || files || isForwarding())
                       && !tooLong);

    const Tokens &t = m_theme.tokens();
    const QString sending = isEditing() ? u"check"_s : u"send"_s;
    m_send->setIcon(
        icon(m_slow ? u"pending"_s : sending, m_send->isEnabled() ? t.accent : t.muted));
    QString words = possible ? sizeWords(bytes) : m_reason;
    if (words.isEmpty() && possible)
        words = audienceWords();
    colour(m_notice, possible && tooLong ? t.danger : t.muted);
    notify(words);
}

void Composer::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_edit->hasFocus();
    const qreal width = focused ? 2.0 : 1.0;
    painter.setPen(QPen(focused ? t.accent : t.fieldBorder, width));
    painter.setBrush(m_edit->isReadOnly() ? t.raised : t.surface);
    painter.drawRoundedRect(QRectF(m_frame->geometry()).adjusted(1, 1, -1, -1), metrics::radius,
                            metrics::radius);
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_edit->setLook(composedocument::lookOf(m_theme));
}

void Composer::dragEnterEvent(QDragEnterEvent *event)
{
    if (takesFiles() && !pasting::filesOf(*event->mimeData()).isEmpty())
        pasting::acceptCopy(*event);
}

void Composer::dropEvent(QDropEvent *event)
{
    addFiles(pasting::filesOf(*event->mimeData()));
    pasting::acceptCopy(*event);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update(); // the frame shows the focus
    return QWidget::eventFilter(watched, event);
}

} // namespace linnet::ui
