#include "client/ui/firstrun/firstrun.h"

#include "client/ui/firstrun/accountpages.h"
#include "client/ui/firstrun/hostreadypage.h"
#include "client/ui/firstrun/keyconfirmation.h"
#include "client/ui/firstrun/welcomepage.h"
#include "client/ui/theme/themesource.h"

#include <QScrollArea>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
/// Pages scroll where the window is smaller than they are.
QScrollArea *scrolled(QWidget *page)
{
    auto *area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    return area;
}
}

FirstRun::FirstRun(ThemeSource &themes, Onboarding &onboarding, QWidget *parent)
    : QStackedWidget(parent)
    , m_themes(themes)
    , m_onboarding(onboarding)
    , m_host(new HostPage(themes))
    , m_join(new JoinPage(themes))
    , m_signIn(new SignInPage(themes))
{
    auto *welcome = new WelcomePage(themes);
    m_welcome = scrolled(welcome);
    addWidget(m_welcome);
    const auto addPage = [this](FormPage *page) {
        QScrollArea *area = scrolled(page);
        addWidget(area);
        connect(page, &FormPage::backWanted, this, [this] { setCurrentWidget(m_welcome); });
        return area;
    };
    QWidget *host = addPage(m_host);
    QWidget *join = addPage(m_join);
    QWidget *signIn = addPage(m_signIn);
    connect(welcome, &WelcomePage::hostChosen, this, [this, host] { setCurrentWidget(host); });
    connect(welcome, &WelcomePage::joinChosen, this, [this, join] { setCurrentWidget(join); });
    connect(welcome, &WelcomePage::signInChosen, this, [this, signIn] { setCurrentWidget(signIn); });
    connect(m_host, &HostPage::wanted, this, &FirstRun::host);
    connect(m_join, &JoinPage::wanted, this, &FirstRun::join);
    connect(m_signIn, &SignInPage::wanted, this, &FirstRun::signIn);
}

void FirstRun::showInvitation(const InvitationLink &link)
{
    m_join->setInvitation(link);
    setCurrentIndex(2);
}

void FirstRun::host(const Onboarding::HostRequest &request)
{
    m_onboarding.startHere(request, [this, name = request.calendarName](const shared::Outcome &outcome) {
        m_host->finish(outcome);
        if (!outcome)
            return;
        auto *ready = new HostReadyPage(m_themes, m_onboarding, name);
        connect(ready, &HostReadyPage::openWanted, this, &FirstRun::finished);
        setCurrentIndex(addWidget(scrolled(ready)));
    });
}

void FirstRun::join(const Onboarding::JoinRequest &request)
{
    m_onboarding.join(request, [this, request](const shared::Outcome &outcome) {
        settle(*m_join, outcome, [this, request](const QString &fingerprint) {
            Onboarding::JoinRequest again = request;
            again.fingerprint = fingerprint;
            join(again);
        });
    });
}

void FirstRun::signIn(const Onboarding::SignInRequest &request)
{
    m_onboarding.signIn(request, [this, request](const shared::Outcome &outcome) {
        settle(*m_signIn, outcome, [this, request](const QString &fingerprint) {
            Onboarding::SignInRequest again = request;
            again.fingerprint = fingerprint;
            signIn(again);
        });
    });
}

void FirstRun::settle(FormPage &page, const shared::Outcome &outcome,
                      const std::function<void(const QString &)> &retry)
{
    if (!outcome && outcome.error().reason == "unknown_certificate"_L1) {
        const QString offered = m_onboarding.offeredFingerprint();
        if (confirmServerKey(m_themes, offered, this)) {
            page.setBusy(tr("Knocking…"));
            return retry(offered);
        }
        return page.finish(shared::Error{shared::ErrorCode::Unauthenticated,
                                         tr("The key was not confirmed. Nothing was sent.")});
    }
    page.finish(outcome);
    if (outcome)
        Q_EMIT finished();
}

}
