#pragma once

#include "server/gateway/caldav/davnames.h"
#include "shared/base/result.h"

#include <QByteArray>

#include <utility>
#include <vector>

namespace hearth::server::gateway::caldav {

/// An element of a request's body with what is in it; comments and processing instructions are dropped.
struct XmlElement {
    XmlName name;
    std::vector<std::pair<QString, QString>> attributes; ///< those without a namespace
    QString text; ///< its own, without its children's
    std::vector<XmlElement> children;

    /// The first child of that name, or null.
    const XmlElement *child(const XmlName &wanted) const;
    bool hasChild(const XmlName &wanted) const { return child(wanted) != nullptr; }
    /// The attribute's value; null where there is none.
    QString attribute(QStringView wanted) const;
};

/// The document's root: InvalidArgument for what is not well-formed, has a document type, or is nested or
/// branched without measure.
shared::Result<XmlElement> parseXml(const QByteArray &text);

}
