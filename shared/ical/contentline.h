#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace hearth::shared {

/// One content line (RFC 5545, 3.1), unfolded: what it was, and its parts.
struct ContentLine {
    struct Parameter {
        QString name; ///< in capitals
        QString
            value; ///< without quotes, RFC 6868's ^n, ^' and ^^ decoded; a list's values with commas between

        friend bool operator==(const Parameter &, const Parameter &) = default;
    };

    QString name; ///< in capitals
    QList<Parameter> parameters;
    QString value; ///< as written
    QString raw; ///< the whole line as it came
    int number = 0; ///< of its first line in the text, from 1

    /// Nothing for what is not a content line.
    static std::optional<ContentLine> parse(const QString &raw, int number);
    /// The value of a parameter; empty where it is not there.
    QString parameter(QLatin1StringView wanted) const;
    /// The line with this parameter instead of the one of that name; an empty value takes it away.
    void setParameter(QLatin1StringView wanted, const QString &value);
    /// The line anew from its parts.
    QString toText() const;
};

/// "NAME:value"
QString plainLine(QLatin1StringView name, const QString &value);
/// A parameter's value, quoted where it must be.
QString parameterText(const QString &value);

/// The value of type TEXT and what it says (RFC 5545, 3.3.11).
QString decodeText(const QString &value);
QString encodeText(const QString &text);
/// The parts of a list of TEXT values, still encoded.
QStringList splitList(const QString &value);

/// Appends the line in UTF-8, folded after 75 octets between two characters and ended by CRLF.
void appendFolded(QByteArray &text, const QString &line);

}
