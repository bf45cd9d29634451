#include "markup/html/foreign.h"

#include <algorithm>
#include <array>

#include "markup/ascii.h"
#include "markup/html/tag_set.h"

namespace dateline::markup {
namespace {

// In the order of their lower case.
constexpr auto kSvgNames = std::to_array<std::string_view>({"altGlyph",
                                                            "altGlyphDef",
                                                            "altGlyphItem",
                                                            "animateColor",
                                                            "animateMotion",
                                                            "animateTransform",
                                                            "clipPath",
                                                            "feBlend",
                                                            "feColorMatrix",
                                                            "feComponentTransfer",
                                                            "feComposite",
                                                            "feConvolveMatrix",
                                                            "feDiffuseLighting",
                                                            "feDisplacementMap",
                                                            "feDistantLight",
                                                            "feDropShadow",
                                                            "feFlood",
                                                            "feFuncA",
                                                            "feFuncB",
                                                            "feFuncG",
                                                            "feFuncR",
                                                            "feGaussianBlur",
                                                            "feImage",
                                                            "feMerge",
                                                            "feMergeNode",
                                                            "feMorphology",
                                                            "feOffset",
                                                            "fePointLight",
                                                            "feSpecularLighting",
                                                            "feSpotLight",
                                                            "feTile",
                                                            "feTurbulence",
                                                            "foreignObject",
                                                            "glyphRef",
                                                            "linearGradient",
                                                            "radialGradient",
                                                            "textPath"});

constexpr auto kSvgAttributes = std::to_array<std::string_view>({"attributeName",
                                                                 "attributeType",
                                                                 "baseFrequency",
                                                                 "baseProfile",
                                                                 "calcMode",
                                                                 "clipPathUnits",
                                                                 "diffuseConstant",
                                                                 "edgeMode",
                                                                 "filterUnits",
                                                                 "glyphRef",
                                                                 "gradientTransform",
                                                                 "gradientUnits",
                                                                 "kernelMatrix",
                                                                 "kernelUnitLength",
                                                                 "keyPoints",
                                                                 "keySplines",
                                                                 "keyTimes",
                                                                 "lengthAdjust",
                                                                 "limitingConeAngle",
                                                                 "markerHeight",
                                                                 "markerUnits",
                                                                 "markerWidth",
                                                                 "maskContentUnits",
                                                                 "maskUnits",
                                                                 "numOctaves",
                                                                 "pathLength",
                                                                 "patternContentUnits",
                                                                 "patternTransform",
                                                                 "patternUnits",
                                                                 "pointsAtX",
                                                                 "pointsAtY",
                                                                 "pointsAtZ",
                                                                 "preserveAlpha",
                                                                 "preserveAspectRatio",
                                                                 "primitiveUnits",
                                                                 "refX",
                                                                 "refY",
                                                                 "repeatCount",
                                                                 "repeatDur",
                                                                 "requiredExtensions",
                                                                 "requiredFeatures",
                                                                 "specularConstant",
                                                                 "specularExponent",
                                                                 "spreadMethod",
                                                                 "startOffset",
                                                                 "stdDeviation",
                                                                 "stitchTiles",
                                                                 "surfaceScale",
                                                                 "systemLanguage",
                                                                 "tableValues",
                                                                 "targetX",
                                                                 "targetY",
                                                                 "textLength",
                                                                 "viewBox",
                                                                 "viewTarget",
                                                                 "xChannelSelector",
                                                                 "yChannelSelector",
                                                                 "zoomAndPan"});

constexpr bool less_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}
static_assert(std::ranges::is_sorted(kSvgNames, less_ignoring_case));
static_assert(std::ranges::is_sorted(kSvgAttributes, less_ignoring_case));

template <std::size_t N>
std::string_view spelled(std::string_view lower_case, const std::array<std::string_view, N>& names) {
  const auto found = std::ranges::lower_bound(names, lower_case, less_ignoring_case);
  return found != names.end() && equals_ignoring_case(*found, lower_case) ? *found : lower_case;
}

constexpr TagSet kHtmlAgain = {
    Tag::kB,       Tag::kBig,   Tag::kBlockquote, Tag::kBody,   Tag::kBr,     Tag::kCenter, Tag::kCode, Tag::kDd,
    Tag::kDiv,     Tag::kDl,    Tag::kDt,         Tag::kEm,     Tag::kEmbed,  Tag::kH1,     Tag::kH2,   Tag::kH3,
    Tag::kH4,      Tag::kH5,    Tag::kH6,         Tag::kHead,   Tag::kHr,     Tag::kI,      Tag::kImg,  Tag::kLi,
    Tag::kListing, Tag::kMenu,  Tag::kMeta,       Tag::kNobr,   Tag::kOl,     Tag::kP,      Tag::kPre,  Tag::kRuby,
    Tag::kS,       Tag::kSmall, Tag::kSpan,       Tag::kStrong, Tag::kStrike, Tag::kSub,    Tag::kSup,  Tag::kTable,
    Tag::kTt,      Tag::kU,     Tag::kUl,         Tag::kVar};

}  // namespace

std::string_view svg_name(std::string_view lower_case) {
  return spelled(lower_case, kSvgNames);
}

void spell_attributes(std::span<Attribute> attributes, Space space) {
  for (Attribute& attribute : attributes) {
    if (space == Space::kSvg) attribute.name = spelled(attribute.name, kSvgAttributes);
    if (space == Space::kMathMl && attribute.name == "definitionurl") attribute.name = "definitionURL";
  }
}

bool breaks_out(Tag tag, std::span<const Attribute> attributes) {
  if (tag != Tag::kFont) return kHtmlAgain.contains(tag);
  return std::ranges::any_of(attributes, [](const Attribute& attribute) {
    return attribute.name == "color" || attribute.name == "face" || attribute.name == "size";
  });
}

}  // namespace dateline::markup
