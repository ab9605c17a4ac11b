// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/writinghabits.h"

#include "ui/composer/speller.h"
#include "ui/composer/writingsettings.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace linnet::ui {

WritingHabits::WritingHabits(WritingSettings &settings, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"writingHabits"_s);
    setWindowTitle(tr("Writing and spelling"));
    auto *enter = new QCheckBox(tr("&Enter sends, Shift+Enter begins a new line"), this);
    enter->setChecked(settings.enterSends());
    connect(enter, &QCheckBox::toggled, &settings, &WritingSettings::setEnterSends);

    auto *delay = new QSpinBox(this);
    delay->setRange(0, int(WritingSettings::longestDelay.count()));
    delay->setSuffix(tr(" s"));
    delay->setSpecialValueText(tr("Off"));
    delay->setValue(int(settings.sendDelay().count()));
    delay->setAccessibleName(tr("Time to take a message back"));
    connect(delay, &QSpinBox::valueChanged, &settings,
            [&settings](int seconds) { settings.setSendDelay(std::chrono::seconds(seconds)); });

    auto *languages = new QListWidget(this);
    languages->setAccessibleName(tr("Languages to check"));
    const QStringList installed = Speller::installed();
    for (const QString &code : installed) {
        const QLocale locale(code);
        auto *item = new QListWidgetItem(
            u"%1 (%2)"_s.arg(locale.nativeLanguageName(), locale.nativeCountryName()), languages);
        item->setData(Qt::UserRole, code);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(settings.languages().contains(code) ? Qt::Checked : Qt::Unchecked);
    }
    connect(languages, &QListWidget::itemChanged, &settings, [&settings, languages] {
        QStringList chosen;
        for (int row = 0; row < languages->count(); ++row) {
            if (languages->item(row)->checkState() == Qt::Checked)
                chosen << languages->item(row)->data(Qt::UserRole).toString();
        }
        settings.setLanguages(chosen);
    });

    auto *form = new QFormLayout(this);
    form->addRow(enter);
    form->addRow(tr("&Time to take a message back:"), delay);
    if (installed.isEmpty()) {
        form->addRow(tr("Spelling:"),
                     new QLabel(tr("No dictionaries are installed (packages hunspell-…)."), this));
    } else {
        form->addRow(tr("&Check spelling in:"), languages);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
}

} // namespace linnet::ui
