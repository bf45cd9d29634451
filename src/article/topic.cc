// Topics of Media Topics by the model's classes; and our sections by topics.
#include "article/topic.h"

#include <algorithm>
#include <array>

#include "article/topic_model.h"

namespace dateline::article {
namespace {

struct Row {
  std::string_view code;     ///< Of Media Topics' top level.
  std::string_view class_;   ///< Of the model; the first of two.
  std::string_view other;    ///< The second, or "".
  std::string_view section;  ///< Of ours, or "".
};

/// Of several topics of one section, the first is the section's own.
constexpr auto kTopics = std::to_array<Row>({{"medtop:11000000", "11", "", "politics"},
                                             {"medtop:01000000", "01", "", "culture"},
                                             {"medtop:02000000", "02", "", ""},
                                             {"medtop:03000000", "03", "", ""},
                                             {"medtop:04000000", "04", "", "business"},
                                             {"medtop:05000000", "05", "", ""},
                                             {"medtop:13000000", "13s", "13t", "science"},
                                             {"medtop:06000000", "06", "", "science"},
                                             {"medtop:07000000", "07", "", "health"},
                                             {"medtop:08000000", "08", "", ""},
                                             {"medtop:09000000", "09", "", "business"},
                                             {"medtop:10000000", "10", "", "culture"},
                                             {"medtop:12000000", "12", "", ""},
                                             {"medtop:14000000", "14", "", ""},
                                             {"medtop:15000000", "15", "", "sport"},
                                             {"medtop:16000000", "16", "", ""},
                                             {"medtop:17000000", "17", "", ""}});

double of_class(const TopicModel::Probabilities& probabilities, std::string_view name) {
  const auto at = std::ranges::find(kTopicClasses, name);
  return at == kTopicClasses.end() ? 0 : probabilities[static_cast<std::size_t>(at - kTopicClasses.begin())];
}

}  // namespace

Topic topic_of(std::string_view headline, std::string_view text, std::string_view) {
  const auto rows = topic_rows(headline, text);
  // Two words at least, or there is nothing to go by.
  constexpr std::size_t kFew = 6;
  if (rows.size() < kFew) return {};
  const auto probabilities = TopicModel::shipped().probabilities(rows);
  const double no_news = of_class(probabilities, "no");
  Topic topic;
  for (const Row& row : kTopics) {
    const double sure = of_class(probabilities, row.class_) + of_class(probabilities, row.other);
    if (sure <= topic.sure) continue;
    topic.sure = sure;
    topic.code = row.code;
  }
  // Most pages that are read are news: what is taken for none has to be likelier that than all topics together.
  constexpr double kNoNews = 0.5;
  topic.news = no_news < kNoNews;
  topic.sure /= std::max(1 - no_news, 1e-9);
  // Of the topics that the model gives less, most are wrong.
  constexpr double kSure = 0.35;
  if (topic.sure < kSure) return {.code = "", .news = topic.news, .sure = 0};
  return topic;
}

std::string_view topic_of_section(std::string_view section) {
  const auto row = std::ranges::find(kTopics, section, &Row::section);
  return section.empty() || row == kTopics.end() ? std::string_view{} : row->code;
}

std::string_view section_of_topic(std::string_view code) {
  const auto row = std::ranges::find(kTopics, code, &Row::code);
  return row == kTopics.end() ? std::string_view{} : row->section;
}

}  // namespace dateline::article
