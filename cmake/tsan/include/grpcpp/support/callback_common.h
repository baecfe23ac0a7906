#pragma once

// In front of gRPC's header of this name in the tsan preset: the thread in which a batch of operations has
// ended takes over from the one that has started it (impl/call_op_set.h). gRPC's core, which does that
// handing over under its locks, is not built with ThreadSanitizer.

#include <sanitizer/tsan_interface.h>

#define StaticRun(tag, success)                                                                              \
    StaticRun(tag, success)                                                                                  \
    {                                                                                                        \
        __tsan_acquire(cb);                                                                                  \
        RunTakenOver(cb, ok);                                                                                \
    }                                                                                                        \
    static void RunTakenOver(tag, success)
#include_next <grpcpp/support/callback_common.h>
#undef StaticRun
