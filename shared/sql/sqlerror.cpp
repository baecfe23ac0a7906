#include "shared/sql/sqlerror.h"

namespace hearth::shared {

SqlError::SqlError(Kind kind, const QString &text)
    : std::runtime_error(text.toStdString())
    , m_kind(kind)
{
}

}
