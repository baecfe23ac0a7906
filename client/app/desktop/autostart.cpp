#include "client/app/desktop/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
/// As the Desktop Entry Specification quotes the arguments of Exec.
QString quoted(const QString &argument)
{
    QString inside;
    for (const QChar letter : argument) {
        if (u"\"`$\\"_s.contains(letter))
            inside += u'\\';
        if (letter == u'%')
            inside += u'%';
        inside += letter;
    }
    // And a string value doubles each backslash once more.
    return u'"' + inside.replace(u'\\', u"\\\\"_s) + u'"';
}

shared::Error refused(const QString &sentence) { return {shared::ErrorCode::Internal, sentence}; }
}

Autostart::Autostart(QString folder, QStringList command)
    : m_folder(std::move(folder))
    , m_command(std::move(command))
{
}

QString Autostart::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/autostart"_s;
}

QString Autostart::file() const { return m_folder + u"/hearth.desktop"_s; }

bool Autostart::isEnabled() const { return QFile::exists(file()); }

shared::Outcome Autostart::setEnabled(bool enabled) const
{
    if (!enabled) {
        if (isEnabled() && !QFile::remove(file()))
            return refused(QCoreApplication::translate("Autostart",
                                                       "The entry for the session’s start could "
                                                       "not be removed."));
        return shared::Done{};
    }
    QStringList command;
    for (const QString &argument : m_command)
        command.append(quoted(argument));
    const QString entry =
        u"[Desktop Entry]\nType=Application\nName=Hearth\nIcon=hearth\nTerminal=false\nExec=%1\n"_s.arg(
            command.join(u' '));
    QSaveFile out(file());
    if (!QDir().mkpath(m_folder) || !out.open(QIODevice::WriteOnly) || out.write(entry.toUtf8()) < 0
        || !out.commit())
        return refused(QCoreApplication::translate("Autostart",
                                                   "The entry for the session’s start could not "
                                                   "be written."));
    return shared::Done{};
}

}
