#include "client/ui/firstrun/firstrun.h"
#include "client/ui/firstrun/keyconfirmation.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/window/mainwindow.h"
#include "tests/client/ui/scenes.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::client::ui;

namespace {
constexpr QSize kSize(1100, 760);

enum class Way { Welcome, Host, Join, SignIn };

std::unique_ptr<MainWindow> firstWindow(Household &home, const QSize &size, Way way)
{
    auto window = std::make_unique<MainWindow>(home.december.theme, home.onboarding, home.december.clock);
    window->resize(size);
    window->show();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window.get()))
        qWarning("The window did not become active");
    if (way != Way::Welcome)
        QTest::keyClick(window.get(), Qt::Key(Qt::Key_0 + int(way)));
    return window;
}

QList<QLineEdit *> shownEdits(const QWidget &window)
{
    QList<QLineEdit *> edits;
    for (QLineEdit *edit : window.findChildren<QLineEdit *>())
        if (edit->isVisible())
            edits.append(edit);
    return edits;
}

void fill(const QWidget &window, const QStringList &texts)
{
    const QList<QLineEdit *> edits = shownEdits(window);
    for (int i = 0; i < std::min(edits.size(), texts.size()); ++i)
        edits.at(i)->setText(texts.at(i));
}

void submit(const QWidget &window)
{
    for (PrimaryButton *button : window.findChildren<PrimaryButton *>())
        if (button->isVisible())
            return button->click();
}

Scene form(const char *name, Way way, const QStringList &texts = {}, bool sent = false)
{
    return {name, kSize, [=](Household &home, Camera &camera, const QSize &size) {
                const auto window = firstWindow(home, size, way);
                fill(*window, texts);
                if (sent)
                    submit(*window);
                QCoreApplication::processEvents();
                camera.shoot(*window);
            }};
}

void hostReady(Household &home, Camera &camera, const QSize &size)
{
    home.onboarding.afterSuccess = &home.workspace;
    const auto window = firstWindow(home, size, Way::Host);
    fill(*window, {u"ben"_s, u"a long password"_s, u"Lindgren family"_s, {}});
    submit(*window);
    const bool ready = QTest::qWaitFor(
        [&window] { return window->findChild<QWidget *>(u"hostReady"_s, Qt::FindChildrenRecursively); });
    if (!ready)
        qWarning("The page of the invitation did not come");
    camera.shoot(*window);
}

void refused(Household &home, Camera &camera, const QSize &size)
{
    home.onboarding.answers = {shared::Error{
        shared::ErrorCode::Unavailable,
        u"There is no Hearth server at calendar.example.org, or it can’t be reached from here."_s}};
    const auto window = firstWindow(home, size, Way::SignIn);
    fill(*window, {u"calendar.example.org"_s, u"ben"_s, u"a long password"_s});
    submit(*window);
    if (!QTest::qWaitFor([&home] { return home.onboarding.answers.isEmpty(); }))
        qWarning("Nobody asked the onboarding");
    camera.shoot(*window);
}

void keyConfirmation(Household &home, Camera &camera, const QSize &)
{
    QTimer::singleShot(0, &home.onboarding, [&camera] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        camera.shoot(*dialog);
        dialog->reject();
    });
    confirmServerKey(home.december.theme, home.onboarding.offered, nullptr);
}
}

QList<Scene> firstRunScenes()
{
    return {
        form("first-run", Way::Welcome),
        form("first-host", Way::Host),
        form("first-host-errors", Way::Host, {u"ben lindgren"_s, u"short"_s}, true),
        form("first-join", Way::Join),
        form("first-join-errors", Way::Join, {u"hearth://join?at=x"_s}, true),
        form("first-signin", Way::SignIn),
        {"first-signin-refused", kSize, refused},
        {"first-host-ready", kSize, hostReady},
        {"first-key", {}, keyConfirmation},
    };
}

}
