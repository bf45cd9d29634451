#include "site/pages/drift.h"

#include <algorithm>
#include <map>

#include "site/paths.h"

namespace dateline::site {
namespace {

using Fate = story::Comparison::Fate;

// A rewrite keeps the order of its source: at least two in five of its sentences stand, in the same or in other words,
// in the copy. An agency's own report of the same event matches by a sentence or two (the quotations).
constexpr double kShareThatIsARewrite = 0.4;
// Comparing is linear but not free, and nobody reads a longer list.
constexpr std::size_t kMostReports = 24;
constexpr int kMostSentences = 8;

bool took_its_text(const story::Comparison& comparison) {
  int of_source = 0, matched = 0;
  for (const auto& sentence : comparison.sentences) {
    if (sentence.fate == Fate::kAdded) continue;
    ++of_source;
    if (sentence.fate != Fate::kDropped) ++matched;
  }
  return of_source > 0 && matched >= kShareThatIsARewrite * of_source;
}

/// Changed, not merely left out: leaving out is an editor's right.
bool is_change(const story::Comparison& comparison, const story::Comparison::ChangedFact& fact) {
  return fact.sentence < comparison.sentences.size() && comparison.sentences[fact.sentence].fate == Fate::kReworded &&
         !fact.after.empty();
}

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

/// `sentence` with each of `words` marked; `other_words` are their counterparts in `other`.
Html marked(const std::string& sentence, const std::vector<std::string>& words, const std::string& other,
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

int quotable_sentences(const article::Article& article) {
  switch (article.rights) {
    case wire::Rights::kLink:
      return 0;
    case wire::Rights::kSnippet:
      return 2;
    case wire::Rights::kFull:
      return kMostSentences;
  }
  return 0;
}

std::string quoted(const Catalogue& texts, const std::vector<std::string>& words) {
  std::vector<std::string> quotes;
  for (const std::string& word : words) {
    if (!word.empty()) quotes.push_back(texts.say("quote", {{"words", word}}));
  }
  return quotes.empty() ? texts.say("drift.absent") : texts.locale().list(quotes);
}

}  // namespace

std::vector<Drift> find_drifts(const story::ArticlePtr& source, const std::vector<story::ArticlePtr>& reports) {
  std::vector<Drift> drifts;
  if (source->text.empty()) return drifts;
  for (std::size_t i = 0; i < std::min(kMostReports, reports.size()); ++i) {
    const story::ArticlePtr& report = reports[i];
    if (report->id == source->id || report->text.empty() || report->language != source->language) continue;
    story::Comparison comparison = story::compare(source->text, report->text, source->language);
    if (!took_its_text(comparison)) continue;
    if (std::ranges::none_of(comparison.facts, [&](const auto& fact) { return is_change(comparison, fact); })) continue;
    drifts.push_back({source, report, std::move(comparison)});
  }
  return drifts;
}

Html drift_section(const Catalogue& texts, const std::vector<Drift>& drifts) {
  Html copies;
  for (const Drift& drift : drifts) {
    struct Changes {
      std::vector<std::string> before, after;
    };
    std::map<std::size_t, Changes> by_sentence;
    for (const auto& fact : drift.comparison.facts) {
      if (!is_change(drift.comparison, fact)) continue;
      by_sentence[fact.sentence].before.push_back(fact.before);
      by_sentence[fact.sentence].after.push_back(fact.after);
    }
    int may_quote = std::min(quotable_sentences(*drift.source), quotable_sentences(*drift.copy));
    int left = kMostSentences;
    Html rows;
    for (const auto& [index, changes] : by_sentence) {
      if (left-- == 0) break;
      const auto& sentence = drift.comparison.sentences[index];
      const bool quote = may_quote-- > 0;
      rows.add(R"(<tr><td lang="{}" dir="auto">{}</td><td lang="{}" dir="auto">{}</td></tr>
)",
               drift.source->language,
               quote ? marked(sentence.source, changes.before, sentence.copy, changes.after)
                     : html("{}", quoted(texts, changes.before)),
               drift.copy->language,
               quote ? marked(sentence.copy, changes.after, sentence.source, changes.before)
                     : html("{}", quoted(texts, changes.after)));
    }
    copies.add(R"(<table class="drift-table" data-copy="{}">
<caption><a href="{}" lang="{}" dir="auto">{}</a> <span class="outlet">{}</span></caption>
<thead><tr><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
               drift.copy->id.str(), article_path(drift.copy->id), drift.copy->language, drift.copy->headline,
               drift.copy->outlet.name, texts.say("drift.before", {{"outlet", drift.source->outlet.name}}),
               texts.say("drift.after", {{"outlet", drift.copy->outlet.name}}), rows);
  }
  if (copies.empty()) return copies;
  return html(R"(<section class="drift" id="changed-facts">
<h2 class="section-name">{}</h2>
<p class="note">{}</p>
{}</section>
)",
              texts.say("drift.name"),
              texts.count("drift.who", std::ssize(drifts), {{"outlet", drifts.front().source->outlet.name}}), copies);
}

}  // namespace dateline::site
