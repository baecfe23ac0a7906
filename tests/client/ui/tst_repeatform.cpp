#include "client/ui/dialogs/repeatform.h"
#include "client/ui/dialogs/repeattext.h"
#include "client/ui/dialogs/ruleeditor.h"
#include "client/ui/theme/themesource.h"

#include <QComboBox>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTranslator>

using namespace hearth;
using namespace hearth::client::ui;
using namespace Qt::StringLiterals;
using Preset = RepeatForm::Preset;

namespace {
const QDate kSunday(2026, 12, 13);
}

class TestRepeatForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void presets_data();
    void presets();
    void datesStay();
    void presetsFollowTheStart();
    void words_data();
    void words();
    void nextFiveKeepTheWallTime();
    void theEditorMakesRules();

private:
    QTranslator m_english;
};

void TestRepeatForm::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QVERIFY(m_english.load(QStringLiteral(HEARTH_MESSAGES)));
    QCoreApplication::installTranslator(&m_english);
}

void TestRepeatForm::presets_data()
{
    QTest::addColumn<QString>("recurrence");
    QTest::addColumn<int>("preset");
    const auto row = [](const char *name, const QString &recurrence, Preset preset) {
        QTest::newRow(name) << recurrence << int(preset);
    };
    row("never", QString(), Preset::Never);
    row("daily", u"RRULE:FREQ=DAILY"_s, Preset::Daily);
    row("weekdays", u"RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"_s, Preset::Weekdays);
    row("weekly", u"RRULE:FREQ=WEEKLY"_s, Preset::Weekly);
    row("fortnightly", u"RRULE:FREQ=WEEKLY;INTERVAL=2"_s, Preset::Fortnightly);
    row("by date", u"RRULE:FREQ=MONTHLY"_s, Preset::MonthlyByDate);
    row("by weekday", u"RRULE:FREQ=MONTHLY;BYDAY=2SU"_s, Preset::MonthlyByWeekday);
    row("yearly", u"RRULE:FREQ=YEARLY"_s, Preset::Yearly);
    row("with an end", u"RRULE:FREQ=DAILY;COUNT=3"_s, Preset::Custom);
    row("another weekday", u"RRULE:FREQ=WEEKLY;BYDAY=MO"_s, Preset::Custom);
}

void TestRepeatForm::presets()
{
    QFETCH(QString, recurrence);
    QFETCH(int, preset);
    const RepeatForm form = RepeatForm::fromRecurrence(recurrence, kSunday);
    QCOMPARE(int(form.preset), preset);
    QCOMPARE(form.toRecurrence(), recurrence);
    if (form.preset == Preset::Custom)
        return;
    RepeatForm chosen;
    chosen.choose(form.preset, kSunday);
    QCOMPARE(chosen.toRecurrence(), recurrence);
}

void TestRepeatForm::datesStay()
{
    RepeatForm form = RepeatForm::fromRecurrence(u"RRULE:FREQ=WEEKLY\nEXDATE:20261220T190000"_s, kSunday);
    QCOMPARE(int(form.preset), int(Preset::Weekly));
    form.choose(Preset::Daily, kSunday);
    QCOMPARE(form.toRecurrence(), u"RRULE:FREQ=DAILY\nEXDATE:20261220T190000"_s);
}

void TestRepeatForm::presetsFollowTheStart()
{
    RepeatForm form;
    form.choose(Preset::MonthlyByWeekday, kSunday);
    form.moveStart(QDate(2026, 12, 15));
    QCOMPARE(form.toRecurrence(), u"RRULE:FREQ=MONTHLY;BYDAY=3TU"_s);
}

void TestRepeatForm::words_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("words");
    QTest::newRow("once") << QString() << QString();
    QTest::newRow("day") << u"FREQ=DAILY"_s << u"Every day"_s;
    QTest::newRow("days") << u"FREQ=DAILY;INTERVAL=3"_s << u"Every 3 days"_s;
    QTest::newRow("weekdays") << u"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"_s << u"Every weekday"_s;
    QTest::newRow("two days") << u"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"_s
                              << u"Every 2 weeks on Monday and Wednesday"_s;
    QTest::newRow("times") << u"FREQ=WEEKLY;COUNT=10"_s << u"Every week, 10 times"_s;
    QTest::newRow("until") << u"FREQ=YEARLY;UNTIL=20301224"_s << u"Every year, until 24 December 2030"_s;
    QTest::newRow("weekday of month") << u"FREQ=MONTHLY;BYDAY=-1FR"_s << u"Every month on the last Friday"_s;
    QTest::newRow("chosen") << u"FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2"_s
                            << u"Every month on the second Tuesday"_s;
    QTest::newRow("month days") << u"FREQ=MONTHLY;BYMONTHDAY=1,-1"_s
                                << u"Every month on the last day and day 1"_s;
    QTest::newRow("in a month") << u"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"_s
                                << u"Every year on the second Sunday in May"_s;
    QTest::newRow("no words") << u"FREQ=YEARLY;BYWEEKNO=20"_s << u"Every year, by a rule of its own"_s;
}

void TestRepeatForm::words()
{
    QFETCH(QString, rule);
    QFETCH(QString, words);
    shared::EventDraft draft;
    draft.recurrence = rule.isEmpty() ? rule : u"RRULE:"_s + rule;
    QCOMPARE(repeatText(draft), words);
}

void TestRepeatForm::nextFiveKeepTheWallTime()
{
    const QTimeZone berlin("Europe/Berlin");
    shared::EventDraft draft;
    draft.start = shared::fromWall(QDateTime(QDate(2026, 10, 18), QTime(19, 0), Qt::UTC), berlin);
    draft.end = shared::fromWall(QDateTime(QDate(2026, 10, 18), QTime(20, 0), Qt::UTC), berlin);
    draft.recurrence = u"RRULE:FREQ=WEEKLY"_s;
    const QList<qint64> starts = nextStarts(draft, berlin, 5);
    QCOMPARE(starts.size(), 5);
    for (qsizetype i = 0; i < starts.size(); ++i)
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(starts[i], berlin).toString(u"d.M. HH:mm"_s),
                 QDateTime(QDate(2026, 10, 18).addDays(7 * i), QTime(19, 0)).toString(u"d.M. HH:mm"_s));
    draft.recurrence = u"RRULE:FREQ=NEVER"_s;
    QVERIFY(nextStarts(draft, berlin, 5).isEmpty());
}

void TestRepeatForm::theEditorMakesRules()
{
    const ThemeSource themes;
    RuleEditor editor(themes);
    editor.setRule(ruleOf(Preset::Weekly, kSunday), kSunday);
    QSignalSpy changed(&editor, &RuleEditor::changed);
    editor.findChildren<QSpinBox *>().first()->setValue(2);
    QCOMPARE(shared::toText(editor.rule()), u"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"_s);
    auto boxes = editor.findChildren<QComboBox *>();
    auto *unit = *std::find_if(boxes.begin(), boxes.end(), [](const QComboBox *box) {
        return box->accessibleName() == "Days, weeks, months or years"_L1;
    });
    unit->setCurrentIndex(2);
    QCOMPARE(shared::toText(editor.rule()), u"FREQ=MONTHLY;INTERVAL=2"_s);
    auto *day = *std::find_if(boxes.begin(), boxes.end(), [](const QComboBox *box) {
        return box->accessibleName() == "Day of the month"_L1;
    });
    day->setCurrentIndex(1);
    QCOMPARE(shared::toText(editor.rule()), u"FREQ=MONTHLY;INTERVAL=2;BYDAY=2SU"_s);
    for (QRadioButton *choice : editor.findChildren<QRadioButton *>())
        if (choice->text() == "after"_L1)
            choice->click();
    QCOMPARE(shared::toText(editor.rule()), u"FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=2SU"_s);
    QCOMPARE(changed.size(), 4);
}

QTEST_MAIN(TestRepeatForm)
#include "tst_repeatform.moc"
