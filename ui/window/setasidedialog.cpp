// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/setasidedialog.h"

#include "models/items/spacelistmodel.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr QSize usual(560, 420);
constexpr qsizetype longestShown = 200'000;

} // namespace

SetAsideDialog::SetAsideDialog(const QList<SetAsideText> &texts,
                               const items::SpaceListModel &spaces, QWidget *parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Set aside"));
    setObjectName(u"setAside"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *words = new PlainLabel(this);
    words->setWordWrap(true);
    words->setText(
        tr("The file of unsent messages and drafts was damaged, and this is what could be "
           "made out of the damaged part. Some of it may have been sent already. Nothing "
           "of it is sent by itself: copy what you need."));

    QStringList parts;
    for (const SetAsideText &text : texts) {
        const Conversation *space = spaces.find(text.space);
        const QString where = space ? sanitised(spaces.titleOf(*space), 200) : QString();
        parts << (where.isEmpty() ? QString()
                                  : tr("%1:", "name of a conversation").arg(where) + u'\n')
                + sanitised(text.text, longestShown);
    }
    m_text->setPlainText(parts.join(u"\n\n"_s));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Texts that were set aside"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
    QPushButton *forget = buttons->addButton(tr("Remove…"), QDialogButtonBox::DestructiveRole);
    copy->setDefault(true);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(forget, &QPushButton::clicked, this, &SetAsideDialog::askForget);
    connect(buttons, &QDialogButtonBox::rejected, this, &SetAsideDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    column->setSpacing(metrics::edge);
    column->addWidget(words);
    column->addWidget(m_text, 1);
    column->addWidget(buttons);
    resize(usual);
}

void SetAsideDialog::askForget()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove"),
                                tr("Remove these texts for good?"), QMessageBox::NoButton, this);
    box->setObjectName(u"forgetQuestion"_s);
    QPushButton *go = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, go](const QAbstractButton *button) {
        if (button != go)
            return;
        Q_EMIT forgetRequested();
        accept();
    });
    box->open();
}

} // namespace linnet::ui
