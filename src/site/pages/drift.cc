#include "site/pages/drift.h"

#include <algorithm>
#include <map>

#include "site/comparison.h"
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
    int may_quote = std::min({kMostSentences, quotable_sentences(*drift.source), quotable_sentences(*drift.copy)});
    int left = kMostSentences;
    Html rows;
    for (const auto& [index, changes] : by_sentence) {
      if (left-- == 0) break;
      const auto& sentence = drift.comparison.sentences[index];
      const bool quote = may_quote-- > 0;
      rows.add(R"(<tr><td lang="{}" dir="auto">{}</td><td lang="{}" dir="auto">{}</td></tr>
)",
               drift.source->language,
               quote ? with_marks(sentence.source, changes.before, sentence.copy, changes.after)
                     : html("{}", quoted(texts, changes.before)),
               drift.copy->language,
               quote ? with_marks(sentence.copy, changes.after, sentence.source, changes.before)
                     : html("{}", quoted(texts, changes.after)));
    }
    copies.add(R"(<table class="drift-table" data-copy="{}">
<caption><a href="{}" lang="{}" dir="auto">{}</a> <span class="outlet">{}</span> <a class="drift-whole" href="{}">{}</a></caption>
<thead><tr><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
</table>
)",
               drift.copy->id.str(), article_path(drift.copy->id), drift.copy->language, drift.copy->headline,
               drift.copy->outlet.name, compare_path(drift.source->id, drift.copy->id), texts.say("drift.whole"),
               texts.say("drift.before", {{"outlet", drift.source->outlet.name}}),
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
