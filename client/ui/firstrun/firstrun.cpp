#include "client/ui/firstrun/firstrun.h"

#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/firstrun/accountpages.h"
#include "client/ui/firstrun/hostreadypage.h"
#include "client/ui/firstrun/keyconfirmation.h"
#include "client/ui/firstrun/welcomepage.h"
#include "client/ui/theme/themesource.h"

#include <QPointer>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

FirstRun::FirstRun(ThemeSource &themes, Onboarding &onboarding, QWidget *parent)
    : QStackedWidget(parent)
    , m_themes(themes)
    , m_onboarding(onboarding)
    , m_host(new HostPage(themes))
    , m_join(new JoinPage(themes))
    , m_signIn(new SignInPage(themes))
{
    auto *welcome = new WelcomePage(themes);
    m_welcome = new VerticalScroll(welcome);
    addWidget(m_welcome);
    const auto addPage = [this](FormPage *page) {
        auto *area = new VerticalScroll(page);
        addWidget(area);
        connect(page, &FormPage::backWanted, this, [this] { setCurrentWidget(m_welcome); });
        return area;
    };
    QWidget *host = addPage(m_host);
    QWidget *join = addPage(m_join);
    m_joinArea = join;
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
    setCurrentWidget(m_joinArea);
}

void FirstRun::host(const Onboarding::HostRequest &request)
{
    m_busy = true;
    const auto finished = [this, name = request.calendarName](const shared::Outcome &outcome) {
        m_busy = outcome.ok();
        m_host->finish(outcome);
        if (!outcome)
            return;
        auto *ready = new HostReadyPage(m_themes, m_onboarding, name);
        connect(ready, &HostReadyPage::openWanted, this, &FirstRun::finished);
        setCurrentIndex(addWidget(new VerticalScroll(ready)));
    };
    m_onboarding.startHere(request, guarded(finished));
}

void FirstRun::join(const Onboarding::JoinRequest &request)
{
    m_busy = true;
    const auto finished = [this, request](const shared::Outcome &outcome) {
        settle(*m_join, outcome, [this, request](const QString &fingerprint) {
            Onboarding::JoinRequest again = request;
            again.fingerprint = fingerprint;
            join(again);
        });
    };
    m_onboarding.join(request, guarded(finished));
}

void FirstRun::signIn(const Onboarding::SignInRequest &request)
{
    m_busy = true;
    const auto finished = [this, request](const shared::Outcome &outcome) {
        settle(*m_signIn, outcome, [this, request](const QString &fingerprint) {
            Onboarding::SignInRequest again = request;
            again.fingerprint = fingerprint;
            signIn(again);
        });
    };
    m_onboarding.signIn(request, guarded(finished));
}

/// The window may be gone when the answer comes.
Onboarding::Finished FirstRun::guarded(const Onboarding::Finished &finished)
{
    return [self = QPointer(this), finished](const shared::Outcome &outcome) {
        if (self)
            finished(outcome);
    };
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
        m_busy = false;
        return page.finish(shared::Error{shared::ErrorCode::Unauthenticated,
                                         tr("The key was not confirmed. Nothing was sent.")});
    }
    m_busy = false;
    page.finish(outcome);
    if (outcome)
        Q_EMIT finished();
}

}
