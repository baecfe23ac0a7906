#pragma once

#include <QString>

#include <optional>
#include <string>

namespace hearth::server::calendar {

/// What a feed's link is secret by: 192 random bits as 32 characters of base64url.
class FeedSecret {
public:
    static FeedSecret random();
    /// Nothing for what can't be one.
    static std::optional<FeedSecret> parse(const std::string &text);

    const QString &text() const { return m_text; }
    /// SHA-256: all that is kept of it.
    QString hash() const;

private:
    explicit FeedSecret(QString text);
    QString m_text;
};

}
