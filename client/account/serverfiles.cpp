#include "client/account/serverfiles.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Result;

namespace {
QString pathIn(CalendarId calendar, const QString &what)
{
    return u"/api/v1/calendars/%1/%2"_s.arg(calendar.toString(), what);
}

ImportItem::Action actionFrom(const QString &name)
{
    return name == "new"_L1    ? ImportItem::Action::New
        : name == "changed"_L1 ? ImportItem::Action::Changed
        : name == "same"_L1    ? ImportItem::Action::Same
                               : ImportItem::Action::Refused;
}

Result<ImportReport> reportFrom(const QJsonObject &json)
{
    ImportReport report;
    report.added = json.value("new"_L1).toInt();
    report.changed = json.value("changed"_L1).toInt();
    report.same = json.value("same"_L1).toInt();
    report.refused = json.value("refused"_L1).toInt();
    report.moreItems = json.value("more_items"_L1).toBool();
    const QJsonArray items = json.value("items"_L1).toArray();
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        report.items.append({actionFrom(item.value("action"_L1).toString()),
                             item.value("event_name"_L1).toString(), item.value("line"_L1).toInt(),
                             item.value("message"_L1).toString()});
    }
    return report;
}

Result<QByteArray> fileFrom(const QJsonObject &json) { return json.value("text"_L1).toString().toUtf8(); }

ApiRequest importing(CalendarId calendar, const QByteArray &file)
{
    ApiRequest request{"POST", pathIn(calendar, u"import"_s)};
    request.calendarText = file;
    return request;
}
}

ServerFiles::ServerFiles(ServerCalls calls)
    : m_calls(std::move(calls))
{
}

void ServerFiles::lookAt(CalendarId calendar, const QByteArray &file, Answered<ImportReport> answered)
{
    ApiRequest request = importing(calendar, file);
    request.query.addQueryItem(u"dry_run"_s, u"true"_s);
    m_calls.ask(request, parsed<ImportReport>(answered, reportFrom));
}

void ServerFiles::importCalendar(CalendarId calendar, const QByteArray &file, Answered<ImportReport> answered)
{
    m_calls.ask(importing(calendar, file), parsed<ImportReport>(answered, reportFrom));
}

void ServerFiles::exportCalendar(CalendarId calendar, Answered<QByteArray> answered)
{
    m_calls.ask({"GET", pathIn(calendar, u"export"_s)}, parsed<QByteArray>(answered, fileFrom));
}

}
