#pragma once

#include <QStringList>

namespace hearth::shared {

/// The statements of a text, which are separated by ';' outside of quotes, comments, dollar quotes and the
/// BEGIN ... END of a trigger. Comments before a statement are dropped.
QStringList splitStatements(const QString &sql);

}
