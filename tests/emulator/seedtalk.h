// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <random>

namespace emulator {

/// A stock of things people at work write, for the long history and for colleagues who post while
/// one watches.
QString historySentence(std::mt19937_64 &random);
QString historyReply(std::mt19937_64 &random);
QString liveSentence(std::mt19937_64 &random);

} // namespace emulator
