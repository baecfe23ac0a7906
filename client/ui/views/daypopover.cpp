#include "client/ui/views/daypopover.h"

#include "client/ui/interaction/gesture.h"
#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/calendarview.h"
#include "client/ui/views/daylist.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

DayPopover::DayPopover(const ViewContext &context, InteractionController &controller, QDate day,
                       CalendarView *view)
    : PopoverFrame(context.theme, view)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setLocale(view->locale());
    setAccessibleName(view->spokenDay(day));

    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(new Label(context.theme, view->spokenDay(day), FontRole::Group, Tone::Ink, this), 1);
    auto *add = new IconButton(context.theme, u"plus"_s, tr("New event"), this);
    auto *close = new IconButton(context.theme, u"x"_s, tr("Close"), this);
    head->addWidget(add);
    head->addWidget(close);
    content()->addLayout(head);

    auto *list = new DayList(context, controller, day, this);
    content()->addWidget(list);
    setFocusProxy(list);

    add->setVisible(controller.mayCreate());
    connect(close, &QToolButton::clicked, this, &QWidget::close);
    connect(add, &QToolButton::clicked, this, [this, &controller, view, day] {
        hide();
        controller.requestCreate(*view, daySpan(day, day));
        QWidget::close();
    });
    connect(list, &DayList::chosen, this, [this, &controller](shared::EventId event) {
        controller.select(event);
        QWidget::close();
    });
    connect(list, &DayList::opened, this, [this, &controller](shared::EventId event) {
        QWidget::close();
        controller.open(event);
    });
}

void DayPopover::popUp(const QRect &anchor)
{
    popup(anchor, Side::Below);
    setFocus(Qt::PopupFocusReason);
}

}
