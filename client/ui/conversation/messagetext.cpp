#include "client/ui/conversation/messagetext.h"

#include <QCoreApplication>
#include <QLocale>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
QString tr(const char *text) { return QCoreApplication::translate("MessageText", text); }
}

QString richTextOf(const shared::Message &message)
{
    QString text = message.text.toHtmlEscaped();
    for (const shared::Mention &mention : message.mentions) {
        const QString name = u'@' + mention.username.toHtmlEscaped();
        text.replace(name, u"<b>%1</b>"_s.arg(name), Qt::CaseInsensitive);
    }
    return u"<span style=\"white-space: pre-wrap\">%1</span>"_s.arg(text);
}

QString dayText(QDate day, QDate today)
{
    if (day == today)
        return tr("Today");
    if (day == today.addDays(-1))
        return tr("Yesterday");
    const QLocale locale;
    QString format = locale.dateFormat(QLocale::LongFormat);
    if (day.year() == today.year())
        format = u"dddd d MMMM"_s;
    return locale.toString(day, format);
}

}
