#include "cmake/pch/server.h"

#include <grpcpp/grpcpp.h>
