#include "client/ui/window/printedview.h"
#include "tests/client/ui/uitest.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTest>

using namespace hearth;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr QSize kPage(1587, 1122); // A4 across at 136 dpi
const QDate kDay(2026, 12, 9);
}

class TestPrint : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tearDown(); }
    void paintsEveryView_data();
    void paintsEveryView();
    void isLightInADarkApp();
    void listsGoOnOverPages();
    void fillsThePage();
    void writesAPdf();

private:
    QImage printed(ViewKind kind);
};

QImage TestPrint::printed(ViewKind kind)
{
    QImage page(kPage, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    PrintedView(home().december.context(), kind, kDay).paint(painter, kPage, 0);
    painter.end();
    return page;
}

void TestPrint::paintsEveryView_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("day") << int(ViewKind::Day);
    QTest::newRow("week") << int(ViewKind::Week);
    QTest::newRow("month") << int(ViewKind::Month);
    QTest::newRow("agenda") << int(ViewKind::Agenda);
}

/// Saves the pages beside the other pictures, to be looked at.
void TestPrint::paintsEveryView()
{
    QFETCH(const int, kind);
    const QImage full = printed(ViewKind(kind));
    const QDir folder(QString::fromUtf8(HEARTH_GALLERY));
    QVERIFY(folder.mkpath(u"."_s));
    QVERIFY(full.save(folder.filePath(u"print-%1.png"_s.arg(QString::fromUtf8(QTest::currentDataTag())))));
    home().december.index.replaceAll({});
    QVERIFY(printed(ViewKind(kind)) != full);
}

void TestPrint::isLightInADarkApp()
{
    const QImage light = printed(ViewKind::Week);
    home().december.theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(printed(ViewKind::Week), light);
}

void TestPrint::listsGoOnOverPages()
{
    PrintedView agenda(home().december.context(), ViewKind::Agenda, kDay);
    const int pages = agenda.pages(kPage);
    QVERIFY(pages > 1);
    QList<QImage> painted;
    for (int index : {0, pages - 1}) {
        QImage page(kPage, QImage::Format_RGB32);
        page.fill(Qt::white);
        QPainter painter(&page);
        agenda.paint(painter, kPage, index);
        painter.end();
        painted.append(page);
    }
    QVERIFY(painted.first() != painted.last());
    PrintedView week(home().december.context(), ViewKind::Week, kDay);
    QCOMPARE(week.pages(kPage), 1);
}

/// The hairline at the grid's end reaches the page's lower half and its right edge.
void TestPrint::fillsThePage()
{
    const QImage page = printed(ViewKind::Week);
    const auto isBlank = [&page](const QRect &part) {
        const QImage piece = page.copy(part);
        for (int y = 0; y < piece.height(); ++y)
            for (int x = 0; x < piece.width(); ++x)
                if (piece.pixel(x, y) != qRgb(255, 255, 255))
                    return false;
        return true;
    };
    QVERIFY(!isBlank({0, 0, 400, 40})); // the title
    QVERIFY(!isBlank({kPage.width() - 40, kPage.height() / 2, 40, 200}));
    QVERIFY(!isBlank({200, kPage.height() - 60, kPage.width() - 400, 50}));
}

void TestPrint::writesAPdf()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"week.pdf"_s);
    {
        QPdfWriter writer(file);
        writer.setPageOrientation(QPageLayout::Landscape);
        QPainter painter(&writer);
        PrintedView view(home().december.context(), ViewKind::Week, kDay);
        QVERIFY(view.title().contains(u"December 2026"_s));
        view.paint(painter, writer.pageLayout().paintRectPixels(writer.resolution()).size(), 0);
    }
    QFile pdf(file);
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.read(5) == "%PDF-");
    QVERIFY(pdf.size() > 10'000);
}

QTEST_MAIN(TestPrint)
#include "tst_print.moc"
