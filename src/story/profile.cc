#include "story/profile.h"

#include <algorithm>
#include <cmath>

#include "story/tuning.h"

namespace dateline::story {
namespace {

/// Keeps the `most` heaviest terms. A total order, so that the same input gives the same result.
void keep_heaviest(std::vector<ProfileTerm>& terms, std::size_t most) {
  if (terms.size() <= most) return;
  std::nth_element(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(most), terms.end(),
                   [](const ProfileTerm& a, const ProfileTerm& b) {
                     return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
                   });
  terms.resize(most);
  std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.term < b.term; });
}

void find_headlines(Profile& profile) {
  profile.in_headlines.clear();
  for (std::size_t i = 0; i < profile.terms.size(); ++i) {
    if (profile.terms[i].headlines > 0) profile.in_headlines.push_back(static_cast<std::uint16_t>(i));
  }
}

/// What is read of an article below its headline.
std::string_view text_of(const article::Article& article) {
  const std::string_view text = article.text.empty() ? std::string_view(article.lede) : std::string_view(article.text);
  std::size_t end = std::min(text.size(), kSketchBytes);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

/// A text that came without a headline has its first sentence for one, whose words would count twice. Texts that
/// repeat their headline are many, too, but a headline does not end like a sentence.
bool headline_is_first_sentence(std::string_view text, std::string_view headline) {
  if (!text.starts_with(headline.substr(0, 40))) return false;
  constexpr std::string_view kEnds[] = {".", "!", "?", "…", "''", "\"", "”", "»", "。", "！", "？", "؟", "।"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return headline.ends_with(end); });
}

}  // namespace

void cut(Profile& profile, std::size_t most) {
  keep_heaviest(profile.terms, most);
  profile.terms.shrink_to_fit();
  find_headlines(profile);
}

void add(Profile& sum, const Profile& other) {
  std::vector<ProfileTerm> merged;
  merged.reserve(sum.terms.size() + other.terms.size());
  auto a = sum.terms.begin();
  auto b = other.terms.begin();
  while (a != sum.terms.end() && b != other.terms.end()) {
    if (a->term < b->term) {
      merged.push_back(*a++);
    } else if (b->term < a->term) {
      merged.push_back(*b++);
    } else {
      ProfileTerm both = *b++;
      both.weight += a->weight;
      both.reports += a->reports;
      both.headlines = static_cast<std::uint16_t>(std::min(65'535, both.headlines + a->headlines));
      merged.push_back(both);
      ++a;
    }
  }
  merged.insert(merged.end(), a, sum.terms.end());
  merged.insert(merged.end(), b, other.terms.end());
  if (merged.size() > kLargestProfile) keep_heaviest(merged, kProfileTerms);
  sum.terms = std::move(merged);
  find_headlines(sum);
  sum.reports += other.reports;
  sum.lengths += other.lengths;
  sum.bare += other.bare;
  sum.untitled += other.untitled;
  sum.weight += other.weight;
  sum.headline += other.headline;
}

std::span<const text::Token> Reader::collect(const article::Article& article, std::string_view language) {
  occurrences_.clear();
  printed_.clear();
  const auto put = [&](std::uint32_t term, std::uint16_t sentence, TermKind kind, bool headline,
                       std::string_view printed) {
    occurrences_.push_back(occurrence(term, sentence, kind, headline));
    printed_.push_back(printed);
  };
  const auto take = [&](std::string_view part, bool headline) -> std::span<const text::Token> {
    const std::vector<text::Token>& tokens = tokenizer_.tokens(part, language);
    if (!headline) marks_ = sentences_of(tokens, sentence_of_);
    std::size_t terms = 0;
    std::size_t read = 0;
    for (; read < tokens.size() && terms < kTextTerms; ++read) {
      const text::Token& token = tokens[read];
      if (!token.is_term) continue;
      ++terms;
      put(token.number ? token.bare : token.term, headline ? 0 : sentence_of_[read],
          token.number ? TermKind::kNumber : TermKind::kWord, headline, token.text);
    }
    text::find_names(std::span(tokens).first(read), names_);
    for (const text::Name& name : names_) {
      if (name.size() < 2) continue;  // A name of one word is a term already.
      const char* begin = name.front().text.data();
      const char* end = name.back().text.data() + name.back().text.size();
      // Not in the headline: there its words are already.
      put(text::name_hash(name), 0, TermKind::kName, false, {begin, static_cast<std::size_t>(end - begin)});
    }
    return tokens;
  };
  const std::string_view text = text_of(article);
  const bool headline_is_text = headline_is_first_sentence(text, article.headline);
  if (!headline_is_text) take(article.headline, true);
  const std::size_t before = occurrences_.size();
  const std::span<const text::Token> tokens = take(text, false);
  if (headline_is_text) {
    for (std::size_t i = before; i < std::min(occurrences_.size(), before + kHeadlineTerms); ++i) occurrences_[i] |= 1;
  }
  return tokens;
}

Reading Reader::read(const article::Article& article, std::string_view language, DocumentFrequency& frequency) {
  Reading reading;
  reading.sketch = sketch_of(collect(article, language));
  std::sort(occurrences_.begin(), occurrences_.end());

  Profile& profile = reading.profile;
  profile.terms.reserve(occurrences_.size());
  for (const Occurrence o : occurrences_) {
    const auto term = static_cast<std::uint32_t>(o >> 32);
    const bool headline = (o & 1) != 0;
    if (profile.terms.empty() || profile.terms.back().term != term)
      profile.terms.push_back({term, 0, 1, 0, 0, static_cast<TermKind>(o >> 8 & 0xFF)});
    profile.terms.back().weight += headline ? kHeadlineWeight : 1.0F;  // For now, how often.
    if (headline) profile.terms.back().headlines = 1;
  }

  terms_.clear();
  for (const ProfileTerm& term : profile.terms) terms_.push_back(term.term);
  frequency.rarities(terms_, language, rarities_);

  float square = 0;
  for (std::size_t i = 0; i < profile.terms.size(); ++i) {
    ProfileTerm& term = profile.terms[i];
    term.rareness = static_cast<std::uint8_t>(std::lround(rarities_[i] * 255));
    term.weight = term.rarity() * (1 + std::log(term.weight));
    square += term.weight * term.weight;
    profile.headline += static_cast<float>(term.headlines) * term.rarity();
  }
  const float factor = square > 0 ? 1 / std::sqrt(square) : 0;
  for (ProfileTerm& term : profile.terms) {
    term.weight *= factor;
    profile.weight += term.weight;
  }
  marked_.clear();
  auto term = profile.terms.begin();
  for (const Occurrence o : occurrences_) {
    while (term->term != o >> 32) ++term;
    if (const std::uint64_t sentence = o >> 16 & 0xFFFF; sentence != 0)
      marked_.push_back(sentence << 32 | (term->term & ~0xFFU) | term->rareness);
  }
  put_terms(marks_, marked_);
  reading.marks = std::move(marks_);
  profile.reports = 1;
  profile.lengths = static_cast<float>(profile.terms.size());
  const std::string_view text = text_of(article);
  profile.bare = text.empty() ? 1 : 0;
  profile.untitled = !text.empty() && headline_is_first_sentence(text, article.headline) ? 1 : 0;
  if (profile.terms.size() > kReportTerms) keep_heaviest(profile.terms, kReportTerms);
  find_headlines(profile);
  return reading;
}

std::vector<std::pair<std::uint32_t, std::string>> Reader::words(const article::Article& article,
                                                                 std::string_view language) {
  collect(article, language);
  std::vector<std::pair<std::uint32_t, std::string>> words;
  words.reserve(occurrences_.size());
  for (std::size_t i = 0; i < occurrences_.size(); ++i)
    words.emplace_back(static_cast<std::uint32_t>(occurrences_[i] >> 32), printed_[i]);
  return words;
}

}  // namespace dateline::story
