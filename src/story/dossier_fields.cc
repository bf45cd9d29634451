// The facts of each kind of matter.

#include "story/dossier_matter.h"

namespace dateline::story {

std::vector<Field> find_fields(const Matter&, std::vector<Round>&) {
  return {};
}

}  // namespace dateline::story
