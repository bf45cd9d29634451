// What a matter is called.

#include <algorithm>
#include <map>

#include "story/dossier_matter.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

struct Candidate {
  std::string printed;
  double reports = 0;
  const ReportReading* last = nullptr;
};

}  // namespace

std::vector<std::string> find_dossier_names(const Matter& matter, std::span<const Field>) {
  // A word of the matter's kind with what stands before it: "Brightwater trial", "Law Enforcement Dialogue".
  std::map<std::string, Candidate> candidates;
  const auto bit = static_cast<std::uint16_t>(1U << static_cast<unsigned>(matter.kind));
  for (const ReportReading* report : matter.own) {
    const auto& words = report->words;
    for (const Sentence& sentence : report->sentences) {
      for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
        if ((words[i].cues->kinds & bit) == 0) continue;
        std::size_t begin = i;
        while (begin > sentence.begin && i - begin < 4 && !words[begin - 1].function_word && !words[begin - 1].number &&
               !words[begin - 1].is(Cue::kArticle) && !words[begin - 1].is(Cue::kOrdinal) &&
               (words[begin].gap == " " || words[begin].gap == "-")) {
          --begin;
          std::size_t end = i + 1;
          while (end < sentence.end && words[end].capitalised && words[i].capitalised && words[end].gap == " ") ++end;
          Candidate& candidate = candidates[text::fold(report->printed({begin, end}))];
          if (candidate.printed.empty()) candidate.printed = report->tidy({begin, end});
          if (candidate.last != report) candidate.reports += weight_of(*report);
          candidate.last = report;
        }
      }
    }
  }
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [key, candidate] : candidates) {
    const auto words = static_cast<double>(1 + std::ranges::count(candidate.printed, ' '));
    const double capital = candidate.printed.front() >= 'A' && candidate.printed.front() <= 'Z' ? 1.3 : 1;
    order.emplace_back(-candidate.reports * std::min(words, 3.0) * capital, candidate.printed);
  }
  std::ranges::sort(order);
  std::vector<std::string> out;
  for (const auto& [score, name] : order) {
    if (out.size() < 4) out.push_back(name);
  }
  if (out.empty()) out.push_back(matter.own.front()->article->headline);
  return out;
}

}  // namespace dateline::story
