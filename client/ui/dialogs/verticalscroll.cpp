#include "client/ui/dialogs/verticalscroll.h"

#include <QEvent>

namespace hearth::client::ui {

VerticalScroll::VerticalScroll(QWidget *content, QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
    // QScrollArea makes both opaque.
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

QSize VerticalScroll::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width(), QScrollArea::minimumSizeHint().height()};
}

bool VerticalScroll::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::event(event);
}

}
