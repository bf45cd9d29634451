#pragma once
// For tests only: blocking sockets that can misbehave as no client library would.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

namespace dateline::net {

inline int port_of(std::string_view address) {
  return std::atoi(std::string(address.substr(address.rfind(':') + 1)).c_str());
}

/// A client's end of a connection to this machine.
class RawSocket {
 public:
  explicit RawSocket(int port, const std::string& host = "127.0.0.1") : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawSocket() { ::close(fd_); }
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  bool connected() const { return connected_; }

  /// False if the other side closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { ::shutdown(fd_, SHUT_WR); }

  /// Everything up to and with `end`, or what came until the connection was closed or nothing came for 5 s.
  std::string read_to(std::string_view end) {
    std::size_t found;
    while ((found = buffer_.find(end)) == std::string::npos) {
      if (!read_more(5000)) return std::exchange(buffer_, {});
    }
    std::string out = buffer_.substr(0, found + end.size());
    buffer_.erase(0, out.size());
    return out;
  }
  /// Everything until the other side closes.
  std::string read_all() {
    while (read_more(5000)) {
    }
    return std::exchange(buffer_, {});
  }
  /// Head and body of one answer with Content-Length.
  std::string read_answer() {
    std::string head = read_to("\r\n\r\n");
    const std::size_t field = head.find("Content-Length: ");
    if (field == std::string::npos) return head;
    const auto length = std::strtoul(head.c_str() + field + 16, nullptr, 10);
    while (buffer_.size() < length && read_more(5000)) {
    }
    head += buffer_.substr(0, length);
    buffer_.erase(0, length);
    return head;
  }
  /// Whether nothing comes within `wait_ms`.
  bool is_silent(int wait_ms) { return buffer_.empty() && !read_more(wait_ms) && !closed_; }
  bool closed() const { return closed_; }

 private:
  bool read_more(int wait_ms) {
    pollfd ready{fd_, POLLIN, 0};
    if (::poll(&ready, 1, wait_ms) <= 0) return false;
    char chunk[16384];
    const ssize_t got = ::recv(fd_, chunk, sizeof chunk, 0);
    if (got <= 0) {
      closed_ = true;
      return false;
    }
    buffer_.append(chunk, static_cast<std::size_t>(got));
    return true;
  }

  const int fd_;
  bool connected_ = false;
  bool closed_ = false;
  std::string buffer_;
};

/// A server that reads a header, whatever it says, answers with `bytes`, and closes; one connection after the other.
class CannedServer {
 public:
  explicit CannedServer(std::string bytes) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(fd_, 8);
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, answer = std::move(bytes)] {
      int peer;
      while ((peer = ::accept(fd_, nullptr, nullptr)) >= 0) {
        std::string request;
        char chunk[4096];
        ssize_t got;
        while (request.find("\r\n\r\n") == std::string::npos && (got = ::recv(peer, chunk, sizeof chunk, 0)) > 0) {
          request.append(chunk, static_cast<std::size_t>(got));
        }
        std::string_view rest = answer;
        while (!rest.empty()) {
          const ssize_t sent = ::send(peer, rest.data(), rest.size(), MSG_NOSIGNAL);
          if (sent <= 0) break;
          rest.remove_prefix(static_cast<std::size_t>(sent));
        }
        ::shutdown(peer, SHUT_WR);
        ::close(peer);
      }
    });
  }
  ~CannedServer() {
    ::shutdown(fd_, SHUT_RDWR);
    thread_.join();
    ::close(fd_);
  }
  CannedServer(const CannedServer&) = delete;
  CannedServer& operator=(const CannedServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

 private:
  const int fd_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace dateline::net
