#include "wire/source.h"

#include <array>
#include <utility>

#include "text/url.h"

namespace dateline::wire {
namespace {

constexpr std::array<std::pair<Rights, std::string_view>, 3> kRights = {
    {{Rights::kLink, "link"}, {Rights::kSnippet, "snippet"}, {Rights::kFull, "full"}}};

constexpr std::array<std::pair<Trouble, std::string_view>, 13> kTroubles = {{{Trouble::kNone, "none"},
                                                                             {Trouble::kNoAnswer, "no-answer"},
                                                                             {Trouble::kForbidden, "forbidden"},
                                                                             {Trouble::kTooLarge, "too-large"},
                                                                             {Trouble::kRefused, "refused"},
                                                                             {Trouble::kNotThere, "not-there"},
                                                                             {Trouble::kGone, "gone"},
                                                                             {Trouble::kTooOften, "too-often"},
                                                                             {Trouble::kServerFault, "server-fault"},
                                                                             {Trouble::kNoPage, "no-page"},
                                                                             {Trouble::kNoFeed, "no-feed"},
                                                                             {Trouble::kNotKept, "not-kept"},
                                                                             {Trouble::kOther, "other"}}};

}  // namespace

std::string_view to_string(Rights rights) {
  for (const auto& [value, name] : kRights) {
    if (value == rights) return name;
  }
  return "snippet";
}

std::optional<Rights> parse_rights(std::string_view text) {
  for (const auto& [value, name] : kRights) {
    if (name == text) return value;
  }
  return std::nullopt;
}

std::string_view to_string(Trouble trouble) {
  for (const auto& [value, name] : kTroubles) {
    if (value == trouble) return name;
  }
  return "other";
}

std::optional<Trouble> parse_trouble(std::string_view text) {
  for (const auto& [value, name] : kTroubles) {
    if (name == text) return value;
  }
  return std::nullopt;
}

std::string_view in_words(Naming naming) {
  switch (naming) {
    case Naming::kById:
      return "";
    case Naming::kIdsShared:
      return "it gives one id to different entries, so its entries are told apart by their links";
    case Naming::kIdsFollowHeadlines:
      return "its ids change with the headline, so its entries are told apart by their links";
    case Naming::kIdsRenewed:
      return "its ids are new at every fetch, so its entries are told apart by their links";
  }
  return "";
}

Result<Source> Source::from_url(std::string_view url) {
  const auto parsed = text::Url::parse(url);
  if (!parsed) {
    return fail(Code::kInvalid, "'" + std::string(url.substr(0, 200)) +
                                    "' is not a web address; give one that starts with https:// or http://");
  }
  Source source;
  source.id = SourceId{digest64(parsed->canonical())};
  source.url = parsed->str();
  source.outlet.owner = parsed->site();
  return source;
}

}  // namespace dateline::wire
