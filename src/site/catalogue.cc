#include "site/catalogue.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/log.h"
#include "base/suggest.h"
#include "site_texts.h"

namespace dateline::site {
namespace {

constexpr std::string_view kOriginal = "en";

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

/// Calls `text` for what stands between the places of `pattern`, and `place` for each name in braces.
template <class OnText, class OnPlace>
void walk(std::string_view pattern, OnText text, OnPlace place) {
  while (true) {
    const auto open = pattern.find('{');
    const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) return text(pattern);
    text(pattern.substr(0, open));
    place(pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
  }
}

/// The names in braces, sorted.
std::set<std::string_view> places(std::string_view pattern) {
  std::set<std::string_view> names;
  walk(pattern, [](std::string_view) {}, [&](std::string_view name) { names.insert(name); });
  return names;
}

std::string fill(std::string_view pattern, std::initializer_list<Catalogue::Value> values, std::string_view n) {
  std::string out;
  walk(
      pattern, [&](std::string_view text) { out += text; },
      [&](std::string_view name) {
        if (name == "n" && !n.empty()) {
          out += n;
          return;
        }
        for (const auto& [key, value] : values) {
          if (key == name) out += value;
        }
      });
  return out;
}

}  // namespace

Result<Catalogue> Catalogue::of(std::string_view language, std::string_view zone, std::string_view file,
                                std::string_view file_name) {
  std::string_view ours = file_of(language);
  if (ours.empty()) ours = file_of(language.substr(0, language.find('-')));
  const bool known = !ours.empty() || !file.empty();
  DATELINE_TRY(text::Locale locale, text::Locale::of(known ? language : kOriginal, zone));
  Catalogue made(std::move(locale));
  DATELINE_TRY_VOID(made.add(file_of(kOriginal), "texts/en.txt", true));
  DATELINE_TRY_VOID(made.add(ours, "texts/" + std::string(language) + ".txt", false));
  DATELINE_TRY_VOID(made.add(file, file_name, false));
  if (known) made.find_missing();
  return made;
}

std::string_view Catalogue::file_of(std::string_view language) {
  for (const auto& file : embedded::site_texts()) {
    if (file.path.substr(0, file.path.find('.')) == language) return file.bytes;
  }
  return {};
}

std::vector<std::string_view> Catalogue::languages() {
  std::vector<std::string_view> tags;
  for (const auto& file : embedded::site_texts()) tags.push_back(file.path.substr(0, file.path.find('.')));
  std::ranges::sort(tags);
  return tags;
}

void Catalogue::find_missing() {
  for (const auto& [key, _] : texts_) {
    if (!translated_.contains(key)) missing_.push_back(key);
  }
  std::ranges::sort(missing_);
}

Status Catalogue::add(std::string_view file, std::string_view file_name, bool is_original) {
  std::set<std::string> seen;
  int line_number = 0;
  while (!file.empty()) {
    const auto end = file.find('\n');
    const std::string_view line = trim(file.substr(0, end));
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    ++line_number;
    if (line.empty() || line.starts_with('#')) continue;
    const std::string where = std::string(file_name) + ":" + std::to_string(line_number) + ": ";
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return fail(Code::kInvalid, where + "write a line as 'key = text'");
    const std::string key(trim(line.substr(0, equals)));
    const std::string_view text = trim(line.substr(equals + 1));
    if (!seen.insert(key).second) return fail(Code::kInvalid, where + "'" + key + "' is there twice");
    const auto original = texts_.find(key);
    if (!is_original) {
      // A language may have plurals that English has not: those of the same count take the places of its "other".
      const std::string base = key.substr(0, key.rfind('.'));
      const auto other = original != texts_.end() ? original : texts_.find(base + ".other");
      if (other == texts_.end()) {
        std::vector<std::string_view> known;
        for (const auto& [name, _] : texts_) known.push_back(name);
        return fail(Code::kInvalid, where + "unknown text '" + key + "'" + did_you_mean(key, known));
      }
      const auto wanted = places(other->second);
      for (const std::string_view name : places(text)) {
        if (!wanted.contains(name)) {
          return fail(Code::kInvalid, where + "'" + key + "' has no place {" + std::string(name) + "}");
        }
      }
    }
    texts_[key] = text;
    if (!is_original) translated_.insert(key);
  }
  return {};
}

const std::string& Catalogue::find(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found != texts_.end()) return found->second;
  static const std::string kNothing;
  log::error("site", "no text '" + std::string(key) + "' in texts/en.txt");
  return kNothing;
}

std::string Catalogue::say(TextKey key, std::initializer_list<Value> values) const {
  return fill(find(key.name()), values, "");
}

std::string Catalogue::count(TextKey key, std::int64_t n, std::initializer_list<Value> values) const {
  std::string name(key.name());
  name += '.';
  const auto base = name.size();
  name += locale_.plural(n);
  const auto found = texts_.find(name);
  if (found != texts_.end()) return fill(found->second, values, locale_.number(n));
  name.resize(base);
  return fill(find(name += "other"), values, locale_.number(n));
}

Html Catalogue::markup(TextKey key, std::initializer_list<Piece> pieces) const {
  Html out;
  walk(
      find(key.name()), [&](std::string_view text) { out.add("{}", text); },
      [&](std::string_view name) {
        for (const auto& [place, piece] : pieces) {
          if (place == name) out.add(piece);
        }
      });
  return out;
}

const std::string* Catalogue::find_name(std::string_view group, std::string_view name) const {
  const auto found = texts_.find(std::string(group) + "." + std::string(name));
  return found == texts_.end() ? nullptr : &found->second;
}

std::optional<std::string> Catalogue::say_name(std::string_view group, std::string_view name,
                                               std::initializer_list<Value> values) const {
  const std::string* found = find_name(group, name);
  return found ? std::optional(fill(*found, values, "")) : std::nullopt;
}

std::string Catalogue::json(std::string_view group) const {
  std::map<std::string_view, std::string_view> sorted;  // The same page from the same texts, whatever the hash.
  for (const auto& [key, text] : texts_) {
    if (key.size() > group.size() && key.starts_with(group) && key[group.size()] == '.') {
      sorted[std::string_view(key).substr(group.size() + 1)] = text;
    }
  }
  std::string out = "{";
  for (const auto& [name, text] : sorted) {
    out += (out.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":\"";
    for (const char c : text) {  // A text is one line, so there is no control character in it but a tab.
      if (c == '"' || c == '\\') out += '\\';
      out += c == '\t' ? ' ' : c;
    }
    out += '"';
  }
  return out + "}";
}

}  // namespace dateline::site
