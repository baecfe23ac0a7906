#include "cmake/pch/core.h"

#include "server/proto/auth.pb.h"
#include "server/proto/calendar.pb.h"
