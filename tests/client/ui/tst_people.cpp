#include "client/ui/people/acceptdialog.h"
#include "client/ui/people/membersdialog.h"
#include "tests/client/ui/uitest.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

/// Members, people without an account and invitations.
class TestPeople : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup()
    {
        m_dialog.reset();
        tearDown();
    }

    void ownersGiveRoles();
    void refusedRoleFallsBack();
    void othersOnlyLook();
    void addsAndRenamesPeople();
    void makesAnInvitation();
    void withdrawsAnInvitation();
    void looksBeforeJoining();
    void endedInvitationCannotBeJoined();
    void linksThatAreNoInvitations_data();
    void linksThatAreNoInvitations();

private:
    QDialog &open(MembersDialog::Page page, shared::Role role = shared::Role::Owner)
    {
        shared::Calendar family = *home().december.calendars.find(home().december.calendar(u"Family"_s));
        family.role = role;
        m_dialog = std::make_unique<MembersDialog>(home().december.theme, home().workspace, home().onboarding,
                                                   family, page, nullptr);
        m_dialog->show();
        return *m_dialog;
    }
    QDialog &openLink(const QString &link)
    {
        m_dialog = std::make_unique<AcceptDialog>(home().december.theme, home().workspace, link, nullptr);
        m_dialog->show();
        return *m_dialog;
    }
    void choose(QComboBox *box, const QString &text)
    {
        box->setCurrentText(text);
        Q_EMIT box->activated(box->currentIndex());
    }
    QStringList &calls() { return home().workspace.people.calls; }

    std::unique_ptr<QDialog> m_dialog;
};

void TestPeople::ownersGiveRoles()
{
    QDialog &dialog = open(MembersDialog::Page::Members);
    QVERIFY(seen<QLabel>(dialog, u"Ben (you)"_s));
    auto *role = seen<QComboBox>(dialog, u"Role of Cleo"_s);
    QVERIFY(role);
    QCOMPARE(role->currentText(), u"Editor"_s);
    choose(role, u"Viewer"_s);
    QCOMPARE(calls(), QStringList{u"role viewer"_s});
    QVERIFY(seen<QAbstractButton>(dialog, u"Remove Dan"_s));
}

void TestPeople::refusedRoleFallsBack()
{
    home().workspace.people.answer =
        shared::Error{shared::ErrorCode::Conflict, u"Somebody has to be the owner."_s};
    QDialog &dialog = open(MembersDialog::Page::Members);
    choose(seen<QComboBox>(dialog, u"Role of Ben"_s), u"Viewer"_s);
    QVERIFY(seen<QLabel>(dialog, u"Somebody has to be the owner."_s));
    QCOMPARE(seen<QComboBox>(dialog, u"Role of Ben"_s)->currentText(), u"Owner"_s);
}

void TestPeople::othersOnlyLook()
{
    QDialog &dialog = open(MembersDialog::Page::Members, shared::Role::Viewer);
    QVERIFY(!seen<QComboBox>(dialog, u"Role of Cleo"_s));
    QVERIFY(!seen<QAbstractButton>(dialog, u"Remove Dan"_s));
    QVERIFY(!seen<QAbstractButton>(dialog, u"Invitations"_s));
    seen<QAbstractButton>(dialog, u"Without an account"_s)->click();
    QVERIFY(!seen<QLineEdit>(dialog, u"Name of somebody without an account"_s));
}

void TestPeople::addsAndRenamesPeople()
{
    QDialog &dialog = open(MembersDialog::Page::People);
    auto *name = seen<QLineEdit>(dialog, u"Name of somebody without an account"_s);
    QTest::keyClicks(name, u"Finn"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(dialog.isVisible()); // Return adds, and does not end the dialog
    auto *finn = seen<QLineEdit>(dialog, u"Name of Finn"_s);
    QVERIFY(finn);
    finn->setText(u"Finn L."_s);
    Q_EMIT finn->editingFinished();
    QCOMPARE(calls(), (QStringList{u"add Finn"_s, u"rename Finn L."_s}));
    QVERIFY(seen<QLineEdit>(dialog, u"Name of Finn L."_s));
}

void TestPeople::makesAnInvitation()
{
    QDialog &dialog = open(MembersDialog::Page::Invites);
    choose(seen<QComboBox>(dialog, u"Role of the invited"_s), u"Sees only when"_s);
    QVERIFY(
        seen<QLabel>(dialog, u"They will read: “You see when there is something, but not what it is.”"_s));
    choose(seen<QComboBox>(dialog, u"How long the invitation works"_s), u"1 day"_s);
    choose(seen<QComboBox>(dialog, u"How many it is for"_s), u"5 people"_s);
    seen<QPushButton>(dialog, u"Make the invitation"_s)->click();
    QCOMPARE(calls(), QStringList{u"invite busy 86400 5"_s});
    seen<QPushButton>(dialog, u"Copy link"_s)->click();
    const auto link = InvitationLink::parse(QGuiApplication::clipboard()->text());
    QVERIFY(link.ok());
    QCOMPARE(link->code, u"K7M4QX9TPLDN2R8SVWYZ5A"_s);
    // The computer's key goes with it, since nobody else vouches for it.
    QCOMPARE(link->fingerprint, home().onboarding.status.fingerprint);
    QVERIFY(seen<QPushButton>(dialog, u"Withdraw the invitation as Sees only when"_s));
}

void TestPeople::withdrawsAnInvitation()
{
    home().workspace.people.invites = {{shared::InviteId{QUuid::createUuid()}, shared::Role::Viewer, 2, 1,
                                        home().workspace.people.nowMs + 1000, u"Ben"_s,
                                        shared::InviteState::Open}};
    QDialog &dialog = open(MembersDialog::Page::Invites);
    seen<QPushButton>(dialog, u"Withdraw the invitation as Viewer"_s)->click();
    QCOMPARE(calls(), QStringList{u"revoke"_s});
    QVERIFY(!seen<QPushButton>(dialog, u"Withdraw the invitation as Viewer"_s));
    QVERIFY(seen<QLabel>(dialog, u"withdrawn, by Ben"_s));
}

void TestPeople::looksBeforeJoining()
{
    home().workspace.people.preview = {u"Book club"_s, u"Mia"_s, shared::Role::Viewer,
                                       home().workspace.people.nowMs + 600'000'000,
                                       shared::InviteState::Open};
    QDialog &dialog = openLink(u"https://heim.example/invite/abc"_s);
    QCOMPARE(calls(), QStringList{u"look at abc"_s});
    bool said = false;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        said |= label->text().startsWith(u"Mia invites you to “Book club”. You see everything"_s);
    QVERIFY(said);
    seen<QPushButton>(dialog, u"Join"_s)->click();
    QCOMPARE(calls().last(), u"accept abc"_s);
    QVERIFY(!dialog.isVisible());
}

void TestPeople::endedInvitationCannotBeJoined()
{
    home().workspace.people.preview = {u"Book club"_s, u"Mia"_s, shared::Role::Viewer, 0,
                                       shared::InviteState::Revoked};
    QDialog &dialog = openLink(u"https://heim.example/invite/abc"_s);
    QVERIFY(seen<QLabel>(dialog, u"This invitation no longer works. Ask Mia for another one."_s));
    QVERIFY(!seen<QPushButton>(dialog, u"Join"_s)->isEnabled());
}

void TestPeople::linksThatAreNoInvitations_data()
{
    QTest::addColumn<QString>("link");
    QTest::newRow("empty") << QString();
    QTest::newRow("words") << u"come in"_s;
    QTest::newRow("by name and password") << u"hearth://join?at=host&calendar=Family"_s;
}

void TestPeople::linksThatAreNoInvitations()
{
    QFETCH(const QString, link);
    QDialog &dialog = openLink(link);
    QVERIFY(!seen<QPushButton>(dialog, u"Join"_s)->isEnabled());
    QVERIFY(calls().isEmpty());
}

QTEST_MAIN(TestPeople)
#include "tst_people.moc"
