#include "client/ui/firstrun/accountpages.h"

#include "client/ui/widgets/formfield.h"
#include "shared/base/text.h"
#include "shared/domain/event.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

QString usernameProblem(const QString &text)
{
    if (text.isEmpty())
        return FormPage::tr("Your name is missing.");
    if (!shared::parseUsername(text))
        return FormPage::tr(
            "A name has 1 to 64 letters, digits, dots, hyphens or underscores, and no spaces.");
    return {};
}

QString passwordProblem(const QString &text)
{
    return shared::checkPassword(text) ? QString() : FormPage::tr("A password has 8 characters at least.");
}

QString calendarNameProblem(const QString &text)
{
    if (text.trimmed().isEmpty())
        return FormPage::tr("The calendar’s name is missing.");
    if (!shared::parseName(text, shared::kMaxCalendarName, {}))
        return FormPage::tr("A calendar’s name has 100 characters at most.");
    return {};
}

HostPage::HostPage(const ThemeSource &themes, QWidget *parent)
    : FormPage(themes, tr("Start a calendar here"),
               tr("It lives on this computer. You invite the others when it is open."),
               tr("Open the calendar"), parent)
    , m_username(addField(tr("Your name"), tr("ana")))
    , m_password(addPassword(tr("A password for you"), {},
                             tr("For signing in from another device. 8 characters at least.")))
    , m_calendar(addField(tr("The calendar’s name"), tr("Family")))
    , m_calendarPassword(addPassword(tr("A password for the calendar"), tr("None"),
                                     tr("Whoever joins has to know it. Without one, the name is enough.")))
{
}

void HostPage::submit()
{
    bool fine = check(m_username, usernameProblem(textOf(m_username)));
    fine &= check(m_password, passwordProblem(textOf(m_password)));
    fine &= check(m_calendar, calendarNameProblem(textOf(m_calendar)));
    if (!fine)
        return goToProblem();
    setBusy(tr("Starting the server on this computer…"));
    Q_EMIT wanted(
        {textOf(m_username), textOf(m_password), textOf(m_calendar).trimmed(), textOf(m_calendarPassword)});
}

JoinPage::JoinPage(const ThemeSource &themes, QWidget *parent)
    : FormPage(themes, tr("Join with an invitation"),
               tr("Paste the link that you were sent, or type the address."), tr("Join"), parent)
    , m_link(addField(tr("Link or address"), u"hearth://join…  /  192.168.1.24:8443"_s))
    , m_calendar(addField(tr("The calendar’s name"), tr("Family")))
    , m_calendarPassword(addPassword(tr("The calendar’s password"), tr("None")))
    , m_username(addField(tr("Your name"), tr("ben")))
    , m_password(addPassword(tr("Your password"), {}, tr("8 characters at least.")))
    , m_known(new QCheckBox(tr("I have an account there already")))
{
    addPair(m_calendar, m_calendarPassword);
    addPair(m_username, m_password);
    fields()->addWidget(m_known);
    connect(qobject_cast<QLineEdit *>(m_link->input()), &QLineEdit::textChanged, this, &JoinPage::readLink);
}

void JoinPage::setInvitation(const InvitationLink &link) { setText(m_link, link.toString()); }

void JoinPage::readLink(const QString &text)
{
    m_fingerprint.clear();
    m_code.clear();
    const auto link = InvitationLink::parse(text);
    if (link) {
        m_fingerprint = link->fingerprint;
        m_code = link->code;
        setText(m_calendar, link->calendarName);
    }
    const bool invited = !m_code.isEmpty();
    m_calendar->setVisible(!invited);
    m_calendarPassword->setVisible(!invited);
    m_link->setHint(!invited ? QString()
                        : link->calendarName.isEmpty()
                        ? tr("The invitation is all that it takes: no password of the calendar.")
                        : tr("An invitation to “%1”.").arg(link->calendarName));
}

void JoinPage::submit()
{
    const QString typed = textOf(m_link).trimmed();
    const bool isLink = typed.startsWith("hearth:"_L1) || typed.contains("/invite/"_L1);
    const auto link = InvitationLink::parse(typed);
    QString problem;
    if (typed.isEmpty())
        problem = tr("The link or the address is missing.");
    else if (isLink && !link)
        problem = link.error().message;
    bool fine = check(m_link, problem);
    fine &= check(m_calendar, m_code.isEmpty() ? calendarNameProblem(textOf(m_calendar)) : QString());
    fine &= check(m_username, usernameProblem(textOf(m_username)));
    fine &= check(m_password, passwordProblem(textOf(m_password)));
    if (!fine)
        return goToProblem();
    setBusy(tr("Knocking…"));
    Q_EMIT wanted({isLink ? link->address : typed, m_fingerprint, textOf(m_username), textOf(m_password),
                   !m_known->isChecked(), textOf(m_calendar).trimmed(), textOf(m_calendarPassword), m_code});
}

SignInPage::SignInPage(const ThemeSource &themes, QWidget *parent)
    : FormPage(themes, tr("Sign in to a server"), tr("Your calendars come here and stay readable offline."),
               tr("Sign in"), parent)
    , m_server(addField(tr("Address"), u"calendar.example.org"_s))
    , m_username(addField(tr("Your name"), tr("ana")))
    , m_password(addPassword(tr("Your password"), {}))
    , m_create(new QCheckBox(tr("I am new there: make an account")))
{
    fields()->addWidget(m_create);
}

void SignInPage::submit()
{
    bool fine =
        check(m_server, textOf(m_server).trimmed().isEmpty() ? tr("The address is missing.") : QString());
    fine &= check(m_username, usernameProblem(textOf(m_username)));
    fine &= check(m_password, passwordProblem(textOf(m_password)));
    if (!fine)
        return goToProblem();
    setBusy(tr("Signing in…"));
    Q_EMIT wanted(
        {textOf(m_server).trimmed(), {}, textOf(m_username), textOf(m_password), m_create->isChecked()});
}

}
