#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace hearth::server::gateway {

/// What another program needs to take part over CalDAV.
struct PhoneAccount {
    QUrl server; ///< the public address, without a path's last '/'
    QString serverName; ///< what people call it
    QString username;
    QString password; ///< an app password

    /// "https://calendar.example.org/dav/"
    QString address() const;
    /// What opens DAVx⁵'s login with everything filled in: "davx5://ana:secret@calendar.example.org/dav/",
    /// where the server has no HTTPS "caldav://" (manual.davx5.com, "Launching the DAVx⁵ login screen").
    QString davx5Link() const;
    /// A configuration profile for iPhone, iPad and Mac with one com.apple.caldav.account payload. The same
    /// account's replaces what was installed before.
    QByteArray appleProfile() const;
};

}
