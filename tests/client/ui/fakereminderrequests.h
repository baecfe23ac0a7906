#pragma once

#include "client/models/reminderrequests.h"

#include <QStringList>

namespace hearth::tests {

/// Notes what was asked for and answers as told, at once.
class FakeReminderRequests final : public client::ReminderRequests {
public:
    FakeReminderRequests(QStringList &calls, const shared::Outcome &answer)
        : m_calls(calls)
        , m_answer(answer)
    {
    }

    void claim(const client::Reminder &reminder, Finished finished) override
    {
        m_calls.append(QStringLiteral("claim ") + reminder.title);
        finished(m_answer);
    }
    void setOwn(shared::CalendarId, const client::ReminderSettings &settings, Finished finished) override
    {
        m_calls.append(QStringLiteral("own reminders"));
        lastOwn = settings;
        if (holds)
            held = finished;
        else
            finished(m_answer);
    }
    void setDefaults(shared::CalendarId, const client::ReminderDefaults &defaults, Finished finished) override
    {
        m_calls.append(QStringLiteral("default reminders"));
        lastDefaults = defaults;
        finished(m_answer);
    }

    client::ReminderSettings lastOwn;
    bool holds = false; ///< setOwn() is not answered yet
    Finished held;
    client::ReminderDefaults lastDefaults;

private:
    QStringList &m_calls;
    const shared::Outcome &m_answer;
};

}
