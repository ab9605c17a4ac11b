// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the window, the list, every banner and every step of the sign-in into PNG files, to be
// looked at:   linnet_ui_gallery FOLDER
#include "windowfixture.h"

#include "ui/banner/banner.h"
#include "ui/conversations/conversationlist.h"
#include "ui/conversations/conversationpane.h"
#include "ui/emoji/emojidialog.h"
#include "ui/emoji/emojiform.h"
#include "ui/emoji/emojishelf.h"
#include "ui/media/mediarule.h"
#include "ui/media/pictureview.h"
#include "ui/media/pictureviewer.h"
#include "ui/people/peoplelist.h"
#include "ui/people/personpicker.h"
#include "ui/people/profilecard.h"
#include "ui/rooms/memberspage.h"
#include "ui/rooms/newconversation.h"
#include "ui/rooms/refusal.h"
#include "ui/signin/signinpage.h"
#include "ui/window/commands.h"
#include "ui/window/keylist.h"
#include "ui/window/storagedialog.h"
#include "ui/window/timelinepane.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QTextStream>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

struct Gallery
{
    QDir folder;
    Theme::Mode mode;
    QString suffix;

    void save(QWidget &widget, const QString &name) const
    {
        House::settle();
        const QString path = folder.filePath(u"%1-%2.png"_s.arg(name, suffix));
        QTextStream(stdout) << path << (widget.grab().save(path) ? "" : ": cannot be written")
                            << '\n';
    }
};

AccountStatus online(const House &house)
{
    AccountStatus status;
    status.connection = Connection::Online;
    status.lastSynced = house.clock.now() - std::chrono::minutes(1);
    status.queued = 1;
    status.failed = 1;
    return status;
}

void furnishRooms(House &house, MembershipRole mine)
{
    const SpaceId launch = spaceId(u"launch"_s);
    for (const QString &who :
         {u"me"_s, u"anna"_s, u"tomas"_s, u"ines"_s, u"guest"_s, u"noor"_s, u"bot"_s})
        house.rooms.here[launch].append(memberOf(launch, house.users.user(userId(who))));
    house.rooms.here[launch][0].membership.role = mine;
    house.rooms.here[launch][1].membership.role = MembershipRole::Owner;
    house.rooms.here[launch][2].membership.role = MembershipRole::Manager;
    house.rooms.here[launch][5].membership.state = MembershipState::Invited;
    for (const Message &message : std::as_const(house.timelines.messages)) {
        if (message.space == launch)
            house.rooms.pinned[launch].append({{message.id.name(), message.id}, message});
    }
    house.change(u"launch"_s, [](Conversation &conversation) {
        conversation.space.description = u"Posters, banners, and everybody who carries them"_s;
        conversation.space.permissions
            = SpacePermissions{.manageMembers = PermissionLevel::Managers,
                               .modifyDetails = PermissionLevel::Managers,
                               .toggleHistory = PermissionLevel::Owners,
                               .mentionAll = PermissionLevel::Everyone,
                               .postMessages = PermissionLevel::Managers,
                               .viewMembers = PermissionLevel::Everyone};
        conversation.space.access = SpaceAccess();
    });
}

void drawRooms(const Gallery &gallery)
{
    const auto names = {std::pair{CommandId::ShowMembers, u"members"_s},
                        std::pair{CommandId::ShowPins, u"pins"_s},
                        std::pair{CommandId::ShowSettings, u"settings"_s}};
    for (const auto role : {MembershipRole::Owner, MembershipRole::Member}) {
        House house(gallery.mode);
        house.theme.applyTo(*qApp);
        house.furnish();
        furnishRooms(house, role);
        MainWindow &window = house.window();
        window.show();
        window.openSpace(spaceId(u"launch"_s));
        for (const auto &[page, name] : names) {
            window.resize(1180, 760);
            window.commands().action(page)->trigger();
            House::settle();
            const QString who = role == MembershipRole::Owner ? u"owner"_s : u"member"_s;
            gallery.save(window, u"rooms-%1-%2"_s.arg(name, who));
            window.resize(420, 700);
            gallery.save(window, u"rooms-%1-%2-narrow"_s.arg(name, who));
        }
    }
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    house.furnish();
    furnishRooms(house, MembershipRole::Owner);
    MainWindow &window = house.window();
    window.resize(1180, 760);
    window.show();
    window.commands().action(CommandId::NewConversation)->trigger();
    House::settle();
    auto *dialog = window.findChild<NewConversation *>();
    gallery.save(*dialog, u"rooms-new"_s);
    for (const QString &who : {u"anna"_s, u"noor"_s, u"guest"_s})
        dialog->picker().choose(house.users.user(userId(who)));
    dialog->picker().field().setText(u"in"_s);
    gallery.save(*dialog, u"rooms-new-group"_s);
    dialog->setNamed(true);
    dialog->findChild<Refusal *>()->say(Error{.kind = ErrorKind::PermissionDenied});
    gallery.save(*dialog, u"rooms-new-refused"_s);
    dialog->reject();
    window.openSpace(spaceId(u"launch"_s));
    window.commands().action(CommandId::ShowMembers)->trigger();
    House::settle();
    auto *list = window.findChild<MembersPage *>()->findChild<PeopleList *>();
    Q_EMIT list->chosen(list->model()->index(3, 0));
    gallery.save(*window.findChild<ProfileCard *>(), u"rooms-card"_s);
}

void drawWindow(const Gallery &gallery)
{
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    house.furnish();
    MainWindow &window = house.window();
    window.setAccountStatus(online(house));
    window.resize(1180, 760);
    window.show();
    gallery.save(window, u"window-nothing"_s);
    window.openSpace(spaceId(u"launch"_s));
    gallery.save(window, u"window"_s);
    window.openThread({spaceId(u"launch"_s), ThreadId(u"spaces/launch/threads/m00095"_s)});
    gallery.save(window, u"window-thread"_s);
    window.resize(760, 640);
    gallery.save(window, u"window-medium-thread"_s);
    window.resize(400, 640);
    gallery.save(window, u"window-narrow-thread"_s);
    window.commands().action(CommandId::Escape)->trigger();
    gallery.save(window, u"window-narrow"_s);
    window.commands().action(CommandId::FocusSearch)->trigger();
    gallery.save(window, u"window-narrow-list"_s);
    window.resize(760, 640);
    AccountStatus offline = online(house);
    offline.connection = Connection::Blocked;
    offline.error = Error{.kind = ErrorKind::SignedOut};
    window.setAccountStatus(offline);
    window.openSpace(spaceId(u"partners"_s));
    gallery.save(window, u"window-signed-out"_s);
    window.setAccountStatus(online(house));
    window.resize(1000, 640);
    auto *search = window.findChild<QLineEdit *>();
    search->setText(u"zebra"_s);
    gallery.save(window, u"window-no-hit"_s);
    search->clear();
    house.timelines.failure = Error{.kind = ErrorKind::Offline};
    window.openSpace(spaceId(u"old"_s));
    gallery.save(window, u"window-failed-timeline"_s);
    window.findChild<ConversationList *>()->setFocus();
    gallery.save(window, u"window-list-focus"_s);
    auto *account = window.findChild<ConversationPane *>();
    QMenu *menu = account->accountButton().menu();
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, u"menu-account"_s);
    menu->close();
    KeyList keys(house.theme, true, nullptr);
    keys.show();
    gallery.save(keys, u"keys"_s);
}

// One that is being fetched, and files dragged over the two panes.
void drawFiles(const Gallery &gallery)
{
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    house.furnish();
    house.media.hold = true;
    Message message = note(u"launch"_s, u"anna"_s, 418, u"The film of the test run:"_s);
    for (const QString &name : {u"test run in hall two, second camera, uncut.mp4"_s, u"plan.pdf"_s})
        message.attachments.append(
            {.contentName = name, .contentType = u"video/mp4"_s, .mediaName = u"media/"_s + name});
    message.attachments[1].contentType = u"application/pdf"_s;
    house.timelines.messages.append(message);
    MainWindow &window = house.window();
    window.resize(1180, 760);
    window.show();
    window.openThread({spaceId(u"launch"_s), ThreadId(u"spaces/launch/threads/m00095"_s)});
    House::settle();
    const QList<TimelinePane *> panes = window.findChildren<TimelinePane *>();
    const Attachment &film = message.attachments.first();
    Q_EMIT panes.first()->attachmentActivated(film);
    QElapsedTimer waiting; // until it counts as slow
    for (waiting.start(); waiting.elapsed() < 500;)
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    house.media.watched[film.mediaName].progress(61'000'000, 180'000'000);
    gallery.save(window, u"files-fetching"_s);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QCoreApplication::applicationFilePath())});
    for (TimelinePane *pane : panes) {
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(pane, &enter);
    }
    gallery.save(window, u"files-dropping"_s);
    for (TimelinePane *pane : panes) {
        QDragLeaveEvent leave;
        QApplication::sendEvent(pane, &leave);
    }
    window.resize(400, 640);
    window.commands().action(CommandId::Escape)->trigger();
    gallery.save(window, u"files-fetching-narrow"_s);
    Q_EMIT panes.first()->attachmentActivated(
        {.contentName = u"run.sh"_s, .contentType = u"text/plain"_s, .mediaName = u"media/1"_s});
    House::settle();
    gallery.save(*window.findChild<QMessageBox *>(), u"files-refused"_s);
}

// A drawing to look at: lines of one pixel show whether it is scaled well.
QImage plan(const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(0xfa, 0xf7, 0xf0));
    QPainter painter(&image);
    painter.setPen(QColor(0x30, 0x4a, 0x60));
    for (int x = 0; x < size.width(); x += 40)
        painter.drawLine(x, 0, x, size.height());
    for (int y = 0; y < size.height(); y += 40)
        painter.drawLine(0, y, size.width(), y);
    painter.setBrush(QColor(0x2f, 0x7d, 0x6d));
    painter.drawEllipse(QRect(QPoint(), size).adjusted(200, 150, -200, -150));
    return image;
}

void drawThreads(const Gallery &gallery)
{
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    house.furnish();
    NotedThreads threads;
    QList<MyThread> mine;
    int number = 0;
    for (const auto &[where, who, text, last, unread] :
         {std::tuple{u"launch"_s, u"tomas"_s,
                     u"Where do we put the second banner? The gate or the hall? It needs hooks and "
                     "somebody who is not afraid of the long ladder"_s,
                     u"Agreed. I will ask the caretaker for hooks."_s, 2},
          std::tuple{u"design"_s, u"ines"_s, u"New version of the poster"_s,
                     u"The red is exactly the bird's."_s, 14},
          std::tuple{u"ops"_s, u"anna"_s, u"The northern gate does not open"_s, u"Fixed."_s, 0}}) {
        MyThread thread;
        thread.root = note(where, who, 95 + number, text);
        thread.thread = thread.root.thread;
        thread.newest = note(where, u"ines"_s, 300 - number, last);
        thread.replies = 2 + number * 7;
        thread.unread = unread;
        mine << thread;
        ++number;
    }
    threads.answer = mine;
    Services services = house.services();
    services.threads = &threads;
    MainWindow window(services);
    window.resize(1100, 600);
    window.show();
    window.commands().action(CommandId::ShowThreads)->trigger();
    gallery.save(window, u"threads"_s);
    window.resize(420, 600);
    gallery.save(window, u"threads-narrow"_s);
    threads.answer = QList<MyThread>();
    window.commands().action(CommandId::ShowThreads)->trigger();
    window.commands().action(CommandId::ShowThreads)->trigger();
    gallery.save(window, u"threads-none"_s);
}

class SomeStorage : public StoragePort
{
public:
    void use(QObject *context, Handler<StorageUse> handler) override
    {
        QMetaObject::invokeMethod(
            context,
            [handler] {
                handler(StorageUse{231'400'000, 45'200'000});
            },
            Qt::QueuedConnection);
    }
    void clearMedia(QObject *, Handler<StorageUse>) override { }
    void clearMessages() override { }
};

void drawStorage(const Gallery &gallery)
{
    Theme theme(gallery.mode);
    theme.applyTo(*qApp);
    MediaRule rule(nullptr);
    SomeStorage storage;
    StorageDialog dialog(rule, storage, theme);
    dialog.show();
    gallery.save(dialog, u"storage"_s);
    rule.setMetered(true);
    dialog.resize(dialog.minimumSize());
    gallery.save(dialog, u"storage-narrow"_s);
}

class SomeEmoji : public EmojiPort
{
public:
    QList<CustomEmoji> mine;
    void ownEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) override
    {
        QMetaObject::invokeMethod(
            context, [handler, list = mine] { handler(list); }, Qt::QueuedConnection);
    }
    void addEmoji(const NewEmoji &, QObject *context, Handler<CustomEmoji> handler) override
    {
        const Result<CustomEmoji> refused = Failure(Error{.kind = ErrorKind::PermissionDenied});
        QMetaObject::invokeMethod(
            context, [handler, refused] { handler(refused); }, Qt::QueuedConnection);
    }
    void removeEmoji(const CustomEmoji &, QObject *, Handler<bool>) override { }
};

QImage drawnFace()
{
    QImage image(256, 256, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(240, 180, 40));
    painter.drawEllipse(8, 8, 240, 240);
    painter.setBrush(QColor(70, 40, 20));
    painter.drawEllipse(70, 80, 32, 44);
    painter.drawEllipse(154, 80, 32, 44);
    painter.drawChord(60, 90, 136, 120, 190 * 16, 160 * 16);
    return image;
}

void drawEmojiDialog(const Gallery &gallery)
{
    Theme theme(gallery.mode);
    theme.applyTo(*qApp);
    SomeEmoji port;
    EmojiShelf shelf(nullptr, nullptr, nullptr);
    {
        EmojiDialog dialog(port, shelf, theme);
        dialog.show();
        gallery.save(dialog, u"emoji-none"_s);
    }
    port.mine
        = {{u"customEmojis/1"_s, u":harbour:"_s, {}}, {u"customEmojis/2"_s, u":walrus:"_s, {}}};
    EmojiDialog dialog(port, shelf, theme);
    auto *form = dialog.findChild<EmojiForm *>();
    form->takeImage(drawnFace());
    dialog.show();
    QElapsedTimer decoding;
    for (decoding.start(); decoding.elapsed() < 300;)
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    auto *name = dialog.findChild<QLineEdit *>();
    name->setText(u"big-smile"_s);
    Q_EMIT name->textEdited(name->text());
    dialog.findChild<QListWidget *>()->setCurrentRow(0);
    gallery.save(dialog, u"emoji-new"_s);
    Q_EMIT name->returnPressed();
    dialog.resize(dialog.minimumSizeHint());
    House::settle();
    gallery.save(dialog, u"emoji-refused-narrow"_s);
}

void drawPictures(const Gallery &gallery)
{
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    const QString path = gallery.folder.filePath(u"plan.png"_s);
    plan({1800, 1200}).save(path);
    house.media.files.insert(u"plan"_s, path);
    QList<Picture> pictures;
    for (const QString &name : {u"plan"_s, u"missing"_s}) {
        Picture picture;
        picture.attachment.contentName
            = u"bearing housing of the second pump, revision 7, measured.png"_s;
        picture.attachment.mediaName = name;
        picture.sender = u"Marta Weiss"_s;
        picture.time = house.clock.now();
        pictures.append(picture);
    }
    PictureViewer viewer(house.media, house.theme, nullptr);
    viewer.setAttribute(Qt::WA_DeleteOnClose, false);
    viewer.setPictures(pictures, 0);
    viewer.show();
    QElapsedTimer patience;
    patience.start();
    while (viewer.view().image().isNull() && !patience.hasExpired(5'000))
        House::settle();
    // arrows: allow sleep: a picture to look at, not a test; its smaller size is being made
    QThread::msleep(300);
    gallery.save(viewer, u"picture"_s);
    viewer.view().setZoom(2);
    gallery.save(viewer, u"picture-zoomed"_s);
    viewer.resize(520, 500);
    viewer.view().fit();
    gallery.save(viewer, u"picture-narrow"_s);
    viewer.setPictures(pictures, 1);
    gallery.save(viewer, u"picture-missing"_s);
    QFile::remove(path);
}

void drawFirstStart(const Gallery &gallery)
{
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    MainWindow &window = house.window();
    AccountStatus status;
    status.connection = Connection::Syncing;
    status.progress = 12;
    status.progressTotal = 40;
    window.setAccountStatus(status);
    window.resize(900, 560);
    window.show();
    gallery.save(window, u"first-sync"_s);
    window.setAccountStatus(online(house));
    gallery.save(window, u"no-conversations"_s);
}

void drawBanners(const Gallery &gallery)
{
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    const QList<std::pair<QString, ErrorKind>> kinds{
        {u"offline"_s, ErrorKind::Offline},        {u"portal"_s, ErrorKind::CaptivePortal},
        {u"limited"_s, ErrorKind::RateLimited},    {u"signedout"_s, ErrorKind::SignedOut},
        {u"keyring"_s, ErrorKind::KeyringLocked},  {u"app"_s, ErrorKind::AppNotConfigured},
        {u"api"_s, ErrorKind::ApiDisabled},        {u"full"_s, ErrorKind::StorageFull},
        {u"damaged"_s, ErrorKind::StorageDamaged}, {u"tls"_s, ErrorKind::TlsFailed},
    };
    for (const int width : {400, 1000}) {
        QWidget sheet;
        auto *column = new QVBoxLayout(&sheet);
        column->setContentsMargins(0, 0, 0, 0);
        for (const auto &[name, kind] : kinds) {
            auto *banner
                = new Banner(house.theme, house.clock, std::chrono::milliseconds(0), &sheet);
            AccountStatus status;
            status.connection = Connection::Impaired;
            status.error = Error{.kind = kind};
            if (kind == ErrorKind::RateLimited)
                status.nextAttempt = house.clock.now() + std::chrono::seconds(75);
            banner->setStatus(status);
            column->addWidget(banner);
        }
        column->addStretch(1);
        sheet.resize(width, 100);
        sheet.show();
        House::settle();
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 50)
            House::settle();
        sheet.resize(width, column->heightForWidth(width));
        gallery.save(sheet, u"banners-%1"_s.arg(width));
    }
}

void drawSignIn(const Gallery &gallery)
{
    House house(gallery.mode);
    house.theme.applyTo(*qApp);
    SignInPage page(house.theme, house.links, house.clock);
    page.show();
    const auto save = [&](const QString &name) {
        for (const int width : {340, 640}) {
            page.resize(width, 820);
            gallery.save(page, u"signin-%1-%2"_s.arg(name).arg(width));
        }
    };
    page.showClientForm({}, {});
    save(u"form"_s);
    page.showClientForm(u"1234567890-abcdefgh.apps.googleusercontent.com"_s, u"GOCSPX-example"_s,
                        u"That file is not an OAuth client: it has no client ID."_s);
    save(u"form-error"_s);
    page.showStarting();
    save(u"starting"_s);
    page.showDeviceCode(u"WDJB-MJHT"_s, QUrl(u"https://www.google.com/device"_s),
                        QUrl(u"https://www.google.com/device?user_code=WDJB-MJHT"_s), 1754);
    save(u"code"_s);
    page.showDeviceCode(u"WDJB-MJHT"_s, QUrl(u"https://www.google.com/device"_s), {}, 0);
    save(u"expired"_s);
    const QUrl consent(u"https://accounts.google.com/o/oauth2/v2/auth?client_id=1234"_s);
    page.showBrowser(consent, true);
    save(u"browser-refused"_s);
    page.showBrowser(consent, false);
    save(u"browser"_s);
    page.showFinishing();
    save(u"finishing"_s);
    page.showError(Error{.kind = ErrorKind::SignInDenied});
    save(u"denied"_s);
    page.showMissingScopes({u"https://www.googleapis.com/auth/chat.messages"_s,
                            u"https://www.googleapis.com/auth/chat.users.readstate"_s,
                            u"https://www.googleapis.com/auth/directory.readonly"_s});
    save(u"scopes"_s);
    page.showStorageChoice(Error{.kind = ErrorKind::KeyringLocked});
    save(u"storage"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    if (argc != 2) {
        QTextStream(stderr) << "Usage: linnet_ui_gallery FOLDER\n";
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(u"."_s))
        return 1;
    const Gallery light{folder, Theme::Mode::Light, u"light"_s};
    const Gallery dark{folder, Theme::Mode::Dark, u"dark"_s};
    for (const Gallery &gallery : {light, dark}) {
        drawWindow(gallery);
        drawRooms(gallery);
        drawThreads(gallery);
        drawPictures(gallery);
        drawFiles(gallery);
        drawStorage(gallery);
        drawEmojiDialog(gallery);
        drawFirstStart(gallery);
        drawBanners(gallery);
        drawSignIn(gallery);
    }
    return 0;
}
