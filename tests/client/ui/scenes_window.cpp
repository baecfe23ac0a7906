#include "client/models/reminderscheduler.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/widgets/toastwidget.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/mainwindow.h"
#include "client/ui/window/sidepanel.h"
#include "tests/client/ui/scenes.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::client::ui;
using client::ConnectionState;

namespace {
constexpr QSize kSize(1440, 900);

using Act = std::function<void(Household &, MainWindow &)>;

Scene window(const char *name, const Act &act)
{
    return {name, kSize, [act](Household &home, Camera &camera, const QSize &size) {
                home.onboarding.current = &home.workspace;
                home.workspace.connect(home.workspace.state);
                MainWindow window(home.december.theme, home.onboarding, home.december.clock);
                window.setGeometry(QRect(QPoint(0, 0), size));
                window.show();
                window.activateWindow();
                if (!QTest::qWaitForWindowActive(&window))
                    qWarning("The window did not become active");
                act(home, window);
                QCoreApplication::processEvents();
                camera.shoot(window);
            }};
}

void selectDinner(Household &home, MainWindow &window)
{
    window.page()->views().select(home.december.event(u"Dinner with Oma"_s, 10));
}

Act show(ViewKind kind)
{
    return [kind](Household &home, MainWindow &window) {
        window.page()->views().setKind(kind);
        selectDinner(home, window);
    };
}

void week(Household &home, MainWindow &window)
{
    selectDinner(home, window);
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
    shared::EventDraft draft = home.december.item(u"Haircut"_s, 11);
    draft.start.utcMs += 15 * 60'000;
    draft.start = shared::fromUtc(draft.start.utcMs, home.december.index.zone());
    draft.end = shared::fromUtc(draft.end.utcMs + 15 * 60'000, home.december.index.zone());
    home.december.editor.change(home.december.event(u"Haircut"_s, 11), draft);
}

void offline(Household &home, MainWindow &window)
{
    for (const auto &[name, day] :
         QList<QPair<QString, int>>{{u"Oma’s train"_s, 10}, {u"Haircut"_s, 11}, {u"Match"_s, 12}})
        home.december.mark(name, day, true, false);
    home.workspace.makeConflict();
    ConnectionState state = home.workspace.state;
    state.kind = ConnectionState::Kind::Offline;
    state.waiting = 3;
    state.lastInStep = QDateTime(QDate(2026, 12, 9), QTime(9, 31));
    state.retrySeconds = 25;
    home.workspace.connect(state);
    window.page()->views().setKind(ViewKind::Agenda);
    selectDinner(home, window);
}

void refused(Household &home, MainWindow &)
{
    ConnectionState state = home.workspace.state;
    state.kind = ConnectionState::Kind::Refused;
    state.detail = u"This computer’s certificate has changed. Hearth did not connect."_s;
    home.workspace.connect(state);
}

void nothingYet(Household &home, MainWindow &)
{
    home.december.index.replaceAll({});
    home.december.calendars.setCalendars({});
}

void panelEmpty(Household &, MainWindow &window) { QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier); }

/// The conversation with what is new, as Ben comes to it.
void conversation(Household &home, MainWindow &window)
{
    home.workspace.talk();
    window.page()->views().setKind(ViewKind::Month);
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
    window.findChild<SidePanel *>()->showPage(SidePanel::Page::Conversation);
}

void conversationOffline(Household &home, MainWindow &window)
{
    conversation(home, window);
    ConnectionState state = home.workspace.state;
    state.kind = ConnectionState::Kind::Offline;
    home.workspace.connect(state);
    client::Conversations &talk = home.workspace.conversations();
    const client::Thread thread{home.december.calendars.calendars().first().id, {}};
    talk.post(thread, u"Save me a seat"_s);
    home.workspace.said.refuse(shared::ErrorCode::Forbidden, u"You may no longer write here."_s);
    talk.setOnline(false);
    talk.post(thread, u"Bring the big pot, please"_s);
}

void conversationEmpty(Household &, MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
    window.findChild<SidePanel *>()->showPage(SidePanel::Page::Conversation);
}

void news(Household &home, MainWindow &window)
{
    home.workspace.makeNews();
    client::EventItem haircut = home.december.item(u"Haircut"_s, 11);
    haircut.participants = {{home.workspace.conversations().self(), u"Ben"_s, shared::Answer::None}};
    home.december.index.put(haircut);
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
    window.findChild<SidePanel *>()->showPage(SidePanel::Page::News);
}

void noNews(Household &, MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
    window.findChild<SidePanel *>()->showPage(SidePanel::Page::News);
}

void mention(Household &home, MainWindow &window)
{
    conversation(home, window);
    auto *field = window.findChild<SidePanel *>()->findChildren<QPlainTextEdit *>().last();
    field->setFocus();
    QTest::keyClicks(field, u"Thank you, @"_s);
}

void comments(Household &home, MainWindow &window)
{
    home.workspace.talk();
    selectDinner(home, window);
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
}

/// Dan would rather come later, and says why.
void proposal(Household &home, MainWindow &window)
{
    client::EventItem dinner = home.december.item(u"Dinner with Oma"_s, 10);
    for (shared::Participant &person : dinner.participants) {
        if (person.name != "Dan"_L1)
            continue;
        person.answer = shared::Answer::Maybe;
        person.user = shared::UserId{QUuid::createUuid()};
        person.comment = u"Training ends at seven, can we eat later?"_s;
        const QTimeZone zone = home.december.index.zone();
        person.proposal = shared::Proposal{shared::fromUtc(dinner.start.utcMs + 3'600'000, zone),
                                           shared::fromUtc(dinner.end.utcMs + 3'600'000, zone)};
    }
    home.december.index.put(dinner);
    selectDinner(home, window);
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
}

void invite(Household &, MainWindow &window)
{
    Q_EMIT window.page()->inviteWanted(QRect(window.mapToGlobal(QPoint(212, 580)), QSize(28, 28)));
}

void invitationMade(Household &home, MainWindow &window)
{
    invite(home, window);
    const auto buttons = QApplication::activePopupWidget()->findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        if (button->text() == u"Make the invitation"_s)
            button->click();
}

void search(Household &, MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
    if (QWidget *popover = QApplication::activePopupWidget())
        QTest::keyClicks(popover->focusWidget(), u"foot"_s);
}

void searchNothing(Household &, MainWindow &window)
{
    QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
    if (QWidget *popover = QApplication::activePopupWidget())
        QTest::keyClicks(popover->focusWidget(), u"zeppelin"_s);
}

void reminder(Household &home, MainWindow &)
{
    home.workspace.reminders().start({});
    home.workspace.reminders().takeLive(reminderOf(home.december, u"Football training"_s, 9, 30));
}

void reminders(Household &home, MainWindow &window)
{
    reminder(home, window);
    home.workspace.reminders().takeLive(reminderOf(home.december, u"Dinner with Oma"_s, 10, 60));
}

void goTo(Household &, MainWindow &window) { QTest::keyClick(&window, Qt::Key_G, Qt::ControlModifier); }

void quickAdd(Household &home, MainWindow &window)
{
    ViewStack &views = window.page()->views();
    shared::EventDraft draft;
    const QTimeZone zone = home.december.index.zone();
    draft.start = shared::fromWall(QDateTime(QDate(2026, 12, 11), QTime(12, 0), Qt::UTC), zone);
    draft.end = shared::fromWall(QDateTime(QDate(2026, 12, 11), QTime(13, 30), Qt::UTC), zone);
    const QRect anchor(window.mapToGlobal(QPoint(955, 425)), QSize(140, 72));
    Q_EMIT views.createRequested(draft, anchor);
    if (QWidget *popover = QApplication::activePopupWidget())
        QTest::keyClicks(popover->focusWidget(), u"Lunch with Elsa"_s);
}
}

QList<Scene> windowScenes()
{
    return {
        window("window-week", week),
        window("window-month", show(ViewKind::Month)),
        window("window-day", show(ViewKind::Day)),
        window("window-agenda", show(ViewKind::Agenda)),
        window("window-offline", offline),
        window("window-refused", refused),
        window("window-empty", nothingYet),
        window("window-panel-empty", panelEmpty),
        window("window-conversation", conversation),
        window("window-conversation-offline", conversationOffline),
        window("window-conversation-empty", conversationEmpty),
        window("window-mention", mention),
        window("window-news", news),
        window("window-news-empty", noNews),
        window("window-comments", comments),
        window("window-search", search),
        window("window-search-nothing", searchNothing),
        window("window-goto", goTo),
        window("window-proposal", proposal),
        window("window-invite", invite),
        window("window-invitation-made", invitationMade),
        window("window-quick-add", quickAdd),
        window("window-reminder", reminder),
        window("window-reminders", reminders),
    };
}

}
