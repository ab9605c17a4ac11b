// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QRegularExpression>
#include <QString>

#include <optional>
#include <vector>

namespace emulator {

/// One method of the service, as the project's description has it.
struct Method
{
    QString id; ///< "spaces.messages.list"
    QByteArray verb;
    QRegularExpression path;
    QStringList parameters; ///< names of the path's parameters, in order of capture
    QHash<QString, QString> query; ///< name -> type notation
    QString body;
    QString answer;
    int pageDefault = 0;
    int pageMaximum = 0;
    bool pageInBody = false;
    QString quota; ///< "messages.read"
    QString perSpace; ///< "read", "write", "reaction" or empty
    QStringList auth; ///< "user", "app", "admin"
    QStringList scopes; ///< full addresses
};

/// The description in api/schema read as data: the strictness of the emulator. Nothing else of
/// the client is used here.
class Schema
{
public:
    /// description: the JSON document of api/schema/chat.json.
    explicit Schema(const QJsonObject &description);
    static Schema fromResource();

    [[nodiscard]] const std::vector<Method> &methods() const { return m_methods; }
    [[nodiscard]] const Method *method(const QString &id) const;

    /// What is wrong with a value as the named type, with the path to it; nothing when it fits.
    /// Output-only fields are let through, as the service ignores them.
    [[nodiscard]] std::optional<QString> complaint(const QJsonObject &value, const QString &type,
                                                   const QString &at = {}) const;
    /// The same for one query parameter.
    [[nodiscard]] std::optional<QString> queryComplaint(const Method &method, const QString &name,
                                                        const QString &value) const;
    [[nodiscard]] bool hasField(const QString &type, const QString &field) const;
    /// What is below a field: the name of a type, empty for plain values, nothing when the type has
    /// no such field. A type that is not known has every field, of a type that is not known either.
    [[nodiscard]] std::optional<QString> typeOfField(const QString &type,
                                                     const QString &field) const;
    /// How a field is described, of a list's items without the brackets: "enum SpaceType out",
    /// "int32", "Message". Empty when the type or the field is not known.
    [[nodiscard]] QString notation(const QString &type, const QString &field) const;
    [[nodiscard]] int projectLimit(const QString &quota) const;
    [[nodiscard]] int spaceLimit(const QString &kind) const;

private:
    [[nodiscard]] std::optional<QString> fieldComplaint(const QJsonValue &value,
                                                        const QString &notation,
                                                        const QString &at) const;
    void addMethod(const QString &id, const QJsonObject &json, const QString &scopePrefix);

    std::vector<Method> m_methods;
    QJsonObject m_types;
    QJsonObject m_enums;
    QJsonObject m_limits;
};

} // namespace emulator
