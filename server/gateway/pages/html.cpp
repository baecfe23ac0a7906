#include "server/gateway/pages/html.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

Html Html::escaped(QStringView text)
{
    Html html;
    html.m_html.reserve(text.size());
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '&':
            html.m_html += "&amp;"_L1;
            break;
        case '<':
            html.m_html += "&lt;"_L1;
            break;
        case '>':
            html.m_html += "&gt;"_L1;
            break;
        case '"':
            html.m_html += "&quot;"_L1;
            break;
        case '\'':
            html.m_html += "&#39;"_L1;
            break;
        case 0:
            html.m_html += QChar(QChar::ReplacementCharacter);
            break;
        default:
            html.m_html += c;
        }
    }
    return html;
}

Html Html::isolated(QStringView text) { return markup(u"<bdi>"_s + escaped(text).text() + u"</bdi>"_s); }

Html Html::markup(QString html)
{
    Html made;
    made.m_html = std::move(html);
    return made;
}

Html &Html::operator+=(const Html &other)
{
    m_html += other.m_html;
    return *this;
}

}
