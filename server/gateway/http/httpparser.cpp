#include "server/gateway/http/httpparser.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstring>
#include <optional>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr qsizetype kMaxMethodLength = 32;
constexpr qsizetype kFieldsReserved = 16;
constexpr std::uint64_t kBodyReserved = 64 * 1024; ///< a promised length costs no more memory than this
/// "0", CRLF, CRLF: with less than that, no chunked body can go on, and Beast relies on not being asked to.
constexpr qsizetype kShortestChunkedEnd = 5;
constexpr qint64 kFramingAllowance = 16 * 1024;
constexpr qint64 kFramingFactor = 16; ///< bytes of chunk framing allowed for each byte of a body

QByteArrayView view(beast::string_view text) { return QByteArrayView(text.data(), qsizetype(text.size())); }

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isTokenCharacter(char c)
{
    return isAlphanumeric(c) || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}

/// uri-host [":" port] (RFC 9110, 7.2), without the list separators that intermediaries read in their own
/// way.
bool isHost(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return isAlphanumeric(c) || (c != '\0' && std::strchr("-._~%!$&'()*+;=[]:", c) != nullptr);
    });
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The common methods without an allocation.
QByteArray methodName(QByteArrayView text)
{
    static const QByteArray known[] = {"GET"_ba,    "POST"_ba,    "HEAD"_ba,     "PUT"_ba,   "PATCH"_ba,
                                       "DELETE"_ba, "OPTIONS"_ba, "PROPFIND"_ba, "REPORT"_ba};
    for (const QByteArray &name : known) {
        if (text == QByteArrayView(name))
            return name;
    }
    return text.toByteArray();
}

/// Beast's parser with its results put where we want them.
class RequestParser final : public http::basic_parser<true> {
public:
    RequestParser(HttpRequest &request, qsizetype headerSize)
        : m_request(request)
        , m_headerSize(headerSize)
    {
        header_limit(quint32(headerSize) + 1);
        body_limit(boost::none);
    }

    QByteArray rawTarget;

private:
    void on_request_impl(http::verb, beast::string_view method, beast::string_view target, int version,
                         beast::error_code &) override
    {
        m_request.method = methodName(view(method));
        m_request.minorVersion = version - 10;
        rawTarget = view(target).toByteArray();
        m_request.headers.reserve(m_headerSize, kFieldsReserved);
    }
    void on_field_impl(http::field, beast::string_view name, beast::string_view value,
                       beast::error_code &) override
    {
        if (!m_headerDone) // a trailer's fields are dropped: nothing may rely on them
            m_request.headers.add(view(name), view(value));
    }
    void on_header_impl(beast::error_code &) override { m_headerDone = true; }
    std::size_t on_body_impl(beast::string_view bytes, beast::error_code &) override
    {
        m_request.body.append(view(bytes));
        return bytes.size();
    }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, beast::error_code &) override
    {
        m_request.body.append(view(bytes));
        return bytes.size();
    }
    void on_body_init_impl(const boost::optional<std::uint64_t> &length, beast::error_code &) override
    {
        m_request.body.reserve(qsizetype(std::min(length.value_or(0), kBodyReserved)));
    }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code &) override { }
    void on_response_impl(int, beast::string_view, int, beast::error_code &) override { }
    void on_finish_impl(beast::error_code &) override { }

    HttpRequest &m_request;
    qsizetype m_headerSize;
    bool m_headerDone = false;
};

}

struct HttpParser::Impl {
    explicit Impl(qint64 limit)
        : headerLimit(limit)
    {
    }

    Step fail(int status, const QString &detail)
    {
        failure = {status, detail};
        return Step::Failed;
    }

    Step findHeaderEnd(QByteArrayView unread);
    Step checkFirstByte(char first);
    Step readHeader(QByteArrayView header);
    Step headerFailure(const beast::error_code &error, QByteArrayView header);
    bool checkHeader();
    bool checkFraming();
    bool checkHost();
    bool checkTarget();
    bool takeAbsoluteTarget(QByteArrayView target);
    bool refuse(int status, const QString &detail)
    {
        failure = {status, detail};
        return false;
    }

    qint64 headerLimit;
    qint64 bodyLimit = 0;
    qsizetype scanned = 0; ///< bytes before this one hold whole header lines
    qsizetype headerSize = 0;
    qint64 framing = 0; ///< bytes of the body's transfer coding
    qint64 contentLength = 0;
    HttpRequest request;
    Failure failure;
    std::optional<RequestParser> parser;
};

HttpParser::HttpParser(qint64 headerLimit)
    : d(std::make_unique<Impl>(headerLimit))
{
}

HttpParser::~HttpParser() = default;
HttpParser::HttpParser(HttpParser &&) noexcept = default;
HttpParser &HttpParser::operator=(HttpParser &&) noexcept = default;

HttpParser::Step HttpParser::parseHeader(QByteArrayView unread)
{
    if (unread.isEmpty())
        return Step::NeedMore;
    const Step step = d->findHeaderEnd(unread);
    return step == Step::HeaderComplete ? d->readHeader(unread.first(d->headerSize)) : step;
}

/// Beast is given whole headers only; until then each line is looked at once, as it comes, so that what can't
/// become a header is refused before its deadline.
HttpParser::Step HttpParser::Impl::findHeaderEnd(QByteArrayView unread)
{
    if (!isTokenCharacter(unread.front()))
        return checkFirstByte(unread.front());
    while (scanned < unread.size()) {
        const qsizetype lineFeed = unread.indexOf('\n', scanned);
        if (lineFeed < 0)
            break;
        const bool folded = scanned > 0 && (unread[scanned] == ' ' || unread[scanned] == '\t');
        if (folded)
            return fail(400, u"A header field must not be folded over several lines."_s);
        if (lineFeed == 0 || unread[lineFeed - 1] != '\r')
            return fail(400, u"Each line of the header must end with CR and LF."_s);
        const bool emptyLine = lineFeed - 1 == scanned;
        scanned = lineFeed + 1;
        if (emptyLine) {
            headerSize = scanned;
            break;
        }
    }
    if (headerSize > headerLimit || (headerSize == 0 && unread.size() > headerLimit))
        return fail(431, u"The request's header is larger than %1 bytes."_s.arg(headerLimit));
    return headerSize > 0 ? Step::HeaderComplete : Step::NeedMore;
}

HttpParser::Step HttpParser::Impl::checkFirstByte(char first)
{
    constexpr char kTlsHandshake = 0x16;
    if (first == kTlsHandshake)
        return fail(400, u"This port speaks HTTP without TLS."_s);
    return fail(400, u"The request does not begin with a method."_s);
}

HttpParser::Step HttpParser::Impl::readHeader(QByteArrayView header)
{
    parser.emplace(request, header.size());
    beast::error_code error;
    const std::size_t used =
        parser->put(boost::asio::const_buffer(header.data(), size_t(header.size())), error);
    if (error || !parser->is_header_done() || qsizetype(used) != header.size())
        return headerFailure(error, header);
    return checkHeader() ? Step::HeaderComplete : Step::Failed;
}

HttpParser::Step HttpParser::Impl::headerFailure(const beast::error_code &error, QByteArrayView header)
{
    const QByteArrayView line = header.first(header.indexOf('\r'));
    const qsizetype space = line.lastIndexOf(' ');
    const QByteArrayView version = space < 0 ? QByteArrayView() : line.sliced(space + 1);
    if (version.size() == 8 && version.startsWith("HTTP/") && version[6] == '.'
        && isDigits(version.sliced(5, 1)) && isDigits(version.last(1)) && version != "HTTP/1.1"
        && version != "HTTP/1.0")
        return fail(505, u"Only HTTP/1.1 and HTTP/1.0 are spoken here."_s);
    if (error == http::error::bad_method)
        return fail(400, u"The request's method is malformed."_s);
    if (error == http::error::bad_target)
        return fail(400, u"The request's target is malformed."_s);
    if (error == http::error::bad_version)
        return fail(400, u"The request's first line is malformed."_s);
    if (error == http::error::bad_content_length || error == http::error::multiple_content_length)
        return fail(400, u"The Content-Length is malformed or contradicts another field."_s);
    if (error == http::error::bad_transfer_encoding)
        return fail(400, u"The Transfer-Encoding is malformed or contradicts another field."_s);
    return fail(400, u"A header field is malformed."_s);
}

bool HttpParser::Impl::checkHeader()
{
    if (request.method.size() > kMaxMethodLength || request.method == "CONNECT")
        return refuse(501, u"This method is not known here."_s);
    if (!checkFraming() || !checkTarget() || !checkHost())
        return false;
    const QByteArrayView expect = request.headers.value("Expect");
    if (!expect.isNull() && request.minorVersion > 0 && !equalsIgnoringCase(expect, "100-continue"))
        return refuse(417, u"Only the expectation \"100-continue\" can be met."_s);
    return true;
}

bool HttpParser::Impl::checkFraming()
{
    const int lengths = request.headers.count("Content-Length");
    const int codings = request.headers.count("Transfer-Encoding");
    if (lengths + codings > 1)
        return refuse(400, u"The request says more than once how long its body is."_s);
    if (lengths == 1 && !isDigits(request.headers.value("Content-Length")))
        return refuse(400, u"The Content-Length is not a number."_s);
    if (codings == 1 && request.minorVersion == 0)
        return refuse(400, u"HTTP/1.0 has no Transfer-Encoding."_s);
    if (codings == 1 && !equalsIgnoringCase(request.headers.value("Transfer-Encoding"), "chunked"))
        return refuse(501, u"The only Transfer-Encoding known here is \"chunked\"."_s);
    const auto length = parser->content_length();
    if (length && *length > quint64(std::numeric_limits<qint64>::max()))
        return refuse(413, u"The request's body is too large."_s);
    contentLength = parser->chunked() ? -1 : qint64(length.value_or(0));
    return true;
}

bool HttpParser::Impl::checkTarget()
{
    const QByteArray target = std::move(parser->rawTarget);
    if (target == "*" && request.method != "OPTIONS")
        return refuse(400, u"Only OPTIONS may be asked of \"*\"."_s);
    if (!target.startsWith('/') && target != "*")
        return takeAbsoluteTarget(target);
    return request.setTarget(target) || refuse(400, u"The request's target is malformed."_s);
}

/// "http://host/path": what it says about the host counts more than the Host field (RFC 9112, 3.2.2).
bool HttpParser::Impl::takeAbsoluteTarget(QByteArrayView target)
{
    const qsizetype schemeEnd = target.indexOf("://");
    const QByteArrayView scheme = target.first(std::max<qsizetype>(schemeEnd, 0));
    if (!equalsIgnoringCase(scheme, "http") && !equalsIgnoringCase(scheme, "https"))
        return refuse(400, u"The request's target is malformed."_s);
    const QByteArrayView rest = target.sliced(schemeEnd + 3);
    const auto end =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    const QByteArrayView authority = rest.first(end - rest.begin());
    const QByteArrayView tail = rest.sliced(authority.size());
    if (authority.isEmpty() || !isHost(authority))
        return refuse(400, u"The request's target is malformed."_s);
    if (request.headers.count("Host") == 1)
        request.headers.set("Host", authority);
    const bool wholeServer = tail.isEmpty() && request.method == "OPTIONS";
    const QByteArray path =
        wholeServer ? "*"_ba : (tail.startsWith('/') ? ""_ba : "/"_ba) + tail.toByteArray();
    return request.setTarget(path) || refuse(400, u"The request's target is malformed."_s);
}

bool HttpParser::Impl::checkHost()
{
    const int hosts = request.headers.count("Host");
    if (hosts > 1 || (hosts == 0 && request.minorVersion > 0))
        return refuse(400, u"The request must have one Host field."_s);
    return isHost(request.headers.value("Host")) || refuse(400, u"The Host field is malformed."_s);
}

qsizetype HttpParser::headerSize() const { return d->headerSize; }

bool HttpParser::expectsBody() const { return d->contentLength != 0; }

qint64 HttpParser::contentLength() const { return d->contentLength; }

bool HttpParser::expectsContinue() const
{
    return expectsBody() && d->request.minorVersion > 0 && d->request.headers.contains("Expect");
}

bool HttpParser::keepsAlive() const { return d->parser && d->parser->keep_alive(); }

bool HttpParser::isWebSocketUpgrade() const
{
    const HttpRequest &request = d->request;
    return request.minorVersion > 0 && request.method == "GET" && d->parser && d->parser->upgrade()
        && request.headers.hasToken("Upgrade", "websocket");
}

void HttpParser::setBodyLimit(qint64 bytes)
{
    d->bodyLimit = bytes;
    d->parser->body_limit(quint64(bytes));
}

HttpParser::Step HttpParser::parseBody(QByteArrayView unread, qsizetype &consumed)
{
    consumed = 0;
    if (d->contentLength > d->bodyLimit)
        return d->fail(413, u"The request's body is larger than %1 bytes."_s.arg(d->bodyLimit));
    while (!d->parser->is_done()) {
        const QByteArrayView rest = unread.sliced(consumed);
        if (rest.isEmpty() || (d->contentLength < 0 && rest.size() < kShortestChunkedEnd))
            return Step::NeedMore;
        beast::error_code error;
        const qsizetype bodyBefore = d->request.body.size();
        const auto used =
            qsizetype(d->parser->put(boost::asio::const_buffer(rest.data(), size_t(rest.size())), error));
        consumed += used;
        d->framing += used - (d->request.body.size() - bodyBefore);
        if (error == http::error::body_limit)
            return d->fail(413, u"The request's body is larger than %1 bytes."_s.arg(d->bodyLimit));
        if (error && error != http::error::need_more)
            return d->fail(400, u"The body's chunks are malformed."_s);
        const bool partIsTooLong = used == 0 && rest.size() > d->headerLimit;
        if (partIsTooLong || d->framing > kFramingAllowance + kFramingFactor * d->request.body.size())
            return d->fail(400, u"The body's chunks have too much around them."_s);
        if (used == 0)
            return Step::NeedMore;
    }
    return Step::Complete;
}

const HttpRequest &HttpParser::request() const { return d->request; }

const HttpParser::Failure &HttpParser::failure() const { return d->failure; }

HttpRequest HttpParser::takeRequest()
{
    HttpRequest request = std::move(d->request);
    d->request = HttpRequest();
    d->parser.reset();
    d->scanned = d->headerSize = 0;
    d->framing = d->contentLength = 0;
    return request;
}

}
