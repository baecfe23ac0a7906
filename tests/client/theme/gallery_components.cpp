// Renders the parts of the design system in all their states, so that they can be looked at:
//   QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=2 hearth_gallery_components FOLDER [--rtl] [--large]
#include "gallerypage.h"

#include "client/ui/theme/fonts.h"
#include "client/ui/theme/hearthstyle.h"
#include "client/ui/theme/themesource.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTextStream>

using namespace hearth::client::ui;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication app(argc, argv);
    QTextStream out(stdout);
    QElapsedTimer timer;
    timer.start();
    const int faces = registerFonts();
    out << "faces " << faces << " in " << timer.nsecsElapsed() / 1000 << " us\n";
    ThemeSource theme;
    theme.setChoice(ThemeChoice::Light);
    QApplication::setStyle(new HearthStyle(theme));
    const QStringList args = QApplication::arguments();
    const QDir folder(args.value(1, u"build/gallery"_s));
    if (args.contains(u"--rtl"_s))
        QApplication::setLayoutDirection(Qt::RightToLeft);
    if (args.contains(u"--large"_s))
        theme.setTextSize(130);
    if (!QDir().mkpath(folder.path()))
        return 1;
    const QString tail = u"%1%2%3"_s.arg(qRound(app.devicePixelRatio() * 100))
                             .arg(args.contains(u"--rtl"_s) ? u"-rtl"_s : QString())
                             .arg(args.contains(u"--large"_s) ? u"-large"_s : QString());
    for (ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        theme.setChoice(choice);
        timer.restart();
        const QString name = choice == ThemeChoice::Light ? u"light"_s : u"dark"_s;
        const QList<QPair<QString, QPixmap>> pages = {{u"components"_s, gallery::componentsPage(theme)},
                                                      {u"popups"_s, gallery::popupsPage(theme)},
                                                      {u"icons"_s, gallery::iconsPage(theme)}};
        for (const auto &[page, picture] : pages) {
            const QString file = folder.filePath(u"%1-%2-%3.png"_s.arg(page, name, tail));
            if (!picture.save(file))
                return 1;
            out << file << '\n';
        }
        out << "pages in " << timer.elapsed() << " ms\n";
    }
    return 0;
}
