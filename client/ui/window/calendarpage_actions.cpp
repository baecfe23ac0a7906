// What the page's commands open: popovers, the editor, the calendars' dialogs, the account's menu.
#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/draftchanges.h"
#include "client/models/eventindex.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/calendardialog.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/dialogs/eventeditor.h"
#include "client/ui/dialogs/quickadd.h"
#include "client/ui/dialogs/scopepopover.h"
#include "client/ui/people/acceptdialog.h"
#include "client/ui/people/membersdialog.h"
#include "client/ui/polls/pollsdialog.h"
#include "client/ui/settings/exchangepage.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/printedview.h"
#include "client/ui/window/searchpopover.h"
#include "client/ui/window/sidepanel.h"
#include "client/ui/window/topbar.h"
#include "shared/base/clock.h"

#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPrintPreviewDialog>
#include <QPrinter>

#include <memory>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
/// The one calendar file among what is dragged; empty where it is anything else.
QString calendarFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString file = urls.first().toLocalFile();
    return file.endsWith(".ics"_L1, Qt::CaseInsensitive) ? file : QString();
}
}

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
    const shared::EventDraft draft = draftOf(*item);
    showEditor(event, draft, draft);
}

/// As the editor shows it: of an occurrence with the rule of its series.
shared::EventDraft CalendarPage::draftOf(const EventItem &item) const
{
    shared::EventDraft draft = item;
    if (const EventItem *series = m_context.events.find(item.series))
        draft.recurrence = series->recurrence;
    return draft;
}

void CalendarPage::showEditor(shared::EventId event, const shared::EventDraft &opened,
                              const shared::EventDraft &draft)
{
    const EventItem *item = m_context.events.find(event);
    if (!item)
        return;
    auto *editor = new EventEditor(m_themes, m_context.calendars, m_workspace.members(),
                                   m_context.events.zone(), {draft, item->calendar, false}, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(editor, &QDialog::accepted, this,
            [this, editor, event, opened] { saveEdited(event, opened, editor->draft()); });
    editor->open();
}

void CalendarPage::saveEdited(shared::EventId event, const shared::EventDraft &opened,
                              const shared::EventDraft &draft)
{
    if (!m_context.editor.isOccurrence(event))
        return save(event, opened, draft, shared::EditScope::This);
    askScope(event, ScopePurpose::Change, draft.recurrence == opened.recurrence,
             [this, event, opened, draft](const std::optional<shared::EditScope> &scope) {
                 if (scope)
                     return save(event, opened, draft, *scope);
                 // Nothing that was entered is lost: back to the editor, when the question has closed.
                 QMetaObject::invokeMethod(
                     this, [this, event, opened, draft] { showEditor(event, opened, draft); },
                     Qt::QueuedConnection);
             });
}

/// Only what was edited: the rest may have been changed by others while the editor was open.
void CalendarPage::save(shared::EventId event, const shared::EventDraft &opened,
                        const shared::EventDraft &draft, shared::EditScope scope)
{
    const EventItem *now = m_context.events.find(event);
    if (!now || !m_context.editor.mayChange(event))
        return say(tr("“%1” was not changed: it is gone, or you may no longer change it.").arg(draft.name));
    m_context.editor.change(event, withChanges(draftOf(*now), opened, draft), scope);
}

void CalendarPage::askScope(shared::EventId event, ScopePurpose purpose, bool withThis,
                            const ScopeAnswer &answer)
{
    const EventItem *item = m_context.events.find(event);
    if (!item)
        return answer(std::nullopt);
    auto *popover = new ScopePopover(m_themes, purpose, item->name, withThis, this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    const auto scope = std::make_shared<std::optional<shared::EditScope>>();
    connect(popover, &ScopePopover::chosen, this, [scope](shared::EditScope chosen) { *scope = chosen; });
    connect(popover, &PopoverFrame::closed, this, [scope, answer] { answer(*scope); });
    const QRect place = m_views->eventRect(event);
    const QRect middle(m_views->mapToGlobal(m_views->rect().center()), QSize(1, 1));
    popover->popup(place.isNull() ? middle : place, PopoverFrame::Side::After);
}

void CalendarPage::showSearch()
{
    auto *popover = new SearchPopover(m_themes, m_context.events, m_context.calendars, m_context.clock, this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    connect(popover, &SearchPopover::chosen, this, &CalendarPage::jumpTo);
    popover->popup(*m_top->searchAnchor());
}

void CalendarPage::jumpTo(shared::EventId wanted)
{
    // What leads to a series means none of its occurrences; the first one may be years ago.
    const shared::EventId event = m_context.events.nextOf(wanted, m_context.clock.nowMs());
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
    connect(menu.addAction(Icons::icon(u"print"_s), tr("Print…")), &QAction::triggered, this,
            &CalendarPage::printView);
    connect(menu.addAction(Icons::icon(u"sliders"_s), tr("Settings…")), &QAction::triggered, this,
            &CalendarPage::settingsWanted);
    connect(menu.addAction(Icons::icon(u"key"_s), tr("Sign out…")), &QAction::triggered, this,
            &CalendarPage::signOutWanted);
    menu.exec(at);
}

/// In the preview a printer or a PDF is chosen.
void CalendarPage::printView()
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    const auto view = std::make_shared<PrintedView>(m_context, m_views->kind(), m_views->date());
    printer->setPageOrientation(QPageLayout::Landscape);
    printer->setDocName(view->title());
    auto *preview = new QPrintPreviewDialog(printer.get(), this);
    preview->setAttribute(Qt::WA_DeleteOnClose);
    connect(preview, &QPrintPreviewDialog::paintRequested, this, [view, printer](QPrinter *device) {
        QPainter painter(device);
        const QSizeF page = device->pageLayout().paintRectPixels(device->resolution()).size();
        const int pages = view->pages(page);
        for (int index = 0; index < pages; ++index) {
            if (index > 0)
                device->newPage();
            view->paint(painter, page, index);
        }
    });
    preview->open();
}

void CalendarPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!calendarFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void CalendarPage::dropEvent(QDropEvent *event)
{
    const QString file = calendarFile(*event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    // The desktop waits for the drop to end.
    QMetaObject::invokeMethod(
        this,
        [this, file] {
            openImport(m_themes, m_workspace, file, this, [this](const QString &sentence) { say(sentence); });
        },
        Qt::QueuedConnection);
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
    if (!calendar)
        return;
    const QString name = calendar->name;
    if (!confirm(m_themes, tr("Leave “%1”?").arg(name),
                 tr("You no longer see its events. To come back you need the name and the password."),
                 tr("Leave"), this))
        return;
    m_workspace.leaveCalendar(
        id, [this, name](const shared::Outcome &outcome) { tell(outcome, tr("You left “%1”").arg(name)); });
}

void CalendarPage::deleteCalendar(shared::CalendarId id)
{
    const shared::Calendar *calendar = m_context.calendars.find(id);
    if (!calendar)
        return;
    const QString name = calendar->name;
    if (!confirm(m_themes, tr("Delete “%1” for everybody?").arg(name),
                 tr("All its events disappear for all members."), tr("Delete"), this))
        return;
    m_workspace.deleteCalendar(
        id, [this, name](const shared::Outcome &outcome) { tell(outcome, tr("“%1” is deleted").arg(name)); });
}

}
