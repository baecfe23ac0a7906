// The mutex of gRPC's headers, as Debian's Abseil names it, for ThreadSanitizer: see queuehandover.cpp.

#include <sanitizer/tsan_interface.h>

// NOLINTBEGIN: the linker gives these names
extern "C" {
void __real__ZN4absl7debian35Mutex4LockEv(void *mutex);
void __wrap__ZN4absl7debian35Mutex4LockEv(void *mutex)
{
    __real__ZN4absl7debian35Mutex4LockEv(mutex);
    __tsan_acquire(mutex);
}

void __real__ZN4absl7debian35Mutex6UnlockEv(void *mutex);
void __wrap__ZN4absl7debian35Mutex6UnlockEv(void *mutex)
{
    __tsan_release(mutex);
    __real__ZN4absl7debian35Mutex6UnlockEv(mutex);
}
}
// NOLINTEND
