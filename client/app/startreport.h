#pragma once

#include <QObject>

namespace hearth::client::ui {
class MainWindow;
}

namespace hearth::client {

class Onboarding;

/// Prints how long the start took: to the first picture of the window, and to the first one with events in
/// it.
class StartReport final : public QObject {
    Q_OBJECT

public:
    /// `startedMs`: when the program began, by the wall clock.
    StartReport(qint64 startedMs, ui::MainWindow &window, Onboarding &onboarding);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool hasEvents() const;
    void say(const char *what) const;

    const qint64 m_startedMs;
    Onboarding &m_onboarding;
    bool m_eventsSaid = false;
};

}
