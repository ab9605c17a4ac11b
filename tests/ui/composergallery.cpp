// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the composer in the window, to look at: composergallery FOLDER
#include "windowfixture.h"

#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/commands.h"
#include "ui/window/timelinepane.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

const auto formatted
    = u"Plan for *Friday*, _early_, not ~Thursday~: see <https://e.org/p|the plan>\n"
      "* ladder and `hooks.txt`\n  * the long one\n* <users/anna> brings tea\n"
      "> the gate is too windy\n```\nfor bird in garden:\n    sing()\n```\n"
      "Good?"_s;

struct Scene
{
    explicit Scene(Theme::Mode mode, int width = 1100)
        : house(mode)
    {
        house.theme.applyTo(*qApp);
        house.furnish();
        house.window().resize(width, 700);
        house.window().show();
        house.window().openSpace(spaceId(u"launch"_s));
        House::settle();
    }
    TimelinePane &pane(const QString &name)
    {
        for (TimelinePane *each : house.window().findChildren<TimelinePane *>()) {
            if (each->accessibleName() == name)
                return *each;
        }
        qFatal("no such pane");
    }
    Composer &composer() { return pane(u"Conversation"_s).composer(); }
    void save(const QString &path)
    {
        for (int i = 0; i < 5; ++i)
            House::settle();
        QTest::qWait(150);
        house.window().grab().save(path);
    }
    // An announcement space of others.
    void withholdPosting()
    {
        house.change(u"launch"_s, [](Conversation &conversation) {
            conversation.ownRole = MembershipRole::Member;
            conversation.space.permissions
                = SpacePermissions{.postMessages = PermissionLevel::Managers};
        });
        House::settle();
    }
    // The list of what is begun.
    void saveDrafts(const QString &path)
    {
        const TimelineScope launch{spaceId(u"launch"_s), {}};
        const TimelineScope thread{launch.space, ThreadId(u"spaces/launch/threads/m00095"_s)};
        WrittenDraft whole{launch, u"The *banner* goes to the hall, <users/anna>"_s, {}};
        whole.beside.files = {{u"/a/p.png"_s, u"Poster of the spring launch.png"_s, {}}};
        whole.beside.quote = QuoteReference{MessageId(u"spaces/launch/messages/m00400"_s), {}, {}};
        whole.beside.quotedText = u"Perfect. Shall we say the 20th, then?"_s;
        house.messages.save(whole);
        house.messages.save({thread, u"I can ask the caretaker, he has the key to"_s, {}});
        house.messages.roots.insert(thread.thread,
                                    note(u"launch"_s, u"tomas"_s, 95,
                                         u"Where do we put the second banner? The gate or the "
                                         "hall?"_s));
        house.messages.save({{spaceId(u"gone"_s), {}}, u"What I wanted to say at the end"_s, {}});
        house.window().commands().action(CommandId::ShowDrafts)->trigger();
        for (int i = 0; i < 5; ++i)
            House::settle();
        house.window().findChild<QWidget *>(u"draftsDialog"_s)->grab().save(path);
    }
    House house;
};

QStringList someFiles(const QTemporaryDir &folder)
{
    QImage picture(600, 400, QImage::Format_RGB32);
    picture.fill(QColor(0x88, 0x33, 0x44));
    picture.save(folder.filePath(u"Poster of the spring launch, second version.png"_s));
    QFile file(folder.filePath(u"minutes.pdf"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray(70'000, 'x'));
    return {folder.filePath(u"Poster of the spring launch, second version.png"_s),
            folder.filePath(u"minutes.pdf"_s)};
}

void paint(const QDir &out, Theme::Mode mode)
{
    const QString suffix = mode == Theme::Mode::Dark ? u"-dark.png"_s : u"-light.png"_s;
    const auto path = [&](const QString &name) { return out.filePath(QString(name + suffix)); };
    const QTemporaryDir folder;
    {
        Scene scene(mode);
        scene.save(path(u"empty"_s));
        scene.composer().insertText(formatted);
        scene.save(path(u"formatted"_s));
    }
    {
        Scene scene(mode);
        Q_EMIT scene.pane(u"Conversation"_s)
            .view()
            .quoteRequested(MessageId(u"spaces/launch/messages/m00400"_s));
        scene.composer().addFiles(someFiles(folder));
        scene.composer().insertText(u"Yes, and here is the poster"_s);
        scene.save(path(u"quote-files"_s));
        Q_EMIT scene.pane(u"Conversation"_s)
            .view()
            .deleteRequested(MessageId(u"spaces/launch/messages/m00180"_s));
        scene.save(path(u"undo"_s));
    }
    {
        Scene scene(mode);
        QTest::keyClick(&scene.composer().editor(), Qt::Key_Up);
        scene.save(path(u"edit"_s));
        scene.composer().insertText(u"y"_s.repeated(31'990));
        scene.save(path(u"too-long"_s));
    }
    {
        Scene scene(mode);
        scene.house.window().openThread(
            {spaceId(u"launch"_s), ThreadId(u"spaces/launch/threads/m00095"_s)});
        scene.save(path(u"thread"_s));
    }
    {
        Scene scene(mode, 380);
        scene.composer().insertText(formatted);
        scene.save(path(u"narrow"_s));
        Q_EMIT scene.pane(u"Conversation"_s)
            .view()
            .deleteRequested(MessageId(u"spaces/launch/messages/m00180"_s));
        scene.save(path(u"narrow-undo"_s));
    }
    {
        Scene scene(mode);
        scene.withholdPosting();
        scene.save(path(u"withheld"_s));
        scene.composer().insertText(formatted);
        scene.save(path(u"withheld-draft"_s));
    }
    {
        Scene scene(mode, 380);
        scene.withholdPosting();
        scene.composer().insertText(u"The *banner* goes to the hall"_s);
        scene.save(path(u"narrow-withheld"_s));
    }
    {
        Scene scene(mode);
        scene.saveDrafts(path(u"drafts"_s));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QDir out(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    out.mkpath(u"."_s);
    paint(out, Theme::Mode::Light);
    paint(out, Theme::Mode::Dark);
    return 0;
}
