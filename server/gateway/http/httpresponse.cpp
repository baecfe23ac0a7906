#include "server/gateway/http/httpresponse.h"

#include <QJsonDocument>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::ErrorCode;

HttpResponse HttpResponse::empty(int status)
{
    HttpResponse response;
    response.status = status;
    return response;
}

HttpResponse HttpResponse::text(int status, QByteArrayView contentType, QByteArray body)
{
    HttpResponse response;
    response.status = status;
    response.headers.add("Content-Type", contentType);
    response.body = std::move(body);
    return response;
}

HttpResponse HttpResponse::json(int status, QByteArray body)
{
    return text(status, "application/json", std::move(body));
}

HttpResponse HttpResponse::json(int status, const QJsonObject &object)
{
    return json(status, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpResponse HttpResponse::problem(int status, const QString &detail, const QString &reason,
                                   const QJsonObject &more)
{
    QJsonObject object = more;
    object.insert("type"_L1, reason.isEmpty() ? u"about:blank"_s : u"urn:hearth:problem:"_s + reason);
    object.insert("title"_L1, QString::fromLatin1(reasonPhrase(status)));
    object.insert("status"_L1, status);
    object.insert("detail"_L1, detail);
    object.insert("message"_L1, detail);
    return text(status, "application/problem+json", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpResponse HttpResponse::problem(const shared::Error &error)
{
    QJsonObject more = QJsonDocument::fromJson(error.details).object();
    if (!error.reason.isEmpty())
        more.insert("reason"_L1, error.reason);
    HttpResponse response = problem(httpStatus(error.code), error.message, error.reason, more);
    if (error.retryAfterSeconds > 0)
        response.headers.add("Retry-After", QByteArray::number(error.retryAfterSeconds));
    return response;
}

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return 400;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::Forbidden:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::PreconditionFailed:
        return 412;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::KeyReused:
        return 422;
    case ErrorCode::RateLimited:
        return 429;
    case ErrorCode::Gone:
    case ErrorCode::SnapshotRequired:
        return 410;
    case ErrorCode::Internal:
        return 500;
    case ErrorCode::Unavailable:
    case ErrorCode::DeadlineExceeded:
        return 503;
    }
    Q_UNREACHABLE();
}

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 100:
        return "Continue";
    case 101:
        return "Switching Protocols";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 207:
        return "Multi-Status";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 423:
        return "Locked";
    case 424:
        return "Failed Dependency";
    case 426:
        return "Upgrade Required";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    default:
        return "Unknown";
    }
}

}
