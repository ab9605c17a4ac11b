// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/earliertextdialog.h"

#include "ui/text/plainlabel.h"
#include "ui/text/timewords.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {
constexpr qsizetype longest = 40'000; // the service takes 32,000 bytes
} // namespace

EarlierTextDialog::EarlierTextDialog(const Theme &theme, const QString &earlier, const QString &now,
                                     const Timestamp &edited, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"earlierTextDialog"_s);
    setWindowTitle(tr("Edited message"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics::group);
    auto *when = new PlainLabel(tr("Edited %1").arg(fullTime(edited)), this);
    when->setFont(theme.font(TextSize::Meta));
    column->addWidget(when);
    QPlainTextEdit *first = nullptr;
    const auto add = [&](const QString &heading, const QString &text) {
        auto *label = new PlainLabel(heading, this);
        label->setFont(theme.font(TextSize::Body, QFont::DemiBold));
        auto *field = new QPlainTextEdit(sanitised(text, longest), this);
        field->setReadOnly(true);
        field->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // it wraps
        // Read by key: a caret, and Tab goes on.
        field->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        field->setTabChangesFocus(true);
        field->setFont(theme.font(TextSize::Body));
        field->setAccessibleName(heading);
        label->setBuddy(field);
        column->addWidget(label);
        column->addWidget(field, 1);
        if (!first)
            first = field;
    };
    add(tr("What it said before"), earlier);
    add(tr("What it says now"), now);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    first->setFocus();
    resize(420, 360);
}

} // namespace linnet::ui
