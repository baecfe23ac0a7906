// Linked into every program of the tsan preset, and into no other: tells ThreadSanitizer what Qt's event
// queue, which is not built with it, hands from one thread to another. The linker's --wrap puts these
// functions in front of Qt's (HearthTargets.cmake lists them). Each says only what Qt promises: what was done
// before a call was queued is seen by it, what was done in a thread is seen by whoever has waited for its
// end.

#include <QDeadlineTimer>
#include <QObject>
#include <QThread>

#include <sanitizer/tsan_interface.h>

namespace {

/// Stands for Qt's slot object: takes over from the thread that queued the call.
class Handover final : public QtPrivate::QSlotObjectBase {
public:
    Handover(const QObject *sender, QtPrivate::QSlotObjectBase *slot)
        : QSlotObjectBase(&Handover::operate)
        , m_sender(const_cast<QObject *>(sender))
        , m_slot(slot)
    {
        give();
    }
    void give() { __tsan_release(this); }
    void take() { __tsan_acquire(this); }

private:
    static void operate(int what, QSlotObjectBase *object, QObject *receiver, void **arguments, bool *result)
    {
        auto *self = static_cast<Handover *>(object);
        switch (what) {
        case Destroy:
            self->take();
            self->m_slot->destroyIfLastRef();
            delete self;
            break;
        case Call:
            self->call(receiver, arguments);
            break;
        case Compare:
            *result = self->m_slot->compare(arguments);
            break;
        default:
            break;
        }
    }
    void call(QObject *receiver, void **arguments)
    {
        take();
        ref(); // the call may end its own connection
        if (m_sender)
            __tsan_acquire(m_sender);
        m_slot->call(receiver, arguments);
        give();
        __tsan_release(QThread::currentThread());
        destroyIfLastRef();
    }

    QObject *const m_sender; ///< null for a call without a signal
    QtPrivate::QSlotObjectBase *const m_slot;
};

}

// NOLINTBEGIN: the linker gives these names
extern "C" {

bool __real__ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv(
    QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result);
bool __wrap__ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv(
    QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    auto *handover = new Handover(nullptr, slot);
    handover->ref();
    const bool invoked =
        __real__ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv(
            object, handover, type, result);
    if (type == Qt::BlockingQueuedConnection)
        handover->take();
    handover->destroyIfLastRef();
    return invoked;
}

// Returns a QMetaObject::Connection, whose one member is a pointer, and whose destructor makes it be returned
// in memory.
struct ConnectionResult {
    void *d;
    ~ConnectionResult() { }
};
ConnectionResult
__real__ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject(
    const QObject *sender, void **signal, const QObject *receiver, void **slotPtr,
    QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, const int *types, const QMetaObject *meta);
ConnectionResult
__wrap__ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject(
    const QObject *sender, void **signal, const QObject *receiver, void **slotPtr,
    QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, const int *types, const QMetaObject *meta)
{
    return __real__ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject(
        sender, signal, receiver, slotPtr, slot ? new Handover(sender, slot) : slot, type, types, meta);
}

void __real__ZN11QMetaObject8activateEP7QObjectPKS_iPPv(QObject *sender, const QMetaObject *meta, int signal,
                                                        void **arguments);
void __wrap__ZN11QMetaObject8activateEP7QObjectPKS_iPPv(QObject *sender, const QMetaObject *meta, int signal,
                                                        void **arguments)
{
    __tsan_release(sender);
    __real__ZN11QMetaObject8activateEP7QObjectPKS_iPPv(sender, meta, signal, arguments);
}

void __real__ZN7QObjectD2Ev(QObject *object);
void __wrap__ZN7QObjectD2Ev(QObject *object)
{
    __real__ZN7QObjectD2Ev(object);
    __tsan_release(QThread::currentThread());
}

bool __real__ZN7QThread4waitE14QDeadlineTimer(QThread *thread, QDeadlineTimer deadline);
bool __wrap__ZN7QThread4waitE14QDeadlineTimer(QThread *thread, QDeadlineTimer deadline)
{
    const bool ended = __real__ZN7QThread4waitE14QDeadlineTimer(thread, deadline);
    if (ended)
        __tsan_acquire(thread);
    return ended;
}
}
// NOLINTEND
