#include "client/app/startreport.h"

#include "client/models/eventindex.h"
#include "client/models/onboarding.h"
#include "client/models/workspace.h"
#include "client/ui/window/mainwindow.h"
#include "shared/base/clock.h"

#include <QEvent>
#include <QTimer>

#include <cstdio>
#include <utility>

namespace hearth::client {

StartReport::StartReport(qint64 startedMs, ui::MainWindow &window, Onboarding &onboarding)
    : m_startedMs(startedMs)
    , m_onboarding(onboarding)
{
    window.installEventFilter(this);
    connect(&window, &ui::MainWindow::painted, this, [this] { say("first picture"); });
}

bool StartReport::eventFilter(QObject *watched, QEvent *event)
{
    // The window paints what is there by then, within this event, which it gets after the filter.
    const bool paints = event->type() == QEvent::UpdateRequest || event->type() == QEvent::Paint;
    if (paints && hasEvents() && !std::exchange(m_eventsSaid, true))
        QTimer::singleShot(0, this, [this] { say("events painted"); });
    return QObject::eventFilter(watched, event);
}

bool StartReport::hasEvents() const
{
    Workspace *workspace = m_onboarding.workspace();
    return workspace && workspace->events().size() > 0;
}

void StartReport::say(const char *what) const
{
    std::printf("%s after %lld ms\n", what,
                static_cast<long long>(shared::SystemClock().nowMs() - m_startedMs));
    std::fflush(stdout);
}

}
