#pragma once

#include <QString>

#include <optional>

namespace hearth::server::calendar {

/// What an invitation's link ends in: 128 random bits as base64url.
class InviteCode {
public:
    /// From the system's random source.
    static InviteCode random();
    /// Nothing for what no code looks like.
    static std::optional<InviteCode> parse(const std::string &text);

    const QString &text() const { return m_text; }
    /// SHA-256 in hexadecimal: what the database has of it.
    QString hash() const;

private:
    explicit InviteCode(QString text);

    QString m_text;
};

}
