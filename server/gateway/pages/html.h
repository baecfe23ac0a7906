#pragma once

#include <QString>

namespace hearth::server::gateway {

/// A piece of HTML. Text becomes one only by being escaped: there is no other place where that happens.
class Html {
public:
    Html() = default;

    /// Any text, safe as content and within quotes of an attribute.
    static Html escaped(QStringView text);
    /// The same, kept from turning the direction of what stands around it: what a person has written.
    static Html isolated(QStringView text);
    /// What the program itself has written as HTML.
    static Html markup(QString html);

    Html &operator+=(const Html &other);
    bool isEmpty() const { return m_html.isEmpty(); }
    const QString &text() const { return m_html; }

private:
    QString m_html;
};

}
