// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sync/mapping/errormapping.h"
#include "models/sync/services.h"

#include <QObject>

#include <memory>

namespace linnet::sync {

// Something that takes several steps over network and store, under a name. Started once, it ends
// once: with finished(), or without a word by abort() or its death; its calls die with it. It
// deletes itself after finished().
class Task : public QObject
{
    Q_OBJECT

public:
    Task(const Services &services, QObject *parent);
    ~Task() override;

    virtual void start() = 0;
    void abort();

Q_SIGNALS:
    void finished(const std::optional<linnet::Error> &error);

protected:
    [[nodiscard]] const Services &services() const { return m_services; }
    // What calls and queries are bound to.
    [[nodiscard]] QObject *context() const { return m_context.get(); }
    // For store::Batch::asked: before its first question left.
    [[nodiscard]] store::Moment asked() const { return m_asked; }
    void finish(const std::optional<Error> &error = std::nullopt);
    void fail(const api::Error &error) { finish(toError(error)); }

private:
    Services m_services;
    std::unique_ptr<QObject> m_context;
    store::Moment m_asked;
    bool m_over = false;
};

} // namespace linnet::sync
