#include <algorithm>
#include <cmath>
#include <ranges>
#include <set>

#include "app/json.h"
#include "app/verbs.h"
#include "article/article.h"
#include "base/clock.h"
#include "base/file.h"
#include "story/assignments.h"
#include "story/front_page.h"
#include "story/story_index.h"

namespace dateline::app {
namespace {

/// A wrong file has a fault in every line; this many tell which file it is.
constexpr std::size_t kBadLinesSaid = 5;
/// Articles between two passes over the stories, where the stream's time stands still.
constexpr std::size_t kUnsettled = 200;

/// As the reader of the lines knows the article: the id that they gave, else ours.
std::string name_of(std::string_view line, const article::Article& article) {
  const auto object = parse_object(line);
  const json::value* id = object ? object->if_contains("id") : nullptr;
  if (id != nullptr && id->is_string()) return std::string(id->as_string());
  if (id != nullptr && id->is_number()) return json::serialize(*id);
  return article.id.str();
}

double rounded(double x) {
  return std::round(x * 1000) / 1000 + 0.0;  // No "-0".
}

json::array explained(const story::Explanation& why) {
  json::array candidates;
  for (const auto& c : why.candidates) {
    json::array reasons;
    for (const story::Reason& r : c.reasons)
      reasons.push_back(json::object{{"words", r.words}, {"weight", rounded(r.weight)}});
    candidates.push_back(json::object{{"story", c.story.str()},
                                      {"headline", c.headline},
                                      {"likelihood", rounded(c.likelihood)},
                                      {"needed", rounded(c.needed)},
                                      {"hours_apart", rounded(c.hours_apart)},
                                      {"members_agree", c.members_agree},
                                      {"reasons", std::move(reasons)}});
  }
  return candidates;
}

/// How a story would stand on a front page made at that time, and why.
json::object standing(const story::BreakingWatch::Watched& watched, int needed, Instant now) {
  const story::Rank rank = story::rank(watched, nullptr, "", now);
  json::object breaking{{"now", watched.breaking.at(now)}, {"burst", watched.breaking.burst}, {"needed", needed}};
  if (watched.breaking.since) {
    breaking["since"] = format_rfc3339(*watched.breaking.since);
    breaking["until"] = format_rfc3339(watched.breaking.until);
  }
  return {{"story", watched.story->id.str()},
          {"headline", watched.story->best().headline},
          {"outlets", watched.count.owners},
          {"rank", json::object{{"sum", rounded(rank.sum())},
                                {"owners", rounded(rank.owners)},
                                {"freshness", rounded(rank.freshness)},
                                {"breaking", rounded(rank.breaking)},
                                {"section", rounded(rank.section)}}},
          {"breaking", std::move(breaking)}};
}

/// One line a story, the highest first, as of the newest report's time.
void print_standings(const std::vector<std::shared_ptr<const story::Story>>& stories, Terminal& terminal) {
  Instant now{};
  for (const auto& s : stories) now = std::max(now, s->last_reported());
  story::BreakingWatch watch;
  watch.observe(stories, now);
  std::vector<std::pair<double, const story::BreakingWatch::Watched*>> ranked;
  for (const auto& watched : watch.stories())
    ranked.emplace_back(story::rank(watched, nullptr, "", now).sum(), &watched);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.first, a.second->story->id) < std::tuple(-b.first, b.second->story->id);
  });
  for (const auto& [score, watched] : ranked) {
    const story::Story& s = *watched->story;
    const int needed = watch.needed(s.language, s.section, watched->breaking.since.value_or(s.last_reported()));
    terminal.line(json::serialize(standing(*watched, needed, now)));
  }
}

}  // namespace

int run_stories(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  bool explain = false;
  args.words("FILE", files, 0, "Articles, one JSON object a line, in order of arrival; standard input without any")
      .flag("--explain", explain,
            "Say why each article went where it went, then why each story ranks and breaks as it does");
  if (auto code = args.parse()) return *code;
  if (files.empty()) files.emplace_back("-");

  const SystemClock clock;
  const Instant now = clock.now();
  story::StoryIndex index;
  struct Line {
    std::string name;
    article::ArticleId article;
    story::Placement placement;
    story::Explanation why;
  };
  story::Assignments where;
  std::vector<Line> lines;
  Instant settled{};
  std::size_t unsettled = 0;
  Progress progress("stories", "articles", 0);
  for (const std::string& file : files) {
    auto bytes = read_file(file, std::size_t{4} << 30);
    if (!bytes) {
      terminal.problem(bytes.error().message);
      continue;
    }
    std::size_t number = 0;
    std::size_t bad = 0;
    const std::size_t before = lines.size();
    for (const auto part : *bytes | std::views::split('\n')) {
      const std::string_view line(part);
      ++number;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      auto article = article::from_json(line, now);
      if (!article) {
        if (++bad <= kBadLinesSaid) {
          terminal.problem(file + ": line " + std::to_string(number) + ": " + article.error().message);
        }
        continue;
      }
      std::string name = name_of(line, *article);
      const article::ArticleId id = article->id;
      const Instant at = article->fetched_at;
      // The newsroom's minute, by the stream's own time; and where a stream has no time, by its length.
      if (at >= settled + std::chrono::minutes{1} || ++unsettled == kUnsettled) {
        where.apply(index.settle(at));
        settled = at;
        unsettled = 0;
      }
      story::Explanation why;
      story::Placement placement =
          index.add(std::make_shared<const article::Article>(std::move(*article)), explain ? &why : nullptr);
      where.apply(placement.changes);
      placement.changes = {};
      lines.push_back({std::move(name), id, std::move(placement), std::move(why)});
      progress.advance();
    }
    if (bad > kBadLinesSaid) {
      terminal.problem(file + ": " + std::to_string(bad - kBadLinesSaid) + " more lines are no articles");
    }
    if (lines.size() == before && bad == 0) terminal.problem(file + ": empty; there is no article in it");
  }
  where.apply(index.settle(settled));
  // Printed at the end: a story may have gone into another meanwhile, and each article is said to be where it is now.
  for (const Line& line : lines) {
    json::object o{{"id", line.name}, {"story", where.story_of(line.article)->str()}};
    if (explain) {
      o["kinship"] = view(story::to_string(line.placement.kinship));
      if (line.placement.of) o["of"] = line.placement.of->str();
      o["why"] = line.why.verdict;
      o["candidates"] = explained(line.why);
    }
    terminal.line(json::serialize(o));
  }
  if (explain) {
    std::vector<std::shared_ptr<const story::Story>> stories;
    std::set<story::StoryId> seen;
    for (const Line& line : lines) {
      const auto id = index.story_of(line.article);
      if (id && seen.insert(*id).second) stories.push_back(index.story(*id));
    }
    print_standings(stories, terminal);
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
