#pragma once

#include "server/gateway/caldav/davnames.h"

#include <QByteArray>
#include <QXmlStreamWriter>

namespace hearth::server::gateway::caldav {

/// Writes an answer's XML: the namespaces that are known here are declared once, on the root.
class XmlWriter {
public:
    explicit XmlWriter(const XmlName &root);

    void start(const XmlName &name);
    void end() { m_writer.writeEndElement(); }
    void empty(const XmlName &name);
    void attribute(const char *name, const QString &value);
    /// Characters that XML can't carry become U+FFFD.
    void text(const QString &text);
    /// An element with that text.
    void element(const XmlName &name, const QString &content);
    /// A DAV:href with a path that is encoded already.
    void href(const QString &path) { element(dav("href"), path); }

    /// Ends the root; nothing may be written afterwards.
    QByteArray finish();

private:
    QByteArray m_bytes;
    QXmlStreamWriter m_writer;
};

}
