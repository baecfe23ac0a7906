#pragma once

#include "shared/domain/message.h"

#include <QDate>

namespace hearth::client::ui {

/// The message as rich text: plain words and line breaks, the names of those it mentions strong.
QString richTextOf(const shared::Message &message);
/// "Today", "Yesterday", "Tuesday 8 December"; with the year where it is another one.
QString dayText(QDate day, QDate today);

}
