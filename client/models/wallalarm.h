#pragma once

#include <QObject>

namespace hearth::client {

/// Rings once when the wall clock has reached a moment, however long the computer slept in between.
class WallAlarm : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// In the place of an earlier moment; one that is past rings with the next turn of the event loop.
    virtual void setFor(qint64 utcMs) = 0;
    virtual void clear() = 0;

Q_SIGNALS:
    void rang();
    /// Somebody has set the computer's clock: what was set for has to be looked at again.
    void clockChanged();
};

}
