// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/storagedialog.h"

#include "ui/media/mediarule.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int usualWidth = 460; // its width
constexpr int narrowWidth = 320;

struct StorageWords
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::StorageDialog)
};

QString diskSizeWords(qint64 bytes)
{
    const int decimals = bytes < 10 * MediaRule::megabyte && bytes > 0 ? 1 : 0;
    return QLocale().formattedDataSize(bytes, decimals, QLocale::DataSizeSIFormat);
}

// Of MediaRule::sizes.
QString largestWords(qint64 bytes)
{
    if (bytes == MediaRule::anySize)
        return StorageWords::tr("Always");
    return bytes == 0 ? StorageWords::tr("Never")
                      : StorageWords::tr("Up to %1")
                            .arg(QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat));
}

PlainLabel *mutedLine(const QString &text, const Theme &theme, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    label->setWordWrap(true);
    label->setFont(theme.font(TextSize::Meta));
    QPalette palette = theme.palette();
    palette.setColor(QPalette::WindowText, theme.tokens().muted);
    label->setPalette(palette);
    return label;
}

PlainLabel *partHeading(const QString &text, const Theme &theme, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    label->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    return label;
}

// Asked before, never regretted: what is kept is said as well.
void askBeforeClearing(QWidget *parent, const QString &name, const QString &question,
                       const QString &detail, const QString &words,
                       const std::function<void()> &act)
{
    auto *box = new QMessageBox(QMessageBox::Question, StorageWords::tr("Pictures and storage"),
                                question, QMessageBox::NoButton, parent);
    box->setObjectName(name);
    box->setInformativeText(detail);
    QPushButton *go = box->addButton(words, QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(box, &QMessageBox::buttonClicked, parent, [go, act](QAbstractButton *button) {
        if (button == go)
            act();
    });
    box->open();
}

} // namespace

StorageDialog::StorageDialog(MediaRule &rule, StoragePort &storage, const Theme &theme,
                             QWidget *parent)
    : QDialog(parent)
    , m_rule(rule)
    , m_storage(storage)
    , m_theme(theme)
{
    setObjectName(u"storageDialog"_s);
    setWindowTitle(tr("Pictures and storage"));
    build();
    connect(&rule, &MediaRule::changed, this, &StorageDialog::updateMetered);
    // Less may lie there at once.
    connect(&rule, &MediaRule::changed, this, &StorageDialog::askUse, Qt::QueuedConnection);
    updateMetered();
    askUse();
    // Texts that wrap get their room.
    resize(usualWidth, layout()->heightForWidth(usualWidth));
    setMinimumSize(narrowWidth, layout()->heightForWidth(narrowWidth));
}

void StorageDialog::build()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics::group);
    column->addWidget(partHeading(tr("Pictures in messages"), m_theme, this));
    column->addWidget(buildPictures());
    column->addSpacing(metrics::group);
    column->addWidget(partHeading(tr("Kept on this computer"), m_theme, this));
    column->addWidget(buildDisk());
    column->addStretch(1);
    column->addWidget(buttons);
}

QWidget *StorageDialog::buildPictures()
{
    auto *part = new QWidget(this);
    auto *largest = new QComboBox(part);
    for (const qint64 bytes : MediaRule::sizes)
        largest->addItem(largestWords(bytes), bytes);
    largest->setCurrentIndex(largest->findData(m_rule.largest()));
    largest->setAccessibleName(tr("Load pictures by themselves"));
    connect(largest, &QComboBox::currentIndexChanged, this,
            [this, largest] { m_rule.setLargest(largest->currentData().toLongLong()); });
    auto *label = new QLabel(tr("&Load by themselves:"), part);
    label->setBuddy(largest);
    auto *spare = new QCheckBox(tr("&Not on a metered connection"), part);
    spare->setChecked(m_rule.sparesMetered());
    connect(spare, &QCheckBox::toggled, &m_rule, &MediaRule::setSparesMetered);
    m_metered = mutedLine({}, m_theme, part);

    auto *grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(label, 0, 0);
    grid->addWidget(largest, 0, 1, Qt::AlignLeft);
    grid->addWidget(spare, 1, 0, 1, 2);
    grid->addWidget(m_metered, 2, 0, 1, 2);
    grid->addWidget(
        mutedLine(tr("The others show their name and size and load when you click them. "
                     "Pictures of cards have a choice of their own in the menu."),
                  m_theme, part),
        3, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    return part;
}

QWidget *StorageDialog::buildDisk()
{
    auto *part = new QWidget(this);
    m_limit = new QComboBox(part);
    for (const qint64 bytes : MediaRule::limits)
        m_limit->addItem(diskSizeWords(bytes), bytes);
    m_limit->setCurrentIndex(m_limit->findData(m_rule.diskLimit()));
    m_limit->setAccessibleName(tr("Keep pictures and files up to"));
    connect(m_limit, &QComboBox::currentIndexChanged, this,
            [this] { m_rule.setDiskLimit(m_limit->currentData().toLongLong()); });
    auto *limitLabel = new QLabel(tr("&Keep up to:"), part);
    limitLabel->setBuddy(m_limit);
    m_media = new PlainLabel(part);
    m_messages = new PlainLabel(part);
    m_clearMedia = new QPushButton(tr("Clear…"), part);
    m_clearMedia->setAccessibleName(tr("Clear pictures and files…"));
    m_clearMessages = new QPushButton(tr("Clear…"), part);
    m_clearMessages->setAccessibleName(tr("Clear stored messages…"));
    connect(m_clearMedia, &QPushButton::clicked, this, &StorageDialog::askClearMedia);
    connect(m_clearMessages, &QPushButton::clicked, this, &StorageDialog::askClearMessages);
    m_trouble = new PlainLabel(part);
    m_trouble->setWordWrap(true);
    m_trouble->hide();

    auto *grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(new QLabel(tr("Pictures and files:"), part), 0, 0);
    grid->addWidget(m_media, 0, 1);
    grid->addWidget(m_clearMedia, 0, 2);
    grid->addWidget(limitLabel, 1, 0);
    grid->addWidget(m_limit, 1, 1, Qt::AlignLeft);
    grid->addWidget(new QLabel(tr("Messages:"), part), 2, 0);
    grid->addWidget(m_messages, 2, 1);
    grid->addWidget(m_clearMessages, 2, 2);
    grid->addWidget(
        mutedLine(tr("Pictures that were not seen for longest go first. Google Chat keeps "
                     "everything: what goes here is fetched again when it is wanted."),
                  m_theme, part),
        3, 0, 1, 3);
    grid->addWidget(m_trouble, 4, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    return part;
}

void StorageDialog::updateMetered()
{
    if (!m_rule.metered())
        m_metered->setText(tr("The system does not tell whether this connection is metered."));
    else if (*m_rule.metered())
        m_metered->setText(tr("This connection is metered."));
    else
        m_metered->setText(tr("This connection is not metered."));
}

void StorageDialog::askUse()
{
    m_storage.use(this, [this](const Result<StorageUse> &use) { tell(use); });
}

void StorageDialog::tell(const Result<StorageUse> &use)
{
    m_trouble->setVisible(!use);
    if (!use) {
        m_trouble->setText(errorLine(use.error()));
        return;
    }
    m_media->setText(diskSizeWords(use->media));
    m_messages->setText(diskSizeWords(use->messages));
    m_clearMedia->setEnabled(use->media > 0);
}

void StorageDialog::askClearMedia()
{
    askBeforeClearing(
        this, u"clearMediaQuestion"_s, tr("Remove the stored pictures and files?"),
        tr("They are fetched again when you look at them. Messages, drafts and what waits to be "
           "sent stay."),
        tr("Remove"), [this] {
            m_storage.clearMedia(this, [this](const Result<StorageUse> &use) { tell(use); });
        });
}

void StorageDialog::askClearMessages()
{
    askBeforeClearing(
        this, u"clearMessagesQuestion"_s, tr("Remove the stored messages?"),
        tr("Linnet closes this window and fetches your conversations from Google Chat again; until "
           "then they cannot be read without a network. Drafts, what waits to be sent, your "
           "sign-in and pictures stay."),
        tr("Remove"), [this] { m_storage.clearMessages(); });
}

} // namespace linnet::ui
