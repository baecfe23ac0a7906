// Opens WebSockets to one room and measures what it costs to hold them and to talk to all of them.
//
//   bench_sockets PORT SERVER_PID TOKENS SOCKETS RATE SECONDS WINDOW WARMUP [CALENDAR]
//
// TOKENS is a file with a bearer token in each line, taken in turn. One socket speaks, all of them hear:
// first nothing at all, for the memory of an idle socket; then RATE messages a second for SECONDS; then, for
// as long, as many as the server takes with WINDOW of them under way; RATE or WINDOW 0 leaves the phase out.
// With CALENDAR the messages are kept in it, else they go to whoever shares a calendar. Prints one JSON
// object. The delivery's latency counts from when the message was due, so that a stalled sender is no excuse.

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <netinet/tcp.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {
using std::string;
using std::string_view;

constexpr int64_t kSecond = 1'000'000'000;
constexpr int kConnectingAtOnce = 100;
constexpr string_view kMark = "hb:"; // before the time in a message's text
constexpr int64_t kLimit = 60 * kSecond; // for everything to connect, or for a last message to arrive

int64_t now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * kSecond + time.tv_nsec;
}

struct Options {
    uint16_t port = 0;
    int pid = 0;
    std::vector<string> tokens;
    size_t sockets = 0;
    int64_t rate = 0;
    int64_t seconds = 0;
    int64_t window = 0;
    int64_t warmup = 0; ///< seconds of quiet before the idle socket is weighed
    string calendar;
};

struct Socket {
    enum class State { Connecting, Upgrading, Open, Closed };
    int fd = -1;
    State state = State::Connecting;
    string rest; ///< the part of a frame that has come
};

/// CPU time of a process so far, in nanoseconds (a hundredth of a second is the kernel's unit).
int64_t cpuOf(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    string text((std::istreambuf_iterator<char>(file)), {});
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    string skipped;
    for (int i = 0; i < 11; ++i)
        fields >> skipped;
    int64_t user = 0;
    int64_t system = 0;
    fields >> user >> system;
    return (user + system) * kSecond / sysconf(_SC_CLK_TCK);
}

int64_t rssKb(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (string line; std::getline(file, line);)
        if (line.starts_with("VmRSS:"))
            return std::atoll(line.c_str() + 6);
    throw std::runtime_error("the server has gone");
}

/// A masked text or pong frame; the mask is zero, which is a valid one.
string clientFrame(unsigned char opcode, string_view payload)
{
    string frame{static_cast<char>(0x80 | opcode)};
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
    }
    frame.append(4, '\0');
    frame += payload;
    return frame;
}

class Bench {
public:
    explicit Bench(Options options)
        : m_options(std::move(options))
        , m_epoll(epoll_create1(0))
        , m_sockets(m_options.sockets)
    {
    }

    void run()
    {
        const int64_t before = rssKb(m_options.pid);
        connectAll();
        waitUntil(now() + m_options.warmup * kSecond);
        const int64_t after = rssKb(m_options.pid);
        std::printf("{\"open\": %zu, \"failed\": %zu, \"idle_kb\": %.2f", m_open, m_failed,
                    double(after - before) / double(std::max<size_t>(m_open, 1)));
        if (m_options.rate > 0)
            paced();
        if (m_options.window > 0)
            saturated();
        std::printf(", \"closed\": %zu}\n", m_closed);
    }

private:
    void connectAll()
    {
        const int64_t deadline = now() + kLimit;
        size_t started = 0;
        while (m_open + m_failed < m_sockets.size() && now() < deadline) {
            while (started < m_sockets.size() && started - m_open - m_failed < kConnectingAtOnce)
                connectOne(started++);
            poll(100);
        }
        if (m_open != m_sockets.size())
            throw std::runtime_error("only " + std::to_string(m_open) + " sockets were opened");
    }

    void connectOne(size_t index)
    {
        Socket &socket = m_sockets[index];
        socket.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (socket.fd < 0)
            throw std::runtime_error(std::strerror(errno));
        const int on = 1;
        setsockopt(socket.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_options.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connect(socket.fd, reinterpret_cast<const sockaddr *>(&address), sizeof address);
        watch(EPOLL_CTL_ADD, index, EPOLLOUT);
    }

    void watch(int operation, size_t index, uint32_t events)
    {
        epoll_event event{};
        event.events = events;
        event.data.u64 = index;
        epoll_ctl(m_epoll, operation, m_sockets[index].fd, &event);
    }

    void poll(int timeoutMs)
    {
        epoll_event events[256];
        const int count = epoll_wait(m_epoll, events, 256, timeoutMs);
        for (int i = 0; i < count; ++i)
            ready(events[i].data.u64);
    }

    void waitUntil(int64_t time)
    {
        while (now() < time)
            poll(int(std::max<int64_t>(0, (time - now()) / 1'000'000)));
    }

    void ready(size_t index)
    {
        Socket &socket = m_sockets[index];
        if (socket.state == Socket::State::Connecting)
            return upgrade(index);
        const ssize_t size = recv(socket.fd, m_buffer, sizeof m_buffer, 0);
        if (size < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (size <= 0)
            return close(index);
        if (socket.state == Socket::State::Upgrading)
            return upgraded(index, string_view(m_buffer, size_t(size)));
        take(index, string_view(m_buffer, size_t(size)));
    }

    void upgrade(size_t index)
    {
        Socket &socket = m_sockets[index];
        string request = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_options.port)
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
        if (!m_options.tokens.empty())
            request += "Authorization: Bearer " + m_options.tokens[index % m_options.tokens.size()] + "\r\n";
        request += "\r\n";
        if (send(socket.fd, request.data(), request.size(), MSG_NOSIGNAL) != ssize_t(request.size()))
            return close(index);
        socket.state = Socket::State::Upgrading;
        watch(EPOLL_CTL_MOD, index, EPOLLIN);
    }

    void upgraded(size_t index, string_view data)
    {
        Socket &socket = m_sockets[index];
        socket.rest += data;
        const size_t end = socket.rest.find("\r\n\r\n");
        if (end == string::npos)
            return;
        if (!socket.rest.starts_with("HTTP/1.1 101"))
            return close(index);
        socket.state = Socket::State::Open;
        ++m_open;
        const string frames = socket.rest.substr(end + 4);
        socket.rest = {};
        take(index, frames);
    }

    void close(size_t index)
    {
        Socket &socket = m_sockets[index];
        ++(socket.state == Socket::State::Open ? m_closed : m_failed);
        socket.state = Socket::State::Closed;
        ::close(socket.fd);
    }

    /// Whole frames are read where they lie.
    void take(size_t index, string_view data)
    {
        Socket &socket = m_sockets[index];
        const bool joined = !socket.rest.empty();
        if (joined)
            socket.rest += data;
        string_view left = joined ? string_view(socket.rest) : data;
        while (const size_t size = frameSize(left)) {
            frame(index, left.substr(0, size));
            left.remove_prefix(size);
        }
        if (left.empty())
            string().swap(socket.rest);
        else
            socket.rest = string(left);
    }

    static size_t headSize(string_view data)
    {
        const int length = data[1] & 0x7f;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    /// 0 where the frame is not all there.
    static size_t frameSize(string_view data)
    {
        if (data.size() < 2 || data.size() < headSize(data))
            return 0;
        size_t length = data[1] & 0x7f;
        if (length >= 126) {
            const size_t head = headSize(data);
            length = 0;
            for (size_t i = 2; i < head; ++i)
                length = length << 8 | static_cast<unsigned char>(data[i]);
        }
        const size_t size = headSize(data) + length;
        return data.size() < size ? 0 : size;
    }

    void frame(size_t index, string_view data)
    {
        const string_view payload = data.substr(headSize(data));
        const int opcode = data[0] & 0x0f;
        if (opcode == 9)
            write(index, clientFrame(10, payload));
        if (opcode == 8)
            std::fprintf(stderr, "closed by the server: %.*s\n", int(payload.size()) - 2, payload.data() + 2);
        const size_t mark = payload.find(kMark);
        if (opcode != 1)
            return;
        if (mark != string_view::npos)
            delivered(std::strtoll(payload.data() + mark + kMark.size(), nullptr, 10));
        else if (payload.find("\"ok\":false") != string_view::npos && ++m_refused == 1)
            std::fprintf(stderr, "refused: %.*s\n", int(payload.size()), payload.data());
    }

    void delivered(int64_t due)
    {
        ++m_delivered;
        if (m_keepLatency)
            m_latencyUs.push_back(static_cast<uint32_t>((now() - due) / 1000));
    }

    void write(size_t index, const string &data)
    {
        if (send(m_sockets[index].fd, data.data(), data.size(), MSG_NOSIGNAL) != ssize_t(data.size()))
            throw std::runtime_error("the server does not read");
    }

    void say(int64_t due)
    {
        char text[64];
        std::snprintf(text, sizeof text, "%s%020lld Dinner is ready, come!", kMark.data(),
                      static_cast<long long>(due));
        string frame = R"({"event":"message","data":{"message":")" + string(text) + '"';
        if (!m_options.calendar.empty())
            frame += R"(,"calendar_name":")" + m_options.calendar + '"';
        frame += R"(},"id":")" + std::to_string(++m_said) + R"("})";
        write(0, clientFrame(1, frame));
    }

    /// Until everything that was said has arrived; what is missing after a while is lost.
    size_t settle()
    {
        const size_t wanted = m_said * m_open;
        const int64_t deadline = now() + 10 * kSecond;
        while (m_delivered < wanted && now() < deadline)
            poll(50);
        return wanted - std::min(wanted, m_delivered);
    }

    void begin()
    {
        m_said = m_delivered = m_refused = 0;
        m_cpu = cpuOf(m_options.pid);
        m_began = now();
    }

    double cpuUs() const
    {
        return double(cpuOf(m_options.pid) - m_cpu) / 1000.0 / double(std::max<size_t>(m_delivered, 1));
    }

    void paced()
    {
        begin();
        m_keepLatency = true;
        m_latencyUs.reserve(size_t(m_options.rate * m_options.seconds) * m_open);
        const int64_t step = kSecond / m_options.rate;
        for (int64_t i = 0; i < m_options.rate * m_options.seconds; ++i) {
            waitUntil(m_began + i * step);
            say(m_began + i * step);
        }
        const size_t lost = settle();
        m_keepLatency = false;
        std::sort(m_latencyUs.begin(), m_latencyUs.end());
        std::printf(", \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"cpu_us\": %.2f, \"lost\": %zu", percentile(0.5),
                    percentile(0.99), cpuUs(), lost);
    }

    double percentile(double share) const
    {
        if (m_latencyUs.empty())
            throw std::runtime_error("nothing was delivered");
        return m_latencyUs[size_t(share * double(m_latencyUs.size() - 1))] / 1000.0;
    }

    void saturated()
    {
        begin();
        const int64_t end = m_began + m_options.seconds * kSecond;
        while (now() < end) {
            while (m_said < m_delivered / m_open + size_t(m_options.window))
                say(now());
            poll(10);
        }
        const double seconds = double(now() - m_began) / double(kSecond);
        std::printf(", \"full_rate\": %.0f, \"full_cpu_us\": %.2f, \"refused\": %zu",
                    double(m_delivered) / seconds, cpuUs(), m_refused);
        std::printf(", \"full_lost\": %zu", settle());
    }

    const Options m_options;
    const int m_epoll;
    std::vector<Socket> m_sockets;
    size_t m_open = 0;
    size_t m_failed = 0;
    size_t m_closed = 0;
    size_t m_said = 0;
    size_t m_delivered = 0;
    size_t m_refused = 0;
    int64_t m_cpu = 0;
    int64_t m_began = 0;
    bool m_keepLatency = false;
    std::vector<uint32_t> m_latencyUs;
    char m_buffer[256 * 1024];
};

std::vector<string> linesOf(const char *path)
{
    std::ifstream file(path);
    std::vector<string> lines;
    for (string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

void allowManyFiles()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}
}

int main(int argc, char **argv)
{
    if (argc < 9) {
        std::fputs(
            "usage: bench_sockets PORT SERVER_PID TOKENS SOCKETS RATE SECONDS WINDOW WARMUP [CALENDAR]\n",
            stderr);
        return 2;
    }
    allowManyFiles();
    try {
        Bench({static_cast<uint16_t>(std::atoi(argv[1])), std::atoi(argv[2]), linesOf(argv[3]),
               size_t(std::atoll(argv[4])), std::atoll(argv[5]), std::atoll(argv[6]), std::atoll(argv[7]),
               std::atoll(argv[8]), argc > 9 ? argv[9] : ""})
            .run();
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
