#pragma once

#include "client/ui/views/viewcontext.h"
#include "client/ui/widgets/popoverframe.h"

#include <QDate>

namespace hearth::client::ui {

class CalendarView;
class InteractionController;

/// All of one day, where a view has room for a part of it only. Deletes itself when it is closed.
class DayPopover : public PopoverFrame {
    Q_OBJECT

public:
    DayPopover(const ViewContext &context, InteractionController &controller, QDate day, CalendarView *view);

    /// Beside the "+n more", in global coordinates.
    void popUp(const QRect &anchor);
};

}
