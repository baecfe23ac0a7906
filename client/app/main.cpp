#include "client/account/keychaincredentialstore.h"
#include "client/app/appcontroller.h"
#include "client/app/desktop/chosenproxy.h"
#include "client/app/desktopshell.h"
#include "client/app/singleinstance.h"
#include "client/app/startreport.h"
#include "client/ui/settings/look.h"
#include "client/ui/theme/fonts.h"
#include "client/ui/theme/hearthstyle.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/window/mainwindow.h"
#include "shared/base/clock.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTranslator>

#include <cstdio>

using namespace hearth;
using namespace hearth::client;
using namespace Qt::StringLiterals;

namespace {
struct Options {
    QString dataFolder;
    QString link;
    bool secretsInFile = false;
    bool reportStart = false;
    bool background = false;
};

Options parseCommandLine(const QApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QObject::tr("A shared calendar for families, couples and groups of friends."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption data(u"data"_s, QObject::tr("Keep everything in this folder."), u"folder"_s);
    const QCommandLineOption secrets(
        u"secrets-in-file"_s,
        QObject::tr("Keep tokens in an encrypted file instead of the system's keychain."));
    const QCommandLineOption report(
        u"report-start"_s, QObject::tr("Print how long the start took to the first picture, and go on."));
    const QCommandLineOption background(u"background"_s,
                                        QObject::tr("Start in the tray, without showing the window."));
    parser.addOptions({data, secrets, report, background});
    parser.addPositionalArgument(u"link"_s, QObject::tr("An invitation: hearth://join?..."), u"[link]"_s);
    parser.process(app);
    Options options;
    options.dataFolder = parser.isSet(data)
        ? QDir(parser.value(data)).absolutePath()
        : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    options.link = parser.positionalArguments().value(0);
    options.secretsInFile = parser.isSet(secrets);
    options.reportStart = parser.isSet(report);
    options.background = parser.isSet(background);
    return options;
}

/// A person chooses between the file and signing in at each start; nothing is kept in the clear.
void askForSecretsFile(AppController &controller, QWidget &window, const QString &reason)
{
    QMessageBox box(QMessageBox::Information, QObject::tr("Hearth"), reason, QMessageBox::NoButton, &window);
    box.setInformativeText(QObject::tr("An encrypted file in your data folder can take its place."));
    const QPushButton *use = box.addButton(QObject::tr("Use the file"), QMessageBox::AcceptRole);
    box.addButton(QObject::tr("Sign in at each start"), QMessageBox::RejectRole);
    box.exec();
    if (static_cast<const QAbstractButton *>(use) == box.clickedButton()) {
        QSettings().setValue(u"account/secretsInFile"_s, true);
        controller.useSecretsFile();
    }
}
}

int main(int argc, char **argv)
{
    const qint64 startedMs = shared::SystemClock().nowMs();
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication app(argc, argv);
    // The C locale writes seconds into every short time and knows no first weekday.
    if (QLocale().language() == QLocale::C)
        QLocale::setDefault(QLocale(QLocale::English, QLocale::Europe));
    QTranslator translator;
    const QString messages = u":/hearth/translations"_s;
    if (translator.load(QLocale(), u"hearth"_s, u"_"_s, messages)
        || translator.load(u"hearth_en"_s, messages))
        QApplication::installTranslator(&translator);
    QApplication::setApplicationName(u"hearth"_s);
    QApplication::setApplicationDisplayName(QObject::tr("Hearth"));
    QApplication::setApplicationVersion(QStringLiteral(HEARTH_VERSION));
    QApplication::setDesktopFileName(u"hearth"_s);
    const Options options = parseCommandLine(app);
    if (!QDir().mkpath(options.dataFolder)) {
        std::fprintf(stderr, "The folder %ls can't be made.\n", qUtf16Printable(options.dataFolder));
        return 6;
    }
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, options.dataFolder);

    SingleInstance instance(options.dataFolder);
    if (instance.handOver(options.link))
        return 0;
    instance.listen();

    ui::registerFonts();
    ui::ThemeSource themes;
    ui::keepLook(themes);
    QApplication::setStyle(new ui::HearthStyle(themes));

    const auto applyProxy = [] {
        QNetworkProxyFactory::setApplicationProxyFactory(new ChosenProxy(Preferences().proxy()));
    };
    applyProxy();
    AppController controller(options.dataFolder, std::make_unique<KeychainCredentialStore>());
    if (options.secretsInFile || QSettings().value(u"account/secretsInFile"_s).toBool())
        controller.useSecretsFile();
    const shared::SystemClock clock;
    controller.resume();
    auto ownedWindow = std::make_unique<ui::MainWindow>(themes, controller, clock);
    ui::MainWindow &window = *ownedWindow;
    QObject::connect(&controller, &AppController::secretsNotKept, &window,
                     [&](const QString &reason) { askForSecretsFile(controller, window, reason); });
    QObject::connect(&controller, &AppController::resumeFailed, &window, [&window](const QString &sentence) {
        QMessageBox(QMessageBox::Warning, QObject::tr("Hearth"), sentence, QMessageBox::Ok, &window).exec();
    });
    const auto openLink = [&window](const QString &text) {
        window.show();
        if (text.isEmpty())
            return;
        if (const auto link = InvitationLink::parse(text))
            window.openInvitation(*link);
        else
            QMessageBox::warning(&window, QObject::tr("Hearth"), link.error().message);
    };
    QObject::connect(&instance, &SingleInstance::activated, &window, openLink);

    auto shell = std::make_unique<DesktopShell>(controller, window.preferences(), themes, window, clock);
    QObject::connect(&window.preferences(), &Preferences::changed, &window, applyProxy);
    std::unique_ptr<StartReport> report;
    if (options.reportStart)
        report = std::make_unique<StartReport>(startedMs, window, controller);

    if (!options.background || !shell->hasTray())
        window.show();
    if (!options.link.isEmpty())
        openLink(options.link);
    const int code = QApplication::exec();
    // The window paints from the session's models: it goes first.
    report.reset();
    shell.reset();
    ownedWindow.reset();
    QEventLoop ending;
    controller.shutDown([&ending] { ending.quit(); });
    if (controller.hosting().running)
        ending.exec();
    return code;
}
