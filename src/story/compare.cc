#include "story/compare.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "text/shingles.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

/// A sentence and a copy's sentence are the same one reworded if their weighted terms are this much alike. Below it,
/// two sentences of one report about different things begin to pass (they share its names).
constexpr double kReworded = 0.35;
/// Longer texts are compared by their first so many sentences: three times the longest report in our corpora.
constexpr std::size_t kMaxSentences = 2000;
/// A term that stands in more sentences than this says nothing about which one was copied.
constexpr std::size_t kMaxPostings = 60;

struct Sentence {
  std::string text;
  std::string folded;                                 ///< Its words folded, one space between: equal means kept.
  std::vector<std::string> words;                     ///< As printed.
  std::vector<std::pair<std::string, double>> terms;  ///< Sorted; weights of a unit vector.
};

std::vector<Sentence> split(std::string_view text, std::string_view language) {
  std::vector<Sentence> sentences;
  while (!text.empty() && sentences.size() < kMaxSentences) {
    const std::size_t stop = text.find('\n');
    std::string_view paragraph = text.substr(0, stop);
    text = stop == std::string_view::npos ? std::string_view() : text.substr(stop + 1);
    while (!paragraph.empty() && sentences.size() < kMaxSentences) {
      const std::size_t start = paragraph.find_first_not_of(" \t\r");
      if (start == std::string_view::npos) break;
      paragraph.remove_prefix(start);
      std::string sentence = text::first_sentences(paragraph, 1, language);
      if (sentence.empty()) break;
      paragraph.remove_prefix(std::min(paragraph.size(), sentence.size()));
      Sentence s;
      s.words = text::words(sentence, language);
      for (const std::string& word : s.words) s.folded += text::fold(word) + ' ';
      s.text = std::move(sentence);
      if (!s.words.empty()) sentences.push_back(std::move(s));
    }
  }
  return sentences;
}

/// Weighs each sentence's terms by how few sentences of both texts have them.
void weigh(std::vector<Sentence>& source, std::vector<Sentence>& copy, std::string_view language) {
  std::unordered_map<std::string, int> frequency;
  for (auto* text : {&source, &copy}) {
    for (Sentence& s : *text) {
      std::map<std::string, double> counts;
      for (std::string& term : text::terms(s.text, language)) counts[std::move(term)] = 1;
      s.terms.assign(counts.begin(), counts.end());
      for (const auto& [term, weight] : s.terms) ++frequency[term];
    }
  }
  const double all = static_cast<double>(source.size() + copy.size());
  for (auto* text : {&source, &copy}) {
    for (Sentence& s : *text) {
      double square = 0;
      for (auto& [term, weight] : s.terms) {
        weight = std::log(1 + all / frequency[term]);
        square += weight * weight;
      }
      for (auto& [term, weight] : s.terms) weight /= std::sqrt(square);
    }
  }
}

/// For each sentence of the copy, the source's sentence that it tells again, if any; each source sentence once.
std::vector<std::optional<std::size_t>> align(const std::vector<Sentence>& source, const std::vector<Sentence>& copy) {
  std::unordered_map<std::string_view, std::vector<std::pair<std::size_t, double>>> postings;
  for (std::size_t i = 0; i < source.size(); ++i) {
    for (const auto& [term, weight] : source[i].terms) {
      auto& list = postings[term];
      if (list.size() < kMaxPostings) list.emplace_back(i, weight);
    }
  }
  struct Pair {
    double similarity;
    std::size_t copy, source;
  };
  std::vector<Pair> pairs;
  for (std::size_t j = 0; j < copy.size(); ++j) {
    std::map<std::size_t, double> alike;
    for (const auto& [term, weight] : copy[j].terms) {
      if (auto list = postings.find(term); list != postings.end()) {
        for (const auto& [i, w] : list->second) alike[i] += weight * w;
      }
    }
    for (const auto& [i, similarity] : alike) {
      if (similarity >= kReworded) pairs.push_back({similarity, j, i});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.similarity > b.similarity; });
  std::vector<std::optional<std::size_t>> match(copy.size());
  std::vector<bool> taken(source.size());
  // Kept sentences first, in order: they need no terms ("So it goes." has none).
  std::unordered_map<std::string_view, std::vector<std::size_t>> same;
  for (std::size_t i = source.size(); i-- > 0;) same[source[i].folded].push_back(i);
  for (std::size_t j = 0; j < copy.size(); ++j) {
    auto found = same.find(copy[j].folded);
    if (found == same.end() || found->second.empty()) continue;
    match[j] = found->second.back();
    taken[found->second.back()] = true;
    found->second.pop_back();
  }
  for (const Pair& p : pairs) {
    if (match[p.copy] || taken[p.source]) continue;
    match[p.copy] = p.source;
    taken[p.source] = true;
  }
  return match;
}

bool is_number(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_capitalised(const std::string& word) {
  const std::string folded = text::fold(word);
  return !folded.empty() && folded[0] != word[0] && !is_number(word);
}

struct Facts {
  std::vector<std::string> numbers;
  std::vector<std::string> names;  ///< Runs of capitalised words; a sentence's first word alone is none.
};

/// What may stand between two words of one name: "U.S.-Cuba", "Marks & Spencer", "Western Hemisphere".
bool joins_a_name(std::string_view between) {
  return between.size() <= 3 && between.find_first_not_of(" .-&'") == std::string_view::npos;
}

Facts facts_of(const Sentence& s) {
  Facts facts;
  const std::string_view text = s.text;
  std::size_t cursor = 0;
  // The run of capitalised words that is open, as a stretch of the text: names keep the marks inside them.
  std::size_t run_begin = 0;
  std::size_t run_end = 0;
  std::size_t run_words = 0;
  bool run_starts_sentence = false;
  auto close = [&] {
    if (run_words > 1 || (run_words == 1 && !run_starts_sentence)) {
      facts.names.emplace_back(text.substr(run_begin, run_end - run_begin));
    }
    run_words = 0;
  };
  for (std::size_t i = 0; i < s.words.size(); ++i) {
    const std::string& word = s.words[i];
    const std::size_t begin = text.find(word, cursor);
    if (begin == std::string_view::npos) continue;
    cursor = begin + word.size();
    if (is_number(word)) facts.numbers.push_back(word);
    if (!is_capitalised(word)) {
      close();
      continue;
    }
    if (run_words > 0 && !joins_a_name(text.substr(run_end, begin - run_end))) close();
    if (run_words == 0) {
      run_begin = begin;
      run_starts_sentence = i == 0;
    }
    ++run_words;
    run_end = cursor;
  }
  close();
  return facts;
}

/// What stands in `a` and not in `b`, as often as it does so.
std::vector<std::string> without(const std::vector<std::string>& a, std::vector<std::string> b) {
  std::vector<std::string> rest;
  for (const std::string& x : a) {
    auto it = std::find_if(b.begin(), b.end(), [&](const std::string& y) { return text::fold(x) == text::fold(y); });
    if (it == b.end()) {
      rest.push_back(x);
    } else {
      b.erase(it);
    }
  }
  return rest;
}

bool share_a_word(const std::string& a, const std::string& b) {
  const std::vector<std::string> x = text::words(text::fold(a));
  const std::vector<std::string> y = text::words(text::fold(b));
  return std::any_of(x.begin(), x.end(),
                     [&](const std::string& w) { return w.size() > 2 && std::find(y.begin(), y.end(), w) != y.end(); });
}

void changed_facts(const Sentence& before, const Sentence& after, const std::string& whole_source,
                   const std::string& whole_copy, std::size_t sentence, std::vector<Comparison::ChangedFact>& out) {
  const Facts a = facts_of(before);
  const Facts b = facts_of(after);
  std::vector<std::string> lost = without(a.numbers, b.numbers);
  std::vector<std::string> gained = without(b.numbers, a.numbers);
  for (std::size_t i = 0; i < std::max(lost.size(), gained.size()); ++i) {
    const std::string x = i < lost.size() ? lost[i] : "";
    const std::string y = i < gained.size() ? gained[i] : "";
    // A number left out is shortening and not a change; one that nobody had before is a change.
    if (y.empty()) continue;
    out.push_back({"number", x, y, sentence});
  }
  lost = without(a.names, b.names);
  gained = without(b.names, a.names);
  for (const std::string& y : gained) {
    if (whole_source.find(text::fold(y)) != std::string::npos) continue;
    auto x = std::find_if(lost.begin(), lost.end(), [&](const std::string& l) {
      return share_a_word(l, y) && whole_copy.find(text::fold(l)) == std::string::npos;
    });
    out.push_back({"name", x == lost.end() ? "" : *x, y, sentence});
    if (x != lost.end()) lost.erase(x);
  }
}

}  // namespace

Comparison compare(std::string_view source_text, std::string_view copy_text, std::string_view language) {
  Comparison result;
  const auto source_shingles = text::shingles(source_text);
  result.kept = text::containment(source_shingles, text::shingles(copy_text));

  std::vector<Sentence> source = split(source_text, language);
  std::vector<Sentence> copy = split(copy_text, language);
  weigh(source, copy, language);
  const auto match = align(source, copy);
  const std::string whole_source = text::fold(source_text);
  const std::string whole_copy = text::fold(copy_text);

  std::vector<bool> used(source.size());
  for (const auto& m : match) {
    if (m) used[*m] = true;
  }
  std::size_t next_dropped = 0;  // Source sentences before this one have been told.
  auto tell_dropped_before = [&](std::size_t end) {
    for (; next_dropped < end; ++next_dropped) {
      if (!used[next_dropped]) result.sentences.push_back({Comparison::Fate::kDropped, source[next_dropped].text, ""});
    }
  };
  for (std::size_t j = 0; j < copy.size(); ++j) {
    if (!match[j]) {
      result.sentences.push_back({Comparison::Fate::kAdded, "", copy[j].text});
      continue;
    }
    const std::size_t i = *match[j];
    tell_dropped_before(i);
    next_dropped = std::max(next_dropped, i + 1);
    const bool kept = source[i].folded == copy[j].folded;
    result.sentences.push_back(
        {kept ? Comparison::Fate::kKept : Comparison::Fate::kReworded, source[i].text, copy[j].text});
    if (!kept) changed_facts(source[i], copy[j], whole_source, whole_copy, result.sentences.size() - 1, result.facts);
  }
  tell_dropped_before(source.size());
  return result;
}

}  // namespace dateline::story
