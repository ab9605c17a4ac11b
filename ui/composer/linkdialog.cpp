// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/linkdialog.h"

#include "models/domain/compose.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace linnet::ui {

LinkDialog::LinkDialog(const QString &name, const QString &address, QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit(name, this))
    , m_address(new QLineEdit(address, this))
{
    setObjectName(QStringLiteral("linkDialog"));
    setWindowTitle(tr("Link"));
    m_address->setPlaceholderText(tr("https://"));
    m_address->setMinimumWidth(320);
    auto *form = new QFormLayout(this);
    form->addRow(tr("&Text"), m_name);
    form->addRow(tr("&Address"), m_address);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_insert = buttons->addButton(address.isEmpty() ? tr("Insert") : tr("Change"),
                                  QDialogButtonBox::AcceptRole);
    m_insert->setDefault(true);
    if (!address.isEmpty()) {
        auto *away = buttons->addButton(tr("Remove link"), QDialogButtonBox::DestructiveRole);
        connect(away, &QPushButton::clicked, this, [this] {
            Q_EMIT chosen(m_name->text(), {});
            accept();
        });
    }
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(m_name->text(), linkAddress(m_address->text()));
        accept();
    });
    connect(m_address, &QLineEdit::textChanged, this, &LinkDialog::check);
    check();
    (name.isEmpty() ? m_name : m_address)->setFocus();
}

void LinkDialog::check()
{
    m_insert->setEnabled(!linkAddress(m_address->text()).isEmpty());
}

} // namespace linnet::ui
