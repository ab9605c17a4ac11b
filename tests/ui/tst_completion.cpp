// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include "models/domain/emojitable.h"
#include "models/domain/portslookup.h"
#include "ui/composer/completer.h"
#include "ui/composer/composer.h"
#include "ui/composer/composeredit.h"
#include "ui/composer/speller.h"
#include "ui/composer/spelling.h"
#include "ui/composer/suggestions.h"
#include "ui/composer/writingsettings.h"
#include "ui/emoji/emojipicker.h"
#include "ui/emoji/emojishelf.h"
#include "ui/timeline/thumbnails.h"

#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace linnet;
using namespace linnet::ui;
using namespace linnet::ui::test;

namespace {

// A composer with suggestions in a window of its own.
struct Desk : House
{
    Desk()
    {
        furnish();
        window.resize(500, 400);
        composer = new Composer(theme, messages, messages, &window);
        composer->setNames({[this](const UserId &id) { return users.displayName(id); }, {}});
        suggestions = new Suggestions(users, spaces, composer);
        composer->setSuggestions(suggestions, {});
        composer->setGeometry(0, 250, 500, 150);
        composer->setTarget({spaceId(u"launch"_s), {}}, u"Spring launch"_s);
        window.show();
        QApplication::setActiveWindow(&window);
        composer->focusEditor();
        settle();
    }
    [[nodiscard]] Completer &list() { return *window.findChild<Completer *>(); }
    void type(const QString &text) { QTest::keyClicks(&composer->editor(), text); }
    void press(Qt::Key key) { QTest::keyClick(&composer->editor(), key); }
    [[nodiscard]] QStringList offered()
    {
        QStringList rows;
        for (int row = 0; list().isOpen() && row < list().model()->rowCount(); ++row)
            rows << list().model()->index(row, 0).data().toString();
        return rows;
    }

    QWidget window;
    Composer *composer;
    Suggestions *suggestions;
};

// An organisation with one emoji of its own; the rest nobody asks here.
class OurEmoji : public LookupPort
{
public:
    void people(const QString &, int, QObject *, Handler<QList<Person>>) override { }
    void customEmoji(QObject *context, Handler<QList<CustomEmoji>> handler) override
    {
        QMetaObject::invokeMethod(
            context,
            [handler] {
                handler(QList<CustomEmoji>{{u"customEmojis/abc"_s, u":linnet:"_s, {}}});
            },
            Qt::QueuedConnection);
    }
    void reactions(const MessageId &, QObject *, Handler<QList<Reaction>>) override { }
    void messages(const MessageQuery &, const QString &, QObject *, Handler<MessageHits>) override
    {
    }
    void spaces(const QString &, QObject *, Handler<QList<Space>>) override { }
};

// A small language: "bird", "sing", and what the affix file makes of it.
class Dictionary
{
public:
    explicit Dictionary(const QString &name, const QStringList &words)
    {
        write(QString(name + u".aff"_s), u"SET UTF-8\nTRY abdeginrs\n"_s);
        write(QString(name + u".dic"_s),
              QString(QString::number(words.size()) + u'\n' + words.join(u'\n') + u'\n'));
    }
    void add(const QString &name, const QStringList &words)
    {
        write(QString(name + u".aff"_s), u"SET ISO8859-1\nTRY abdeginrs\n"_s, true);
        write(QString(name + u".dic"_s),
              QString(QString::number(words.size()) + u'\n' + words.join(u'\n') + u'\n'), true);
    }
    [[nodiscard]] QStringList folders() const { return {m_folder.path()}; }

private:
    void write(const QString &name, const QString &text, bool latin = false)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(latin ? text.toLatin1() : text.toUtf8());
    }
    QTemporaryDir m_folder;
};

bool isMarked(const QTextDocument &document, int position)
{
    const QTextBlock block = document.findBlock(position);
    for (const auto &range : block.layout()->formats()) {
        const int at = position - block.position();
        if (at >= range.start && at < range.start + range.length
            && range.format.underlineStyle() == QTextCharFormat::SpellCheckUnderline)
            return true;
    }
    return false;
}

} // namespace

class CompletionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void triggers_data();
    void triggers();
    void mentionIsCompleted();
    void namesOfSeveralUnitsAreCompleted();
    void closesWithItsConversation();
    void membersComeFirst();
    void allMembersAreOffered();
    void directoryAddsColleagues();
    void allSaysWhomItReaches();
    void allReachesOne();
    void emojiIsCompleted();
    void organisationsEmojiAreOffered();
    void organisationsEmojiAreSeen();
    void panelShowsTheOrganisationsEmoji();
    void shelfKeepsTheTaste();
    void spaceBecomesALink();
    void escapeGoesOnWithout();
    void nothingInCode();
    void spellingInTwoLanguages();
    void misspeltWordsAreMarked();
    void menuOffersCorrections();
    void words();
    void settingsAreKept();
};

void CompletionTest::triggers_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("typed");
    QTest::newRow("at") << u"hi @an"_s << int(Trigger::Kind::Person) << u"an"_s;
    QTest::newRow("at alone") << u"@"_s << int(Trigger::Kind::Person) << u""_s;
    QTest::newRow("two words") << u"@anna be"_s << int(Trigger::Kind::Person) << u"anna be"_s;
    QTest::newRow("in brackets") << u"(@an"_s << int(Trigger::Kind::Person) << u"an"_s;
    QTest::newRow("mail") << u"me@example"_s << -1 << QString();
    QTest::newRow("blank") << u"@ an"_s << -1 << QString();
    QTest::newRow("emoji") << u"so :jo"_s << int(Trigger::Kind::Emoji) << u"jo"_s;
    QTest::newRow("smiley") << u"so :D"_s << -1 << QString();
    QTest::newRow("time") << u"at 10:30"_s << -1 << QString();
    QTest::newRow("address") << u"https://e"_s << -1 << QString();
    QTest::newRow("space") << u"see #des"_s << int(Trigger::Kind::Space) << u"des"_s;
    QTest::newRow("nothing") << u"plain words"_s << -1 << QString();
}

void CompletionTest::triggers()
{
    QFETCH(QString, line);
    QFETCH(int, kind);
    QFETCH(QString, typed);
    const auto trigger = triggerIn(line);
    QCOMPARE(trigger ? int(trigger->kind) : -1, kind);
    if (trigger) {
        QCOMPARE(trigger->typed, typed);
        QCOMPARE(trigger->length, int(typed.size()) + 1);
    }
}

void CompletionTest::mentionIsCompleted()
{
    Desk desk;
    desk.type(u"hi @tom"_s);
    QVERIFY(desk.list().isOpen());
    QCOMPARE(desk.offered().value(0), u"Tomáš Novák"_s);
    desk.press(Qt::Key_Tab);
    QVERIFY(!desk.list().isOpen());
    desk.type(u"look"_s);
    QCOMPARE(desk.composer->text(), u"hi <users/tomas> look"_s);
    QCOMPARE(desk.composer->editor().toPlainText(), u"hi @Tomáš Novák look"_s);
    // Enter takes, it does not send.
    desk.type(u" @in"_s);
    desk.press(Qt::Key_Return);
    QVERIFY(desk.messages.outgoing.isEmpty());
    QVERIFY(desk.composer->text().endsWith(u"<users/ines>"_s));
    QCOMPARE(desk.list().accessibleName(), u"Suggestions"_s);
}

// Letters that are seen as one may be several units.
void CompletionTest::namesOfSeveralUnitsAreCompleted()
{
    Desk desk;
    ChangeSet changes;
    User sunil;
    sunil.id = userId(u"sunil"_s);
    sunil.displayName = u"सुनील"_s;
    changes.users << sunil;
    desk.apply(changes);
    desk.composer->editor().insertPlainText(u"x @सु"_s); // keyClicks() types Latin letters only
    QCOMPARE(desk.offered().value(0), u"सुनील"_s);
    desk.press(Qt::Key_Tab);
    QVERIFY2(desk.composer->text().startsWith(u"x <users/"_s), qPrintable(desk.composer->text()));
}

void CompletionTest::closesWithItsConversation()
{
    Desk desk;
    desk.type(u"@an"_s);
    QVERIFY(desk.list().isOpen());
    desk.composer->setTarget({spaceId(u"design"_s), {}}, u"Design reviews"_s);
    QVERIFY(!desk.list().isOpen());
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.composer->text(), QString());
}

void CompletionTest::membersComeFirst()
{
    Desk desk;
    desk.suggestions->setPresent([] {
        return QList<UserId>{userId(u"ines"_s), userId(u"anna"_s)};
    });
    desk.type(u"@"_s);
    const QStringList rows = desk.offered();
    QCOMPARE(rows.mid(0, 2), (QStringList{u"Inês Carvalho"_s, u"Anna Berg"_s}));
    QVERIFY(!rows.contains(u"Mira Lindqvist"_s)); // oneself
    desk.press(Qt::Key_Down);
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.composer->text(), u"<users/anna>"_s);
}

// Also who never wrote here, once the service has told who is in; asked for when it is wanted.
void CompletionTest::allMembersAreOffered()
{
    Desk desk;
    QList<SpaceId> asked;
    std::function<void(const QList<UserId> &)> answer;
    desk.suggestions->setMembers([&](const SpaceId &space, const auto &handler) {
        asked << space;
        answer = handler;
    });
    desk.suggestions->setPresent([] { return QList<UserId>{userId(u"ines"_s)}; });
    desk.type(u"hello "_s);
    QVERIFY(asked.isEmpty());
    desk.type(u"@"_s);
    QCOMPARE(desk.offered(), (QStringList{u"Inês Carvalho"_s, u"all"_s}));
    desk.press(Qt::Key_Down);
    answer({userId(u"tomas"_s), userId(u"me"_s), userId(u"ines"_s), userId(u"anna"_s)});
    QCOMPARE(desk.offered(),
             (QStringList{u"Inês Carvalho"_s, u"Anna Berg"_s, u"Tomáš Novák"_s, u"all"_s}));
    QCOMPARE(desk.list().currentIndex().row(), 3); // what was chosen
    desk.type(u"t"_s);
    QCOMPARE(desk.list().currentIndex().row(), 0);
    QCOMPARE(desk.offered().value(0), u"Tomáš Novák"_s);
    QCOMPARE(asked, QList<SpaceId>{spaceId(u"launch"_s)}); // once
}

void CompletionTest::directoryAddsColleagues()
{
    Desk desk;
    std::function<void(const QList<Person> &)> answer;
    QString asked;
    desk.suggestions->setDirectory(
        [&](const QString &text, const std::function<void(const QList<Person> &)> &handler) {
            asked = text;
            answer = handler;
        });
    desk.type(u"@zo"_s);
    QCOMPARE(asked, u"zo"_s);
    QVERIFY(!desk.list().isOpen());
    Person zoe;
    zoe.user.id = userId(u"zoe"_s);
    zoe.user.displayName = u"Zoë Meyer"_s;
    zoe.user.email = u"zoe@example.com"_s;
    answer({zoe});
    QCOMPARE(desk.offered(), QStringList{u"Zoë Meyer"_s});
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.composer->text(), u"<users/zoe>"_s);
    QCOMPARE(desk.composer->editor().toPlainText(), u"@Zoë Meyer "_s);
}

void CompletionTest::allSaysWhomItReaches()
{
    Desk desk;
    desk.type(u"@al"_s);
    QCOMPARE(desk.offered().value(0), u"all"_s);
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.composer->text(), u"<users/all>"_s);
    const auto labels = desk.composer->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"notifies 11"_s);
    }));
}

void CompletionTest::allReachesOne()
{
    Desk desk;
    desk.change(u"launch"_s,
                [](Conversation &conversation) { conversation.space.memberCount = 2; });
    desk.type(u"@al"_s);
    QCOMPARE(desk.suggestions->matching({Trigger::Kind::Person, u"al"_s, 3}).value(0).detail,
             u"notifies one person"_s);
}

void CompletionTest::emojiIsCompleted()
{
    Desk desk;
    desk.type(u"well :tad"_s);
    QVERIFY(desk.offered().contains(u":tada:"_s));
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.composer->text(), u"well 🎉"_s);
    desk.type(u":joy:"_s); // typed in full
    QCOMPARE(desk.composer->text(), u"well 🎉 😂"_s);
}

void CompletionTest::organisationsEmojiAreOffered()
{
    Desk desk;
    OurEmoji lookup;
    EmojiShelf shelf(nullptr, &lookup, nullptr);
    desk.suggestions->setShelf(&shelf);
    desk.type(u"so :lin"_s);
    QTRY_VERIFY(desk.offered().contains(u":linnet:"_s)); // once the organisation has answered
    QCOMPARE(desk.offered().first(), u":linnet:"_s);
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.composer->text(), u"so <customEmojis/abc>"_s);
    QCOMPARE(desk.composer->editor().toPlainText(), u"so :linnet: "_s);
    desk.type(u":linnet:"_s); // in full
    QCOMPARE(desk.composer->text(), u"so <customEmojis/abc> <customEmojis/abc>"_s);
    QCOMPARE(shelf.nameOf(u"customEmojis/abc"_s), u":linnet:"_s);
    QCOMPARE(shelf.nameOf(u"customEmojis/other"_s), QString());
    // The skin tone that was chosen last.
    shelf.taste().setTone(SkinTone::Dark);
    desk.type(u" :+1:"_s);
    QVERIFY(desk.composer->text().endsWith(findEmoji(u"👍")->unicode(SkinTone::Dark)));
}

// Their picture stands in front once it is there; their name is enough until then.
void CompletionTest::organisationsEmojiAreSeen()
{
    const QTemporaryDir folder;
    QImage red(64, 64, QImage::Format_RGB32);
    red.fill(Qt::red);
    QVERIFY(red.save(folder.filePath(u"linnet.png"_s)));
    NoMedia media;
    OurEmoji lookup;
    EmojiShelf shelf(nullptr, &lookup, &media);
    Desk desk;
    desk.suggestions->setShelf(&shelf);
    desk.type(u"so :lin"_s);
    QTRY_COMPARE(desk.offered().value(0), u":linnet:"_s);
    const auto picture = [&desk] {
        const QVariant shown = desk.list().model()->index(0, 0).data(Qt::DecorationRole);
        return shown.value<QPixmap>().toImage();
    };
    const MediaRef ours = EmojiShelf::pictureOf(u"customEmojis/abc"_s);
    QTRY_VERIFY(shelf.pictures()->hasFailed(ours));
    QVERIFY(picture().isNull());
    media.files.insert(u"customEmojis/abc"_s, folder.filePath(u"linnet.png"_s));
    shelf.pictures()->retry();
    desk.type(u"n"_s);
    QTRY_VERIFY(!picture().isNull());
    QCOMPARE(picture().pixelColor(picture().rect().center()), QColor(Qt::red));
}

// The same in the panel, for what is in view only.
void CompletionTest::panelShowsTheOrganisationsEmoji()
{
    const QTemporaryDir folder;
    QImage red(64, 64, QImage::Format_RGB32);
    red.fill(Qt::red);
    QVERIFY(red.save(folder.filePath(u"red.png"_s)));
    NoMedia media;
    QList<CustomEmoji> many;
    for (int i = 0; i < 1000; ++i) {
        CustomEmoji each;
        each.name = u"customEmojis/e%1"_s.arg(i);
        each.shortName = u":ours-%1:"_s.arg(i);
        many.append(each);
        media.files.insert(each.name, folder.filePath(u"red.png"_s));
    }
    EmojiShelf shelf(nullptr, nullptr, &media);
    const Theme theme(Theme::Mode::Light);
    EmojiTaste taste;
    EmojiPicker picker(theme, taste);
    picker.setAttribute(Qt::WA_DeleteOnClose, false);
    picker.setPictures(shelf.pictures());
    picker.setCustom(many);
    picker.openBeside({100, 100, 20, 20});
    auto *list = picker.findChild<QListView *>();
    const QModelIndex start = list->model()->index(0, 0);
    const QModelIndex ours
        = list->model()->match(start, Qt::AccessibleTextRole, u":ours-0:"_s).value(0);
    QVERIFY(ours.isValid());
    const QPoint first = list->visualRect(ours).center();
    QTRY_COMPARE(list->viewport()->grab().toImage().pixelColor(first), QColor(Qt::red));
    QVERIFY2(media.fetched < 200, qPrintable(QString::number(media.fetched)));
    // What is scrolled to is fetched then.
    list->scrollTo(ours.sibling(ours.row() + 900, 0), QListView::PositionAtTop);
    const MediaRef far = EmojiShelf::pictureOf(u"customEmojis/e900"_s);
    QTRY_VERIFY(!shelf.pictures()->find(far).isNull());
}

void CompletionTest::shelfKeepsTheTaste()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    {
        EmojiShelf shelf(&settings, nullptr, nullptr);
        shelf.refresh(); // nobody to ask
        QVERIFY(shelf.custom().isEmpty());
        shelf.taste().use(u"🚀"_s);
        shelf.taste().setTone(SkinTone::Medium);
    }
    EmojiShelf again(&settings, nullptr, nullptr);
    QCOMPARE(again.taste().recent(1), QStringList{u"🚀"_s});
    QCOMPARE(again.taste().tone(), SkinTone::Medium);
}

void CompletionTest::spaceBecomesALink()
{
    Desk desk;
    desk.type(u"see #desi"_s);
    QCOMPARE(desk.offered(), QStringList{u"Design reviews"_s});
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.composer->text(), u"see <https://chat.google.com/room/design|Design reviews>"_s);
}

void CompletionTest::escapeGoesOnWithout()
{
    Desk desk;
    desk.type(u"@an"_s);
    QVERIFY(desk.list().isOpen());
    desk.press(Qt::Key_Escape);
    QVERIFY(!desk.list().isOpen());
    desk.type(u"n"_s);
    QVERIFY(!desk.list().isOpen());
    QCOMPARE(desk.composer->text(), u"@ann"_s);
    desk.type(u", @an"_s);
    QVERIFY(desk.list().isOpen());
}

void CompletionTest::nothingInCode()
{
    Desk desk;
    desk.composer->perform(CommandId::CodeBlock);
    desk.type(u"@an"_s);
    QVERIFY(!desk.list().isOpen());
}

void CompletionTest::spellingInTwoLanguages()
{
    Dictionary dictionary(u"en_XX"_s, {u"bird"_s, u"sing"_s, u"don't"_s});
    dictionary.add(u"de_XX"_s, {u"Vögel"_s, u"singen"_s});
    Speller speller(dictionary.folders());
    QCOMPARE(Speller::installed(dictionary.folders()), (QStringList{u"de_XX"_s, u"en_XX"_s}));
    QVERIFY(speller.isRight(u"brid"_s)); // nothing is read yet: nothing is wrong
    QSignalSpy changed(&speller, &Speller::changed);
    speller.setLanguages({u"en_XX"_s, u"de"_s, u"fr_FR"_s});
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(speller.isRight(u"bird"_s));
    QVERIFY(speller.isRight(u"don\u2019t"_s));
    QVERIFY(speller.isRight(u"Vögel"_s));
    QVERIFY(!speller.isRight(u"brid"_s));
    QVERIFY(!speller.isRight(u"日本"_s));
    QCOMPARE(speller.suggestions(u"brid"_s, 3).value(0), u"bird"_s);
    speller.setOwnWords({u"brid"_s});
    QVERIFY(speller.isRight(u"brid"_s));
}

void CompletionTest::misspeltWordsAreMarked()
{
    const Dictionary dictionary(u"en_XX"_s, {u"bird"_s, u"sing"_s});
    Desk desk;
    WritingSettings settings(nullptr);
    Speller speller(dictionary.folders());
    Spelling spelling(desk.composer->editor(), speller, settings, desk.theme);
    speller.setLanguages({u"en_XX"_s});
    QTRY_VERIFY(speller.isReady());
    const QTextDocument &document = *desk.composer->editor().document();
    desk.type(u"brid"_s);
    QVERIFY(!isMarked(document, 0)); // it is being typed
    desk.type(u" sing"_s);
    QVERIFY(isMarked(document, 0));
    QVERIFY(!isMarked(document, 6));
    desk.composer->editor().clear();
    desk.composer->insertText(u"<users/anna> `brid` <https://e.org|brid> x"_s);
    for (int i = 0; i < document.characterCount() - 1; ++i)
        QVERIFY(!isMarked(document, i));
    // What is sent knows nothing of it.
    QCOMPARE(desk.composer->text(), u"<users/anna> `brid` <https://e.org|brid> x"_s);
}

void CompletionTest::menuOffersCorrections()
{
    const Dictionary dictionary(u"en_XX"_s, {u"bird"_s, u"sing"_s});
    Desk desk;
    WritingSettings settings(nullptr);
    Speller speller(dictionary.folders());
    Spelling spelling(desk.composer->editor(), speller, settings, desk.theme);
    speller.setLanguages({u"en_XX"_s});
    QTRY_VERIFY(speller.isReady());
    desk.type(u"a brid sing"_s);
    QTextCursor at(desk.composer->editor().document());
    at.setPosition(4);
    QMenu menu;
    Q_EMIT desk.composer->editor().menuWanted(&menu, at);
    QCOMPARE(menu.actions().first()->text(), u"bird"_s);
    menu.actions().first()->trigger();
    QCOMPARE(desk.composer->text(), u"a bird sing"_s);
}

void CompletionTest::words()
{
    QStringList found;
    const QString text = u"Don't e-mail me@x.org or https://a.b/brid x1 7 at naïve Größe!"_s;
    for (const WordPlace &word : wordsOf(text))
        found << text.mid(word.start, word.length);
    QVERIFY2(!found.contains(u"brid"_s) && !found.contains(u"org"_s), qPrintable(found.join(u'|')));
    QVERIFY(found.contains(u"Don't"_s) && found.contains(u"naïve"_s) && found.contains(u"Größe"_s));
    QVERIFY(!found.contains(u"x1"_s) && !found.contains(u"7"_s));
}

void CompletionTest::settingsAreKept()
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    {
        WritingSettings settings(&store);
        QVERIFY(settings.enterSends());
        QCOMPARE(settings.sendDelay().count(), 0); // off until the person wants it
        settings.setEnterSends(false);
        settings.setSendDelay(std::chrono::seconds(60));
        settings.setLanguages({u"de_DE"_s, u"en_US"_s});
        settings.addOwnWord(u"Linnet"_s);
    }
    const WritingSettings settings(&store);
    QVERIFY(!settings.enterSends());
    QCOMPARE(settings.sendDelay(), WritingSettings::longestDelay);
    QCOMPARE(settings.languages(), (QStringList{u"de_DE"_s, u"en_US"_s}));
    QCOMPARE(settings.ownWords(), QStringList{u"Linnet"_s});
}

QTEST_MAIN(CompletionTest)
#include "tst_completion.moc"
