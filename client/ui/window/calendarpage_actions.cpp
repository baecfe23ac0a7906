// What the page's commands open: popovers, the editor, the calendars' dialogs, the account's menu.
#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/calendardialog.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/dialogs/eventeditor.h"
#include "client/ui/dialogs/quickadd.h"
#include "client/ui/people/acceptdialog.h"
#include "client/ui/people/membersdialog.h"
#include "client/ui/polls/pollsdialog.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/searchpopover.h"
#include "client/ui/window/sidepanel.h"
#include "client/ui/window/topbar.h"
#include "shared/base/clock.h"

#include <QMenu>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

void CalendarPage::showQuickAdd(const shared::EventDraft &draft, const QRect &anchor)
{
    if (!m_context.calendars.defaultCalendar()) {
        m_views->clearDraft();
        say(tr("There is no calendar that you may write. Make one with + beside Calendars."));
        return;
    }
    auto *popover = new QuickAdd(m_themes, m_context.calendars, m_context.events.zone(), draft, this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    connect(popover, &QuickAdd::saveWanted, this,
            [this](const shared::EventDraft &wanted, shared::CalendarId calendar) { add(wanted, calendar); });
    connect(popover, &QuickAdd::moreWanted, this, &CalendarPage::createInEditor, Qt::QueuedConnection);
    connect(popover, &QuickAdd::draftChanged, m_views, &ViewStack::showDraft);
    connect(popover, &PopoverFrame::closed, m_views, &ViewStack::clearDraft);
    m_views->showDraft(draft, m_context.calendars.defaultCalendar()->id);
    popover->popup(anchor, PopoverFrame::Side::After);
}

void CalendarPage::createInEditor(const shared::EventDraft &draft, shared::CalendarId calendar)
{
    auto *editor = new EventEditor(m_themes, m_context.calendars, m_workspace.members(),
                                   m_context.events.zone(), {draft, calendar, true}, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &QDialog::accepted, this, [this, editor] { add(editor->draft(), editor->calendar()); });
    editor->open();
}

void CalendarPage::createNew()
{
    if (const shared::Calendar *calendar = m_context.calendars.defaultCalendar())
        createInEditor(m_views->newDraft(), calendar->id);
    else
        say(tr("There is no calendar that you may write. Make one with + beside Calendars."));
}

void CalendarPage::add(const shared::EventDraft &draft, shared::CalendarId calendar)
{
    const shared::EventId event = m_context.editor.create(calendar, draft);
    if (event.isNull())
        say(tr("“%1” was not added: the calendar is gone, or you may no longer write it.").arg(draft.name));
    else
        m_views->select(event);
}

void CalendarPage::openEditor(shared::EventId event)
{
    const EventItem *item = m_context.events.find(event);
    if (!item)
        return;
    if (!m_context.editor.mayChange(event)) {
        m_panel->setEvent(event);
        m_panel->showPage(SidePanel::Page::Event);
        showPanel(true);
        return;
    }
    auto *editor = new EventEditor(m_themes, m_context.calendars, m_workspace.members(),
                                   m_context.events.zone(), {*item, item->calendar, false}, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &QDialog::accepted, this, [this, editor, event] {
        if (m_context.editor.mayChange(event))
            m_context.editor.change(event, editor->draft());
        else
            say(tr("“%1” was not changed: it is gone, or you may no longer change it.")
                    .arg(editor->draft().name));
    });
    editor->open();
}

void CalendarPage::showSearch()
{
    auto *popover = new SearchPopover(m_themes, m_context.events, m_context.calendars, this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    connect(popover, &SearchPopover::chosen, this, &CalendarPage::jumpTo);
    popover->popup(*m_top->searchAnchor());
}

void CalendarPage::jumpTo(shared::EventId event)
{
    const EventItem *item = m_context.events.find(event);
    if (!item)
        return;
    const QDate day = item->allDay
        ? shared::dateOf(item->start)
        : QDateTime::fromMSecsSinceEpoch(item->start.utcMs, m_context.events.zone()).date();
    m_views->goTo(day);
    m_views->select(event);
    m_panel->showPage(SidePanel::Page::Event);
    showPanel(true);
}

void CalendarPage::createCalendar()
{
    auto *dialog = new CalendarDialog(m_themes, m_workspace, CalendarDialog::Purpose::Create, {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CalendarPage::joinCalendar(const QString &name)
{
    shared::Calendar wanted;
    wanted.name = name;
    auto *dialog = new CalendarDialog(m_themes, m_workspace, CalendarDialog::Purpose::Join, wanted, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CalendarPage::acceptInvitation(const QString &link)
{
    auto *dialog = new AcceptDialog(m_themes, m_workspace, link, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CalendarPage::showMembers(shared::CalendarId id)
{
    const shared::Calendar *calendar = m_context.calendars.find(id);
    if (!calendar)
        return;
    auto *dialog =
        new MembersDialog(m_themes, m_workspace, m_onboarding, *calendar, MembersDialog::Page::Members, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CalendarPage::showPolls(shared::CalendarId id)
{
    const shared::Calendar *calendar = m_context.calendars.find(id);
    if (!calendar)
        return;
    const QTimeZone zone = m_context.events.zone();
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_context.clock.nowMs(), zone).date();
    auto *dialog = new PollsDialog(m_themes, m_workspace, *calendar, zone, today, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CalendarPage::showAccountMenu(const QPoint &at)
{
    QMenu menu;
    QMenu *look = menu.addMenu(Icons::icon(u"sun"_s), tr("Look"));
    const QList<QPair<ThemeChoice, QString>> choices{{ThemeChoice::System, tr("As the system")},
                                                     {ThemeChoice::Light, tr("Light")},
                                                     {ThemeChoice::Dark, tr("Dark")}};
    for (const auto &[choice, text] : choices) {
        QAction *action = look->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_themes.choice() == choice);
        connect(action, &QAction::triggered, this, [this, choice = choice] { m_themes.setChoice(choice); });
    }
    QMenu *size = menu.addMenu(Icons::icon(u"sliders"_s), tr("Text size"));
    for (const int percent : {100, 115, 130, 150}) {
        QAction *action = size->addAction(tr("%1 %").arg(percent));
        action->setCheckable(true);
        action->setChecked(m_themes.theme().textSize() == percent);
        connect(action, &QAction::triggered, this, [this, percent] { m_themes.setTextSize(percent); });
    }
    menu.addSeparator();
    connect(menu.addAction(Icons::icon(u"key"_s), tr("Sign out…")), &QAction::triggered, this,
            &CalendarPage::signOutWanted);
    menu.exec(at);
}

void CalendarPage::editCalendar(shared::CalendarId id)
{
    const shared::Calendar *calendar = m_context.calendars.find(id);
    if (!calendar)
        return;
    auto *dialog = new CalendarDialog(m_themes, m_workspace, CalendarDialog::Purpose::Edit, *calendar, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CalendarPage::leaveCalendar(shared::CalendarId id)
{
    const shared::Calendar *calendar = m_context.calendars.find(id);
    if (!calendar
        || !confirm(m_themes, tr("Leave “%1”?").arg(calendar->name),
                    tr("You no longer see its events. To come back you need the name and the password."),
                    tr("Leave"), this))
        return;
    const QString name = calendar->name;
    m_workspace.leaveCalendar(
        id, [this, name](const shared::Outcome &outcome) { tell(outcome, tr("You left “%1”").arg(name)); });
}

void CalendarPage::deleteCalendar(shared::CalendarId id)
{
    const shared::Calendar *calendar = m_context.calendars.find(id);
    if (!calendar
        || !confirm(m_themes, tr("Delete “%1” for everybody?").arg(calendar->name),
                    tr("All its events disappear for all members."), tr("Delete"), this))
        return;
    const QString name = calendar->name;
    m_workspace.deleteCalendar(
        id, [this, name](const shared::Outcome &outcome) { tell(outcome, tr("“%1” is deleted").arg(name)); });
}

}
