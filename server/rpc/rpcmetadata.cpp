#include "server/rpc/rpcmetadata.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace hearth::server::rpc {

namespace {

using shared::Error;
using shared::ErrorCode;
using Metadata = std::multimap<grpc::string_ref, grpc::string_ref>;

constexpr char kRequestId[] = "hearth-request-id";
constexpr char kUser[] = "hearth-user";
constexpr char kUsername[] = "hearth-username-bin";
constexpr char kSession[] = "hearth-session";
constexpr char kCode[] = "hearth-code";
constexpr char kMessage[] = "hearth-message-bin";
constexpr char kReason[] = "hearth-reason-bin";
constexpr char kRetryAfter[] = "hearth-retry-after";
constexpr char kDetails[] = "hearth-details-bin";
constexpr char kRetryPushback[] = "grpc-retry-pushback-ms"; ///< a negative one: do not retry (gRFC A6)

QByteArray find(const Metadata &metadata, const char *key)
{
    const auto it = metadata.find(key);
    return it == metadata.end() ? QByteArray() : QByteArray(it->second.data(), qsizetype(it->second.size()));
}

template <class I> I findId(const Metadata &metadata, const char *key)
{
    return I::fromString(QString::fromLatin1(find(metadata, key))).value_or(I());
}

grpc::StatusCode statusCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::TooLarge:
    case ErrorCode::KeyReused:
        return grpc::StatusCode::INVALID_ARGUMENT;
    case ErrorCode::Unauthenticated:
        return grpc::StatusCode::UNAUTHENTICATED;
    case ErrorCode::Forbidden:
        return grpc::StatusCode::PERMISSION_DENIED;
    case ErrorCode::NotFound:
    case ErrorCode::Gone:
        return grpc::StatusCode::NOT_FOUND;
    case ErrorCode::Conflict:
        return grpc::StatusCode::ALREADY_EXISTS;
    case ErrorCode::PreconditionFailed:
        return grpc::StatusCode::FAILED_PRECONDITION;
    case ErrorCode::RateLimited:
        return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case ErrorCode::SnapshotRequired:
        return grpc::StatusCode::OUT_OF_RANGE;
    case ErrorCode::Internal:
        return grpc::StatusCode::INTERNAL;
    case ErrorCode::Unavailable:
        return grpc::StatusCode::UNAVAILABLE;
    case ErrorCode::DeadlineExceeded:
        return grpc::StatusCode::DEADLINE_EXCEEDED;
    }
    return grpc::StatusCode::INTERNAL;
}

/// What gRPC itself says. Its texts name addresses and are no concern of a client's.
Error transportError(const grpc::Status &status)
{
    switch (status.error_code()) {
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return Error{ErrorCode::DeadlineExceeded, u"The service did not answer in time"_s, {}, 1};
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::CANCELLED:
        return Error{ErrorCode::Unavailable, u"The service can't be reached now"_s, {}, 1};
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        return Error{ErrorCode::TooLarge, u"The message between services is too large"_s};
    default:
        return Error{ErrorCode::Internal, u"The call between services failed"_s};
    }
}

}

void writeCall(const CallContext &call, grpc::ClientContext &context)
{
    const auto add = [&context](const char *key, const QByteArray &value) {
        if (!value.isEmpty())
            context.AddMetadata(key, value.toStdString());
    };
    add(kRequestId, call.requestId);
    add(kUsername, call.username.toUtf8());
    if (!call.user.isNull())
        add(kUser, call.user.toString().toLatin1());
    if (!call.session.isNull())
        add(kSession, call.session.toString().toLatin1());
}

CallContext readCall(const grpc::ServerContextBase &context)
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const Metadata &metadata = context.client_metadata();
    CallContext call;
    call.requestId = find(metadata, kRequestId);
    call.user = findId<shared::UserId>(metadata, kUser);
    call.username = QString::fromUtf8(find(metadata, kUsername));
    call.session = findId<shared::SessionId>(metadata, kSession);
    if (const auto deadline = context.deadline(); deadline != std::chrono::system_clock::time_point::max())
        call.deadlineMs = duration_cast<milliseconds>(deadline.time_since_epoch()).count();
    return call;
}

grpc::Status writeError(const Error &error, grpc::ServerContextBase &context)
{
    context.AddTrailingMetadata(kCode, shared::errorCodeName(error.code).toStdString());
    context.AddTrailingMetadata(kMessage, error.message.toStdString());
    context.AddTrailingMetadata(kRetryPushback, "-1");
    if (!error.reason.isEmpty())
        context.AddTrailingMetadata(kReason, error.reason.toStdString());
    if (error.retryAfterSeconds > 0)
        context.AddTrailingMetadata(kRetryAfter, std::to_string(error.retryAfterSeconds));
    if (!error.details.isEmpty())
        context.AddTrailingMetadata(kDetails, error.details.toStdString());
    return grpc::Status(statusCode(error.code), {});
}

Error readError(const grpc::Status &status, const grpc::ClientContext &context)
{
    if (!isFromService(context))
        return transportError(status);
    const Metadata &metadata = context.GetServerTrailingMetadata();
    return Error{shared::errorCodeFromName(QString::fromLatin1(find(metadata, kCode))),
                 QString::fromUtf8(find(metadata, kMessage)), QString::fromUtf8(find(metadata, kReason)),
                 find(metadata, kRetryAfter).toInt(), find(metadata, kDetails)};
}

bool isFromService(const grpc::ClientContext &context)
{
    return context.GetServerTrailingMetadata().count(kCode) > 0;
}

}
