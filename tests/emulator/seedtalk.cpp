// SPDX-License-Identifier: GPL-3.0-or-later
#include "seedtalk.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace emulator {

namespace {

QString one(std::mt19937_64 &random, const QStringList &list)
{
    return list.at(qsizetype(random() % quint64(list.size())));
}

const QStringList &things()
{
    static const QStringList list{u"the lamp controller"_s,
                                  u"the staging server"_s,
                                  u"the invoice export"_s,
                                  u"the onboarding mail"_s,
                                  u"the firmware for batch 7"_s,
                                  u"the dimmer curve"_s,
                                  u"the museum quote"_s,
                                  u"the Harrow Street install"_s,
                                  u"the price list"_s,
                                  u"the new housing"_s,
                                  u"the web shop"_s,
                                  u"the returns form"_s,
                                  u"the wiring diagram"_s,
                                  u"the test rig"_s,
                                  u"the sensor driver"_s,
                                  u"the trade fair stand"_s,
                                  u"the translation"_s,
                                  u"the spare parts page"_s,
                                  u"the power supply"_s,
                                  u"the release notes"_s};
    return list;
}

QString filled(std::mt19937_64 &random, QString pattern)
{
    static const QStringList days{u"Monday"_s, u"Tuesday"_s,  u"Wednesday"_s, u"Thursday"_s,
                                  u"Friday"_s, u"tomorrow"_s, u"next week"_s};
    static const QStringList numbers{u"3"_s, u"12"_s, u"40"_s, u"7"_s, u"250"_s, u"18"_s, u"2"_s};
    while (pattern.contains("%t"_L1))
        pattern.replace(pattern.indexOf("%t"_L1), 2, one(random, things()));
    while (pattern.contains("%d"_L1))
        pattern.replace(pattern.indexOf("%d"_L1), 2, one(random, days));
    while (pattern.contains("%n"_L1))
        pattern.replace(pattern.indexOf("%n"_L1), 2, one(random, numbers));
    pattern[0] = pattern.at(0).toUpper();
    return pattern;
}

} // namespace

QString historySentence(std::mt19937_64 &random)
{
    static const QStringList patterns{
        u"Morning all. I'm picking up %t today, shout if somebody else is already on it."_s,
        u"%t is back on the bench, same fault as last time: it drops out after about %n minutes."_s,
        u"Does anybody remember why we changed %t in spring? The ticket only says \"as discussed\"."_s,
        u"Customer called about %t. They are friendly, but they would like a date by %d."_s,
        u"I moved %t to %d so that we can test it with real parts."_s,
        u"Merged. %t now logs what it is doing, which should save us some guessing."_s,
        u"Heads up: I'll restart the staging server in %n minutes, takes a moment."_s,
        u"We are down to %n of the small connectors. Reordered, they arrive %d."_s,
        u"Numbers for %t are in the sheet. Better than I feared, worse than I hoped."_s,
        u"Can someone with a steady hand look at %t this afternoon?"_s,
        u"Tried %t with the long cable: works up to %n metres, then the signal gets noisy."_s,
        u"I wrote down how to calibrate %t. Please complain if a step is missing."_s,
        u"Who has the key for the meeting room cupboard?"_s,
        u"Coffee machine is fixed. It wanted descaling, as always."_s,
        u"Build is green again. The test for %t depended on the time zone."_s,
        u"I have *two questions* about %t: who signs it off, and do we tell the customer before %d?"_s,
        u"For the record: we agreed to keep %t as it is until after the fair."_s,
        u"The supplier confirmed %n pieces for %d, in writing this time."_s,
        u"Small thing, but %t has a typo on the second page: `recieve`."_s,
        u"Photos from the site visit are on the share. %t looks great at dusk."_s,
        u"I am out from %d on, Ines has all my notes on %t."_s,
        u"Measured again: _%n milliwatts_ in standby. That is with %t unplugged."_s,
        u"If nobody objects I will close the old ticket about %t on %d."_s,
        u"Lunch at the Turkish place? I'd leave in %n minutes."_s,
        u"Reminder: time sheets until %d, please. Yes, you too."_s,
        u"First customer feedback on %t: \"It just works\". I'll frame that."_s,
        u"%t needs a second pair of eyes before it goes out. Any volunteers?"_s,
        u"Found it! A loose ground wire. %n hours for one screw."_s,
        u"Proposal: we drop the third variant of %t. We sold %n in a year."_s,
        u"The inspector was here, no remarks. Well done, everybody."_s,
        u"Update on %t: parts are here, assembly starts %d."_s,
        u"Why do we have three versions of %t on the share? I kept the newest and archived the rest."_s};
    return filled(random, one(random, patterns));
}

QString historyReply(std::mt19937_64 &random)
{
    static const QStringList patterns{u"Thanks, that helps."_s,
                                      u"I can take that, but not before %d."_s,
                                      u"Agreed."_s,
                                      u"Same here, by the way. Since the last update."_s,
                                      u"Looks good to me."_s,
                                      u"Let me check and come back to you."_s,
                                      u"I'd rather wait for the parts. Otherwise we do it twice."_s,
                                      u"Done."_s,
                                      u"Are you sure? On my bench it took %n minutes."_s,
                                      u"Ha. I had exactly the same thought."_s,
                                      u"Could you put that into the ticket as well?"_s,
                                      u"+1"_s,
                                      u"Then let's talk about it %d, ten minutes should do."_s,
                                      u"Not urgent from my side."_s,
                                      u"It is in the cupboard, second shelf, blue box."_s,
                                      u"Works now. No idea why, which worries me a little."_s,
                                      u"I asked them, waiting for an answer."_s,
                                      u"Good catch!"_s};
    return filled(random, one(random, patterns));
}

QString liveSentence(std::mt19937_64 &random)
{
    static const QStringList patterns{
        u"Quick update: %t is on its way."_s,
        u"Is anybody looking at %t right now? It just sent me %n mails."_s,
        u"Back from the customer. They like %t, and they want %n more."_s,
        u"I'll be ten minutes late, the tram is stuck."_s,
        u"Just pushed a fix for %t."_s,
        u"Could someone open the gate? The courier is here."_s,
        u"Short question about %t: do we ship it with the *long* or the *short* cable?"_s,
        u"Test run finished, %n of %n passed. I'll write it up."_s,
        u"There is cake in the kitchen 🍰"_s,
        u"Nice, the numbers for %t went up again."_s,
        u"Reviewed %t, two remarks, otherwise ready."_s,
        u"Sounds good."_s,
        u"Give me five minutes, I am on the phone with the supplier."_s,
        u"Who is joining the call at three?"_s};
    return filled(random, one(random, patterns));
}

} // namespace emulator
