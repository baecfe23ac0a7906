#pragma once

#include "server/gateway/pages/html.h"
#include "server/gateway/pages/pagetexts.h"

#include <QHash>

namespace hearth::server::gateway {

/// What a template's names stand for. Text is escaped on its way in.
class PageValues {
public:
    void set(const QString &name, const Html &html) { m_values.insert(name, html); }
    void set(const QString &name, const QString &text) { set(name, Html::escaped(text)); }
    /// Something that is or is not so, for a section.
    void set(const QString &name, bool holds)
    {
        set(name, holds ? Html::markup(QStringLiteral("1")) : Html());
    }
    Html value(const QString &name) const { return m_values.value(name); }

private:
    QHash<QString, Html> m_values;
};

/// A page's HTML with gaps:
///   {{name}}               a value
///   {{t:key}}              a text in the page's language
///   {{i:name}}             an icon
///   {{#name}}...{{/name}}  only with a value; {{^name}}...{{/name}} only without
class PageTemplate {
public:
    explicit PageTemplate(QString source);
    /// One of the program's own, by its file's name without ".html".
    static PageTemplate named(QLatin1StringView name);

    Html render(const PageValues &values, PageLanguage language) const;

private:
    QString m_source;
};

/// A file of pages/assets; empty where there is none.
QByteArray pageAsset(const QString &name);

}
