#include "client/ui/theme/fonts.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/theme.h"
#include "client/ui/theme/themesource.h"

#include <QDir>
#include <QFontInfo>
#include <QSignalSpy>
#include <QTest>

using namespace hearth::client::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qreal kText = 4.6;
constexpr qreal kGraphic = 3.0;

struct Named {
    const char *name;
    QColor colour;
};

std::vector<Named> grounds(const Theme &t)
{
    return {{"paper", t.paper()},   {"sheet", t.sheet()}, {"sheetDim", t.sheetDim()}, {"today", t.today()},
            {"raised", t.raised()}, {"hover", t.hover()}, {"select", t.select()}};
}

}

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void text_data();
    void text();
    void calendars_data();
    void calendars();
    void accents_data();
    void accents();
    void names();
    void scales_data();
    void scales();
    void states();
    void source();
    void icons();
    void fonts();
    void hairlines_data();
    void hairlines();
};

void TestTheme::text_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        const Theme t(ThemeOptions{.mode = mode});
        const char *name = t.isDark() ? "dark" : "light";
        const auto row = [name](const char *ink, const char *ground, const QColor &a, const QColor &b) {
            QTest::addRow("%s %s on %s", name, ink, ground) << a << b;
        };
        for (const Named &ground : grounds(t)) {
            row("ink", ground.name, t.ink(), ground.colour);
            row("ink2", ground.name, t.ink2(), ground.colour);
            row("ink3", ground.name, t.ink3(), ground.colour);
            row("emberInk", ground.name, t.emberInk(), ground.colour);
        }
        row("ink", "press", t.ink(), t.press());
        row("ink2", "press", t.ink2(), t.press());
        row("ink", "segment", t.ink(), t.segment());
        row("ink", "emberSoft", t.ink(), t.emberSoft());
        row("onEmber", "ember", t.onEmber(), t.ember());
        row("onEmber", "emberHover", t.onEmber(), t.emberHover());
        row("onEmber", "emberPress", t.onEmber(), t.emberPress());
        row("emberInk", "emberSoft", t.emberInk(), t.emberSoft());
        row("goodInk", "goodSoft", t.goodInk(), t.goodSoft());
        row("warnInk", "warnSoft", t.warnInk(), t.warnSoft());
        row("badInk", "badSoft", t.badInk(), t.badSoft());
        for (const Named &ground :
             {Named{"paper", t.paper()}, Named{"sheet", t.sheet()}, Named{"raised", t.raised()}}) {
            row("goodInk", ground.name, t.goodInk(), ground.colour);
            row("warnInk", ground.name, t.warnInk(), ground.colour);
            row("badInk", ground.name, t.badInk(), ground.colour);
        }
        row("badInk", "select", t.badInk(), t.select());
        row("onInverse", "inverse", t.onInverse(), t.inverse());
        row("inverseAction", "inverse", t.inverseAction(), t.inverse());
    }
}

void TestTheme::text()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    const qreal ratio = contrastRatio(ink, ground);
    QVERIFY2(ratio >= kText, qPrintable(QString::number(ratio)));
}

void TestTheme::calendars_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("colour");
    for (ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        for (CalendarColour colour : calendarColours())
            QTest::addRow("%s %s", mode == ThemeMode::Dark ? "dark" : "light",
                          calendarColourName(colour).data())
                << int(mode) << int(colour);
    }
}

void TestTheme::calendars()
{
    QFETCH(int, mode);
    QFETCH(int, colour);
    const Theme t(ThemeOptions{.mode = ThemeMode(mode)});
    const auto each = CalendarColour(colour);
    for (EventState state :
         {EventState::Normal, EventState::Hover, EventState::Selected, EventState::Unanswered,
          EventState::Declined, EventState::Cancelled, EventState::Past}) {
        const EventColours look = t.calendar(each, state);
        const qreal ratio = contrastRatio(look.text, look.fill);
        QVERIFY2(ratio >= kText, qPrintable(u"state %1: %2"_s.arg(int(state)).arg(ratio)));
    }
    const CalendarTint tint = t.tint(each);
    for (const QColor &ground : {tint.fill, t.sheet(), t.paper()}) {
        const qreal ratio = contrastRatio(tint.edge, ground);
        QVERIFY2(ratio >= kGraphic, qPrintable(QString::number(ratio)));
    }
}

void TestTheme::accents_data()
{
    QTest::addColumn<QColor>("accent");
    QTest::newRow("yellow") << QColor(255, 235, 60);
    QTest::newRow("blue") << QColor(53, 132, 228);
    QTest::newRow("black") << QColor(0, 0, 0);
    QTest::newRow("white") << QColor(255, 255, 255);
    QTest::newRow("green") << QColor(58, 148, 74);
}

void TestTheme::accents()
{
    QFETCH(QColor, accent);
    for (ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        const Theme t(ThemeOptions{.mode = mode, .accent = accent});
        QVERIFY(contrastRatio(t.onEmber(), t.ember()) >= kText);
        QVERIFY(contrastRatio(t.onEmber(), t.emberHover()) >= kText);
        QVERIFY(contrastRatio(t.onEmber(), t.emberPress()) >= kText);
        QVERIFY(contrastRatio(t.emberInk(), t.emberSoft()) >= kText);
        QVERIFY(contrastRatio(t.emberInk(), t.paper()) >= kText);
        QVERIFY(contrastRatio(t.inverseAction(), t.inverse()) >= kText);
    }
}

void TestTheme::names()
{
    for (CalendarColour colour : calendarColours())
        QCOMPARE(calendarColourFromName(QString(calendarColourName(colour)).toUpper()), colour);
    QVERIFY(!calendarColourFromName(u"teal"));
    QCOMPARE(calendarColourFor(u"ana"), calendarColourFor(u"ana"));
}

void TestTheme::scales_data()
{
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("kept");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("body");
    QTest::newRow("100") << 100 << 100 << 28 << 14;
    QTest::newRow("115") << 115 << 115 << 32 << 16;
    QTest::newRow("130") << 130 << 130 << 36 << 18;
    QTest::newRow("150") << 150 << 150 << 42 << 21;
    QTest::newRow("odd") << 140 << 130 << 36 << 18;
    QTest::newRow("huge") << 900 << 150 << 42 << 21;
}

void TestTheme::scales()
{
    QFETCH(int, percent);
    QFETCH(int, kept);
    QFETCH(int, row);
    QFETCH(int, body);
    const Theme t(ThemeOptions{.textSize = percent});
    QCOMPARE(t.textSize(), kept);
    QCOMPARE(t.measures().calendarRow, row);
    QCOMPARE(t.font(FontRole::Body).pixelSize(), body);
    QCOMPARE(t.measures().radiusCard, 10);
    QCOMPARE(t.measures().hairline, 1);
}

void TestTheme::states()
{
    const Theme t;
    const CalendarTint sky = t.tint(CalendarColour::Sky);
    QCOMPARE(t.calendar(CalendarColour::Sky, EventState::Normal).fill, QColor(0xD8, 0xEB, 0xFF));
    QCOMPARE(t.calendar(CalendarColour::Sky, EventState::Selected).fill, sky.edge);
    QCOMPARE(t.calendar(CalendarColour::Sky, EventState::Hover).fill, mixed(sky.fill, sky.edge, 0.12));
    QCOMPARE(t.calendar(CalendarColour::Sky, EventState::Past).fill, mixed(sky.fill, t.sheet(), 0.5));
    QVERIFY(t.calendar(CalendarColour::Sky, EventState::Unanswered).dashed);
    QVERIFY(t.calendar(CalendarColour::Sky, EventState::Declined).struck);
    QVERIFY(!t.calendar(CalendarColour::Sky, EventState::Declined).sign);
    QVERIFY(t.calendar(CalendarColour::Sky, EventState::Cancelled).sign);
}

void TestTheme::source()
{
    ThemeSource source;
    source.setChoice(ThemeChoice::Light);
    QSignalSpy changed(&source, &ThemeSource::changed);
    source.setChoice(ThemeChoice::Light);
    QCOMPARE(changed.count(), 0);
    source.set(ThemeChoice::Dark, QColor(53, 132, 228), 130, true);
    QCOMPARE(changed.count(), 1);
    QVERIFY(source.theme().isDark());
    QCOMPARE(source.theme().textSize(), 130);
    QCOMPARE(source.theme().measures().turnPage, 0);
    source.setAccent(std::nullopt);
    QCOMPARE(changed.count(), 2);
}

void TestTheme::icons()
{
    const QStringList files = QDir(u":/hearth/icons"_s).entryList(QDir::Files);
    QVERIFY(files.size() >= 60);
    for (const QString &file : files) {
        const QString name = file.chopped(4);
        const QPixmap pixmap = Icons::pixmap(name, 16, Qt::red, 2.0);
        QVERIFY2(!pixmap.isNull(), qPrintable(name));
        QCOMPARE(pixmap.width(), 32);
        QCOMPARE(pixmap.deviceIndependentSize(), QSizeF(16, 16));
    }
    QVERIFY(Icons::pixmap(u"no such icon"_s, 16, Qt::red, 1.0).isNull());
    QCOMPARE(Icons::name(Icons::icon(u"bell"_s)), u"bell"_s);
    QVERIFY(Icons::mirrors(u"send"_s));
    QVERIFY(!Icons::mirrors(u"clock"_s));
    QVERIFY(!Icons::appIcon().pixmap(64).isNull());
}

void TestTheme::fonts()
{
    if (QDir(u":/hearth/fonts"_s).isEmpty() && !qEnvironmentVariableIsSet("HEARTH_TEST_REQUIRE_ALL"))
        QSKIP("built without Inter");
    QVERIFY(registerFonts() >= 4);
    const Theme t;
    QCOMPARE(QFontInfo(t.font(FontRole::Body)).family(), u"Inter"_s);
    QCOMPARE(QFontInfo(t.font(FontRole::Title)).family(), u"Inter Display"_s);
    QCOMPARE(QFontInfo(t.font(FontRole::ControlStrong)).weight(), int(QFont::Medium));
}

void TestTheme::hairlines_data()
{
    QTest::addColumn<qreal>("dpr");
    QTest::addColumn<int>("thick");
    QTest::newRow("100 %") << 1.0 << 1;
    QTest::newRow("125 %") << 1.25 << 1;
    QTest::newRow("150 %") << 1.5 << 1;
    QTest::newRow("200 %") << 2.0 << 2;
}

/// Whole device pixels in the one colour, nothing in between.
void TestTheme::hairlines()
{
    QFETCH(qreal, dpr);
    QFETCH(int, thick);
    QImage image(80, 80, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(dpr);
    image.fill(Qt::white);
    QPainter painter(&image);
    paint::hline(painter, 0, 30, 10.3, Qt::black);
    painter.end();
    int black = 0;
    for (int y = 0; y < image.height(); ++y) {
        const QRgb pixel = image.pixel(10, y);
        QVERIFY(pixel == qRgb(0, 0, 0) || pixel == qRgb(255, 255, 255));
        black += pixel == qRgb(0, 0, 0);
    }
    QCOMPARE(black, thick);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
