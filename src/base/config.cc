// The only file that knows toml++.
#include "base/config.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include <toml++/toml.h>

#include "base/file.h"
#include "base/suggest.h"
#include "base/theme.h"

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

  /// One of several of that name: [[name]].
  Section(const toml::node& node, std::string_view name, std::string_view file)
      : name_(name), file_(file), table_(node.as_table()) {
    if (!table_) refuse(node, "write [[" + name_ + "]] on a line of its own");
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

/// A scheme, a host and perhaps a port; no path, no name.
bool is_mail_url(std::string_view text) {
  for (const std::string_view scheme : {"smtp://", "smtps://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view host = text.substr(scheme.size());
    return !host.empty() && host.find_first_of(" \t/\"'<>?#@\\") == std::string_view::npos;
  }
  return false;
}

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \t<>,;\"", 0) == std::string_view::npos &&
         text.find('@', at + 1) == std::string_view::npos;
}

Result<toml::table> parse_toml(std::string_view text, std::string_view file_name) {
  const std::string file(file_name);
  if (text.size() > kMaxConfigBytes) return fail(Code::kLimit, file + ": larger than 1 MiB; is this the right file?");
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(Code::kInvalid, file + ":" + std::to_string(error.source().begin.line) +
                                    ": not valid TOML: " + std::string(error.description()));
  }
}

Status only_sections(const toml::table& root, std::span<const std::string_view> known, std::string_view in_words,
                     std::string_view file_name) {
  for (const auto& [key, node] : root) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string what = node.is_table() ? "unknown section '" : "unknown key '";
    const std::string hint = did_you_mean(key.str(), known);
    return fail(Code::kInvalid, std::string(file_name) + ":" + std::to_string(key.source().begin.line) + ": " + what +
                                    std::string(key.str()) + "'" +
                                    (hint.empty() ? "; there are " + std::string(in_words) : hint));
  }
  return {};
}

/// "#1b4a80", and "#fa3" written in full; absent for anything else.
std::optional<std::string> colour_of(std::string_view text) {
  const bool is_hex = std::all_of(text.begin() + (text.empty() ? 0 : 1), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
  if (!text.starts_with('#') || !is_hex || (text.size() != 4 && text.size() != 7)) return std::nullopt;
  std::string full = "#";
  for (const char c : text.substr(1)) full.append(text.size() == 4 ? 2 : 1, c >= 'A' && c <= 'F' ? char(c + 32) : c);
  return full;
}

/// A file's own name: it lies in DATA/theme/ and nowhere else.
bool is_file_name(std::string_view text) {
  return !text.empty() && text.size() <= 100 && text.front() != '.' &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; });
}

/// One number or two, 1 to 1000, as CSS has them.
bool is_weight(std::string_view text) {
  const auto number = [](std::string_view part) {
    int value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc() && end == part.data() + part.size() && value >= 1 && value <= 1000;
  };
  const auto space = text.find(' ');
  return number(text.substr(0, space)) && (space == std::string_view::npos || number(text.substr(space + 1)));
}

bool is_family(std::string_view text) {
  return !text.empty() && text.size() <= 100 && text.find_first_of("\"'\\;{}<>\n") == std::string_view::npos;
}

void read_families(Section& section, std::string_view key, std::vector<std::string>& families) {
  section.texts(key, families);
  if (!std::all_of(families.begin(), families.end(), is_family))
    section.reject(key, "must be names of typefaces, like [\"Example Serif\", \"Georgia\", \"serif\"]");
}

}  // namespace

Result<Config> parse_config(std::string_view text, std::string_view file_name) {
  DATELINE_TRY(const toml::table root, parse_toml(text, file_name));
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

  serve.number("connections_per_address", 0, 1'000'000, config.connections_per_address);
  serve.number("patience_seconds", 1, 3600, config.patience_seconds);
  serve.texts("proxies", config.proxies);

  Section mail(root, "mail", file_name);
  mail.text("server", config.mail_server);
  if (!config.mail_server.empty() && !is_mail_url(config.mail_server)) {
    mail.reject("server",
                "must be like \"smtp://localhost:25\", \"smtp://mail.example:587\" or \"smtps://mail.example:465\"");
  }
  mail.text("from", config.mail_from);
  if (!config.mail_from.empty() && !is_mail_address(config.mail_from)) {
    mail.reject("from", "must be an address, like \"replies@news.example\"");
  }
  mail.text("user", config.mail_user);
  mail.text("password", config.mail_password);
  if (config.mail_server.empty() != config.mail_from.empty()) {
    const char* there = config.mail_server.empty() ? "from" : "server";
    mail.reject(there, "is of no use without '" + std::string(config.mail_server.empty() ? "server" : "from") + "'");
  }

  Section wire(root, "wire", file_name);
  wire.number("poll_minutes", 1, 1440, config.poll_minutes);
  wire.texts("allowed_networks", config.allowed_networks);

  static constexpr std::array<std::string_view, 4> kSections = {"site", "serve", "mail", "wire"};
  DATELINE_TRY_VOID(only_sections(root, kSections, "[site], [serve], [mail] and [wire]", file_name));
  for (Section* section : {&site, &serve, &mail, &wire}) {
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

Result<Theme> parse_theme(std::string_view text, std::string_view file_name) {
  DATELINE_TRY(const toml::table root, parse_toml(text, file_name));
  static constexpr std::array<std::string_view, 5> kSections = {"light", "dark", "fonts", "font", "masthead"};
  DATELINE_TRY_VOID(only_sections(root, kSections, "[light], [dark], [fonts], [[font]] and [masthead]", file_name));

  Theme theme;
  for (auto [name, palette] : {std::pair("light", &theme.light), std::pair("dark", &theme.dark)}) {
    Section section(root, name, file_name);
    for (const NamedColour& named : kColours) {
      std::string& colour = palette->*named.colour;
      section.text(named.name, colour);
      if (const auto full = colour_of(colour))
        colour = *full;
      else
        section.reject(named.name, "must be a colour, like \"#1b4a80\"");
    }
    if (auto error = section.error()) return fail(*error);
  }

  Section fonts(root, "fonts", file_name);
  read_families(fonts, "text", theme.text_fonts);
  read_families(fonts, "labels", theme.label_fonts);
  if (auto error = fonts.error()) return fail(*error);

  if (const toml::node* files = root.get("font")) {
    const auto* list = files->as_array();
    if (!list) {
      return fail(Code::kInvalid, std::string(file_name) + ":" + std::to_string(files->source().begin.line) +
                                      ": 'font' must be a list: write [[font]] for each file");
    }
    for (const toml::node& one : *list) {
      Section section(one, "font", file_name);
      Theme::FontFile file{.family = "", .file = "", .weight = "400"};
      section.text("family", file.family);
      section.text("file", file.file);
      section.text("weight", file.weight);
      section.flag("italic", file.italic);
      if (!is_family(file.family)) section.reject("family", "must be the name of a typeface, like \"Example Serif\"");
      if (!is_file_name(file.file) || !file.file.ends_with(".woff2"))
        section.reject("file", "must name a file in the folder theme, like \"example-serif.woff2\"");
      if (!is_weight(file.weight)) section.reject("weight", "must be \"400\", or \"200 900\" for a variable typeface");
      if (auto error = section.error()) return fail(*error);
      if (file.family.empty() || file.file.empty()) {
        return fail(Code::kInvalid, std::string(file_name) + ":" + std::to_string(one.source().begin.line) +
                                        ": each [[font]] needs 'family' and 'file'");
      }
      theme.font_files.push_back(std::move(file));
    }
  }

  Section masthead(root, "masthead", file_name);
  Theme::Masthead& head = theme.masthead;
  masthead.number("weight", 100, 900, head.weight);
  masthead.number("size", 24, 120, head.size);
  std::string align = head.centred ? "centre" : "start";
  masthead.text("align", align);
  if (align != "centre" && align != "start") masthead.reject("align", "must be \"centre\" or \"start\"");
  head.centred = align == "centre";
  masthead.flag("tagline", head.tagline);
  masthead.text("logo", head.logo);
  if (!head.logo.empty() && (!is_file_name(head.logo) || !(head.logo.ends_with(".svg") || head.logo.ends_with(".png"))))
    masthead.reject("logo", "must name a file in the folder theme, \"logo.svg\" or \"logo.png\"");
  masthead.number("logo_width", 16, 1200, head.logo_width);
  masthead.number("logo_height", 16, 240, head.logo_height);
  if (!head.logo.empty() && (head.logo_width == 0 || head.logo_height == 0))
    masthead.reject("logo",
                    "needs 'logo_width' and 'logo_height' beside it, in pixels, so that nothing moves when it arrives");
  if (auto error = masthead.error()) return fail(*error);
  return theme;
}

Result<Theme> read_theme(const std::filesystem::path& file) {
  auto text = read_file(file, kMaxConfigBytes);
  if (!text && text.error().code == Code::kNotFound) return Theme{};
  if (!text) return fail(text.error());
  return parse_theme(*text, file.string());
}

}  // namespace dateline
