// An editor's hand on the stories. What it did holds: settle.cc and add() look for by_editor, locked and apart_.
#include <algorithm>

#include "story/story_index.h"

namespace dateline::story {

Result<Changes> StoryIndex::merge(StoryId into_id, StoryId from_id) {
  Cluster* into = live(into_id);
  Cluster* from = live(from_id);
  if (into == nullptr) return fail(Code::kNotFound, "there is no story " + into_id.str());
  if (from == nullptr) return fail(Code::kNotFound, "there is no story " + from_id.str());
  if (into == from) return fail(Code::kConflict, "these two are one story already");
  Changes changes;
  const std::pair<StoryId, StoryId> pair = std::minmax(into->id, from->id);
  if (apart_.erase(pair) > 0) changes.together_again.push_back(pair);
  absorb(*into, *from, changes);
  // All of both: what an editor brought together, the machine does not part.
  changes.placed.clear();
  for (Report& r : into->reports) {
    r.by_editor = true;
    changes.placed.push_back({r.article->id, into->id, r.kinship, r.of, true});
  }
  return changes;
}

Result<Changes> StoryIndex::move(const std::vector<article::ArticleId>& articles, std::optional<StoryId> to) {
  const std::set<article::ArticleId> going(articles.begin(), articles.end());
  if (going.empty()) return fail(Code::kInvalid, "choose at least one report");
  std::vector<Cluster*> sources;
  for (const article::ArticleId id : going) {
    if (find_report(id) == nullptr) return fail(Code::kNotFound, "there is no article " + id.str() + " in a story");
    Cluster* from = find(place_.at(id));
    if (std::find(sources.begin(), sources.end(), from) == sources.end()) sources.push_back(from);
  }
  Cluster* target = to ? live(*to) : nullptr;
  if (to && target == nullptr) return fail(Code::kNotFound, "there is no story " + to->str());
  if (sources.size() == 1 && sources.front() == target)
    return fail(Code::kInvalid, "these reports are in that story already");
  if (!to && sources.size() == 1 && sources.front()->reports.size() == going.size()) {
    return fail(Code::kInvalid, "these are all reports of the story: nothing would be left of it");
  }

  Changes changes;
  for (Cluster* from : sources) {
    if (from == target) continue;
    std::vector<bool> moves(from->reports.size());
    for (std::size_t i = 0; i < moves.size(); ++i) moves[i] = going.contains(from->reports[i].article->id);
    if (target == nullptr) {
      const auto first = std::find(moves.begin(), moves.end(), true) - moves.begin();
      target = &open_for(*from->reports[static_cast<std::size_t>(first)].article, from->language, changes);
    }
    if (std::find(moves.begin(), moves.end(), false) == moves.end()) {
      // Nothing is left: the story goes where its reports went, and so do the links to it.
      for (Report& r : from->reports) r.by_editor = true;
      const std::vector<Report> reports = from->reports;
      const StoryId into = target->id;
      absorb(*target, *from, changes);
      for (const Report& r : reports) {
        const Report& now = *find_report(r.article->id);
        changes.placed.push_back({r.article->id, into, now.kinship, now.of, true});
      }
      continue;
    }
    move_reports(*from, *target, moves, true, changes);
    const std::pair<StoryId, StoryId> pair = std::minmax(from->id, target->id);
    if (apart_.insert(pair).second) changes.apart.push_back(pair);
  }
  return changes;
}

Result<Changes> StoryIndex::lock(StoryId id, bool locked) {
  Cluster* cluster = live(id);
  if (cluster == nullptr) return fail(Code::kNotFound, "there is no story " + id.str());
  cluster->locked = locked;
  cluster->checked_size = cluster->compared_size = 0;  // Unlocked, it is looked at as if it had just changed.
  touch(*cluster);
  Changes changes;
  changes.locked.emplace_back(cluster->id, locked);
  return changes;
}

}  // namespace dateline::story
