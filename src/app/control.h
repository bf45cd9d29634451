#pragma once
// The way in for the command line while dateline is running: verbs that write hand their work to the running process,
// since one process owns the data folder. DATA/running.json (mode 0600) says where it listens and holds a token that is
// new at every start; requests below /control/ that do not bring it are answered with 404.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/newsroom.h"
#include "base/result.h"
#include "net/http_client.h"
#include "net/http_server.h"

namespace dateline::app {

/// The running side. Thread-safe.
class ControlDoor {
 public:
  ControlDoor(const Clock& clock, const store::Reader& reader, Newsroom& newsroom)
      : clock_(clock), reader_(reader), newsroom_(newsroom), token_(random_key(32)) {}

  static bool is_for(const net::Request& request) { return request.path.starts_with("/control/"); }
  void handle(const net::Request& request, net::Respond respond);

  /// Writes DATA/running.json; removed again by close().
  Status open(const std::filesystem::path& data, const std::string& url);
  void close();

 private:
  const Clock& clock_;
  const store::Reader& reader_;
  Newsroom& newsroom_;
  const std::string token_;
  std::filesystem::path file_;
};

/// The asking side.
class ControlClient {
 public:
  /// Absent when no dateline is running on this folder.
  static std::optional<ControlClient> find(const std::filesystem::path& data);

  /// POST /control/`what`; the answer's body. The other side's message is the error's.
  Result<std::string> ask(std::string_view what, std::string_view body);
  const std::string& url() const { return url_; }

 private:
  ControlClient(std::string url, std::string token);
  std::string url_, token_;
  std::shared_ptr<net::HttpClient> client_;
};

}  // namespace dateline::app
