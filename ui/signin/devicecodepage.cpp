// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/devicecodepage.h"

#include "ui/signin/qrcode.h"
#include "ui/text/linkgate.h"
#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr auto copiedFor = std::chrono::seconds(2);
} // namespace

DeviceCodePage::DeviceCodePage(const Theme &theme, const Clock &clock, QWidget *parent)
    : SignInStep(theme, parent)
    , m_clock(clock)
{
    build();
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &DeviceCodePage::tick);
}

void DeviceCodePage::build()
{
    m_headline = addHeadline(tr("Enter this code at Google"));
    m_address = addParagraph({}, Tone::Muted);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    buildCode();

    m_browser = primaryButton(tr("Open browser"));
    m_newCode = primaryButton(tr("Get a new code"));
    m_copy = button(tr("Copy code"));
    QPushButton *cancel = button(tr("Cancel"));
    addButtons({m_browser, m_newCode, m_copy, cancel});
    QPushButton *other = linkButton(tr("Use the browser on this computer instead"));
    addButtons({other})->setContentsMargins(0, 0, 0, 0);

    connect(m_browser, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_open); });
    connect(m_newCode, &QPushButton::clicked, this, &DeviceCodePage::newCodeRequested);
    connect(cancel, &QPushButton::clicked, this, &DeviceCodePage::cancelled);
    connect(other, &QPushButton::clicked, this, &DeviceCodePage::browserFlowRequested);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_code->text());
        m_copy->setText(tr("Copied"));
        QTimer::singleShot(copiedFor, this, [this] { m_copy->setText(tr("Copy code")); });
    });
}

void DeviceCodePage::buildCode()
{
    auto *card = new Panel(theme(), this);
    m_card = card;
    m_code = new PlainLabel(card);
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont large = theme().monospace(TextSize::Heading);
    large.setPointSizeF(large.pointSizeF() * 1.9);
    large.setWeight(QFont::DemiBold);
    large.setLetterSpacing(QFont::AbsoluteSpacing, 3);
    m_code->setFont(large);
    m_qr = new QrCode(card);
    m_left = new PlainLabel(card);
    m_left->setAlignment(Qt::AlignCenter);
    tint(m_left, Tone::Muted);

    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    inside->setSpacing(12);
    inside->addWidget(m_code);
    inside->addWidget(m_qr, 0, Qt::AlignHCenter);
    inside->addWidget(m_left);
    inside->addWidget(new BusyBar(theme(), tr("Waiting for your approval"), card));
    column().addSpacing(metrics::unit);
    column().addWidget(card);
}

void DeviceCodePage::set(const QString &code, const QUrl &verification, const QUrl &complete,
                         std::chrono::seconds expiresIn)
{
    m_open = complete.isValid() && !complete.isEmpty() ? complete : verification;
    m_code->setText(code.left(64));
    // A name alone would be read in the place of the code.
    m_code->setAccessibleName(tr("Code: %1").arg(m_code->text()));
    QString address = shownAddress(verification);
    address.remove(u"https://"_s);
    m_address->setText(tr("Open %1 on this computer or on your phone, and type the code there.")
                           .arg(address.left(200)));
    m_qr->setVisible(m_qr->setText(shownAddress(m_open)));
    m_end = m_clock.now() + expiresIn;
    setExpired(false);
    m_tick.start();
    tick();
    m_browser->setFocus();
}

void DeviceCodePage::stop()
{
    m_tick.stop();
}

void DeviceCodePage::tick()
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_end - m_clock.now());
    if (left.count() <= 0) {
        setExpired(true);
        return;
    }
    m_left->setText(tr("Waiting for your approval · valid for %1").arg(remaining(left)));
}

void DeviceCodePage::setExpired(bool expired)
{
    m_expired = expired;
    if (expired)
        m_tick.stop();
    m_headline->setText(expired ? tr("The code has expired") : tr("Enter this code at Google"));
    if (expired)
        m_address->setText(tr("Nothing was lost. Get a new one and try again."));
    m_card->setVisible(!expired);
    m_browser->setVisible(!expired);
    m_copy->setVisible(!expired);
    m_newCode->setVisible(expired);
    if (expired)
        m_newCode->setFocus();
}

} // namespace linnet::ui
