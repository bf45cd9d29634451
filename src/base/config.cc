// The only file that knows toml++.
#include "base/config.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <toml++/toml.h>

#include "base/file.h"
#include "base/suggest.h"

namespace dateline {
namespace {

// An operator's file is a few lines; a larger one is another file.
constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20;

/// Reads one section's keys, remembers the first error, and finds the keys that nobody asked for.
class Section {
 public:
  Section(const toml::table& root, std::string_view name, std::string_view file) : name_(name), file_(file) {
    const toml::node* node = root.get(name);
    if (!node) return;
    table_ = node->as_table();
    if (!table_) refuse(*node, "'" + name_ + "' must be a section: write [" + name_ + "] on a line of its own");
  }

  void text(std::string_view key, std::string& value) {
    const toml::node* node = find(key);
    if (!node) return;
    const auto* string = node->as_string();
    if (!string) return refuse(*node, in_quotes(key) + " must be a text in quotes");
    if (has_control_characters(string->get())) return refuse(*node, in_quotes(key) + " must be one line of plain text");
    value = string->get();
  }

  void number(std::string_view key, int least, int most, int& value) {
    const toml::node* node = find(key);
    if (!node) return;
    const auto* integer = node->as_integer();
    if (!integer || integer->get() < least || integer->get() > most) {
      return refuse(*node, in_quotes(key) + " must be a whole number from " + std::to_string(least) + " to " +
                               std::to_string(most));
    }
    value = static_cast<int>(integer->get());
  }

  void flag(std::string_view key, bool& value) {
    const toml::node* node = find(key);
    if (!node) return;
    const auto* boolean = node->as_boolean();
    if (!boolean) return refuse(*node, in_quotes(key) + " must be true or false");
    value = boolean->get();
  }

  void texts(std::string_view key, std::vector<std::string>& value) {
    const toml::node* node = find(key);
    if (!node) return;
    const std::string wanted = in_quotes(key) + " must be a list of texts: [\"...\", \"...\"]";
    const auto* array = node->as_array();
    if (!array) return refuse(*node, wanted);
    std::vector<std::string> read;
    for (const toml::node& item : *array) {
      const auto* string = item.as_string();
      if (!string) return refuse(item, wanted);
      read.push_back(string->get());
    }
    value = std::move(read);
  }

  /// Refuses the value of `key` for a reason that only the caller knows.
  void reject(std::string_view key, std::string_view why) {
    if (const toml::node* node = find(key)) refuse(*node, in_quotes(key) + " " + std::string(why));
  }

  /// To be called after all keys were read.
  std::optional<Error> error() {
    if (!error_ && table_) {
      for (const auto& [key, node] : *table_) {
        const bool known = std::find(known_.begin(), known_.end(), key.str()) != known_.end();
        if (known) continue;
        return at(key.source(),
                  "unknown key '" + std::string(key.str()) + "' in [" + name_ + "]" + did_you_mean(key.str(), known_));
      }
    }
    return error_;
  }

 private:
  const toml::node* find(std::string_view key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
    return table_ ? table_->get(key) : nullptr;
  }

  static bool has_control_characters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  }

  std::string in_quotes(std::string_view key) const { return "'" + std::string(key) + "' in [" + name_ + "]"; }

  Error at(const toml::source_region& where, std::string what) const {
    return {Code::kInvalid, file_ + ":" + std::to_string(where.begin.line) + ": " + std::move(what)};
  }

  void refuse(const toml::node& node, std::string what) {
    if (!error_) error_ = at(node.source(), std::move(what));
  }

  const std::string name_;
  const std::string file_;
  const toml::table* table_ = nullptr;
  std::vector<std::string_view> known_;  // Literals of parse_config().
  std::optional<Error> error_;
};

bool is_address_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view port = text.substr(colon + 1);
  if (port.empty() || port.size() > 5) return false;
  unsigned number = 0;
  for (const char c : port) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number <= 65535;
}

bool is_language_tag(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return text.size() >= 2 && text.size() <= 35 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), allowed);  // 35: RFC 5646 section 4.4.1.
}

bool is_public_url(std::string_view text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    return !rest.empty() && rest.front() != '/' && rest.find_first_of(" \"'<>?#@\\") == std::string_view::npos;
  }
  return false;
}

}  // namespace

Result<Config> parse_config(std::string_view text, std::string_view file_name) {
  const std::string file(file_name);
  if (text.size() > kMaxConfigBytes) return fail(Code::kLimit, file + ": larger than 1 MiB; is this the right file?");
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(Code::kInvalid, file + ":" + std::to_string(error.source().begin.line) +
                                    ": not valid TOML: " + std::string(error.description()));
  }

  Config config;
  Section site(root, "site", file_name);
  site.text("name", config.name);
  if (config.name.empty()) site.reject("name", "must not be empty: it is the masthead");
  site.text("tagline", config.tagline);
  site.text("url", config.url);
  while (config.url.ends_with('/')) config.url.pop_back();
  if (!config.url.empty() && !is_public_url(config.url)) {
    site.reject("url", "must be the site's public address, like \"https://news.example.org\"");
  }
  site.text("language", config.language);
  site.text("time_zone", config.time_zone);
  site.flag("tdm_reservation", config.tdm_reservation);
  site.text("tdm_policy", config.tdm_policy);
  if (!config.tdm_policy.empty() && !is_public_url(config.tdm_policy)) {
    site.reject("tdm_policy", "must be a URL, like \"https://news.example.org/licence\"");
  }
  site.text("security_contact", config.security_contact);
  if (!config.security_contact.empty() && !config.security_contact.starts_with("mailto:") &&
      !config.security_contact.starts_with("https://")) {
    site.reject("security_contact", "must begin with \"mailto:\" or \"https://\"");
  }
  if (!is_language_tag(config.language)) site.reject("language", "must be a language tag, like \"en\" or \"pt-BR\"");

  Section serve(root, "serve", file_name);
  serve.text("listen", config.listen);
  if (!is_address_and_port(config.listen)) {
    serve.reject("listen", "must be ADDRESS:PORT, like \"127.0.0.1:8080\" or \"[::1]:8080\"");
  }

  Section wire(root, "wire", file_name);
  wire.number("poll_minutes", 1, 1440, config.poll_minutes);
  wire.texts("allowed_networks", config.allowed_networks);

  static constexpr std::array<std::string_view, 3> kSections = {"site", "serve", "wire"};
  for (const auto& [key, node] : root) {
    if (std::find(kSections.begin(), kSections.end(), key.str()) != kSections.end()) continue;
    const std::string what = node.is_table() ? "unknown section '" : "unknown key '";
    const std::string hint = did_you_mean(key.str(), kSections);
    return fail(Code::kInvalid, file + ":" + std::to_string(key.source().begin.line) + ": " + what +
                                    std::string(key.str()) + "'" +
                                    (hint.empty() ? "; there are [site], [serve] and [wire]" : hint));
  }
  for (Section* section : {&site, &serve, &wire}) {
    if (auto error = section->error()) return fail(*error);
  }
  return config;
}

Result<Config> read_config(const std::filesystem::path& file) {
  auto text = read_file(file, kMaxConfigBytes);
  if (!text && text.error().code == Code::kNotFound) return Config{};
  if (!text) return fail(text.error());
  return parse_config(*text, file.string());
}

}  // namespace dateline
