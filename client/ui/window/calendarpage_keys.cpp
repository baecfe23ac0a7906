#include "client/ui/dialogs/shortcutsdialog.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/widgets/popoverframe.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/sidepanel.h"
#include "client/ui/window/topbar.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCalendarWidget>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
/// Single letters are dead while text is edited.
bool editsText()
{
    const QWidget *focus = QApplication::focusWidget();
    return qobject_cast<const QLineEdit *>(focus) || qobject_cast<const QPlainTextEdit *>(focus)
        || qobject_cast<const QAbstractSpinBox *>(focus);
}
}

void CalendarPage::addKey(const QList<QKeySequence> &keys, const std::function<void()> &action)
{
    for (const QKeySequence &key : keys)
        connect(new QShortcut(key, this), &QShortcut::activated, this, action);
}

void CalendarPage::addLetter(const QString &letter, const std::function<void()> &action)
{
    connect(new QShortcut(QKeySequence(letter), this), &QShortcut::activated, this, [action] {
        if (!editsText())
            action();
    });
}

void CalendarPage::addKeys()
{
    const QList<QPair<ViewKind, QString>> kinds{{ViewKind::Day, u"D"_s},
                                                {ViewKind::Week, u"W"_s},
                                                {ViewKind::Month, u"M"_s},
                                                {ViewKind::Agenda, u"A"_s}};
    for (int i = 0; i < kinds.size(); ++i) {
        const auto show = [this, kind = kinds.at(i).first] { m_views->setKind(kind); };
        addKey({QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i))}, show);
        addLetter(kinds.at(i).second, show);
    }
    const auto create = [this] { createNew(); };
    const auto today = [this] { m_views->goToToday(); };
    const auto next = [this] { m_views->next(); };
    const auto previous = [this] { m_views->previous(); };
    const auto search = [this] { showSearch(); };
    const auto goTo = [this] { showGoTo(); };
    addKey({QKeySequence::New}, create);
    addKey({QKeySequence(Qt::CTRL | Qt::Key_T)}, today);
    addKey({QKeySequence(Qt::Key_PageDown), QKeySequence(Qt::ALT | Qt::Key_Right)}, next);
    addKey({QKeySequence(Qt::Key_PageUp), QKeySequence(Qt::ALT | Qt::Key_Left)}, previous);
    addKey({QKeySequence::Find}, search);
    addKey({QKeySequence(Qt::CTRL | Qt::Key_G)}, goTo);
    addKey({QKeySequence::Undo}, [this] { undo(); });
    addKey({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)}, [this] { redo(); });
    addKey({QKeySequence::Print}, [this] { printView(); });
    addKey({QKeySequence(Qt::CTRL | Qt::Key_Comma)}, [this] { Q_EMIT settingsWanted(); });
    addKey({QKeySequence(Qt::CTRL | Qt::Key_I)}, [this] { showPanel(!m_panel->isVisible()); });
    addLetter(u"C"_s, create);
    addLetter(u"T"_s, today);
    addLetter(u"N"_s, next);
    addLetter(u"J"_s, next);
    addLetter(u"P"_s, previous);
    addLetter(u"K"_s, previous);
    addLetter(u"/"_s, search);
    addLetter(u"G"_s, goTo);
    addLetter(u"?"_s, [this] {
        auto *dialog = new ShortcutsDialog(m_themes, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void CalendarPage::showGoTo()
{
    auto *popover = new PopoverFrame(m_themes, this);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    auto *calendar = new QCalendarWidget;
    calendar->setSelectedDate(m_views->date());
    calendar->setGridVisible(false);
    popover->content()->addWidget(calendar);
    calendar->ensurePolished();
    const Measures &m = m_themes.theme().measures();
    popover->setFixedWidth(popover->minimumWidth() - popover->panel().width() + calendar->sizeHint().width()
                           + 2 * m.popoverPad);
    connect(calendar, &QCalendarWidget::activated, this, [this, popover](QDate day) {
        m_views->goTo(day);
        popover->close();
    });
    popover->popup(*m_top);
    calendar->setFocus();
}

}
