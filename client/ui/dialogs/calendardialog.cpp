#include "client/ui/dialogs/calendardialog.h"

#include "client/models/workspace.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/colourpicker.h"
#include "client/ui/widgets/formfield.h"
#include "shared/base/text.h"
#include "shared/domain/event.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {
constexpr int kWidth = 480;

QString titleOf(CalendarDialog::Purpose purpose)
{
    switch (purpose) {
    case CalendarDialog::Purpose::Create:
        return CalendarDialog::tr("New calendar");
    case CalendarDialog::Purpose::Join:
        return CalendarDialog::tr("Join a calendar");
    case CalendarDialog::Purpose::Edit:
        return CalendarDialog::tr("Edit the calendar");
    }
    Q_UNREACHABLE();
}

QString actionOf(CalendarDialog::Purpose purpose)
{
    switch (purpose) {
    case CalendarDialog::Purpose::Create:
        return CalendarDialog::tr("Create");
    case CalendarDialog::Purpose::Join:
        return CalendarDialog::tr("Join");
    case CalendarDialog::Purpose::Edit:
        return CalendarDialog::tr("Save");
    }
    Q_UNREACHABLE();
}
}

CalendarDialog::CalendarDialog(const ThemeSource &themes, Workspace &workspace, Purpose purpose,
                               const shared::Calendar &calendar, QWidget *parent)
    : SheetDialog(themes, titleOf(purpose), {}, actionOf(purpose), parent)
    , m_workspace(workspace)
    , m_purpose(purpose)
    , m_calendar(calendar)
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout;
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    column->setSpacing(m.space16);
    auto *name = new QLineEdit(calendar.name);
    name->setPlaceholderText(tr("Family"));
    m_name = new FormField(themes, tr("Name"), name);
    column->addWidget(m_name);
    connect(name, &QLineEdit::textChanged, this, &CalendarDialog::validate);
    if (purpose != Purpose::Edit) {
        auto *password = new QLineEdit;
        password->setEchoMode(QLineEdit::Password);
        password->setPlaceholderText(tr("None"));
        m_password = new FormField(themes, tr("Password"), password);
        m_password->setHint(purpose == Purpose::Create
                                ? tr("Whoever joins has to know it. Without one, the name is enough.")
                                : tr("Ask whoever made the calendar."));
        column->addWidget(m_password);
    }
    if (purpose != Purpose::Join) {
        m_colour = new ColourPicker(themes);
        m_colour->setColour(calendarColourFromName(calendar.colour).value_or(CalendarColour::Moss));
        column->addWidget(new FormField(themes, tr("Colour"), m_colour));
    }
    column->addStretch();
    body()->addLayout(column);
    setMinimumWidth(themes.theme().scaled(kWidth));
    validate();
    name->setFocus();
}

QString CalendarDialog::nameText() const
{
    return qobject_cast<QLineEdit *>(m_name->input())->text().trimmed();
}

QString CalendarDialog::passwordText() const
{
    return m_password ? qobject_cast<QLineEdit *>(m_password->input())->text() : QString();
}

void CalendarDialog::validate()
{
    m_name->clearProblem();
    const bool tooLong = nameText().toUcs4().size() > shared::kMaxCalendarName;
    if (tooLong)
        m_name->setProblem(tr("A calendar’s name has 100 characters at most."));
    actionButton()->setEnabled(!nameText().isEmpty() && !tooLong);
}

void CalendarDialog::accept()
{
    setBusy(true, tr("One moment…"));
    const QPointer<CalendarDialog> self(this);
    const auto finished = [self](const shared::Outcome &outcome) {
        if (!self)
            return;
        self->setBusy(false);
        if (outcome)
            self->QDialog::accept();
        else
            self->m_name->setProblem(outcome.error().message);
    };
    const QString colour = m_colour ? QString(calendarColourName(m_colour->colour())) : QString();
    switch (m_purpose) {
    case Purpose::Create:
        return m_workspace.createCalendar(nameText(), passwordText(), colour, finished);
    case Purpose::Join:
        return m_workspace.joinCalendar(nameText(), passwordText(), finished);
    case Purpose::Edit:
        return m_workspace.updateCalendar(m_calendar.id, nameText(), colour, finished);
    }
}

}
