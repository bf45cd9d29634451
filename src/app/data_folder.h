#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/newsroom.h"
#include "app/poller.h"
#include "base/result.h"
#include "wire/source.h"

namespace dateline::app {

/// What the command line may change in a data folder, whether dateline is running on it (then the running process does
/// it) or not (then this process is the newsroom for as long as it takes). Each call returns when it is durable.
class DataFolder {
 public:
  /// Opens `data`, making it where there is none. kConflict when another process holds it that is no running dateline.
  static Result<std::unique_ptr<DataFolder>> open(const std::filesystem::path& data);
  virtual ~DataFolder() = default;

  virtual Result<std::vector<Filed>> file(std::vector<article::Article> articles) = 0;
  virtual Status put_source(const wire::Source& source) = 0;
  /// Of a list: one that is there already stays as somebody set it up. False: it is.
  virtual Result<bool> add_source(const wire::Source& source) = 0;
  virtual Result<bool> remove_source(wire::SourceId id) = 0;
  /// Asks all sources now, and says how many they are. Where this process is the newsroom it waits for them, and
  /// `options.on_asked` hears of each; a running dateline goes on by itself.
  virtual Result<std::size_t> ask_sources(Poller::Options options) = 0;
  /// The key of a one-time link for the account; see Newsroom::make_setup_link.
  virtual Result<std::string> make_setup_link(const std::string& account, desk::Role role) = 0;
  /// Where the site is, for showing links; "" when it is not running and the configuration does not say.
  virtual std::string site_url() const = 0;
  virtual bool is_running() const = 0;
};

/// The one JSON form of what was filed, for `import` and between the two processes.
std::string to_json(const Filed& filed);
Result<Filed> filed_from_json(std::string_view line);

/// Who acts when the command line does: stands in the audit log.
inline constexpr const char* kCommandLine = "command line";

}  // namespace dateline::app
