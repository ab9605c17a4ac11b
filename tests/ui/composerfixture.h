// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/portsdrafts.h"
#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

// What the tests of the composer share: ports that remember what was asked, and a composer to write
// in.
namespace linnet::ui::test {

// Keeps drafts in memory and files in a folder, and answers sends when told to.
class FakePorts : public MessagePort, public DraftPort
{
public:
    struct Sent
    {
        TimelineScope target;
        QString text;
        OutgoingMessage message;
        Handler<MessageId> handler;
    };
    QList<Sent> sent;
    QStringList edits;
    QHash<TimelineScope, WrittenDraft> written;
    int saves = 0;
    bool failDrafts = false; // none can be read
    bool holdDrafts = false;
    QList<std::function<void()>> heldDrafts;
    bool holdFiles = false;
    QList<std::function<void()>> heldFiles;
    QTemporaryDir kept;

    [[nodiscard]] QString draftOf(const TimelineScope &scope) const
    {
        return written.value(scope).text;
    }

    void send(const TimelineScope &target, const OutgoingMessage &message, QObject *context,
              Handler<MessageId> handler) override;
    void setSendDelay(std::chrono::seconds) override { }
    void retry(const MessageId &) override { }
    void takeBack(const MessageId &, QObject *, Handler<OutgoingMessage>) override { }
    void edit(const MessageId &message, const QString &text) override;
    void remove(const MessageId &) override { }
    void removeWithReplies(const MessageId &) override { }
    void undoRemove(const MessageId &) override { }
    void setReaction(const MessageId &, const Emoji &, bool) override { }

    void save(const WrittenDraft &draft) override;
    void draft(const TimelineScope &target, QObject *context,
               Handler<WrittenDraft> handler) override;
    void drafts(QObject *context, Handler<QList<ListedDraft>> handler) override;
    void keepFile(const QByteArray &content, const QString &name, const QString &contentType,
                  QObject *context, Handler<OutgoingFile> handler) override;
    // What was held.
    void answerDrafts();
    void answerFiles();
};

[[nodiscard]] TimelineScope scope(const QString &space, const QString &thread = {});

class ComposerFixture : public QObject
{
    Q_OBJECT
protected:
    void setUp();
    void tearDown();
    // Another run of the program over the same drafts. The former one was killed: what it did not
    // keep by then is lost.
    void startAgain();

    [[nodiscard]] ComposerEdit &edit() { return m_composer->editor(); }
    [[nodiscard]] QToolButton &button() { return named(QStringLiteral("Send")); }
    [[nodiscard]] QToolButton &named(const QString &name);
    // What the composer itself says, not its banner and files.
    [[nodiscard]] QString notices();
    void type(const QString &text) { QTest::keyClicks(&edit(), text); }
    void enter(Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&edit(), Qt::Key_Return, modifiers);
    }

    Theme m_theme{Theme::Mode::Light};
    std::unique_ptr<FakePorts> m_port;
    std::unique_ptr<Composer> m_composer;

private:
    void begin();
};

} // namespace linnet::ui::test
