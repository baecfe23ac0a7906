#pragma once

#include "shared/domain/event.h"

#include <QTimeZone>

namespace hearth::client {

/// What a change is called in the undo list and in the toast; times as they are in `zone`.
class ChangeSentence {
public:
    explicit ChangeSentence(const QTimeZone &zone);

    QString created(const shared::EventDraft &draft) const;
    QString changed(const shared::EventDraft &before, const shared::EventDraft &after) const;
    QString removed(const QList<shared::Event> &events) const;

private:
    QString when(const shared::EventDraft &draft) const;

    QTimeZone m_zone;
};

}
