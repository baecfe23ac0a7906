#pragma once

#include "server/calendar/messages.h"
#include "shared/base/ids.h"
#include "shared/sql/databaseurl.h"

#include <QList>
#include <QString>

namespace hearth::server::calendar {

/// The words of a text as the engine's index asks for them, without punctuation; at most 12, each of at most
/// 64 characters.
QStringList searchWords(const QString &text, shared::Engine engine);

/// The question for the index, in the syntax that `search_text` understands: in one of the rooms, all of the
/// words of `text`, the last as a beginning unless a space follows it. Empty where there is no word or no
/// room.
QString searchQuestion(const QList<shared::CalendarId> &rooms, const QString &text, shared::Engine engine);

}
