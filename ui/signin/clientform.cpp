// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/clientform.h"

#include "ui/composer/pasting.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

// The one local file that is dragged; empty for anything else.
QString draggedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

ClientForm::ClientForm(const Theme &theme, QWidget *parent)
    : SignInStep(theme, parent)
{
    setAcceptDrops(true);
    build();
    buildHelp();
}

void ClientForm::build()
{
    addHeadline(tr("Sign in to Google Chat"));
    addParagraph(tr("Linnet talks to Google as your own project’s OAuth client. Import its JSON "
                    "file, or enter what it says."),
                 Tone::Muted);

    QPushButton *import = button(tr("Import JSON file…"));
    addButtons({import});
    connect(import, &QPushButton::clicked, this, &ClientForm::chooseFile);
    column().addSpacing(metrics::group);

    const auto field = [this](const QString &label, const QString &example) {
        auto *caption = new QLabel(label, this);
        caption->setFont(theme().font(TextSize::Body, QFont::DemiBold));
        auto *edit = new QLineEdit(this);
        edit->setAccessibleName(label);
        edit->setPlaceholderText(example);
        edit->setMaxLength(512);
        caption->setBuddy(edit);
        column().addWidget(caption);
        column().addWidget(edit);
        connect(edit, &QLineEdit::textEdited, this, [this] { showError({}); });
        connect(edit, &QLineEdit::returnPressed, this, [this] { submit(false); });
        return edit;
    };
    m_id = field(tr("Client ID"), u"1234567890-abcdef.apps.googleusercontent.com"_s);
    m_secret = field(tr("Client secret"), tr("empty if your client has none"));

    m_error = addParagraph({}, Tone::Danger);
    m_error->hide();
    QPushButton *go = primaryButton(tr("Continue"));
    QPushButton *browser = button(tr("Sign in with the browser"));
    addButtons({go, browser});
    connect(go, &QPushButton::clicked, this, [this] { submit(false); });
    connect(browser, &QPushButton::clicked, this, [this] { submit(true); });
}

void ClientForm::buildHelp()
{
    column().addSpacing(metrics::edge);
    auto *caption = addParagraph(tr("How to get one, once:"));
    caption->setFont(theme().font(TextSize::Body, QFont::DemiBold));
    for (const QString &line :
         {tr("1. In the Google Cloud console, create a project and switch on the Google Chat API "
             "and the People API."),
          tr("2. On the Google Chat API’s Configuration page, give your Chat app a name, an avatar "
             "address and a description."),
          tr("3. Under Credentials, create an OAuth client of the type Desktop app and download "
             "its JSON file. It signs in with the browser; a code needs a client of the type TVs "
             "and Limited Input devices.")})
        addParagraph(line, Tone::Muted);
    QPushButton *console = linkButton(tr("Open Cloud console"));
    connect(console, &QPushButton::clicked, this, &ClientForm::consoleRequested);
    addButtons({console})->setContentsMargins(0, 0, 0, 0);
}

void ClientForm::set(const QString &id, const QString &secret, const QString &error)
{
    m_id->setText(id);
    m_secret->setText(secret);
    showError(error);
    m_id->setFocus();
}

void ClientForm::showError(const QString &error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
}

void ClientForm::submit(bool browser)
{
    const QString id = m_id->text().trimmed();
    if (id.isEmpty()) {
        showError(tr("Enter the client ID, or import the JSON file."));
        m_id->setFocus();
        return;
    }
    Q_EMIT entered(id, m_secret->text().trimmed(), browser);
}

void ClientForm::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import OAuth client"), QString(),
                                   tr("JSON files (*.json);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ClientForm::fileChosen);
    dialog->open();
}

void ClientForm::dragEnterEvent(QDragEnterEvent *event)
{
    if (draggedFile(event->mimeData()).isEmpty())
        return;
    pasting::acceptCopy(*event);
    m_dropping = true;
    update();
}

void ClientForm::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropping = false;
    update();
}

void ClientForm::dropEvent(QDropEvent *event)
{
    m_dropping = false;
    update();
    pasting::acceptCopy(*event);
    Q_EMIT fileChosen(draggedFile(event->mimeData()));
}

void ClientForm::paintEvent(QPaintEvent *)
{
    if (!m_dropping)
        return;
    QPainter painter(this);
    Style::drawFocusRing(&painter, rect(), metrics::radius, theme().tokens().accent);
}

} // namespace linnet::ui
