#pragma once
// Inside markup/: svg and math in HTML: how the standard spells their names, which the source may write in any case,
// and which start tags are HTML again (WHATWG HTML section 13.2.6.1 and 13.2.6.5).

#include <span>
#include <string_view>

#include "markup/html.h"

namespace dateline::markup {

/// "foreignobject" -> "foreignObject"; another name is given back.
std::string_view svg_name(std::string_view lower_case);
/// Spells the attributes of an element of `space`, and those with a prefix.
void spell_attributes(std::span<Attribute> attributes, Space space);
/// Whether such a start tag ends svg and math.
bool breaks_out(Tag tag, std::span<const Attribute> attributes);

}  // namespace dateline::markup
