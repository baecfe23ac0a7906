#include "client/models/noticesentence.h"

#include "client/models/habits.h"
#include "shared/domain/event.h"
#include "shared/domain/role.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <initializer_list>

namespace hearth::client {

using namespace Qt::StringLiterals;
using Kind = NoticeChange::Kind;
using What = Notice::What;

namespace {
QString tr(const char *text) { return QCoreApplication::translate("NoticeSentence", text); }

bool all(const Notice &notice, std::initializer_list<Kind> kinds)
{
    return !notice.changes.isEmpty()
        && std::all_of(notice.changes.begin(), notice.changes.end(), [kinds](const NoticeChange &change) {
               return std::find(kinds.begin(), kinds.end(), change.kind) != kinds.end();
           });
}

QString answerWord(const QString &name)
{
    switch (shared::answerFromName(name).value_or(shared::Answer::None)) {
    case shared::Answer::None:
        return tr("no answer");
    case shared::Answer::Yes:
        return tr("going");
    case shared::Answer::Maybe:
        return tr("maybe");
    case shared::Answer::No:
        return tr("can’t");
    }
    Q_UNREACHABLE();
}

QString roleWord(const QString &name)
{
    switch (shared::roleFromName(name).value_or(shared::Role::Busy)) {
    case shared::Role::Owner:
        return tr("owner");
    case shared::Role::Editor:
        return tr("editor");
    case shared::Role::Viewer:
        return tr("viewer");
    case shared::Role::Busy:
        return tr("sees only when");
    }
    Q_UNREACHABLE();
}
}

NoticeSentence::NoticeSentence(const QTimeZone &zone)
    : m_zone(zone)
{
}

QString NoticeSentence::deed(const Notice &notice) const
{
    switch (notice.what) {
    case What::EventCreated:
        return tr("added “%1”").arg(notice.name);
    case What::EventUpdated:
        return updated(notice);
    case What::EventDeleted:
        return tr("deleted “%1”").arg(notice.name);
    case What::MemberJoined:
        return notice.name == notice.username ? tr("has joined") : tr("let %1 in").arg(notice.name);
    case What::MemberLeft:
        return notice.name == notice.username ? tr("has left") : tr("removed %1").arg(notice.name);
    case What::MemberUpdated:
        return tr("gave %1 another role").arg(notice.name);
    case What::CalendarUpdated:
        return tr("changed the calendar “%1”").arg(notice.name);
    case What::PollCreated:
        return tr("asks for a date: “%1”").arg(notice.name);
    case What::PollUpdated:
        return tr("answered or changed the poll “%1”").arg(notice.name);
    case What::PollDeleted:
        return tr("took the poll “%1” away").arg(notice.name);
    }
    Q_UNREACHABLE();
}

QString NoticeSentence::updated(const Notice &notice) const
{
    if (all(notice, {Kind::Start, Kind::End}))
        return tr("moved “%1”").arg(notice.name);
    if (all(notice, {Kind::Answer}))
        return tr("answered “%1”").arg(notice.name);
    if (all(notice, {Kind::Title}))
        return tr("renamed “%1”").arg(notice.name);
    return tr("changed “%1”").arg(notice.name);
}

QList<NoticeSentence::Turn> NoticeSentence::turns(const Notice &notice) const
{
    QList<Turn> turns;
    const bool moved = std::any_of(notice.changes.begin(), notice.changes.end(),
                                   [](const auto &change) { return change.kind == Kind::Start; });
    for (const NoticeChange &change : notice.changes) {
        if (change.kind == Kind::Other || (change.kind == Kind::End && moved))
            continue; // the new end follows from the start as a rule
        turns.append(turn(change));
    }
    return turns;
}

NoticeSentence::Turn NoticeSentence::turn(const NoticeChange &change) const
{
    switch (change.kind) {
    case Kind::Title:
    case Kind::Place:
    case Kind::Other:
        return {change.before, change.after.isEmpty() ? tr("none") : change.after};
    case Kind::Start:
        return {when(change.before), when(change.after)};
    case Kind::End:
        return {tr("until %1").arg(when(change.before)), tr("until %1").arg(when(change.after))};
    case Kind::Answer:
        return {change.before == "none"_L1 || change.before.isEmpty() ? QString() : answerWord(change.before),
                tr("%1: %2").arg(change.who, answerWord(change.after))};
    case Kind::Role:
        return {{}, roleWord(change.after)};
    }
    Q_UNREACHABLE();
}

QString NoticeSentence::when(const QString &time) const
{
    const QLocale locale;
    if (const auto date = shared::parseDate(time, {}))
        return locale.toString(shared::dateOf(*date), u"ddd d MMM"_s);
    const auto moment = shared::parseTime(time, m_zone, {});
    if (!moment)
        return time;
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(moment->utcMs, m_zone);
    return tr("%1, %2").arg(locale.toString(at.date(), u"ddd d MMM"_s), clockText(at.time()));
}

}
