#include "story/dossiers/words.h"

#include <algorithm>

namespace dateline::story {
namespace {

template <class Use>
void each_part(std::string_view text, char apart, Use use) {
  for (int at = 0; !text.empty();) {
    const std::size_t end = std::min(text.find(apart), text.size());
    if (end > 0) use(text.substr(0, end), at++);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

DossierWords::DossierWords(std::span<const CueLine> cues, std::span<const KindLine> kinds) {
  for (const CueLine& line : cues) {
    each_part(line.words, ' ', [&](std::string_view position, int at) {
      each_part(position, '/', [&](std::string_view word, int) {
        WordCues& entry = words_[word];
        entry.cues |= std::uint64_t{1} << static_cast<int>(line.cue);
        const auto cue = static_cast<std::size_t>(line.cue);
        const int first = line.cue == Cue::kWeekday ? 0 : line.cue == Cue::kRelative ? -1 : 1;
        if (cue < entry.value.size()) entry.value[cue] = static_cast<std::int8_t>(first + at);
      });
    });
  }
  for (const KindLine& line : kinds) {
    const auto bit = static_cast<std::uint16_t>(1U << static_cast<unsigned>(line.kind));
    each_part(line.words, ' ', [&](std::string_view word, int) { words_[word].kinds |= bit; });
    each_part(line.weak, ' ', [&](std::string_view word, int) { words_[word].weak_kinds |= bit; });
  }
}

const WordCues& DossierWords::operator()(std::string_view lower) const {
  static const WordCues nothing;
  auto found = words_.find(lower);
  if (found == words_.end() && lower.size() > 4 && lower.ends_with('s')) {
    found = words_.find(lower.substr(0, lower.size() - 1));
    if (found == words_.end() && lower.ends_with("es")) found = words_.find(lower.substr(0, lower.size() - 2));
  }
  return found == words_.end() ? nothing : found->second;
}

const DossierWords* DossierWords::of(std::string_view language) {
  language = language.substr(0, language.find('-'));
  static const DossierWords english(kEnglishCues, kEnglishKinds);
  static const DossierWords spanish(kSpanishCues, kSpanishKinds);
  if (language == "en") return &english;
  if (language == "es") return &spanish;
  return nullptr;
}

}  // namespace dateline::story
