#include "server/gateway/pages/pagetemplate.h"

#include <QFile>

// Q_INIT_RESOURCE does not work within a namespace.
static void initPageAssets() { Q_INIT_RESOURCE(hearth_pages); }

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
/// Fills the gaps of one stretch of a template.
class Filling {
public:
    Filling(const PageValues &values, PageLanguage language)
        : m_values(values)
        , m_language(language)
    {
    }

    QString fill(QStringView source) const
    {
        QString out;
        while (true) {
            const qsizetype open = source.indexOf(u"{{");
            if (open < 0)
                break;
            const qsizetype close = source.indexOf(u"}}", open);
            Q_ASSERT_X(close > 0, "PageTemplate", "a gap is not closed");
            out += source.first(open);
            const QStringView tag = source.sliced(open + 2, close - open - 2);
            source = source.sliced(close + 2);
            if (tag.startsWith(u'#') || tag.startsWith(u'^'))
                source = section(tag, source, out);
            else
                out += gap(tag);
        }
        out += source;
        return out;
    }

private:
    QString gap(QStringView tag) const
    {
        if (tag.startsWith(u"t:"))
            return Html::escaped(pageText(tag.sliced(2), m_language)).text();
        if (tag.startsWith(u"i:"))
            return QString::fromUtf8(pageAsset(u"icons/%1.svg"_s.arg(tag.sliced(2))));
        return m_values.value(tag.toString()).text();
    }

    /// Answers what stands behind the section.
    QStringView section(QStringView tag, QStringView source, QString &out) const
    {
        const QString name = tag.sliced(1).toString();
        const QString end = u"{{/%1}}"_s.arg(name);
        const qsizetype length = source.indexOf(end);
        Q_ASSERT_X(length >= 0, "PageTemplate", "a section is not closed");
        if (m_values.value(name).isEmpty() == tag.startsWith(u'^'))
            out += fill(source.first(length));
        return source.sliced(length + end.size());
    }

    const PageValues &m_values;
    const PageLanguage m_language;
};
}

PageTemplate::PageTemplate(QString source)
    : m_source(std::move(source))
{
}

PageTemplate PageTemplate::named(QLatin1StringView name)
{
    return PageTemplate(QString::fromUtf8(pageAsset(name + u".html"_s)));
}

Html PageTemplate::render(const PageValues &values, PageLanguage language) const
{
    return Html::markup(Filling(values, language).fill(m_source));
}

QByteArray pageAsset(const QString &name)
{
    initPageAssets();
    QFile file(u":/hearth/pages/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}
