#include "article/topic.h"

namespace dateline::article {

Topic topic_of(std::string_view, std::string_view, std::string_view) {
  return {};
}
std::string_view topic_of_section(std::string_view) {
  return {};
}
std::string_view section_of_topic(std::string_view) {
  return {};
}

}  // namespace dateline::article
