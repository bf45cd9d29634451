#include "site/comparison.h"

#include <algorithm>
#include <array>
#include <map>

namespace dateline::site {
namespace {

using Fate = story::Comparison::Fate;

/// Where `word` stands in `sentence`; where it does so more than once, the place whose surroundings are most like those
/// of `other_word` in the other sentence ("November 9, 2015" and not "from 2015", beside "November 9, 2016").
std::size_t place_of(const std::string& sentence, const std::string& word, const std::string& other,
                     const std::string& other_word) {
  constexpr std::size_t kAround = 24;  // Some words on either side tell two places apart.
  const auto alike_before = [&](std::size_t a, std::size_t b) {
    std::size_t n = 0;
    while (n < kAround && n < a && n < b && sentence[a - 1 - n] == other[b - 1 - n]) ++n;
    return n;
  };
  const auto alike_after = [&](std::size_t a, std::size_t b) {
    std::size_t n = 0;
    while (n < kAround && a + n < sentence.size() && b + n < other.size() && sentence[a + n] == other[b + n]) ++n;
    return n;
  };
  constexpr int kMostPlaces = 16;  // Of each, so that a sentence of one word repeated costs nothing.
  std::size_t best = sentence.find(word), best_score = 0;
  int places = 0;
  for (auto at = best; at != std::string::npos && places++ < kMostPlaces; at = sentence.find(word, at + 1)) {
    int others = 0;
    for (auto there = other_word.empty() ? std::string::npos : other.find(other_word);
         there != std::string::npos && others++ < kMostPlaces; there = other.find(other_word, there + 1)) {
      const std::size_t score = alike_before(at, there) + alike_after(at + word.size(), there + other_word.size());
      if (score > best_score) {
        best_score = score;
        best = at;
      }
    }
  }
  return best;
}

/// The changed facts of each sentence.
struct Changes {
  std::vector<std::string> before, after;
};
std::map<std::size_t, Changes> changes_of(const story::Comparison& comparison) {
  std::map<std::size_t, Changes> changes;
  for (const auto& fact : comparison.facts) {
    changes[fact.sentence].before.push_back(fact.before);
    changes[fact.sentence].after.push_back(fact.after);
  }
  return changes;
}

}  // namespace

int quotable_sentences(const article::Article& article) {
  switch (article.rights) {
    case wire::Rights::kLink:
      return 0;
    case wire::Rights::kSnippet:
      return 2;
    case wire::Rights::kFull:
      return kAllSentences;
  }
  return 0;
}

Html with_marks(const std::string& sentence, const std::vector<std::string>& words, const std::string& other,
                const std::vector<std::string>& other_words) {
  std::map<std::size_t, std::size_t> places;  // Start to end, apart from each other.
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].empty()) continue;
    const auto at = place_of(sentence, words[i], other, other_words[i]);
    if (at == std::string::npos) continue;
    const auto end = at + words[i].size();
    if (std::ranges::none_of(places, [&](const auto& p) { return at < p.second && p.first < end; })) places[at] = end;
  }
  Html out;
  std::size_t done = 0;
  for (const auto& [from, to] : places) {
    out.add("{}<mark>{}</mark>", sentence.substr(done, from - done), sentence.substr(from, to - from));
    done = to;
  }
  out.add("{}", sentence.substr(done));
  return out;
}

Html changed_facts_table(const Catalogue& texts, const Compared& compared, const story::Comparison& comparison) {
  Html rows;
  for (const auto& fact : comparison.facts) {
    const std::string* kind = texts.find_name("drift.kind", to_string(fact.kind));
    const auto cell = [&](const std::string& words, const std::string& language) {
      return words.empty() ? html("<td>{}</td>", texts.say("drift.absent"))
                           : html(R"(<td lang="{}" dir="auto"><mark>{}</mark></td>)", language, words);
    };
    rows.add("<tr><th scope=\"row\">{}</th>{}{}</tr>\n", kind ? *kind : "", cell(fact.before, compared.source_language),
             cell(fact.after, compared.copy_language));
  }
  if (rows.empty()) return {};
  return html(R"(<table class="facts-table">
<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
              texts.say("drift.kind"), compared.source, compared.copy, rows);
}

Html sentences_table(const Catalogue& texts, const Compared& compared, const story::Comparison& comparison, int most) {
  const auto changes = changes_of(comparison);
  std::array<std::int64_t, 4> of_fate{};
  for (const auto& s : comparison.sentences) ++of_fate[static_cast<std::size_t>(s.fate)];
  // Where not all may be shown, those in which a fact changed.
  std::vector<bool> shown(comparison.sentences.size(), comparison.sentences.size() <= static_cast<std::size_t>(most));
  if (std::ranges::find(shown, false) != shown.end()) {
    int left = most;
    for (const auto& [sentence, is] : changes) {
      if (left-- > 0) shown[sentence] = true;
    }
  }
  Html rows;
  for (std::size_t i = 0; i < comparison.sentences.size(); ++i) {
    if (!shown[i]) continue;
    const auto& s = comparison.sentences[i];
    const auto found = changes.find(i);
    const Changes none;
    const Changes& is = found == changes.end() ? none : found->second;
    const std::string* fate = texts.find_name("drift.fate", to_string(s.fate));
    rows.add(
        R"(<tr class="fate-{}"><th scope="row">{}</th><td lang="{}" dir="auto">{}</td><td lang="{}" dir="auto">{}</td></tr>
)",
        to_string(s.fate), fate ? *fate : "", compared.source_language,
        with_marks(s.source, is.before, s.copy, is.after), compared.copy_language,
        with_marks(s.copy, is.after, s.source, is.before));
  }
  Html out;
  const auto count = [&](Fate fate) { return of_fate[static_cast<std::size_t>(fate)]; };
  out.add("<ul class=\"fates\"><li>{}</li><li>{}</li><li>{}</li><li>{}</li></ul>\n",
          texts.count("drift.kept", count(Fate::kKept)), texts.count("drift.reworded", count(Fate::kReworded)),
          texts.count("drift.dropped", count(Fate::kDropped)), texts.count("drift.added", count(Fate::kAdded)));
  if (rows.empty()) return out;
  out.add(R"(<table class="sentences-table">
<thead><tr><th scope="col"><span class="unseen">{}</span></th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
          texts.say("drift.fate"), compared.source, compared.copy, rows);
  return out;
}

}  // namespace dateline::site
