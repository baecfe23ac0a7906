#pragma once

#include <QStringList>

class QWidget;

namespace hearth::tests {

/// A line for each label or button in `window` whose text has not enough room, or that sticks out of its
/// parent.
QStringList cutTexts(const QWidget &window);

}
