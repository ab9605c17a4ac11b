// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/emoji/emojidialog.h"

#include "models/domain/ports.h"
#include "ui/emoji/emojiform.h"
#include "ui/emoji/emojishelf.h"
#include "ui/rooms/refusal.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/timeline/thumbnails.h"
#include "ui/widgets/listorwords.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int nameRole = Qt::UserRole + 1; // customEmojis/E
constexpr int pictureSide = 28;
constexpr int rowHeight = 36;

QString withoutColons(const QString &shortName)
{
    QString name = shortName;
    return name.remove(u':');
}

} // namespace

EmojiDialog::EmojiDialog(EmojiPort &port, EmojiShelf &shelf, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_port(port)
    , m_shelf(shelf)
{
    setObjectName(u"emojiDialog"_s);
    setWindowTitle(tr("Emoji of your own"));
    build(theme);
    connect(m_form, &EmojiForm::added, this, [this](const CustomEmoji &emoji) {
        insert(emoji);
        m_list->setCurrentItem(itemOf(emoji.name));
        m_shelf.refresh();
    });
    connect(&shelf, &EmojiShelf::changed, this, &EmojiDialog::updateTaken);
    if (Thumbnails *pictures = shelf.pictures())
        connect(pictures, &Thumbnails::changed, this, &EmojiDialog::updatePictures);
    connect(m_body, &ListOrWords::actionClicked, this, &EmojiDialog::ask);
    connect(m_delete, &QPushButton::clicked, this, &EmojiDialog::askDelete);
    connect(m_list, &QListWidget::currentRowChanged, this, &EmojiDialog::updateList);
    auto *key = new QShortcut(QKeySequence::Delete, m_list);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &EmojiDialog::askDelete);
    // The field for the name has its own way with it.
    auto *paste = new QShortcut(QKeySequence::Paste, this);
    connect(paste, &QShortcut::activated, m_form, &EmojiForm::paste);
    shelf.refresh();
    updateTaken();
    ask();
}

void EmojiDialog::build(const Theme &theme)
{
    m_form = new EmojiForm(m_port, theme, this);
    auto *heading = new PlainLabel(tr("Those you made"), this);
    heading->setFont(theme.font(TextSize::Body, QFont::DemiBold));
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Emoji you made"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize({pictureSide, pictureSide});
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(120);
    m_body = new ListOrWords(m_list, theme, this);
    m_refusal = new Refusal(theme, this);
    m_delete = new QPushButton(tr("&Delete…"), this);
    m_delete->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    buttons->addButton(m_delete, QDialogButtonBox::ResetRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    column->setSpacing(metrics::group);
    column->addWidget(m_form);
    column->addSpacing(metrics::group);
    column->addWidget(heading);
    column->addWidget(m_body, 1);
    column->addWidget(m_refusal);
    column->addWidget(buttons);
    setMinimumWidth(320);
    resize(460, 560);
}

void EmojiDialog::ask()
{
    m_list->clear();
    m_body->showProgress(u"emoji"_s, tr("Asking for your emoji"));
    m_delete->setEnabled(false);
    m_port.ownEmoji(this, [this](const Result<QList<CustomEmoji>> &own) { fill(own); });
}

void EmojiDialog::fill(const Result<QList<CustomEmoji>> &own)
{
    if (!own) {
        m_body->showError(u"emoji"_s, own.error());
        return;
    }
    for (const CustomEmoji &emoji : *own)
        insert(emoji);
    updateList();
}

// One that was added while the list was under way is in it, too.
void EmojiDialog::insert(const CustomEmoji &emoji)
{
    if (itemOf(emoji.name))
        return;
    const QString words = sanitised(emoji.shortName, 200);
    int row = 0;
    while (row < m_list->count() && m_list->item(row)->text() < words)
        ++row;
    auto *item = new QListWidgetItem(words);
    item->setData(nameRole, emoji.name);
    item->setSizeHint({0, rowHeight});
    m_list->insertItem(row, item);
    if (Thumbnails *pictures = m_shelf.pictures())
        pictures->want(EmojiShelf::pictureOf(emoji.name), devicePixelRatioF());
    updatePictures();
    updateList();
}

QListWidgetItem *EmojiDialog::itemOf(const QString &name) const
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(nameRole).toString() == name)
            return m_list->item(row);
    }
    return nullptr;
}

void EmojiDialog::updateList()
{
    if (m_list->count() > 0)
        m_body->showList();
    else
        m_body->showWords(u"emoji"_s, tr("None yet"),
                          tr("What you add, everybody in your organisation can use."));
    m_delete->setEnabled(m_list->currentItem() && !m_deleting);
}

void EmojiDialog::updatePictures()
{
    Thumbnails *pictures = m_shelf.pictures();
    for (int row = 0; pictures && row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const QImage image = pictures->find(EmojiShelf::pictureOf(item->data(nameRole).toString()));
        if (item->icon().isNull() && !image.isNull())
            item->setIcon(QPixmap::fromImage(image));
    }
}

void EmojiDialog::updateTaken()
{
    QStringList names;
    for (const CustomEmoji &emoji : m_shelf.custom())
        names << withoutColons(emoji.shortName);
    m_form->setTaken(names);
}

void EmojiDialog::askDelete()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || m_deleting)
        return;
    const CustomEmoji emoji{.name = item->data(nameRole).toString(), .shortName = item->text()};
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete emoji"),
                                tr("Delete %1?").arg(emoji.shortName), QMessageBox::NoButton, this);
    box->setObjectName(u"deleteEmojiQuestion"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("It goes for everybody. Messages with it show its name from then on."));
    QPushButton *go = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, go, emoji](QAbstractButton *button) {
        if (button == go)
            remove(emoji);
    });
    box->open();
}

void EmojiDialog::remove(const CustomEmoji &emoji)
{
    m_deleting = true;
    m_refusal->clear();
    updateList();
    m_port.removeEmoji(emoji, this, [this, emoji](const Result<bool> &gone) {
        m_deleting = false;
        if (gone)
            delete itemOf(emoji.name);
        else if (gone.error().kind == ErrorKind::PermissionDenied)
            m_refusal->say(tr("%1 may only be deleted by who made it, or by an administrator.")
                               .arg(emoji.shortName));
        else
            m_refusal->say(gone.error());
        updateList();
        m_shelf.refresh();
    });
}

} // namespace linnet::ui
