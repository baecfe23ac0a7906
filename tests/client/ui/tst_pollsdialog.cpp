#include "client/ui/polls/pollsdialog.h"
#include "tests/client/ui/uitest.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

class TestPollsDialog : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup()
    {
        m_dialog.reset();
        tearDown();
    }

    void answersOneTimeAtATime();
    void refusedAnswerFallsBack();
    void picksATime();
    void viewersOnlyAnswer();
    void asksForADate();
    void followsTheRoom();

private:
    QDialog &open(shared::Role role = shared::Role::Owner)
    {
        shared::Calendar family = *home().december.calendars.find(home().december.calendar(u"Family"_s));
        family.role = role;
        m_dialog = std::make_unique<PollsDialog>(home().december.theme, home().workspace, family,
                                                 home().december.index.zone(), QDate(2026, 12, 9), nullptr);
        m_dialog->show();
        return *m_dialog;
    }
    QAbstractButton *choice(QDialog &dialog, const QString &text)
    {
        return seen<QAbstractButton>(dialog, text);
    }
    FakePolls &asked() { return home().workspace.asked; }

    std::unique_ptr<QDialog> m_dialog;
};

void TestPollsDialog::answersOneTimeAtATime()
{
    home().workspace.ask();
    QDialog &dialog = open();
    QVERIFY(seen<QLabel>(dialog, u"2 yes"_s));
    QVERIFY(seen<QLabel>(dialog, u"1 if need be · 1 no"_s));
    choice(dialog, u"If need be"_s)->click();
    QCOMPARE(asked().calls, QStringList{u"answer Hike with the Bergs 1"_s});
    QCOMPARE(asked().polls.first().mine.value(asked().polls.first().options.first().id),
             PollAnswer::IfNeedBe);
    QVERIFY(choice(dialog, u"If need be"_s)->isChecked());
}

void TestPollsDialog::refusedAnswerFallsBack()
{
    home().workspace.ask();
    QDialog &dialog = open();
    asked().result = shared::Error{shared::ErrorCode::Conflict, u"The poll is closed."_s};
    choice(dialog, u"Yes"_s)->click();
    QVERIFY(seen<QLabel>(dialog, u"The poll is closed."_s));
    QVERIFY(!choice(dialog, u"Yes"_s)->isChecked());
}

void TestPollsDialog::picksATime()
{
    home().workspace.ask();
    QDialog &dialog = open();
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        if (button->isVisible() && button->accessibleName().startsWith("Pick Sunday 20 December"_L1)) {
            button->click();
            break;
        }
    QCOMPARE(asked().calls, QStringList{u"pick Hike with the Bergs"_s});
    QVERIFY(!choice(dialog, u"Yes"_s)); // closed
}

void TestPollsDialog::viewersOnlyAnswer()
{
    home().workspace.ask();
    QDialog &dialog = open(shared::Role::Viewer);
    QVERIFY(choice(dialog, u"Yes"_s));
    QVERIFY(!choice(dialog, u"Pick this"_s));
    QVERIFY(!choice(dialog, u"Ask for a date"_s));
    QVERIFY(!choice(dialog, u"Take the poll “Hike with the Bergs” away"_s));
}

void TestPollsDialog::asksForADate()
{
    QDialog &dialog = open();
    choice(dialog, u"Ask for a date"_s)->click();
    QVERIFY(!choice(dialog, u"Ask"_s)->isEnabled());
    QTest::keyClicks(seen<QLineEdit>(dialog, u"What for"_s), u"Hike"_s);
    choice(dialog, u"Another time"_s)->click();
    choice(dialog, u"Remove this time"_s)->click();
    choice(dialog, u"Ask"_s)->click();
    QCOMPARE(asked().wishes.size(), 1);
    const PollWish &wish = asked().wishes.first();
    QCOMPARE(wish.title, u"Hike"_s);
    QCOMPARE(wish.times.size(), 2);
    QCOMPARE(wish.times.at(1).start.utcMs - wish.times.at(0).start.utcMs, 24LL * 3600 * 1000);
    QVERIFY(choice(dialog, u"Ask for a date"_s));
}

void TestPollsDialog::followsTheRoom()
{
    QDialog &dialog = open();
    QVERIFY(!seen<QLabel>(dialog, u"2 yes"_s));
    home().workspace.ask();
    Q_EMIT home().workspace.pollsChanged(home().december.calendar(u"Family"_s));
    QVERIFY(seen<QLabel>(dialog, u"2 yes"_s));
}

QTEST_MAIN(TestPollsDialog)
#include "tst_pollsdialog.moc"
