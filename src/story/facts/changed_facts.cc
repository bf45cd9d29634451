#include "story/facts/changed_facts.h"

#include <algorithm>
#include <utility>

#include "story/facts/side_by_side.h"

namespace dateline::story {

std::vector<FactChange> changed_facts(const FactText& source, const FactText& copy,
                                      std::span<const Retelling> retellings, std::string_view language) {
  SideBySide at(source, copy, retellings, language);
  for (const Retelling& r : retellings) {
    if (r.kept || r.source.empty()) continue;
    at.read(r);
    const std::size_t begin = at.changes.size();
    find_changed_quotations(at);
    find_changed_quantities(at);
    find_changed_dates(at);
    find_changed_names(at);
    find_changed_speaker(at);
    find_changed_offices(at);
    find_turned_casualties(at);
    find_negations(at);
    std::stable_sort(at.changes.begin() + static_cast<std::ptrdiff_t>(begin), at.changes.end(),
                     [](const FactChange& a, const FactChange& b) { return a.after.data() < b.after.data(); });
  }
  return std::move(at.changes);
}

}  // namespace dateline::story
