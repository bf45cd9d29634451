#include "wire/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include "net/percent.h"
#include "text/utf8.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMaxSitemaps = 1'000;
constexpr std::chrono::milliseconds kLongestDelay = 24h;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What stands in a URL as it is (RFC 3986 section 2), but "%".
bool is_url_character(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=";
  return is_letter(c) || (c >= '0' && c <= '9') || kMarks.contains(c);
}
bool is_unreserved(char c) {
  return is_url_character(c) && (is_letter(c) || (c >= '0' && c <= '9') || std::string_view("-._~").contains(c));
}

void add_encoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
}

/// One form for what means the same (RFC 9309 section 2.2.2): encoded are only those characters that have to be.
/// In `special` ones of a URL, "*" and "$" are encoded: it is only in a pattern that they mean something.
std::string normal_form(std::string_view text, std::string_view special) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const auto decoded = net::decode_percent(text.substr(i))) {
      i += 2;
      if (is_unreserved(*decoded)) {
        out += *decoded;
      } else {
        add_encoded(out, *decoded);
      }
    } else if (is_url_character(c) && !special.contains(c)) {
      out += c;
    } else {
      add_encoded(out, c);
    }
  }
  return out;
}

/// Path and query of a URL.
std::string_view target_of(const text::Url& url) {
  std::string_view text = url.str();
  text.remove_prefix(std::min(text.find('/', url.scheme().size() + 3), text.size()));
  return text.substr(0, text.find('#'));
}

/// "/a*b$" -> "/a", "b" and that it must end there. Runs of "*" are one.
std::string pattern_of(std::string_view value) {
  const bool ends = value.ends_with('$');
  if (ends) value.remove_suffix(1);
  std::string pattern = normal_form(value, "$");
  const auto repeat = std::ranges::unique(pattern, [](char a, char b) { return a == '*' && b == '*'; });
  pattern.erase(repeat.begin(), repeat.end());
  if (ends) pattern += '$';
  // "private/" is not a path, but what was meant is plain.
  if (!pattern.starts_with('/') && !pattern.starts_with('*')) pattern.insert(pattern.begin(), '/');
  return pattern;
}

/// string_view::find() goes from one first letter to the next, which a URL of 8,000 "a" and a file of rules "/*ab" make
/// twenty times slower than this.
std::size_t find(std::string_view text, std::string_view piece) {
  if (piece.empty()) return 0;
  const void* at = memmem(text.data(), text.size(), piece.data(), piece.size());
  return at == nullptr ? text.npos : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

bool matches(std::string_view pattern, std::string_view path) {
  const bool ends = pattern.ends_with('$');
  if (ends) pattern.remove_suffix(1);
  bool first = true;
  while (true) {
    const std::size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    if (star == std::string_view::npos && ends) {
      // The last piece, where it must end the path.
      return first ? path == piece : path.ends_with(piece);
    }
    // Where a piece may stand in several places, the first leaves the most to the others.
    const std::size_t at = first ? (path.starts_with(piece) ? 0 : path.npos) : find(path, piece);
    if (at == std::string_view::npos) return false;
    if (star == std::string_view::npos) return true;
    path.remove_prefix(at + piece.size());
    pattern.remove_prefix(star + 1);
    first = false;
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace(" \t\v\f\0", 5);
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

enum class Field { kAgent, kAllow, kDisallow, kDelay, kSitemap, kOther };

/// By its letters, so that "User agent" and "crawl_delay" are known, too.
Field field_of(std::string_view name) {
  std::string letters;
  for (const char c : name.substr(0, 64)) {
    if (is_letter(c)) letters += c;
  }
  letters = lower(letters);
  if (letters == "useragent") return Field::kAgent;
  if (letters == "allow") return Field::kAllow;
  // Misspelt often enough that Google's crawler knows them; whoever writes them wants to forbid something.
  for (const std::string_view word : {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}) {
    if (letters == word) return Field::kDisallow;
  }
  if (letters == "crawldelay") return Field::kDelay;
  if (letters == "sitemap") return Field::kSitemap;
  return Field::kOther;
}

/// "dateline/0.1" -> "dateline"; "*" stays.
std::string_view product_of(std::string_view value) {
  if (value.starts_with('*')) return value.substr(0, 1);
  const auto end = std::ranges::find_if_not(value, [](char c) { return is_letter(c) || c == '-' || c == '_'; });
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

std::optional<std::chrono::milliseconds> delay_of(std::string_view value) {
  double seconds = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds, std::chars_format::fixed);
  if (read.ec != std::errc() || !(seconds >= 0)) return std::nullopt;
  const double most = std::chrono::duration<double>(kLongestDelay).count();
  return std::chrono::milliseconds{static_cast<std::int64_t>(std::min(seconds, most) * 1'000)};
}

}  // namespace

Robots Robots::closed() {
  Robots robots;
  robots.rules_ = {{"/", false}};
  return robots;
}

Robots Robots::parse(std::string_view bytes, std::string_view token) {
  std::string utf16;  // What Windows calls "Unicode".
  if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE")) {
    utf16 = text::to_utf8(bytes.substr(0, 2 * kMaxRobotsBytes));
    bytes = utf16;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.size() > kMaxRobotsBytes) {
    bytes = bytes.substr(0, kMaxRobotsBytes);
    bytes = bytes.substr(0, bytes.find_last_of("\r\n") + 1);  // Half a rule is another rule.
  }

  // Of those that name us, and of those for everybody.
  struct Group {
    bool named = false, open = false;
    std::vector<Rule> rules;
    std::optional<std::chrono::milliseconds> delay;
  };
  Group ours, all;
  std::vector<std::string> sitemaps;
  bool in_agents = false;  // A user agent came last, and no rule since: the next belongs to the same group.
  const std::string our_token = lower(token);

  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    line = trimmed(line.substr(0, line.find('#')));
    // Where the colon was forgotten, white space parts name and value.
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) colon = line.find_first_of(" \t");
    if (colon == std::string_view::npos) continue;
    const Field field = field_of(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));

    switch (field) {
      case Field::kAgent: {
        if (!in_agents) ours.open = all.open = false;
        in_agents = true;
        const std::string_view product = product_of(value);
        Group& group = product == "*" ? all : ours;
        if (product == "*" || lower(product) == our_token) group.named = group.open = true;
        break;
      }
      case Field::kAllow:
      case Field::kDisallow:
        in_agents = false;
        if (value.empty()) break;  // "Disallow:" forbids nothing.
        for (Group* group : {&ours, &all}) {
          if (group->open) group->rules.push_back({pattern_of(value), field == Field::kAllow});
        }
        break;
      case Field::kDelay:
        for (Group* group : {&ours, &all}) {
          if (!group->open) continue;
          if (const auto delay = delay_of(value)) group->delay = std::max(group->delay.value_or(0ms), *delay);
        }
        break;
      case Field::kSitemap:
        if (sitemaps.size() < kMaxSitemaps) {
          if (const auto url = text::Url::parse(value)) sitemaps.push_back(url->str());
        }
        break;
      case Field::kOther:
        break;
    }
  }

  Robots robots;
  Group& holds = ours.named ? ours : all;
  robots.rules_ = std::move(holds.rules);
  std::ranges::sort(robots.rules_, [](const Rule& a, const Rule& b) {
    if (a.pattern.size() != b.pattern.size()) return a.pattern.size() > b.pattern.size();
    if (a.allow != b.allow) return a.allow;
    return a.pattern < b.pattern;
  });
  const auto repeats = std::ranges::unique(robots.rules_);
  robots.rules_.erase(repeats.begin(), repeats.end());
  robots.rules_.shrink_to_fit();
  robots.crawl_delay_ = holds.delay;
  robots.sitemaps_ = std::move(sitemaps);
  return robots;
}

bool Robots::allows(const text::Url& url) const {
  if (rules_.empty() || url.path() == "/robots.txt") return true;
  const std::string target = normal_form(target_of(url), "*$");
  const auto decides = std::ranges::find_if(rules_, [&](const Rule& rule) { return matches(rule.pattern, target); });
  return decides == rules_.end() || decides->allow;
}

std::size_t Robots::bytes() const {
  std::size_t bytes = sizeof(*this) + rules_.capacity() * sizeof(Rule) + sitemaps_.capacity() * sizeof(std::string);
  // Short ones stand inside the string; counting them twice errs on the safe side.
  for (const Rule& rule : rules_) bytes += rule.pattern.capacity();
  for (const std::string& sitemap : sitemaps_) bytes += sitemap.capacity();
  return bytes;
}

std::string robots_url(const text::Url& url) {
  const std::string_view text = url.str();
  return std::string(text.substr(0, text.find('/', url.scheme().size() + 3))) + "/robots.txt";
}

std::optional<Robots> robots_of(const Result<net::FetchResponse>& answer) {
  if (!answer) return std::nullopt;
  if (answer->status >= 200 && answer->status < 300) return Robots::parse(answer->body);
  // 429 is a 4xx by its number only: the site is there, and has had enough of us.
  if (answer->status >= 400 && answer->status < 500 && answer->status != 429) return Robots();
  return std::nullopt;
}

}  // namespace dateline::wire
