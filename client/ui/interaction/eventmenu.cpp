#include "client/ui/interaction/eventmenu.h"

#include "client/models/eventindex.h"
#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QPainter>

#include <array>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("EventMenu", text); }

QString colourLabel(CalendarColour colour)
{
    static const std::array<const char *, kCalendarColourCount> kNames = {
        QT_TRANSLATE_NOOP("EventMenu", "Brick"),  QT_TRANSLATE_NOOP("EventMenu", "Apricot"),
        QT_TRANSLATE_NOOP("EventMenu", "Honey"),  QT_TRANSLATE_NOOP("EventMenu", "Olive"),
        QT_TRANSLATE_NOOP("EventMenu", "Moss"),   QT_TRANSLATE_NOOP("EventMenu", "Pine"),
        QT_TRANSLATE_NOOP("EventMenu", "Lagoon"), QT_TRANSLATE_NOOP("EventMenu", "Sky"),
        QT_TRANSLATE_NOOP("EventMenu", "Iris"),   QT_TRANSLATE_NOOP("EventMenu", "Plum"),
        QT_TRANSLATE_NOOP("EventMenu", "Rose"),   QT_TRANSLATE_NOOP("EventMenu", "Stone"),
    };
    return tr(kNames[size_t(colour)]);
}

QIcon swatch(const QWidget &widget, const QColor &colour, int size)
{
    const qreal dpr = widget.devicePixelRatioF();
    QPixmap pixmap(QSize(size, size) * dpr);
    pixmap.setDevicePixelRatio(dpr);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint::dot(painter, QPointF(size, size) / 2, size * 3 / 4.0, colour);
    return pixmap;
}

QMenu *newMenu(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

void addColours(QMenu &menu, InteractionController &controller, const EventItem &event, const Theme &theme)
{
    QMenu *colours = menu.addMenu(Icons::icon(u"palette"_s), tr("Colour"));
    auto *group = new QActionGroup(colours);
    const auto add = [&](const QString &label, const QString &name, const QIcon &icon) {
        QAction *action = colours->addAction(icon, label);
        action->setCheckable(true);
        action->setChecked(event.colour == name);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &controller,
                         [&controller, id = event.id, name] { controller.setColour(id, name); });
    };
    add(tr("As the calendar"), {}, {});
    for (const CalendarColour colour : calendarColours())
        add(colourLabel(colour), calendarColourName(colour),
            swatch(menu, theme.tint(colour).edge, theme.measures().icon16));
}

}

QMenu *eventMenu(QWidget &parent, InteractionController &controller, shared::EventId event,
                 const Theme &theme)
{
    QMenu *menu = newMenu(&parent);
    const auto add = [&](const QString &icon, const QString &text, const QKeySequence &key, auto slot) {
        QAction *action = menu->addAction(Icons::icon(icon), text);
        action->setShortcut(key);
        // Shown only: the keys themselves belong to the grid.
        action->setShortcutContext(Qt::WidgetShortcut);
        QObject::connect(action, &QAction::triggered, &controller, slot);
        return action;
    };
    const bool mayChange = controller.mayChange(event);
    add(mayChange ? u"edit"_s : u"eye"_s, mayChange ? tr("Edit") : tr("Open"), Qt::Key_Return,
        [&controller, event] { controller.open(event); });
    if (!mayChange)
        return menu;
    add(u"copy"_s, tr("Duplicate"), Qt::CTRL | Qt::Key_D,
        [&controller, event] { controller.duplicate(event); });
    if (const EventItem *item = controller.index().find(event))
        addColours(*menu, controller, *item, theme);
    menu->addSeparator();
    add(u"trash"_s, tr("Delete"), Qt::Key_Delete, [&controller, event] { controller.remove(event); });
    return menu;
}

QMenu *newEventMenu(QWidget &parent, const std::function<void()> &create)
{
    QMenu *menu = newMenu(&parent);
    QAction *action = menu->addAction(Icons::icon(u"plus"_s), tr("New event"));
    QObject::connect(action, &QAction::triggered, menu, create);
    return menu;
}

}
