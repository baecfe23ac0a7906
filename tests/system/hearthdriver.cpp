// The app, driven by lines of JSON on standard input, for tests that need several of it as processes of their
// own. All that a line does goes through the real widgets; only the keychain is one that the test brings.
#include "client/account/memorycredentialstore.h"
#include "client/app/appcontroller.h"
#include "client/models/eventindex.h"
#include "client/models/workspace.h"
#include "client/ui/theme/fonts.h"
#include "client/ui/theme/hearthstyle.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/window/mainwindow.h"
#include "client/ui/window/statusbar.h"
#include "shared/base/clock.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSocketNotifier>
#include <QTest>

#include <cstdio>
#include <functional>
#include <unistd.h>

using namespace hearth;
using namespace hearth::client;
using namespace Qt::StringLiterals;

namespace {
constexpr int kLongestMs = 30'000;

class Driver : public QObject {
public:
    Driver(AppController &controller, ui::MainWindow &window)
        : m_controller(controller)
        , m_window(window)
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &Driver::readInput);
    }

private:
    void readInput()
    {
        char buffer[4096];
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count <= 0)
            return QApplication::quit();
        m_lines.append(buffer, count);
        m_input.setEnabled(false);
        for (qsizetype end = m_lines.indexOf('\n'); end >= 0; end = m_lines.indexOf('\n')) {
            const QJsonObject command = QJsonDocument::fromJson(m_lines.first(end)).object();
            m_lines.remove(0, end + 1);
            const QByteArray answer = QJsonDocument(run(command)).toJson(QJsonDocument::Compact);
            std::printf("%s\n", answer.constData());
            std::fflush(stdout);
        }
        m_input.setEnabled(true);
    }

    template <class W> W *visible(const std::function<bool(const W &)> &matches) const
    {
        W *found = nullptr;
        const bool there = QTest::qWaitFor(
            [&] {
                const auto windows = QApplication::topLevelWidgets();
                for (const QWidget *top : windows)
                    for (W *widget : top->findChildren<W *>())
                        if (widget->isVisible() && widget->isEnabled() && matches(*widget))
                            found = widget;
                return found != nullptr;
            },
            kLongestMs);
        return there ? found : nullptr;
    }

    static QJsonObject outcome(bool ok) { return {{u"ok"_s, ok}}; }

    QJsonObject run(const QJsonObject &command)
    {
        const QString what = command.value(u"do"_s).toString();
        const QString name = command.value(u"name"_s).toString();
        if (what == u"click"_s)
            return click(name);
        if (what == u"type"_s)
            return type(name, command.value(u"text"_s).toString());
        if (what == u"choose"_s)
            return choose(name, command.value(u"text"_s).toString());
        if (what == u"drag"_s)
            return drag(name, command.value(u"nth"_s).toInt(), command.value(u"hours"_s).toInt());
        if (what == u"read"_s)
            return read(name, command.value(u"text"_s).toString());
        if (what == u"wait_text"_s)
            return outcome(visible<QLabel>([&](const QLabel &label) { return label.text().contains(name); }));
        if (what == u"key"_s)
            return key(QKeySequence(name));
        if (what == u"wait_event"_s)
            return outcome(QTest::qWaitFor([&] { return eventNames().contains(name); }, kLongestMs));
        if (what == u"wait_gone"_s)
            return outcome(QTest::qWaitFor([&] { return !eventNames().contains(name); }, kLongestMs));
        if (what == u"wait_status"_s)
            return outcome(QTest::qWaitFor([&] { return status() == name; }, kLongestMs));
        if (what == u"wait_kept"_s) // a change is in the outbox, on the disk
            return outcome(QTest::qWaitFor(
                [&] {
                    return m_controller.workspace() && m_controller.workspace()->connection().waiting > 0;
                },
                kLongestMs));
        if (what == u"starts"_s)
            return {{u"ok"_s, true}, {u"starts"_s, QJsonArray::fromStringList(starts(name))}};
        if (what == u"events"_s)
            return {{u"ok"_s, true}, {u"events"_s, QJsonArray::fromStringList(eventNames())}};
        if (what == u"hosting"_s)
            return hosting();
        if (what == u"grab"_s)
            return outcome(m_window.grab().save(name));
        return {{u"ok"_s, false}, {u"error"_s, u"no such command"_s}};
    }

    QJsonObject key(const QKeySequence &keys)
    {
        // Offscreen nobody gives the window the focus back when a dialog has gone.
        m_window.activateWindow();
        const bool active = QTest::qWaitForWindowActive(&m_window);
        QTest::keySequence(QApplication::focusWidget() ? QApplication::focusWidget() : &m_window, keys);
        return outcome(active);
    }

    QJsonObject click(const QString &name)
    {
        auto *button = visible<QAbstractButton>(
            [&](const QAbstractButton &b) { return b.text() == name || b.accessibleName() == name; });
        if (!button)
            return outcome(false);
        // Later, since what a click opens may run an event loop of its own.
        QMetaObject::invokeMethod(
            button, [button] { button->click(); }, Qt::QueuedConnection);
        return outcome(true);
    }

    /// What stands in a field, once that is in it.
    QJsonObject read(const QString &name, const QString &part)
    {
        const auto *edit = visible<QLineEdit>(
            [&](const QLineEdit &e) { return e.accessibleName() == name && e.text().contains(part); });
        return {{u"ok"_s, edit != nullptr}, {u"text"_s, edit ? edit->text() : QString()}};
    }

    /// Into a field of several lines.
    QJsonObject write(QPlainTextEdit &edit, const QString &text)
    {
        edit.setFocus();
        QTest::keyClicks(&edit, text);
        return outcome(edit.toPlainText() == text);
    }

    QJsonObject type(const QString &name, const QString &text)
    {
        const auto isMeant = [&](const QWidget &widget) {
            return widget.accessibleName() == name && widget.isVisible() && widget.isEnabled();
        };
        const auto windows = QApplication::topLevelWidgets();
        for (const QWidget *top : windows)
            for (QPlainTextEdit *field : top->findChildren<QPlainTextEdit *>())
                if (isMeant(*field))
                    return write(*field, text);
        auto *edit = visible<QLineEdit>(
            [&](const QLineEdit &e) { return e.accessibleName() == name && !e.isReadOnly(); });
        if (!edit)
            return outcome(false);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        return outcome(edit->text() == text);
    }

    /// The first choice of the box that begins with the text.
    QJsonObject choose(const QString &name, const QString &text)
    {
        auto *box = visible<QComboBox>([&](const QComboBox &b) { return b.accessibleName() == name; });
        const int index = box ? box->findText(text, Qt::MatchStartsWith) : -1;
        if (index < 0)
            return outcome(false);
        box->setCurrentIndex(index);
        return outcome(true);
    }

    /// The n-th appearance of the event from now on is drawn down in the grid by so many hours, or up.
    QJsonObject drag(const QString &name, int nth, int hours)
    {
        const QList<Occurrence> found = appearances(name);
        auto *views = m_window.findChild<ui::ViewStack *>();
        if (nth >= found.size() || !views)
            return outcome(false);
        const shared::EventId event = found.at(nth).id;
        views->select(event);
        const QRect place = views->eventRect(event);
        const auto areas = views->findChildren<QAbstractScrollArea *>();
        const auto shown = std::find_if(areas.begin(), areas.end(),
                                        [](const QAbstractScrollArea *area) { return area->isVisible(); });
        if (shown == areas.end() || place.isNull())
            return outcome(false);
        QWidget *viewport = (*shown)->viewport();
        const int hour = place.height(); // it lasts one
        const QPoint from = viewport->mapFromGlobal(place.center());
        const QPoint to = from + QPoint(0, hours * hour);
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        for (const QPoint &point : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, point, viewport->mapToGlobal(point), Qt::NoButton,
                             Qt::LeftButton, {});
            QApplication::sendEvent(viewport, &move);
        }
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
        return outcome(true);
    }

    QList<Occurrence> appearances(const QString &name) const
    {
        constexpr int kWeeks = 5;
        Workspace *workspace = m_controller.workspace();
        if (!workspace)
            return {};
        QList<Occurrence> found =
            workspace->events().occurrences(QDate::currentDate(), QDate::currentDate().addDays(7 * kWeeks));
        found.removeIf([&](const Occurrence &occurrence) { return occurrence.event->name != name; });
        return found;
    }

    /// "2026-12-10 19:00" for each appearance of the event in the next weeks.
    QStringList starts(const QString &name) const
    {
        QStringList lines;
        for (const Occurrence &occurrence : appearances(name))
            lines.append(QDateTime::fromMSecsSinceEpoch(occurrence.startMs).toString(u"yyyy-MM-dd HH:mm"_s));
        return lines;
    }

    QStringList eventNames() const
    {
        QStringList names;
        if (Workspace *workspace = m_controller.workspace()) {
            const auto all = workspace->events().occurrences(QDate(2020, 1, 1), QDate(2035, 1, 1));
            for (const Occurrence &occurrence : all)
                names.append(occurrence.event->name);
        }
        return names;
    }

    QString status() const
    {
        Workspace *workspace = m_controller.workspace();
        return workspace ? ui::StatusBar::words(workspace->connection()) : QString();
    }

    QJsonObject hosting() const
    {
        const HostingStatus state = m_controller.hosting();
        return {{u"ok"_s, state.running},
                {u"local"_s, m_controller.localUrl()},
                {u"addresses"_s, QJsonArray::fromStringList(state.addresses)},
                {u"fingerprint"_s, state.fingerprint},
                {u"link"_s, m_controller.invitation(u"Family"_s).toString()}};
    }

    AppController &m_controller;
    ui::MainWindow &m_window;
    QSocketNotifier m_input;
    QByteArray m_lines;
};
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"hearth"_s);
    const QString folder = QDir(app.arguments().value(1)).absolutePath();
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
    ui::registerFonts();
    ui::ThemeSource themes;
    themes.setChoice(ui::ThemeChoice::Light);
    QApplication::setStyle(new ui::HearthStyle(themes));
    auto controller = std::make_unique<AppController>(folder, std::make_unique<MemoryCredentialStore>());
    controller->useSecretsFile();
    const shared::SystemClock clock;
    controller->resume();
    auto window = std::make_unique<ui::MainWindow>(themes, *controller, clock);
    Driver driver(*controller, *window);
    window->show();
    const int code = QApplication::exec();
    window.reset();
    QEventLoop ending;
    if (controller->hosting().running) {
        controller->shutDown([&ending] { ending.quit(); });
        ending.exec();
    }
    return code;
}
