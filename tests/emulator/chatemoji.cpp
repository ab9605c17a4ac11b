// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter.h"
#include "methods.h"

#include <QImage>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

constexpr qsizetype maximumBytes = 262'144;

CustomEmoji &find(Call &call)
{
    const QString id = segment(call.path.value(u"name"_s), 1);
    const auto found
        = std::find_if(call.world.customEmojis.begin(), call.world.customEmojis.end(),
                       [&](const CustomEmoji &e) { return e.id == id || e.name == id; });
    if (found == call.world.customEmojis.end())
        throw Refusal::notFound(u"Custom emoji not found."_s);
    return *found;
}

HttpResponse listEmojis(Call &call)
{
    const QString filter = call.text("filter");
    bool own = false;
    bool others = false;
    if (!filter.isEmpty()) {
        FilterNode node = parseFilter(filter);
        others = node.kind == FilterNode::Kind::Not;
        if (others)
            node = FilterNode(node.children.front());
        own = !others;
        if (node.kind != FilterNode::Kind::Function || node.field != "creator"_L1
            || node.value != "users/me"_L1)
            throw Refusal::invalid(u"Invalid filter: only creator(\"users/me\") is supported."_s);
    }
    std::vector<const CustomEmoji *> found;
    for (const CustomEmoji &emoji : call.world.customEmojis) {
        const bool mine = emoji.creator == call.user;
        if ((!own || mine) && (!others || !mine))
            found.push_back(&emoji);
    }
    const Wire wire = call.wire();
    return call.page(u"customEmojis"_s, qsizetype(found.size()),
                     [&](qsizetype i) { return wire.customEmoji(*found[size_t(i)]); });
}

HttpResponse getEmoji(Call &call)
{
    return call.wire().customEmoji(find(call));
}

HttpResponse createEmoji(Call &call)
{
    if (call.settings.emojiLocked)
        throw Refusal::denied(u"Custom emoji are disabled by the administrator."_s);
    static const QRegularExpression form(u"^:[a-z0-9]+(?:[-_][a-z0-9]+)*:$"_s);
    CustomEmoji emoji;
    emoji.name = call.body.value("emojiName"_L1).toString();
    if (!form.match(emoji.name).hasMatch())
        throw Refusal::invalidField(u"custom_emoji.emoji_name"_s, u"Invalid emoji name."_s);
    for (const CustomEmoji &other : call.world.customEmojis) {
        if (other.name == emoji.name)
            throw Refusal::exists(u"An emoji of this name exists already."_s);
    }
    const QJsonObject payload = call.body.value("payload"_L1).toObject();
    const QString file = payload.value("filename"_L1).toString().toLower();
    if (!file.endsWith(".png"_L1) && !file.endsWith(".jpg"_L1) && !file.endsWith(".gif"_L1))
        throw Refusal::invalidField(u"custom_emoji.payload.filename"_s,
                                    u"Unsupported file type."_s);
    emoji.image = QByteArray::fromBase64(payload.value("fileContent"_L1).toString().toLatin1());
    const QImage image = QImage::fromData(emoji.image);
    if (image.isNull() || emoji.image.size() > maximumBytes || image.width() != image.height()
        || image.width() < 64 || image.width() > 500) {
        throw Refusal::invalidField(
            u"custom_emoji.payload.file_content"_s,
            u"A square image of 64 to 500 pixels, under 256 KB, is required."_s);
    }
    emoji.id = call.world.newId(16);
    emoji.creator = call.user;
    call.world.customEmojis.push_back(emoji);
    call.world.touch();
    QJsonObject json = call.wire().customEmoji(emoji);
    json.remove("temporaryImageUri"_L1);
    return json;
}

HttpResponse deleteEmoji(Call &call)
{
    const CustomEmoji &emoji = find(call);
    if (emoji.creator != call.user)
        throw Refusal::denied(u"Only the creator may delete a custom emoji."_s);
    const QString id = emoji.id;
    std::erase_if(call.world.customEmojis, [&](const CustomEmoji &e) { return e.id == id; });
    call.world.touch();
    return QJsonObject();
}

} // namespace

void addEmojiMethods(Handlers &handlers)
{
    handlers.insert(u"customEmojis.list"_s, listEmojis);
    handlers.insert(u"customEmojis.get"_s, getEmoji);
    handlers.insert(u"customEmojis.create"_s, createEmoji);
    handlers.insert(u"customEmojis.delete"_s, deleteEmoji);
}

} // namespace emulator
