#include "client/sync/synccategory.h"

namespace hearth::client {

Q_LOGGING_CATEGORY(syncLog, "hearth.sync")

}
