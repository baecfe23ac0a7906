#include "server/gateway/caldav/xmlwriter.h"

#include <algorithm>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
bool isForbidden(QChar c)
{
    const char16_t code = c.unicode();
    return (code < 0x20 && code != u'\t' && code != u'\n' && code != u'\r') || code >= 0xfffe;
}
}

XmlWriter::XmlWriter(const XmlName &root)
    : m_writer(&m_bytes)
{
    m_writer.writeStartDocument();
    m_writer.writeNamespace(dav("").space, u"D"_s);
    m_writer.writeNamespace(caldav("").space, u"C"_s);
    m_writer.writeNamespace(calendarServer("").space, u"CS"_s);
    m_writer.writeNamespace(apple("").space, u"A"_s);
    start(root);
}

void XmlWriter::start(const XmlName &name)
{
    if (name.space.isEmpty())
        m_writer.writeStartElement(name.local);
    else
        m_writer.writeStartElement(name.space, name.local);
}

void XmlWriter::empty(const XmlName &name)
{
    start(name);
    end();
}

void XmlWriter::attribute(const char *name, const QString &value)
{
    m_writer.writeAttribute(QString::fromLatin1(name), value);
}

void XmlWriter::text(const QString &text)
{
    if (std::none_of(text.begin(), text.end(), isForbidden))
        return m_writer.writeCharacters(text);
    QString clean = text;
    std::replace_if(clean.begin(), clean.end(), isForbidden, QChar(QChar::ReplacementCharacter));
    m_writer.writeCharacters(clean);
}

void XmlWriter::element(const XmlName &name, const QString &content)
{
    start(name);
    text(content);
    end();
}

QByteArray XmlWriter::finish()
{
    m_writer.writeEndDocument();
    return m_bytes;
}

}
