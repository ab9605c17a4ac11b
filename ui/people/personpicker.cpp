// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/people/personpicker.h"

#include "models/domain/foldedtext.h"
#include "models/domain/portslookup.h"
#include "models/items/personroles.h"
#include "models/items/usertable.h"
#include "ui/people/peoplelist.h"
#include "ui/people/personchip.h"
#include "ui/text/errorwords.h"
#include "ui/text/plainlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/flowlayout.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::ui {

namespace {

constexpr auto pause = std::chrono::milliseconds(200);
constexpr int mostFound = 20;
constexpr int mostShown = 60;

bool matches(const User &user, const QStringList &words)
{
    const QString text = u' ' + foldedText(QString(user.displayName + u' ' + user.email));
    return std::all_of(words.begin(), words.end(), [&text](const QString &word) {
        return text.contains(QString(u' ' + word));
    });
}

bool isAmong(const QList<User> &users, const UserId &id)
{
    return std::any_of(users.begin(), users.end(),
                       [&id](const User &user) { return user.id == id; });
}

} // namespace

std::optional<User> userByMail(const QString &typed)
{
    static const QRegularExpression mail(
        u"^[^@\\s/<>,;\"]{1,64}@[^@\\s/<>,;\"]{1,190}\\.[^@\\s/<>,;\"]{2,}$"_s);
    const QString address = typed.trimmed();
    if (!mail.match(address).hasMatch())
        return std::nullopt;
    User user;
    user.id = UserId(QString(u"users/"_s + address));
    user.displayName = address;
    user.email = address;
    return user;
}

PersonPicker::PersonPicker(const Theme &theme, Avatars &avatars, const items::UserTable &users,
                           LookupPort *lookup, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_avatars(avatars)
    , m_users(users)
    , m_lookup(lookup)
{
    build(theme, avatars);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &PersonPicker::ask);
    connect(m_field, &QLineEdit::textChanged, this, &PersonPicker::typed);
    connect(m_list, &PeopleList::chosen, this, &PersonPicker::take);
    connect(m_list, &PeopleList::typed, this, [this](const QString &text) {
        m_field->setFocus();
        m_field->insert(text);
    });
    fill();
}

void PersonPicker::build(const Theme &theme, Avatars &avatars)
{
    m_chips = new QWidget(this);
    m_flow = new FlowLayout(metrics::unit, m_chips);
    m_chips->hide();
    m_field = new QLineEdit(this);
    m_field->setAccessibleName(tr("People"));
    m_field->setPlaceholderText(tr("Name or mail address"));
    m_field->setMaxLength(300);
    m_field->installEventFilter(this);
    m_words = new PlainLabel(this);
    m_words->setWordWrap(true);
    QPalette muted = theme.palette();
    muted.setColor(QPalette::WindowText, theme.tokens().muted);
    m_words->setPalette(muted);
    m_words->hide();
    m_list = new PeopleList(tr("People found"), theme, avatars, this);
    m_list->setMinimumHeight(120);
    m_model = new QStandardItemModel(this);
    m_list->setModel(m_model);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::group);
    column->addWidget(m_chips);
    column->addWidget(m_field);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    setFocusProxy(m_field);
}

void PersonPicker::setLimit(int limit, const QString &words)
{
    m_limit = limit;
    m_limitWords = words;
}

void PersonPicker::leaveOut(const QSet<UserId> &people)
{
    m_leftOut = people;
    fill();
}

void PersonPicker::choose(const User &user)
{
    if (user.id.isEmpty() || isAmong(m_chosen, user.id))
        return;
    if (m_limit > 0 && m_chosen.size() >= m_limit) {
        say(m_limitWords);
        return;
    }
    m_chosen.append(user);
    m_field->clear();
    updateChips();
    fill();
    Q_EMIT chosenChanged();
}

void PersonPicker::giveUp(const UserId &user)
{
    if (m_chosen.removeIf([&user](const User &each) { return each.id == user; }) == 0)
        return;
    updateChips();
    fill();
    Q_EMIT chosenChanged();
}

bool PersonPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress
        && takeKey(*static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool PersonPicker::takeKey(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_field->text().trimmed().isEmpty())
            Q_EMIT accepted();
        else
            take(m_model->index(0, 0));
        return true;
    case Qt::Key_Comma:
    case Qt::Key_Semicolon:
        if (const auto user = userByMail(m_field->text())) {
            choose(*user);
            return true;
        }
        return false;
    case Qt::Key_Backspace:
        if (!m_field->text().isEmpty() || m_chosen.isEmpty())
            return false;
        giveUp(UserId(m_chosen.last().id));
        return true;
    case Qt::Key_Down:
        if (m_model->rowCount() == 0)
            return false;
        m_list->setCurrentIndex(m_model->index(0, 0));
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    default:
        return false;
    }
}

void PersonPicker::take(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    choose(index.data(items::PersonUserRole).value<User>());
    m_field->setFocus();
}

void PersonPicker::typed()
{
    m_trouble.clear();
    const QString text = m_field->text().simplified();
    m_waiting = m_lookup && !text.isEmpty();
    if (m_waiting)
        m_pause.start();
    else
        m_pause.stop();
    fill();
}

void PersonPicker::ask()
{
    const QString text = m_field->text().simplified();
    m_asked = text;
    m_lookup->people(text, mostFound, this, [this, text](const Result<QList<Person>> &answer) {
        if (text != m_field->text().simplified())
            return;
        m_waiting = false;
        if (answer)
            m_found = *answer;
        else
            m_trouble = errorLine(answer.error());
        fill();
    });
}

// Those one has met first, then what the directory knows, last an address as it is typed.
QList<Person> PersonPicker::candidates() const
{
    const QString text = m_field->text().simplified();
    const QStringList words = foldedWords(text);
    QList<Person> known;
    for (const UserId &id : m_users.ids()) {
        const User *user = m_users.find(id);
        if (user->type == UserType::Human && !user->anonymous && m_users.hasName(id)
            && !m_users.isMe(id) && matches(*user, words))
            known.append({.user = *user, .title = {}, .department = {}, .known = true});
    }
    std::sort(known.begin(), known.end(), [](const Person &a, const Person &b) {
        return a.user.displayName.localeAwareCompare(b.user.displayName) < 0;
    });
    QList<Person> all = known.mid(0, mostShown);
    const auto place = [&all](const User &user) {
        return std::find_if(all.begin(), all.end(),
                            [&user](const Person &each) { return each.user.id == user.id; });
    };
    if (m_asked == text && !text.isEmpty()) {
        for (const Person &person : m_found) {
            if (const auto at = place(person.user); at != all.end())
                *at = person;
            else
                all.append(person);
        }
    }
    const QString own = m_users.user(m_users.me()).email;
    if (const auto mail = userByMail(text);
        mail && mail->email.compare(own, Qt::CaseInsensitive) != 0
        && std::none_of(all.begin(), all.end(), [&mail](const Person &each) {
               return each.user.email.compare(mail->email, Qt::CaseInsensitive) == 0;
           }))
        all.append({.user = *mail, .title = {}, .department = {}, .known = false});
    all.removeIf([this](const Person &person) {
        return isAmong(m_chosen, person.user.id) || m_leftOut.contains(person.user.id);
    });
    return all;
}

void PersonPicker::addRow(const Person &person)
{
    const User &user = person.user;
    const bool byMail = user.id.name().contains(u'@');
    QStringList about;
    for (const QString &each :
         {byMail ? tr("By mail address") : user.email, person.title, person.department}) {
        if (!each.isEmpty())
            about << each;
    }
    const QString name = sanitised(user.displayName.isEmpty() ? user.email : user.displayName, 200);
    const bool outside = m_users.isExternal(user.id);
    auto *item = new QStandardItem(name);
    item->setData(QVariant::fromValue(user), items::PersonUserRole);
    item->setData(about.join(u" · "_s), items::PersonDetailRole);
    item->setData(outside, items::PersonOutsideRole);
    QStringList sentence{name};
    sentence << about;
    if (outside)
        sentence << tr("from outside your organisation");
    item->setData(sentence.join(u", "_s), Qt::AccessibleTextRole);
    item->setEditable(false);
    m_model->appendRow(item);
}

void PersonPicker::fill()
{
    const QList<Person> people = candidates();
    m_model->clear();
    for (const Person &person : people)
        addRow(person);
    const bool typing = !m_field->text().trimmed().isEmpty();
    if (!m_trouble.isEmpty())
        say(m_trouble);
    else if (typing && people.isEmpty())
        say(m_waiting ? tr("Asking the directory…")
                      : tr("Nobody found. A whole mail address works too."));
    else
        say({});
}

void PersonPicker::say(const QString &words)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

void PersonPicker::updateChips()
{
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    for (const User &user : std::as_const(m_chosen)) {
        const QString name
            = user.displayName.isEmpty() ? m_users.displayName(user.id) : user.displayName;
        auto *chip = new PersonChip(user, name, m_theme, m_avatars, m_chips);
        connect(chip, &QAbstractButton::clicked, this, [this, id = user.id] {
            giveUp(id);
            m_field->setFocus();
        });
        m_flow->addWidget(chip);
        chip->show();
    }
    m_chips->setVisible(!m_chosen.isEmpty());
    m_chips->updateGeometry();
}

} // namespace linnet::ui
