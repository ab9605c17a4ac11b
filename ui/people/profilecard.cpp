// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/profilecard.h"

#include "ui/text/plainlabel.h"
#include "ui/theme/avatars.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconbutton.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr int faceSide = 72;

PlainLabel *mutedLabel(const QString &text, const Theme &theme, QWidget *parent)
{
    auto *label = new PlainLabel(text, parent);
    QPalette palette = theme.palette();
    palette.setColor(QPalette::WindowText, theme.tokens().muted);
    label->setPalette(palette);
    label->setWordWrap(true);
    return label;
}

} // namespace

Profile profileOf(const UserId &user, const items::UserTable &users)
{
    Profile profile{.user = users.user(user),
                    .name = users.displayName(user),
                    .about = {},
                    .tag = {},
                    .outside = users.isExternal(user),
                    .me = users.isMe(user)};
    if (profile.user.type == UserType::App)
        profile.tag = ProfileCard::tr("App");
    return profile;
}

ProfileCard::ProfileCard(const Profile &profile, const Theme &theme, Avatars &avatars,
                         QWidget *parent)
    : QDialog(parent)
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"profileCard"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(sanitised(profile.name, 100));

    auto *face = new QLabel(this);
    const auto paint = [this, face, &avatars, user = profile.user] {
        face->setPixmap(avatars.person(user, faceSide, devicePixelRatioF()));
    };
    paint();
    connect(&avatars, &Avatars::changed, face, paint);
    auto *name = new PlainLabel(profile.name, this);
    name->setFont(theme.font(TextSize::Heading, QFont::DemiBold));
    name->setWordWrap(true);

    auto *words = new QVBoxLayout;
    words->setSpacing(metrics::unit);
    words->addStretch(1);
    words->addWidget(name);
    for (const QString &line : {profile.about, profile.tag}) {
        if (!line.isEmpty())
            words->addWidget(mutedLabel(line, theme, this));
    }
    if (profile.outside) {
        auto *row = new QHBoxLayout;
        auto *mark = new QLabel(this);
        mark->setPixmap(
            iconPixmap(u"person-outside"_s, theme.tokens().warning, 16, devicePixelRatioF()));
        row->addWidget(mark);
        row->addWidget(mutedLabel(tr("From outside your organisation"), theme, this), 1);
        words->addLayout(row);
    }
    if (!profile.user.email.isEmpty()) {
        auto *row = new QHBoxLayout;
        auto *mail = mutedLabel(profile.user.email, theme, this);
        mail->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        auto *copy = new IconButton(u"copy"_s, tr("Copy mail address"), theme, this);
        connect(copy, &IconButton::clicked, this,
                [address = profile.user.email] { QGuiApplication::clipboard()->setText(address); });
        row->addWidget(mail, 1);
        row->addWidget(copy);
        words->addLayout(row);
    }
    words->addStretch(1);

    auto *top = new QHBoxLayout;
    top->setSpacing(metrics::edge);
    top->addWidget(face, 0, Qt::AlignTop);
    top->addLayout(words, 1);
    m_buttons->addStretch(1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_buttons->addWidget(close);
    if (!profile.me) {
        auto *message = new QPushButton(tr("Message"), this);
        message->setDefault(true);
        connect(message, &QPushButton::clicked, this, [this, id = profile.user.id] {
            accept();
            Q_EMIT messageRequested(id);
        });
        m_buttons->addWidget(message);
        message->setFocus();
    } else {
        close->setFocus();
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::edge, metrics::edge, metrics::edge, metrics::edge);
    column->setSpacing(metrics::edge);
    column->addLayout(top);
    column->addLayout(m_buttons);
    setMinimumWidth(340);
}

void ProfileCard::addButton(QWidget *button)
{
    m_buttons->insertWidget(0, button);
}

} // namespace linnet::ui
