#include "shared/ical/contentline.h"

#include "shared/ical/libicalvalues.h"

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kFoldAt = 75;

bool isNameCharacter(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
}

/// RFC 6868
QString decodeCarets(const QString &text)
{
    if (!text.contains(u'^'))
        return text;
    QString decoded;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar next = i + 1 < text.size() ? text.at(i + 1) : QChar();
        const bool escape = text.at(i) == u'^' && (next == u'n' || next == u'\'' || next == u'^');
        if (escape) {
            decoded += next == u'n' ? u'\n' : next == u'\'' ? u'"' : u'^';
            ++i;
        } else {
            decoded += text.at(i);
        }
    }
    return decoded;
}

/// Reads what stands between the name and the colon.
class ParameterReader {
public:
    ParameterReader(QStringView text, qsizetype at)
        : m_text(text)
        , m_at(at)
    {
    }

    /// Stands on the colon afterwards, if it says true.
    bool read(QList<ContentLine::Parameter> &parameters)
    {
        while (m_at < m_text.size() && m_text.at(m_at) == u';') {
            ++m_at;
            const qsizetype equals = m_text.indexOf(u'=', m_at);
            if (equals <= m_at)
                return false;
            const QStringView name = m_text.mid(m_at, equals - m_at);
            if (!std::all_of(name.begin(), name.end(), isNameCharacter))
                return false;
            m_at = equals + 1;
            const auto value = readValue();
            if (!value)
                return false;
            parameters.append({name.toString().toUpper(), decodeCarets(*value)});
        }
        return m_at < m_text.size() && m_text.at(m_at) == u':';
    }

    qsizetype position() const { return m_at; }

private:
    std::optional<QString> readValue()
    {
        QString value;
        bool quoted = false;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text.at(m_at);
            if (c == u'"')
                quoted = !quoted;
            else if (!quoted && (c == u';' || c == u':'))
                break;
            else
                value += c;
        }
        return quoted ? std::nullopt : std::optional(value);
    }

    QStringView m_text;
    qsizetype m_at;
};
}

std::optional<ContentLine> ContentLine::parse(const QString &raw, int number)
{
    const auto end = std::find_if_not(raw.begin(), raw.end(), isNameCharacter);
    const qsizetype length = end - raw.begin();
    if (length == 0 || end == raw.end())
        return std::nullopt;
    ContentLine line;
    line.name = raw.left(length).toUpper();
    ParameterReader reader(raw, length);
    if (!reader.read(line.parameters))
        return std::nullopt;
    line.value = raw.mid(reader.position() + 1);
    line.raw = raw;
    line.number = number;
    return line;
}

QString ContentLine::parameter(QLatin1StringView wanted) const
{
    for (const Parameter &parameter : parameters)
        if (parameter.name == wanted)
            return parameter.value;
    return {};
}

void ContentLine::setParameter(QLatin1StringView wanted, const QString &text)
{
    const auto named = [wanted](const Parameter &parameter) { return parameter.name == wanted; };
    const auto found = std::find_if(parameters.begin(), parameters.end(), named);
    if (text.isEmpty())
        parameters.removeIf(named);
    else if (found != parameters.end())
        found->value = text;
    else
        parameters.append({wanted, text});
}

QString ContentLine::toText() const
{
    QString text = name;
    for (const Parameter &parameter : parameters)
        text += u';' + parameter.name + u'=' + parameterText(parameter.value);
    return text + u':' + value;
}

QString plainLine(QLatin1StringView name, const QString &value) { return name + u':' + value; }

QString parameterText(const QString &value)
{
    QString text;
    bool quote = false;
    for (const QChar c : value) {
        if (c == u'\n')
            text += "^n"_L1;
        else if (c == u'"')
            text += "^'"_L1;
        else if (c == u'^')
            text += "^^"_L1;
        else if (c.category() != QChar::Other_Control)
            text += c;
        quote = quote || c == u',' || c == u';' || c == u':';
    }
    return quote ? u'"' + text + u'"' : text;
}

QString decodeText(const QString &value)
{
    return value.contains(u'\\') ? libical::decodedText(value) : value;
}

QString encodeText(const QString &text) { return libical::encodedText(text); }

QStringList splitList(const QString &value)
{
    QStringList parts;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value.at(i) == u'\\')
            ++i;
        else if (value.at(i) == u',') {
            parts.append(value.mid(begin, i - begin));
            begin = i + 1;
        }
    }
    parts.append(value.mid(begin));
    return parts;
}

void appendFolded(QByteArray &text, const QString &line)
{
    const QByteArray bytes = line.toUtf8();
    qsizetype at = 0;
    qsizetype room = kFoldAt;
    while (bytes.size() - at > room) {
        qsizetype end = at + room;
        while (end > at + 1 && (static_cast<unsigned char>(bytes.at(end)) & 0xC0u) == 0x80u)
            --end;
        text.append(bytes.constData() + at, end - at).append("\r\n ");
        at = end;
        room = kFoldAt - 1;
    }
    text.append(bytes.constData() + at, bytes.size() - at).append("\r\n");
}

}
