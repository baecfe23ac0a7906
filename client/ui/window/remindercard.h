#pragma once

#include "client/models/reminder.h"

#include <QPointer>
#include <QTimeZone>
#include <QTimer>
#include <QWidget>

class QPushButton;
class QToolButton;

namespace hearth::shared {
class Clock;
}

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class Label;
class ThemeSource;

/// The reminders that wait for an answer, in the corner of `host`, the one that begins first on top.
class ReminderCard : public QWidget {
    Q_OBJECT

public:
    ReminderCard(const ThemeSource &theme, Workspace &workspace, const shared::Clock &clock, QWidget *host);
    ~ReminderCard() override;

Q_SIGNALS:
    void openWanted(hearth::shared::EventId event);
    /// What could not be done, or was: a sentence.
    void said(const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildHead();
    void buildSnooze();
    void refresh();
    void showTexts();
    void place();
    void claim();

    const ThemeSource &m_source;
    Workspace &m_workspace;
    const shared::Clock &m_clock;
    QPointer<QWidget> m_host;
    Reminder m_reminder; ///< on top
    qsizetype m_more = 0; ///< below it
    QTimer m_minute; ///< while it shows: "in 30 minutes" is soon another number
    Label *m_title = nullptr;
    Label *m_detail = nullptr;
    Label *m_others = nullptr;
    QToolButton *m_close = nullptr;
    QPushButton *m_snooze = nullptr;
    QPushButton *m_claim = nullptr;
    QPushButton *m_open = nullptr;
};

}
