#pragma once

#include "shared/base/result.h"

#include <QString>
#include <QStringList>

namespace hearth::client {

/// Whether Hearth starts with the session, by the entry that desktops look for (XDG Desktop Application
/// Autostart Specification).
class Autostart {
public:
    /// `folder`: the user's autostart folder; `command`: the program and its arguments.
    Autostart(QString folder, QStringList command);
    /// The one of this user's session.
    static QString usualFolder();

    bool isEnabled() const;
    /// Writes the entry or removes it; Internal with a sentence where the disk refuses.
    shared::Outcome setEnabled(bool enabled) const;

private:
    QString file() const;

    QString m_folder;
    QStringList m_command;
};

}
