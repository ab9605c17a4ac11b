// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sync/tasks/fetchpins.h"

#include "api/pager.h"
#include "models/sync/mapping/messagemapping.h"
#include "models/sync/mapping/pinmapping.h"

namespace linnet::sync {

FetchPins::FetchPins(const Services &services, SpaceId space, QObject *parent)
    : Task(services, parent)
    , m_space(std::move(space))
{
}

void FetchPins::start()
{
    api::Pager<api::ListMessagePins>::start(
        services().client, {.parent = m_space.name(), .pageSize = 100}, context(),
        [this](const api::ListMessagePinsResponse &page) {
            for (const api::MessagePin &wire : page.messagePins) {
                if (const std::optional<MessagePin> pin = toPin(wire))
                    m_pins.append({.pin = *pin});
            }
            return api::PageFlow::More;
        },
        [this](const api::Result<api::PagesEnd> &end) {
            if (!end)
                return fail(end.error());
            m_open = m_pins.size() + 1;
            for (qsizetype i = 0; i < m_pins.size(); ++i)
                look(i);
            oneLess();
        });
}

void FetchPins::look(qsizetype index)
{
    services().store.message(m_pins[index].pin.message, context(),
                             [this, index](const Result<Message> &message) {
                                 if (!message)
                                     return ask(index);
                                 m_pins[index].message = *message;
                                 oneLess();
                             });
}

void FetchPins::ask(qsizetype index)
{
    services().client.send(api::GetMessage{.name = m_pins[index].pin.message.name()}, context(),
                           [this, index](const api::Result<api::Message> &answer) {
                               // One that is gone leaves a pin without a message.
                               if (answer)
                                   m_pins[index].message = toMessage(*answer);
                               oneLess();
                           });
}

void FetchPins::oneLess()
{
    if (--m_open == 0)
        finish();
}

} // namespace linnet::sync
