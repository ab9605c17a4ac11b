// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/accountmenu.h"

#include "ui/composer/writingsettings.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/commands.h"
#include "ui/window/keylist.h"
#include "ui/window/services.h"
#include "ui/window/storagedialog.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QIcon>
#include <QMessageBox>
#include <QProgressDialog>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace linnet::ui {

AccountMenu::AccountMenu(const Services &services, const Commands &commands, QWidget *window)
    : QMenu(window)
    , m_services(services)
    , m_window(window)
    , m_name(new PlainLabel)
    , m_mail(new PlainLabel)
{
    addHeader();
    updateName();
    connect(&services.users, &items::UserTable::changed, this, &AccountMenu::updateName);
    addSeparator();
    addAction(commands.action(CommandId::MarkAllRead));
    addAction(commands.action(CommandId::UnreadOnly));
    addAction(commands.action(CommandId::ShowDrafts));
    addSeparator();
    addTheme(commands);
    addAction(commands.action(CommandId::WritingHabits));
    addAction(commands.action(CommandId::CardPictures));
    if (services.mediaRule && services.storage) {
        addAction(commands.action(CommandId::Storage));
        connect(commands.action(CommandId::Storage), &QAction::triggered, this, [this] {
            auto *dialog = new StorageDialog(*m_services.mediaRule, *m_services.storage,
                                             m_services.theme, m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
    }
    addAction(commands.action(CommandId::KeyList));
    addAction(commands.action(CommandId::About));
    addSeparator();
    addAction(commands.action(CommandId::SignOut));
    addAction(commands.action(CommandId::Quit));

    connect(commands.action(CommandId::KeyList), &QAction::triggered, this, [this] {
        const WritingSettings writing(m_services.settings);
        auto *dialog = new KeyList(m_services.theme, writing.enterSends(), m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(commands.action(CommandId::About), &QAction::triggered, this, &AccountMenu::about);
    connect(commands.action(CommandId::SignOut), &QAction::triggered, this,
            &AccountMenu::askSignOut);
}

void AccountMenu::addHeader()
{
    auto *header = new QWidget(this);
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(12, 6, 12, 6);
    column->setSpacing(0);
    column->addWidget(m_name);
    column->addWidget(m_mail);
    const auto restyle = [this] {
        const Theme &theme = m_services.theme;
        m_name->setFont(theme.font(TextSize::Body, QFont::DemiBold));
        m_mail->setFont(theme.font(TextSize::Meta));
        QPalette muted = theme.palette();
        muted.setColor(QPalette::WindowText, theme.tokens().muted);
        m_mail->setPalette(muted);
    };
    restyle();
    connect(&m_services.theme, &Theme::changed, this, restyle);
    auto *action = new QWidgetAction(this);
    action->setDefaultWidget(header);
    action->setEnabled(false);
    header->setEnabled(true); // to be read, not chosen
    addAction(action);
}

void AccountMenu::updateName()
{
    const User me = m_services.users.user(m_services.users.me());
    m_name->setText(me.displayName.isEmpty() ? tr("Signed in") : me.displayName);
    m_mail->setText(me.email);
    m_mail->setVisible(!me.email.isEmpty());
}

void AccountMenu::addTheme(const Commands &commands)
{
    QMenu *menu = addMenu(tr("Appearance"));
    setThemedIcon(menu->menuAction(), u"settings"_s, m_services.theme);
    auto *group = new QActionGroup(this);
    Theme &theme = m_services.theme;
    const auto add = [&](CommandId id, Theme::Mode mode) {
        QAction *action = commands.action(id);
        group->addAction(action);
        menu->addAction(action);
        action->setChecked(theme.mode() == mode);
        connect(action, &QAction::triggered, this, [&theme, mode] { theme.setMode(mode); });
    };
    add(CommandId::ThemeSystem, Theme::Mode::System);
    add(CommandId::ThemeLight, Theme::Mode::Light);
    add(CommandId::ThemeDark, Theme::Mode::Dark);
}

void AccountMenu::askSignOut()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Sign out"), tr("Sign out of Linnet?"),
                                QMessageBox::NoButton, m_window);
    box->setObjectName(u"signOutQuestion"_s);
    box->setInformativeText(
        tr("Linnet gives its access back to Google. What waits to be sent is kept for your next "
           "sign-in."));
    QPushButton *go = box->addButton(tr("Sign out"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, go](QAbstractButton *button) {
        if (button != go)
            return;
        // The keyring and Google may take their time; this goes with the window.
        auto *waiting = new QProgressDialog(tr("Signing out…"), {}, 0, 0, m_window);
        waiting->setObjectName(u"signingOut"_s);
        waiting->setWindowTitle(tr("Sign out"));
        waiting->setWindowModality(Qt::WindowModal);
        waiting->setMinimumDuration(300);
        m_services.account.signOut();
    });
    box->open();
}

void AccountMenu::about()
{
    auto *box = new QMessageBox(m_window);
    box->setWindowTitle(tr("About Linnet"));
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(QIcon(u":/icons/app/im.linnet.Linnet.svg"_s).pixmap(64, 64));
    box->setText(tr("Linnet %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        tr("A desktop client for Google Chat. Free software under the GNU General Public License, "
           "version 3 or later. Not a product of Google."));
    box->setStandardButtons(QMessageBox::Close);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace linnet::ui
