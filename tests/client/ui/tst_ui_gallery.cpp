// Paints every page, dialog and popover, so that it can be looked at beside the design: the pictures lie in
// gallery/ of the build folder. Run it with QT_SCALE_FACTOR=2 for 200 %. Fails where a text is cut off.
#include "client/ui/theme/fonts.h"
#include "client/ui/theme/hearthstyle.h"
#include "tests/client/ui/scenes.h"
#include "tests/client/ui/textfit.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPainter>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace hearth;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
/// Saves the picture and keeps a list of what is cut in it.
class FileCamera : public Camera {
public:
    explicit FileCamera(const QString &name)
        : m_name(name)
    {
    }

    void shoot(QWidget &widget) override
    {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
        QPixmap picture = widget.grab();
        problems = cutTexts(widget);
        QPainter painter(&picture);
        for (QWidget *other : QApplication::topLevelWidgets()) {
            if (other == &widget || !other->isVisible() || !other->windowFlags().testFlag(Qt::Popup))
                continue;
            painter.drawPixmap(widget.mapFromGlobal(other->mapToGlobal(QPoint())), other->grab());
            problems += cutTexts(*other);
        }
        painter.end();
        const QDir folder(QString::fromUtf8(HEARTH_GALLERY));
        const QString scale = widget.devicePixelRatioF() > 1 ? u"@2x"_s : QString();
        saved = folder.mkpath(u"."_s) && picture.save(folder.filePath(u"%1%2.png"_s.arg(m_name, scale)));
        for (QWidget *other : QApplication::topLevelWidgets())
            if (other != &widget && other->windowFlags().testFlag(Qt::Popup))
                other->close();
    }

    QStringList problems;
    bool saved = false;

private:
    QString m_name;
};
}

class UiGallery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void paints_data();
    void paints();

private:
    QTemporaryDir m_settings;
    QTranslator m_english;
    std::unique_ptr<Household> m_home;
};

void UiGallery::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    registerFonts();
    QVERIFY(m_english.load(QStringLiteral(HEARTH_MESSAGES)));
    QCoreApplication::installTranslator(&m_english);
}

void UiGallery::init()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    QSettings().clear();
    m_home = std::make_unique<Household>();
    qApp->setStyle(new HearthStyle(m_home->december.theme));
}

void UiGallery::cleanup()
{
    qApp->setStyle(u"fusion"_s);
    m_home.reset();
}

void UiGallery::paints_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<int>("theme");
    QTest::addColumn<int>("textSize");
    QTest::addColumn<int>("width");
    const QList<Scene> scenes = firstRunScenes() + windowScenes() + dialogScenes() + settingsScenes();
    const auto isMain = [](const QByteArray &name) {
        return name == "first-run" || name == "first-host" || name == "first-host-ready"
            || name == "window-week" || name == "window-month" || name == "window-offline"
            || name == "window-reminder" || name == "editor-zones";
    };
    for (int i = 0; i < scenes.size(); ++i) {
        const char *name = scenes.at(i).name;
        QTest::addRow("%s-light", name) << i << int(ThemeChoice::Light) << 100 << 0;
        QTest::addRow("%s-dark", name) << i << int(ThemeChoice::Dark) << 100 << 0;
        if (!isMain(name))
            continue;
        QTest::addRow("%s-130", name) << i << int(ThemeChoice::Light) << 130 << 0;
        QTest::addRow("%s-rtl", name) << i << int(ThemeChoice::Light) << 100 << 0;
        if (!scenes.at(i).size.isEmpty())
            QTest::addRow("%s-narrow", name) << i << int(ThemeChoice::Light) << 100 << 900;
    }
}

void UiGallery::paints()
{
    QFETCH(const int, scene);
    QFETCH(const int, theme);
    QFETCH(const int, textSize);
    QFETCH(const int, width);
    const Scene played = (firstRunScenes() + windowScenes() + dialogScenes() + settingsScenes()).at(scene);
    m_home->december.theme.set(ThemeChoice(theme), {}, textSize, true);
    const QString tag = QString::fromUtf8(QTest::currentDataTag());
    QApplication::setLayoutDirection(tag.endsWith("-rtl"_L1) ? Qt::RightToLeft : Qt::LeftToRight);
    FileCamera camera(tag);
    const QSize size = width > 0 ? QSize(width, played.size.height()) : played.size;
    played.play(*m_home, camera, size);
    QVERIFY(camera.saved);
    QVERIFY2(camera.problems.isEmpty(), qPrintable(camera.problems.join(u'\n')));
}

int main(int argc, char **argv)
{
    // A screen that the window fills: popovers are placed by it.
    QTemporaryDir folder;
    const QString screen = folder.filePath(u"screen.json"_s);
    const double scale = std::max(qEnvironmentVariable("QT_SCALE_FACTOR").toDouble(), 1.0);
    QFile file(screen);
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    file.write(u"{\"screens\": [{\"name\": \"gallery\", \"x\": 0, \"y\": 0, \"width\": %1, \"height\": %2, "
               u"\"logicalDpi\": 96, \"logicalBaseDpi\": 96, \"dpr\": 1}]}"_s.arg(1440 * scale)
                   .arg(900 * scale)
                   .toUtf8());
    file.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + screen.toUtf8());
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication app(argc, argv);
    UiGallery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ui_gallery.moc"
