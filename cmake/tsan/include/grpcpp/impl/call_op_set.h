#pragma once

// In front of gRPC's header of this name in the tsan preset; see support/callback_common.h.

#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/impl/codegen/core_codegen_interface.h>
#include <grpcpp/impl/codegen/intercepted_channel.h>

#include <sanitizer/tsan_interface.h>

#define grpc_call_start_batch(call, operations, count, tag, reserved)                                        \
    grpc_call_start_batch(call, operations, count, (__tsan_release(tag), tag), reserved)
#include_next <grpcpp/impl/call_op_set.h>
#undef grpc_call_start_batch
