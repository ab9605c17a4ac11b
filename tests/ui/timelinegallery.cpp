// SPDX-License-Identifier: GPL-3.0-or-later
// Draws every kind of message and every state of the composer into PNG files, to be looked at:
//   timelinegallery FOLDER light|dark
#include "timelinefixture.h"

#include "tests/ui/quietport.h"
#include "ui/composer/composer.h"
#include "ui/emoji/emojipicker.h"
#include "ui/emoji/emojitaste.h"
#include "ui/timeline/thumbnails.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

QList<Message> messagesOf(const QList<Sample> &samples)
{
    QList<Message> messages;
    for (const Sample &sample : samples)
        messages.append(sample.message);
    return messages;
}

void save(QWidget &widget, const QDir &folder, const QString &name)
{
    const QString path = folder.filePath(name + u".png"_s);
    QTextStream(stdout) << path << (widget.grab().save(path) ? "" : ": cannot be written") << '\n';
}

void hover(TimelineView &view, const QPoint &at)
{
    QMouseEvent move(QEvent::MouseMove, at, view.viewport()->mapToGlobal(at), Qt::NoButton,
                     Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &move);
}

void select(TimelineView &view, const QPoint &from, const QPoint &to)
{
    const auto send = [&view](QEvent::Type type, const QPoint &at, Qt::MouseButton button,
                              Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, view.viewport()->mapToGlobal(at), button, buttons, {});
        QApplication::sendEvent(view.viewport(), &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, (from + to) / 2, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

void drawTimelines(const QDir &folder, Theme::Mode mode, const QString &suffix, QApplication &app)
{
    Stage stage(mode);
    stage.theme.applyTo(app);
    stage.addPicture(u"m/hall"_s, {1200, 800});
    stage.addPicture(u"m/one"_s, {400, 900});
    stage.addPicture(u"m/two"_s, {900, 400});
    stage.addPicture(u"customEmojis/e1"_s, {64, 64});
    for (const auto &[name, size] :
         {std::pair(u"logo"_s, QSize(80, 80)), std::pair(u"icons/person"_s, QSize(48, 48)),
          std::pair(u"chart"_s, QSize(900, 420)), std::pair(u"one"_s, QSize(300, 300)),
          std::pair(u"two"_s, QSize(500, 260))})
        stage.addPicture(u"https://example.com/%1.png"_s.arg(name), size);
    stage.addPicture(u"https://www.gstatic.com/images/storage.png"_s, {64, 64});
    stage.addPicture(u"https://www.gstatic.com/images/hall.png"_s, {1200, 500});
    QList<Message> messages = messagesOf(everyKind());
    for (Message &message : messages) {
        for (Attachment &attachment : message.attachments) {
            if (!attachment.localPath.isEmpty())
                attachment.localPath = stage.media.files.value(u"m/hall"_s);
        }
    }
    stage.open(messages, messages.at(16).createTime);
    for (const int width : {300, 560, 1100}) {
        stage.view->resize(width, 1200);
        stage.settle();
        int page = 1;
        QScrollBar *bar = stage.view->verticalScrollBar();
        for (int y = 0;; y += 1100) {
            bar->setValue(y);
            stage.settle();
            QElapsedTimer decoding; // of pictures, on their own thread
            for (decoding.start(); decoding.elapsed() < 100;)
                QApplication::processEvents(QEventLoop::AllEvents, 5);
            save(*stage.view, folder, u"timeline-%1-%2-%3"_s.arg(suffix).arg(width).arg(page++));
            if (bar->value() >= bar->maximum())
                break;
        }
    }
    // Under the pointer, with the keyboard, scrolled away, and short.
    stage.view->resize(720, 520);
    stage.settle();
    stage.view->verticalScrollBar()->setValue(400);
    stage.settle();
    hover(*stage.view, {200, 260});
    save(*stage.view, folder, u"hover-%1"_s.arg(suffix));
    stage.view->setFocus(Qt::TabFocusReason);
    QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, Qt::NoModifier);
    QApplication::sendEvent(stage.view.get(), &down);
    stage.settle();
    save(*stage.view, folder, u"focus-%1"_s.arg(suffix));
    // Selected from the middle of one to the middle of another, and a choice of emoji.
    stage.view->verticalScrollBar()->setValue(120);
    stage.settle();
    select(*stage.view, {150, 60}, {260, 330});
    save(*stage.view, folder, u"selected-%1"_s.arg(suffix));
    stage.view->clearTextSelection();
    EmojiTaste taste;
    taste.use(u"\U0001f680"_s);
    EmojiPicker picker(stage.theme, taste);
    picker.setAttribute(Qt::WA_DeleteOnClose, false);
    Thumbnails pictures(stage.media);
    picker.setPictures(&pictures);
    picker.setCustom({{u"customEmojis/e1"_s, u":bearing:"_s}, {u"customEmojis/e2"_s, u":gate:"_s}});
    picker.openBeside({100, 100, 20, 20});
    stage.settle();
    save(picker, folder, u"emoji-%1"_s.arg(suffix));
    picker.hide();
    const QString line
        = u"const auto answer = firstPart(of, something) + secondPart(of, something, "
          "else) + thirdPart(of, it, all);"_s;
    Message upload = textMessage(90, u"The drawing, as promised"_s);
    upload.sender = person(u"me"_s);
    upload.sendState = SendState::Sending;
    upload.outboxSequence = 1;
    Attachment attachment;
    attachment.contentName = u"bearing housing, revision 7.pdf"_s;
    attachment.contentType = u"application/pdf"_s;
    attachment.bytesSent = 3'400'000;
    attachment.bytesTotal = 9'100'000;
    upload.attachments = {attachment};
    stage.open({textMessage(1, u"A long line:\n```\n"_s + line + u"\nshort();\n```"_s), upload});
    hover(*stage.view, {200, stage.view->height() - 160});
    save(*stage.view, folder, u"code-%1"_s.arg(suffix));
    stage.open(messages.mid(0, 3));
    save(*stage.view, folder, u"short-%1"_s.arg(suffix));
}

// Pictures of the net: waiting for the reader's word, and there, each in its own shape.
void drawNetPictures(const QDir &folder, Theme::Mode mode, const QString &suffix, QApplication &app)
{
    Stage stage(mode);
    stage.theme.applyTo(app);
    PictureRule rule(nullptr);
    stage.view->setPictureRule(&rule);
    const QList<QSize> sizes{{498, 280}, {220, 400}, {64, 64}, {900, 240}, {640, 640}};
    QList<Message> messages;
    for (int i = 0; i < int(sizes.size()); ++i) {
        const QString gif = u"https://gifs.example.com/%1.gif"_s.arg(i);
        const QString chart = u"https://charts.example.com/%1.png"_s.arg(i);
        stage.addPicture(gif, sizes[i]);
        stage.addPicture(chart, sizes[i]);
        messages.append(textMessage(2 * i, i % 2 == 0 ? u"Look at this"_s : QString()));
        messages.last().gifUris = {gif};
        messages.append(textMessage(2 * i + 1, {}));
        messages.last().sender = person(u"bot"_s);
        messages.last().cards
            = R"({"cardsV2":[{"card":{"sections":[{"widgets":[{"image":{"imageUrl":")"
            + chart.toUtf8() + R"(","altText":"Chart"}},{"textParagraph":{"text":"Below"}}]}]}}]})";
    }
    stage.open(messages);
    for (const QString &state : {u"waiting"_s, u"loaded"_s}) {
        for (const int width : {320, 640}) {
            stage.view->resize(width, state == u"waiting"_s ? 1200 : 2200);
            stage.settle();
            QElapsedTimer decoding;
            for (decoding.start(); decoding.elapsed() < 300;)
                QApplication::processEvents(QEventLoop::AllEvents, 5);
            stage.settle();
            save(*stage.view, folder, u"net-%1-%2-%3"_s.arg(state, suffix).arg(width));
        }
        rule.setLoadsAll(true);
    }
    stage.view->setPictureRule(nullptr);
}

// Pictures that wait to be asked for: one, two, three beside each other, a GIF, long names.
void drawWithheld(const QDir &folder, Theme::Mode mode, const QString &suffix, QApplication &app)
{
    const auto stage = std::make_unique<Stage>(mode);
    stage->theme.applyTo(app);
    const QString gif = u"https://www.gstatic.com/dance.gif"_s;
    stage->media.withheld
        = {{u"one"_s, 12'400'000}, {u"two"_s, 5'300'000}, {u"three"_s, -1}, {gif, 7'000'000}};
    const auto attachment = [](const QString &media, const QString &name) {
        Attachment file;
        file.contentName = name;
        file.contentType = u"image/jpeg"_s;
        file.mediaName = media;
        return file;
    };
    const Attachment one = attachment(u"one"_s, u"Harbour at dawn.jpg"_s);
    const Attachment two = attachment(
        u"two"_s, u"A very long name of a picture that nobody can read to its end (final).jpg"_s);
    QList<Message> messages{textMessage(1, u"One"_s), textMessage(2, u"Some"_s),
                            textMessage(3, u"A GIF"_s)};
    messages[0].attachments = {one};
    messages[1].attachments = {one, two, attachment(u"three"_s, u"plan.png"_s)};
    messages[2].gifUris = {gif};
    stage->open(messages);
    for (const int width : {320, 900}) {
        stage->view->resize(width, 1000);
        stage->settle();
        save(*stage->view, folder, u"withheld-%1-%2"_s.arg(suffix).arg(width));
    }
}

void drawComposers(const QDir &folder, Theme::Mode mode, const QString &suffix, QApplication &app)
{
    Theme theme(mode);
    theme.applyTo(app);
    QuietPort port;
    const auto draw = [&](const QString &name, const std::function<void(Composer &)> &prepare,
                          int width = 640) {
        Composer composer(theme, port, port);
        composer.setAutoFillBackground(true);
        composer.setTarget({sampleSpace(), {}}, u"Anna Berg"_s);
        composer.show();
        composer.resize(width, 60);
        prepare(composer);
        for (int i = 0; i < 4; ++i) {
            QApplication::processEvents();
            composer.resize(width, composer.sizeHint().height());
        }
        save(composer, folder, u"composer-%1-%2"_s.arg(name, suffix));
    };
    draw(u"empty"_s, [](Composer &) {});
    draw(u"text"_s, [](Composer &c) {
        c.insertText(u"Shall we meet at ten?\nI bring the samples."_s);
        c.focusEditor();
    });
    draw(u"toolong"_s, [](Composer &c) { c.insertText(QString(32'100, u'a')); });
    draw(u"disabled"_s,
         [](Composer &c) { c.setDisabledReason(u"Only managers can write here."_s); });
    draw(
        u"thread"_s,
        [](Composer &c) {
            c.setTarget({sampleSpace(), ThreadId(u"spaces/AAA/threads/t"_s)},
                        u"a very long name of a space that does not fit into the field at all"_s);
        },
        320);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    const QString mode = argc == 3 ? QString::fromLatin1(argv[2]) : QString();
    if (mode != "light"_L1 && mode != "dark"_L1) {
        QTextStream(stderr) << "Usage: timelinegallery FOLDER light|dark\n";
        return 2;
    }
    QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(u"."_s);
    const Theme::Mode chosen = mode == "dark"_L1 ? Theme::Mode::Dark : Theme::Mode::Light;
    drawNetPictures(folder, chosen, mode, app);
    drawWithheld(folder, chosen, mode, app);
    drawTimelines(folder, chosen, mode, app);
    drawComposers(folder, chosen, mode, app);
    return 0;
}
