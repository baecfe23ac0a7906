#include "server/gateway/caldav/xmlelement.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <optional>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kMaxAttributes = 256; ///< of one element
constexpr size_t kMaxDepth = 32;
constexpr int kMaxElements = 50'000;

/// Qt compares each attribute of a tag with all those before it.
bool hasCrowdedTag(const QByteArray &text)
{
    bool inTag = false;
    int attributes = 0;
    for (const char c : text) {
        if (c == '<') {
            inTag = true;
            attributes = 0;
        } else if (c == '>') {
            inTag = false;
        } else if (c == '=' && inTag && ++attributes > kMaxAttributes) {
            return true;
        }
    }
    return false;
}

Error malformed(const QString &message) { return {ErrorCode::InvalidArgument, message, u"malformed_xml"_s}; }

/// Builds the tree with a stack of its own: a deep document costs no call depth.
class TreeBuilder {
public:
    explicit TreeBuilder(const QByteArray &text)
        : m_reader(text)
    {
        m_open.emplace_back(); // holds the root as its child
    }

    Result<XmlElement> build()
    {
        while (!m_reader.atEnd()) {
            if (const auto refused = take(m_reader.readNext()))
                return *refused;
        }
        if (m_reader.hasError() || m_open.front().children.empty())
            return malformed(u"The body is not well-formed XML."_s);
        return std::move(m_open.front().children.front());
    }

private:
    std::optional<Error> take(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            return malformed(u"Document types and entities are not accepted."_s);
        case QXmlStreamReader::StartElement:
            return open();
        case QXmlStreamReader::EndElement:
            close();
            return std::nullopt;
        case QXmlStreamReader::Characters:
            m_open.back().text += m_reader.text();
            return std::nullopt;
        default:
            return std::nullopt;
        }
    }
    std::optional<Error> open()
    {
        if (m_open.size() > kMaxDepth || ++m_elements > kMaxElements)
            return malformed(u"The XML has too many elements, or nests them too deeply."_s);
        XmlElement &element = m_open.emplace_back();
        element.name = {m_reader.namespaceUri().toString(), m_reader.name().toString()};
        const auto attributes = m_reader.attributes();
        for (const QXmlStreamAttribute &each : attributes)
            if (each.namespaceUri().isEmpty())
                element.attributes.emplace_back(each.name().toString(), each.value().toString());
        return std::nullopt;
    }
    void close()
    {
        XmlElement done = std::move(m_open.back());
        m_open.pop_back();
        m_open.back().children.push_back(std::move(done));
    }

    QXmlStreamReader m_reader;
    std::vector<XmlElement> m_open;
    int m_elements = 0;
};
}

const XmlElement *XmlElement::child(const XmlName &wanted) const
{
    const auto found = std::find_if(children.begin(), children.end(),
                                    [&](const XmlElement &each) { return each.name == wanted; });
    return found == children.end() ? nullptr : &*found;
}

QString XmlElement::attribute(QStringView wanted) const
{
    for (const auto &[key, value] : attributes)
        if (key == wanted)
            return value;
    return {};
}

Result<XmlElement> parseXml(const QByteArray &text)
{
    if (hasCrowdedTag(text))
        return malformed(u"An element has too many attributes."_s);
    return TreeBuilder(text).build();
}

}
