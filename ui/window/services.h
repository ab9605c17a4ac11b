// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/domain/ports.h"
#include "models/items/spacelistmodel.h"
#include "models/items/usertable.h"

class QSettings;

namespace linnet {
class DraftPort;
class EmojiPort;
class LookupPort;
class SpacePort;
class StoragePort;
class ThreadsPort;
} // namespace linnet

namespace linnet::ui {

class FileGate;
class LinkGate;
class MediaRule;
class Theme;

// Everything of one account that the window is made over: models that app/ feeds, ports that it
// implements, and what is shared with its other windows. All of it outlives the window.
struct Services
{
    items::SpaceListModel &spaces;
    items::UserTable &users;
    MessagePort &messages;
    DraftPort &drafts;
    TimelinePort &timelines;
    MediaPort &media;
    AccountPort &account;
    Theme &theme;
    LinkGate &links;
    const Clock &clock;
    QSettings *settings = nullptr; // widths and the like; null: nothing is remembered
    LookupPort *lookup = nullptr; // colleagues, who reacted; null: only what is cached
    SpacePort *rooms = nullptr; // rooms and who is in them; null: none of that is offered
    HistoryPort *history = nullptr; // whole histories; null: not offered
    ThreadsPort *threads = nullptr; // one's threads; null: not listed
    MediaRule *mediaRule = nullptr; // what pictures come by themselves; null: all, and no choice
    StoragePort *storage = nullptr; // what lies on the disk; null: not shown
    EmojiPort *emoji = nullptr; // making emoji; null: not offered
    FileGate *files = nullptr; // files to other programs; null: they are only saved
};

} // namespace linnet::ui
