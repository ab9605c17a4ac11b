// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojiform.h"

#include "ui/composer/pasting.h"
#include "ui/rooms/refusal.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/busybar.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int largeSide = 96;
constexpr int smallSide = 20; // as among letters

QPixmap scaledTo(const QImage &image, int side, qreal ratio)
{
    QPixmap pixmap = QPixmap::fromImage(
        image.scaled(QSize(side, side) * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QString pathOf(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

EmojiForm::EmojiForm(EmojiPort &port, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_port(port)
    , m_theme(theme)
{
    m_pool.setMaxThreadCount(1);
    setAcceptDrops(true);
    build();
    connect(&theme, &Theme::changed, this, &EmojiForm::restyle);
    restyle();
    updateState();
}

EmojiForm::~EmojiForm()
{
    // What still decodes answers to this object.
    m_pool.clear();
    m_pool.waitForDone();
}

void EmojiForm::build()
{
    m_choose = new QPushButton(tr("Choose &picture…"), this);
    m_choose->setAutoDefault(false);
    connect(m_choose, &QPushButton::clicked, this, &EmojiForm::choose);
    m_hint = new PlainLabel(this);
    m_hint->setWordWrap(true);
    m_name = new QLineEdit(this);
    m_name->setAccessibleName(tr("Name of the emoji"));
    m_name->setPlaceholderText(tr("party-bird",
                                  "an example of a name of an emoji: small Latin "
                                  "letters, digits, - and _"));
    m_name->installEventFilter(this);
    connect(m_name, &QLineEdit::textEdited, this, &EmojiForm::typed);
    m_nameHint = new PlainLabel(this);
    m_nameHint->setWordWrap(true);
    m_refusal = new Refusal(m_theme, this);
    m_busy = new BusyBar(m_theme, tr("Adding the emoji"), this);
    m_busy->hide();
    m_add = new QPushButton(tr("&Add emoji"), this);
    m_add->setProperty("primary", true);
    m_add->setDefault(true);
    connect(m_add, &QPushButton::clicked, this, &EmojiForm::add);
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_add->isEnabled())
            add();
    });

    auto *nameLabel = new QLabel(tr("&Name:"), this);
    nameLabel->setBuddy(m_name);
    auto *nameRow = new QHBoxLayout;
    nameRow->addWidget(nameLabel);
    nameRow->addWidget(m_name, 1);
    auto *fields = new QVBoxLayout;
    fields->setSpacing(metrics::unit);
    fields->addWidget(m_choose, 0, Qt::AlignLeft);
    fields->addWidget(m_hint);
    fields->addSpacing(metrics::unit);
    fields->addLayout(nameRow);
    fields->addWidget(m_nameHint);
    fields->addStretch(1);
    auto *top = new QHBoxLayout;
    top->setSpacing(metrics::group * 2);
    top->addWidget(buildPreview(), 0, Qt::AlignTop);
    top->addLayout(fields, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::group);
    column->addLayout(top);
    column->addWidget(m_refusal);
    column->addWidget(m_busy);
    column->addWidget(m_add, 0, Qt::AlignRight);
}

// Large, and in a line as one will meet it.
QWidget *EmojiForm::buildPreview()
{
    auto *preview = new QWidget(this);
    m_large = new QLabel(preview);
    m_large->setFixedSize(largeSide, largeSide);
    m_large->setAlignment(Qt::AlignCenter);
    m_large->setAccessibleName(tr("The emoji, large"));
    m_small = new QLabel(preview);
    m_small->setFixedSize(smallSide, smallSide);
    m_small->setAccessibleName(tr("The emoji as it stands in a message"));
    m_line = new PlainLabel(tr("Well done"), preview);
    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::unit);
    line->addStretch(1);
    line->addWidget(m_line);
    line->addWidget(m_small);
    line->addStretch(1);
    auto *column = new QVBoxLayout(preview);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_large);
    column->addLayout(line);
    return preview;
}

void EmojiForm::setTaken(const QStringList &names)
{
    m_taken = names;
    updateState();
}

void EmojiForm::choose()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    auto *dialog = new QFileDialog(this, tr("Choose a picture"), folder,
                                   tr("Pictures (*.png *.jpg *.jpeg *.gif *.webp)"));
    dialog->setObjectName(u"chooseEmojiPicture"_s);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &EmojiForm::takeFile);
    dialog->open();
}

void EmojiForm::takeFile(const QString &path)
{
    if (m_sending)
        return;
    if (m_name->text().isEmpty())
        typed(QFileInfo(path).completeBaseName());
    prepare([path] { return emojiFileAt(path); });
}

void EmojiForm::takeImage(const QImage &image)
{
    if (!m_sending)
        prepare([image] { return emojiFileFrom(image); });
}

bool EmojiForm::paste()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data && takeMime(*data);
}

bool EmojiForm::takeMime(const QMimeData &data)
{
    if (const QString path = pathOf(data); !path.isEmpty()) {
        takeFile(path);
        return true;
    }
    const auto image = data.hasImage() ? qvariant_cast<QImage>(data.imageData()) : QImage();
    if (image.isNull())
        return false;
    takeImage(image);
    return true;
}

void EmojiForm::dragEnterEvent(QDragEnterEvent *event)
{
    if (!pathOf(*event->mimeData()).isEmpty() || event->mimeData()->hasImage())
        pasting::acceptCopy(*event);
}

void EmojiForm::dropEvent(QDropEvent *event)
{
    if (takeMime(*event->mimeData()))
        pasting::acceptCopy(*event);
}

// The name's field keeps texts for itself; a picture, or a file's address, would be lost on it.
bool EmojiForm::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_name && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        const QMimeData *data = QGuiApplication::clipboard()->mimeData();
        if (data && (!data->hasText() || !pathOf(*data).isEmpty()) && takeMime(*data))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void EmojiForm::prepare(std::function<EmojiFile()> make)
{
    m_preparing = true;
    m_refusal->clear();
    updateState();
    m_pool.start([this, make = std::move(make), turn = ++m_turn] {
        const EmojiFile file = make();
        // The destructor waits for this thread, so that "this" lives; posted calls die with it.
        QMetaObject::invokeMethod(
            this,
            [this, file, turn] {
                if (turn == m_turn)
                    prepared(file);
            },
            Qt::QueuedConnection);
    });
}

void EmojiForm::prepared(const EmojiFile &file)
{
    m_preparing = false;
    m_file = file;
    restyle();
    updateState();
    if (file.trouble == EmojiFile::Trouble::None)
        m_name->setFocus();
}

void EmojiForm::typed(const QString &text)
{
    const QString name = asEmojiName(text);
    if (name != m_name->text()) {
        const int end = int(m_name->text().size()) - m_name->cursorPosition();
        m_name->setText(name);
        m_name->setCursorPosition(qMax(0, int(name.size()) - end));
    }
    m_refusal->clear();
    updateState();
}

void EmojiForm::updateState()
{
    const bool pictured = m_file.trouble == EmojiFile::Trouble::None && !m_file.content.isEmpty();
    const QString name = m_name->text();
    const bool taken = m_taken.contains(name);
    m_choose->setEnabled(!m_sending);
    m_name->setEnabled(!m_sending);
    m_add->setEnabled(pictured && isEmojiName(name) && !taken && !m_preparing && !m_sending);
    m_busy->setVisible(m_preparing || m_sending);
    if (m_preparing)
        m_hint->setText(tr("Reading the picture…"));
    else if (pictured && m_file.changed)
        m_hint->setText(tr("It is fitted into a square, as Google Chat wants it."));
    else if (pictured)
        m_hint->setText(tr("The picture is sent as it is."));
    else if (m_turn == 0)
        m_hint->setText(tr("Or drop one here, or paste it. A square one is best."));
    else if (m_file.trouble == EmojiFile::Trouble::DoesNotFit)
        m_hint->setText(tr("A picture that moves has to be square, 64 to 500 pixels wide, and up "
                           "to 256 KB."));
    else
        m_hint->setText(
            tr("This is no picture that Linnet can read. PNG, JPEG, GIF and WebP are."));
    if (taken)
        m_nameHint->setText(tr("There is an emoji called :%1: already.").arg(name));
    else if (!name.isEmpty() && !isEmojiName(name))
        m_nameHint->setText(tr("A name begins and ends with a letter or digit."));
    else if (!name.isEmpty())
        m_nameHint->setText(tr("Everybody writes it as :%1:").arg(name));
    else
        m_nameHint->setText(tr("Small letters a to z, digits, - and _"));
}

void EmojiForm::add()
{
    m_sending = true;
    m_refusal->clear();
    updateState();
    const QString name = m_name->text();
    m_port.addEmoji({.shortName = QString(u':' + name + u':'),
                     .fileName = QString(name + m_file.ending),
                     .content = m_file.content},
                    this, [this](const Result<CustomEmoji> &made) { finished(made); });
}

void EmojiForm::finished(const Result<CustomEmoji> &made)
{
    m_sending = false;
    if (!made) {
        switch (made.error().kind) {
        case ErrorKind::AlreadyExists:
            m_taken.append(m_name->text());
            m_refusal->say(tr("There is an emoji of this name already. Choose another name."));
            break;
        case ErrorKind::PermissionDenied:
            m_refusal->say(tr("Your organisation does not let you add emoji. Its administrator "
                              "decides who may."));
            break;
        default: // the usual words
            m_refusal->say(made.error());
        }
        updateState();
        m_name->setFocus();
        return;
    }
    m_file = {};
    m_turn = 0;
    m_name->clear();
    restyle();
    updateState();
    m_choose->setFocus();
    Q_EMIT added(*made);
}

void EmojiForm::restyle()
{
    const Tokens &t = m_theme.tokens();
    const qreal ratio = devicePixelRatioF();
    const bool none = m_file.shown.isNull();
    m_large->setPixmap(none ? iconPixmap(u"image"_s, t.muted, 40, ratio)
                            : scaledTo(m_file.shown, largeSide, ratio));
    m_small->setPixmap(none ? iconPixmap(u"emoji"_s, t.muted, smallSide, ratio)
                            : scaledTo(m_file.shown, smallSide, ratio));
    QPalette muted = m_theme.palette();
    muted.setColor(QPalette::WindowText, t.muted);
    for (PlainLabel *hint : {m_hint, m_nameHint}) {
        hint->setFont(m_theme.font(TextSize::Meta));
        hint->setPalette(muted);
    }
}

} // namespace linnet::ui
