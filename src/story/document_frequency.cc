#include "story/document_frequency.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <mutex>

#include "background.h"
#include "story/profile.h"
#include "story/tuning.h"
#include "text/tokens.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

/// Cells of the sketch: 4 MB. The few 100,000 terms met in a week leave a rare one with a count of at most one too
/// many.
constexpr std::size_t kCells = std::size_t{1} << 20;
/// Above this the counts are scaled down, long before a float loses its units.
constexpr float kLargestUnit = 1 << 12;
/// Languages with counts of their own; whatever claims to be one more shares the last. (There are 74 with a
/// background.)
constexpr std::size_t kLanguages = 128;

std::uint32_t cell(std::uint32_t term, std::uint32_t salt, std::uint32_t row) {
  return static_cast<std::uint32_t>(text::mix((std::uint64_t{term} << 32 | salt) + row * text::kGolden) & (kCells - 1));
}

/// The hash that a name has in a text. Takes a name as the table has it, folded.
std::uint32_t hash_of_name(std::string_view name) {
  text::Tokenizer tokenizer(64);
  return text::name_hash(tokenizer.tokens(name, "en"));
}

}  // namespace

Background::Background(std::string_view tsv) {
  constexpr std::string_view kNameMark = "“";
  std::vector<std::pair<std::uint32_t, double>> found;
  double articles = 0;
  while (!tsv.empty()) {
    std::string_view line = tsv.substr(0, tsv.find('\n'));
    tsv.remove_prefix(std::min(tsv.size(), line.size() + 1));
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    double count = 0;
    const std::string_view number = line.substr(tab + 1);
    if (std::from_chars(number.data(), number.data() + number.size(), count).ec != std::errc{}) continue;
    std::string_view term = line.substr(0, tab);
    if (term == "#") {
      articles = count;
    } else if (term.starts_with(kNameMark)) {
      term.remove_prefix(kNameMark.size());
      found.emplace_back(hash_of_name(term.substr(0, term.find("”"))), count);
    } else {
      found.emplace_back(text::term_hash(term), count);
    }
  }
  if (articles <= 0) return;
  table_.resize(std::bit_ceil(found.size() * 2 + 2));
  for (const auto& [term, count] : found) put(term, static_cast<float>(std::min(1.0, count / articles)));
}

void Background::put(std::uint32_t term, float share) {
  if (share <= 0) return;
  const std::size_t mask = table_.size() - 1;
  std::size_t i = term & mask;
  while (table_[i].share > 0 && table_[i].term != term) i = (i + 1) & mask;
  if (table_[i].share <= 0) ++terms_;
  table_[i] = {term, std::max(table_[i].share, share)};
}

float Background::share(std::uint32_t term) const {
  if (table_.empty()) return 0;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = term & mask; table_[i].share > 0; i = (i + 1) & mask) {
    if (table_[i].term == term) return table_[i].share;
  }
  return 0;
}

const Background& Background::of(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Background>, std::less<>> kept;
  const std::string_view code = language.substr(0, language.find('-'));
  const std::lock_guard lock(mutex);
  if (const auto found = kept.find(code); found != kept.end()) return *found->second;
  std::string_view tsv;
  for (const auto& file : embedded::background()) {
    if (file.path.substr(0, file.path.find('.')) == code) tsv = file.bytes;
  }
  // Of what has no table, one empty one serves all: the names may come from outside.
  if (tsv.empty()) {
    static const Background none{""};
    return none;
  }
  return *kept.emplace(code, std::make_unique<const Background>(tsv)).first->second;
}

DocumentFrequency::DocumentFrequency() : counts_(kCells) {}

DocumentFrequency::Language& DocumentFrequency::language_of(std::string_view language) {
  if (const auto found = languages_.find(language); found != languages_.end()) return found->second;
  const std::string_view name = languages_.size() < kLanguages ? language : std::string_view("und");
  auto [made, fresh] = languages_.try_emplace(std::string(name));
  if (fresh) {
    made->second.background = &Background::of(name);
    made->second.salt = text::term_hash(name);
  }
  return made->second;
}

float DocumentFrequency::rarity_of(std::uint32_t term, const Language& language, const Cells& cells) const {
  const float seen = std::min(counts_[cells.first], counts_[cells.second]) / unit_;
  const float share = (language.background->share(term) * kBackgroundArticles + seen) /
                      (kBackgroundArticles + language.articles / unit_);
  // 1 / log(1 / kRarest) scales "never seen" to 1.
  static const float kScale = 1 / std::log(1 / kRarest);
  return std::clamp(-std::log(share + kRarest) * kScale, 0.0F, 1.0F);
}

void DocumentFrequency::rarities(std::span<const std::uint32_t> terms, std::string_view language,
                                 std::vector<float>& out) {
  const Language& of = language_of(language);
  // All are asked for before the first is looked at: the table is larger than a processor's cache.
  cells_.clear();
  for (const std::uint32_t term : terms) {
    const Cells& cells = cells_.emplace_back(cell(term, of.salt, 0), cell(term, of.salt, 1));
    __builtin_prefetch(&counts_[cells.first]);
    __builtin_prefetch(&counts_[cells.second]);
    of.background->prefetch(term);
  }
  out.clear();
  for (std::size_t i = 0; i < terms.size(); ++i) out.push_back(rarity_of(terms[i], of, cells_[i]));
}

void DocumentFrequency::learn(const Profile& report, std::string_view language, Instant at) {
  if (at > now_) {
    if (now_ != Instant{}) {
      const double halvings =
          std::chrono::duration<double, std::ratio<3600>>(at - now_).count() / kFrequencyHalfLifeHours;
      unit_ *= static_cast<float>(std::exp2(std::min(halvings, 24.0)));
    }
    now_ = at;
    if (unit_ > kLargestUnit) {
      for (float& count : counts_) count /= unit_;
      for (auto& [name, of] : languages_) of.articles /= unit_;
      unit_ = 1;
    }
  }
  Language& of = language_of(language);
  of.articles += unit_;
  for (const ProfileTerm& term : report.terms) {
    counts_[cell(term.term, of.salt, 0)] += unit_;
    counts_[cell(term.term, of.salt, 1)] += unit_;
  }
}

}  // namespace dateline::story
