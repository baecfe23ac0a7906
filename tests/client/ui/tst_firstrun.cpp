#include "client/ui/firstrun/accountpages.h"
#include "client/ui/firstrun/firstrun.h"
#include "client/ui/firstrun/hostreadypage.h"
#include "client/ui/firstrun/qrcode.h"
#include "client/ui/widgets/formfield.h"
#include "tests/client/ui/uitest.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace hearth;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;
using client::InvitationLink;

class TestFirstRun : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tearDown(); }

    void sentences_data();
    void sentences();
    void keysTakeTheChoices();
    void hostIsChecked();
    void hostsAndInvites();
    void theHostsInvitationIsARealOne();
    void joinsByAnInvitation();
    void hostShowsWhatFailed();
    void joinsByLink();
    void joinRefusesABrokenLink();
    void asksAboutAnUnknownKey_data();
    void asksAboutAnUnknownKey();
    void survivesItsEnd();
    void codeCarriesTheLink();

private:
    std::unique_ptr<FirstRun> page(int key);
    static void type(const QWidget &page, const QString &label, const QString &text);
    static void press(const QWidget &page, const QString &text) { shown<QPushButton>(page, text)->click(); }
    InvitationLink link() { return home().onboarding.invitation(u"Lindgren family"_s); }
};

std::unique_ptr<FirstRun> TestFirstRun::page(int key)
{
    auto run = std::make_unique<FirstRun>(home().december.theme, home().onboarding);
    run->resize(1100, 760);
    run->show();
    run->activateWindow();
    if (!QTest::qWaitForWindowActive(run.get()))
        qWarning("The window did not become active");
    if (key > 0)
        QTest::keyClick(run.get(), Qt::Key(Qt::Key_0 + key));
    return run;
}

void TestFirstRun::type(const QWidget &page, const QString &label, const QString &text)
{
    shown<QLineEdit>(page, label)->setText(text);
}

void TestFirstRun::sentences_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("fine");
    QTest::newRow("name") << usernameProblem(u"ben"_s) << true;
    QTest::newRow("name of any script") << usernameProblem(u"Бен"_s) << true;
    QTest::newRow("no name") << usernameProblem({}) << false;
    QTest::newRow("name with a space") << usernameProblem(u"ben lindgren"_s) << false;
    QTest::newRow("64 letters") << usernameProblem(QString(64, u'b')) << true;
    QTest::newRow("65 letters") << usernameProblem(QString(65, u'b')) << false;
    QTest::newRow("8 characters") << passwordProblem(u"12345678"_s) << true;
    QTest::newRow("7 characters") << passwordProblem(u"1234567"_s) << false;
    QTest::newRow("no password") << passwordProblem({}) << false;
    QTest::newRow("calendar") << calendarNameProblem(u"Family"_s) << true;
    QTest::newRow("calendar of spaces") << calendarNameProblem(u"  "_s) << false;
    QTest::newRow("101 letters") << calendarNameProblem(QString(101, u'f')) << false;
}

void TestFirstRun::sentences()
{
    QFETCH(const QString, sentence);
    QFETCH(const bool, fine);
    QCOMPARE(sentence.isEmpty(), fine);
}

void TestFirstRun::keysTakeTheChoices()
{
    const auto run = page(0);
    QVERIFY(run->focusWidget());
    QCOMPARE(run->focusWidget()->accessibleName(), u"Start a calendar on this computer"_s);
    QTest::keyClick(run.get(), Qt::Key_3);
    QVERIFY(shown<QLabel>(*run, u"Sign in to a server"_s));
    QCOMPARE(run->focusWidget()->accessibleName(), u"Address"_s);
    press(*run, u"Back"_s);
    QTest::keyClick(run.get(), Qt::Key_2);
    QVERIFY(shown<QLabel>(*run, u"Join with an invitation"_s));
}

void TestFirstRun::hostIsChecked()
{
    const auto run = page(1);
    type(*run, u"Your name"_s, u"ben lindgren"_s);
    press(*run, u"Open the calendar"_s);
    QVERIFY(home().onboarding.hostRequests.isEmpty());
    int wrong = 0;
    for (const FormField *field : run->findChildren<FormField *>())
        wrong += field->isVisible() && field->hasProblem() ? 1 : 0;
    QCOMPARE(wrong, 3);
    QCOMPARE(run->focusWidget()->accessibleName(), u"Your name"_s);
    // Typing takes the sentence away.
    QTest::keyClick(run->focusWidget(), Qt::Key_X);
    QVERIFY(!run->focusWidget()->accessibleDescription().contains(u"64"_s));
}

void TestFirstRun::hostsAndInvites()
{
    home().onboarding.afterSuccess = &home().workspace;
    const auto run = page(1);
    QSignalSpy finished(run.get(), &FirstRun::finished);
    type(*run, u"Your name"_s, u"ben"_s);
    type(*run, u"A password for you"_s, u"a long password"_s);
    type(*run, u"The calendar’s name"_s, u" Lindgren family "_s);
    press(*run, u"Open the calendar"_s);
    QVERIFY(run->isBusy());
    QVERIFY(!shown<QPushButton>(*run, u"Open the calendar"_s)->isEnabled());
    QTRY_VERIFY(run->findChild<HostReadyPage *>());
    QCOMPARE(home().onboarding.hostRequests.first().calendarName, u"Lindgren family"_s);
    QVERIFY(shown<QLabel>(*run, u"“Lindgren family” is open"_s));
    QVERIFY(shown<QLabel>(*run, u"3 of 5 online"_s));
    QVERIFY(finished.isEmpty());
    shown<QCheckBox>(*run, u"Go on hosting when the window is closed"_s)->click();
    QVERIFY(!home().onboarding.keeps);
    press(*run, u"Open the calendar"_s);
    QCOMPARE(finished.size(), 1);
}

void TestFirstRun::theHostsInvitationIsARealOne()
{
    home().onboarding.afterSuccess = &home().workspace;
    const auto run = page(1);
    type(*run, u"Your name"_s, u"ben"_s);
    type(*run, u"A password for you"_s, u"a long password"_s);
    type(*run, u"The calendar’s name"_s, u"Family"_s);
    press(*run, u"Open the calendar"_s);
    QTRY_VERIFY(run->findChild<HostReadyPage *>());
    QCOMPARE(home().workspace.people.calls, QStringList{u"invite editor 604800 10"_s});
    const auto link = InvitationLink::parse(shown<QLineEdit>(*run, u"Link of the invitation"_s)->text());
    QVERIFY(link.ok());
    QCOMPARE(link->code, u"K7M4QX9TPLDN2R8SVWYZ5A"_s);
}

void TestFirstRun::joinsByAnInvitation()
{
    const auto run = page(2);
    type(*run, u"Link or address"_s, u"https://heim.example/invite/abc"_s);
    QVERIFY(!shown<QLineEdit>(*run, u"The calendar’s name"_s));
    QVERIFY(!shown<QLineEdit>(*run, u"The calendar’s password"_s));
    type(*run, u"Your name"_s, u"ana"_s);
    type(*run, u"Your password"_s, u"a long password"_s);
    press(*run, u"Join"_s);
    QTRY_COMPARE(home().onboarding.joinRequests.size(), 1);
    QCOMPARE(home().onboarding.joinRequests.first().server, u"heim.example"_s);
    QCOMPARE(home().onboarding.joinRequests.first().inviteCode, u"abc"_s);
    type(*run, u"Link or address"_s, u"heim.example"_s);
    QVERIFY(shown<QLineEdit>(*run, u"The calendar’s name"_s));
}

void TestFirstRun::hostShowsWhatFailed()
{
    home().onboarding.answers = {shared::Error{shared::ErrorCode::Unavailable, u"The port is taken."_s}};
    const auto run = page(1);
    type(*run, u"Your name"_s, u"ben"_s);
    type(*run, u"A password for you"_s, u"a long password"_s);
    type(*run, u"The calendar’s name"_s, u"Family"_s);
    press(*run, u"Open the calendar"_s);
    QTRY_VERIFY(shown<QLabel>(*run, u"The port is taken."_s));
    QVERIFY(!run->isBusy());
    QVERIFY(shown<QPushButton>(*run, u"Open the calendar"_s)->isEnabled());
}

void TestFirstRun::joinsByLink()
{
    const auto run = page(0);
    QSignalSpy finished(run.get(), &FirstRun::finished);
    run->showInvitation(link());
    QCOMPARE(shown<QLineEdit>(*run, u"The calendar’s name"_s)->text(), u"Lindgren family"_s);
    type(*run, u"Your name"_s, u"ana"_s);
    type(*run, u"Your password"_s, u"a long password"_s);
    shown<QCheckBox>(*run, u"I have an account there already"_s)->click();
    press(*run, u"Join"_s);
    QTRY_COMPARE(finished.size(), 1);
    const auto request = home().onboarding.joinRequests.first();
    QCOMPARE(request.server, link().address);
    QCOMPARE(request.fingerprint, link().fingerprint);
    QVERIFY(!request.newAccount);
}

void TestFirstRun::joinRefusesABrokenLink()
{
    const auto run = page(2);
    type(*run, u"Link or address"_s, u"hearth://join?at=x"_s);
    type(*run, u"The calendar’s name"_s, u"Family"_s);
    type(*run, u"Your name"_s, u"ana"_s);
    type(*run, u"Your password"_s, u"a long password"_s);
    press(*run, u"Join"_s);
    QVERIFY(home().onboarding.joinRequests.isEmpty());
    // An address instead is fine, and carries no key from the link before.
    type(*run, u"Link or address"_s, link().toString());
    type(*run, u"Link or address"_s, u"192.168.1.24:8443"_s);
    press(*run, u"Join"_s);
    QCOMPARE(home().onboarding.joinRequests.size(), 1);
    QCOMPARE(home().onboarding.joinRequests.first().fingerprint, QString());
}

void TestFirstRun::asksAboutAnUnknownKey_data()
{
    QTest::addColumn<bool>("same");
    QTest::newRow("the same") << true;
    QTest::newRow("another") << false;
}

void TestFirstRun::asksAboutAnUnknownKey()
{
    QFETCH(const bool, same);
    home().onboarding.answers = {
        shared::Error{shared::ErrorCode::Unauthenticated, u"Unknown key"_s, u"unknown_certificate"_s}};
    const auto run = page(3);
    QSignalSpy finished(run.get(), &FirstRun::finished);
    type(*run, u"Address"_s, u"192.168.1.24:8443"_s);
    type(*run, u"Your name"_s, u"ana"_s);
    type(*run, u"Your password"_s, u"a long password"_s);
    int asked = 0;
    QTimer answer;
    QObject::connect(&answer, &QTimer::timeout, run.get(), [&] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        ++asked;
        same ? dialog->accept() : dialog->reject();
    });
    answer.start(1);
    press(*run, u"Sign in"_s);
    if (same) {
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(home().onboarding.signInRequests.size(), 2);
        QCOMPARE(home().onboarding.signInRequests.last().fingerprint, home().onboarding.offered);
    } else {
        QTRY_VERIFY(shown<QLabel>(*run, u"The key was not confirmed. Nothing was sent."_s));
        QCOMPARE(home().onboarding.signInRequests.size(), 1);
        QVERIFY(finished.isEmpty());
    }
    QCOMPARE(asked, 1);
    QCOMPARE(home().onboarding.signInRequests.first().fingerprint, QString());
}

void TestFirstRun::survivesItsEnd()
{
    auto run = page(1);
    type(*run, u"Your name"_s, u"ben"_s);
    type(*run, u"A password for you"_s, u"a long password"_s);
    type(*run, u"The calendar’s name"_s, u"Family"_s);
    press(*run, u"Open the calendar"_s);
    run.reset();
    QCoreApplication::processEvents();
    QCOMPARE(home().onboarding.hostRequests.size(), 1);
}

void TestFirstRun::codeCarriesTheLink()
{
    const auto modules = QrCode::modules(link().toString());
    QVERIFY(modules.size() >= 21);
    QCOMPARE(modules.size() % 4, 1);
    for (const auto &row : modules)
        QCOMPARE(row.size(), modules.size());
    QVERIFY(modules[0][0] && modules[0][6] && !modules[1][1]); // a finder pattern
    QVERIFY(QrCode::modules(QString(5000, u'x')).isEmpty());
}

QTEST_MAIN(TestFirstRun)
#include "tst_firstrun.moc"
