// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/consentpages.h"

#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/panel.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(linnet::ui::ScopesPage)
};

} // namespace

QString scopeWords(const QString &scope)
{
    // Longest first: a scope is known by the beginning of its last part.
    struct Known
    {
        QLatin1StringView name;
        QString words;
    };
    const Known known[] = {
        {"chat.messages.reactions"_L1, Words::tr("Adding and removing reactions")},
        {"chat.messages"_L1, Words::tr("Reading, writing, editing and deleting messages")},
        {"chat.memberships"_L1, Words::tr("Seeing who is in a conversation")},
        {"chat.users.readstate"_L1, Words::tr("Knowing what you have read, and marking as read")},
        {"chat.users.spacesettings"_L1, Words::tr("Knowing which conversations are muted")},
        {"chat.customemojis"_L1, Words::tr("Your organisation’s own emoji")},
        {"chat.spaces.pins"_L1, Words::tr("Pinned messages")},
        {"chat.spaces"_L1, Words::tr("Listing your conversations")},
        {"chat.delete"_L1, Words::tr("Deleting conversations")},
        {"directory.readonly"_L1, Words::tr("Names and pictures of your colleagues")},
        {"contacts.readonly"_L1, Words::tr("Names and pictures of your contacts")},
        {"userinfo"_L1, Words::tr("Knowing who you are")},
    };
    const QString name = scope.section(u'/', -1);
    for (const Known &each : known) {
        if (name.startsWith(each.name))
            return each.words;
    }
    return sanitised(name, 100);
}

ScopesPage::ScopesPage(const Theme &theme, QWidget *parent)
    : SignInStep(theme, parent)
    , m_list(new QVBoxLayout)
{
    addHeadline(tr("Some things will not work"));
    addParagraph(tr("You are signed in, but did not allow everything Linnet asked for. Without it, "
                    "these do not work:"),
                 Tone::Muted);
    auto *panel = new Panel(theme, this);
    m_list->setContentsMargins(metrics::edge, 12, metrics::edge, 12);
    m_list->setSpacing(metrics::group);
    panel->setLayout(m_list);
    column().addWidget(panel);
    addParagraph(tr("To allow it, sign in again and tick every box on Google’s page."),
                 Tone::Muted);
    QPushButton *again = primaryButton(tr("Sign in again"));
    QPushButton *goOn = button(tr("Continue"));
    addButtons({again, goOn});
    connect(again, &QPushButton::clicked, this, &ScopesPage::signInAgainRequested);
    connect(goOn, &QPushButton::clicked, this, &ScopesPage::continued);
}

void ScopesPage::set(const QStringList &missingScopes)
{
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList shown;
    for (const QString &scope : missingScopes) {
        const QString words = scopeWords(scope);
        if (shown.contains(words))
            continue;
        shown << words;
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(10);
        auto *mark = new QLabel(row);
        mark->setPixmap(iconPixmap(u"minus"_s, theme().tokens().warning, 16, devicePixelRatioF()));
        auto *text = new PlainLabel(words, row);
        text->setWordWrap(true);
        line->addWidget(mark, 0, Qt::AlignVCenter);
        line->addWidget(text, 1);
        m_list->addWidget(row);
    }
}

StoragePage::StoragePage(const Theme &theme, QWidget *parent)
    : SignInStep(theme, parent)
{
    addHeadline(tr("Where should the sign-in be kept?"));
    m_why = addParagraph({}, Tone::Danger);
    addParagraph(tr("Linnet keeps its access to your account in your keyring, and nowhere else "
                    "unless you say so."),
                 Tone::Muted);
    column().addSpacing(metrics::unit);
    auto *session = new QRadioButton(tr("Keep the sign-in only until Linnet quits"), this);
    session->setChecked(true);
    auto *file = new QRadioButton(tr("Store it in a file readable only by you"), this);
    column().addWidget(session);
    column().addWidget(file);
    auto *warning = addParagraph(
        tr("Every program that runs as you, and whoever gets hold of this disk or a backup of it, "
           "can read that file and with it your messages. It is not encrypted."),
        Tone::Danger);
    warning->hide();
    connect(file, &QRadioButton::toggled, warning, &QWidget::setVisible);
    QPushButton *go = primaryButton(tr("Continue"));
    QPushButton *again = button(tr("Try again"));
    addButtons({go, again});
    connect(go, &QPushButton::clicked, this, [this, file] { Q_EMIT chosen(file->isChecked()); });
    connect(again, &QPushButton::clicked, this, &StoragePage::retryRequested);
}

void StoragePage::set(const Error &why)
{
    m_why->setText(errorLine(why));
}

} // namespace linnet::ui
