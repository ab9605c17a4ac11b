// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinefixture.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace linnet::ui::test {

using namespace std::chrono_literals;

namespace {

// Builds the list, numbering messages by the minute.
class Samples
{
public:
    Message &add(const QString &name, const QString &text, const QString &from = u"anna"_s)
    {
        m_list.append({name, textMessage(m_minute, text)});
        m_minute += 1;
        Message &message = m_list.last().message;
        message.sender = person(from);
        return message;
    }
    void pause(int minutes) { m_minute += minutes; }
    [[nodiscard]] const QList<Sample> &list() const { return m_list; }

private:
    QList<Sample> m_list;
    int m_minute = -24 * 60; // begins the day before
};

void mention(Message &message, const QString &shown, const QString &user)
{
    Annotation annotation;
    annotation.type = user == u"all"_s ? AnnotationType::AllMention : AnnotationType::UserMention;
    annotation.start = int(message.text.indexOf(shown));
    annotation.length = int(shown.size());
    annotation.user = user == u"all"_s ? UserId() : person(user);
    message.annotations.append(annotation);
    message.formattedText.replace(shown, u"<users/%1>"_s.arg(user));
}

Attachment file(const QString &name, const QString &type, const QString &media = u"m/file"_s)
{
    Attachment attachment;
    attachment.contentName = name;
    attachment.contentType = type;
    attachment.mediaName = media;
    return attachment;
}

Emoji unicode(const QString &text)
{
    Emoji emoji;
    emoji.unicode = text;
    return emoji;
}

void addTexts(Samples &s)
{
    s.add(u"plain"_s, u"Good morning! The new drawings are in the folder."_s);
    s.add(u"grouped"_s,
          u"I moved the old ones to the archive, so that nobody prints them again."_s);
    Message &styles = s.add(u"styles"_s, u"bold italic strike code all"_s);
    styles.formattedText
        = u"This is *bold*, this _italic_, this ~gone~, and `make test` is code. *_Both_* work too."_s;
    s.pause(20);
    s.add(u"long"_s,
          u"We looked at the bearing again this morning. It runs hot after forty minutes, but only "
          "when the hall is above 26 degrees, which explains why nobody saw it in March. Two "
          "options: a larger clearance, which costs us nothing but the play we fought for, or the "
          "oil with the higher index. I would try the oil first, because it can be undone in an "
          "afternoon.\n\nThe second pump stays as it is until Monday."_s,
          u"tomas"_s);
    Message &bullets = s.add(u"bullets"_s, u"list"_s, u"tomas"_s);
    bullets.formattedText = u"For Thursday:\n* measure the *housing* at both ends\n* bring the oil "
                            "samples from hall two, the ones with the yellow labels, and keep them "
                            "out of the sun\n* ask Priya about the `torque` values\nThat is all."_s;
    Message &quote = s.add(u"blockquote"_s, u"quote"_s, u"tomas"_s);
    quote.formattedText = u"> The clearance must not exceed 0.08 mm.\n> It is written so in the "
                          u"drawing.\nThen we are "
                          "out by a hair."_s;
    Message &code = s.add(u"codeblock"_s, u"code"_s, u"anna"_s);
    code.formattedText = u"The sensor says:\n```\nfor (int i = 0; i < samples; ++i) {\n    if "
                         "(temperature[i] > limit)\n        report(i, temperature[i]);\n}\n```"_s;
    Message &links = s.add(u"links"_s, u"links"_s, u"anna"_s);
    links.formattedText
        = u"See https://example.com/drawings/bearing?rev=7 and <https://example.com/"
          "plan|the plan for spring>, or write to <mailto:plan@example.com|the office>."_s;
    Message &mentions
        = s.add(u"mentions"_s,
                u"@Jonas Keller can you look? @Tomáš Dvořák knows the rest. @all: lunch at 12."_s,
                u"anna"_s);
    mention(mentions, u"@Jonas Keller"_s, u"me"_s);
    mention(mentions, u"@Tomáš Dvořák"_s, u"tomas"_s);
    mention(mentions, u"@all"_s, u"all"_s);
    mentions.mentionsMe = true;
    Message &custom = s.add(u"customemoji"_s, u"Shipped :party-linnet: at last"_s, u"anna"_s);
    Annotation annotation;
    annotation.type = AnnotationType::CustomEmoji;
    annotation.start = 8;
    annotation.length = 14;
    annotation.emoji.customName = u"customEmojis/e1"_s;
    annotation.emoji.customShortName = u":party-linnet:"_s;
    custom.annotations.append(annotation);
    Message &alone = s.add(u"customemojialone"_s, u":party-linnet: 🎉"_s, u"anna"_s);
    annotation.start = 0;
    alone.annotations.append(annotation);
    s.add(u"emoji"_s, u"🎉🙌"_s, u"me"_s);
    s.add(u"emojiintext"_s,
          u"That was quick 😄 thank you all 👍🏽\nand a second line under it"_s, u"me"_s);
    s.add(u"righttoleft"_s,
          u"مرحبا، هل رأيتم المخطط الجديد؟\nThe drawing is revision 7.\nשלום לכולם"_s, u"lea"_s);
}

void addPeople(Samples &s)
{
    s.pause(30);
    s.add(u"external"_s, u"Hello from outside. The torque values are 12 and 14 Nm."_s, u"guest"_s);
    Message &app = s.add(u"app"_s, u""_s, u"bot"_s);
    app.formattedText.clear();
    app.cards = R"({"cardsV2":[{"cardId":"a","card":{"header":{"title":"Build 1482 passed",
        "subtitle":"main, 12 minutes"},"sections":[{"widgets":[{"decoratedText":{"topLabel":"Branch",
        "text":"<b>release/7.2</b>"}},
        {"textParagraph":{"text":"All 412 tests passed; two were slower than yesterday."}},
        {"buttonList":{"buttons":[{"text":"Open the report","onClick":{"openLink":
        {"url":"https://example.com/builds/1482"}}},{"text":"Rerun","onClick":{"action":{}}}]}}]}]}}]})";
    Message &dark = s.add(u"unreadablecard"_s, u""_s, u"bot"_s);
    dark.formattedText.clear();
    dark.cards = R"({"cardsV2":[{"card":{"sections":[{"widgets":[{"newWidget":{}}]}]}}]})";
    Message &secret = s.add(u"private"_s, u"Your token ends tomorrow."_s, u"bot"_s);
    secret.privateViewer = person(u"me"_s);
    s.add(u"longname"_s,
          u"A name that does not fit in a narrow window must give way, the time must not."_s,
          u"long"_s);
    s.add(u"unknownsender"_s, u"Somebody whose name the service does not tell."_s, u"nobody"_s);
}

void addParts(Samples &s)
{
    s.pause(45);
    Message &quoted = s.add(u"quoted"_s, u"Agreed, the oil first."_s, u"me"_s);
    Quote quote;
    quote.message = MessageId(u"spaces/AAA/messages/x.x"_s);
    quote.sender = person(u"tomas"_s);
    quote.text = u"I would try the oil first, because it can be undone in an afternoon."_s;
    quoted.quote = quote;
    Message &picture = s.add(u"picture"_s, u"From the hall this morning"_s, u"tomas"_s);
    picture.attachments = {file(u"hall.png"_s, u"image/png"_s, u"m/hall"_s)};
    Message &pictures = s.add(u"pictures"_s, u""_s, u"tomas"_s);
    pictures.formattedText.clear();
    pictures.attachments = {file(u"one.png"_s, u"image/png"_s, u"m/one"_s),
                            file(u"two.png"_s, u"image/png"_s, u"m/two"_s),
                            file(u"missing.png"_s, u"image/png"_s, u"m/missing"_s)};
    Message &files = s.add(u"files"_s, u"Minutes and numbers:"_s, u"tomas"_s);
    files.attachments = {file(u"minutes.pdf"_s, u"application/pdf"_s),
                         file(u"measurements of the second bearing, hall two, run 14 to 22, "
                              "corrected.ods"_s,
                              u"application/vnd.oasis.opendocument.spreadsheet"_s)};
    Attachment drive = file(u"Plan for spring"_s, u"application/vnd.google-apps.document"_s, {});
    drive.source = AttachmentSource::Drive;
    drive.driveFileId = u"d1"_s;
    files.attachments.append(drive);
    Message &rich = s.add(u"richlink"_s, u"https://docs.google.com/document/d/1"_s, u"anna"_s);
    Annotation link;
    link.type = AnnotationType::RichLink;
    link.length = int(rich.text.size());
    link.uri = rich.text;
    link.title = u"Offer for the second line"_s;
    rich.annotations.append(link);
    Message &reactions = s.add(u"reactions"_s, u"The test run is through!"_s, u"anna"_s);
    reactions.reactions = {
        {unicode(u"👍"_s), 4, false}, {unicode(u"🎉"_s), 12, true}, {unicode(u"❤️"_s), 1, false}};
    Emoji own;
    own.customName = u"customEmojis/e1"_s;
    own.customShortName = u":party-linnet:"_s;
    reactions.reactions.append({own, 2, false});
    Message &replies = s.add(u"replies"_s, u"Who can take the early shift on Friday?"_s, u"anna"_s);
    replies.replyCount = 3;
    replies.replySenders = {person(u"tomas"_s), person(u"me"_s), person(u"guest"_s)};
    replies.lastReplyTime = Timestamp::fromString(u"2026-03-12T09:42:00Z");
    Message &both = s.add(u"repliesandreactions"_s, u"And who brings the cake?"_s, u"anna"_s);
    both.reactions = {{unicode(u"🍰"_s), 3, true}};
    both.replyCount = 1;
    both.replySenders = {person(u"tomas"_s)};
    both.lastReplyTime = Timestamp::fromString(u"2026-03-12T14:01:00Z");
    both.failedReplies = 1;
    s.add(u"replynotsent"_s, u"The first answer did not get through."_s, u"anna"_s).failedReplies
        = 1;
    Message &edited = s.add(u"edited"_s, u"Friday at ten, not at nine."_s, u"anna"_s);
    edited.lastUpdateTime = edited.createTime + 60s;
    Message &deleted = s.add(u"deleted"_s, u""_s, u"anna"_s);
    deleted.formattedText.clear();
    deleted.deleteTime = deleted.createTime + 60s;
    deleted.deletedBy = DeletedBy::Creator;
    Message &empty = s.add(u"unshowable"_s, u""_s, u"bot"_s);
    empty.formattedText.clear();
}

// What is rarer.
void addRarities(Samples &s)
{
    s.pause(30);
    Message &forward = s.add(u"forwarded"_s, u""_s, u"tomas"_s);
    forward.formattedText.clear();
    Quote quote;
    quote.type = QuoteType::Forward;
    quote.message = MessageId(u"spaces/BBB/messages/y.y"_s);
    quote.sender = person(u"guest"_s);
    quote.text = u"The second delivery comes on Monday, between eight and ten."_s;
    quote.forwardedFrom = SpaceId(u"spaces/BBB"_s);
    quote.forwardedFromName = u"Deliveries"_s;
    forward.quote = quote;
    const auto gone = [&s](const QString &name, const QString &sender, DeletedBy by) -> Message * {
        Message &message = s.add(name, u""_s, sender);
        message.formattedText.clear();
        message.deleteTime = message.createTime + 60s;
        message.deletedBy = by;
        return &message;
    };
    Message *held = gone(u"deletedundoable"_s, u"me"_s, DeletedBy::Creator);
    held->heldUntil = held->deleteTime + 7s;
    gone(u"deletedbyme"_s, u"me"_s, DeletedBy::Creator);
    gone(u"deletedbymanager"_s, u"tomas"_s, DeletedBy::SpaceOwner);
    gone(u"deletedbyadmin"_s, u"tomas"_s, DeletedBy::Admin);
    gone(u"expired"_s, u"bot"_s, DeletedBy::AppExpiry);
    Message &answer = s.add(u"citations"_s, u"The limit is 0.08 mm, at 20 degrees."_s, u"bot"_s);
    answer.citations = {{u"Drawing 4711, revision 7"_s, u"https://example.com/drawings/4711"_s},
                        {{}, u"https://example.com/norms/286"_s},
                        {u"A source without an address"_s, {}}};
    Message &preview = s.add(u"preview"_s, u"https://example.com/cases/17"_s, u"anna"_s);
    preview.matchedUrl = preview.text;
    preview.cards
        = R"({"cardsV2":[{"card":{"header":{"title":"Case 17","subtitle":"open since Monday",
        "imageUrl":"https://example.com/logo.png","imageType":"CIRCLE"},"sections":[{"widgets":[
        {"decoratedText":{"startIcon":{"iconUrl":"https://example.com/icons/person.png"},
        "topLabel":"Assigned to","text":"Priya Raman"}}]}]}}]})";
    Message &chart = s.add(u"picturecard"_s, u""_s, u"bot"_s);
    chart.formattedText.clear();
    chart.cards = R"({"cardsV2":[{"card":{"header":{"title":"Hall two"},"sections":[{"widgets":[
        {"image":{"imageUrl":"https://example.com/chart.png","altText":"Temperature of the week"}},
        {"grid":{"columnCount":2,"items":[
        {"title":"Pump one","image":{"imageUri":"https://example.com/one.png"}},
        {"title":"Pump two","image":{"imageUri":"https://example.com/two.png"}}]}}]}]}}]})";
    Message &served = s.add(u"servicepicture"_s, u""_s, u"bot"_s);
    served.formattedText.clear();
    served.cards = R"({"cardsV2":[{"card":{"header":{"title":"Storage","subtitle":"87 % full",
        "imageUrl":"https://www.gstatic.com/images/storage.png"},"sections":[{"widgets":[
        {"image":{"imageUrl":"https://www.gstatic.com/images/hall.png"}}]}]}}]})";
    Message &huddle = s.add(u"huddle"_s, u"https://meet.google.com/abc-defg-hij"_s, u"anna"_s);
    Annotation call;
    call.type = AnnotationType::RichLink;
    call.length = int(huddle.text.size());
    call.uri = huddle.text;
    call.title = u"Huddle"_s;
    call.link = RichLink();
    call.link->kind = linnet::LinkKind::MeetSpace;
    call.link->huddle = true;
    call.link->huddleState = HuddleState::Missed;
    huddle.annotations.append(call);
    Message &gif = s.add(u"gif"_s, u""_s, u"tomas"_s);
    gif.formattedText.clear();
    gif.gifUris = {u"https://media.example.com/dance.gif"_s};
    Message &other = s.add(u"privatetoother"_s, u"For one pair of eyes."_s, u"bot"_s);
    other.privateViewer = person(u"anna"_s);
    Message &keys = s.add(
        u"keycaps"_s, u"Press 2\ufe0f\u20e3 then #\ufe0f\u20e3 or 7\u20e3 (not 7)"_s, u"anna"_s);
    keys.reactions = {{unicode(u"2\ufe0f\u20e3"_s), 3, false},
                      {unicode(u"1\u20e3"_s), 1, true},
                      {unicode(u"\U0001f1e9\U0001f1ea"_s), 2, false},
                      {unicode(u"\U0001f469\u200d\U0001f4bb"_s), 2, false}};
    s.add(u"keycap"_s, u"2\ufe0f\u20e3"_s, u"me"_s);
}

void addHostile(Samples &s)
{
    s.pause(60);
    s.add(u"endless"_s, QString(5'000, u'x'), u"guest"_s);
    QString stacked = u"z"_s;
    for (int i = 0; i < 60; ++i)
        stacked += QChar(0x0300 + i);
    s.add(u"stacked"_s, stacked + u"algo"_s, u"guest"_s);
    s.add(u"markup"_s, u"<b>no</b> <img src=file:///etc/passwd> &amp; <a href=\"x\">y</a>"_s,
          u"guest"_s);
    Message &crowd = s.add(u"manyreactions"_s, u"Everybody has an opinion"_s, u"guest"_s);
    for (int i = 0; i < 40; ++i)
        crowd.reactions.append({unicode(QString::fromUcs4(U"\U0001F600", 1)), i + 1, i == 3});
}

void addPending(Samples &s)
{
    s.pause(24 * 60 - 4 * 60);
    const auto pending
        = [&s](const QString &name, const QString &text, SendState state) -> Message & {
        Message &message = s.add(name, text, u"me"_s);
        const int number = int(s.list().size());
        message.id = MessageId(u"spaces/AAA/messages/client-%1"_s.arg(number));
        message.formattedText.clear();
        message.sendState = state;
        message.outboxSequence = number;
        return message;
    };
    Error refused;
    refused.kind = ErrorKind::PermissionDenied;
    pending(u"failed"_s, u"This one was refused."_s, SendState::Failed).failure = refused;
    pending(u"waiting"_s, u"This one waits behind it."_s, SendState::WaitingForEarlier);
    Message &upload = pending(u"uploading"_s, u"The drawing, as promised"_s, SendState::Sending);
    upload.attachments = {file(u"bearing housing, revision 7.pdf"_s, u"application/pdf"_s, {})};
    upload.attachments[0].bytesSent = 3'400'000;
    upload.attachments[0].bytesTotal = 9'100'000;
    Message &picture = pending(u"uploading picture"_s, u"And the hall"_s, SendState::Sending);
    picture.attachments = {file(u"hall.png"_s, u"image/png"_s, {})};
    picture.attachments[0].localPath = u"/nowhere/hall"_s;
    picture.attachments[0].bytesSent = 900'000;
    picture.attachments[0].bytesTotal = 2'100'000;
    pending(u"queued"_s, u"Written on the train, goes out later"_s, SendState::Queued);
    pending(u"sending"_s,
            u"A longer one that is on its way at this very moment and fills more than one line, so "
            "that its mark stands behind the last of them"_s,
            SendState::Sending);
}

} // namespace

QList<Sample> everyKind()
{
    Samples samples;
    addTexts(samples);
    addPeople(samples);
    addParts(samples);
    addRarities(samples);
    addHostile(samples);
    addPending(samples);
    return samples.list();
}

} // namespace linnet::ui::test
