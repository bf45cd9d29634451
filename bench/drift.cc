// How well a comparison finds what a copy did: its facts that changed, and its sentences, beside the marks that people
// made on pairs of texts (drift/, format in drift/README.md), and how many pairs a second are compared on one core.
//
//   build/bench/bin/drift [--misses] [FOLDER ...]     default: those of bench/drift
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "story/compare.h"
#include "text/terms.h"
#include "text/tokens.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

using Fate = Comparison::Fate;

struct Planted {
  std::string kind, before, after;
};
struct Told {
  Fate fate;
  std::set<std::uint32_t> source;  ///< Counted from 0.
};
/// A pair as it was written: what stands in the file.
struct Pair {
  std::string name, language, source, copy;
  std::vector<std::string> source_sentences, copy_sentences;
  std::vector<Told> told;  ///< By the copy's sentence.
  std::vector<Planted> planted;
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> out;
  std::stringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) out.push_back(field);
  return out;
}

void append_sentence(std::string& text, const std::string& sentence, bool paragraph) {
  if (!text.empty()) text += paragraph ? "\n\n" : " ";
  text += sentence;
}

Pair read_pair(const std::filesystem::path& file) {
  Pair pair;
  pair.name = file.stem();
  std::ifstream in(file);
  std::string part;
  bool paragraph = false;
  for (std::string line; std::getline(in, line);) {
    const auto fields = fields_of(line);
    if (line.empty()) {
      paragraph = true;
    } else if (line == "source" || line == "copy" || line == "facts" || line == "innocent") {
      part = line;
      paragraph = false;
    } else if (fields[0] == "language" && part.empty()) {
      pair.language = fields.at(1);
    } else if (part == "source") {
      append_sentence(pair.source, fields.at(1), std::exchange(paragraph, false));
      pair.source_sentences.push_back(fields.at(1));
    } else if (part == "copy") {
      append_sentence(pair.copy, fields.at(2), std::exchange(paragraph, false));
      pair.copy_sentences.push_back(fields.at(2));
      Told told{fields.at(1) == "kept" ? Fate::kKept : fields.at(1) == "added" ? Fate::kAdded : Fate::kReworded, {}};
      if (fields[0] != "-") {
        std::stringstream numbers(fields[0]);
        for (std::string number; std::getline(numbers, number, ',');)
          told.source.insert(static_cast<std::uint32_t>(std::stoi(number)) - 1);
      }
      pair.told.push_back(std::move(told));
    } else if (part == "facts") {
      pair.planted.push_back({fields.at(0), fields.size() > 1 ? fields[1] : "", fields.size() > 2 ? fields[2] : ""});
    }
  }
  return pair;
}

/// The words of a span, to tell whether two spans mean one place.
std::set<std::string> words_of(const std::string& span) {
  std::set<std::string> out;
  for (const std::string& word : text::words(text::fold(span))) out.insert(text::bare_word(word));
  return out;
}
bool share_words(const std::string& a, const std::string& b) {
  const auto x = words_of(a), y = words_of(b);
  return std::ranges::any_of(x, [&](const std::string& word) { return y.contains(word); });
}
/// A found change is a planted one if it points at its words in the copy, and at its words in the source where both
/// name any.
bool is_it(const Comparison::ChangedFact& found, const Planted& planted) {
  return share_words(found.after, planted.after) &&
         (found.before.empty() || planted.before.empty() || share_words(found.before, planted.before) ||
          share_words(found.before, planted.after));
}

struct Score {
  std::size_t found = 0, right = 0, planted = 0, met = 0;
  void print(const char* what) const {
    std::printf("  %-14s planted %3zu, found %3zu, right %3zu: recall %.3f, precision %.3f\n", what, planted, found,
                right, planted ? double(met) / double(planted) : 1.0, found ? double(right) / double(found) : 1.0);
  }
};
struct Totals {
  Score facts;
  std::map<std::string, Score> kinds;
  std::array<Score, 4> fates;  ///< Kept, reworded, dropped, added.
  std::size_t told_right = 0, told = 0;
};

void score_facts(const Pair& pair, const Comparison& c, Totals& totals, bool misses) {
  std::vector<bool> met(pair.planted.size());
  for (const auto& found : c.facts) {
    bool right = false;
    for (std::size_t i = 0; i < pair.planted.size(); ++i) {
      if (!is_it(found, pair.planted[i])) continue;
      met[i] = right = true;
    }
    Score& kind = totals.kinds[std::string(to_string(found.kind))];
    for (Score* s : {&totals.facts, &kind}) {
      ++s->found;
      s->right += right;
    }
    if (misses && !right) {
      std::printf("%s: false alarm: %s: \"%s\" -> \"%s\"\n    %s\n    %s\n", pair.name.c_str(),
                  std::string(to_string(found.kind)).c_str(), found.before.c_str(), found.after.c_str(),
                  c.sentences[found.sentence].source.c_str(), c.sentences[found.sentence].copy.c_str());
    }
  }
  for (std::size_t i = 0; i < pair.planted.size(); ++i) {
    Score& kind = totals.kinds[pair.planted[i].kind];
    for (Score* s : {&totals.facts, &kind}) {
      ++s->planted;
      s->met += met[i];
    }
    if (!misses || met[i]) continue;
    std::printf("%s: missed: %s: \"%s\" -> \"%s\"\n", pair.name.c_str(), pair.planted[i].kind.c_str(),
                pair.planted[i].before.c_str(), pair.planted[i].after.c_str());
    for (const auto& s : c.sentences) {
      if (s.copy.contains(pair.planted[i].after)) std::printf("    %s\n    %s\n", s.source.c_str(), s.copy.c_str());
    }
  }
}

bool are_one(const std::string& found, const std::string& written) {
  return found.contains(written) || written.contains(found);
}

void score_sentences(const Pair& pair, const Comparison& c, Totals& totals, bool misses) {
  std::vector<bool> dropped_truth(pair.source_sentences.size(), true), dropped(pair.source_sentences.size(), false);
  for (const Told& told : pair.told) {
    for (const std::uint32_t i : told.source) dropped_truth[i] = false;
  }
  std::size_t at = 0;
  for (const auto& s : c.sentences) {
    if (s.fate == Fate::kDropped) {
      // By their words: a text is not always cut into sentences where its writer cut it.
      for (std::size_t i = 0; i < dropped.size(); ++i) {
        if (are_one(s.source, pair.source_sentences[i])) dropped[i] = true;
      }
      continue;
    }
    // Sentences are cut as they were written but for a few; those few are not counted.
    while (at < pair.copy_sentences.size() && pair.copy_sentences[at] != s.copy) ++at;
    if (at == pair.copy_sentences.size()) {
      at = 0;
      continue;
    }
    const Told& truth = pair.told[at];
    for (const Fate fate : {Fate::kKept, Fate::kReworded, Fate::kAdded}) {
      Score& score = totals.fates[static_cast<std::size_t>(fate)];
      score.planted += truth.fate == fate;
      score.found += s.fate == fate;
      score.right += s.fate == fate && truth.fate == fate;
      score.met += s.fate == fate && truth.fate == fate;
    }
    if (truth.fate != Fate::kAdded) {
      ++totals.told;
      const bool right = std::ranges::any_of(
          truth.source, [&](std::uint32_t i) { return are_one(s.source, pair.source_sentences.at(i)); });
      totals.told_right += right;
      if (misses && !right && !s.told.empty()) {
        std::printf("%s: taken for another sentence than %u: %s\n    %s\n", pair.name.c_str(),
                    *truth.source.begin() + 1, s.copy.c_str(), s.source.c_str());
      }
    }
    if (misses && s.fate != truth.fate)
      std::printf("%s: %s, not %s: %s\n    %s\n", pair.name.c_str(), std::string(to_string(truth.fate)).c_str(),
                  std::string(to_string(s.fate)).c_str(), s.copy.c_str(), s.source.c_str());
  }
  Score& score = totals.fates[static_cast<std::size_t>(Fate::kDropped)];
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    score.planted += dropped_truth[i];
    score.found += dropped[i];
    score.right += dropped[i] && dropped_truth[i];
    score.met += dropped[i] && dropped_truth[i];
  }
}

std::vector<Pair> pairs_in(const std::filesystem::path& folder) {
  std::vector<Pair> pairs;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") pairs.push_back(read_pair(entry.path()));
  }
  std::ranges::sort(pairs, {}, &Pair::name);
  return pairs;
}

std::size_t words_in(const std::string& text) {
  return text::words(text).size();
}
/// The text, repeated or cut at a sentence's end to about so many words.
std::string of_length(const std::string& text, std::size_t words) {
  std::string out = text;
  while (words_in(out) < words) out += "\n\n" + text;
  while (words_in(out) > words + 30) out.resize(out.find_last_of(".", out.size() - 2) + 1);
  return out;
}

/// Of this process's own, so that what else the machine does is not counted.
double core_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

/// Pairs of two texts of about 600 words, made of the pairs there are: a source and two others behind it.
void time_it(const std::vector<Pair>& pairs) {
  constexpr std::size_t kWords = 600;
  std::vector<std::pair<std::string, std::string>> texts;
  std::size_t words = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].language != "en") continue;
    std::string source, copy;
    for (std::size_t k = i; words_in(source) < kWords || words_in(copy) < kWords; ++k) {
      source += (source.empty() ? "" : "\n\n") + pairs[k % pairs.size()].source;
      copy += (copy.empty() ? "" : "\n\n") + pairs[k % pairs.size()].copy;
    }
    texts.emplace_back(of_length(source, kWords), of_length(copy, kWords));
    words += words_in(texts.back().first) + words_in(texts.back().second);
  }
  for (const auto& [source, copy] : texts) compare(source, copy);
  std::vector<double> rates;
  for (int round = 0; round < 5; ++round) {
    const double start = core_seconds();
    std::size_t compared = 0;
    while (core_seconds() - start < .4) {
      for (const auto& [source, copy] : texts) compared += !compare(source, copy).sentences.empty();
    }
    rates.push_back(double(compared) / (core_seconds() - start));
  }
  std::ranges::sort(rates);
  // What a limit there is: the words alone, of the same texts, in the same run.
  const double start = core_seconds();
  std::size_t read = 0;
  for (int i = 0; i < 5; ++i) {
    for (const auto& [source, copy] : texts) read += text::terms(source).size() + text::terms(copy).size();
  }
  const double terms = 5 * double(texts.size()) / (core_seconds() - start);
  std::printf(
      "pairs of 2 x %zu words: %.0f a second of one core (slowest of five rounds %.0f; text::terms() alone %.0f)  goal "
      "2000: %s\n",
      words / 2 / texts.size(), rates[2], rates[0], read ? terms : 0, rates[2] >= 2000 ? "met" : "MISSED");
}

void run(const std::filesystem::path& folder, bool misses) {
  const std::vector<Pair> pairs = pairs_in(folder);
  for (const char* language : {"", "en", "es"}) {
    Totals totals;
    std::size_t n = 0;
    for (const Pair& pair : pairs) {
      if (*language && pair.language != language) continue;
      ++n;
      const Comparison c = compare(pair.source, pair.copy, pair.language);
      score_facts(pair, c, totals, misses && !*language);
      score_sentences(pair, c, totals, misses && !*language);
    }
    std::printf("%s%s%s: %zu pairs\n", folder.filename().c_str(), *language ? " " : "", language, n);
    totals.facts.print("changed facts");
    if (*language) continue;
    for (const auto& [kind, score] : totals.kinds) score.print(kind.c_str());
    for (const Fate fate : {Fate::kKept, Fate::kReworded, Fate::kDropped, Fate::kAdded})
      totals.fates[static_cast<std::size_t>(fate)].print(std::string(to_string(fate)).c_str());
    std::printf("  of %zu sentences told again, %zu are of the sentence that they tell: %.3f\n", totals.told,
                totals.told_right, double(totals.told_right) / double(totals.told));
  }
  if (!misses) time_it(pairs);
}

}  // namespace
}  // namespace dateline::story

int main(int count, char** arguments) {
  std::vector<std::filesystem::path> folders;
  bool misses = false;
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--misses")
      misses = true;
    else
      folders.emplace_back(arguments[i]);
  }
  if (folders.empty())
    folders = {DATELINE_BENCH "/drift/tune", DATELINE_BENCH "/drift/kept-out", DATELINE_BENCH "/drift/sample"};
  for (const auto& folder : folders) dateline::story::run(folder, misses);
}
